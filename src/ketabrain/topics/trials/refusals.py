"""Which rows of trials are not pooled, and why.

What is never pooled: a row that the table refuses, an outcome that a trial did not print, a trial whose people are in
another row already, in ratios a trial in which nobody had the outcome, and crossover trials unless they are asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ketabrain.engine.stats.pooling import RATIOS, says_nothing
from ketabrain.topics.trials.bench_choices import Crossovers, PooledOutcome, Printed
from ketabrain.topics.trials.trial_results import TrialRow


class Why(StrEnum):
    """Why a row is not pooled; the drawing has the words for it."""

    BY_TABLE = "the table refuses it"
    NO_RESPONSE = "counts of response missing"
    NO_REMISSION = "counts of remission missing"
    NO_MADRS = "MADRS missing"
    NO_SPREAD = "spread of scores missing"
    SAYS_NOTHING = "nobody had the outcome"
    CROSSOVER = "crossover trial"
    TRIALS_HERE = "a report whose trials are pooled"
    IN_REPORT = "a trial whose report is pooled"


_OUTCOME_MISSING = (Why.NO_RESPONSE, Why.NO_REMISSION, Why.NO_MADRS, Why.NO_SPREAD)
_OF_THE_ROW = (*_OUTCOME_MISSING, Why.CROSSOVER)
"""Reasons that say nothing of a trial which another of its rows brings in."""


@dataclass(frozen=True)
class Refused:
    """A row that is not pooled, and why.

    `other` is the sentence of the table (BY_TABLE) or the report that its people are in (IN_REPORT), else empty.
    """

    label: str
    why: Why
    other: str = ""


class _Refusal(NamedTuple):
    row: TrialRow
    why: Why
    other: str = ""


def sorted_by_use(
    rows: Iterable[TrialRow], outcome: PooledOutcome, crossovers: Crossovers
) -> tuple[list[TrialRow], tuple[Refused, ...]]:
    """Rows that can be pooled, and the others with their reason."""
    fitting, refusals = [], []
    for row in rows:
        why = _why_not(row, outcome, crossovers)
        if why is None:
            fitting.append(row)
        else:
            refusals.append(_Refusal(row, why, row.refused))
    kept, repeated = _deduplicated(fitting)
    empty = [row for group in by_control(kept) for row in group if outcome.measure in RATIOS and _empty(group, outcome)]
    kept = [row for row in kept if row not in empty]
    refusals += [*repeated, *(_Refusal(row, Why.SAYS_NOTHING) for row in empty)]
    return kept, _one_reason_each(refusals, {row.trial for row in kept})


def by_control(rows: Iterable[TrialRow]) -> list[list[TrialRow]]:
    """Rows grouped by their control group, in their order: the doses of a trial, or a row alone."""
    groups: dict[str, list[TrialRow]] = {}
    for row in rows:
        groups.setdefault(row.shared_control or row.id, []).append(row)
    return list(groups.values())


def merged_counts(rows: Sequence[TrialRow], outcome: PooledOutcome) -> tuple[int, int, int, int]:
    """Events and people of all doses together, then of their one control group. Every row must have the counts."""
    pairs = [row.counts(outcome.printed_as) for row in rows]
    return (
        sum(treated for treated, _ in pairs), sum(row.people for row in rows), pairs[0][1], rows[0].other_people
    )  # fmt: skip


def _empty(rows: Sequence[TrialRow], outcome: PooledOutcome) -> bool:
    """Whether nobody, or everybody, in these groups had the outcome."""
    return says_nothing(*merged_counts(rows, outcome))


def _why_not(row: TrialRow, outcome: PooledOutcome, crossovers: Crossovers) -> Why | None:
    """Why a row by itself cannot be pooled; None if it can."""
    if row.refused:
        return Why.BY_TABLE
    missing = _missing(row, outcome)
    if missing is None and row.design == "crossover" and crossovers is Crossovers.LEFT_OUT:
        return Why.CROSSOVER
    return missing


def _missing(row: TrialRow, outcome: PooledOutcome) -> Why | None:
    """What a row lacks for an outcome, or None."""
    if outcome.printed_as is Printed.RESPONDERS:
        return None if row.responders else Why.NO_RESPONSE
    if outcome.printed_as is Printed.REMITTERS:
        return None if row.remitters else Why.NO_REMISSION
    in_points = outcome is PooledOutcome.SCORE_MADRS
    if in_points and row.scale != "MADRS":
        return Why.NO_MADRS
    if in_points:
        return None if row.scores or row.difference else Why.NO_SPREAD
    # Within persons, a standard error does not tell the spread between them.
    spread = row.scores or row.standardised or (row.difference and row.design == "parallel")
    return None if spread else Why.NO_SPREAD


def _deduplicated(rows: Sequence[TrialRow]) -> tuple[list[TrialRow], list[_Refusal]]:
    """Rows in which nobody is counted twice: of a report and its trials, whichever has more people."""
    kept: list[TrialRow] = list(rows)
    refusals: list[_Refusal] = []
    for report in rows:
        parts = [row for row in kept if row.trial in report.contains]
        if not parts:
            continue
        if _people(parts) >= _people([report]):
            kept.remove(report)
            refusals.append(_Refusal(report, Why.TRIALS_HERE))
        else:
            kept = [row for row in kept if row not in parts]
            refusals += [_Refusal(part, Why.IN_REPORT, report.label) for part in parts]
    return kept, refusals


def _one_reason_each(refusals: Iterable[_Refusal], pooled: set[str]) -> tuple[Refused, ...]:
    """One reason for every trial, or for every row of a trial whose rows have controls of their own.

    A trial prints counts and scores in rows of their own: the row without the outcome says nothing about a trial that
    is pooled, and little about one that is refused for something else.
    """
    told: dict[str, Refused] = {}
    for row, why, other in refusals:
        if why in _OF_THE_ROW and row.trial in pooled:
            continue
        label = row.trial if row.shared_control else row.label
        if label not in told or told[label].why in _OUTCOME_MISSING:
            told[label] = Refused(label, why, other)
    return tuple(told.values())


def _people(rows: Sequence[TrialRow]) -> int:
    """All people of some rows; a control group that they share counts once."""
    controls = {row.shared_control or row.id: row.other_people for row in rows}
    return sum(row.people for row in rows) + sum(controls.values())
