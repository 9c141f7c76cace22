"""How large real trials were, what clinicians and patients saw in them, and what a trial without a difference allows.

A result that is "not significant" is not a result of zero: every true difference that such a trial would easily miss
stays possible. Table trial_sizes.
"""

from dataclasses import dataclass

import pandas as pd
from scipy.special import stdtrit

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.pooling import Effect, from_difference

DISORDERS = ("PTSD and anxiety", "PTSD", "anxiety", "depression", "all")
RATERS = ("both", "clinicians", "patients")
"""Whose scale to show."""
RESULTS = ("favours ketamine", "no difference", "mixed", "not seen")

_CHOSEN = {
    "PTSD and anxiety": ("PTSD", "anxiety"), "PTSD": ("PTSD",), "anxiety": ("anxiety",),
    "depression": ("depression",), "all": ("PTSD", "anxiety", "depression"),
}  # fmt: skip
_ALPHA = 0.05


@dataclass(frozen=True)
class Trial:
    """One real trial. `effect` follows from its printed difference and standard error, `null_limit` from its arms if it
    found no difference (both in standard deviations, both our calculation; None: not computable).
    """

    study: str
    disorder: str
    control: str
    blind: bool
    people: int
    clinician: str
    patient: str
    overall: str
    effect: Effect | None
    null_limit: float | None

    def result(self, rater: str) -> str:
        """One of RESULTS for "clinicians" or "patients", or for "both" what the trial reports, whoever rated."""
        return {"clinicians": self.clinician, "patients": self.patient, "both": self.overall}[rater]


@dataclass(frozen=True)
class TrialSizes:
    """Trials of the chosen disorders, the largest of each first, and whose scale to show."""

    disorder: str
    rater: str
    trials: tuple[Trial, ...]
    rows: pd.DataFrame

    def count(self, result: str) -> int:
        """Trials with one of RESULTS on the chosen scale."""
        return sum(trial.result(self.rater) == result for trial in self.trials)

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: one line for every trial."""
        names = {
            "people": "people in all", "clinician": "by clinicians", "patient": "by patients",
            "overall": "reported", "comment": "note",
        }  # fmt: skip
        columns = ["study", "disorder", "design", "control", "people", "clinician", "patient", "overall", "comment"]
        return self.rows[columns].rename(columns=names)


def trial_sizes(disorder: str = DISORDERS[0], rater: str = RATERS[0]) -> TrialSizes:
    """Trials of one of DISORDERS, with what one of RATERS saw. Raises ValueError for another word."""
    refuse_unknown((disorder, DISORDERS), (rater, RATERS))
    rows = tables.load("trial_sizes")
    rows = rows[rows["disorder"].isin(_CHOSEN[disorder])]
    place = {name: number for number, name in enumerate(_CHOSEN["all"])}
    rows = rows.assign(place=rows["disorder"].map(place)).sort_values(
        ["place", "people"], ascending=[True, False], kind="stable", ignore_index=True
    )
    return TrialSizes(disorder, rater, tuple(_trial(row) for _, row in rows.iterrows()), rows)


def null_limit(first: int, second: int) -> float:
    """Largest difference (SD) that a two-sided t test at 0.05 of two such arms calls not significant.

    Raises ValueError for an arm of fewer than 2 people.
    """
    return _critical(first, second) * _error_of_d(first, second)


def _error_of_d(first: int, second: int) -> float:
    if min(first, second) < 2:
        raise ValueError(f"Each arm needs at least 2 people; got {first} and {second}.")
    return float((1 / first + 1 / second) ** 0.5)


def _critical(first: int, second: int) -> float:
    return float(stdtrit(first + second - 2, 1 - _ALPHA / 2))


def _trial(row: pd.Series) -> Trial:
    known = pd.notna(row["drug_people"]) and pd.notna(row["control_people"])
    arms = (int(row["drug_people"]), int(row["control_people"])) if known else None
    effect = None
    if arms and pd.notna(row["difference"]):
        # Fewer symptoms count above 0. A standard error from a model with a starting value in it is smaller than that
        # of plain means, so this is rough.
        effect = from_difference(-float(row["difference"]), float(row["standard_error"]), *arms, "SMD")
    return Trial(
        row["study"], row["disorder"], row["control"], bool(row["blind"]), int(row["people"]), row["clinician"],
        row["patient"], row["overall"], effect,
        null_limit(*arms) if arms and row["overall"] == "no difference" else None,
    )  # fmt: skip
