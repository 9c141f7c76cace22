"""Single findings for and against a claim, sorted by where they were made: synapse, animal, people or model."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables

LEVELS = ("synapse", "animal", "people", "model")
STANCES = ("supports", "qualifies", "contradicts")
CONTEXT = "context"
"""Stance of a finding that does not test the claim."""


@dataclass(frozen=True)
class FindingsMap:
    """Findings on one claim (rows of the table findings, with the column `study` added), perhaps at one level only."""

    claim: str
    level: str
    rows: pd.DataFrame

    def at(self, level: str, stance: str) -> pd.DataFrame:
        """The findings of one level that take one stance."""
        return self.rows[(self.rows["level"] == level) & (self.rows["stance"] == stance)]

    @property
    def table(self) -> pd.DataFrame:
        """What to read: level, stance, study, what was done, what was found, n."""
        names = {"what_was_done": "what was done", "what_was_found": "what was found"}
        return self.rows[["level", "stance", "study", *names, "n"]].rename(columns=names)


def findings_map(claim: str, level: str = "all") -> FindingsMap:
    """What was found on a claim at one level, or at all. Raises ValueError for an unknown level or a bare claim."""
    if level not in ("all", *LEVELS):
        raise ValueError(f"There is no level {level!r}; use all or one of {', '.join(LEVELS)}.")
    rows = tables.load("findings")
    rows = rows[rows["claim"] == claim]
    if rows.empty:
        raise ValueError(f"The table findings has no row for the claim {claim!r}.")
    if level != "all":
        rows = rows[rows["level"] == level]
    known = tables.references()
    return FindingsMap(claim, level, rows.assign(study=[known[key].short for key in rows["source"]]))
