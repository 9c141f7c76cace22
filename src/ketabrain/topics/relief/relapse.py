"""How long does it last? Relapse after a course of ketamine, esketamine or ECT (table relapses).

The papers were read for medians, shares and hazard ratios; no curve and no number at risk was on the pages read. So a
curve is drawn under the simplest assumption, one constant rate of relapse for everybody: well(t) = exp(−rate · t), with
the rate from the printed median. Everything else that is printed is kept to test it, and KetECT (ekstrand2022) breaks
it. SUSTAIN-1 (daly2019) took only people whom the spray had already helped for months and withdrew it from half of them
at random: its percentages say nothing about how many respond, and do not compare with the other rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf, log
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.stats.proportions import Arm

ALL = "all groups"
LAST_DAY = 365
"""Where the curves of the published groups end."""
RISK_DAYS = (0, 30, 90, 180, 270, 365)
"""Days at which the number still well is said."""
TRIAL_GROUPS = ("remitters", "responders")
"""Whom SUSTAIN-1 kept apart when it withdrew the spray."""

_HALF = log(2)
_WITHDRAWN, _KEPT = "sustain1-{}-withdrawn", "sustain1-{}-kept"


@dataclass(frozen=True)
class Group:
    """One group and its curve of one constant rate (per day); shares are 0–1, unknown numbers None.

    `basis` says what the rate comes from: "median" or "hazard ratio". `low` and `high` are its 95% interval from the
    number of relapses (gamma interval of a rate: as if people had been followed until so many had relapsed). If that
    number was not printed all people are taken to relapse, which gives the narrowest interval possible (`narrowest`).
    """

    id: str
    study: str
    label: str
    condition: str
    course: str
    treatment: str
    starts: str
    people: int | None
    relapsed: int | None
    share_relapsed: float | None
    horizon_days: float | None
    median_days: float | None
    median_low_days: float | None
    basis: str
    rate: float
    low: float | None
    high: float | None
    narrowest: bool

    def well(self, days: Array | float) -> Array:
        """Share still well after so many days."""
        return survival(self.rate, days)

    def at_risk(self, day: float) -> float | None:
        """People expected still well under the curve, had nobody left; the counted numbers were not seen."""
        return None if self.people is None else self.people * float(self.well(day))

    @property
    def curve_median(self) -> float:
        """Day at which the curve reaches half."""
        return _HALF / self.rate

    @property
    def curve_median_interval(self) -> tuple[float, float] | None:
        """The same at both ends of the interval of the rate."""
        return None if self.low is None or self.high is None else (_HALF / self.high, _HALF / self.low)

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

    @property
    def test(self) -> str:
        """What else was printed, against the curve: one or two sentences."""
        if self.share_relapsed is not None and self.horizon_days is not None:
            days, share, median = self.horizon_days, self.share_relapsed, self.curve_median
            early = rate_from_share(share / 2, median)
            return (
                f"Half by day {median:.0f} at one constant rate would be {100 - 100 * float(self.well(days)):.0f}% "
                f"by day {days:.0f}; {100 * share:.0f}% is printed. If the median is of those who relapsed only, "
                f"{50 * share:.0f}% by day {median:.0f} would still be {100 - 100 * float(survival(early, days)):.0f}% "
                f"by day {days:.0f}. Either way the rate fell: many relapsed early, few late."
            )
        if self.share_relapsed is not None and self.median_low_days is not None and self.curve_median_interval:
            low, high = self.curve_median_interval
            return (
                f"{self.relapsed} of {self.people} is {100 * self.share_relapsed:.0f}%, yet by the printed median half "
                "relapsed: people who left or came late count fully in the first, not in the second. One constant "
                f"rate puts the median between day {low:.0f} and {high:.0f}; the printed interval begins at "
                f"{self.median_low_days:.0f} and has no upper end, for it trusts no shape."
            )
        if self.basis == "hazard ratio":
            return (
                f"The curve comes from the other group by the printed ratio and reaches half on day "
                f"{self.curve_median:.0f}; the trial ended before half had relapsed, so that was never seen."
            )
        if self.relapsed_at_horizon is not None:
            return (
                f"By day {self.horizon_days:.0f}, when they were no longer followed, the curve has "
                f"{100 * self.relapsed_at_horizon:.0f}% relapsed; how many had is not printed where we read, so one "
                "median is all that holds this curve."
            )
        return "Nothing else is printed where we read, so one median is all that holds this curve."


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


def survival(rate: float, days: Array | float) -> Array:
    """Share (0–1) still well after so many days if everybody relapses at one constant rate (per day)."""
    return np.asarray(np.exp(-rate * np.asarray(days, dtype=float)))


def rate_from_median(days: float) -> float:
    """Rate (per day) at which half relapse within `days`. Raises ValueError unless days is positive."""
    if not days > 0:
        raise ValueError(f"The median is a positive number of days; got {days:g}.")
    return _HALF / days


def rate_from_share(share: float, days: float) -> float:
    """Rate (per day) at which `share` (0–1) relapse within `days`. Raises ValueError for impossible values."""
    if not 0 < share < 1:
        raise ValueError(f"The share that relapses lies between 0 and 1; got {share:g}.")
    if not days > 0:
        raise ValueError(f"People are followed for a positive number of days; got {days:g}.")
    return -log(1 - share) / days


def rate_interval(rate: float, relapses: int) -> tuple[float, float]:
    """95% interval of a rate that rests on so many relapses: chi-square (gamma) quantiles of a Poisson count.

    Raises ValueError without a relapse.
    """
    if relapses < 1:
        raise ValueError(f"A rate needs at least one relapse; got {relapses}.")
    low, high = gammaincinv(relapses, 0.025), gammaincinv(relapses + 1, 0.975)
    return rate * float(low) / relapses, rate * float(high) / relapses


@cache
def published_groups() -> tuple[Group, ...]:
    """Groups of the table relapses that have a curve: a printed median, or a ratio to a group that has one."""
    rows = tables.load("relapses").set_index("id", drop=False)
    made = (_group(row, rows) for _, row in rows.iterrows())
    return tuple(group for group in made if group is not None)


def group_names() -> tuple[str, ...]:
    """What a learner may choose: all groups, or one by its label."""
    return (ALL, *(group.label for group in published_groups()))


def relapse(group: str = ALL, day: float = 30) -> Relapse:
    """Curves of the published groups, with one of `group_names()` chosen and read on `day`.

    Raises ValueError for another name and for a day outside 0 to LAST_DAY.
    """
    groups = published_groups()
    if group not in group_names():
        raise ValueError(f"There is no group {group!r}; use one of {', '.join(group_names())}.")
    if not 0 <= day <= LAST_DAY:
        raise ValueError(f"The day lies between 0 and {LAST_DAY}; got {day:g}.")
    chosen = next((each for each in groups if each.label == group), None)
    return Relapse(chosen, day, groups, np.linspace(0, LAST_DAY, 147))


@dataclass(frozen=True)
class Maintenance:
    """Relapse without and with going on, if going on multiplies a constant rate by `hazard_ratio`.

    `withdrawn` and `kept` are what SUSTAIN-1 counted (events: relapses) in one of TRIAL_GROUPS; `printed` is its hazard
    ratio with the 95% interval. The time of following was not printed, so the counts are put on `match_day`: where the
    curve without going on has the counted share. That day drops out of the test, well(kept) = well(withdrawn) to the
    power of the ratio, which holds for a falling rate too, if everybody was followed equally long.
    """

    group: str
    hazard_ratio: float
    median_days: float
    day: float
    withdrawn: Arm
    kept: Arm
    printed: tuple[float, float, float]

    @property
    def rate(self) -> float:
        """Rate of relapse without going on, per day."""
        return rate_from_median(self.median_days)

    @property
    def kept_median(self) -> float:
        """Days until half have relapsed with going on."""
        return self.median_days / self.hazard_ratio

    def well(self, days: Array | float, kept: bool) -> Array:
        """Share (0–1) still well, without or with going on."""
        return survival(self.rate * (self.hazard_ratio if kept else 1), days)

    @property
    def match_day(self) -> float:
        """Day on which the curve without going on has the counted share."""
        return -log(1 - self.withdrawn.share) / self.rate

    @property
    def expected_kept(self) -> float:
        """Share (0–1) that the ratio says relapsed with going on, when the counted share had without."""
        return float(1 - (1 - self.withdrawn.share) ** self.hazard_ratio)

    @property
    def reproduces(self) -> bool:
        """Does that lie in the 95% interval of the counted share? (The other group's own chance is left out.)"""
        low, high = self.kept.interval
        return low <= self.expected_kept <= high

    @property
    def ratio_from_counts(self) -> float:
        """The ratio that gives the counted share exactly."""
        return log(1 - self.kept.share) / log(1 - self.withdrawn.share)

    @property
    def more_well(self) -> float:
        """Percentage points by which more are still well on the chosen day with going on."""
        return 100 * float(self.well(self.day, True) - self.well(self.day, False))

    @property
    def widest_day(self) -> float:
        """Day on which the curves are farthest apart; infinite for a ratio of 1."""
        if self.hazard_ratio == 1:
            return inf
        return float(log(self.hazard_ratio) / (self.rate * (self.hazard_ratio - 1)))


def maintenance(
    hazard_ratio: float = 0.49, median_days: float = 273, group: str = TRIAL_GROUPS[0], day: float = 180
) -> Maintenance:
    """Curves without and with going on, against the counts of SUSTAIN-1 in one of TRIAL_GROUPS.

    Raises ValueError unless 0 < hazard_ratio ≤ 1, the median is positive, the day is not negative, and the group known.
    """
    if group not in TRIAL_GROUPS:
        raise ValueError(f"There is no group {group!r}; use one of {', '.join(TRIAL_GROUPS)}.")
    if not 0 < hazard_ratio <= 1:
        raise ValueError(f"The hazard ratio lies above 0 and is at most 1; got {hazard_ratio:g}.")
    if not median_days > 0:
        raise ValueError(f"The median is a positive number of days; got {median_days:g}.")
    if not day >= 0:
        raise ValueError(f"The day must not be negative; got {day:g}.")
    rows = tables.load("relapses").set_index("id")
    without, going_on = (rows.loc[name.format(group)] for name in (_WITHDRAWN, _KEPT))
    arms = [
        Arm(name, int(row["relapsed"]), int(row["people"]))
        for name, row in (("withdrawn", without), ("kept", going_on))
    ]
    printed = tuple(float(going_on[name]) for name in ("hazard_ratio", "hazard_low", "hazard_high"))
    return Maintenance(group, hazard_ratio, median_days, day, arms[0], arms[1], (printed[0], printed[1], printed[2]))


@dataclass(frozen=True)
class Followed:
    """Simulated people who relapse, leave, or are well to the end, and the Kaplan–Meier curve of what was seen.

    `times` (days, ascending) and `ended` ("relapsed", "left" or "well") have one entry a person. `steps`, `curve`,
    `low` and `high` are the estimate: from each of `steps` on the share still well and its 95% band.
    """

    people: int
    median_days: float
    dropout_percent: float
    days: float
    seed: int
    times: Array
    ended: tuple[str, ...]
    steps: Array
    curve: Array
    low: Array
    high: Array

    def count(self, end: str) -> int:
        """How many ended in this way."""
        return self.ended.count(end)

    def at_risk(self, days: Sequence[float]) -> list[int]:
        """How many were still followed and well just before each day."""
        return [int((self.times >= day).sum()) for day in days]

    @property
    def risk_days(self) -> tuple[float, ...]:
        """Five days, evenly spaced from the start to the end of following."""
        return tuple(self.days * quarter / 4 for quarter in range(5))

    def at(self, day: float) -> tuple[float, float, float]:
        """The estimate on a day with its band, shares 0–1."""
        place = int(np.searchsorted(self.steps, day, side="right")) - 1
        return float(self.curve[place]), float(self.low[place]), float(self.high[place])

    @property
    def median_seen(self) -> float | None:
        """First day on which the estimate is at half or below; None if it never is."""
        below = self.steps[self.curve <= 0.5 + 1e-12]
        return float(below[0]) if below.size else None

    @property
    def true_end(self) -> float:
        """Share of everybody who would still be well at the end if nobody left."""
        return float(survival(rate_from_median(self.median_days), self.days))


def follow(
    people: int = 20, median_days: float = 40, dropout_percent: float = 40, days: float = 120, seed: int = 1
) -> Followed:
    """Follow simulated people with one constant rate of relapse for `days`, some of whom leave.

    `dropout_percent` would have left by the end if nobody relapsed. The band is Greenwood's on the scale of log(−log);
    where that formula gives nothing it stays: at 1 before the first relapse, at its last upper end once nobody is well.
    The same seed draws the same people however the rest is set. Raises ValueError for impossible values.
    """
    if not 2 <= people <= 1000:
        raise ValueError(f"The number of people lies between 2 and 1000; got {people:g}.")
    if not 0 <= dropout_percent < 100:
        raise ValueError(f"The share that leaves lies between 0 and 100%, 100 excluded; got {dropout_percent:g}.")
    if not days > 0:
        raise ValueError(f"People are followed for a positive number of days; got {days:g}.")
    rng = np.random.default_rng(int(seed))
    drawn = rng.exponential(size=(int(people), 2))
    relapse_at = drawn[:, 0] / rate_from_median(median_days)
    leave_rate = -log(1 - dropout_percent / 100) / days
    leave_at = drawn[:, 1] / leave_rate if leave_rate else np.full(int(people), inf)
    times = np.minimum(np.minimum(relapse_at, leave_at), days)
    order = np.argsort(times)
    ended = tuple("well" if times[i] == days else "relapsed" if relapse_at[i] < leave_at[i] else "left" for i in order)
    steps, curve, low, high = kaplan_meier(times[order], np.array([end == "relapsed" for end in ended]))
    return Followed(int(people), median_days, dropout_percent, days, seed, times[order], ended, steps, curve, low, high)


def kaplan_meier(times: Array, relapsed: np.ndarray) -> tuple[Array, Array, Array, Array]:
    """Steps (days, from 0), share still well from each on, and its 95% band; `relapsed` is False for who left."""
    from scipy.stats import CensoredData, ecdf  # a second to import, and only this needs it

    if not relapsed.any():
        return np.zeros(1), np.ones(1), np.ones(1), np.ones(1)
    seen = ecdf(CensoredData(uncensored=times[relapsed], right=times[~relapsed])).sf
    with catch_warnings():  # the formula divides by log(share), so gives nothing at a share of 1 or 0: mended below
        simplefilter("ignore", RuntimeWarning)
        band: Any = seen.confidence_interval(method="log-log")
    steps = np.concatenate([[0.0], seen.quantiles])
    curve = np.concatenate([[1.0], seen.probabilities])
    low = np.concatenate([[1.0], band.low.probabilities])
    high = np.concatenate([[1.0], band.high.probabilities])
    low[curve == 1] = high[curve == 1] = 1
    gone = curve <= 0
    low[gone], high[gone] = 0, high[~gone][-1]
    return steps, curve, low, high


def _group(row: pd.Series, rows: pd.DataFrame) -> Group | None:
    """A row with its curve; None if nothing printed gives one."""
    known = {name: None if pd.isna(row[name]) else float(row[name]) for name in _NUMBERS}
    people = None if known["people"] is None else int(known["people"])
    relapsed = None if known["relapsed"] is None else int(known["relapsed"])
    if known["median_days"] is not None:
        basis, rate = "median", rate_from_median(known["median_days"])
    elif row["compared_with"] and pd.notna(rows.at[row["compared_with"], "median_days"]):
        other = rate_from_median(float(rows.at[row["compared_with"], "median_days"]))
        basis, rate = "hazard ratio", other * (known["hazard_ratio"] or 1)
    else:
        return None
    counted = relapsed if relapsed is not None else people
    low, high = (None, None) if counted is None else rate_interval(rate, counted)
    percent = known["percent_relapsed"]
    return Group(
        row["id"], row["study"], row["label"], row["condition"], row["course"], row["treatment"], row["starts"],
        people, relapsed, None if percent is None else percent / 100, known["horizon_days"], known["median_days"],
        known["median_low_days"], basis, rate, low, high, relapsed is None and people is not None,
    )  # fmt: skip


_NUMBERS = ("people", "relapsed", "percent_relapsed", "horizon_days", "median_days", "median_low_days", "hazard_ratio")
