"""What the scale of dissociation asks, and how much each of its three parts rose in 33 volunteers (goldway2025)."""

from dataclasses import dataclass

from ketabrain.engine import tables

PARTS = ("derealisation", "depersonalisation", "amnesia")
"""Surroundings feel unreal; oneself feels strange; gaps in memory."""
ALL = "all three"
TREATMENTS = ("ketamine", "saline")

_GROUPS = {"derealisation": "surroundings", "depersonalisation": "self and body", "amnesia": "memory"}
"""Our grouping of the questions, by their plain meaning; how the scale's authors group them was not seen."""


@dataclass(frozen=True)
class Score:
    """Mean and spread between people (SD) of a part, in points."""

    part: str
    mean: float
    sd: float


@dataclass(frozen=True)
class Experience:
    """The three parts 20 minutes into one of TREATMENTS, and some questions about the chosen part (or all)."""

    part: str
    treatment: str
    people: int
    scores: tuple[Score, ...]
    total: float
    asked: tuple[str, ...]


def experience(part: str = ALL, treatment: str = TREATMENTS[0]) -> Experience:
    """Scores with one of TREATMENTS, and questions on one of PARTS. Raises ValueError for another word."""
    if part not in (ALL, *PARTS) or treatment not in TREATMENTS:
        raise ValueError(f"Choose one of {', '.join((ALL, *PARTS))} and one of {', '.join(TREATMENTS)}.")
    rows = tables.load("dissociation_scores").set_index("id")
    prefix = "goldway-" if treatment == TREATMENTS[0] else "goldway-saline-"
    scores = tuple(
        Score(each, float(rows.loc[prefix + each, "mean"]), float(rows.loc[prefix + each, "sd"])) for each in PARTS
    )
    total = rows.loc[f"goldway-{treatment}-20"]
    items = tables.load("dissociation_items")
    if part == ALL:
        asked = items.drop_duplicates("group")["asks"]
    else:
        asked = items[items["group"] == _GROUPS[part]]["asks"].iloc[:4]
    return Experience(part, treatment, int(total["n"]), scores, float(total["mean"]), tuple(asked))
