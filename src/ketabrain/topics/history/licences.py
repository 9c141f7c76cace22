"""“Approved” needs a noun: which drug, for what, where and since when (table licences).

A use that the table does not hold was not looked up; that is no statement that there is no licence.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen

FIRST_YEAR, LAST_YEAR = 1965, 2026

_WHEN = {"since": "Since", "by": "At the latest in"}


class Medicine(StrEnum):
    """Who asks for a licence: the mixed drug and its mirror form S have licences of their own."""

    KETAMINE = "ketamine"
    ESKETAMINE = "esketamine"


class Indication(StrEnum):
    """For what."""

    ANAESTHESIA = "anaesthesia"
    RESISTANT_DEPRESSION = "resistant depression"
    SUICIDAL_THOUGHTS = "depression with suicidal thoughts"
    ANXIETY = "anxiety"
    PTSD = "PTSD"


class Country(StrEnum):
    """Where, the European Union counted as one."""

    UNITED_STATES = "United States"
    UNITED_KINGDOM = "United Kingdom"
    EUROPEAN_UNION = "European Union"
    IRELAND = "Ireland"
    GERMANY = "Germany"
    CANADA = "Canada"
    AUSTRALIA = "Australia"


class LicenceState(StrEnum):
    """What the table says of one question. A use that is missing from a list of uses is "not listed": true of the label
    that was read, no proof for every product.
    """

    LICENSED = "licensed"
    NOT_YET = "not yet"
    NOT_LICENSED = "not licensed"
    NOT_LISTED = "not listed"
    UNKNOWN = "not looked up"


@dataclass(frozen=True)
class Answer:
    """Whether a drug had a licence for a use in a country in the year asked for, and why."""

    drug: Medicine
    use: Indication
    country: Country
    state: LicenceState
    why: str


@dataclass(frozen=True)
class Licences:
    """The answer to the question asked, and the answers for every use and country that was looked up, in that year."""

    year: int
    asked: Answer
    answers: tuple[Answer, ...]

    @property
    def not_looked_up(self) -> int:
        """How many pairs of use and country the table holds nothing on."""
        return len(Indication) * len(Country) - len(self.answers)

    def count(self, state: LicenceState) -> int:
        """How many of the answers are that state."""
        return sum(each.state == state for each in self.answers)


def licences(
    drug: str = Medicine.KETAMINE,
    use: str = Indication.RESISTANT_DEPRESSION,
    country: str = Country.UNITED_STATES,
    year: float = LAST_YEAR,
) -> Licences:
    """Answer one question, and the same for all that was looked up of a drug, as things stood in a year (1965 to 2026).

    Raises ValueError for another year, and for a word that is no Medicine, Indication or Country.

    >>> [str(licences("esketamine", year=year).asked.state) for year in (2018, 2019)]
    ['not yet', 'licensed']
    """
    medicine, indication, place = chosen(Medicine, drug), chosen(Indication, use), chosen(Country, country)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Ask for a year from {FIRST_YEAR} to {LAST_YEAR}; got {year:g}.")
    held = ((each, where) for each in Indication for where in Country if (medicine, each, where) in _rows())
    answers = tuple(_answer(medicine, each, where, int(year)) for each, where in held)
    return Licences(int(year), _answer(medicine, indication, place, int(year)), answers)


def licence_table() -> pd.DataFrame:
    """Every row of the table, for reading: drug, use, country, what the source says, what to know. Uses and countries
    that share all the rest stand in one line.
    """
    rows = tables.load("licences")
    dated = (rows["year_means"] + " " + rows["year"].astype("string")).fillna("no date")
    read = pd.DataFrame(
        {
            "Drug": rows["drug"],
            "Use": rows["use"],
            "Country": rows["country"],
            "Status": rows["status"] + " (" + dated + ")",
            "Know this": rows["detail"],
        }
    )
    for joined in ("Country", "Use"):
        others = [column for column in read if column != joined]
        read = read.groupby(others, sort=False)[joined].agg(", ".join).reset_index()[list(read)]
    return read


@cache
def _rows() -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Rows of the table by drug, use and country, oldest first."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in tables.load("licences").sort_values("year", kind="stable").to_dict("records"):
        found.setdefault((row["drug"], row["use"], row["country"]), []).append({str(k): v for k, v in row.items()})
    return found


def _answer(drug: Medicine, use: Indication, country: Country, year: int) -> Answer:
    """What the rows up to that year say together, else the first that comes later."""
    rows = _rows().get((drug, use, country))
    if not rows:
        return Answer(drug, use, country, LicenceState.UNKNOWN, "Our table holds nothing on this. That is no “no”.")
    first = rows[0]
    if first["status"] != LicenceState.LICENSED:
        of = "without a date" if pd.isna(first["year"]) else f"of {first['year']}"
        return Answer(drug, use, country, LicenceState(first["status"]), f"Source {of}. {first['detail']}")
    past = [f"{_WHEN[row['year_means']]} {row['year']}: {row['detail']}" for row in rows if row["year"] <= year]
    if past:
        return Answer(drug, use, country, LicenceState.LICENSED, " ".join(past))
    if first["year_means"] == "by":
        why = f"Licensed in {first['year']} at the latest; not looked up before. {first['detail']}"
        return Answer(drug, use, country, LicenceState.UNKNOWN, why)
    return Answer(drug, use, country, LicenceState.NOT_YET, f"Only from {first['year']} on. {first['detail']}")
