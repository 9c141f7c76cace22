"""Harm over time: what was found where, in whom, at which dose, and how these people were chosen (table long_harms)."""

import re
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class HarmPlace(StrEnum):
    """Where harm was looked for."""

    BLADDER = "bladder"
    LIVER = "liver"
    BRAIN = "memory and brain"
    DEPENDENCE = "dependence"
    HEART = "heart and breathing"


class UseSetting(StrEnum):
    """How ketamine was used."""

    ALL = "all"
    RECREATIONAL = "recreational"
    MEDICAL = "medical"


@dataclass(frozen=True)
class LongHarms:
    """Studies of harm in one place, by kind of use; `per_place` counts the studies shown of every place, and `every`
    has all studies, of other uses too.
    """

    place: HarmPlace
    setting: UseSetting
    rows: pd.DataFrame
    per_place: dict[HarmPlace, int]
    every: pd.DataFrame


def harm_studies(place: str = HarmPlace.BLADDER, setting: str = UseSetting.ALL) -> LongHarms:
    """Studies of one HarmPlace and UseSetting. Raises ValueError for another word.

    >>> users, patients = (harm_studies("bladder", setting) for setting in ("recreational", "medical"))
    >>> len(users.rows), len(patients.rows)
    (4, 1)
    """
    place, setting = chosen(HarmPlace, place), chosen(UseSetting, setting)
    every = tables.load("long_harms")
    rows = every[(every["setting"] == setting) | (setting is UseSetting.ALL)]
    counts = {each: int((rows["place"] == each).sum()) for each in HarmPlace}
    return LongHarms(place, setting, rows[rows["place"] == place].reset_index(drop=True), counts, every)


def studies_in_full(result: LongHarms) -> Rows:
    """Studies of the chosen place, with how people came into them before what was found."""
    rows = result.rows
    came = rows["chosen"].str.removesuffix("; no control group") + rows["control"].map(
        {True: "", False: "; no control group"}
    )
    told = {"Study": rows["study"], "Use": rows["setting"], "Who": rows["who"], "How much": rows["dose"],
            "How they came in": came, "Found": rows["found"]}  # fmt: skip
    return Rows(caption=f"Studies of {result.place}: who, how much, how", frame=pd.DataFrame(told))


def people_in(who: str) -> int | None:
    """How many people a study had, which opens the words on who they were; None where it is not said.

    >>> people_in("1,285 clubbers who had used it in the past year"), people_in("regular users, against non-users")
    (1285, None)
    """
    number = re.match(r"[\d,]*\d", who)
    return int(number[0].replace(",", "")) if number else None
