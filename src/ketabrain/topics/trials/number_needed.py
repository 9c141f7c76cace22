"""How many people are treated for one more who gets better: the number needed to treat, from the counts of trials.

The number is one over the difference of two shares, so it depends on how many get better without the drug. To carry a
trial to other people one must say what stays the same: the ratio of the shares (risk ratio) or of the odds (odds
ratio). Nobody knows which is right. Tables nnt_counts and control_rates.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.stats.proportions import Arm, Estimate, newcombe, odds_ratio, risk_ratio

KEEPS = ("risk ratio", "odds ratio")
"""What may be supposed to stay the same in other people."""
LOWEST_PERCENT, HIGHEST_PERCENT = 1, 90
"""Bounds of the share that gets better without the drug."""


@dataclass(frozen=True)
class ControlRate:
    """Percentage that gets better within a day without ketamine, by the kind of control (table control_rates)."""

    control: str
    percent: float
    people: int
    trials: int


@dataclass(frozen=True)
class Needed:
    """One trial, and the same drug in people of whom `baseline_percent` get better without it.

    `difference` is drug less control (0–1, Newcombe's interval), `ratio` the one that `keeps` names. `moved` is the
    difference in the other people; `along` and `curve` give the same for every baseline (0–1; `curve` has the rows
    estimate, low, high). A risk ratio can ask for more people than there are; then everybody gets better (`capped`).
    """

    trial: str
    outcome: str
    drug: Arm
    control: Arm
    difference: Estimate
    keeps: str
    ratio: Estimate
    baseline_percent: float
    moved: Estimate
    capped: bool
    along: Array
    curve: Array
    control_rates: tuple[ControlRate, ...]

    @property
    def of_hundred(self) -> tuple[int, int, int]:
        """Of 100 people: better anyway, better through the drug, not better (whole people)."""
        anyway = round(self.baseline_percent)
        helped = min(max(round(self.baseline_percent + 100 * self.moved.value) - anyway, 0), 100 - anyway)
        return anyway, helped, 100 - anyway - helped


@cache
def trials() -> tuple[str, ...]:
    """Names of the trials, in the order of the table."""
    return tuple(tables.load("nnt_counts")["trial"])


def number_needed(trial: str, baseline_percent: float = 30, keeps: str = KEEPS[0]) -> Needed:
    """Compare the arms of one of `trials()`, and carry the result to people with another share without the drug.

    Raises ValueError for an unknown trial or ratio, and for a share outside LOWEST_PERCENT to HIGHEST_PERCENT.
    """
    if trial not in trials():
        raise ValueError(f"There is no trial {trial!r}; use one of {', '.join(trials())}.")
    if keeps not in KEEPS:
        raise ValueError(f"There is no ratio {keeps!r}; use one of {', '.join(KEEPS)}.")
    if not LOWEST_PERCENT <= baseline_percent <= HIGHEST_PERCENT:
        raise ValueError(
            f"The share without the drug lies between {LOWEST_PERCENT} and {HIGHEST_PERCENT}%; "
            f"got {baseline_percent:g}."
        )
    row = tables.load("nnt_counts").set_index("trial").loc[trial]
    drug = Arm(str(row["drug"]), int(row["drug_better"]), int(row["drug_people"]))
    control = Arm(str(row["control"]), int(row["control_better"]), int(row["control_people"]))
    ratio = ratio_of(drug, control, keeps)
    along: Array = np.linspace(0.005, 0.62, 80)
    moved = _carried(np.array([baseline_percent / 100]), ratio, keeps)[:, 0]
    return Needed(
        trial, str(row["outcome"]), drug, control, newcombe(drug, control), keeps, ratio, baseline_percent,
        Estimate(*(float(each) for each in moved)),
        keeps == "risk ratio" and ratio.value * baseline_percent > 100, along, _carried(along, ratio, keeps),
        _control_rates(),
    )  # fmt: skip


def ratio_of(drug: Arm, control: Arm, keeps: str) -> Estimate:
    """One of KEEPS, drug over control, with its 95% interval. Raises ValueError if an arm has none of one kind."""
    return risk_ratio(drug, control) if keeps == "risk ratio" else odds_ratio(drug, control)


def _carried(baseline: Array, ratio: Estimate, keeps: str) -> Array:
    """Differences (rows: estimate, low, high) at every baseline share (0–1) if the ratio stays."""
    ratios = np.array([[ratio.value], [ratio.low], [ratio.high]])
    if keeps == "risk ratio":
        return np.minimum(ratios * baseline, 1) - baseline
    odds = ratios * baseline / (1 - baseline)
    return odds / (1 + odds) - baseline


@cache
def _control_rates() -> tuple[ControlRate, ...]:
    rows: pd.DataFrame = tables.load("control_rates")
    return tuple(ControlRate(row.control, float(row.percent), int(row.people), int(row.trials))
                 for row in rows.itertuples())  # fmt: skip
