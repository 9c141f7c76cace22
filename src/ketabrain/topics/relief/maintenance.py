"""Going on with a treatment that has helped, against stopping: one hazard ratio held against the counts of SUSTAIN-1.

SUSTAIN-1 (daly2019) took only people whom the spray had already helped for months and withdrew it from half of them at
random. Table relapses.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, log

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.proportions import Arm, Estimate
from ketabrain.topics.relief.constant_rate import rate_from_median, share_well

_WITHDRAWN, _KEPT = "sustain1-{}-withdrawn", "sustain1-{}-kept"
"""Rows of the table by the group."""


class StableGroup(StrEnum):
    """Whom SUSTAIN-1 kept apart when it withdrew the spray."""

    REMITTERS = "remitters"
    RESPONDERS = "responders"


@dataclass(frozen=True, kw_only=True)
class Maintenance:
    """Relapse without and with going on, if going on multiplies a constant rate by `hazard_ratio`.

    `withdrawn` and `kept` are what SUSTAIN-1 counted (events: relapses) in a group; `printed` is its hazard ratio with
    the 95% interval. The time of following was not printed, so the counts are put on `match_day`: where the curve
    without going on has the counted share. That day drops out of the test, well(kept) = well(withdrawn) to the power of
    the ratio, which holds for a falling rate too, if everybody was followed equally long.
    """

    group: StableGroup
    hazard_ratio: float
    median_days: float
    day: float
    withdrawn: Arm
    kept: Arm
    printed: Estimate

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
        return share_well(self.rate * (self.hazard_ratio if kept else 1), days)

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


def maintain(
    hazard_ratio: float = 0.49, median_days: float = 273, group: str = StableGroup.REMITTERS, day: float = 180
) -> Maintenance:
    """Curves without and with going on, against the counts of SUSTAIN-1 in one StableGroup.

    `hazard_ratio` multiplies the rate of relapse, `median_days` is when half have relapsed after stopping, and both
    curves are read on `day`. Raises ValueError unless 0 < hazard_ratio ≤ 1, the median is positive, the day is not
    negative, and the group known.

    Half the rate doubles the time until half have relapsed:

    >>> maintain(hazard_ratio=0.5, median_days=100).kept_median
    200.0
    """
    group = chosen(StableGroup, group)
    if not 0 < hazard_ratio <= 1:
        raise ValueError(f"The hazard ratio lies above 0 and is at most 1; got {hazard_ratio:g}.")
    if not median_days > 0:
        raise ValueError(f"The median is a positive number of days; got {median_days:g}.")
    if not day >= 0:
        raise ValueError(f"The day must not be negative; got {day:g}.")
    rows = tables.load("relapses").set_index("id")
    stopped, going_on = (rows.loc[name.format(group)] for name in (_WITHDRAWN, _KEPT))
    ratio, low, high = (float(going_on[name]) for name in ("hazard_ratio", "hazard_low", "hazard_high"))
    return Maintenance(
        group=group,
        hazard_ratio=hazard_ratio,
        median_days=median_days,
        day=day,
        withdrawn=Arm("withdrawn", int(stopped["relapsed"]), int(stopped["people"])),
        kept=Arm("kept", int(going_on["relapsed"]), int(going_on["people"])),
        printed=Estimate(ratio, low, high),
    )
