"""The machine and the environment: a job of fixed size, what the course's packages weigh, what an import costs."""

import io
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.util import cache_from_source
from pathlib import Path

from matplotlib.figure import Figure
from packaging.requirements import Requirement

from tasks.environment import ROOT

REFERENCE_MS = 33
"""The fixed job on the machine on which the platform was measured and the targets were set, in milliseconds."""
JOBS, WARMING = 20, 3
TARGET_MB, LARGEST = 750, 10
TARGET_IMPORT_S, PROCESSES = 1.0, 3
CARDS = "from ketabrain.lesson import start, predict, explore, check, verdict, tell"


def fixed_job() -> None:
    """A new figure of 6.4 by 4 inches with two lines, as PNG: what every widget does at each move, without a model."""
    figure = Figure(figsize=(6.4, 4))
    axes = figure.subplots()
    axes.plot(range(100))
    axes.plot(range(100, 0, -1))
    figure.savefig(io.BytesIO(), format="png")


def reference_ms() -> float:
    """Median of some runs of the fixed job, in milliseconds, after a few to warm up."""
    times = []
    for _ in range(WARMING + JOBS):
        start = time.perf_counter()
        fixed_job()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[WARMING:])


def import_s(imports: str) -> float:
    """Median of the seconds that some lines of imports take in a fresh process, from its first line to the last."""
    # Names that no lesson imports: the first is called `start` too.
    code = f"import time as _time; _began = _time.perf_counter()\n{imports}\nprint(_time.perf_counter() - _began)"
    runs = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        for _ in range(PROCESSES)
    )
    return statistics.median(float(run.stdout) for run in runs)


@dataclass(frozen=True)
class Weight:
    """What one package takes on this disk, and how much of that is compiled Python, in MB (10⁶ bytes)."""

    name: str
    mb: float
    compiled_mb: float


def weights() -> list[Weight]:
    """The packages of the course's lock, the heaviest first, without those that this platform does not need."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = map(Requirement, re.findall(r"^[A-Za-z0-9][^\\\n]*", text, re.MULTILINE))
    found = [_weight(pin.name) for pin in pins if pin.marker is None or pin.marker.evaluate()]
    return sorted(found, key=lambda each: -each.mb)


def _weight(package: str) -> Weight:
    """Raises PackageNotFoundError for a package that is not installed."""
    files = [Path(file.locate()) for file in distribution(package).files or ()]
    compiled = [Path(cache_from_source(str(file))) for file in files if file.suffix == ".py"]
    return Weight(package, _mb({*files, *compiled}), _mb(compiled))


def _mb(files: Collection[Path]) -> float:
    """What those of the files take that are there, in MB."""
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def print_machine() -> None:
    """Print how fast this machine is, so that figures from different machines can be compared."""
    here = reference_ms()
    print(f"This machine: {platform.machine()}, Python {platform.python_version()}, {platform.system()}")
    print(
        f"Fixed job (new figure with two lines to PNG): {here:.0f} ms; where the targets were set, {REFERENCE_MS} ms. "
        f"Times below are to be divided by {here / REFERENCE_MS:.1f} before they are compared."
    )


def main() -> None:
    """Print the time of importing what a first cell calls, and the size of the course's packages."""
    print(f"\nImport of ketabrain.lesson (s, fresh process): {import_s(CARDS):.2f}, target {TARGET_IMPORT_S:g}")
    packages = weights()
    whole, compiled = sum(each.mb for each in packages), sum(each.compiled_mb for each in packages)
    print(
        f"\nThe course's {len(packages)} packages on disk (MB): {whole:.0f}, target {TARGET_MB}; "
        f"{compiled:.0f} of them compiled Python. The largest:"
    )
    for each in packages[:LARGEST]:
        print(f"  {each.name:24} {each.mb:6.0f}")


if __name__ == "__main__":
    print_machine()
    main()
