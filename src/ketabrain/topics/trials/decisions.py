"""What regulators and guidelines decided about ketamine and esketamine in psychiatry (table decisions)."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

ALL = "all"
KINDS = ("approved", "recommended", "suggested", "statement", "warning", "not recommended", "not approved")
COUNTRIES = (ALL, "United States", "United Kingdom", "European Union", "Germany", "Canada", "Australia")
USES = (ALL, "depression", "PTSD", "anxiety")


@dataclass(frozen=True)
class Decisions:
    """Decisions of the chosen country and use, oldest first; those on any psychiatric use belong to every use.

    "not approved" is no event: its year is that of the source which says so.
    """

    country: str
    use: str
    rows: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: year, country, who, drug, for, decision, what it says."""
        columns = {"body": "who", "use": "for", "detail": "what it says"}
        return self.rows[["year", "country", "body", "drug", "use", "decision", "detail"]].rename(columns=columns)


def decisions(country: str = ALL, use: str = ALL) -> Decisions:
    """Decisions of one of COUNTRIES for one of USES. Raises ValueError for another word."""
    refuse_unknown((country, COUNTRIES), (use, USES))
    rows = tables.load("decisions").sort_values("year", kind="stable", ignore_index=True)
    if country != ALL:
        rows = rows[rows["country"] == country]
    if use != ALL:
        rows = rows[rows["use"].isin((use, "any psychiatric use"))]
    return Decisions(country, use, rows.reset_index(drop=True))
