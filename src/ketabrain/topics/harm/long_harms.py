"""Harm over time: what was found where, in whom, at which dose, and how these people were chosen (table long_harms)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen


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
    """Studies of harm in one place, by kind of use; `per_place` counts the studies shown of every place."""

    place: HarmPlace
    setting: UseSetting
    rows: pd.DataFrame
    per_place: dict[HarmPlace, int]


def harm_studies(place: str = HarmPlace.BLADDER, setting: str = UseSetting.ALL) -> LongHarms:
    """Studies of one HarmPlace and UseSetting. Raises ValueError for another word.

    >>> users, patients = (harm_studies("bladder", setting) for setting in ("recreational", "medical"))
    >>> len(users.rows), len(patients.rows)
    (4, 1)
    """
    place, setting = chosen(HarmPlace, place), chosen(UseSetting, setting)
    rows = tables.load("long_harms")
    rows = rows[(rows["setting"] == setting) | (setting is UseSetting.ALL)]
    counts = {each: int((rows["place"] == each).sum()) for each in HarmPlace}
    return LongHarms(place, setting, rows[rows["place"] == place].reset_index(drop=True), counts)
