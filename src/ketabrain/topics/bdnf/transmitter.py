"""Is BDNF a neurotransmitter? Five textbook criteria (baynes2007), held against glutamate and BDNF."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "made by the nerve cell": "made",
        "kept ready in its ending": "kept ready",
        "let out of the ending on a stimulus": "let out",
        "recognised by the receiving cell": "recognised",
        "actively ended": "ended",
    }
)
"""Every criterion and its short name."""
MOLECULES = ("glutamate", "BDNF")
ANSWERS = ("met", "partly", "not met")
PARTLY: Mapping[str, float] = MappingProxyType({"no": 0.0, "half": 0.5, "yes": 1.0})
"""What "partly" counts, by the word that a learner chooses."""


@dataclass(frozen=True)
class CriteriaMap:
    """Rows of the table transmitter_criteria with four columns added: `name` and `text` say what is judged, `fair`
    holds the answers that can be defended (the course's first), and `note` the evidence with its study.
    """

    rows: pd.DataFrame

    @property
    def totals(self) -> Mapping[str, Mapping[str, int]]:
        """For each molecule how many criteria got each of ANSWERS."""
        return {
            molecule: {answer: int((rows["met"] == answer).sum()) for answer in ANSWERS}
            for molecule in MOLECULES
            for rows in [self.rows[self.rows["molecule"] == molecule]]
        }


@dataclass(frozen=True)
class Classification:
    """Which molecule counts as a transmitter if `required` of the five criteria have to be met.

    `scores` (0–5) are by the course's answers, `lowest` and `highest` by the strictest and the mildest fair ones.
    """

    required: float
    partly: str
    map: CriteriaMap
    scores: Mapping[str, float]
    lowest: Mapping[str, float]
    highest: Mapping[str, float]

    def verdict(self, molecule: str) -> str:
        """ "passes" or "fails" if all fair answers agree, else "open"."""
        if self.lowest[molecule] >= self.required:
            return "passes"
        return "fails" if self.highest[molecule] < self.required else "open"


def criteria() -> CriteriaMap:
    """Every criterion for both molecules."""
    rows = tables.load("transmitter_criteria")
    studies = {key: reference.short for key, reference in tables.references().items()}
    return CriteriaMap(
        rows.assign(
            name=rows["molecule"] + ": " + rows["criterion"].map(CRITERIA),
            text=[f"Is {row.molecule} {row.criterion}?" for row in rows.itertuples()],
            fair=[(row.met, row.also_fair) if row.also_fair else (row.met,) for row in rows.itertuples()],
            note=[_note(row, studies) for row in rows.to_dict("records")],
        )
    )


def classify(required: float = 5, partly: str = "half") -> Classification:
    """Let `required` (1–5) criteria be needed, with "partly" counting as one of PARTLY says. Raises ValueError."""
    if not 1 <= required <= len(CRITERIA):
        raise ValueError(f"There are {len(CRITERIA)} criteria, so between 1 and 5 can be needed; got {required:g}.")
    if partly not in PARTLY:
        raise ValueError(f"“Partly” cannot count {partly!r}; use one of {', '.join(PARTLY)}.")
    found = criteria()
    worth = {"met": 1.0, "partly": PARTLY[partly], "not met": 0.0}
    points = found.rows["fair"].map(lambda fair: [worth[answer] for answer in fair])

    def total(pick: pd.Series) -> Mapping[str, float]:
        return {molecule: float(pick[found.rows["molecule"] == molecule].sum()) for molecule in MOLECULES}

    scores, lowest, highest = (total(points.map(pick)) for pick in (lambda each: each[0], min, max))
    return Classification(required, partly, found, scores, lowest, highest)


def _note(row: Mapping[str, str], studies: Mapping[str, str]) -> str:
    """The evidence for the course's answer and, where there is another, for that."""
    note = f"{row['statement']} ({studies[row['source']]})"
    return f"{note} But: {row['other']} ({studies[row['other_source']]})" if row["other"] else note
