"""A thousand seeded moves over the controls of every explore: refusals, errors and memory before and after."""

import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from ketabrain.engine.controls import Control, Slider
from ketabrain.engine.explore import Explorer
from tasks.inside.in_process import NOTEBOOKS, run_in_process
from tasks.present import lesson_number

MOVES = 1_000
WARM_UP = 100
"""Moves that fill the caches (outlines of letters, published constants) before memory is looked at."""
TYPED = 0.2
"""Share of a slider's moves that are typed into its box and so may lie between two steps."""


def moves(explorer: Explorer, count: int, seed: int = 1) -> Iterator[tuple[str, float | str]]:
    """Controls and where to put them, drawn over the whole of each control; the same seed gives the same walk."""
    drawn = random.Random(seed)
    for _ in range(count):
        name = drawn.choice(list(explorer.controls))
        yield name, _place(explorer.controls[name], drawn)


def _place(control: Control, drawn: random.Random) -> float | str:
    if not isinstance(control, Slider):
        return drawn.choice(control.options)
    if drawn.random() < TYPED:
        return round(drawn.uniform(control.low, control.high), 0 if control.whole else 4)
    steps = int((control.high - control.low) / control.step + 1e-9)
    return min(control.low + drawn.randint(0, steps) * control.step, control.high)


def walk(explorer: Explorer, count: int, seed: int = 1) -> list[str]:
    """Move as a learner does, one control at a time; returns a line for each refusal or error."""
    wrong = []
    for name, value in moves(explorer, count, seed):
        explorer.set(**{name: value})
        if explorer.refusal:
            wrong.append(f"{explorer.name} {explorer.values}: {explorer.refusal}")
    return wrong


def resident_mb() -> float:
    """Memory that this process holds now (MB), after clearing up; Linux only."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(lessons: Sequence[str] = ()) -> None:
    """Print for each explore of the lessons named ("08"; all of them by default) what a long walk came to."""
    print(f"\nRandom moves ({MOVES} an explore, after {WARM_UP}): refused, MB before, MB after, ms a move")
    for path in NOTEBOOKS:
        if lessons and lesson_number(path) not in lessons:
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KETABRAIN_LEDGER"] = str(Path(folder) / "ledger.json")  # moves are noted there too
            for name, explorer in run_in_process(path, Path(folder) / "ledger.json").items():
                wrong = walk(explorer, WARM_UP, seed=0)
                before, start = resident_mb(), time.perf_counter()
                wrong += walk(explorer, MOVES)
                each_ms = 1000 * (time.perf_counter() - start) / MOVES
                figures = f"{len(wrong):4} {before:7.1f} {resident_mb():7.1f} {each_ms:6.1f}"
                print(f"  {lesson_number(path)} {name:14} {figures}", flush=True)
                for line in wrong[:3]:
                    print(f"     {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
