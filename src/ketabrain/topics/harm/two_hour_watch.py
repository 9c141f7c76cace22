"""What is left of ketamine after a while, for several published half-lives: a watch of two hours, a week and a half.

Plasma falls faster at first than its last half-life says, so the early shares are upper bounds.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.tables import quantity
from ketabrain.topics.shared.half_life import ShareLeft, published_shares, share_left

HALF_LIVES = {
    "label, second phase": "half-life-human-second-phase",
    "examiner, longest": "half-life-examiner",
    "esketamine spray": "half-life-esketamine-spray",
}
"""Names of the half-lives, and their ids in the table quantities."""
WATCH_H = 2.0
WEEK_AND_A_HALF_H = 252.0
"""A week and a half, in hours."""


@dataclass(frozen=True)
class Watch:
    """Share left at `hours` for each half-life, and along `times_h` (rows: as in HALF_LIVES, the longer end)."""

    hours: float
    left: ShareLeft
    times_h: Array
    curves: Array


def watch(hours: float = WATCH_H) -> Watch:
    """Share of the drug left after `hours`. Raises ModelError for a negative time.

    Half a day is one half-life of the spray at its longest, and several of the others:

    >>> [round(float(share), 2) for share in watch(12).left.high]
    [0.04, 0.12, 0.5]
    """
    ids = tuple(HALF_LIVES.values())
    left = published_shares(hours, ids, tuple(HALF_LIVES), ("human",) * len(ids))
    times: Array = np.linspace(0, 24, 97)
    longest = [quantity(name).upper or quantity(name).midpoint for name in ids]
    return Watch(float(hours), left, times, np.array([share_left(times, each) for each in longest]))
