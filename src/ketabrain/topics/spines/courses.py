"""Spines counted before and after an injection, drug against saline, from the public counts of two studies."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import hypot

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class ImagingStudy(StrEnum):
    """A public data set of spines in frontal cortex, by its year and its groups."""

    KETAMINE_2016 = "2016: saline and ketamine"
    PSILOCYBIN_2021 = "2021: saline and psilocybin"

    @property
    def year(self) -> str:
        """Year of the study."""
        return self.partition(":")[0]


class SpineMeasure(StrEnum):
    """What was counted."""

    DENSITY = "density"
    FORMATION = "formation"
    LOSS = "loss"


_SOURCES = {
    ImagingStudy.KETAMINE_2016: ("kwandata2016", "ketamine"),
    ImagingStudy.PSILOCYBIN_2021: ("kwandata2021", "psilocybin"),
}
"""Source and drug of each study."""
_NAMES = {SpineMeasure.DENSITY: "density change", SpineMeasure.FORMATION: "formation", SpineMeasure.LOSS: "loss"}
"""What the table spine_courses calls each measure."""


@dataclass(frozen=True)
class SpineCourses:
    """One measure of one study: rows of the table spine_courses for saline and for the drug, in order of day.

    Density is the change since day −3 in percent; formation and loss are percent of the spines of the session two
    days before. `lower` and `upper` lie one standard error over dendrites away, which takes dendrites of one mouse as
    independent.
    """

    study: ImagingStudy
    measure: SpineMeasure
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


def saline_and_drug(study: str = ImagingStudy.KETAMINE_2016, measure: str = SpineMeasure.DENSITY) -> SpineCourses:
    """One of SpineMeasure in one of ImagingStudy, for saline and for the drug. Raises ValueError for others.

    >>> difference, _ = saline_and_drug("2016: saline and ketamine", "density").difference(day=1)
    >>> round(difference, 1)  # percentage points: saline had lost more
    7.0
    """
    study, measure = chosen(ImagingStudy, study), chosen(SpineMeasure, measure)
    source, drug = _SOURCES[study]
    return SpineCourses(study, measure, drug, *(_rows(source, group, measure) for group in ("saline", drug)))


def every_session(result: SpineCourses) -> Rows:
    """What was counted on each day in both groups, with mice and branches, for the table below the picture."""
    rows = pd.concat([result.saline, result.treated])
    counted = {
        "group": rows["group"],
        "day": rows["day"].astype(int),
        f"{result.measure}, %": rows["percent"],
        "standard error": (rows["upper"] - rows["percent"]).round(1),
        "branches": rows["dendrites"].astype(int),
        "mice": rows["mice"].astype(int),
    }
    return Rows(caption="Every session, with its branches and mice", frame=pd.DataFrame(counted))


@cache
def _rows(source: str, group: str, measure: SpineMeasure) -> pd.DataFrame:
    table = tables.load("spine_courses")
    here = (table["source"] == source) & (table["group"] == group) & (table["measure"] == _NAMES[measure])
    return table[here].sort_values("day").reset_index(drop=True)
