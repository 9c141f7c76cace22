"""How fast is fast? Processes from a signal at a synapse to a lifted mood, each counted from its own start."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables

MOLECULES = ("glutamate", "BDNF", "ketamine in rodents", "ketamine in people")
"""Whose processes they are, as in the table timescales and in its order."""

MOMENTS: Mapping[str, float] = MappingProxyType(
    {
        "1 ms": 0.001, "3 ms": 0.003, "30 ms": 0.03, "1 s": 1, "1 min": 60, "20 min": 1200, "1 h": 3600, "6 h": 21600,
        "1 day": 86400, "10 days": 864000,
    }
)  # fmt: skip
"""Moments to look at, in seconds by the words that a learner reads."""


class ProcessState(StrEnum):
    """What a process does at a time; UNKNOWN: begun, but nobody is known to have looked so late."""

    NOT_YET = "not yet"
    ON = "on"
    OVER = "over"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Moment:
    """Rows of the table timescales, with the columns `study` and `state` added, `seconds` after the start of each.

    Every state is one of ProcessState.
    """

    seconds: float
    rows: pd.DataFrame

    def labels(self, state: ProcessState) -> tuple[str, ...]:
        """The short names of the processes in one state."""
        return tuple(self.rows.loc[self.rows["state"] == state, "label"])

    @property
    def counts(self) -> Mapping[ProcessState, int]:
        """How many processes are in each state."""
        return {state: len(self.labels(state)) for state in ProcessState}

    @property
    def table(self) -> pd.DataFrame:
        """What to read: process, molecule, counted from, state, what was found, study."""
        rows = self.rows.rename(columns={"counted_from": "counted from", "statement": "what was found"})
        return rows[["process", "molecule", "counted from", "state", "what was found", "study"]]


def at_time(seconds: float = 1.0) -> Moment:
    """What has begun, goes on or is over `seconds` after the start of each process. Raises ValueError below 0.

    >>> "glutamate in the cleft" in at_time(1).labels(ProcessState.OVER)
    True
    """
    if not seconds >= 0:
        raise ValueError(f"A time after the start cannot be negative; got {seconds:g} s.")
    rows = tables.load("timescales")
    known = tables.references()
    return Moment(
        seconds,
        rows.assign(
            study=[known[key].short for key in rows["source"]],
            state=[_state(seconds, row.start_s, row.end_s, row.after) for row in rows.itertuples()],
        ),
    )


def in_words(seconds: float) -> str:
    """A time with its handiest unit and three digits.

    >>> in_words(0.00178), in_words(9000)
    ('1.78 ms', '2.5 h')
    """
    for unit, size in (("days", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        if seconds >= size:
            number = f"{seconds / size:.3g}"
            return f"{number} {'day' if unit == 'days' and number == '1' else unit}"
    return f"{seconds * 1000:.3g} ms"


def _state(seconds: float, start_s: float, end_s: float, after: str) -> ProcessState:
    if seconds < start_s:
        return ProcessState.NOT_YET
    if seconds <= end_s:
        return ProcessState.ON
    return ProcessState.OVER if after == "over" else ProcessState.UNKNOWN
