"""Does ketamine "reset" the brain? Studies of people's brains against what a reader may demand of them."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class PlaceboDemand(StrEnum):
    """Whether ketamine must have been compared with a placebo."""

    ANY = "any"
    WITH_PLACEBO = "with placebo"


class ControlsDemand(StrEnum):
    """Whether healthy people must have been measured beside patients."""

    ANY = "any"
    WITH_CONTROLS = "with controls"


class ReplicationDemand(StrEnum):
    """Whether a result may be known to have failed when it was tried again."""

    ANY = "any"
    NO_FAILED_REPEAT = "no failed repeat"


class LateState(StrEnum):
    """What is known of a change on a day after the dose or later."""

    SEEN = "seen"
    GONE = "gone"
    NOT_LOOKED = "not looked"
    DAY_NOT_STATED = "day not stated"
    NO_CHANGE = "no change"


@dataclass(frozen=True)
class ResetLedger:
    """Results (rows of the table connectivity with the columns `study`, `at_day` and `meets` added) and the demands
    that they were held against; `day` counts days after the dose, 0 asks nothing. `at_day` is a LateState.
    """

    placebo: PlaceboDemand
    controls: ControlsDemand
    replication: ReplicationDemand
    day: float
    rows: pd.DataFrame

    @property
    def kept(self) -> pd.DataFrame:
        """The rows that meet every demand."""
        return self.rows[self.rows["meets"]]

    @property
    def towards(self) -> pd.DataFrame:
        """Of these the rows in which patients came to look more like healthy people, all that a reset could mean."""
        return self.kept[self.kept["direction"] == "towards controls"]

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, measure, who, design, what was found, note."""
        names = {"statement": "what was found", "comment": "note"}
        return self.rows[["study", "measure", "who", "design", *names]].rename(columns=names)


def sift_results(
    placebo: str = PlaceboDemand.ANY,
    controls: str = ControlsDemand.ANY,
    replication: str = ReplicationDemand.ANY,
    day: float = 0,
) -> ResetLedger:
    """Hold every study against four demands; what is not stated does not meet one.

    `placebo` is a PlaceboDemand, `controls` a ControlsDemand and `replication` a ReplicationDemand: this takes away a
    result that is known to have failed when it was tried again; the failed try stays, as a result of its own. `day`
    asks for a change that was seen on that day after the dose or later. Raises ValueError for another word and for a
    negative day. Whoever asks for more keeps fewer results:

    >>> len(sift_results().kept) > len(sift_results(controls=ControlsDemand.WITH_CONTROLS).kept)
    True
    """
    compared, beside = chosen(PlaceboDemand, placebo), chosen(ControlsDemand, controls)
    repeated = chosen(ReplicationDemand, replication)
    if not day >= 0:
        raise ValueError(f"A day after the dose cannot be negative; got {day:g}.")
    rows = tables.load("connectivity")
    known = tables.references()
    rows = rows.assign(
        study=[known[key].short for key in rows["source"]],
        at_day=[
            _at_day(direction, measured, back, day)
            for direction, measured, back in zip(
                rows["direction"], rows["measured_day"], rows["back_by_day"], strict=True
            )
        ],
    )
    meets = pd.Series(True, index=rows.index)
    if compared is PlaceboDemand.WITH_PLACEBO:
        meets &= ~rows["placebo"].isin(["none", "not stated"])
    if beside is ControlsDemand.WITH_CONTROLS:
        meets &= rows["has_controls"] == "yes"
    if repeated is ReplicationDemand.NO_FAILED_REPEAT:
        meets &= rows["replication"] != "failed"
    if day > 0:
        meets &= rows["at_day"] == LateState.SEEN
    return ResetLedger(compared, beside, repeated, day, rows.assign(meets=meets))


def _at_day(direction: str, measured: float, back: float, day: float) -> LateState:
    """What is known, on a day after the dose or later, of a change measured and gone on these days (NaN: unknown)."""
    if direction == "no change":
        return LateState.NO_CHANGE
    if back <= day:
        return LateState.GONE
    if measured >= day:
        return LateState.SEEN
    return LateState.NOT_LOOKED if measured < day else LateState.DAY_NOT_STATED  # NaN compares false both times


def demands_table(found: ResetLedger) -> Rows:
    """Every result against the demands, in the order of the picture."""
    rows = found.rows
    frame = pd.DataFrame(
        {
            "study": rows["study"],
            "measure": rows["measure"],
            "who": rows["who"],
            "meets what you ask": rows["meets"].map({True: "yes", False: "no"}),
            "placebo": rows["placebo"],
            "healthy controls": rows["has_controls"],
            "repeat": rows["replication"],
            "seen on day": rows["measured_day"].map(_day),
            "back by day": rows["back_by_day"].map(_day),
            f"on day {found.day:g} or later": rows["at_day"],
            "moved": rows["direction"],
        }
    )
    return Rows(caption="Every result against every demand", frame=frame, first=len(frame))


def _day(day: float) -> str:
    return "not stated" if pd.isna(day) else f"{day:g}"
