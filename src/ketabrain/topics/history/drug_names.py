"""What is in a name: ketamine, its two mirror forms and their parent (table drug_names)."""

from dataclasses import dataclass
from functools import cache

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown


@dataclass(frozen=True)
class DrugName:
    """One name: the mirror forms in it ("S and R", "S", "R", "neither"), how it is sold, for what, what to know."""

    name: str
    forms: str
    sold: str
    use: str
    note: str


@cache
def names() -> tuple[str, ...]:
    """All names, in the order of the table."""
    return tuple(tables.load("drug_names")["name"])


def drug_name(drug: str) -> DrugName:
    """One of `names()`. Raises ValueError for another.

    >>> drug_name("esketamine").forms
    'S'
    """
    refuse_unknown((drug, names()))
    row = tables.load("drug_names").set_index("name").loc[drug]
    return DrugName(drug, row["forms"], row["sold"], row["use"], row["note"])
