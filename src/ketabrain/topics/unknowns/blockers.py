"""Trials of other drugs on the NMDA receptor: small beside large, with or without a number (table blockers)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.numerals import minus
from ketabrain.engine.show_table import Rows


class ActsAt(StrEnum):
    """Where on the receptor a drug acts."""

    ANYWHERE = "all"
    CHANNEL = "in the channel"
    GLUN2B = "at GluN2B"
    ELSEWHERE = "elsewhere on the receptor"


class PrintedAs(StrEnum):
    """In what a difference is printed: three measures that do not belong on one axis."""

    POINTS = "points of a scale"
    DEVIATIONS = "standard deviations"
    RESPONDERS = "people who responded"


class TrialOrder(StrEnum):
    """Which trial stands first."""

    PEOPLE = "people, fewest first"
    YEAR = "year"


class BlockerVerdict(StrEnum):
    """What a trial showed against placebo, or against the drug that it was mixed with."""

    BETTER = "better"
    MIXED = "mixed"
    NO_DIFFERENCE_SHOWN = "no difference shown"


@dataclass(frozen=True, kw_only=True)
class BlockerTrial:
    """One trial. `better` is in the chosen measure and `interval` belongs to it; None where nothing was printed.

    `better` counts points, standard deviations, or percent who responded more than with the control; `outcome` says at
    which time or in which shares.
    """

    drug: str
    year: int
    people: int
    against: str
    better: float | None
    interval: tuple[float, float] | None
    interval_percent: int | None
    outcome: str
    verdict: BlockerVerdict
    concluded: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Blockers:
    """Trials of the chosen kind, in the chosen order; `every` holds those of all kinds."""

    kind: ActsAt
    measure: PrintedAs
    order: TrialOrder
    trials: tuple[BlockerTrial, ...]
    every: tuple[BlockerTrial, ...]

    @property
    def drugs(self) -> int:
        """How many different drugs were tried."""
        return len({each.drug for each in self.trials})

    @property
    def largest_with_a_number(self) -> BlockerTrial | None:
        """The trial with most people of those that print the measure; None where no trial does."""
        printed = [each for each in self.trials if each.better is not None]
        return max(printed, key=lambda each: each.people, default=None)

    @property
    def without_a_number(self) -> int:
        """How many trials print nothing in the measure."""
        return sum(each.better is None for each in self.trials)


def blockers(kind: str = ActsAt.ANYWHERE, measure: str = PrintedAs.POINTS, order: str = TrialOrder.PEOPLE) -> Blockers:
    """Trials of drugs that act somewhere. Raises ValueError for another word.

    >>> blockers().largest_with_a_number.drug
    'dextromethorphan mix'
    """
    kind, measure, order = chosen(ActsAt, kind), chosen(PrintedAs, measure), chosen(TrialOrder, order)
    rows = tables.load("blockers")
    rows = rows.sort_values("people" if order is TrialOrder.PEOPLE else ["year", "people"], kind="stable")
    every = [(row["kind"], _trial(row, measure)) for _, row in rows.iterrows()]
    return Blockers(
        kind=kind,
        measure=measure,
        order=order,
        trials=tuple(trial for where, trial in every if kind in (ActsAt.ANYWHERE, where)),
        every=tuple(trial for _, trial in every),
    )


def blockers_in_words(result: Blockers) -> Rows:
    """A row for every chosen trial: against what, what was measured when, and what its report concluded."""
    shown = result.trials
    frame = pd.DataFrame(
        {
            "drug": [each.drug for each in shown],
            "year": [str(each.year) for each in shown],
            "people": [each.people for each in shown],
            "against": [each.against for each in shown],
            "better by": [each.better for each in shown],
            "interval": [_interval_words(each) for each in shown],
            "measured": [each.outcome for each in shown],
            "concluded": [each.concluded for each in shown],
            "note": [each.note for each in shown],
        }
    )
    return Rows(caption=f"The trials one by one, in {result.measure}", frame=frame)


def _interval_words(each: BlockerTrial) -> str:
    if not each.interval:
        return "not printed"
    low, high = each.interval
    return f"{minus(low)} to {minus(high)} ({each.interval_percent}%)"


def _trial(row: pd.Series, measure: PrintedAs) -> BlockerTrial:
    better = {
        PrintedAs.POINTS: row["points"],
        PrintedAs.DEVIATIONS: row["sd_units"],
        PrintedAs.RESPONDERS: row["responded"] - row["responded_control"],
    }[measure]
    as_share = measure is PrintedAs.RESPONDERS and pd.notna(better)
    has_interval = measure is PrintedAs.POINTS and pd.notna(row["low"])
    return BlockerTrial(
        drug=row["drug"],
        year=int(row["year"]),
        people=int(row["people"]),
        against=row["against"],
        better=None if pd.isna(better) else float(better),
        interval=(float(row["low"]), float(row["high"])) if has_interval else None,
        interval_percent=int(row["interval_percent"]) if has_interval else None,
        outcome=f"{row['responded']:g} against {row['responded_control']:g}%" if as_share else row["outcome"],
        verdict=BlockerVerdict(row["verdict"]),
        concluded=row["concluded"],
        note=row["note"],
    )
