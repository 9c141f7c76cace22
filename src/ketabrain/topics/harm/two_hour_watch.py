"""What is left of ketamine after a while: by lesson 02's model of the spray, and by two published half-lives.

The model gives plasma as a share of its peak. It falls faster at first than a last half-life says, so the early shares
of the half-lives are upper bounds.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.engine.tables import quantity
from ketabrain.topics.shared.half_life import ShareLeft, published_shares, share_left
from ketabrain.topics.shared.pharmacokinetics import Regimen, simulate, spray_or_oral

MODEL = "spray in the blood"
"""Name of the model's curve: 84 mg of esketamine by nose, venous blood (perezruixo2021)."""
HALF_LIVES = {
    "examiner, longest": "half-life-examiner",
    "esketamine spray": "half-life-esketamine-spray",
}
"""Names of the half-lives, and their ids in the table quantities."""
WATCH_H = 2.0
FIRST_H = 0.5
"""Hours after the dose at which the curves begin."""
WEEK_AND_A_HALF_H = 252.0
"""A week and a half, in hours."""


@dataclass(frozen=True)
class Watch:
    """Share left at `hours` by MODEL and for each of HALF_LIVES, and along `times_h` (rows; the longer half-life)."""

    hours: float
    left: ShareLeft
    times_h: Array
    curves: Array


def watch(hours: float = WATCH_H) -> Watch:
    """Share of the drug left after `hours`. Raises ModelError for a negative time.

    Half a day is one half-life of the spray at its longest, and several of the others:

    >>> [round(float(share), 2) for share in watch(12).left.high]
    [0.05, 0.12, 0.5]
    """
    if hours < 0:
        raise ModelError(f"The time after the dose must not be negative; got {hours:g} h.")
    ids, times = tuple(HALF_LIVES.values()), np.geomspace(FIRST_H, WEEK_AND_A_HALF_H, 97)
    by_half_life = published_shares(hours, ids, tuple(HALF_LIVES), ("human",) * len(ids))
    by_model = blood_left(np.array([hours]))
    left = ShareLeft(
        float(hours),
        (MODEL, *by_half_life.names),
        ("human", *by_half_life.species),
        np.concatenate([by_model, by_half_life.low]),
        np.concatenate([by_model, by_half_life.high]),
        ("", *by_half_life.half_lives),
    )
    longest = [quantity(name).upper or quantity(name).midpoint for name in ids]
    return Watch(float(hours), left, times, np.array([blood_left(times), *(share_left(times, h) for h in longest)]))


def blood_left(hours: Array) -> Array:
    """Share (0–1) of its peak that the plasma still holds at each of `hours` after the spray; 1 before the peak."""
    model, spray = spray_or_oral(), Regimen("nasal", 84)
    rise = simulate(model, [spray], np.linspace(0, 2, 121))
    late = np.maximum(np.asarray(hours, dtype=float), rise.peak_time_h)
    asked, places = np.unique(late, return_inverse=True)
    levels = simulate(model, [spray], np.concatenate([[0.0], asked])).ketamine[1:]
    return np.clip(levels[places] / rise.peak, 0.0, 1.0)
