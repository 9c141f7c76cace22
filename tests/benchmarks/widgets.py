"""Kernel time of every explore for a walk through the corners of its controls: its model, then its picture."""

import statistics
import tempfile
import time
from pathlib import Path

from ketabrain.engine.explore import Explorer, Runner
from tasks.inside.in_process import NOTEBOOKS, run_in_process
from tasks.present import lesson_number
from tests.benchmarks.environment import REFERENCE_MS, reference_ms
from tests.notebooks.test_explores import corners

MOVES = 40
TARGET_MS = 80


def timed_ms(explorer: Explorer) -> tuple[list[float], list[float]]:
    """Milliseconds of computing and of drawing at each of the moves."""
    walk = corners(explorer)
    values = (walk * (1 + MOVES // len(walk)))[:MOVES]
    explorer.set(**values[-1])
    computing, drawing = [], []
    for each in values:
        start = time.perf_counter()
        result = explorer._compute(**each)
        between = time.perf_counter()
        explorer._show(lambda figure, result=result: explorer._draw(result, figure))
        computing.append(1000 * (between - start))
        drawing.append(1000 * (time.perf_counter() - between))
    return computing, drawing


def spread(times: list[float]) -> str:
    """The median and the 95th percentile."""
    return f"{statistics.median(times):6.1f} {statistics.quantiles(times, n=20, method='inclusive')[-1]:6.1f}"


def main() -> None:
    """Print for each explore the median and the 95th percentile of computing, of drawing and of both together.

    A machine that others use is not equally fast all the time: the fixed job before each explore says how fast it was.
    """
    print(
        f"\nWidgets in the kernel ({MOVES} moves each, ms): compute | draw | both | both on the machine of the "
        f"targets, {TARGET_MS}; median and 95th percentile"
    )
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            for name, explorer in run_in_process(path, Path(folder) / "ledger.json").items():
                if isinstance(explorer, Runner):
                    start = time.perf_counter()
                    explorer.run()
                    took = f"one press of its button: {time.perf_counter() - start:.1f} s"
                    print(f"  {lesson_number(path)} {name:14} {took}")
                    continue
                job_ms = reference_ms()
                computing, drawing = timed_ms(explorer)
                both = [model + picture for model, picture in zip(computing, drawing, strict=True)]
                there = [each * REFERENCE_MS / job_ms for each in both]
                columns = " | ".join(map(spread, (computing, drawing, both, there)))
                print(f"  {lesson_number(path)} {name:14} {columns}", flush=True)
