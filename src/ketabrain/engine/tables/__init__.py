"""The only door to the course's data: load a table, checked against its schema, and resolve its sources.

The tables and references.json live in data/, described by datapackage.json (a Frictionless Data Package).
Whatever breaks that description is refused in one sentence that names the file, the row and the column.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import course
from ketabrain.engine.numerals import shortened
from ketabrain.engine.tables.datapackage import DataError, Row, Stamp, checked_rows, resource, similar

__all__ = ["DATA", "DataError", "Quantity", "Reference", "load", "quantity", "references"]

_TITLE_IN_A_SENTENCE = 50
"""Characters that a title may take where it stands for its authors."""
DATA = course.served().data
"""The data folder of the course."""


@dataclass(frozen=True)
class Reference:
    """Where a number comes from; fields that are not known are empty (year: None)."""

    key: str
    authors: tuple[str, ...]
    year: int | None
    title: str
    journal: str
    doi: str
    pmid: str
    pmcid: str
    url: str
    kind: str
    read_at: str = ""
    """The address of a copy, a digest or a report, if the source itself was not open to us."""

    @property
    def short(self) -> str:
        """The reference as cited in a sentence, such as "Kamp et al., 2020"; a title stands for authors not known."""
        if not self.authors:
            who = f"“{shortened(self.title.strip('[]'), _TITLE_IN_A_SENTENCE)}”"
        elif len(self.authors) > 2 or self.authors[-1] == "et al.":
            who = f"{self.authors[0]} et al."
        else:
            who = " and ".join(self.authors)
        return f"{who}, {self.year or 'no date'}"

    @property
    def titled(self) -> str:
        """The title with the stop that it may lack, for a list."""
        return self.title if self.title.endswith((".", "?", "!")) else f"{self.title}."

    @property
    def link(self) -> str:
        """The address of its DOI, else of its PubMed or PubMed Central entry, else its own; empty if there is none."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else self.url


@dataclass(frozen=True)
class Quantity:
    """One published figure: a value, a range or both, in `unit`; `source` is a reference key."""

    id: str
    quantity: str
    value: float | None
    lower: float | None
    upper: float | None
    interval: str
    unit: str
    n: str
    population: str
    condition: str
    source: str
    via: str
    access: str
    statement: str

    @property
    def midpoint(self) -> float:
        """The value, or the middle of the range if only that was published. Raises DataError for neither."""
        if self.value is not None:
            return self.value
        if self.lower is None or self.upper is None:
            raise DataError(f"The quantity {self.id!r} has neither a value nor a range; add one.")
        return (self.lower + self.upper) / 2

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the range. Raises DataError if one is missing."""
        if self.lower is None or self.upper is None:
            raise DataError(f"The quantity {self.id!r} has no range; add both ends.")
        return self.lower, self.upper


def load(name: str, folder: Path = DATA) -> pd.DataFrame:
    """A table of the data package as a fresh, typed frame; empty text is "", an empty number missing.

    Raises DataError for an unknown table and for anything that breaks the schema.
    """
    return _frame(folder, name, _stamp(folder)).copy()


def references(folder: Path = DATA) -> Mapping[str, Reference]:
    """Every reference by its key. Raises DataError."""
    return _references(folder, _stamp(folder))


def quantity(id: str, folder: Path = DATA) -> Quantity:
    """One row of the table quantities. Raises DataError for an unknown id, naming those that look like it."""
    known = _quantities(folder, _stamp(folder))
    if id not in known:
        raise DataError(f"There is no quantity {id!r}{similar(id, known)}; use an id of quantities.csv.")
    return known[id]


def _stamp(folder: Path) -> Stamp:
    """What the cache hangs on: when any file of the folder changes, everything is read and checked again."""
    try:
        # Asked dozens of times a redraw; paths of pathlib would take five times as long.
        entries = [*os.scandir(folder)]
        entries += [each for entry in entries if entry.is_dir() for each in os.scandir(entry)]
        states = sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries)
    except OSError:
        raise DataError(
            "The course's tables are missing: install it again from its zip, or run it from a full checkout."
        ) from None
    return tuple(states)


@lru_cache(maxsize=128)  # more than there are tables
def _frame(folder: Path, name: str, stamp: Stamp) -> pd.DataFrame:
    types = {field["name"]: field["type"] for field in resource(folder, name, stamp)["schema"]["fields"]}
    dtypes = {"number": "float64", "integer": "Int64", "boolean": "boolean"}
    frame = pd.DataFrame(checked_rows(folder, name, stamp), columns=list(types))
    return frame.astype({column: dtypes[kind] for column, kind in types.items() if kind in dtypes})


@lru_cache(maxsize=8)
def _references(folder: Path, stamp: Stamp) -> Mapping[str, Reference]:
    return MappingProxyType({row["id"]: _reference(row) for row in checked_rows(folder, "references", stamp)})


def _reference(row: Row) -> Reference:
    names = (person.get("family") or person["literal"] for person in row["author"])
    date = row["issued"].get("date-parts")
    return Reference(
        key=row["id"],
        authors=tuple("et al." if name == "others" else name for name in names),
        year=date[0][0] if date else None,
        title=row["title"],
        journal=row["container-title"],
        doi=row["DOI"],
        pmid=row["PMID"],
        pmcid=row["PMCID"],
        url=row["URL"],
        kind=row["genre"],
        read_at=row["custom"].get("read_at", ""),
    )


@lru_cache(maxsize=8)
def _quantities(folder: Path, stamp: Stamp) -> Mapping[str, Quantity]:
    names = [field.name for field in fields(Quantity)]
    rows = checked_rows(folder, "quantities", stamp)
    return MappingProxyType({row["id"]: Quantity(**{name: row[name] for name in names}) for row in rows})
