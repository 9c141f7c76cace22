"""How long does it last? Relapse after a course of ketamine or ECT (table relapses).

The papers were read for medians and shares; no curve and no number at risk was on the pages read. So a curve is drawn
under the simplest assumption, one constant rate of relapse for everybody: well(t) = exp(−rate · t), with the rate from
the printed median. Everything else that is printed is kept to test it, and KetECT (ekstrand2022) breaks it. SUSTAIN-1
(daly2019) is not among them: it took only people whom the spray had already helped for months and withdrew it from half
of them at random, so its curves do not compare with these (see maintenance).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.show_table import Rows
from ketabrain.topics.relief.constant_rate import (
    median_of,
    rate_from_median,
    rate_from_share,
    rate_interval,
    share_well,
)

ALL = "all groups"
LAST_DAY = 365
"""Where the curves of the published groups end."""
RISK_DAYS = (0, 30, 90, 180, 270, 365)
"""Days at which the number still well is said."""
_WITHDRAWAL = "SUSTAIN-1"
"""The study of the table whose groups were chosen by chance among people who had done well for months."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group and its curve of one constant rate (per day); shares are 0–1, unknown numbers None.

    `low` and `high` are the 95% interval of `rate` from the number of relapses (gamma interval of a rate: as if people
    had been followed until so many had relapsed). That number is not printed, so all people are taken to relapse, which
    gives the narrowest interval possible.
    """

    id: str
    study: str
    label: str
    condition: str
    course: str
    treatment: str
    starts: str
    people: int | None
    share_relapsed: float | None
    horizon_days: float | None
    rate: float
    low: float | None
    high: float | None

    def well(self, days: Array | float) -> Array:
        """Share still well after so many days."""
        return share_well(self.rate, days)

    def band(self, days: Array) -> tuple[Array, Array] | None:
        """The same at both ends of the interval of the rate, the lower share first."""
        if self.low is None or self.high is None:
            return None
        return share_well(self.high, days), share_well(self.low, days)

    def at_risk(self, day: float) -> float | None:
        """People expected still well under the curve, had nobody left; the counted numbers were not seen."""
        return None if self.people is None else self.people * float(self.well(day))

    @property
    def curve_median(self) -> float:
        """Day at which the curve reaches half."""
        return median_of(self.rate)

    @property
    def curve_median_interval(self) -> tuple[float, float] | None:
        """The same at both ends of the interval of the rate."""
        return None if self.low is None or self.high is None else (median_of(self.high), median_of(self.low))

    @property
    def relapsed_at_horizon(self) -> float | None:
        """Share that the curve says had relapsed on the last day of following."""
        return None if self.horizon_days is None else 1 - float(self.well(self.horizon_days))

    @property
    def rate_from_share(self) -> float | None:
        """The rate that gives the printed share at the horizon instead; None unless both are printed."""
        if self.share_relapsed is None or self.horizon_days is None:
            return None
        return rate_from_share(self.share_relapsed, self.horizon_days)

    def well_by_share(self, days: Array) -> Array | None:
        """Share (0–1) still well after so many days at the rate that gives the printed share instead."""
        return None if self.rate_from_share is None else share_well(self.rate_from_share, days)

    @property
    def test(self) -> str:
        """What else was printed, against the curve: one or two sentences."""
        if self.share_relapsed is not None and self.horizon_days is not None:
            days, share, median = self.horizon_days, self.share_relapsed, self.curve_median
            early = rate_from_share(share / 2, median)
            by_early = 100 - 100 * float(share_well(early, days))
            return (
                f"Half by day {median:.0f} at one constant rate would be {100 - 100 * float(self.well(days)):.0f}% "
                f"by day {days:.0f}; {100 * share:.0f}% is printed. If the median is of those who relapsed only, "
                f"{50 * share:.0f}% by day {median:.0f} would still be {by_early:.0f}% "
                f"by day {days:.0f}. Either way the rate fell: many relapsed early, few late."
            )
        if self.relapsed_at_horizon is not None:
            return (
                f"By day {self.horizon_days:.0f}, when they were no longer followed, the curve has "
                f"{100 * self.relapsed_at_horizon:.0f}% relapsed. One median is all that holds this curve."
            )
        return "One median is all that holds this curve."


@dataclass(frozen=True)
class Relapse:
    """Published groups with their curves, and the one chosen (None: all alike), read on `day`."""

    chosen: Group | None
    day: float
    groups: tuple[Group, ...]
    days: Array

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups to be named: the chosen one, or all."""
        return self.groups if self.chosen is None else (self.chosen,)


@cache
def published_groups() -> tuple[Group, ...]:
    """Groups of the table relapses with a printed median, without those of the withdrawal trial."""
    rows = tables.load("relapses")
    rows = rows[rows["median_days"].notna() & (rows["study"] != _WITHDRAWAL)]
    return tuple(_group(row) for _, row in rows.iterrows())


def group_names() -> tuple[str, ...]:
    """What a learner may choose: all groups, or one by its label."""
    return (ALL, *(group.label for group in published_groups()))


def published_curves(group: str = ALL, day: float = 30) -> Relapse:
    """Curves of the published groups, with one of `group_names()` chosen and read on `day` (0 to LAST_DAY).

    Raises ValueError for another name and for a day outside the year.

    >>> round(published_curves("KetECT, ketamine").chosen.curve_median)
    57
    """
    refuse_unknown((group, group_names()))
    if not 0 <= day <= LAST_DAY:
        raise ValueError(f"The day lies between 0 and {LAST_DAY}; got {day:g}.")
    groups = published_groups()
    chosen = next((each for each in groups if each.label == group), None)
    return Relapse(chosen, day, groups, np.linspace(0, LAST_DAY, 147))


def expected_rows(result: Relapse) -> Rows:
    """People still well by each curve on RISK_DAYS, the chosen group or all, and what else was printed of them."""
    table = [
        {
            "Group": group.label, "Then": group.treatment, "People": _or_unknown(group.people),
            "Half relapsed by day": f"{group.curve_median:.3g}",
            **{f"Day {day}": _or_unknown(group.at_risk(day)) for day in RISK_DAYS},
            "What else was printed": group.test,
        }
        for group in result.shown
    ]  # fmt: skip
    caption = "Expected still well: people × curve of one constant rate, which is assumed; nobody counted them"
    return Rows(caption=caption, frame=pd.DataFrame(table))


def _or_unknown(number: float | None) -> str:
    return "not printed" if number is None else f"{number:.0f}"


def _group(row: pd.Series) -> Group:
    """A row with its curve."""
    people, percent, horizon = (
        None if pd.isna(row[name]) else float(row[name]) for name in ("people", "percent_relapsed", "horizon_days")
    )
    rate = rate_from_median(float(row["median_days"]))
    low, high = (None, None) if people is None else rate_interval(rate, int(people))
    return Group(
        id=row["id"],
        study=row["study"],
        label=row["label"],
        condition=row["condition"],
        course=row["course"],
        treatment=row["treatment"],
        starts=row["starts"],
        people=None if people is None else int(people),
        share_relapsed=None if percent is None else percent / 100,
        horizon_days=horizon,
        rate=rate,
        low=low,
        high=high,
    )
