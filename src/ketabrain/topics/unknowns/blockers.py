"""Drugs on the NMDA receptor that are not ketamine: do they lift mood? (table blockers)"""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

ALL = "all"
KINDS = (ALL, "in the channel", "at GluN2B", "elsewhere on the receptor")
SHOWN = ("all trials", "with a number only")


@dataclass(frozen=True)
class BlockerTrial:
    """A trial against placebo: `better` in points, its interval and people are None where they were not printed."""

    drug: str
    people: int | None
    outcome: str
    better: float | None
    interval: tuple[float, float] | None
    interval_percent: int | None
    verdict: str
    note: str


@dataclass(frozen=True)
class Blockers:
    """Trials of the chosen kind, in the order of the table."""

    kind: str
    shown: str
    trials: tuple[BlockerTrial, ...]

    @property
    def told_better(self) -> int:
        """How many were shown to be better than placebo."""
        return sum(each.verdict == "better" for each in self.trials)


def blockers(kind: str = ALL, shown: str = SHOWN[0]) -> Blockers:
    """Trials of one of KINDS, all or with a printed number. Raises ValueError for another word."""
    refuse_unknown((kind, KINDS), (shown, SHOWN))
    rows = tables.load("blockers")
    rows = rows[((rows["kind"] == kind) | (kind == ALL)) & (rows["better"].notna() | (shown == SHOWN[0]))]
    return Blockers(kind, shown, tuple(_trial(row) for _, row in rows.iterrows()))


def _trial(row: pd.Series) -> BlockerTrial:
    people, better, low, percent = (
        None if pd.isna(row[name]) else row[name] for name in ("people", "better", "low", "interval_percent")
    )
    return BlockerTrial(
        row["drug"], None if people is None else int(people), row["outcome"], better,
        None if low is None else (float(low), float(row["high"])), None if percent is None else int(percent),
        row["verdict"], row["note"],
    )  # fmt: skip
