"""Ketamine and the Brain, claim by claim: the engine of the course, and a room for each of its lessons."""

import os
from collections.abc import Sequence
from pathlib import Path

from ketabrain.engine.course import Course, find, use
from ketabrain.engine.diagnose import Slip

__version__ = "0.1.0"

# The matrices here have a handful of rows: a second thread waits more than it works, and takes its core from a room of
# learners. numpy reads this at its import, which in a lesson comes after this one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _slips() -> Sequence[Slip]:
    from ketabrain.topics.shared.dosing_slips import dosing_slips  # it reads the tables, which this file prepares

    return dosing_slips()


use(
    Course(
        name="ketabrain",
        title="Ketamine and the Brain, claim by claim",
        version=__version__,
        places=find(Path(__file__).resolve().parent),
        packages=("numpy", "scipy", "pandas", "matplotlib", "ipywidgets", "filelock"),
        slips=_slips,
    )
)
