"""`python -m tasks test`: everything that continuous integration runs."""

import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path

from tasks.environment import ROOT, TaskError, clean_environ, prepare, prepare_node

CHECKS: dict[str, tuple[str, ...]] = {
    "lint": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
    "types": ("mypy", "src", "tasks"),
    # loadscope keeps the cells of one notebook together, in order, in one kernel.
    "tests": (
        "pytest",
        *("--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=60"),
        *("-n", "2", "--dist", "loadscope"),
    ),
}


def run_all() -> int:
    """Run every check even if one fails, so that one run tells all; returns 1 if any failed, else 0."""
    python = prepare("test")
    with contextlib.suppress(TaskError):  # without npm its tests say so themselves
        prepare_node()
    with tempfile.TemporaryDirectory() as folder:
        # Notebooks answer their own questions under test: never into the learner's ledger.
        environ = clean_environ(KETABRAIN_LEDGER=str(Path(folder) / "ledger.json"), PYTHONHASHSEED="0")
        failed = []
        for name, (module, *arguments) in CHECKS.items():
            print(f"== {name}: {module} {' '.join(arguments)}", flush=True)
            if subprocess.run([python, "-m", module, *arguments], cwd=ROOT, env=environ, check=False).returncode:
                failed.append(name)
    if failed:
        print("Failed: " + ", ".join(failed) + ".", file=sys.stderr)
    return int(bool(failed))
