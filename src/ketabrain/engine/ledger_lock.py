"""One writer at a time: a lock of the operating system where the disk has such, else a file that says “taken”.

Not every drive can lock: some refuse it, some forget to unlock when a computer goes away. No answer ever fails for want
of a lock or waits long for one: whoever has waited WAIT_S in vain, and saw nobody write meanwhile, goes on without.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

WAIT_S = 1.5
"""How long an answer waits for another notebook, which needs some milliseconds, to write."""
LONGEST_WAIT_S = 10.0
"""How long it waits for notebooks that write one after the other."""
SHORT_WAIT_S = 0.05
"""How long it waits after it has waited in vain once, until the lock has been free again."""
POLL_S = 0.01


class Lock:
    """The lock on one file, for all threads of a process that use this object; it may be nested.

    `certain` says whether the one held now, or last, is the operating system's: only then does nobody else write. There
    is `doubt` once it was not. `missing` says whether the disk has refused to lock. `state` tells whether the file has
    been written.
    """

    def __init__(self, path: Path, state: Callable[[], object]) -> None:
        self.certain = True
        self.doubt = False
        self.missing = False
        self._state = state
        self._system = FileLock(f"{path}.lock", poll_interval=POLL_S, fallback_to_soft=False)
        self._taken = path.with_name(f"{path.name}.taken")
        self._patience_s: float | None = None
        self._depth = threading.local()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it meanwhile, as well as this disk can."""
        depth = getattr(self._depth, "value", 0)
        give_back = self._take() if depth == 0 else _nothing
        self._depth.value = depth + 1
        try:
            yield
        finally:
            self._depth.value = depth
            give_back()

    def _take(self) -> Callable[[], None]:
        """Take the best lock to be had; returns what gives it back."""
        self.certain = self.missing = False
        try:
            if not self._take_system():
                self.doubt = True
                return _nothing
        except (OSError, NotImplementedError):  # whatever the reason: a disk that cannot be written says so by itself
            self.doubt = self.missing = True
            return self._take_file()
        self.certain = True
        self._patience_s = None
        return self._give_back

    def _take_system(self) -> bool:
        """Take the operating system's lock; returns whether it could be had. Raises OSError if there is none."""
        until, seen = time.monotonic() + LONGEST_WAIT_S, self._state()
        while True:
            try:
                self._system.acquire(timeout=self._wait_s())
                return True
            except Timeout:
                now = self._state()
                if now == seen or time.monotonic() > until:
                    self._patience_s = SHORT_WAIT_S
                    return False
                seen = now

    def _wait_s(self) -> float:
        return WAIT_S if self._patience_s is None else self._patience_s

    def _give_back(self) -> None:
        with suppress(OSError):  # closing the file, which follows, unlocks it too
            self._system.release()

    def _take_file(self) -> Callable[[], None]:
        """Make the file that says “taken”. One that nobody has touched for WAIT_S is of a kernel that has died."""
        mine = secrets.token_hex(8)
        seen, until = "", 0.0
        while True:
            try:
                with self._taken.open("x", encoding="ascii") as file:
                    file.write(mine)
                return lambda: self._clear_away(mine)
            except FileExistsError:
                now, theirs = time.monotonic(), self._holder()
                if theirs != seen or not until:
                    seen, until = theirs, now + self._wait_s()
                elif now >= until:
                    self._clear_away(theirs)
                    if self._holder() == theirs:  # it can be neither removed nor waited for
                        self._patience_s = SHORT_WAIT_S
                        return _nothing
                time.sleep(POLL_S)
            except OSError:
                return _nothing

    def _holder(self) -> str:
        """Who has taken it, as that one wrote it; empty if it is free or cannot be read."""
        try:
            return self._taken.read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def _clear_away(self, holder: str) -> None:
        if self._holder() == holder:
            with suppress(OSError):
                self._taken.unlink()


def _nothing() -> None:
    """Give back what was not taken."""
