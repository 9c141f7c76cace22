"""Does ketamine prevent low mood in people? One large trial, from its counts (table trial_counts, mashour2018)."""

from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.stats.proportions import Arm, newcombe, people_needed, power

STUDY = "Mashour et al., 2018"


@dataclass(frozen=True, kw_only=True)
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


def compare_arms(benefit: float = 5) -> Prevention:
    """Compare the arms, and suppose a `benefit` (percentage points). Raises ValueError unless it lies between 0 and
    placebo's share.

    >>> [round(compare_arms(benefit).power, 2) for benefit in (0, 5, 10)]
    [0.05, 0.34, 0.9]
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
    found = newcombe(ketamine, placebo)
    other = placebo.share - benefit / 100
    return Prevention(
        event=str(rows.at["ketamine", "event"]),
        ketamine=ketamine,
        placebo=placebo,
        difference=100 * found.value,
        low=100 * found.low,
        high=100 * found.high,
        benefit=benefit,
        power=power(placebo.share, other, placebo.people, ketamine.people),
        needed=people_needed(placebo.share, other),
    )
