"""Can one drug effect explain trials with salt water, with midazolam and under anaesthesia?

The observed lead over a control is taken to be the drug's own effect, plus hope for those who believe that they got
it: lead = drug + gap in beliefs × effect of hope − what the control does by itself. The gap is the share that names
ketamine after ketamine, less the share that names it after the control. wilkinson2019 gives the leads against salt
water and midazolam, lii2023 the one under anaesthesia; guesses are those of the table guess_rates. Trials differ in
more than their blinding, so this is a check of an idea and no estimate of the drug's effect.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.pooling import from_difference, from_scores
from ketabrain.engine.stats.proportions import Z95, Estimate, around


class BlindControl(StrEnum):
    """What ketamine was compared with."""

    SALT_WATER = "salt water"
    MIDAZOLAM = "midazolam"
    ASLEEP = "under anaesthesia"


class LeadCounted(StrEnum):
    """How the lead of lii2023 is counted: by the fall of the score, or by the difference that its own model prints."""

    FALL = "fall since just before"
    PRINTED = "printed estimate"


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Observed lead over a control (SD) with its standard error, the assumed gap in beliefs, what the control does by
    itself (`own`, SD), and what is predicted (SD).
    """

    control: BlindControl
    observed: float
    se: float
    gap: float
    own: float
    predicted: float

    @property
    def interval(self) -> Estimate:
        """What was observed, with its 95% interval."""
        return around(self.observed, self.se)

    @property
    def wanted(self) -> Estimate:
        """What drug and hope must add up to, drug + gap × hope, with its 95% interval."""
        return around(self.observed + self.own, self.se)

    @property
    def misfit(self) -> float:
        """How many standard errors the prediction lies from what was observed."""
        return (self.predicted - self.observed) / self.se


@dataclass(frozen=True, kw_only=True)
class Best:
    """The pair of effects (SD) with the smallest weighted sum of squared misfits, their standard errors, and that sum,
    which has one degree of freedom.
    """

    drug: float
    hope: float
    drug_se: float
    hope_se: float
    misfit: float


@dataclass(frozen=True)
class Unblinding:
    """Three leads and the learner's explanation; all effects in standard deviations.

    `best` is the pair that fits best; None if the gap is the same in all trials, so that nothing tells hope from drug.
    """

    drug: float
    hope: float
    counted: LeadCounted
    leads: tuple[Lead, ...]
    best: Best | None

    @property
    def misfit(self) -> float:
        """Sum of the squared misfits of the learner's numbers, in squared standard errors."""
        return sum(lead.misfit**2 for lead in self.leads)

    @property
    def explained(self) -> int:
        """Leads whose 95% interval holds the prediction."""
        return sum(abs(lead.misfit) <= Z95 for lead in self.leads)


def printed_gaps() -> tuple[float, float]:
    """Gaps in beliefs that printed guesses give: against remifentanil, which can be felt, and against midazolam."""
    rows = tables.load("guess_rates").set_index("id")["percent"] / 100
    # Whoever cannot name the ketamine session names the other one.
    return 2 * float(rows["sumner"]) - 1, 1 - float(rows["shiroma-ketamine"]) - float(rows["shiroma-control"])


def predicted_leads(
    drug: float = 0.5,
    hope: float = 0.5,
    gap_salt: float = 0.75,
    gap_midazolam: float = 0.4,
    gap_asleep: float = 0.0,
    midazolam_helps: float = 0.0,
    counted: str = LeadCounted.FALL,
) -> Unblinding:
    """Predict three leads from a drug effect and an effect of hope, and find the pair that fits best.

    `drug` and `hope` are effects in SD: the drug's own, and that of being sure of having got it. `gap_salt`,
    `gap_midazolam` and `gap_asleep` (−1 to 1) are the gaps in beliefs against the three controls, assumed but for those
    of printed_gaps; `midazolam_helps` (SD) is what midazolam does for mood by itself, which is not known; `counted` is
    one of LeadCounted. Raises ValueError for a gap outside and for another word.

    Where nobody can tell what they got, hope plays no part:

    >>> [predicted_leads(drug=1, hope=hope, gap_asleep=0).leads[2].predicted for hope in (0, 2)]
    [1.0, 1.0]
    """
    counted = chosen(LeadCounted, counted)
    gaps = (gap_salt, gap_midazolam, gap_asleep)
    if any(not -1 <= gap <= 1 for gap in gaps):
        raise ValueError(f"A gap in beliefs lies between −1 and 1; got {', '.join(f'{gap:g}' for gap in gaps)}.")
    own = (0.0, midazolam_helps, 0.0)
    leads = tuple(
        Lead(control=control, observed=value, se=se, gap=gap, own=helps, predicted=drug + gap * hope - helps)
        for control, (value, se), gap, helps in zip(BlindControl, _observed(counted), gaps, own, strict=True)
    )
    return Unblinding(drug, hope, counted, leads, _best(leads))


@cache
def _observed(counted: LeadCounted) -> tuple[tuple[float, float], ...]:
    """Leads (SD) and standard errors, in the order of BlindControl."""
    pooled = tables.load("pooled_effects").set_index("id")
    known = [
        (float(row["effect"]), float(row["high"] - row["low"]) / (2 * Z95))
        for row in (pooled.loc[f"wilkinson2019-{control}"] for control in ("saline", "midazolam"))
    ]
    row = tables.load("trial_results").set_index("id").loc["lii2023-day-scores"]
    people = float(row["n_treatment"]), float(row["n_control"])
    # Both columns count improvement, so that a positive lead favours ketamine.
    ketamine, saline = ((float(row[f"better_{arm}"]), float(row[f"sd_{arm}"])) for arm in ("treatment", "control"))
    lead = from_scores(*ketamine, people[0], *saline, people[1], "SMD")
    if counted is LeadCounted.PRINTED:
        printed = tables.quantity("lii-printed")
        assert printed.lower is not None
        assert printed.upper is not None
        lead = from_difference(-printed.midpoint, (printed.upper - printed.lower) / (2 * Z95), *people, "SMD")
    return (*known, (lead.value, lead.se))


def _best(leads: tuple[Lead, ...]) -> Best | None:
    """Weighted least squares of lead = drug + gap × hope − own."""
    gaps = np.array([lead.gap for lead in leads])
    if np.ptp(gaps) < 0.01:
        return None
    weights: Array = 1 / np.array([lead.se for lead in leads])
    design = np.column_stack([np.ones(len(leads)), gaps]) * weights[:, None]
    wanted = np.array([lead.observed + lead.own for lead in leads]) * weights
    found = np.linalg.solve(design.T @ design, design.T @ wanted)
    errors = np.sqrt(np.diag(np.linalg.inv(design.T @ design)))
    (drug, hope), (drug_se, hope_se) = found.tolist(), errors.tolist()
    misfit = float(((design @ found - wanted) ** 2).sum())
    return Best(drug=drug, hope=hope, drug_se=drug_se, hope_se=hope_se, misfit=misfit)
