"""Blood pressure after the spray: a mean rise, and the share of people who ever pass a threshold.

The published mean is the highest point of a mean course. People peak at different minutes, so their own largest rises
average more, by how much is not known: taking it for their mean makes the spread larger than it is.

A person's largest rise in a session is drawn from a normal distribution around the published mean; part of the spread
lies between people and returns with every session, the rest is new each time. One number, the spread, is set so that
the share under 65 who pass 40 mmHg at least once is the label's; the label's other groups were not used. The course of
a session is a bump that peaks at 40 minutes. Illustration: nobody has published these people one by one.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import log, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.engine.stats.proportions import wilson


class PressureGroup(StrEnum):
    """Groups that the label counts, by age and by what was sprayed."""

    YOUNGER_SPRAY = "under 65, spray"
    YOUNGER_PLACEBO = "under 65, placebo"
    OLDER_SPRAY = "65 and over, spray"
    OLDER_PLACEBO = "65 and over, placebo"


class BackToNormal(StrEnum):
    """When the rise is over: by doherty2020 and by the label."""

    AFTER_90_MIN = "after 90 min"
    AFTER_4_H = "after 4 h"


FITTED = PressureGroup.YOUNGER_SPRAY
UNFITTED = tuple(group for group in PressureGroup if group is not FITTED)
"""The group whose share sets the spread, and those that it is tested on."""
LABEL_MMHG, LABEL_SESSIONS = 40.0, 8
"""Threshold of the label, and sessions in four weeks at two a week."""
BACK_MIN = {BackToNormal.AFTER_90_MIN: 90.0, BackToNormal.AFTER_4_H: 240.0}
PEAK_MIN = 40.0
HIGHER_MMHG = 5.0
"""An example of how far people's own largest rises may lie above the mean course; nobody has published it."""
_LEFT_AT_END = 0.05
"""Share of the peak that counts as over."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(40)


@dataclass(frozen=True)
class LabelGroup:
    """One group of the label: its mean rise at its highest (mmHg), people, and how many ever rose by 40 mmHg."""

    name: PressureGroup
    mean_mmhg: float
    people: int
    passed: int

    @property
    def share(self) -> float:
        """Share (0–1) who ever rose by 40 mmHg or more."""
        return self.passed / self.people

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval of that share."""
        return wilson(self.passed, self.people)


@dataclass(frozen=True, kw_only=True)
class PressureRun:
    """Share (0–1) of a group who pass each of `thresholds_mmhg` at least once, and a few sessions over `minutes`.

    `spread_if_higher_mmhg` is the spread if people's own largest rises averaged HIGHER_MMHG more than the mean course
    at its highest. `rises` has a row for each of a few invented people; `passed` is the share for the chosen threshold,
    `left_at_90_min` the share of the peak that is left at minute 90.
    """

    group: LabelGroup
    threshold_mmhg: float
    sessions: int
    between_share: float
    spread_mmhg: float
    minutes: Array
    rises: Array
    mean_rise: Array
    spread_if_higher_mmhg: float
    thresholds_mmhg: Array
    passing: Array
    passed: float
    left_at_90_min: float


@cache
def label_group(name: str) -> LabelGroup:
    """One PressureGroup (table pressure_groups). Raises ValueError for another name."""
    name = chosen(PressureGroup, name)
    rows = tables.load("pressure_groups")
    row = rows.set_index(rows["group"] + ", " + rows["arm"]).loc[name]
    return LabelGroup(name, float(row["mean_systolic"]), int(row["people"]), int(row["systolic40"]))


def share_passing(
    mean_mmhg: float, spread_mmhg: float, between_share: float, sessions: int, threshold_mmhg: Array | float
) -> Array:
    """Share (0–1) whose largest rise passes the threshold(s) in at least one of the sessions: an array.

    Rises have the mean `mean_mmhg` and the spread `spread_mmhg` (SD, above 0); `between_share` (0 to below 1) is the
    part of the variance that belongs to the person, `sessions` (1 or more) how often a rise is drawn, `threshold_mmhg`
    one threshold or several. Raises ModelError for a number outside.

    Half of all rises pass their mean. In two sessions more people pass it at least once, unless the rise is mostly the
    person's own:

    >>> [round(float(share_passing(13, 12, *run, 13)[0]), 2) for run in ((0, 1), (0, 2), (0.9, 2))]
    [0.5, 0.75, 0.57]
    """
    if spread_mmhg <= 0 or not 0 <= between_share < 1 or sessions < 1:
        raise ModelError("The spread must be above 0, its part between people 0 to below 1, the sessions 1 or more.")
    person = spread_mmhg * sqrt(between_share) * _NODES
    above = np.atleast_1d(np.asarray(threshold_mmhg, dtype=float))[:, None] - mean_mmhg - person[None, :]
    never = ndtr(above / (spread_mmhg * sqrt(1 - between_share))) ** sessions
    return np.asarray(1 - never @ (_WEIGHTS / _WEIGHTS.sum()))


@cache
def calibrated_spread(between_share: float, higher_mmhg: float = 0.0) -> float:
    """Spread (SD, mmHg) at which the share under 65 on the spray who pass 40 mmHg in 8 sessions is the label's.

    `between_share` (0 to below 1) is as in share_passing, which raises ModelError. `higher_mmhg` (0 to 20) is by how
    much the mean of people's own largest rises lies above the highest point of the mean course. The higher, the less
    spread it takes:

    >>> calibrated_spread(0.5, higher_mmhg=5) < calibrated_spread(0.5)
    True
    """
    group = label_group(FITTED)

    def gap(spread: float) -> float:
        share = share_passing(group.mean_mmhg + higher_mmhg, spread, between_share, LABEL_SESSIONS, LABEL_MMHG)
        return float(share[0]) - group.share

    return float(brentq(gap, 2, 60))


def session(minutes: Array, back_min: float) -> Array:
    """A rise that starts at 0, peaks at 40 minutes with 1 and has 5% of it left at `back_min`."""
    x = np.asarray(minutes, dtype=float) / PEAK_MIN
    power = log(_LEFT_AT_END) / (log(back_min / PEAK_MIN) + 1 - back_min / PEAK_MIN)
    return np.asarray((x * np.exp(1 - x)) ** power)


def pressure_rises(
    group: str = FITTED,
    threshold_mmhg: float = LABEL_MMHG,
    sessions: float = LABEL_SESSIONS,
    between_share: float = 0.5,
    back: str = BackToNormal.AFTER_90_MIN,
) -> PressureRun:
    """One group of the label under the calibrated spread.

    `group` is a PressureGroup (means and counts: table pressure_groups), `threshold_mmhg` the rise (systolic, mmHg) to
    pass, `sessions` (1 or more) the number of doses, `between_share` (0 to below 1) the part of the variance between
    people that is theirs and returns with every session (not measured), `back` a BackToNormal. Raises ValueError for
    another word, ModelError for a number outside.

    >>> few, many = (pressure_rises(sessions=count).passed for count in (1, 8))
    >>> few < many
    True
    """
    back_min = BACK_MIN[chosen(BackToNormal, back)]
    found, count = label_group(group), int(sessions)
    spread = calibrated_spread(between_share)
    minutes: Array = np.linspace(0, 240, 121)
    bump = session(minutes, back_min)
    drawn = found.mean_mmhg + spread * np.random.default_rng(11).standard_normal(25)
    thresholds: Array = np.linspace(5, 60, 56)
    return PressureRun(
        group=found,
        threshold_mmhg=threshold_mmhg,
        sessions=count,
        between_share=between_share,
        spread_mmhg=spread,
        minutes=minutes,
        rises=drawn[:, None] * bump,
        mean_rise=found.mean_mmhg * bump,
        spread_if_higher_mmhg=calibrated_spread(between_share, HIGHER_MMHG),
        thresholds_mmhg=thresholds,
        passing=share_passing(found.mean_mmhg, spread, between_share, count, thresholds),
        passed=float(share_passing(found.mean_mmhg, spread, between_share, count, threshold_mmhg)[0]),
        left_at_90_min=float(session(np.array(90.0), back_min)),
    )
