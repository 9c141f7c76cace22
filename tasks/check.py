"""`python -m tasks test`: everything that continuous integration runs; `test-all`: the same in every lesson."""

import contextlib
import shlex
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tasks.environment import ROOT, TaskError, clean_environ, prepare, prepare_node

CHECKS: dict[str, tuple[str, ...]] = {
    "lint": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
    # loadscope keeps the cells of one notebook together, in order, in one kernel; what takes longest begins first.
    "tests": (
        "pytest",
        *("--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=60"),
        *("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"),
    ),
}
BESIDE = {"types": ("mypy", "src", "tasks")}
"""Takes one core for half a minute, so it works beside the others; what it says is printed after theirs."""
ONCE = ("-m", "not full")
"""Leaves out what is tried in every lesson though a page that holds a card of every kind has shown it."""
OFTEN = ("--hypothesis-profile=release",)
"""Tries more examples of whatever is drawn by lot."""


def run_all(everything: bool = False) -> int:
    """Run every check even if one fails, so that one run tells all; returns 1 if any failed, else 0.

    The tests are those of every change, or with `everything` those of a release too.
    """
    python = prepare("test")
    with contextlib.suppress(TaskError):  # without npm its tests say so themselves
        prepare_node()
    commands = CHECKS | {"tests": (*CHECKS["tests"], *(OFTEN if everything else ONCE))}
    with tempfile.TemporaryDirectory() as folder:
        # Notebooks answer their own questions under test: never into the learner's ledger.
        environ = clean_environ(KETABRAIN_LEDGER=str(Path(folder) / "ledger.json"), PYTHONHASHSEED="0")
        # The checks write UTF-8, whatever this computer's own encoding.
        begin = partial(subprocess.Popen, cwd=ROOT, env=environ, encoding="utf-8", errors="replace")
        beside = {
            name: begin([python, "-m", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            for name, command in BESIDE.items()
        }
        failed = []
        for name, command in commands.items():
            print(f"== {name}: {shlex.join(command)}", flush=True)
            if begin([python, "-m", *command]).wait():
                failed.append(name)
        for name, process in beside.items():
            said, _ = process.communicate()
            print(f"== {name}: {shlex.join(BESIDE[name])}\n{said}", end="", flush=True)
            if process.returncode:
                failed.append(name)
    if failed:
        print("Failed: " + ", ".join(failed) + ".", file=sys.stderr)
    return int(bool(failed))


def run_everything() -> int:
    """`run_all` with the tests of a release."""
    return run_all(everything=True)
