"""What a survey finds if people with a trouble are keener, or less keen, to answer it than others.

Of a true share p, a survey whose readers with the trouble answer k times as often finds kp / (kp + 1 − p). The size of
the survey (winstock2012: 1,285 people) narrows the sampling interval and leaves this error as it is.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.engine.stats.proportions import wilson


@dataclass(frozen=True, kw_only=True)
class Survey:
    """True and found shares (0–1): for the chosen truth, along a line of truths, and what the real survey printed.

    `low` and `high` bound the printed share by chance alone (95%); `implied` is the truth that would explain it.
    """

    true_share: float
    keener: float
    people: int
    found: float
    truths: Array
    finds: Array
    printed: float
    low: float
    high: float
    implied: float


def found_share(true_share: Array | float, keener: float) -> Array:
    """Share (0–1) that a survey finds, if those with the trouble are `keener` times as likely to answer.

    Raises ModelError for a share outside 0 to 1 or keenness of 0 or less.

    >>> [round(float(found_share(0.1, keener)), 2) for keener in (0.5, 1, 2)]
    [0.05, 0.1, 0.18]
    """
    p = np.asarray(true_share, dtype=float)
    if keener <= 0 or np.any((p < 0) | (p > 1)):
        raise ModelError("A share lies between 0 and 1, and the keenness must be above 0.")
    return np.asarray(keener * p / (keener * p + (1 - p)))  # so bracketed, a share of 1 stays exactly 1


def survey(true_percent: float = 10, keener: float = 2, people: float = 1285) -> Survey:
    """A survey of `people` (10 or more) among users of whom `true_percent` (0–100) have the trouble.

    `keener` (above 0) says how many times as likely they are to answer. Raises ModelError for a number outside.
    """
    if people < 10:
        raise ModelError(f"A survey needs 10 people or more; got {people:g}.")
    printed = tables.quantity("bladder-survey").midpoint / 100
    low, high = wilson(round(printed * people), int(people))
    truths: Array = np.linspace(0, 1, 101)
    return Survey(
        true_share=true_percent / 100,
        keener=keener,
        people=int(people),
        found=float(found_share(true_percent / 100, keener)),
        truths=truths,
        finds=found_share(truths, keener),
        printed=printed,
        low=low,
        high=high,
        implied=float(found_share(printed, 1 / keener)),
    )
