"""BDNF after ketamine: who measured what, where, when and against what, and which way it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

HOSTS: Mapping[str, tuple[str, ...]] = MappingProxyType({"people": ("people",), "rodents": ("rat", "mouse", "cells")})
"""Whom to show, with the hosts in the table bdnf_changes that this means."""
PLACES: Mapping[str, str] = MappingProxyType({"all": "", "plasma": "blood plasma", "serum": "blood serum"})
REGIMENS = ("all", "once", "repeated")
COMPARED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"all": (), "with placebo or another drug": ("placebo", "saline"), "with own start": ("own start",)}
)
"""What a level was compared with, as a learner chooses it and as the table has it."""
DIRECTIONS = ("up", "mixed", "none", "down")
"""What an experiment found; mixed: its measurements did not all go the same way."""


@dataclass(frozen=True)
class Experiment:
    """What was measured together: its times (hours), doses and places are not independent. `n` is None if unknown."""

    study: str
    drug: str
    subjects: str
    regimen: str
    control: str
    group: str
    places: tuple[str, ...]
    times_h: tuple[float, ...]
    n: int | None
    direction: str


@dataclass(frozen=True)
class BdnfStudies:
    """Measurements (rows of the table bdnf_changes with the column `study` added) and how they were chosen.

    `line` numbers the row's experiment. In people an experiment is a study; in animals and cells every drug and every
    kind of animal makes one of its own.
    """

    host: str
    place: str
    regimen: str
    compared: str
    rows: pd.DataFrame
    experiments: tuple[Experiment, ...]

    def count(self, direction: str) -> int:
        """How many experiments found one of DIRECTIONS; several samples of one count once."""
        return sum(experiment.direction == direction for experiment in self.experiments)

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, subjects, drug, dose, place, hours, change, compared with, n, note."""
        names = {"time_h": "hours", "direction": "change", "control": "compared with", "comment": "note"}
        columns = ["study", "subjects", "drug", "dose", "place", "time_h", "direction", "control", "n", "comment"]
        shown = self.rows.assign(n=[f"{n}" if pd.notna(n) else "" for n in self.rows["n"]])
        return shown[columns].rename(columns=names)


def bdnf_studies(host: str, place: str = "all", regimen: str = "all", compared: str = "all") -> BdnfStudies:
    """Measurements in one of HOSTS; perhaps only in one of PLACES, after one of REGIMENS, against one of COMPARED.

    Blood of which the report says no more is neither plasma nor serum. Raises ValueError for another word.
    """
    asked = ((host, HOSTS), (place, PLACES), (regimen, REGIMENS), (compared, COMPARED))
    refuse_unknown(*asked)
    rows = tables.load("bdnf_changes")
    rows = rows[rows["host"].isin(HOSTS[host])]
    if place != "all":
        rows = rows[rows["place"] == PLACES[place]]
    if regimen != "all":
        rows = rows[rows["regimen"] == regimen]
    if compared != "all":
        rows = rows[rows["control"].isin(COMPARED[compared])]
    known = tables.references()
    rows = rows.assign(study=[known[key].short for key in rows["source"]])
    own = ["study"] if host == "people" else ["study", "drug", "subjects"]
    groups = rows.groupby(own, sort=False)
    experiments = tuple(_experiment(group) for _, group in groups)
    rows = rows.assign(line=groups.ngroup()).reset_index(drop=True)
    return BdnfStudies(host, place, regimen, compared, rows, experiments)


def _experiment(rows: pd.DataFrame) -> Experiment:
    directions = set(rows["direction"])
    first = rows.iloc[0]
    by_drug = dict(zip(rows["drug"], rows["n"], strict=True))  # groups that got different drugs add up
    known = not any(pd.isna(n) for n in by_drug.values())
    return Experiment(
        study=first["study"],
        drug=" or ".join(by_drug),
        subjects=first["subjects"],
        regimen=first["regimen"],
        control=first["control"],
        group=first["group"],
        places=tuple(dict.fromkeys(rows["place"])),
        times_h=tuple(dict.fromkeys(float(time) for time in rows["time_h"] if pd.notna(time))),
        n=sum(int(n) for n in by_drug.values()) if known else None,
        direction=directions.pop() if len(directions) == 1 else "mixed",
    )
