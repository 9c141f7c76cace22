"""Shares of people: their intervals, the difference and the ratio of two, and the power to find one.

Everything is a share from 0 to 1, intervals are at 95 %. The formulas are written out because they are what lessons
teach; the tests hold them against SciPy and statsmodels.
"""

from dataclasses import dataclass
from math import ceil, exp, inf, log, sqrt
from statistics import NormalDist

_NORMAL = NormalDist()
Z95 = _NORMAL.inv_cdf(0.975)
"""Standard errors on either side of an estimate that make a 95% interval (1.96)."""
POWER = 0.8
"""Chance of finding a true difference that trials are commonly planned for."""


@dataclass(frozen=True)
class Estimate:
    """A number and its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Arm:
    """A group of people, and in how many of them something happened, good or bad.

    Raises ValueError for no people, or for more events than people.
    """

    name: str
    events: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.events <= self.people or self.people == 0:
            raise ValueError(f"The arm {self.name!r} has {self.events} events in {self.people} people; correct one.")

    @property
    def share(self) -> float:
        """Share of people with the event."""
        return self.events / self.people

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the share."""
        return wilson(self.events, self.people)


def around(value: float, standard_error: float) -> Estimate:
    """An estimate with the interval that its standard error gives if errors are normal.

    >>> round(around(10, 1).low, 2)
    8.04
    """
    reach = Z95 * standard_error
    return Estimate(value, value - reach, value + reach)


def wilson(events: int, people: int) -> tuple[float, float]:
    """Wilson's interval of a share.

    >>> low, high = wilson(5, 10)
    >>> round(low, 3), round(high, 3)
    (0.237, 0.763)
    """
    share, slack = events / people, Z95**2 / people
    reach = Z95 * sqrt(share * (1 - share) / people + slack / (4 * people))
    low, high = ((share + slack / 2 + side * reach) / (1 + slack) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def newcombe(first: Arm, second: Arm) -> Estimate:
    """Share of the first arm less that of the second, with Newcombe's interval, which is made of Wilson's."""
    difference = first.share - second.share
    (first_low, first_high), (second_low, second_high) = first.interval, second.interval
    below = sqrt((first.share - first_low) ** 2 + (second_high - second.share) ** 2)
    above = sqrt((first_high - first.share) ** 2 + (second.share - second_low) ** 2)
    return Estimate(difference, difference - below, difference + above)


def risk_ratio(first: Arm, second: Arm) -> Estimate:
    """Share of the first arm over that of the second, with the interval of its logarithm.

    Raises ValueError if an arm has no event, or nothing but events: the interval then has no end.
    """
    _refuse_ends(first, second)
    error = sqrt(sum(1 / arm.events - 1 / arm.people for arm in (first, second)))
    return _from_log(log(first.share / second.share), error)


def odds_ratio(first: Arm, second: Arm) -> Estimate:
    """Odds of the first arm over those of the second, with the interval of its logarithm. Raises as `risk_ratio`."""
    _refuse_ends(first, second)
    error = sqrt(sum(1 / arm.events + 1 / (arm.people - arm.events) for arm in (first, second)))
    odds, other = (arm.events / (arm.people - arm.events) for arm in (first, second))
    return _from_log(log(odds / other), error)


def number_needed_words(difference: Estimate) -> str:
    """The number needed to treat with its interval, which runs through infinity if no difference is possible.

    `difference` is one of shares (0–1), as is its interval. "benefit 2.3 to ∞ to harm 8.1" (the notation is Altman's)
    means: between one more person better for every 2.3 treated and one fewer for every 8.1.

    >>> number_needed_words(Estimate(0.25, 0.1, 0.5))
    'benefit 4.0 (2.0 to 10)'
    """
    side, low, high = "harm" if difference.value < 0 else "benefit", difference.low, difference.high
    if low > 0 or high < 0:
        near, far = sorted((1 / abs(low), 1 / abs(high)))
        return f"{side} {people_for_one(difference.value)} ({_rounded(near)} to {_rounded(far)})"
    return (
        f"{side} {people_for_one(difference.value)} (benefit {people_for_one(high)} to ∞ to harm {people_for_one(low)})"
    )


def people_for_one(difference: float) -> str:
    """How many people have to be treated for one more (or one fewer) event, by a difference of shares; ∞ for none.

    >>> people_for_one(0.25), people_for_one(-0.02)
    ('4.0', '50')
    """
    return "∞" if difference == 0 else _rounded(1 / abs(difference))


def power(share: float, other_share: float, people: int, other_people: int) -> float:
    """Chance that two arms with these true shares and sizes give p below 0.05 (two-sided, normal approximation)."""
    error = sqrt(share * (1 - share) / people + other_share * (1 - other_share) / other_people)
    return power_of(share - other_share, error)


def power_of(effect: float, standard_error: float) -> float:
    """Chance that an estimate with this true effect and standard error lies outside ±1.96 standard errors.

    >>> round(power_of(0, 1), 3)
    0.05
    """
    away = abs(effect) / standard_error
    return _NORMAL.cdf(away - Z95) + _NORMAL.cdf(-away - Z95)


def people_needed(share: float, other_share: float) -> float:
    """People in each of two equal arms that find this difference of true shares with the chance POWER.

    Normal approximation, p below 0.05 (two-sided), rounded up to whole people; infinite for equal shares.
    """
    if share == other_share:
        return inf
    variance = share * (1 - share) + other_share * (1 - other_share)
    return float(ceil((Z95 + _NORMAL.inv_cdf(POWER)) ** 2 * variance / (share - other_share) ** 2))


def _rounded(people: float) -> str:
    return f"{people:.1f}" if people < 10 else f"{people:,.0f}"


def _refuse_ends(*arms: Arm) -> None:
    if any(not 0 < arm.events < arm.people for arm in arms):
        raise ValueError("A ratio needs people with the event and people without it in both arms.")


def _from_log(middle: float, error: float) -> Estimate:
    found = around(middle, error)
    return Estimate(exp(found.value), exp(found.low), exp(found.high))
