"""The same effect as people reported it and as it was measured: two honest numbers (table counting_ways)."""

from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

EFFECTS = ("detachment", "sedation", "raised blood pressure")
WAYS = ("both", "reported", "measured")


@dataclass(frozen=True)
class Count:
    """Percent of people in one arm (a range over trials, or twice the same number), and what made a case."""

    way: str
    arm: str
    low: float
    high: float
    note: str

    @property
    def words(self) -> str:
        """The percentage as printed."""
        return f"{self.low:g}%" if self.low == self.high else f"{self.low:g} to {self.high:g}%"


@dataclass(frozen=True)
class TwoWays:
    """All counts of one effect, or those of one way."""

    effect: str
    way: str
    counts: tuple[Count, ...]


def two_ways(effect: str = EFFECTS[0], way: str = WAYS[0]) -> TwoWays:
    """Counts of one of EFFECTS by one of WAYS. Raises ValueError for another word."""
    refuse_unknown((effect, EFFECTS), (way, WAYS))
    rows = tables.load("counting_ways")
    rows = rows[(rows["effect"] == effect) & ((rows["way"] == way) | (way == WAYS[0]))]
    return TwoWays(
        effect, way,
        tuple(Count(row.way, row.arm, float(row.low), float(row.high), row.note) for row in rows.itertuples()),
    )  # fmt: skip
