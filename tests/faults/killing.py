"""A parent that kills children while they write a ledger, and prints what each left: a JSON line a death.

Children are forked, which takes milliseconds where a fresh Python takes seconds; so this runs in a process of its own.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from ketabrain.engine.ledger import FORMAT, Ledger

PLACES = [("attempt", "00", "a"), ("attempt", "02", "b"), ("explore", "02", "c")]
CHANGES: dict[str, Callable[[Ledger], Any]] = {
    "append": lambda book: book.append("attempt", "02", "new", value="long " * 2000),
    "upsert": lambda book: book.upsert("explore", "02", "c", moves=2),
    "restart": lambda book: book.restart("02"),
    "clear": lambda book: book.clear(),
    "check": lambda book: book.check_writable(),
}
STEPS = [(owner, name, call, after) for owner, name, calls in
         ((Path, "open", 2), (os, "fsync", 2), (os, "replace", 2), (Path, "rename", 1), (Path, "unlink", 1))
         for call in range(calls) for after in (False, True)]  # fmt: skip
ROUNDS = 60


def die() -> None:
    """As a kernel that is killed: at once, with nothing tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(owner: Any, name: str, call: int, after: bool) -> None:
    """Let this process die before or after a call of a function (of `open`, those to write), counted from 0.

    The first is that for an earlier state where one is kept, and the second that for the ledger.
    """
    real, calls = getattr(owner, name), count()

    def last_call(*arguments: Any, **more: Any) -> Any:
        if (name == "open" and "w" not in arguments) or next(calls) != call:
            return real(*arguments, **more)
        if after:
            real(*arguments, **more)
        die()

    setattr(owner, name, last_call)


def dying_with_half_a_file() -> None:
    """Let this process die when half of what it writes is on the disk."""

    def last_call(file: int) -> None:
        os.ftruncate(file, os.fstat(file).st_size // 2)
        die()

    os.fsync = last_call


def in_child(act: Callable[[], Any]) -> bool:
    """Do something in a child; returns whether it was killed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a child failed instead of dying")
    return os.WIFSIGNALED(status)


def state(path: Path) -> Any:
    """What a ledger says but for times; None if there is no file."""
    if not path.exists():
        return None
    document = json.loads(path.read_bytes())
    return [[{key: value for key, value in each.items() if key != "at"} for each in document.get(part, [])]
            for part in ("entries", "archived")]  # fmt: skip


def begun(folder: Path, filled: bool) -> Path:
    """A new folder with a short ledger, or with none."""
    folder.mkdir()
    path = folder / "my-ledger.json"
    if filled:
        entries = [{"kind": kind, "lesson": lesson, "item": item} for kind, lesson, item in PLACES]
        path.write_text(json.dumps({"format": FORMAT, "learner": "0123456789abcdef", "entries": entries}))
    return path


def at_every_step(home: Path) -> None:
    """Each change of a ledger, killed before and after each of its steps."""
    arms: list[Callable[[], None]] = [lambda step=step: dying_at(*step) for step in STEPS]
    for number, (change, filled) in enumerate((change, filled) for change in CHANGES for filled in (True, False)):
        whole = begun(home / f"{number} whole", filled)
        old = state(whole)
        CHANGES[change](Ledger(whole))
        new = state(whole)
        for place, arm in enumerate([*arms, dying_with_half_a_file]):
            path = begun(home / f"{number} killed {place}", filled)

            def change_and_die(path: Path = path, arm: Callable[[], None] = arm, change: str = change) -> None:
                arm()
                CHANGES[change](Ledger(path))

            killed = in_child(change_and_die)
            print(json.dumps({"change": change, "step": place, "killed": killed, "old": old, "new": new,
                              **left(path)}))  # fmt: skip


def at_any_moment(home: Path) -> None:
    """A child that does nothing but append, killed at a random moment, again and again."""
    drawn = random.Random(1)
    for number in range(ROUNDS):
        path = begun(home / f"round {number}", filled=False)
        ears, mouth = os.pipe()
        child = os.fork()
        if child == 0:
            book = Ledger(path)
            while True:
                book.append("attempt", "02", "x", value="long " * 2000)
                os.write(mouth, b".")
        os.close(mouth)
        os.read(ears, 1)  # it has begun
        time.sleep(drawn.uniform(0, 0.01))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = 1 + sum(map(len, iter(lambda ears=ears: os.read(ears, 4096), b"")))
        os.close(ears)
        print(json.dumps({"said": said, "found": len(state(path)[0]), **left(path)}))


def left(path: Path) -> dict[str, Any]:
    """What was left, and whether the next notebook can go on with it: its notices, and its own answer."""
    found = state(path)
    book = Ledger(path)
    book.append("attempt", "03", "next")
    return {"left": found, "notices": book.notices, "goes_on": book.latest("attempt", "03", "next") is not None}


if __name__ == "__main__":
    at_every_step(Path(sys.argv[1]))
    at_any_moment(Path(sys.argv[1]))
