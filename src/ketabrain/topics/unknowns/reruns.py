"""Published statistics, run again from the numbers that were printed: what a trial's result is compatible with.

Two-sided p values and 95% intervals use the normal distribution. `power` is how often a trial of this size would give
p below 0.05 if a supposed effect were true.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from scipy.special import ndtr

from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.correlation import implied_n
from ketabrain.engine.stats.proportions import Z95, Arm, around, power_of
from ketabrain.engine.tables import Quantity, load, quantity


class NullTrial(StrEnum):
    """Trials that found no difference, or none beyond doubt."""

    UNDER_ANAESTHESIA = "ketamine under anaesthesia"
    IN_SURGERY = "ketamine in surgery"
    ESMETHADONE = "esmethadone"


SUPPOSED = np.linspace(-21, 21, 400)
"""Supposed effects along which p is computed, in the unit of the trial."""


@dataclass(frozen=True, kw_only=True)
class Rerun:
    """A difference with its standard error in `unit`, positive if better with the drug; `truth` is the supposed effect.

    `printed` says what the paper gives and `how` how the error was found; `power` (0–1) belongs to the supposed effect.
    `error_if_none` is the error if there is no difference: for counts that of the share of both groups together.
    """

    trial: NullTrial
    printed: str
    how: str
    unit: str
    estimate: float
    error: float
    error_if_none: float
    truth: float

    @property
    def p(self) -> float:
        """Two-sided p value against no difference."""
        return float(2 * ndtr(-abs(self.estimate) / self.error_if_none))

    @property
    def interval(self) -> tuple[float, float]:
        """95% interval."""
        found = around(self.estimate, self.error)
        return found.low, found.high

    @property
    def p_of_truth(self) -> float:
        """Two-sided p value against the supposed effect: small if the result does not fit it."""
        return float(self.p_against(self.truth)) if self.truth else self.p

    def p_against(self, effects: Array | float) -> Array:
        """Two-sided p values against supposed effects."""
        return np.asarray(2 * ndtr(-np.abs(self.estimate - np.asarray(effects)) / self.error))

    @property
    def p_curve(self) -> Array:
        """The same against every one of SUPPOSED."""
        return self.p_against(SUPPOSED)

    @property
    def significant_from(self) -> float:
        """How far from none an estimate of such a trial must lie to be significant."""
        return Z95 * self.error

    @property
    def estimates(self) -> Array:
        """How often estimates of such trials fall along SUPPOSED if the supposed effect is true; 1 at their peak."""
        return np.asarray(np.exp(-(((SUPPOSED - self.truth) / self.error) ** 2) / 2))

    @property
    def compatible(self) -> bool:
        """Does the result fit the supposed effect: is p against it 0.05 or more?"""
        return self.p_of_truth >= 0.05

    @property
    def power(self) -> float:
        """How often such a trial is significant if the supposed effect is true."""
        return power_of(self.truth, self.error)


def rerun(trial: str = NullTrial.UNDER_ANAESTHESIA, truth: float = 0.0) -> Rerun:
    """One NullTrial against a supposed effect in its unit. Raises ValueError for another name.

    Where the estimate itself is supposed to be true, nothing speaks against it:

    >>> found = rerun("ketamine under anaesthesia")
    >>> rerun("ketamine under anaesthesia", truth=found.estimate).p_of_truth
    1.0
    """
    match chosen(NullTrial, trial):
        case NullTrial.UNDER_ANAESTHESIA:
            return _from_interval(truth)
        case NullTrial.IN_SURGERY:
            return _from_counts(truth)
        case NullTrial.ESMETHADONE:
            return _from_means(truth)


def _from_interval(truth: float) -> Rerun:
    """The trial under anaesthesia (lii2023), which prints a difference and its interval."""
    printed = quantity("lii-printed")
    high, low = (-end for end in printed.ends)
    error = (high - low) / (2 * Z95)
    return Rerun(
        trial=NullTrial.UNDER_ANAESTHESIA,
        printed=f"{minus(-printed.midpoint, '.2f')} points better ({minus(low, '.2f')} to {minus(high, '.2f')})",
        how="interval / 3.92",
        unit="points",
        estimate=-printed.midpoint,
        error=error,
        error_if_none=error,
        truth=truth,
    )


def _from_counts(truth: float) -> Rerun:
    """The trial in surgery (mashour2018), which prints counts."""
    drug, control = surgery_arms()
    with_drug, without = (f"{arm.events} of {arm.people}" for arm in (drug, control))
    together = Arm("both", drug.events + control.events, drug.people + control.people).share
    return Rerun(
        trial=NullTrial.IN_SURGERY,
        printed=f"{with_drug} low in mood with ketamine, {without} without",
        how="from the counts",
        unit="% points",
        estimate=100 * (control.share - drug.share),
        error=100 * sqrt(sum(arm.share * (1 - arm.share) / arm.people for arm in (drug, control))),
        error_if_none=100 * sqrt(together * (1 - together) * (1 / drug.people + 1 / control.people)),
        truth=truth,
    )


def _from_means(truth: float) -> Rerun:
    """The trial of esmethadone (fava2024), which prints means and spreads."""
    drug, placebo = quantity("esmethadone-fall"), quantity("esmethadone-placebo-fall")
    error = sqrt(sum(spread(each) ** 2 / float(each.n) for each in (drug, placebo)))
    return Rerun(
        trial=NullTrial.ESMETHADONE,
        printed=f"falls of {drug.midpoint:g} and {placebo.midpoint:g} points",
        how="from means, SDs, numbers",
        unit="points",
        estimate=drug.midpoint - placebo.midpoint,
        error=error,
        error_if_none=error,
        truth=truth,
    )


def surgery_arms() -> tuple[Arm, Arm]:
    """Older surgical patients with low mood on day 3: ketamine and placebo (mashour2018)."""
    rows = load("trial_counts").set_index("id")
    found = [rows.loc[f"mashour2018-{arm}"] for arm in ("ketamine", "placebo")]
    ketamine, placebo = (Arm(str(row["arm"]), int(row["events"]), int(row["people"])) for row in found)
    return ketamine, placebo


def spread(found: Quantity) -> float:
    """Standard deviation behind a quantity whose interval is mean ± SD."""
    low, high = found.ends
    return (high - low) / 2


def blood_pairs() -> tuple[tuple[float, float, int], ...]:
    """Printed r and p of BDNF in blood against mood (haile2014), each with the number of people that they imply."""
    printed = [(quantity(f"haile-r{end}").midpoint, quantity(f"haile-p{end}").midpoint) for end in ("", "-second")]
    return tuple((r, p, implied_n(r, p)) for r, p in printed)
