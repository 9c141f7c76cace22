"""Published courses of relief: how far scores fell and how many got better, by the hours since the first dose.

Every group of a trial is a course of its own, the control group too. Table relief_courses.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.proportions import Z95, Arm

MEASURES = ("responders", "MADRS points fallen", "points ahead of control", "free of suicidal thoughts")
AXES = ("logarithmic", "linear")
ALL = "all"


@dataclass(frozen=True)
class Point:
    """One group at one time: value in points or per cent, with its 95% interval."""

    hours: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Course:
    """One group of a trial over time; `role` is drug or control."""

    trial: str
    arm: str
    role: str
    group: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class ReliefCourses:
    """All courses of a measure, the trial that is to be told apart (or "all"), and the kind of time axis."""

    measure: str
    trial: str
    axis: str
    courses: tuple[Course, ...]
    rows: pd.DataFrame

    @property
    def chosen(self) -> tuple[Course, ...]:
        """The courses of the chosen trial; none if it did not print this measure."""
        return tuple(course for course in self.courses if self.trial in (ALL, course.trial))

    @property
    def unit(self) -> str:
        """Points or per cent."""
        return "points" if "points" in self.measure else "%"

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


def trials() -> tuple[str, ...]:
    """Names of the trials, those with the longest courses first, after "all"."""
    rows = tables.load("relief_courses")
    return (ALL, *rows.groupby("trial", sort=False).size().sort_values(ascending=False, kind="stable").index)


def relief_courses(measure: str = MEASURES[0], trial: str = ALL, axis: str = AXES[0]) -> ReliefCourses:
    """Courses of one of MEASURES, with one of trials() to be told apart. Raises ValueError for another word."""
    refuse_unknown((measure, MEASURES), (trial, trials()), (axis, AXES))
    rows = tables.load("relief_courses")
    rows = rows[rows["measure"] == measure].reset_index(drop=True)
    courses = []
    for (name, arm), group in rows.groupby(["trial", "arm"], sort=False):
        first = group.iloc[0]
        points = tuple(_point(row) for row in group.sort_values("hours").itertuples())
        courses.append(Course(name, arm, first["role"], first["group"], points))
    return ReliefCourses(measure, trial, axis, tuple(courses), rows)


def _point(row: Any) -> Point:
    if pd.isna(row.events):
        return Point(row.hours, row.value, row.value - Z95 * row.se, row.value + Z95 * row.se)
    arm = Arm(row.arm, int(row.events), int(row.n))
    low, high = arm.interval
    return Point(row.hours, 100 * arm.share, 100 * low, 100 * high)
