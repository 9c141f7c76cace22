"""How many people are treated for one more who gets better: the number needed to treat, from the counts of trials.

The number is one over the difference of two shares, so it depends on how many get better without the drug. To carry a
trial to other people one must say what stays the same: the ratio of the shares (risk ratio) or of the odds (odds
ratio). Nobody knows which is right. Tables nnt_counts and control_rates.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.stats.proportions import Arm, Estimate, newcombe, odds_ratio, risk_ratio


class KeptRatio(StrEnum):
    """What may be supposed to stay the same in other people."""

    RISK_RATIO = "risk ratio"
    ODDS_RATIO = "odds ratio"


LOWEST_PERCENT, HIGHEST_PERCENT = 1, 90
"""Bounds of the share that gets better without the drug."""


@dataclass(frozen=True)
class ControlRate:
    """Percentage that gets better within a day without ketamine, by the kind of control (table control_rates)."""

    control: str
    percent: float
    people: int
    trials: int


@dataclass(frozen=True, kw_only=True)
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
    keeps: KeptRatio
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
def trial_names() -> tuple[str, ...]:
    """Names of the trials, in the order of the table."""
    return tuple(tables.load("nnt_counts")["trial"])


def carry_over(trial: str, baseline_percent: float = 30, keeps: str = KeptRatio.RISK_RATIO) -> Needed:
    """Compare the arms of one of `trial_names()`, and carry the result to people with another share without the drug.

    `keeps` is one of KeptRatio. Raises ValueError for an unknown trial or ratio, and for a share outside LOWEST_PERCENT
    to HIGHEST_PERCENT.

    >>> few, many = (carry_over("Lii 2023, day 1", percent) for percent in (5, 50))
    >>> few.moved.value < many.moved.value  # a ratio helps few people where few get better anyway
    True
    """
    refuse_unknown((trial, trial_names()))
    kept = chosen(KeptRatio, keeps)
    if not LOWEST_PERCENT <= baseline_percent <= HIGHEST_PERCENT:
        raise ValueError(
            f"The share without the drug lies between {LOWEST_PERCENT} and {HIGHEST_PERCENT}%; "
            f"got {baseline_percent:g}."
        )
    row = tables.load("nnt_counts").set_index("trial").loc[trial]
    drug = Arm(str(row["drug"]), int(row["drug_better"]), int(row["drug_people"]))
    control = Arm(str(row["control"]), int(row["control_better"]), int(row["control_people"]))
    ratio = ratio_of(drug, control, kept)
    along: Array = np.linspace(0.005, 0.62, 80)
    moved = _carried(np.array([baseline_percent / 100]), ratio, kept)[:, 0]
    return Needed(
        trial=trial,
        outcome=str(row["outcome"]),
        drug=drug,
        control=control,
        difference=newcombe(drug, control),
        keeps=kept,
        ratio=ratio,
        baseline_percent=baseline_percent,
        moved=Estimate(*(float(each) for each in moved)),
        capped=kept is KeptRatio.RISK_RATIO and ratio.value * baseline_percent > 100,
        along=along,
        curve=_carried(along, ratio, kept),
        control_rates=_control_rates(),
    )


def ratio_of(drug: Arm, control: Arm, keeps: KeptRatio) -> Estimate:
    """That ratio, drug over control, with its 95% interval. Raises ValueError if an arm has none of one kind."""
    return risk_ratio(drug, control) if keeps is KeptRatio.RISK_RATIO else odds_ratio(drug, control)


def _carried(baseline: Array, ratio: Estimate, keeps: KeptRatio) -> Array:
    """Differences (rows: estimate, low, high) at every baseline share (0–1) if the ratio stays."""
    ratios = np.array([[ratio.value], [ratio.low], [ratio.high]])
    if keeps is KeptRatio.RISK_RATIO:
        return np.minimum(ratios * baseline, 1) - baseline
    odds = ratios * baseline / (1 - baseline)
    return odds / (1 + odds) - baseline


@cache
def _control_rates() -> tuple[ControlRate, ...]:
    rows: pd.DataFrame = tables.load("control_rates")
    return tuple(ControlRate(row.control, float(row.percent), int(row.people), int(row.trials))
                 for row in rows.itertuples())  # fmt: skip
