"""From the blocked receptor to behaviour in six arrows, and the experiments for and against each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

ARROWS: Mapping[str, str] = MappingProxyType(
    {
        "1 block → eEF2 kinase": "block-eef2k",
        "2 eEF2 kinase → BDNF": "eef2k-bdnf",
        "3 BDNF → TrkB": "bdnf-trkb",
        "4 TrkB → mTOR": "trkb-mtor",
        "5 mTOR → AMPA receptors": "mtor-ampa",
        "6 synapses → behaviour": "ampa-behaviour",
    }
)
"""The arrows in order: the label that a learner chooses, and the arrow's name in the table pathway_evidence."""
HOSTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "all": ("rodent", "cells", "people", "model"),
        "animals and cells": ("rodent", "cells"),
        "people": ("people",),
    }
)
"""In what experiments may have been made, with the hosts in the table that this means."""
STANCES = ("for", "mixed", "against")
SHOWN, MIXED, CONTRADICTED, SINGLE, UNTESTED = "shown", "mixed", "contradicted", "single study", "not tested"


class Counts(NamedTuple):
    """Studies that speak for one arrow, leave it open or speak against it."""

    pros: int
    mixed: int
    cons: int


@dataclass(frozen=True)
class Pathway:
    """The six arrows and their experiments in some hosts, one arrow chosen by its label.

    `rows` are those of the table pathway_evidence, joined with findings (whose stance on a claim is `on_claim`) and
    with the column `study` added; `speaking` names the studies by arrow (as in the table) and stance.
    """

    arrow: str
    host: str
    rows: pd.DataFrame
    speaking: Mapping[tuple[str, str], tuple[str, ...]]

    def studies(self, arrow: str, stance: str) -> tuple[str, ...]:
        """The studies that take one of STANCES on one of ARROWS, each once however many experiments it holds."""
        return self.speaking.get((ARROWS[arrow], stance), ())

    def counts(self, arrow: str) -> Counts:
        """How many studies take each stance on one of ARROWS."""
        return Counts(*(len(self.studies(arrow, stance)) for stance in STANCES))

    def grade(self, arrow: str) -> str:
        """What the studies on one of ARROWS add up to, by the rule of grade()."""
        return grade(self.counts(arrow))

    @property
    def table(self) -> pd.DataFrame:
        """What to read of the chosen arrow: arrow, stance, study, what was done, what was found, note."""
        rows = self.rows[self.rows["arrow"] == ARROWS[self.arrow]].assign(arrow=self.arrow)
        rows = rows.sort_values("stance", key=lambda stances: stances.map(STANCES.index), kind="stable")
        names = {"what_was_done": "what was done", "what_was_found": "what was found"}
        return rows[["arrow", "stance", "study", *names, "note"]].rename(columns=names)


def choose_arrow(arrow: str, host: str = "all") -> Pathway:
    """One of ARROWS (by its label), judged by the experiments in one of HOSTS. Raises ValueError for another word."""
    refuse_unknown((arrow, ARROWS), (host, HOSTS))
    findings = tables.load("findings").rename(columns={"id": "finding", "stance": "on_claim"})
    rows = tables.load("pathway_evidence").merge(findings, on="finding", validate="many_to_one")
    known = tables.references()
    rows = rows[rows["host"].isin(HOSTS[host])]
    rows = rows.assign(study=[known[key].short for key in rows["source"]])
    return Pathway(arrow, host, rows.reset_index(drop=True), _speaking(rows))


def _speaking(rows: pd.DataFrame) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for arrow, stance, study, host in zip(rows["arrow"], rows["stance"], rows["study"], rows["host"], strict=True):
        named = f"{study} (model)" if host == "model" else study
        found.setdefault((arrow, stance), {})[named] = None
    return {key: tuple(studies) for key, studies in found.items()}


def grade(counts: Counts) -> str:
    """A word for an arrow. It counts studies and does not weigh them: a count cannot see who shares a laboratory.

    Without a study it is "not tested", with a single one, whatever it found, "single study". It is "shown" if at
    least two speak for it, none against it and fewer leave it open than speak for it; "contradicted" if at least two
    speak against it and none for it; anything else is "mixed".
    """
    if not any(counts):
        return UNTESTED
    if sum(counts) == 1:
        return SINGLE
    if counts.pros >= 2 and not counts.cons and counts.mixed < counts.pros:
        return SHOWN
    if counts.cons >= 2 and not counts.pros:
        return CONTRADICTED
    return MIXED
