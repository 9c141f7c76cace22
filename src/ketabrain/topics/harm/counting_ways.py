"""The same effect as people reported it and as it was measured: two honest numbers (table counting_ways)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen


class CountedEffect(StrEnum):
    """Effects of which two kinds of count are printed."""

    DETACHMENT = "detachment"
    SEDATION = "sedation"
    BLOOD_PRESSURE = "raised blood pressure"


class CountingWay(StrEnum):
    """What people told of without being asked, what a scale or a cuff found, or both."""

    BOTH = "both"
    REPORTED = "reported"
    MEASURED = "measured"


@dataclass(frozen=True)
class Count:
    """Percent of people in one arm (a range over trials, or twice the same number), what made a case, and of how many
    (None for a range).
    """

    way: CountingWay
    arm: str
    low: float
    high: float
    note: str
    people: int | None

    @property
    def words(self) -> str:
        """The percentage as printed."""
        return f"{self.low:g}%" if self.low == self.high else f"{self.low:g} to {self.high:g}%"


@dataclass(frozen=True)
class TwoWays:
    """All counts of one effect, or those of one way; `every` has those of both."""

    effect: CountedEffect
    way: CountingWay
    counts: tuple[Count, ...]
    every: tuple[Count, ...]


def two_ways(effect: str = CountedEffect.DETACHMENT, way: str = CountingWay.BOTH) -> TwoWays:
    """Counts of one CountedEffect by one CountingWay. Raises ValueError for another word.

    >>> [f"{count.arm}: {count.words}" for count in two_ways("detachment", "reported").counts]
    ['spray: 41%', 'placebo: 9%']
    """
    effect, way = chosen(CountedEffect, effect), chosen(CountingWay, way)
    rows = tables.load("counting_ways")
    every = tuple(
        Count(
            CountingWay(row.way), row.arm, float(row.low), float(row.high), row.note,
            None if pd.isna(row.people) else int(row.people),
        )
        for row in rows[rows["effect"] == effect].itertuples()
    )  # fmt: skip
    return TwoWays(effect, way, tuple(each for each in every if way in (CountingWay.BOTH, each.way)), every)
