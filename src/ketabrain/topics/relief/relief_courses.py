"""Published courses of relief: how far scores fell and how many got better, by the hours since the first dose.

Every group of a trial is a course of its own, the control group too. Table relief_courses.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.stats.proportions import Z95, Arm

LOOKS = 2
"""A group must have been looked at so often for its trial to be a course."""


class Measure(StrEnum):
    """What the courses show."""

    RESPONDERS = "responders"
    POINTS_FALLEN = "MADRS points fallen"
    POINTS_AHEAD = "points ahead of control"
    FREE_OF_SUICIDAL_THOUGHTS = "free of suicidal thoughts"


class TimeAxis(StrEnum):
    """How hours are laid along the axis."""

    LOGARITHMIC = "logarithmic"
    LINEAR = "linear"


@dataclass(frozen=True)
class Point:
    """One group at one time: value in points or per cent, with its 95% interval."""

    hours: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ArmCourse:
    """One group of a trial over time; `role` is drug or control."""

    trial: str
    arm: str
    role: str
    group: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class ReliefCourses:
    """All courses of a measure, the trial that is to be told apart, and the kind of time axis."""

    measure: Measure
    trial: str
    axis: TimeAxis
    courses: tuple[ArmCourse, ...]

    @property
    def chosen(self) -> tuple[ArmCourse, ...]:
        """The courses of the chosen trial."""
        return tuple(course for course in self.courses if course.trial == self.trial)

    @property
    def unit(self) -> str:
        """Points or per cent."""
        return _unit(self.measure)


def rows_of_measure(measure: str) -> pd.DataFrame:
    """Rows of the table relief_courses for a Measure, in the order of the table. Raises ValueError for another."""
    rows = tables.load("relief_courses")
    return rows[rows["measure"] == chosen(Measure, measure)].reset_index(drop=True)


def points_table(measure: str) -> pd.DataFrame:
    """What a learner reads of a Measure: trial, group, doses, hours, value with interval, people, note."""
    rows = rows_of_measure(measure)
    told = [_point(row) for row in rows.itertuples()]
    return pd.DataFrame(
        {
            "trial": rows["trial"],
            "group": rows["arm"],
            "doses": rows["doses"],
            "hours": rows["hours"],
            f"value, {_unit(chosen(Measure, measure))} (95%)": [
                f"{p.value:.1f} ({p.low:.1f} to {p.high:.1f})" for p in told
            ],
            "people": rows["n"],
            "note": rows["comment"],
        }
    )


@cache
def printed_courses() -> tuple[str, ...]:
    """Every trial with a measure that it printed at LOOKS times or more, as "trial: measure", the longest first."""
    rows = tables.load("relief_courses")
    looks = rows.groupby(["trial", "measure"], sort=False)["hours"].nunique()
    long = looks[looks >= LOOKS].sort_values(ascending=False, kind="stable")
    return tuple(f"{trial}: {measure}" for trial, measure in long.index)


def relief_courses(course: str, axis: str = TimeAxis.LOGARITHMIC) -> ReliefCourses:
    """All courses of a measure on a TimeAxis, with one of printed_courses() to be told apart.

    Raises ValueError for another course or axis.

    >>> [each.arm for each in relief_courses("Lii 2023: responders").chosen]
    ['ketamine', 'saline']
    """
    axis = chosen(TimeAxis, axis)
    refuse_unknown((course, printed_courses()))
    trial, _, measure = course.partition(": ")
    return ReliefCourses(chosen(Measure, measure), trial, axis, _courses(measure))


@cache
def _courses(measure: str) -> tuple[ArmCourse, ...]:
    """Every group of every trial with a measure, in the order of the table."""
    courses = []
    for (name, arm), group in rows_of_measure(measure).groupby(["trial", "arm"], sort=False):
        first = group.iloc[0]
        points = tuple(_point(row) for row in group.sort_values("hours").itertuples())
        courses.append(ArmCourse(name, arm, first["role"], first["group"], points))
    return tuple(courses)


def _unit(measure: Measure) -> str:
    return "points" if measure in (Measure.POINTS_FALLEN, Measure.POINTS_AHEAD) else "%"


def _point(row: Any) -> Point:
    if pd.isna(row.events):
        return Point(row.hours, row.value, row.value - Z95 * row.se, row.value + Z95 * row.se)
    arm = Arm(row.arm, int(row.events), int(row.n))
    low, high = arm.interval
    return Point(row.hours, 100 * arm.share, 100 * low, 100 * high)
