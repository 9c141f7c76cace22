"""What trials printed of each of their comparisons: the rows of the table trial_results, typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.topics.trials.bench_choices import Printed
from ketabrain.topics.trials.trial_bias import bias_of


@dataclass(frozen=True, kw_only=True)
class GroupScores:
    """Mean fall in points and its standard deviation in the treated group, and in the control group (`other_…`)."""

    mean: float
    sd: float
    other_mean: float
    other_sd: float


@dataclass(frozen=True, kw_only=True)
class TrialRow:
    """One printed comparison of a treated group with a control group; what was not printed is None.

    `people` and `other_people` are those of the treated and of the control group, 0 if unknown. `responders`
    and `remitters` are pairs of counts (treated, control); `difference` is the lead of the treated group in points with
    its standard error, `standardised` the same in standard deviations. Rows with one `shared_control` have the same
    control group. `contains` names the trials whose people are in this row too, and `refused` says why the row is never
    pooled (empty if it may be).
    """

    id: str
    trial: str
    label: str
    question: str
    comparator: str
    design: str
    time_point: str
    scale: str
    people: int
    other_people: int
    responders: tuple[int, int] | None
    remitters: tuple[int, int] | None
    scores: GroupScores | None
    difference: tuple[float, float] | None
    standardised: tuple[float, float] | None
    shared_control: str
    contains: tuple[str, ...]
    refused: str
    comment: str

    def counts(self, printed: Printed) -> tuple[int, int]:
        """Counts of responders or remitters (treated, control). Raises KeyError for those that were not printed."""
        found = {Printed.RESPONDERS: self.responders, Printed.REMITTERS: self.remitters}[printed]
        if found is None:
            raise KeyError(f"{self.id} printed no counts of {printed}.")
        return found


@cache
def trial_rows() -> tuple[TrialRow, ...]:
    """All rows, in the order of the table."""
    return tuple(_typed(row) for row in tables.load("trial_results").itertuples())


def row_named(row_id: str) -> TrialRow:
    """The row with an id. Raises KeyError for another id."""
    return {row.id: row for row in trial_rows()}[row_id]


def all_rows(question: str) -> pd.DataFrame:
    """What a learner reads of every row of a question, those that may be pooled first: what it compared, what was
    printed, how far to trust it.
    """
    rows = sorted((row for row in trial_rows() if row.question == question), key=lambda row: bool(row.refused))
    return pd.DataFrame(
        {
            "trial": [row.label for row in rows],
            "against": [row.comparator for row in rows],
            "when": [row.time_point for row in rows],
            "people": [f"{row.people} and {row.other_people}" if row.people else "" for row in rows],
            "what was seen": ["; ".join(_printed(row)) for row in rows],
            "risk of bias": [_bias(row) for row in rows],
            "why not pooled": [row.refused for row in rows],
            "what to know": [row.comment for row in rows],
        }
    )


def _typed(row: Any) -> TrialRow:
    """A row as pandas gives it, whose fields mypy cannot know."""
    seen = pd.notna(row.n_treatment)
    return TrialRow(
        id=row.id,
        trial=row.trial,
        label=row.label,
        question=row.question,
        comparator=row.comparator,
        design=row.design,
        time_point=row.time_point,
        scale=row.scale,
        people=int(row.n_treatment) if seen else 0,
        other_people=int(row.n_control) if seen else 0,
        responders=_counts(row.responders_treatment, row.responders_control),
        remitters=_counts(row.remitters_treatment, row.remitters_control),
        scores=None
        if pd.isna(row.sd_treatment)
        else GroupScores(
            mean=row.better_treatment, sd=row.sd_treatment, other_mean=row.better_control, other_sd=row.sd_control
        ),
        difference=None if pd.isna(row.se_points) else (row.points_better, row.se_points),
        standardised=None if pd.isna(row.se_smd) else (row.smd_better, row.se_smd),
        shared_control=row.shared_control,
        contains=tuple(filter(None, row.contains.split(";"))),
        refused=row.refused,
        comment=row.comment,
    )


def _bias(row: TrialRow) -> str:
    if row.refused:
        return ""
    found = bias_of(row.trial)
    return f"{found.judgement}: {found.reason}"


def _counts(treated: Any, control: Any) -> tuple[int, int] | None:
    return None if pd.isna(treated) or pd.isna(control) else (int(treated), int(control))


def _printed(row: TrialRow) -> Iterator[str]:
    for counts, word in ((row.responders, "response"), (row.remitters, "remission")):
        if counts:
            yield f"{word} {counts[0]} and {counts[1]}"
    if row.scores:
        yield f"fall {row.scores.mean:.3g} and {row.scores.other_mean:.3g} points"
    if row.difference:
        yield f"{row.difference[0]:.3g} points apart"
    elif row.standardised:
        yield f"{row.standardised[0]:.2g} SD apart"
