"""Published statistics, run again from the numbers that were printed: what a trial's result is compatible with.

Two-sided p values and 95% intervals use the normal distribution. `power` is how often a trial of this size would give
p below 0.05 if a supposed effect were true.
"""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr

from ketabrain.engine.stats.correlation import implied_n
from ketabrain.engine.stats.proportions import Z95, Arm, power_of
from ketabrain.engine.tables import Quantity, load, quantity

TRIALS = ("ketamine under anaesthesia", "ketamine in surgery", "esmethadone")


@dataclass(frozen=True)
class Rerun:
    """A difference with its standard error in `unit`, positive if better with the drug; `truth` is the supposed effect.

    `printed` says what the paper gives and `how` how the error was found; `power` (0–1) belongs to the supposed effect.
    """

    trial: str
    printed: str
    how: str
    unit: str
    estimate: float
    error: float
    truth: float

    @property
    def p(self) -> float:
        """Two-sided p value against no difference."""
        return float(2 * ndtr(-abs(self.estimate) / self.error))

    @property
    def interval(self) -> tuple[float, float]:
        """95% interval."""
        return self.estimate - Z95 * self.error, self.estimate + Z95 * self.error

    @property
    def p_of_truth(self) -> float:
        """Two-sided p value against the supposed effect: small if the result does not fit it."""
        return float(2 * ndtr(-abs(self.estimate - self.truth) / self.error))

    @property
    def power(self) -> float:
        """How often such a trial is significant if the supposed effect is true."""
        return power_of(self.truth, self.error)


def rerun(trial: str = TRIALS[0], truth: float = 0.0) -> Rerun:
    """One of TRIALS against a supposed effect in its unit. Raises ValueError for another name."""
    if trial not in TRIALS:
        raise ValueError(f"There is no trial {trial!r}; use one of {', '.join(TRIALS)}.")
    if trial == TRIALS[0]:
        printed = quantity("lii-printed")
        high, low = (-end for end in printed.ends)
        said = f"{_minus(-printed.midpoint)} points better ({_minus(low)} to {_minus(high)})"
        return Rerun(trial, said, "interval / 3.92", "points", -printed.midpoint, (high - low) / (2 * Z95), truth)
    if trial == TRIALS[1]:
        drug, control = surgery_arms()
        error = sqrt(sum(arm.share * (1 - arm.share) / arm.people for arm in (drug, control)))
        said = f"{drug.events} of {drug.people} low in mood with ketamine, {control.events} of {control.people} without"
        gain = 100 * (control.share - drug.share)
        return Rerun(trial, said, "from the counts", "% points", gain, 100 * error, truth)
    drug_fall, placebo_fall = quantity("esmethadone-fall"), quantity("esmethadone-placebo-fall")
    error = sqrt(sum(spread(each) ** 2 / float(each.n) for each in (drug_fall, placebo_fall)))
    said = f"falls of {drug_fall.midpoint:g} and {placebo_fall.midpoint:g} points"
    return Rerun(
        trial, said, "from means, SDs, numbers", "points", drug_fall.midpoint - placebo_fall.midpoint, error, truth
    )


def _minus(points: float) -> str:
    return f"{points:.2f}".replace("-", "−")


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
