"""Can one drug effect explain trials with salt water, with midazolam and under anaesthesia?

The observed lead over a control is taken to be the drug's own effect, plus hope for those who believe that they got
it: lead = drug + gap in beliefs × effect of hope − what the control does by itself. The gap is the share that names
ketamine after ketamine, less the share that names it after the control. wilkinson2019 gives the leads against salt
water and midazolam, lii2023 the one under anaesthesia; guesses are those of the table guess_rates. Trials differ in
more than their blinding, so this is a check of an idea and no estimate of the drug's effect.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.stats.pooling import from_difference, from_scores
from ketabrain.engine.stats.proportions import Z95

CONTROLS = ("salt water", "midazolam", "under anaesthesia")
COUNTED = ("fall since just before", "printed estimate")
"""How the lead of lii2023 is counted: by the fall of the score, or by the difference that its own model prints."""


@dataclass(frozen=True)
class Lead:
    """Observed lead over a control (SD) with its standard error, the assumed gap in beliefs, and what is predicted."""

    control: str
    observed: float
    se: float
    gap: float
    own: float
    predicted: float

    @property
    def misfit(self) -> float:
        """How many standard errors the prediction lies from what was observed."""
        return (self.predicted - self.observed) / self.se


@dataclass(frozen=True)
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
    counted: str
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


def unblinding(
    drug: float = 0.5,
    hope: float = 0.5,
    gap_salt: float = 0.75,
    gap_midazolam: float = 0.4,
    gap_asleep: float = 0.0,
    midazolam_helps: float = 0.0,
    counted: str = COUNTED[0],
) -> Unblinding:
    """Predict three leads from a drug effect and an effect of hope (SD), and find the best pair.

    Gaps lie between −1 and 1; `midazolam_helps` (SD) is what midazolam does for mood by itself. Raises ValueError for a
    gap outside and for another word.
    """
    gaps = (gap_salt, gap_midazolam, gap_asleep)
    if any(not -1 <= gap <= 1 for gap in gaps):
        raise ValueError(f"A gap in beliefs lies between −1 and 1; got {', '.join(f'{gap:g}' for gap in gaps)}.")
    if counted not in COUNTED:
        raise ValueError(f"There is no {counted!r}; use one of {', '.join(COUNTED)}.")
    observed = _observed(counted)
    own = (0.0, midazolam_helps, 0.0)
    leads = tuple(
        Lead(control, value, se, gap, helps, drug + gap * hope - helps)
        for control, (value, se), gap, helps in zip(CONTROLS, observed, gaps, own, strict=True)
    )
    return Unblinding(drug, hope, counted, leads, _best(leads))


def _observed(counted: str) -> tuple[tuple[float, float], ...]:
    """Leads (SD) and standard errors, in the order of CONTROLS."""
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
    if counted == COUNTED[1]:
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
    misfit = float(((design @ found - wanted) ** 2).sum())
    return Best(float(found[0]), float(found[1]), float(errors[0]), float(errors[1]), misfit)
