"""Spines counted before and after an injection, drug against saline, from the public counts of two studies."""

from dataclasses import dataclass
from functools import cache
from math import hypot

import pandas as pd

from ketabrain.engine import tables

STUDIES = ("2016: saline and ketamine", "2021: saline and psilocybin")
MEASURES = ("density", "formation", "loss")

_SOURCES = {STUDIES[0]: ("kwandata2016", "ketamine"), STUDIES[1]: ("kwandata2021", "psilocybin")}
_NAMES = {"density": "density change", "formation": "formation", "loss": "loss"}


@dataclass(frozen=True)
class SpineCourses:
    """One measure of one study: rows of the table spine_courses for saline and for the drug, in order of day.

    Density is the change since day −3 in percent; formation and loss are percent of the spines of the session two
    days before. `lower` and `upper` lie one standard error over dendrites away, which takes dendrites of one mouse as
    independent.
    """

    study: str
    measure: str
    drug: str
    saline: pd.DataFrame
    treated: pd.DataFrame

    def difference(self, day: int) -> tuple[float, float]:
        """Drug minus saline on a day (percentage points), and the standard error of that. Raises KeyError if absent."""
        saline, treated = (rows.set_index("day").loc[day] for rows in (self.saline, self.treated))
        errors = (row["upper"] - row["percent"] for row in (saline, treated))
        return float(treated["percent"] - saline["percent"]), hypot(*errors)

    @property
    def days(self) -> list[int]:
        """The days on which the measure was taken in both groups."""
        return [int(day) for day in self.saline["day"]]


def courses(study: str = STUDIES[0], measure: str = MEASURES[0]) -> SpineCourses:
    """The courses of one of STUDIES for one of MEASURES. Raises ValueError for others."""
    if study not in STUDIES:
        raise ValueError(f"There is no study {study!r}; use one of {', '.join(STUDIES)}.")
    if measure not in MEASURES:
        raise ValueError(f"There is no measure {measure!r}; use one of {', '.join(MEASURES)}.")
    source, drug = _SOURCES[study]
    return SpineCourses(study, measure, drug, *(_rows(source, group, measure) for group in ("saline", drug)))


@cache
def _rows(source: str, group: str, measure: str) -> pd.DataFrame:
    table = tables.load("spine_courses")
    here = (table["source"] == source) & (table["group"] == group) & (table["measure"] == _NAMES[measure])
    return table[here].sort_values("day").reset_index(drop=True)
