"""Does ketamine "reset" the brain? Studies of people's brains against what a reader may demand of them."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables

PLACEBO = ("any", "with placebo")
CONTROLS = ("any", "with controls")
REPLICATION = ("any", "no failed repeat")


@dataclass(frozen=True)
class ResetLedger:
    """Results (rows of the table connectivity with the columns `study`, `at_day` and `meets` added) and the demands
    that they were held against; `day` counts days after the dose, 0 asks nothing.

    `at_day` tells what is known of a change so late: "seen", "gone", "not looked", "day not stated" or "no change".
    """

    placebo: str
    controls: str
    replication: str
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


def reset_ledger(placebo: str = "any", controls: str = "any", replication: str = "any", day: float = 0) -> ResetLedger:
    """Hold every study against four demands; what is not stated does not meet one.

    `placebo` is one of PLACEBO, `controls` (healthy people beside patients) of CONTROLS and `replication` of
    REPLICATION: this takes away a result that is known to have failed when it was tried again; the failed try stays, as
    a result of its own. `day` asks for a change that was seen on that day after the dose or later. Raises ValueError
    for another word and for a negative day.
    """
    for word, allowed in ((placebo, PLACEBO), (controls, CONTROLS), (replication, REPLICATION)):
        if word not in allowed:
            raise ValueError(f"There is no demand {word!r}; use one of {', '.join(allowed)}.")
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
    if placebo != "any":
        meets &= ~rows["placebo"].isin(["none", "not stated"])
    if controls != "any":
        meets &= rows["has_controls"] == "yes"
    if replication != "any":
        meets &= rows["replication"] != "failed"
    if day > 0:
        meets &= rows["at_day"] == "seen"
    return ResetLedger(placebo, controls, replication, day, rows.assign(meets=meets))


def _at_day(direction: str, measured: float, back: float, day: float) -> str:
    """What is known, on a day after the dose or later, of a change measured and gone on these days (NaN: unknown)."""
    if direction == "no change":
        return "no change"
    if back <= day:
        return "gone"
    if measured >= day:
        return "seen"
    return "not looked" if measured < day else "day not stated"  # NaN compares false both times
