"""Published courses of relief: how far scores fell and how many got better, by the hours since the first dose.

Every group of a trial is a course of its own, the control group too. Table relief_courses.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.stats.proportions import Z95, Arm

ALL = "all"


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
    """All courses of a measure, the trial that is to be told apart (or "all"), and the kind of time axis."""

    measure: Measure
    trial: str
    axis: TimeAxis
    courses: tuple[ArmCourse, ...]
    rows: pd.DataFrame

    @property
    def chosen(self) -> tuple[ArmCourse, ...]:
        """The courses of the chosen trial; none if it did not print this measure."""
        return tuple(course for course in self.courses if self.trial in (ALL, course.trial))

    @property
    def unit(self) -> str:
        """Points or per cent."""
        return "points" if self.measure in (Measure.POINTS_FALLEN, Measure.POINTS_AHEAD) else "%"

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: trial, group, doses, hours, value with interval, people, note."""
        told = [_point(row) for row in self.rows.itertuples()]
        return pd.DataFrame(
            {
                "trial": self.rows["trial"],
                "group": self.rows["arm"],
                "doses": self.rows["doses"],
                "hours": self.rows["hours"],
                f"value, {self.unit} (95%)": [f"{p.value:.1f} ({p.low:.1f} to {p.high:.1f})" for p in told],
                "people": self.rows["n"],
                "note": self.rows["comment"],
            }
        )


def course_trials() -> tuple[str, ...]:
    """Names of the trials, those with the longest courses first, after "all"."""
    rows = tables.load("relief_courses")
    return (ALL, *rows.groupby("trial", sort=False).size().sort_values(ascending=False, kind="stable").index)


def relief_courses(
    measure: str = Measure.RESPONDERS, trial: str = ALL, axis: str = TimeAxis.LOGARITHMIC
) -> ReliefCourses:
    """Courses of a Measure on a TimeAxis, with one of course_trials() to be told apart. Raises ValueError for others.

    >>> [course.arm for course in relief_courses(trial="Lii 2023").chosen]
    ['ketamine', 'saline']
    """
    measure, axis = chosen(Measure, measure), chosen(TimeAxis, axis)
    refuse_unknown((trial, course_trials()))
    rows = tables.load("relief_courses")
    rows = rows[rows["measure"] == measure].reset_index(drop=True)
    courses = []
    for (name, arm), group in rows.groupby(["trial", "arm"], sort=False):
        first = group.iloc[0]
        points = tuple(_point(row) for row in group.sort_values("hours").itertuples())
        courses.append(ArmCourse(name, arm, first["role"], first["group"], points))
    return ReliefCourses(measure, trial, axis, tuple(courses), rows)


def _point(row: Any) -> Point:
    if pd.isna(row.events):
        return Point(row.hours, row.value, row.value - Z95 * row.se, row.value + Z95 * row.se)
    arm = Arm(row.arm, int(row.events), int(row.n))
    low, high = arm.interval
    return Point(row.hours, 100 * arm.share, 100 * low, 100 * high)
