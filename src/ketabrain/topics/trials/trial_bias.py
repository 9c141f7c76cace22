"""How far the trials of the bench can be trusted: a judgement for each with its reason (table trial_bias).

The words are those of Cochrane's tool. The judgements are the course's own, by one rule: high where people knew or
could hardly miss what they got, some concerns where the control can be felt or the drug was hidden but groups differed.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ketabrain.engine import tables


class RiskOfBias(StrEnum):
    """How likely the way a trial was done pushed its result."""

    LOW = "low"
    SOME_CONCERNS = "some concerns"
    HIGH = "high"


@dataclass(frozen=True)
class TrialBias:
    """The judgement on a trial, and why."""

    judgement: RiskOfBias
    reason: str


def bias_of(trial: str) -> TrialBias:
    """The judgement on a trial of the bench. Raises KeyError for a trial that nobody judged."""
    return _all_judged()[trial]


@cache
def _all_judged() -> dict[str, TrialBias]:
    rows = tables.load("trial_bias").itertuples()
    return {row.trial: TrialBias(RiskOfBias(row.judgement), row.reason) for row in rows}
