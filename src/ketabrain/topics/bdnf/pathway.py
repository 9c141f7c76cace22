"""From the blocked receptor to behaviour in six arrows, and the experiments for and against each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class PathwayArrow(StrEnum):
    """The arrows in order, by the label that a learner chooses."""

    BLOCK_EEF2K = "1 block → eEF2 kinase"
    EEF2K_BDNF = "2 eEF2 kinase → BDNF"
    BDNF_TRKB = "3 BDNF → TrkB"
    TRKB_MTOR = "4 TrkB → mTOR"
    MTOR_AMPA = "5 mTOR → AMPA receptors"
    AMPA_BEHAVIOUR = "6 synapses → behaviour"

    @property
    def key(self) -> str:
        """The arrow's name in the table pathway_evidence."""
        return _KEYS[self]


class TriedIn(StrEnum):
    """In what experiments may have been made."""

    ALL = "all"
    ANIMALS_AND_CELLS = "animals and cells"
    PEOPLE = "people"


class Stance(StrEnum):
    """What a study says about an arrow."""

    FOR = "for"
    MIXED = "mixed"
    AGAINST = "against"


class ArrowSupport(StrEnum):
    """What the studies on an arrow add up to (see `arrow_support`)."""

    SHOWN = "shown"
    ONE_LABORATORY = "one laboratory"
    MIXED = "mixed"
    CONTRADICTED = "contradicted"
    SINGLE = "single study"
    UNTESTED = "not tested"


_KEYS = {
    PathwayArrow.BLOCK_EEF2K: "block-eef2k",
    PathwayArrow.EEF2K_BDNF: "eef2k-bdnf",
    PathwayArrow.BDNF_TRKB: "bdnf-trkb",
    PathwayArrow.TRKB_MTOR: "trkb-mtor",
    PathwayArrow.MTOR_AMPA: "mtor-ampa",
    PathwayArrow.AMPA_BEHAVIOUR: "ampa-behaviour",
}
"""The arrows' names in the table pathway_evidence."""
_HOSTS = {
    TriedIn.ALL: ("rodent", "cells", "people", "model"),
    TriedIn.ANIMALS_AND_CELLS: ("rodent", "cells"),
    TriedIn.PEOPLE: ("people",),
}
"""The hosts in the table that are meant."""


class StudyCounts(NamedTuple):
    """Studies that speak for one arrow, leave it open or speak against it, and the laboratories of those for it."""

    pros: int
    mixed: int
    cons: int
    laboratories: int


@dataclass(frozen=True)
class Pathway:
    """The six arrows and their experiments in some hosts, one arrow chosen by its label.

    `rows` are those of the table pathway_evidence, joined with findings (whose stance on a claim is `on_claim`) and
    with the column `study` added; `speaking` names the studies by arrow (as in the table) and stance, `laboratories`
    the studies for an arrow by their laboratory. A model is a row, but no study: it says what would follow, not what
    was seen.
    """

    arrow: PathwayArrow
    host: TriedIn
    rows: pd.DataFrame
    speaking: Mapping[tuple[str, str], tuple[str, ...]]
    laboratories: Mapping[str, Mapping[str, tuple[str, ...]]]

    def studies(self, arrow: PathwayArrow, stance: Stance) -> tuple[str, ...]:
        """The studies that take a stance on an arrow, each once however many experiments it holds."""
        return self.speaking.get((arrow.key, stance), ())

    def counts(self, arrow: PathwayArrow) -> StudyCounts:
        """How many studies take each stance on an arrow."""
        pros, mixed, cons = (len(self.studies(arrow, stance)) for stance in Stance)
        return StudyCounts(pros, mixed, cons, laboratories=len(self.laboratories.get(arrow.key, ())))

    def houses(self, arrow: PathwayArrow) -> tuple[tuple[str, ...], ...]:
        """The studies for an arrow by laboratory, first those that share one."""
        return tuple(sorted(self.laboratories.get(arrow.key, {}).values(), key=len, reverse=True))

    def models(self, arrow: PathwayArrow) -> tuple[str, ...]:
        """The models of an arrow, which are told and not counted."""
        rows = self.rows[(self.rows["arrow"] == arrow.key) & (self.rows["host"] == "model")]
        return tuple(rows["study"])

    def support(self, arrow: PathwayArrow) -> ArrowSupport:
        """What the studies on an arrow add up to, by the rule of arrow_support()."""
        return arrow_support(self.counts(arrow))

    @property
    def table(self) -> pd.DataFrame:
        """What to read of the chosen arrow: arrow, stance, study, what was done, what was found, note."""
        rows = self.rows[self.rows["arrow"] == self.arrow.key].assign(arrow=self.arrow.value)
        rows = rows.sort_values("stance", key=lambda stances: stances.map(list(Stance).index), kind="stable")
        names = {"what_was_done": "what was done", "what_was_found": "what was found"}
        return rows[["arrow", "stance", "study", *names, "note"]].rename(columns=names)


def choose_arrow(arrow: str, host: str = TriedIn.ALL) -> Pathway:
    """One PathwayArrow (by its label), judged by the experiments in one of TriedIn. Raises ValueError for another word.

    >>> [choose_arrow("4 TrkB → mTOR", host).support(PathwayArrow.TRKB_MTOR).value for host in TriedIn]
    ['mixed', 'mixed', 'not tested']
    """
    arrow, host = chosen(PathwayArrow, arrow), chosen(TriedIn, host)
    findings = tables.load("findings").rename(columns={"id": "finding", "stance": "on_claim"})
    rows = tables.load("pathway_evidence").merge(findings, on="finding", validate="many_to_one")
    known = tables.references()
    rows = rows[rows["host"].isin(_HOSTS[host])]
    rows = rows.assign(study=[known[key].short for key in rows["source"]])
    seen = rows[rows["host"] != "model"]
    speaking = {key: tuple(dict.fromkeys(found)) for key, found in seen.groupby(["arrow", "stance"])["study"]}
    friends = seen[seen["stance"] == Stance.FOR]
    owners = friends["laboratory"].where(friends["laboratory"] != "", friends["study"])
    laboratories: dict[str, dict[str, tuple[str, ...]]] = {}
    for (key, owner), found in friends.groupby(["arrow", owners], sort=False)["study"]:
        laboratories.setdefault(key, {})[owner] = tuple(dict.fromkeys(found))
    return Pathway(arrow, host, rows.reset_index(drop=True), speaking, laboratories)


def studies_of(choice: Pathway) -> Rows:
    """The experiments on the chosen arrow, as a table."""
    rows = choice.rows[choice.rows["arrow"] == choice.arrow.key]
    rows = rows.sort_values("stance", key=lambda stances: stances.map(list(Stance).index), kind="stable")
    frame = rows[["stance", "study", "host", "laboratory", "note"]].rename(columns={"host": "tested in"})
    return Rows(caption=f"The experiments on arrow {choice.arrow}", frame=frame)


def arrow_support(counts: StudyCounts) -> ArrowSupport:
    """A word for an arrow. It counts studies and laboratories and does not weigh them.

    Without a study it is "not tested", with a single one, whatever it found, "single study". It is "shown" if at
    least two laboratories speak for it, none against it and fewer studies leave it open than speak for it; if all that
    speak for it come from one, "one laboratory"; "contradicted" if at least two speak against it and none for it;
    anything else is "mixed".

    >>> tuple(arrow_support(StudyCounts(3, 1, 0, laboratories)).value for laboratories in (1, 2))
    ('one laboratory', 'shown')
    """
    if not any(counts[:3]):
        return ArrowSupport.UNTESTED
    if sum(counts[:3]) == 1:
        return ArrowSupport.SINGLE
    if counts.pros >= 2 and not counts.cons and counts.mixed < counts.pros:
        return ArrowSupport.SHOWN if counts.laboratories > 1 else ArrowSupport.ONE_LABORATORY
    if counts.cons >= 2 and not counts.pros:
        return ArrowSupport.CONTRADICTED
    return ArrowSupport.MIXED
