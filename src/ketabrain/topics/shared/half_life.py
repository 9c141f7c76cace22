"""What is left after a while, if one half-life held from the start: the simplest clock for a drug."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError


@dataclass(frozen=True)
class ShareLeft:
    """Share of the drug left (0–1) after `hours`, for each named half-life; `low` and `high` differ for a range.

    `half_lives` has each half-life as a learner reads it, such as "7 to 12 h".
    """

    hours: float
    names: tuple[str, ...]
    species: tuple[str, ...]
    low: Array
    high: Array
    half_lives: tuple[str, ...]


def share_left(hours: float | Array, half_life_h: float | Array) -> Array:
    """Share left (0–1) after `hours`: one half for each half-life that has passed.

    Raises ModelError for a half-life of 0 or less and for a negative time.

    >>> float(share_left(6, half_life_h=3))
    0.25
    """
    if np.any(np.asarray(half_life_h) <= 0) or np.any(np.asarray(hours) < 0):
        raise ModelError("A half-life must be longer than 0 and the time must not be negative.")
    return np.asarray(0.5 ** (np.asarray(hours, dtype=float) / half_life_h))


def published_shares(
    hours: float, quantities: Sequence[str], names: Sequence[str], species: Sequence[str]
) -> ShareLeft:
    """Share left after `hours` for half-lives in the table quantities (min or h); a range gives two shares.

    `quantities` are ids of the table, each with a name to show and the species that it was measured in. Raises
    ModelError for a negative time.
    """
    shortest, longest, told = [], [], []
    for name in quantities:
        row = tables.quantity(name)
        in_hours = 1 / 60 if row.unit == "min" else 1.0
        low, high = row.ends if row.value is None else (row.value, row.value)
        shortest.append(low * in_hours)
        longest.append(high * in_hours)
        told.append(f"{low:g} {row.unit}" if low == high else f"{low:g} to {high:g} {row.unit}")
    return ShareLeft(
        float(hours),
        tuple(names),
        tuple(species),
        share_left(hours, np.array(shortest)),
        share_left(hours, np.array(longest)),
        tuple(told),
    )
