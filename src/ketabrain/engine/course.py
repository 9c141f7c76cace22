"""The course that this engine serves: its names, its folders, and the little that only the course can know.

A package says so once, before it imports anything else of the engine: `use(Course(…))`.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ketabrain.engine.diagnose import Slip


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a course lies: its own folder, its tables and its lessons."""

    home: Path
    data: Path
    notebooks: Path


def places_of(package: Path) -> Places:
    """Where the course of a package lies. A wheel carries the tables inside the package, and no lessons: these are then
    looked for where Python was started. A checkout has the package in src/, with data/ and notebooks/ beside that.
    """
    carried = package / "data"
    if carried.is_dir():
        return Places(home=Path.cwd(), data=carried, notebooks=Path.cwd())
    checkout = package.parents[1]
    return Places(home=checkout, data=checkout / "data", notebooks=checkout / "notebooks")


@dataclass(frozen=True, kw_only=True)
class Course:
    """What the engine has to be told about a course.

    `name` is its package: lessons have their exercises in `<name>.topics.<topic>.exercises`, and settings are variables
    of the environment that begin with it in capitals. `places` says where it lies, see `places_of`; its data hold at
    least the tables lessons, claims, verdicts, certainty, quantities, glossary and questions, as datapackage.json
    describes them, and references.json. `packages` are those that the course cannot do without. `slips` gives the usual
    mistakes of its field, each of a kind: an exercise looks for those that it invites, after the general ones.
    """

    name: str
    title: str
    version: str
    places: Places
    packages: tuple[str, ...]
    slips: Callable[[], Sequence[Slip]]

    @property
    def home(self) -> Path:
        """The checkout; without one the folder where Python was started, which in Jupyter is that of the notebook."""
        return self.places.home

    @property
    def data(self) -> Path:
        """The folder of tables."""
        return self.places.data

    @property
    def notebooks(self) -> Path:
        """The folder of lessons: all of them in a checkout, elsewhere those that a learner has put there."""
        return self.places.notebooks

    @property
    def is_checkout(self) -> bool:
        """Whether this is a whole checkout, and not the package alone, as pip installs it from a wheel or a zip."""
        return self.data.parent == self.home

    def setting(self, name: str) -> str:
        """What the environment says about one of the course's settings, such as LEDGER; empty if nothing."""
        return os.environ.get(f"{self.name.upper()}_{name}", "")

    def exercises_of(self, topic: str) -> str:
        """The dotted name of the module with a topic's exercises."""
        return f"{self.name}.topics.{topic}.exercises"


_used: list[Course] = []


def use(course: Course) -> None:
    """Say which course this is. Raises RuntimeError if another one has been named before."""
    if _used and _used[0] != course:
        raise RuntimeError(f"The engine serves {_used[0].name} already; one process has one course.")
    _used[:] = [course]


def served() -> Course:
    """The course. Raises RuntimeError before `use`."""
    if not _used:
        raise RuntimeError("No course has been named: call use(Course(…)) of this module first.")
    return _used[0]
