"""Shapes of relief laid beside published leads of the drug over its control, by least squares.

With two or three points a curve is drawn through the data, which tests nothing; points that are held back test it. The
step from SSRIs' lead after one week to its half-time (taylor2006) supposes that it approaches a size.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd
from scipy.optimize import brentq, least_squares

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.engine.stats.proportions import Z95
from ketabrain.topics.relief.relief_curve import WEEK_H, lead


class Shape(StrEnum):
    """Shape that is laid beside the points."""

    APPROACH = "approach"
    FADING = "rise and fading"


class PublishedLead(StrEnum):
    """Leads of the drug over its control that can be fitted."""

    SSRIS = "SSRIs: share of their lead"
    DALY = "Daly 2018: points, 84 mg"
    CANUSO = "Canuso 2018: points"
    SU = "Su 2023: free of suicidal thoughts"


SIX_WEEKS_H = 6 * WEEK_H

_EARLIEST_ONSET_H, _LATEST_ONSET_H = 0.25, 400.0
_SHORTEST_FADE_H, _LONGEST_FADE_H = 12.0, 365 * 24.0
"""Bounds of the half-times in a least-squares fit."""
_STARTS_H = (2.0, 40.0, 300.0)
"""Onsets from which a fit sets out: from one alone it may end in a hollow that is not the deepest."""


@dataclass(frozen=True)
class Gap:
    """A lead of the drug over its control: hours, values, their standard errors (nan: not printed), and unit."""

    name: PublishedLead
    hours: Array
    values: Array
    errors: Array
    unit: str

    @property
    def reach(self) -> Array:
        """How far the 95% interval reaches to either side, in `unit`; 0 where no error is printed."""
        return np.where(np.isnan(self.errors), 0.0, Z95 * self.errors)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A curve beside a gap, its half-times (hours; fade None for an approach), and how far it misses the points.

    The misfits are roots of mean squares in the gap's unit: of the first `used` points, and of those held back (None
    if none is). `asked` is how many points the learner wanted to use.
    """

    gap: Gap
    curve: Shape
    asked: int
    used: int
    size: float
    onset_h: float
    fade_h: float | None
    hours: Array
    line: Array
    misfit_used: float
    misfit_held: float | None

    @property
    def onset_unseen(self) -> bool:
        """Whether the fit ends at its earliest onset: no look was early enough to tell it."""
        return self.onset_h < 1.01 * _EARLIEST_ONSET_H

    @property
    def unknowns(self) -> int:
        """Numbers that the curve may choose."""
        return 2 if self.curve is Shape.APPROACH else 3


@cache
def published_gap(name: PublishedLead) -> Gap:
    """A published lead from the tables."""
    match name:
        case PublishedLead.SU:
            return _gap_of_shares("Su 2023", "free of suicidal thoughts", name)
        case PublishedLead.DALY:
            return _gap_of_falls("Daly 2018", "84 mg", "placebo spray", name)
        case PublishedLead.CANUSO:
            ahead = _courses("Canuso 2018", "points ahead of control")
            return Gap(name, ahead["hours"].to_numpy(), ahead["value"].to_numpy(), ahead["se"].to_numpy(), "points")
        case PublishedLead.SSRIS:
            share = tables.quantity("ssri-share-week-one").midpoint
            return Gap(name, np.array([WEEK_H, SIX_WEEKS_H]), np.array([share, 100.0]), np.full(2, np.nan), "%")


def fit_gap(data: str = PublishedLead.SSRIS, curve: str = Shape.APPROACH, used: int = 4) -> Fit:
    """Lay a curve beside a published lead, by least squares on the first points.

    `data` is one PublishedLead (tables relief_courses and quantities), `curve` a Shape, and `used` says how many of the
    first points count: 2 or more, all if there are fewer. Raises ValueError for another word, ModelError for fewer than
    two points.

    >>> approach, fading = (fit_gap("Su 2023: free of suicidal thoughts", curve) for curve in Shape)
    >>> fading.misfit_used < approach.misfit_used
    True
    """
    data, curve = chosen(PublishedLead, data), chosen(Shape, curve)
    if used < 2:
        raise ModelError(f"A curve needs two points to be fitted to; got {used}.")
    seen = published_gap(data)
    asked, used = int(used), min(int(used), len(seen.hours))
    numbers = _least_squares(data, curve, used)
    misses = lead(seen.hours, *numbers) - seen.values
    hours = np.linspace(0, 1.05 * float(seen.hours.max()), 400)
    return Fit(
        gap=seen,
        curve=curve,
        asked=asked,
        used=used,
        size=numbers[0],
        onset_h=numbers[1],
        fade_h=numbers[2] if curve is Shape.FADING else None,
        hours=hours,
        line=lead(hours, *numbers),
        misfit_used=_root_mean_square(misses[:used]),
        misfit_held=_root_mean_square(misses[used:]) if used < len(misses) else None,
    )


def ssri_half_time_weeks() -> float:
    """Half-time of an approach with taylor2006's share of the six-week lead after one week."""
    share = tables.quantity("ssri-share-week-one").midpoint / 100

    def missed(half_time_h: float) -> float:
        week, end = lead(np.array([WEEK_H, SIX_WEEKS_H]), 1.0, half_time_h)
        return float(week / end - share)

    return float(brentq(missed, 24.0, 10 * WEEK_H)) / WEEK_H


def _courses(trial: str, measure: str) -> pd.DataFrame:
    """Rows of the table relief_courses."""
    rows = tables.load("relief_courses")
    return rows[(rows["trial"] == trial) & (rows["measure"] == measure)]


def _gap_of_shares(trial: str, measure: str, name: PublishedLead) -> Gap:
    """Share of the drug's group less that of the control, with the error of a difference of shares."""
    rows = _courses(trial, measure)
    drug, control = (rows[rows["role"] == role] for role in ("drug", "control"))
    p, q = ((arm["events"] / arm["n"]).to_numpy(float) for arm in (drug, control))
    errors = np.sqrt(p * (1 - p) / drug["n"].to_numpy(float) + q * (1 - q) / control["n"].to_numpy(float))
    return Gap(name, drug["hours"].to_numpy(), 100 * (p - q), 100 * errors, "percentage points")


def _gap_of_falls(trial: str, drug_arm: str, control_arm: str, name: PublishedLead) -> Gap:
    """Fall of the score in one arm less that in another."""
    rows = _courses(trial, "MADRS points fallen")
    drug, control = (rows[rows["arm"] == arm] for arm in (drug_arm, control_arm))
    values = drug["value"].to_numpy() - control["value"].to_numpy()
    errors = np.hypot(drug["se"].to_numpy(), control["se"].to_numpy())
    return Gap(name, drug["hours"].to_numpy(), values, errors, "points")


@cache
def _least_squares(data: PublishedLead, curve: Shape, used: int) -> tuple[float, ...]:
    """Size and half-times with the smallest squared misses, each divided by its error where errors are printed."""
    seen = published_gap(data)
    hours, values, errors = (each[:used] for each in (seen.hours, seen.values, seen.errors))
    weights = 1 / np.where(np.isnan(errors), 1.0, errors)
    largest = float(seen.values.max())
    low, high = [0.05 * largest, _EARLIEST_ONSET_H], [5 * largest, _LATEST_ONSET_H]
    if curve is Shape.FADING:
        low, high = [*low, _SHORTEST_FADE_H], [*high, _LONGEST_FADE_H]

    def missed(logs: Array) -> Array:
        return np.asarray(weights * (lead(hours, *np.exp(logs)) - values))

    starts = ([largest, onset_h, 240.0][: len(low)] for onset_h in _STARTS_H)
    found = [least_squares(missed, np.log(start), bounds=(np.log(low), np.log(high)), max_nfev=60) for start in starts]
    best = min(found, key=lambda each: float(each.cost))
    return tuple(float(number) for number in np.exp(best.x))


def _root_mean_square(misses: Array) -> float:
    return float(np.sqrt(np.mean(misses**2)))
