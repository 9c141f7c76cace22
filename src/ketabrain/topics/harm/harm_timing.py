"""What two hours of watching can meet: harms by the time when they show (table harm_timing); the sorting is ours."""

from dataclasses import dataclass
from enum import StrEnum

from ketabrain.engine import tables


class WatchingMeets(StrEnum):
    """What two hours of watching can do about a harm."""

    FULLY = "two hours of watching meet it"
    IN_PART = "they meet it in part"
    NOT = "they cannot meet it"


@dataclass(frozen=True)
class Timing:
    """A harm, when it shows, the finding behind our sorting, and the fair answers (the course's first)."""

    harm: str
    when: str
    why: str
    fair: tuple[WatchingMeets, ...]


def timings() -> tuple[Timing, ...]:
    """All harms, in the order of the table."""
    return tuple(
        Timing(row.harm, row.when_seen_first, row.why, tuple(map(WatchingMeets, row.fair.split(";"))))
        for row in tables.load("harm_timing").itertuples()
    )
