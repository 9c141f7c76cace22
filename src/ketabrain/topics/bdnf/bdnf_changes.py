"""BDNF after ketamine: who measured what, where, when and against what, and which way it went."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class MeasuredIn(StrEnum):
    """Whom to show."""

    PEOPLE = "people"
    RODENTS = "rodents"


class Blood(StrEnum):
    """The part of blood to show."""

    ALL = "all"
    PLASMA = "plasma"
    SERUM = "serum"


class DosesGiven(StrEnum):
    """How often the drug was given."""

    ALL = "all"
    ONCE = "once"
    REPEATED = "repeated"


class Compared(StrEnum):
    """What a level was compared with, as a learner chooses it."""

    ALL = "all"
    WITH_CONTROLS = "with placebo or another drug"
    WITH_OWN_START = "with own start"


class Direction(StrEnum):
    """What an experiment found; mixed: its measurements did not all go the same way."""

    UP = "up"
    MIXED = "mixed"
    NONE = "none"
    DOWN = "down"


_HOSTS = {MeasuredIn.PEOPLE: ("people",), MeasuredIn.RODENTS: ("rat", "mouse", "cells")}
"""The hosts in the table bdnf_changes that are meant."""
_PLACES = {Blood.PLASMA: "blood plasma", Blood.SERUM: "blood serum"}
"""The places in the table that are meant."""
_CONTROLS = {Compared.WITH_CONTROLS: ("placebo", "saline"), Compared.WITH_OWN_START: ("own start",)}
"""The controls in the table that are meant."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What was measured together: its times (hours), doses and places are not independent. `n` is None if unknown."""

    study: str
    drug: str
    subjects: str
    regimen: DosesGiven
    control: str
    group: str
    places: tuple[str, ...]
    times_h: tuple[float, ...]
    n: int | None
    direction: Direction


@dataclass(frozen=True, kw_only=True)
class BdnfStudies:
    """Measurements (rows of the table bdnf_changes with the column `study` added) and how they were chosen.

    `line` numbers the row's experiment. In people an experiment is a study; in animals and cells every drug and every
    kind of animal makes one of its own. `every` are all that were made in this host, of which `chosen` says for each
    whether it is left; their rows are `all_rows`, of which the column `left` says the same.
    """

    host: MeasuredIn
    place: Blood
    regimen: DosesGiven
    compared: Compared
    rows: pd.DataFrame
    experiments: tuple[Experiment, ...]
    all_rows: pd.DataFrame
    every: tuple[Experiment, ...]
    chosen: tuple[bool, ...]

    def count(self, direction: Direction) -> int:
        """How many experiments found this; several samples of one count once."""
        return sum(experiment.direction == direction for experiment in self.experiments)

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, subjects, drug, dose, place, hours, change, compared with, n, note."""
        names = {"time_h": "hours", "direction": "change", "control": "compared with", "comment": "note"}
        columns = ["study", "subjects", "drug", "dose", "place", "time_h", "direction", "control", "n", "comment"]
        shown = self.rows.assign(n=[f"{n}" if pd.notna(n) else "" for n in self.rows["n"]])
        return shown[columns].rename(columns=names)


def bdnf_studies(
    host: str, place: str = Blood.ALL, regimen: str = DosesGiven.ALL, compared: str = Compared.ALL
) -> BdnfStudies:
    """Measurements in one of MeasuredIn; perhaps only in one part of Blood, after DosesGiven, against what is Compared.

    Blood of which the report says no more is neither plasma nor serum. Raises ValueError for another word.

    >>> placebo = bdnf_studies("people", compared="with placebo or another drug")
    >>> [experiment.study for experiment in placebo.experiments]
    ['Woelfer et al., 2020']
    """
    host, place = chosen(MeasuredIn, host), chosen(Blood, place)
    regimen, compared = chosen(DosesGiven, regimen), chosen(Compared, compared)
    rows = tables.load("bdnf_changes")
    rows = rows[rows["host"].isin(_HOSTS[host])]
    known = tables.references()
    rows = rows.assign(study=[known[key].short for key in rows["source"]], left=True)
    if place is not Blood.ALL:
        rows["left"] &= rows["place"] == _PLACES[place]
    if regimen is not DosesGiven.ALL:
        rows["left"] &= rows["regimen"] == regimen
    if compared is not Compared.ALL:
        rows["left"] &= rows["control"].isin(_CONTROLS[compared])
    every, all_rows = _experiments(rows, host)
    found, left = _experiments(rows[rows["left"]].drop(columns="left"), host)
    return BdnfStudies(
        host=host, place=place, regimen=regimen, compared=compared, rows=left, experiments=found,
        all_rows=all_rows, every=every, chosen=tuple(all_rows.groupby("line")["left"].any()),
    )  # fmt: skip


def measurements(studies: BdnfStudies) -> Rows:
    """The measurements that are left, as a table."""
    of = "people" if studies.host is MeasuredIn.PEOPLE else "rodents and cells"
    return Rows(caption=f"Measurements of BDNF in {of}", frame=studies.table)


def _experiments(rows: pd.DataFrame, host: MeasuredIn) -> tuple[tuple[Experiment, ...], pd.DataFrame]:
    """The experiments of some measurements, and the measurements with the column `line` added."""
    own = ["study"] if host is MeasuredIn.PEOPLE else ["study", "drug", "subjects"]
    keys = list(zip(*(rows[column] for column in own), strict=True))
    groups: dict[tuple[str, ...], list[dict[Hashable, Any]]] = {}
    for key, row in zip(keys, rows.to_dict("records"), strict=True):
        groups.setdefault(key, []).append(row)
    line = {key: number for number, key in enumerate(groups)}
    experiments = tuple(_experiment(group) for group in groups.values())
    return experiments, rows.assign(line=[line[key] for key in keys]).reset_index(drop=True)


def _experiment(rows: Sequence[Mapping[Hashable, Any]]) -> Experiment:
    directions = {row["direction"] for row in rows}
    first = rows[0]
    by_drug = {row["drug"]: row["n"] for row in rows}  # groups that got different drugs add up
    known = not any(pd.isna(n) for n in by_drug.values())
    return Experiment(
        study=first["study"],
        drug=" or ".join(by_drug),
        subjects=first["subjects"],
        regimen=DosesGiven(first["regimen"]),
        control=first["control"],
        group=first["group"],
        places=tuple(dict.fromkeys(row["place"] for row in rows)),
        times_h=tuple(dict.fromkeys(float(row["time_h"]) for row in rows if pd.notna(row["time_h"]))),
        n=sum(int(n) for n in by_drug.values()) if known else None,
        direction=Direction(directions.pop()) if len(directions) == 1 else Direction.MIXED,
    )
