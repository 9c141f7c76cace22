"""Is BDNF a neurotransmitter? Five textbook criteria (baynes2007), held against glutamate and BDNF."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen

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


class CriterionAnswer(StrEnum):
    """How far a molecule meets a criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"


class PartlyCounts(StrEnum):
    """What "partly" counts."""

    NO = "no"
    HALF = "half"
    YES = "yes"


class Standing(StrEnum):
    """Whether all fair answers agree that a molecule is a transmitter, that it is none, or do not agree."""

    PASSES = "passes"
    FAILS = "fails"
    OPEN = "open"


_PARTLY_WORTH = {PartlyCounts.NO: 0.0, PartlyCounts.HALF: 0.5, PartlyCounts.YES: 1.0}
"""Points for "partly", where "met" is worth one."""


@dataclass(frozen=True)
class CriteriaMap:
    """Rows of the table transmitter_criteria with four columns added: `name` and `text` say what is judged, `fair`
    holds the answers that can be defended (the course's first), and `note` the evidence with its study.
    """

    rows: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """What to read: each criterion with the fair answers for both molecules and the reason in a few words."""
        said = self.rows["fair"].map(" or ".join) + ": " + self.rows["reason"]
        wide = self.rows.assign(said=said).pivot(index="criterion", columns="molecule", values="said")
        return wide.loc[list(CRITERIA), list(MOLECULES)].rename_axis(columns=None).reset_index()

    @property
    def totals(self) -> Mapping[str, Mapping[CriterionAnswer, int]]:
        """For each molecule how many criteria got each CriterionAnswer."""
        return {
            molecule: {answer: int((rows["met"] == answer).sum()) for answer in CriterionAnswer}
            for molecule in MOLECULES
            for rows in [self.rows[self.rows["molecule"] == molecule]]
        }


@dataclass(frozen=True, kw_only=True)
class Classification:
    """Which molecule counts as a transmitter if `required` of the five criteria have to be met.

    `scores` (0–5) are by the course's answers, `lowest` and `highest` by the strictest and the mildest fair ones.
    """

    required: float
    partly: PartlyCounts
    map: CriteriaMap
    scores: Mapping[str, float]
    lowest: Mapping[str, float]
    highest: Mapping[str, float]

    def standing(self, molecule: str) -> Standing:
        """Where one of MOLECULES stands if `required` criteria are needed."""
        if self.lowest[molecule] >= self.required:
            return Standing.PASSES
        return Standing.FAILS if self.highest[molecule] < self.required else Standing.OPEN


def criteria_map() -> CriteriaMap:
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


def classify(required: float = 5, partly: str = PartlyCounts.HALF) -> Classification:
    """Let `required` (1–5) criteria be needed, with "partly" counting as one of PartlyCounts says. Raises ValueError.

    >>> [classify(required).standing("BDNF").value for required in (2, 5)]
    ['passes', 'fails']
    """
    if not 1 <= required <= len(CRITERIA):
        raise ValueError(f"There are {len(CRITERIA)} criteria, so between 1 and 5 can be needed; got {required:g}.")
    partly = chosen(PartlyCounts, partly)
    found = criteria_map()
    points = found.rows["fair"].map(lambda fair: [points_for(answer, partly) for answer in fair])

    def total(pick: pd.Series) -> Mapping[str, float]:
        return {molecule: float(pick[found.rows["molecule"] == molecule].sum()) for molecule in MOLECULES}

    scores, lowest, highest = (total(points.map(pick)) for pick in (lambda each: each[0], min, max))
    return Classification(required=required, partly=partly, map=found, scores=scores, lowest=lowest, highest=highest)


def points_for(answer: str, partly: PartlyCounts) -> float:
    """Points for one of CriterionAnswer, of which "partly" counts as chosen."""
    if answer == CriterionAnswer.PARTLY:
        return _PARTLY_WORTH[partly]
    return 1.0 if answer == CriterionAnswer.MET else 0.0


def _note(row: Mapping[str, str], studies: Mapping[str, str]) -> str:
    """The evidence for the course's answer and, where there is another, for that."""
    note = f"{row['statement']} ({studies[row['source']]})"
    return f"{note} But: {row['other']} ({studies[row['other_source']]})" if row["other"] else note
