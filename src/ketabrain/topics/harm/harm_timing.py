"""What two hours of watching can meet: harms by the time when they show (table harm_timing); the sorting is ours."""

from dataclasses import dataclass

from ketabrain.engine import tables

ANSWERS = ("two hours of watching meet it", "they meet it in part", "they cannot meet it")


@dataclass(frozen=True)
class Timing:
    """A harm, when it shows, the finding behind our sorting, and the fair ones of ANSWERS (the course's first)."""

    harm: str
    when: str
    why: str
    fair: tuple[str, ...]


def harm_timing() -> tuple[Timing, ...]:
    """All harms, in the order of the table."""
    rows = tables.load("harm_timing").itertuples()
    return tuple(Timing(row.harm, row.when_seen_first, row.why, tuple(row.fair.split(";"))) for row in rows)
