"""The history of ketamine, event by event, up to a chosen year (table history)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

ALL = "all"
FIRST_YEAR, LAST_YEAR = 1962, 2026


class Topic(StrEnum):
    """Where a thing happened."""

    LABORATORY = "laboratory"
    OPERATING_THEATRE = "operating theatre"
    PSYCHIATRY = "psychiatry"
    LICENCE = "licence"
    LAW = "law"


@dataclass(frozen=True)
class History:
    """Events of a topic up to a year, oldest first; `later` counts those of the topic that had not happened yet."""

    topic: str
    until: int
    rows: pd.DataFrame
    later: int

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: year, where, what, and what is in doubt."""
        columns = {"year": "Year", "topic": "Where", "event": "What", "doubt": "In doubt"}
        return self.rows[list(columns)].rename(columns=columns)


def events_until(topic: str = ALL, until: float = LAST_YEAR) -> History:
    """Events of one Topic, or of ALL, up to and with a year. Raises ValueError for another word or year.

    >>> len(events_until(Topic.PSYCHIATRY, 1962).rows)
    0
    """
    refuse_unknown((topic, (ALL, *Topic)))
    if not FIRST_YEAR <= until <= LAST_YEAR:
        raise ValueError(f"The table runs from {FIRST_YEAR} to {LAST_YEAR}; got {until:g}.")
    rows = tables.load("history").sort_values("year", kind="stable", ignore_index=True)
    if topic != ALL:
        rows = rows[rows["topic"] == topic]
    past = rows["year"] <= until
    return History(topic, int(until), rows[past].reset_index(drop=True), int((~past).sum()))


def year_of(event: str) -> int:
    """Year of the event with that id. Raises KeyError."""
    return int(tables.load("history").set_index("id").loc[event, "year"])
