"""Harm over time: what was found where, in whom, at which dose, and how these people were chosen (table long_harms)."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

PLACES = ("bladder", "liver", "memory and brain", "dependence", "heart and breathing")
SETTINGS = ("all", "recreational", "medical")


@dataclass(frozen=True)
class LongHarms:
    """Studies of harm in one place, by kind of use; `per_place` counts the studies shown of every place."""

    place: str
    setting: str
    rows: pd.DataFrame
    per_place: dict[str, int]


def long_harms(place: str = PLACES[0], setting: str = SETTINGS[0]) -> LongHarms:
    """Studies of one of PLACES and SETTINGS. Raises ValueError for another word."""
    refuse_unknown((place, PLACES), (setting, SETTINGS))
    rows = tables.load("long_harms")
    rows = rows[(rows["setting"] == setting) | (setting == SETTINGS[0])]
    counts = {each: int((rows["place"] == each).sum()) for each in PLACES}
    return LongHarms(place, setting, rows[rows["place"] == place].reset_index(drop=True), counts)
