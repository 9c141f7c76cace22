"""What the scale of dissociation asks, and how much each of its three parts rose in 33 volunteers (goldway2025)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class ScalePart(StrEnum):
    """Surroundings feel unreal; oneself feels strange; gaps in memory; or all of them."""

    ALL = "all three"
    DEREALISATION = "derealisation"
    DEPERSONALISATION = "depersonalisation"
    AMNESIA = "amnesia"


class ScaleTreatment(StrEnum):
    """What the volunteers got."""

    KETAMINE = "ketamine"
    SALINE = "saline"


PARTS = tuple(part for part in ScalePart if part is not ScalePart.ALL)
"""The three parts, without the choice of all."""

_GROUPS = {
    ScalePart.DEREALISATION: "surroundings",
    ScalePart.DEPERSONALISATION: "self and body",
    ScalePart.AMNESIA: "memory",
}
"""Our grouping of the questions, by their plain meaning; how the scale's authors group them was not seen."""
_PREFIXES = {ScaleTreatment.KETAMINE: "goldway-", ScaleTreatment.SALINE: "goldway-saline-"}
"""How the ids of the parts' rows begin."""


@dataclass(frozen=True)
class Score:
    """Mean and spread between people (SD) of a part, in points."""

    part: ScalePart
    mean: float
    sd: float

    @property
    def low(self) -> float:
        """One SD below the mean, but not below 0 points."""
        return max(0.0, self.mean - self.sd)

    @property
    def high(self) -> float:
        """One SD above the mean, points."""
        return self.mean + self.sd


@dataclass(frozen=True)
class Experience:
    """The three parts 20 minutes into a treatment, their `total` (points), and some questions about the chosen part."""

    part: ScalePart
    treatment: ScaleTreatment
    people: int
    scores: tuple[Score, ...]
    total: float
    asked: tuple[str, ...]


def experience(part: str = ScalePart.ALL, treatment: str = ScaleTreatment.KETAMINE) -> Experience:
    """Scores with one ScaleTreatment, and questions on one ScalePart. Raises ValueError for another word.

    >>> [round(experience(treatment=each).total, 1) for each in ("saline", "ketamine")]
    [3.5, 24.9]
    """
    part, treatment = chosen(ScalePart, part), chosen(ScaleTreatment, treatment)
    rows = tables.load("dissociation_scores").set_index("id")
    scores = tuple(_score(each, rows.loc[_PREFIXES[treatment] + each]) for each in PARTS)
    total = rows.loc[f"goldway-{treatment}-20"]
    items = tables.load("dissociation_items")
    if part is ScalePart.ALL:
        asked = items.drop_duplicates("group")["asks"]
    else:
        asked = items[items["group"] == _GROUPS[part]]["asks"].iloc[:4]
    return Experience(part, treatment, int(total["n"]), scores, float(total["mean"]), tuple(asked))


def _score(part: ScalePart, row: pd.Series) -> Score:
    return Score(part, float(row["mean"]), float(row["sd"]))


def questions_asked(result: Experience) -> Rows:
    """What the scale asks about the chosen part."""
    caption = f"The scale asks whether, in our words ({result.part})"
    return Rows(caption=caption, frame=pd.DataFrame({"Question": result.asked}))
