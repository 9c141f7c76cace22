"""Single findings for and against a claim, sorted by where they were made: synapse, animal, people or model."""

import re
from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.show_table import Rows

LEVELS = ("synapse", "animal", "people", "model")
STANCES = ("supports", "qualifies", "contradicts")
CONTEXT = "context"
"""Stance of a finding that does not test the claim."""


@dataclass(frozen=True)
class FindingsMap:
    """Findings on one claim, perhaps at one level only: rows of the table findings, with the columns `study` and
    `number`, of people or animals, added. `every` holds those of all levels.
    """

    claim: str
    level: str
    rows: pd.DataFrame
    every: pd.DataFrame

    def at(self, level: str, stance: str) -> pd.DataFrame:
        """The findings of one level that take one stance."""
        return self.rows[(self.rows["level"] == level) & (self.rows["stance"] == stance)]

    @property
    def table(self) -> pd.DataFrame:
        """What to read: level, stance, study, what was done, what was found, n, how it was read."""
        names = {"what_was_done": "what was done", "what_was_found": "what was found", "access": "how it was read"}
        done, found, read = names
        return self.rows[["level", "stance", "study", done, found, "n", read]].rename(columns=names)


def rows_of_findings(found: FindingsMap) -> Rows:
    """The findings that a map shows, as a table: first those that speak against the claim, level by level."""
    order = {each: place for place, each in enumerate((*LEVELS, *reversed(STANCES), CONTEXT))}
    frame = found.table.sort_values(["level", "stance"], key=lambda names: names.map(order), kind="stable")
    where = "" if found.level == "all" else f", level {found.level}"
    return Rows(caption=f"What each finding on {found.claim} did and found{where}", frame=frame)


def findings_map(claim: str, level: str = "all") -> FindingsMap:
    """What was found on a claim at one level, or at all. Raises ValueError for an unknown level or a bare claim."""
    if level not in ("all", *LEVELS):
        raise ValueError(f"There is no level {level!r}; use all or one of {', '.join(LEVELS)}.")
    rows = tables.load("findings")
    rows = rows[rows["claim"] == claim]
    if rows.empty:
        raise ValueError(f"The table findings has no row for the claim {claim!r}.")
    known = tables.references()
    numbers = [people_or_animals(n, level) for n, level in zip(rows["n"], rows["level"], strict=True)]
    rows = rows.assign(study=[known[key].short for key in rows["source"]], number=pd.array(numbers, dtype="Int64"))
    return FindingsMap(claim, level, rows if level == "all" else rows[rows["level"] == level], rows)


_UNIT = r"(?: (?:healthy )?(?:people|patients|men|women|mice|rats|rabbits|randomised))"
_COUNTS = re.compile(rf"[\d,]+\d{_UNIT}?|\d{_UNIT}?")


def people_or_animals(n: str, level: str) -> int | None:
    """How many people or animals a finding rests on, or None if its `n` counts something else or does not say.

    A bare number counts people where people were studied; among cells and animals it does not say what it counts.

    >>> people_or_animals("1,041 people", "people"), people_or_animals("22 patients, 29 healthy people", "people")
    (1041, 51)
    >>> people_or_animals("11 and 3", "synapse"), people_or_animals("11 and 15", "people")
    (None, 26)
    >>> people_or_animals("8 studies", "people"), people_or_animals("10 a group", "animal")
    (None, None)
    """
    parts = re.split(", | and ", n)
    if not n or not all(_COUNTS.fullmatch(part) for part in parts):
        return None
    if level != "people" and not re.search(_UNIT, n):
        return None
    return sum(int(re.sub(r"[^\d]", "", part)) for part in parts)
