"""What regulators and guidelines decided about ketamine and esketamine in psychiatry (table decisions)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class DecisionKind(StrEnum):
    """What was decided."""

    APPROVED = "approved"
    RECOMMENDED = "recommended"
    SUGGESTED = "suggested"
    STATEMENT = "statement"
    WARNING = "warning"
    NOT_RECOMMENDED = "not recommended"
    NOT_APPROVED = "not approved"


class DecidedIn(StrEnum):
    """Where it was decided."""

    ALL = "all"
    UNITED_STATES = "United States"
    UNITED_KINGDOM = "United Kingdom"
    EUROPEAN_UNION = "European Union"
    GERMANY = "Germany"
    CANADA = "Canada"
    AUSTRALIA = "Australia"


class DecidedFor(StrEnum):
    """For which use."""

    ALL = "all"
    DEPRESSION = "depression"
    PTSD = "PTSD"
    ANXIETY = "anxiety"


@dataclass(frozen=True)
class Decisions:
    """Decisions of the chosen country and use, oldest first; those on any psychiatric use belong to every use. `every`
    holds all.

    "not approved" is no event: its year is that of the source which says so.
    """

    country: DecidedIn
    use: DecidedFor
    rows: pd.DataFrame
    every: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: year, country, who, drug, for, decision, what it says."""
        columns = {"body": "who", "use": "for", "detail": "what it says"}
        return self.rows[["year", "country", "body", "drug", "use", "decision", "detail"]].rename(columns=columns)


def decisions_on(country: str = DecidedIn.ALL, use: str = DecidedFor.ALL) -> Decisions:
    """Decisions in one of DecidedIn for one of DecidedFor. Raises ValueError for another word."""
    where, what_for = chosen(DecidedIn, country), chosen(DecidedFor, use)
    rows = every = tables.load("decisions").sort_values("year", kind="stable", ignore_index=True)
    if where is not DecidedIn.ALL:
        rows = rows[rows["country"] == where]
    if what_for is not DecidedFor.ALL:
        rows = rows[rows["use"].isin((what_for, "any psychiatric use"))]
    return Decisions(where, what_for, rows.reset_index(drop=True), every)


def decisions_in_words(result: Decisions) -> Rows:
    """A row for every decision that was chosen: who, on what, and what it says."""
    return Rows(caption="Who decided what, and what it says", frame=result.table, first=6)
