"""Blood pressure after the spray: a mean rise, and the share of people who ever pass a threshold.

A person's largest rise in a session is drawn from a normal distribution around the published mean; part of the spread
lies between people and returns with every session, the rest is new each time. One number, the spread, is set so that
the share under 65 who pass 40 mmHg at least once is the label's; the label's other groups were not used. The course of
a session is a bump that peaks at 40 minutes. Illustration: nobody has published these people one by one.
"""

from dataclasses import dataclass
from functools import cache
from math import log, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError

GROUPS = ("under 65, spray", "under 65, placebo", "65 and over, spray", "65 and over, placebo")
LABEL_MMHG, LABEL_SESSIONS = 40.0, 8
"""Threshold of the label, and sessions in four weeks at two a week."""
BACK = {"after 90 min": 90.0, "after 4 h": 240.0}
"""When the rise is over: by doherty2020 and by the label."""
PEAK_MIN = 40.0
_LEFT_AT_END = 0.05
"""Share of the peak that counts as over."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(40)


@dataclass(frozen=True)
class LabelGroup:
    """One group of the label: mean of the largest rise (mmHg), people, and how many ever rose by 40 mmHg or more."""

    name: str
    mean_mmhg: float
    people: int
    passed: int


@dataclass(frozen=True)
class PressureRun:
    """Share (0–1) of a group who pass each of `thresholds_mmhg` at least once, and a few sessions over `minutes`.

    `rises` has a row for each of a few invented people; `passed` is the share for the chosen threshold.
    """

    group: LabelGroup
    threshold_mmhg: float
    sessions: int
    between_share: float
    spread_mmhg: float
    minutes: Array
    rises: Array
    mean_rise: Array
    thresholds_mmhg: Array
    passing: Array
    passed: float


@cache
def label_group(name: str) -> LabelGroup:
    """One of GROUPS. Raises ModelError for another name."""
    if name not in GROUPS:
        raise ModelError(f"There is no group {name!r}; use one of {', '.join(GROUPS)}.")
    rows = tables.load("pressure_groups")
    row = rows.set_index(rows["group"] + ", " + rows["arm"]).loc[name]
    return LabelGroup(name, float(row["mean_systolic"]), int(row["people"]), int(row["systolic40"]))


def share_passing(
    mean_mmhg: float, spread_mmhg: float, between_share: float, sessions: int, threshold_mmhg: Array | float
) -> Array:
    """Share (0–1) whose largest rise passes the threshold(s) in at least one of the sessions.

    `between_share` (0–1) is the part of the variance that belongs to the person. Raises ModelError.
    """
    if spread_mmhg <= 0 or not 0 <= between_share < 1 or sessions < 1:
        raise ModelError("The spread must be above 0, its part between people 0 to below 1, the sessions 1 or more.")
    person = spread_mmhg * sqrt(between_share) * _NODES
    above = np.atleast_1d(np.asarray(threshold_mmhg, dtype=float))[:, None] - mean_mmhg - person[None, :]
    never = ndtr(above / (spread_mmhg * sqrt(1 - between_share))) ** sessions
    return np.asarray(1 - never @ (_WEIGHTS / _WEIGHTS.sum()))


@cache
def calibrated_spread(between_share: float) -> float:
    """Spread (SD, mmHg) at which the share under 65 on the spray who pass 40 mmHg in 8 sessions is the label's."""
    group = label_group(GROUPS[0])

    def gap(spread: float) -> float:
        share = share_passing(group.mean_mmhg, spread, between_share, LABEL_SESSIONS, LABEL_MMHG)
        return float(share[0]) - group.passed / group.people

    return float(brentq(gap, 2, 60))


def session(minutes: Array, back_min: float) -> Array:
    """A rise that starts at 0, peaks at 40 minutes with 1 and has 5% of it left at `back_min`."""
    x = np.asarray(minutes, dtype=float) / PEAK_MIN
    power = log(_LEFT_AT_END) / (log(back_min / PEAK_MIN) + 1 - back_min / PEAK_MIN)
    return np.asarray((x * np.exp(1 - x)) ** power)


def blood_pressure(
    group: str = GROUPS[0],
    threshold_mmhg: float = LABEL_MMHG,
    sessions: float = LABEL_SESSIONS,
    between_share: float = 0.5,
    back: str = "after 90 min",
) -> PressureRun:
    """One group of the label under the calibrated spread. Raises ModelError for another word or an odd number."""
    if back not in BACK:
        raise ModelError(f"There is no choice {back!r}; use one of {', '.join(BACK)}.")
    found, count = label_group(group), int(sessions)
    spread = calibrated_spread(between_share)
    minutes: Array = np.linspace(0, 240, 121)
    bump = session(minutes, BACK[back])
    drawn = found.mean_mmhg + spread * np.random.default_rng(11).standard_normal(25)
    thresholds: Array = np.linspace(5, 60, 56)
    passing = share_passing(found.mean_mmhg, spread, between_share, count, thresholds)
    passed = float(share_passing(found.mean_mmhg, spread, between_share, count, threshold_mmhg)[0])
    return PressureRun(
        found, threshold_mmhg, count, between_share, spread, minutes, drawn[:, None] * bump, found.mean_mmhg * bump,
        thresholds, passing, passed,
    )  # fmt: skip
