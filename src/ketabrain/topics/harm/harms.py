"""How many more people have an unwanted effect with the spray than with placebo, in each trial (table harm_events)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.stats.proportions import Arm, Estimate, newcombe, number_needed_words


class SprayTrial(StrEnum):
    """Trials of the spray whose unwanted effects are in the table."""

    LABEL = "label trials"
    DALY = "Daly 2019"
    IONESCU = "Ionescu 2021"
    CANUSO = "Canuso 2021"


@dataclass(frozen=True)
class TrialHarm:
    """One effect in one trial: people with it in both arms, and the difference of the shares (0–1, 95% interval)."""

    trial: SprayTrial
    span: str
    drug: Arm
    control: Arm
    difference: Estimate

    @property
    def needed(self) -> str:
        """Number needed to harm with its interval, through infinity if none is possible."""
        found = self.difference
        return number_needed_words(Estimate(-found.value, -found.high, -found.low))


@dataclass(frozen=True)
class Harm:
    """An effect in every trial that lists it; `chosen` is None where the chosen trial does not list it."""

    event: str
    trial: SprayTrial
    trials: tuple[TrialHarm, ...]

    @property
    def chosen(self) -> TrialHarm | None:
        """The effect in the chosen trial."""
        return next((each for each in self.trials if each.trial == self.trial), None)


@cache
def events() -> tuple[str, ...]:
    """Effects, in the order of the table."""
    return tuple(tables.load("harm_events")["event"].unique())


def harm(event: str, trial: str = SprayTrial.LABEL) -> Harm:
    """One of `events()` in all trials, one SprayTrial chosen. Raises ValueError for another word.

    In the label's trials one more person was dizzy for every four or five who got the spray:

    >>> harm("dizziness").chosen.needed
    'harm 4.6 (3.7 to 6.5)'
    """
    refuse_unknown((event, events()))
    rows = tables.load("harm_events")
    return Harm(
        event,
        chosen(SprayTrial, trial),
        tuple(_harm(row.to_dict()) for _, row in rows[rows["event"] == event].iterrows()),
    )


def harm_table() -> pd.DataFrame:
    """Every effect and trial with its counts, for reading."""
    rows = tables.load("harm_events")
    counts = [
        f"{row.drug_cases} of {row.drug_people}, {row.control_cases} of {row.control_people}"
        for row in rows.itertuples()
    ]
    return pd.DataFrame(
        {"Effect": rows["event"], "Trial": rows["trial"], "Spray, placebo": counts, "Watched for": rows["span"]}
    )


def _harm(row: dict[str, Any]) -> TrialHarm:
    drug = Arm("spray", int(row["drug_cases"]), int(row["drug_people"]))
    control = Arm("placebo", int(row["control_cases"]), int(row["control_people"]))
    return TrialHarm(SprayTrial(row["trial"]), str(row["span"]), drug, control, newcombe(drug, control))
