"""How a survival curve is made: simulated people who relapse, leave, or are well to the end, and their curve.

Everybody relapses at one constant rate, and leaves at another, whatever their health: leaving says nothing about
relapse, which is what the curve supposes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, log
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.stats.proportions import Estimate
from ketabrain.topics.relief.constant_rate import rate_from_median, share_well


class Ending(StrEnum):
    """How following a person ended."""

    RELAPSED = "relapsed"
    LEFT = "left"
    WELL = "well"


@dataclass(frozen=True, kw_only=True)
class SurvivalEstimate:
    """From each of `steps` (days, from 0) on the `share` (0–1) still well, and its 95% band from `low` to `high`."""

    steps: Array
    share: Array
    low: Array
    high: Array

    def at(self, day: float) -> Estimate:
        """The share (0–1) on a day with its band."""
        place = int(np.searchsorted(self.steps, day, side="right")) - 1
        return Estimate(float(self.share[place]), float(self.low[place]), float(self.high[place]))

    @property
    def median(self) -> float | None:
        """First day on which the share is at half or below; None if it never is."""
        below = self.steps[self.share <= 0.5 + 1e-12]
        return float(below[0]) if below.size else None


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Simulated people and the Kaplan–Meier curve of what was seen of them.

    `times` (days, ascending) and `ended` have one entry a person; `estimate` is the curve.
    """

    people: int
    median_days: float
    dropout_percent: float
    days: float
    seed: int
    times: Array
    ended: tuple[Ending, ...]
    estimate: SurvivalEstimate

    def count(self, end: Ending) -> int:
        """How many ended in this way."""
        return self.ended.count(end)

    def at_risk(self, days: Sequence[float]) -> list[int]:
        """How many were still followed and well just before each day."""
        return [int((self.times >= day).sum()) for day in days]

    @property
    def risk_days(self) -> tuple[float, ...]:
        """Five days, evenly spaced from the start to the end of following."""
        return tuple(self.days * quarter / 4 for quarter in range(5))

    @property
    def left_at(self) -> Array:
        """Days on which people left."""
        return self.times[[end == Ending.LEFT for end in self.ended]]

    @property
    def share_without_relapse(self) -> float:
        """Share (0–1) of everybody who was not seen to relapse, which takes those who left for well."""
        return 1 - self.count(Ending.RELAPSED) / self.people

    def truth(self, days: Array | float) -> Array:
        """Share (0–1) of everybody who would still be well after so many days if nobody left."""
        return share_well(rate_from_median(self.median_days), days)


def follow(
    people: int = 20, median_days: float = 40, dropout_percent: float = 40, days: float = 120, seed: int = 1
) -> Followed:
    """Follow simulated people with one constant rate of relapse, some of whom leave.

    `people` (2–1000) are followed for `days`; without leaving, half have relapsed after `median_days`.
    `dropout_percent` (0 to below 100) would have left by the end if nobody relapsed. The same `seed` draws the same
    people however the rest is set. Raises ValueError for impossible values.

    >>> run = follow(people=10, dropout_percent=0)
    >>> run.at_risk([0])
    [10]
    >>> round(run.estimate.at(120).value - run.share_without_relapse, 9)  # nobody left: plain counting is right
    0.0
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
    ended = tuple(_ending(times[i] == days, relapse_at[i] < leave_at[i]) for i in order)
    return Followed(
        people=int(people),
        median_days=median_days,
        dropout_percent=dropout_percent,
        days=days,
        seed=seed,
        times=times[order],
        ended=ended,
        estimate=kaplan_meier(times[order], np.array([end == Ending.RELAPSED for end in ended])),
    )


def kaplan_meier(times: Array, relapsed: np.ndarray) -> SurvivalEstimate:
    """Kaplan–Meier curve of people who were followed to `times` (days); `relapsed` is False for who left.

    The band is Greenwood's on the scale of log(−log); where that formula gives nothing it stays: at 1 before the first
    relapse, at its last upper end once nobody is well.
    """
    from scipy.stats import CensoredData, ecdf  # a second to import, and only this needs it

    if not relapsed.any():
        return SurvivalEstimate(steps=np.zeros(1), share=np.ones(1), low=np.ones(1), high=np.ones(1))
    seen = ecdf(CensoredData(uncensored=times[relapsed], right=times[~relapsed])).sf
    with catch_warnings():  # the formula divides by log(share), so gives nothing at a share of 1 or 0: mended below
        simplefilter("ignore", RuntimeWarning)
        band: Any = seen.confidence_interval(method="log-log")
    steps = np.concatenate([[0.0], seen.quantiles])
    share = np.concatenate([[1.0], seen.probabilities])
    low = np.concatenate([[1.0], band.low.probabilities])
    high = np.concatenate([[1.0], band.high.probabilities])
    low[share == 1] = high[share == 1] = 1
    gone = share <= 0
    low[gone], high[gone] = 0, high[~gone][-1]
    return SurvivalEstimate(steps=steps, share=share, low=low, high=high)


def _ending(to_the_end: bool, relapse_first: bool) -> Ending:
    if to_the_end:
        return Ending.WELL
    return Ending.RELAPSED if relapse_first else Ending.LEFT
