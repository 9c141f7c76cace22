"""`python -m tasks data-report`: how well each table of data/ is sourced.

Columns: rows; the share of sources that carry a DOI or a PubMed number; the shares of rows read in the source itself
and read through a secondary one, a copy or a report. A dash stands where a table has no such column. Two shares of the
references follow.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

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


@dataclass(frozen=True, kw_only=True)
class ReferenceShares:
    """How well the references are identified, as shares (0–1)."""

    articles: float
    """Journal articles that carry a DOI or a PubMed number."""
    traceable: float
    """References of any kind that carry a stable identifier, or point to an official page."""

    def __str__(self) -> str:
        return (
            f"journal articles with a DOI or PMID: {self.articles:.1%}\n"
            f"references with a stable identifier or an official page: {self.traceable:.1%}"
        )


COPY_SITES = frozenset(
    line
    for line in (Path(__file__).parent / "copy_sites.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
"""Registered domains of sites that copy, digest or sell."""
_STABLE = re.compile(
    r"set id|\bcommit [0-9a-f]{7}|NCT\d{8}|NBK\d+|FR-\d{4}|uniprotkb/|ncats\.io/|ISBN|BNID|grant ", re.I
)
"""Signs of an identifier that is neither DOI nor PubMed's: of a label, a registry, a repository, a database, a book."""
_OFFICIAL_TYPES = {"report", "webpage"}
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
    primary = None
    if "via" in table:
        copies = table["source"].map(lambda key: bool(key) and bool(references[key].read_at))
        primary = float(((table["via"] == "") & ~copies).mean())
    return Line(name, len(table), identified, primary)


def copied(url: str) -> bool:
    """Whether an address leads to a site that copies, digests or sells."""
    host = urlparse(url).netloc.removeprefix("www.")
    return any(host == site or host.endswith(f".{site}") for site in COPY_SITES)


def reference_shares(entries: Sequence[Mapping[str, Any]]) -> ReferenceShares:
    """Measure the entries of references.json."""
    articles = [entry for entry in entries if entry["type"] == "article-journal"]
    return ReferenceShares(
        articles=sum(bool(entry["DOI"] or entry["PMID"]) for entry in articles) / len(articles),
        traceable=sum(map(_traceable, entries)) / len(entries),
    )


def _traceable(entry: Mapping[str, Any]) -> bool:
    if entry["DOI"] or entry["PMID"] or entry["PMCID"]:
        return True
    words = " ".join((entry["title"], entry["URL"], entry["note"], entry["publisher"]))
    own_page = entry["type"] in _OFFICIAL_TYPES and entry["URL"] and not copied(entry["URL"])
    return bool(own_page or _STABLE.search(words))


def report(folder: Path = tables.DATA) -> list[Line]:
    """One line a table, in the order of datapackage.json. Raises DataError for data that cannot be used."""
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    references = tables.references(folder)
    return [measure(each["name"], tables.load(each["name"], folder), references) for each in described]


def main(argv: Sequence[str] = ()) -> int:
    """Print the report; `argv` is empty, or holds another data folder. Returns the exit status."""
    try:
        folder = Path(argv[0]) if argv else tables.DATA
        lines = report(folder)
        shares = reference_shares(json.loads((folder / "references.json").read_text(encoding="utf-8")))
    except (tables.DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(HEADING, *lines, "", shares, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
