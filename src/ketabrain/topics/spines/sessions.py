"""What a microscope can say about spines: the same places on a dendrite, looked at every two days. An illustration.

The spines are invented and few, so that each can be followed by eye; the way of counting is that of the imaging
studies: formed and lost are percent of the spines seen in the session before.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError

SESSIONS = 4
DAYS_APART = 2

_THERE = np.array(
    [
        [mark == "1" for mark in site]
        for site in (
            "1111", "1111", "1000", "1111", "0111", "1111", "1110", "1111", "0011", "1111", "1100", "0110", "1111",
            "1000", "0001",
        )
    ]
)  # fmt: skip
"""Places along the dendrite (rows) by session (columns)."""
_OVERLOOKED = (7, 1)
"""The place and the session (from 0) in which a spine is there and not seen."""


class Scoring(StrEnum):
    """How well the spines of a session are seen."""

    ALL_SEEN = "every spine seen"
    ONE_OVERLOOKED = "one spine overlooked"


@dataclass(frozen=True)
class Sessions:
    """Places (rows) by session (columns): spines `there` and spines `seen`, as far as `session` (1–4)."""

    session: int
    scoring: Scoring
    there: NDArray[np.bool_]
    seen: NDArray[np.bool_]

    def formed(self, session: int) -> NDArray[np.bool_]:
        """Places counted as formed in a session (2–4): seen now and not before."""
        return self.seen[:, session - 1] & ~self.seen[:, session - 2]

    def lost(self, session: int) -> NDArray[np.bool_]:
        """Places counted as lost in a session (2–4): seen before and not now."""
        return self.seen[:, session - 2] & ~self.seen[:, session - 1]

    def percent(self, session: int) -> tuple[float, float]:
        """Formed and lost in a session (2–4), in percent of the spines seen in the session before."""
        before = int(self.seen[:, session - 2].sum())
        return 100 * int(self.formed(session).sum()) / before, 100 * int(self.lost(session).sum()) / before

    @property
    def kept_from_first(self) -> int:
        """How many spines of the first session are seen in this one."""
        return int((self.seen[:, 0] & self.seen[:, self.session - 1]).sum())


def look(session: int = 2, scoring: str = Scoring.ALL_SEEN) -> Sessions:
    """Look at the dendrite in one session (1–4), scored by one of Scoring. Raises ValueError for another of either.

    >>> formed, lost = look(2).percent(2)
    >>> round(formed, 1), round(lost, 1)  # percent of the spines seen in session 1
    (18.2, 18.2)
    """
    if session not in range(1, SESSIONS + 1):
        raise ModelError(f"There are sessions 1 to {SESSIONS}; got {session:g}.")
    scoring = chosen(Scoring, scoring)
    seen = _THERE.copy()
    if scoring is Scoring.ONE_OVERLOOKED:
        seen[_OVERLOOKED] = False
    return Sessions(int(session), scoring, _THERE, seen)
