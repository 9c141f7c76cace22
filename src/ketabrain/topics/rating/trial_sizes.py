"""How large real trials were, what clinicians and patients saw in them, and what a trial without a difference allows.

A result that is "not significant" is not a result of zero: every true difference that such a trial would easily miss
stays possible. Table trial_sizes.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pandas as pd
from scipy.special import stdtrit

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows
from ketabrain.engine.stats.pooling import Effect, EffectMeasure, from_difference


class DisorderGroup(StrEnum):
    """Whose trials to show."""

    PTSD_AND_ANXIETY = "PTSD and anxiety"
    PTSD = "PTSD"
    ANXIETY = "anxiety"
    DEPRESSION = "depression"
    ALL = "all"


class RatedBy(StrEnum):
    """Whose scale to show."""

    BOTH = "both"
    CLINICIANS = "clinicians"
    PATIENTS = "patients"


class Finding(StrEnum):
    """What a trial found on a scale."""

    FAVOURS_KETAMINE = "favours ketamine"
    NO_DIFFERENCE = "no difference"
    MIXED = "mixed"
    UNKNOWN = "unknown"


_DISORDERS = {
    DisorderGroup.PTSD_AND_ANXIETY: ("PTSD", "anxiety"), DisorderGroup.PTSD: ("PTSD",),
    DisorderGroup.ANXIETY: ("anxiety",), DisorderGroup.DEPRESSION: ("depression",),
    DisorderGroup.ALL: ("PTSD", "anxiety", "depression"),
}  # fmt: skip
_ALPHA = 0.05


@dataclass(frozen=True, kw_only=True)
class RealTrial:
    """One real trial. `effect` follows from its printed difference and standard error, `null_limit` from its arms if it
    found no difference (both in standard deviations, both our calculation; None: not computable).
    """

    study: str
    disorder: str
    control: str
    blind: bool
    people: int
    clinician: Finding
    patient: Finding
    overall: Finding
    effect: Effect | None
    null_limit: float | None

    def result(self, rater: RatedBy) -> Finding:
        """The finding of clinicians or patients, or for both what the trial reports, whoever rated."""
        return {RatedBy.CLINICIANS: self.clinician, RatedBy.PATIENTS: self.patient, RatedBy.BOTH: self.overall}[rater]


@dataclass(frozen=True)
class TrialSizes:
    """Trials of the chosen disorders, the largest of each first, and whose scale to show; `every` has those of all."""

    disorder: DisorderGroup
    rater: RatedBy
    trials: tuple[RealTrial, ...]
    every: tuple[RealTrial, ...]
    rows: pd.DataFrame

    @property
    def largest(self) -> RealTrial:
        """The trial with the most people."""
        return max(self.trials, key=lambda trial: trial.people)

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: one line for every trial."""
        names = {
            "people": "people in all", "clinician": "by clinicians", "patient": "by patients",
            "overall": "reported", "comment": "note",
        }  # fmt: skip
        columns = ["study", "disorder", "design", "control", "people", "clinician", "patient", "overall", "comment"]
        return self.rows[columns].rename(columns=names)


def trial_sizes(disorder: str = DisorderGroup.PTSD_AND_ANXIETY, rater: str = RatedBy.BOTH) -> TrialSizes:
    """Trials of one of DisorderGroup, with what one of RatedBy saw. Raises ValueError for another word."""
    group, raters = chosen(DisorderGroup, disorder), chosen(RatedBy, rater)
    rows, every = _all_trials()
    rows = rows[rows["disorder"].isin(_DISORDERS[group])].reset_index(drop=True)
    trials = tuple(trial for trial in every if trial.disorder in _DISORDERS[group])
    return TrialSizes(group, raters, trials, every, rows)


@cache
def _all_trials() -> tuple[pd.DataFrame, tuple[RealTrial, ...]]:
    """Every row of the table by disorder, the largest trial first, and the same as trials."""
    place = {name: number for number, name in enumerate(_DISORDERS[DisorderGroup.ALL])}
    rows = tables.load("trial_sizes")
    rows = rows.assign(place=rows["disorder"].map(place)).sort_values(
        ["place", "people"], ascending=[True, False], kind="stable", ignore_index=True
    )
    return rows, tuple(_trial(row) for _, row in rows.iterrows())


def trials_in_words(result: TrialSizes) -> Rows:
    """A row for every chosen trial: its control, what was found on which scale, and what we know of it."""
    return Rows(caption=f"The trials one by one: {result.disorder}", frame=result.table)


def null_limit(first: int, second: int) -> float:
    """Largest difference (SD) that a two-sided t test at 0.05 of two such arms calls not significant.

    Raises ValueError for an arm of fewer than 2 people.

    >>> round(null_limit(50, 50), 2), round(null_limit(200, 200), 2)  # four times the people, half the limit
    (0.4, 0.2)
    """
    return _critical(first, second) * _error_of_d(first, second)


def _error_of_d(first: int, second: int) -> float:
    if min(first, second) < 2:
        raise ValueError(f"Each arm needs at least 2 people; got {first} and {second}.")
    return float((1 / first + 1 / second) ** 0.5)


def _critical(first: int, second: int) -> float:
    return float(stdtrit(first + second - 2, 1 - _ALPHA / 2))


def _trial(row: pd.Series) -> RealTrial:
    known = pd.notna(row["drug_people"]) and pd.notna(row["control_people"])
    arms = (int(row["drug_people"]), int(row["control_people"])) if known else None
    effect = None
    if arms and pd.notna(row["difference"]):
        # Fewer symptoms count above 0. A standard error from a model with a starting value in it is smaller than that
        # of plain means, so this is rough.
        effect = from_difference(-float(row["difference"]), float(row["standard_error"]), *arms, EffectMeasure.SMD)
    overall = Finding(row["overall"])
    return RealTrial(
        study=row["study"],
        disorder=row["disorder"],
        control=row["control"],
        blind=bool(row["blind"]),
        people=int(row["people"]),
        clinician=Finding(row["clinician"]),
        patient=Finding(row["patient"]),
        overall=overall,
        effect=effect,
        null_limit=null_limit(*arms) if arms and overall is Finding.NO_DIFFERENCE else None,
    )
