"""“Approved” needs a noun: which drug, for what, where and since when (table licences).

A use that the table does not hold was not looked up; that is no statement that there is no licence.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

DRUGS = ("ketamine", "esketamine")
USES = ("anaesthesia", "resistant depression", "depression with suicidal thoughts", "anxiety", "PTSD")
COUNTRIES = ("United States", "United Kingdom", "European Union", "Ireland", "Germany", "Canada", "Australia")
LICENSED, NOT_YET, NOT_LICENSED, UNKNOWN = "licensed", "not yet", "not licensed", "not looked up"
STATES = (LICENSED, NOT_YET, NOT_LICENSED, UNKNOWN)
FIRST_YEAR, LAST_YEAR = 1965, 2026

_WHEN = {"since": "Since", "by": "At the latest in"}


@dataclass(frozen=True)
class Answer:
    """Whether a drug had a licence for a use in a country in the year asked for: one of STATES, and why."""

    drug: str
    use: str
    country: str
    state: str
    why: str


@dataclass(frozen=True)
class Licences:
    """The answer to the question asked, and the answers for every use and country in that year."""

    year: int
    asked: Answer
    answers: tuple[Answer, ...]

    def count(self, state: str) -> int:
        """How many of the answers are that state."""
        return sum(each.state == state for each in self.answers)


def licences(
    drug: str = DRUGS[0], use: str = USES[1], country: str = COUNTRIES[0], year: float = LAST_YEAR
) -> Licences:
    """Answer one question and the same for every use and country. Raises ValueError for another word or year."""
    refuse_unknown((drug, DRUGS), (use, USES), (country, COUNTRIES))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Ask for a year from {FIRST_YEAR} to {LAST_YEAR}; got {year:g}.")
    answers = tuple(_answer(drug, each_use, place, int(year)) for each_use in USES for place in COUNTRIES)
    asked = next(each for each in answers if (each.use, each.country) == (use, country))
    return Licences(int(year), asked, answers)


def licence_table() -> pd.DataFrame:
    """Every row of the table, for reading: drug, use, country, what the source says, what to know."""
    rows = tables.load("licences")
    said = rows["status"] + " (" + rows["year_means"] + " " + rows["year"].astype(str) + ")"
    return pd.DataFrame(
        {
            "Drug": rows["drug"],
            "Use, country": rows["use"] + ", " + rows["country"],
            "Status": said,
            "Know this": rows["detail"],
        }
    )


@cache
def _rows() -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Rows of the table by drug, use and country, oldest first."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in tables.load("licences").sort_values("year", kind="stable").to_dict("records"):
        found.setdefault((row["drug"], row["use"], row["country"]), []).append({str(k): v for k, v in row.items()})
    return found


def _answer(drug: str, use: str, country: str, year: int) -> Answer:
    """What the rows up to that year say together, else the first that comes later."""
    rows = _rows().get((drug, use, country))
    if not rows:
        return Answer(drug, use, country, UNKNOWN, "Our table holds nothing on this. That is no “no”.")
    first = rows[0]
    if first["status"] == NOT_LICENSED:
        return Answer(drug, use, country, NOT_LICENSED, f"Source of {first['year']}. {first['detail']}")
    past = [f"{_WHEN[row['year_means']]} {row['year']}: {row['detail']}" for row in rows if row["year"] <= year]
    if past:
        return Answer(drug, use, country, LICENSED, " ".join(past))
    if first["year_means"] == "by":
        why = f"Licensed in {first['year']} at the latest; not looked up before. {first['detail']}"
        return Answer(drug, use, country, UNKNOWN, why)
    return Answer(drug, use, country, NOT_YET, f"Only from {first['year']} on. {first['detail']}")
