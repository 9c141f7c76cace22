"""The article, appraised with published instruments in our words (table appraisal); the ratings are ours."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class Instrument(StrEnum):
    """Published list of questions about a text."""

    DISCERN = "DISCERN"
    HEALTH_NEWS_REVIEW = "HealthNewsReview"
    JAMA = "JAMA benchmarks"


MOST_ITEMS = 16
"""Items of the longest instrument."""
HNR_ANSWERS = ("satisfactory", "not satisfactory", "not applicable")
"""What HealthNewsReview answers."""
_MET = {"met": 5, "satisfactory": 5, "not met": 1, "not satisfactory": 1, "not applicable": 3}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: what it asks, our rating in words and from 1 to 5, and why."""

    number: int
    question: str
    ours: str
    mark: int
    fair: tuple[str, ...]
    why: str


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """Items of one instrument, one of them in focus."""

    instrument: Instrument
    items: tuple[Item, ...]
    focus: Item
    licence: str

    @property
    def failed(self) -> int:
        """Items with a mark below 3."""
        return sum(each.mark < 3 for each in self.items)

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads."""
        return pd.DataFrame(
            [(each.number, each.question, each.ours, each.why) for each in self.items],
            columns=["Item", "Asks", "We say", "Why"],
        )


def item_rows(result: Appraisal) -> Rows:
    """Every item of the instrument with our mark and why."""
    return Rows(caption=f"What {result.instrument} asks, and why we mark it so", frame=result.table, first=6)


def appraise(instrument: str = Instrument.DISCERN, item: float = 1) -> Appraisal:
    """Our ratings by an Instrument (table appraisal), with one item in focus (the last, if there are fewer).

    Raises ValueError for another instrument.

    >>> [len(appraise(each).items) for each in Instrument]
    [16, 10, 4]
    """
    instrument = chosen(Instrument, instrument)
    rows = tables.load("appraisal")
    rows = rows[rows["instrument"] == instrument]
    items = tuple(_item(row) for _, row in rows.iterrows())
    return Appraisal(
        instrument=instrument,
        items=items,
        focus=items[min(max(int(item), 1), len(items)) - 1],
        licence=rows["licence"].iloc[0],
    )


def _item(row: pd.Series) -> Item:
    return Item(
        number=int(row["item"]),
        question=row["question"],
        ours=row["ours"],
        mark=_MET.get(row["ours"]) or int(row["ours"]),
        fair=tuple(row["fair"].split(";")),
        why=row["why"],
    )
