"""Kernel time of every explore: compute plus draw for a walk through the corners of its controls."""

import statistics
import tempfile
import time
from pathlib import Path

from ketabrain.lesson.explore import Runner
from tests.notebooks.conftest import NOTEBOOKS, run_in_process
from tests.notebooks.test_explores import corners

MOVES = 40


def main() -> None:
    """Print the median, the 95th percentile and the worst of each explore, in milliseconds."""
    print(f"\nWidgets in the kernel ({MOVES} moves each, ms): compute | compute + draw: median, p95, worst")
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            for name, explorer in run_in_process(path, Path(folder) / "ledger.json").items():
                if isinstance(explorer, Runner):
                    start = time.perf_counter()
                    explorer.run()
                    print(f"  {path.stem[:2]} {name:14} one press of its button: {time.perf_counter() - start:.1f} s")
                    continue
                walk = corners(explorer)
                values = (walk * (1 + MOVES // len(walk)))[:MOVES]
                explorer.set(**values[-1])
                whole, computing = [], []
                for each in values:
                    start = time.perf_counter()
                    explorer._compute(**each)
                    computing.append(1000 * (time.perf_counter() - start))
                    start = time.perf_counter()
                    explorer._page(each)
                    whole.append(1000 * (time.perf_counter() - start))
                whole.sort()
                print(
                    f"  {path.stem[:2]} {name:14} {statistics.median(computing):6.1f} | {statistics.median(whole):6.1f}"
                    f" {whole[int(0.95 * MOVES)]:6.1f} {whole[-1]:6.1f}"
                )
