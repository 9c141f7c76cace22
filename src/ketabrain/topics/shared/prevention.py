"""Does ketamine prevent low mood in people? One large trial, from its counts (table trial_counts, mashour2018)."""

from dataclasses import dataclass
from math import ceil, inf

from scipy.special import ndtr, ndtri

from ketabrain.engine import tables

STUDY = "Mashour et al., 2018"

POWER = 0.8
"""Chance of finding a true benefit that trials are commonly planned for."""

_Z = float(ndtri(0.975))


@dataclass(frozen=True)
class Arm:
    """People of one arm, and how many of them had the event; shares are 0–1, with Wilson's 95% interval."""

    name: str
    events: int
    people: int

    @property
    def share(self) -> float:
        """Share of people with the event."""
        return self.events / self.people

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval for the share."""
        n, p = self.people, self.share
        middle = p + _Z**2 / (2 * n)
        reach = _Z * (p * (1 - p) / n + _Z**2 / (4 * n**2)) ** 0.5
        return (middle - reach) / (1 + _Z**2 / n), (middle + reach) / (1 + _Z**2 / n)


@dataclass(frozen=True)
class Prevention:
    """Ketamine against placebo in people, and how likely this trial was to find a benefit of a given size.

    `difference`, `low` and `high` are ketamine less placebo in percentage points, with Newcombe's 95% interval.
    `benefit` is the fall in percentage points that is supposed, and `power` (0–1) the chance that a trial with such
    arms finds it (p below 0.05, two-sided). `needed` is how many people each of two equal arms would need to find the
    benefit with the chance POWER (infinite without a benefit).
    """

    event: str
    ketamine: Arm
    placebo: Arm
    difference: float
    low: float
    high: float
    benefit: float
    power: float
    needed: float


def prevention(benefit: float = 5) -> Prevention:
    """Compare the arms, and suppose a `benefit` (percentage points). Raises ValueError unless it lies between 0 and
    placebo's share.
    """
    rows = tables.load("trial_counts")
    rows = rows[rows["study"] == STUDY].set_index("arm")
    ketamine, placebo = (
        Arm(name, int(rows.at[name, "events"]), int(rows.at[name, "people"])) for name in ("ketamine", "placebo")
    )
    if not 0 <= benefit <= 100 * placebo.share:
        raise ValueError(
            f"The benefit lies between 0 and {100 * placebo.share:.1f} percentage points, the share with placebo; "
            f"got {benefit:g}."
        )
    low, high = newcombe(ketamine, placebo)
    other = placebo.share - benefit / 100
    return Prevention(
        str(rows.at["ketamine", "event"]), ketamine, placebo, 100 * (ketamine.share - placebo.share), 100 * low,
        100 * high, benefit, power(placebo.share, other, placebo.people, ketamine.people),
        people_needed(placebo.share, other),
    )  # fmt: skip


def newcombe(first: Arm, second: Arm) -> tuple[float, float]:
    """Newcombe's 95% interval (0–1) for the share of the first arm less that of the second, from Wilson's intervals."""
    difference = first.share - second.share
    (first_low, first_high), (second_low, second_high) = first.interval, second.interval
    below = ((first.share - first_low) ** 2 + (second_high - second.share) ** 2) ** 0.5
    above = ((first_high - first.share) ** 2 + (second.share - second_low) ** 2) ** 0.5
    return difference - below, difference + above


def people_needed(share: float, other_share: float) -> float:
    """People in each of two equal arms that find this difference of true shares (0–1) with the chance POWER.

    Normal approximation, p below 0.05 (two-sided), rounded up to whole people; infinite for equal shares.
    """
    if share == other_share:
        return inf
    variance = share * (1 - share) + other_share * (1 - other_share)
    return float(ceil((_Z + float(ndtri(POWER))) ** 2 * variance / (share - other_share) ** 2))


def power(share: float, other_share: float, people: int, other_people: int) -> float:
    """Chance that two arms with these true shares and sizes give p below 0.05 (two-sided, normal approximation)."""
    error = (share * (1 - share) / people + other_share * (1 - other_share) / other_people) ** 0.5
    gap = abs(share - other_share) / error
    return float(ndtr(gap - _Z) + ndtr(-gap - _Z))
