"""`python -m tasks data-report`: how well each table of data/ is sourced.

Columns: rows; the share of sources that carry a DOI or a PubMed number; the shares of rows read in the source itself
and read through a secondary one. A dash stands where a table has no such column.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ketabrain.engine import tables


@dataclass(frozen=True)
class Line:
    """One table: its number of rows and its shares (0–1; None where the table has no such column)."""

    name: str
    rows: int
    identified: float | None
    primary: float | None

    def __str__(self) -> str:
        secondary = None if self.primary is None else 1 - self.primary
        shares = (_percent(share) for share in (self.identified, self.primary, secondary))
        return f"{self.name:<22}{self.rows:>6}" + "".join(f"{share:>12}" for share in shares)


HEADING = f"{'table':<22}{'rows':>6}{'DOI or PMID':>12}{'primary':>12}{'secondary':>12}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def measure(name: str, table: pd.DataFrame, references: Mapping[str, tables.Reference]) -> Line:
    """Measure one table; `references` resolves its columns `source` or `sources`."""
    identified = None
    if name == "references":
        identified = float(((table["DOI"] != "") | (table["PMID"] != "")).mean())
    elif "source" in table or "sources" in table:
        keys = table["source"] if "source" in table else table["sources"].str.split(";").explode()
        identified = float(keys.map(lambda key: bool(references[key].doi or references[key].pmid)).mean())
    primary = float((table["via"] == "").mean()) if "via" in table else None
    return Line(name, len(table), identified, primary)


def report(folder: Path = tables.DATA) -> list[Line]:
    """One line a table, in the order of datapackage.json. Raises DataError for data that cannot be used."""
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    references = tables.references(folder)
    return [measure(each["name"], tables.load(each["name"], folder), references) for each in described]


def main(argv: Sequence[str] = ()) -> int:
    """Print the report; `argv` is empty, or holds another data folder. Returns the exit status."""
    try:
        lines = report(Path(argv[0])) if argv else report()
    except (tables.DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(HEADING, *lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
