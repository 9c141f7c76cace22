"""Drugs on the NMDA receptor that are not ketamine: do they lift mood? (table blockers)"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen


class ActsAt(StrEnum):
    """Where on the receptor a drug acts."""

    ANYWHERE = "all"
    CHANNEL = "in the channel"
    GLUN2B = "at GluN2B"
    ELSEWHERE = "elsewhere on the receptor"


class TrialsShown(StrEnum):
    """Which trials are shown."""

    ALL = "all trials"
    WITH_NUMBER = "with a number only"


class BlockerVerdict(StrEnum):
    """What a trial showed against placebo."""

    BETTER = "better"
    MIXED = "mixed"
    NO_DIFFERENCE_SHOWN = "no difference shown"


@dataclass(frozen=True, kw_only=True)
class BlockerTrial:
    """A trial against placebo: `better` in points, its interval and people are None where they were not printed."""

    drug: str
    people: int | None
    outcome: str
    better: float | None
    interval: tuple[float, float] | None
    interval_percent: int | None
    verdict: BlockerVerdict
    note: str


@dataclass(frozen=True)
class Blockers:
    """Trials of the chosen kind, in the order of the table."""

    kind: ActsAt
    shown: TrialsShown
    trials: tuple[BlockerTrial, ...]

    @property
    def told_better(self) -> int:
        """How many were shown to be better than placebo."""
        return sum(each.verdict is BlockerVerdict.BETTER for each in self.trials)


def blockers(kind: str = ActsAt.ANYWHERE, shown: str = TrialsShown.ALL) -> Blockers:
    """Trials of drugs that act somewhere, all or with a printed number. Raises ValueError for another word.

    >>> found = blockers()
    >>> found.told_better, len(found.trials)
    (2, 10)
    """
    kind, shown = chosen(ActsAt, kind), chosen(TrialsShown, shown)
    rows = tables.load("blockers")
    if kind is not ActsAt.ANYWHERE:
        rows = rows[rows["kind"] == kind]
    if shown is TrialsShown.WITH_NUMBER:
        rows = rows[rows["better"].notna()]
    return Blockers(kind, shown, tuple(_trial(row) for _, row in rows.iterrows()))


def _trial(row: pd.Series) -> BlockerTrial:
    people, better, low, percent = (
        None if pd.isna(row[name]) else row[name] for name in ("people", "better", "low", "interval_percent")
    )
    return BlockerTrial(
        drug=row["drug"],
        people=None if people is None else int(people),
        outcome=row["outcome"],
        better=better,
        interval=None if low is None else (float(low), float(row["high"])),
        interval_percent=None if percent is None else int(percent),
        verdict=BlockerVerdict(row["verdict"]),
        note=row["note"],
    )
