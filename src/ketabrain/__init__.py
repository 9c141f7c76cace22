"""Ketamine and the Brain, claim by claim: the engine of the course, and a room for each of its lessons."""

from collections.abc import Sequence
from pathlib import Path

from ketabrain.engine.course import Course, places_of, use
from ketabrain.engine.diagnose import Slip
from ketabrain.engine.surroundings import shield

__version__ = "0.1.0"

shield()


def _slips() -> Sequence[Slip]:
    from ketabrain.topics.shared.dosing_slips import dosing_slips  # it reads the tables, which this file prepares

    return dosing_slips()


use(
    Course(
        name="ketabrain",
        title="Ketamine and the Brain, claim by claim",
        version=__version__,
        places=places_of(Path(__file__).resolve().parent),
        packages=("numpy", "scipy", "pandas", "matplotlib", "ipywidgets", "filelock"),
        slips=_slips,
    )
)
