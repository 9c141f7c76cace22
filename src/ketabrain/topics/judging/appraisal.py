"""The article, appraised with published instruments in our words (table appraisal); the ratings are ours."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables

INSTRUMENTS = ("DISCERN", "HealthNewsReview", "JAMA benchmarks")
HNR_ANSWERS = ("satisfactory", "not satisfactory", "not applicable")
_MET = {"met": 5, "satisfactory": 5, "not met": 1, "not satisfactory": 1, "not applicable": 3}


@dataclass(frozen=True)
class Item:
    """One item: what it asks, our rating in words and from 1 to 5, and why."""

    number: int
    question: str
    ours: str
    mark: int
    fair: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Appraisal:
    """Items of one instrument, one of them in focus."""

    instrument: str
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


def appraisal(instrument: str = INSTRUMENTS[0], item: float = 1) -> Appraisal:
    """Our ratings by one of INSTRUMENTS, with one item in focus (the last, if there are fewer). Raises ValueError."""
    if instrument not in INSTRUMENTS:
        raise ValueError(f"There is no instrument {instrument!r}; use one of {', '.join(INSTRUMENTS)}.")
    rows = tables.load("appraisal")
    rows = rows[rows["instrument"] == instrument]
    items = tuple(_item(row) for _, row in rows.iterrows())
    return Appraisal(instrument, items, items[min(max(int(item), 1), len(items)) - 1], rows["licence"].iloc[0])


def _item(row: pd.Series) -> Item:
    mark = _MET.get(row["ours"]) or int(row["ours"])
    return Item(int(row["item"]), row["question"], row["ours"], mark, tuple(row["fair"].split(";")), row["why"])
