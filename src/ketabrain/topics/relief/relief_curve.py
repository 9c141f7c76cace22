"""The course of relief as a shape: an approach to a size, or a rise that fades again, and three questions on it.

Both are descriptions and no mechanisms: size × (1 − 2^(−t/onset)), and the same × 2^(−t/fade), with half-times in
hours.
"""

from dataclasses import dataclass
from math import log2

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError

WEEK_H = 168.0
NOTICED_POINTS = 2.0
"""Smallest of the proposed MADRS differences that a patient would notice (quantity smallest-difference)."""


@dataclass(frozen=True, kw_only=True)
class ThreeQuestions:
    """Schematic course of a drug and its control: `hours`, both falls in points, and the answers to three questions.

    `onset_half_time_h`, `size_points`, `fade_half_time_days` and `placebo_points` are the numbers that were chosen; the
    size is the largest lead that the course really reaches.
    `onset_h` and `end_h` are where the lead passes NOTICED_POINTS on its way up and down (None: never), `peak` the
    largest lead in points, `peak_h` its hour, and `control_at_peak` how far the control has fallen by then.
    """

    onset_half_time_h: float
    size_points: float
    fade_half_time_days: float
    placebo_points: float
    hours: Array
    drug: Array
    control: Array
    onset_h: float | None
    peak: float
    peak_h: float
    control_at_peak: float
    end_h: float | None


def lead(hours: Array, size: float, onset_h: float, fade_h: float | None = None) -> Array:
    """Lead over the control after so many hours, in the unit of `size`; it lasts unless `fade_h` is given.

    `onset_h` and `fade_h` are half-times in hours. Raises ModelError unless they are above 0.

    >>> lead(np.array([0.0, 4.0, 8.0]), size=8, onset_h=4).tolist()
    [0.0, 4.0, 6.0]
    >>> lead(np.array([0.0, 4.0, 8.0]), size=8, onset_h=4, fade_h=8).round(1).tolist()
    [0.0, 2.8, 3.0]
    """
    if onset_h <= 0 or (fade_h is not None and fade_h <= 0):
        raise ModelError("The half-times of onset and fading must be above 0 hours.")
    grown = size * (1 - 0.5 ** (hours / onset_h))
    return grown if fade_h is None else grown * 0.5 ** (hours / fade_h)


def three_questions(
    onset_hours: float = 4, size_points: float = 8, fade_days: float = 7, placebo_points: float = 6
) -> ThreeQuestions:
    """Answer three questions about a course whose shape is chosen: when do drug and control part, how far, how long?

    `onset_hours` and `fade_days` are half-times, `size_points` is the largest lead, which is reached however slow the
    onset and however fast the fading, and `placebo_points` is how far the control falls in the end, with a half-time of
    a week. Raises ModelError for a negative size and unless the half-times are above 0.

    >>> slow = three_questions(onset_hours=72, size_points=15, fade_days=1)
    >>> round(slow.peak, 6)
    15.0
    >>> three_questions(size_points=1).onset_h is None  # nobody would notice it
    True
    """
    if size_points < 0 or placebo_points < 0:
        raise ModelError("The size and placebo's own fall must not be below 0 points.")
    fade_h = 24 * fade_days
    top_of_one, top_h = _highest(onset_hours, fade_h)
    hours = np.union1d(np.geomspace(0.25, 1000, 600), [top_h])
    control = placebo_points * (1 - 0.5 ** (hours / WEEK_H))
    ahead_by = lead(hours, size_points / top_of_one, onset_hours, fade_h)
    ahead = np.flatnonzero(ahead_by >= NOTICED_POINTS)
    top = int(ahead_by.argmax())
    after = np.flatnonzero(ahead_by[top:] < NOTICED_POINTS)
    return ThreeQuestions(
        onset_half_time_h=onset_hours,
        size_points=size_points,
        fade_half_time_days=fade_days,
        placebo_points=placebo_points,
        hours=hours,
        drug=control + ahead_by,
        control=control,
        onset_h=float(hours[ahead[0]]) if ahead.size else None,
        peak=float(ahead_by[top]),
        peak_h=float(hours[top]),
        control_at_peak=float(control[top]),
        end_h=float(hours[top + after[0]]) if ahead.size and after.size else None,
    )


def _highest(onset_h: float, fade_h: float) -> tuple[float, float]:
    """The largest value of a lead with a size of 1 that fades, and its hour: where growing and fading balance."""
    lead(np.zeros(1), 1, onset_h, fade_h)  # refuses half-times that cannot be
    hour = onset_h * log2(1 + fade_h / onset_h)
    return float(lead(np.array([hour]), 1, onset_h, fade_h)[0]), hour
