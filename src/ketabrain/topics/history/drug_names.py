"""What is in a name: ketamine, its two mirror forms and their parent (table drug_names)."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.show_table import Rows


@dataclass(frozen=True, kw_only=True)
class DrugName:
    """One name: the mirror forms in it ("S and R", "S", "R", "neither"), how it is sold, for what, what to know."""

    name: str
    forms: str
    sold: str
    use: str
    note: str


@dataclass(frozen=True)
class DrugFamily:
    """All names, in the order of the table, and the one that is asked about."""

    members: tuple[DrugName, ...]
    asked: DrugName


@cache
def _members() -> tuple[DrugName, ...]:
    return tuple(
        DrugName(name=row.name, forms=row.forms, sold=row.sold, use=row.use, note=row.note)
        for row in tables.load("drug_names").itertuples(index=False)
    )


def names() -> tuple[str, ...]:
    """All names, in the order of the table."""
    return tuple(member.name for member in _members())


def drug_family(drug: str) -> DrugFamily:
    """Ask about one of `names()`. Raises ValueError for another.

    >>> drug_family("esketamine").asked.forms
    'S'
    """
    refuse_unknown((drug, names()))
    return DrugFamily(_members(), next(member for member in _members() if member.name == drug))


def family_rows(result: DrugFamily) -> Rows:
    """All names with what is known of them, the one asked about first."""
    ordered = sorted(result.members, key=lambda member: member != result.asked)
    rows = [
        {"Name": m.name, "Mirror forms in it": m.forms, "Sold": m.sold, "For": m.use, "Know this": m.note}
        for m in ordered
    ]  # fmt: skip
    return Rows(caption="Four names, and what is in them", frame=pd.DataFrame(rows))
