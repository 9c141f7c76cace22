"""Does ketamine prevent low mood in people? Two trials, mashour2018 and wang2024bmj (table trial_counts)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.proportions import Arm, newcombe, people_needed, power


class PreventionTrial(StrEnum):
    """A trial that asked whether a dose prevents low mood."""

    OPERATION = "after an operation"
    CHILDBIRTH = "after childbirth"


_STUDIES = {PreventionTrial.OPERATION: "Mashour et al., 2018", PreventionTrial.CHILDBIRTH: "Wang et al., 2024"}


@dataclass(frozen=True, kw_only=True)
class PreventionArms:
    """Drug and placebo in one trial: `difference`, `low` and `high` are drug less placebo in percentage points, with
    Newcombe's 95% interval.
    """

    trial: PreventionTrial
    event: str
    drug: Arm
    placebo: Arm
    difference: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Prevention:
    """Both trials beside each other, and how likely one of them was to find a benefit of a given size.

    `arms` is the trial that was asked about. `benefit` is the fall in percentage points that is supposed, and `power`
    (0–1) the chance that a trial with such arms finds it (p below 0.05, two-sided). `needed` is how many people each of
    two equal arms would need to find the benefit with the chance POWER (infinite without a benefit).
    """

    arms: PreventionArms
    both: tuple[PreventionArms, ...]
    benefit: float
    power: float
    needed: float


@cache
def prevention_arms(trial: str = PreventionTrial.OPERATION) -> PreventionArms:
    """The arms of one of PreventionTrial. Raises ValueError for another.

    >>> found = prevention_arms("after childbirth")
    >>> found.drug.events, found.placebo.events, round(found.difference, 1)
    (12, 46, -18.7)
    """
    trial = chosen(PreventionTrial, trial)
    rows = tables.load("trial_counts")
    arms = {
        row.arm: Arm(row.arm, int(row.events), int(row.people))
        for row in rows[rows["study"] == _STUDIES[trial]].itertuples()
    }
    placebo = arms.pop("placebo")
    (drug,) = arms.values()
    found = newcombe(drug, placebo)
    return PreventionArms(
        trial=trial,
        event=str(rows.loc[rows["study"] == _STUDIES[trial], "event"].iloc[0]),
        drug=drug,
        placebo=placebo,
        difference=100 * found.value,
        low=100 * found.low,
        high=100 * found.high,
    )


def compare_arms(benefit: float = 5, trial: str = PreventionTrial.OPERATION) -> Prevention:
    """Compare the arms of both trials, and suppose a `benefit` (percentage points) in one of PreventionTrial.

    Raises ValueError for another trial, and unless the benefit lies between 0 and placebo's share.

    >>> [round(compare_arms(benefit).power, 2) for benefit in (0, 5, 10)]
    [0.05, 0.34, 0.9]
    """
    arms = prevention_arms(trial)
    placebo = arms.placebo
    if not 0 <= benefit <= 100 * placebo.share:
        raise ValueError(
            f"The benefit lies between 0 and {100 * placebo.share:.1f} percentage points, the share with placebo; "
            f"got {benefit:g}."
        )
    other = placebo.share - benefit / 100
    return Prevention(
        arms=arms,
        both=tuple(map(prevention_arms, PreventionTrial)),
        benefit=benefit,
        power=power(placebo.share, other, placebo.people, arms.drug.people),
        needed=people_needed(placebo.share, other),
    )
