"""Two shapes of relief over time: an approach to a size, and a rise that fades again; fitted to published courses.

Both are descriptions and no mechanisms: size × (1 − 2^(−t/onset)), and the same × 2^(−t/fade), with half-times in
hours. With two or three points they are drawn through the data, which tests nothing; points that are held back test
them. The step from SSRIs' lead after one week to its half-time (taylor2006) supposes the first shape.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import brentq, least_squares

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError

CURVES = ("approach", "rise and fading")
HOW = ("by hand", "least squares")
SU, DALY, CANUSO, SSRI = (
    "Su 2023: free of suicidal thoughts",
    "Daly 2018: points, 84 mg",
    "Canuso 2018: points",
    "SSRIs: share of their lead",
)
GAPS = (SU, DALY, CANUSO, SSRI)
"""Leads of the drug over its control that can be fitted."""
WEEK_H = 168.0
SIX_WEEKS_H = 6 * WEEK_H
NOTICED_POINTS = 2.0
"""Smallest of the proposed MADRS differences that a patient would notice (quantity smallest-difference)."""

_ONSET_H, _FADE_H = (0.25, 400.0), (12.0, 365 * 24.0)
"""Bounds of the half-times in a least-squares fit."""
_STARTS_H = (2.0, 40.0, 300.0)
"""Onsets from which a fit sets out: from one alone it may end in a hollow that is not the deepest."""


@dataclass(frozen=True)
class Questions:
    """Schematic course of a drug and its control: `hours`, both falls in points, and the answers to three questions.

    `chosen` are its numbers: half-time of the onset (hours), size (points), half-time of fading (days), placebo's own
    fall (points).
    `onset_h` and `end_h` are where the lead passes NOTICED_POINTS on its way up and down (None: never), `peak` the
    largest lead in points and `peak_h` its hour.
    """

    chosen: tuple[float, float, float, float]
    hours: Array
    drug: Array
    control: Array
    onset_h: float | None
    peak: float
    peak_h: float
    end_h: float | None


@dataclass(frozen=True)
class Gap:
    """A lead of the drug over its control: hours, values, their standard errors (nan: not printed), and unit."""

    name: str
    hours: Array
    values: Array
    errors: Array
    unit: str


@dataclass(frozen=True)
class Fit:
    """A curve beside a gap, its half-times (hours; fade None for an approach), and how far it misses the points.

    The misfits are roots of mean squares in the gap's unit: of the first `used` points, and of those held back (None
    if none is). `hand` is the misfit of the learner's curve on the points used, `asked` how many points the learner
    wanted to use, and `own_fade_days` the learner's half-time of fading, which an approach leaves aside.
    """

    gap: Gap
    curve: str
    how: str
    asked: int
    used: int
    own_fade_days: float
    size: float
    onset_h: float
    fade_h: float | None
    hours: Array
    line: Array
    misfit_used: float
    misfit_held: float | None
    hand: float

    @property
    def onset_unseen(self) -> bool:
        """Whether the fit ends at its earliest onset: no look was early enough to tell it."""
        return self.how == HOW[1] and self.onset_h < 1.01 * _ONSET_H[0]

    @property
    def unknowns(self) -> int:
        """Numbers that the curve may choose."""
        return 2 if self.curve == CURVES[0] else 3


def benefit(hours: Array, size: float, onset_h: float, fade_h: float | None = None) -> Array:
    """Lead after so many hours, in the unit of `size`. Raises ModelError unless the half-times are above 0."""
    if onset_h <= 0 or (fade_h is not None and fade_h <= 0):
        raise ModelError("The half-times of onset and fading must be above 0 hours.")
    grown = size * (1 - 0.5 ** (hours / onset_h))
    return grown if fade_h is None else grown * 0.5 ** (hours / fade_h)


def questions(
    onset_hours: float = 4, size_points: float = 8, fade_days: float = 7, placebo_points: float = 6
) -> Questions:
    """Answer three questions about a course whose shape is chosen. Raises ModelError for a negative size."""
    if size_points < 0 or placebo_points < 0:
        raise ModelError("The size and placebo's own fall must not be below 0 points.")
    hours = np.geomspace(0.25, 1000, 600)
    control = placebo_points * (1 - 0.5 ** (hours / WEEK_H))
    lead = benefit(hours, size_points, onset_hours, 24 * fade_days)
    ahead = np.flatnonzero(lead >= NOTICED_POINTS)
    top = int(lead.argmax())
    after = np.flatnonzero(lead[top:] < NOTICED_POINTS)
    return Questions(
        chosen=(onset_hours, size_points, fade_days, placebo_points),
        hours=hours,
        drug=control + lead,
        control=control,
        onset_h=float(hours[ahead[0]]) if ahead.size else None,
        peak=float(lead[top]),
        peak_h=float(hours[top]),
        end_h=float(hours[top + after[0]]) if ahead.size and after.size else None,
    )


@cache
def gap(name: str) -> Gap:
    """One of GAPS from the tables. Raises ModelError for another name."""
    if name == SSRI:
        share = tables.quantity("ssri-share-week-one").midpoint
        return Gap(name, np.array([WEEK_H, SIX_WEEKS_H]), np.array([share, 100.0]), np.full(2, np.nan), "%")
    rows = tables.load("relief_courses")
    if name == SU:
        free = rows[(rows["trial"] == "Su 2023") & (rows["measure"] == "free of suicidal thoughts")]
        drug, control = (free[free["role"] == role] for role in ("drug", "control"))
        p, q = ((arm["events"] / arm["n"]).to_numpy(float) for arm in (drug, control))
        errors = np.sqrt(p * (1 - p) / drug["n"].to_numpy(float) + q * (1 - q) / control["n"].to_numpy(float))
        return Gap(name, drug["hours"].to_numpy(), 100 * (p - q), 100 * errors, "percentage points")
    if name == DALY:
        falls = rows[(rows["trial"] == "Daly 2018") & (rows["measure"] == "MADRS points fallen")]
        drug, control = (falls[falls["arm"] == arm] for arm in ("84 mg", "placebo spray"))
        values = drug["value"].to_numpy() - control["value"].to_numpy()
        errors = np.hypot(drug["se"].to_numpy(), control["se"].to_numpy())
        return Gap(name, drug["hours"].to_numpy(), values, errors, "points")
    if name == CANUSO:
        ahead = rows[(rows["trial"] == "Canuso 2018") & (rows["measure"] == "points ahead of control")]
        return Gap(name, ahead["hours"].to_numpy(), ahead["value"].to_numpy(), ahead["se"].to_numpy(), "points")
    raise ModelError(f"There are no data named {name!r}; use one of {', '.join(GAPS)}.")


def fit_gap(
    data: str = SU,
    curve: str = CURVES[0],
    how: str = HOW[0],
    size_percent: float = 100,
    onset_hours: float = 2,
    fade_days: float = 7,
    used: int = 4,
) -> Fit:
    """Lay a curve beside a gap: by the learner's numbers, or by least squares on the first `used` points.

    `size_percent` is the learner's size in per cent of the largest lead seen. Raises ModelError for another word or
    fewer than two points to use.
    """
    if curve not in CURVES or how not in HOW:
        raise ModelError(f"There is no {curve!r} {how!r}; use {', '.join(CURVES)} and {', '.join(HOW)}.")
    if used < 2:
        raise ModelError(f"A curve needs two points to be fitted to; got {used}.")
    seen = gap(data)
    asked, used = int(used), min(int(used), len(seen.hours))
    own: tuple[float, ...] = (size_percent / 100 * float(seen.values.max()), onset_hours)
    if curve == CURVES[1]:
        own += (24 * fade_days,)
    numbers = own if how == HOW[0] else _least_squares(seen, curve, used)
    misses = benefit(seen.hours, *numbers) - seen.values
    hours = np.linspace(0, 1.05 * float(seen.hours.max()), 400)
    return Fit(
        gap=seen,
        curve=curve,
        how=how,
        asked=asked,
        used=used,
        own_fade_days=fade_days,
        size=numbers[0],
        onset_h=numbers[1],
        fade_h=numbers[2] if curve == CURVES[1] else None,
        hours=hours,
        line=benefit(hours, *numbers),
        misfit_used=_root_mean_square(misses[:used]),
        misfit_held=_root_mean_square(misses[used:]) if used < len(misses) else None,
        hand=_root_mean_square((benefit(seen.hours, *own) - seen.values)[:used]),
    )


def ssri_half_time_weeks() -> float:
    """Half-time of an approach with taylor2006's share of the six-week lead after one week."""
    share = tables.quantity("ssri-share-week-one").midpoint / 100

    def missed(half_time_h: float) -> float:
        week, end = benefit(np.array([WEEK_H, SIX_WEEKS_H]), 1.0, half_time_h)
        return float(week / end - share)

    return float(brentq(missed, 24.0, 10 * WEEK_H)) / WEEK_H


def _least_squares(seen: Gap, curve: str, used: int) -> tuple[float, ...]:
    """Size and half-times with the smallest squared misses, each divided by its error where errors are printed."""
    hours, values, errors = (each[:used] for each in (seen.hours, seen.values, seen.errors))
    weights = 1 / np.where(np.isnan(errors), 1.0, errors)
    largest = float(seen.values.max())
    low, high = [0.05 * largest, _ONSET_H[0]], [5 * largest, _ONSET_H[1]]
    if curve == CURVES[1]:
        low, high = [*low, _FADE_H[0]], [*high, _FADE_H[1]]

    def missed(logs: Array) -> Array:
        return np.asarray(weights * (benefit(hours, *np.exp(logs)) - values))

    starts = ([largest, onset_h, 240.0][: len(low)] for onset_h in _STARTS_H)
    found = [least_squares(missed, np.log(start), bounds=(np.log(low), np.log(high)), max_nfev=60) for start in starts]
    best = min(found, key=lambda each: float(each.cost))
    return tuple(float(number) for number in np.exp(best.x))


def _root_mean_square(misses: Array) -> float:
    return float(np.sqrt(np.mean(misses**2)))
