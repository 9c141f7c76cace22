"""When does a pair of spikes strengthen a synapse? The calcium rule of Graupner and Brunel (graupner2012).

Each spike adds calcium that decays with one time constant: the presynaptic spike C_pre, after a delay D and by way of
NMDA receptors, the postsynaptic spike C_post. While calcium is above theta_d the synapse weakens, above theta_p it
strengthens as well. The efficacy of a synapse drifts with the time spent above each threshold, with noise; at the end
it falls to the DOWN or the UP state. Mean and variance have closed forms, so a point takes microseconds.

What is simplified: calcium of two spikes adds up without saturating; the slow drift towards UP or DOWN *during* the
protocol is left out (as in the paper's own analysis); and block by ketamine is our addition: it scales C_pre alone.
All parameters are the published sets (table plasticity_parameters); none was fitted here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError

WINDOW_PAIRS, RATE_PAIRS = 60, 75
"""Pairs of spikes in the authors' protocols: for windows of spike timing, and for cortical rates (graupner2012)."""


@dataclass(frozen=True)
class CalciumRule:
    """One published parameter set; times in s, calcium in units of the depression threshold."""

    name: str
    tau_ca: float
    c_pre: float
    c_post: float
    theta_d: float
    theta_p: float
    gamma_d: float
    gamma_p: float
    sigma: float
    tau: float
    rho_star: float
    delay: float
    beta: float
    b: float

    def blocked(self, share: float) -> "CalciumRule":
        """The same synapse with a `share` (0–1) of its NMDA receptors blocked. Raises ModelError outside 0–1."""
        if not 0 <= share <= 1:
            raise ModelError(f"The share of blocked receptors lies between 0 and 1; got {share:g}.")
        return replace(self, c_pre=self.c_pre * (1 - share))


@dataclass(frozen=True)
class SpikePairs:
    """`count` pairs at `rate_hz`; the postsynaptic spike comes `interval_s` after the presynaptic one (arrays may be
    given for either, and broadcast)."""

    interval_s: Array | float
    rate_hz: Array | float
    count: int


@cache
def rules() -> Mapping[str, CalciumRule]:
    """Every published parameter set by name, in the order of the table."""
    columns = {"tau_Ca": "tau_ca", "C_pre": "c_pre", "C_post": "c_post", "D": "delay"}
    table = tables.load("plasticity_parameters")
    sets = {
        name: CalciumRule(name, **{columns.get(row.symbol, row.symbol): row.value for row in rows.itertuples()})
        for name, rows in table.groupby("set", sort=False)
    }
    return MappingProxyType(sets)


def share_above(rule: CalciumRule, pairs: SpikePairs, threshold: float) -> Array:
    """Share of time (0–1) that calcium spends above `threshold` once the pairs repeat; shape of the broadcast pairs.

    `threshold` is in the rule's own units: theta_d or theta_p.
    """
    period = 1 / np.asarray(pairs.rate_hz, dtype=float)
    pre = np.mod(rule.delay, period)
    post = np.mod(pairs.interval_s, period)
    pre_first = pre <= post
    first_jump = np.where(pre_first, rule.c_pre, rule.c_post)
    second_jump = np.where(pre_first, rule.c_post, rule.c_pre)
    gap = np.abs(post - pre)
    rest = period - gap
    # What is left of all earlier pairs is a geometric series.
    carry = 1 / -np.expm1(-period / rule.tau_ca)
    after_first = carry * (first_jump + second_jump * np.exp(-rest / rule.tau_ca))
    after_second = carry * (second_jump + first_jump * np.exp(-gap / rule.tau_ca))
    return (_time_above(rule, after_first, gap, threshold) + _time_above(rule, after_second, rest, threshold)) / period


def strength_ratio(rule: CalciumRule, pairs: SpikePairs) -> Array:
    """Mean strength of many synapses after the protocol over that before it; 1 means no change (graupner2012).

    Raises ModelError for a rate that is not positive or fewer than one pair. Pairs once in ten seconds, the sender
    10 ms ahead, strengthen a cortical synapse; with half of its NMDA receptors blocked they weaken it:

    >>> slow, rule = SpikePairs(interval_s=0.01, rate_hz=0.1, count=75), rules()["cortical slices"]
    >>> bool(strength_ratio(rule, slow) > 1 > strength_ratio(rule.blocked(0.5), slow))
    True
    """
    if np.any(np.asarray(pairs.rate_hz) <= 0) or pairs.count < 1:
        raise ModelError("Spike pairs need a rate above zero and at least one pair.")
    above_d = share_above(rule, pairs, rule.theta_d)
    above_p = share_above(rule, pairs, rule.theta_p)
    up, down = rule.gamma_p * above_p, rule.gamma_d * above_d
    total = up + down
    moved = total > 0
    total = np.where(moved, total, 1.0)
    target = up / total
    left = np.exp(-pairs.count / np.asarray(pairs.rate_hz, dtype=float) * total / rule.tau)
    spread = np.sqrt(rule.sigma**2 * (above_p + above_d) / total * (1 - left**2) / 2)
    spread = np.where(moved, spread, 1.0)
    # From DOWN (0) and from UP (1): where the mean has gone, and how likely it now lies above the ridge at rho_star.
    up_from_down = ndtr((target * (1 - left) - rule.rho_star) / spread)
    up_from_up = ndtr((target + (1 - target) * left - rule.rho_star) / spread)
    up_share = rule.beta * up_from_down + (1 - rule.beta) * up_from_up
    before = rule.beta + (1 - rule.beta) * rule.b
    return np.where(moved, ((1 - up_share) + up_share * rule.b) / before, 1.0)


@dataclass(frozen=True)
class TimingWindow:
    """Strength ratio for pairs of spikes `interval_ms` apart, with a share of receptors blocked and (`control`) none.

    `points` are the published points for this set and rate (rows of the table plasticity_points).
    """

    name: str
    rate_hz: float
    block: float
    interval_ms: Array
    ratio: Array
    control: Array
    points: pd.DataFrame

    def ratio_at(self, interval_ms: float) -> float:
        """Strength ratio at one interval (ms), between those that were computed on a straight line."""
        return float(np.interp(interval_ms, self.interval_ms, self.ratio))


def timing_window(name: str, rate_hz: float, block: float) -> TimingWindow:
    """Sixty pairs at every interval from −100 to 100 ms, as far as half a period allows.

    `name` is one of rules(), `rate_hz` counts pairs per second, `block` is the share (0–1) of receptors blocked. Raises
    ModelError for another name, a rate that is not positive and a share outside 0–1.
    """
    rule = _rule(name)
    reach_ms = min(100.0, 500 / rate_hz)
    interval_ms = np.linspace(-reach_ms, reach_ms, 201)
    pairs = SpikePairs(interval_ms / 1000, rate_hz, WINDOW_PAIRS)
    points = _points(name)
    return TimingWindow(
        name,
        rate_hz,
        block,
        interval_ms,
        strength_ratio(rule.blocked(block), pairs),
        strength_ratio(rule, pairs),
        points[np.isclose(points["rate_hz"], rate_hz)],
    )


@dataclass(frozen=True)
class RateCurves:
    """Strength ratio against the rate of pairs, for the sender 10 ms ahead (`after`) and 10 ms behind (`before`).

    `points` are the published measurements for this set (rows of the table plasticity_points).
    """

    name: str
    block: float
    rate_hz: Array
    after: Array
    before: Array
    points: pd.DataFrame


def rate_curves(name: str, block: float) -> RateCurves:
    """Seventy-five pairs at rates from 0.1 to 50 Hz, 10 ms apart.

    `name` is one of rules(), `block` the share (0–1) of receptors blocked. Raises ModelError for another name and a
    share outside 0–1.
    """
    rule = _rule(name).blocked(block)
    rate_hz = np.linspace(0.1, 50, 200)
    after, before = (strength_ratio(rule, SpikePairs(gap, rate_hz, RATE_PAIRS)) for gap in (0.01, -0.01))
    points = _points(name)
    return RateCurves(name, block, rate_hz, after, before, points[points["role"] == "measured"])


def published_points() -> pd.DataFrame:
    """Every published point beside what the rule says for it.

    Columns: set, kind, rate (Hz), timing (ms), published (%), rule (%), study.
    """
    table = tables.load("plasticity_points")
    known = tables.references()
    rows = [
        {
            "set": row.set,
            "kind": row.role,
            "rate (Hz)": row.rate_hz,
            "timing (ms)": row.dt_ms,
            "published (%)": 100 * (row.ratio - 1),
            "rule (%)": 100
            * (float(strength_ratio(_rule(row.set), SpikePairs(row.dt_ms / 1000, row.rate_hz, _pairs(row.pairs)))) - 1),
            "study": known[row.source].short,
        }
        for row in table.itertuples()
    ]
    return pd.DataFrame(rows)


def _pairs(count: Any) -> int:
    return RATE_PAIRS if pd.isna(count) else int(count)


def _rule(name: str) -> CalciumRule:
    if name not in rules():
        raise ModelError(f"There is no parameter set {name!r}; use one of {', '.join(rules())}.")
    return rules()[name]


def _points(name: str) -> pd.DataFrame:
    points = tables.load("plasticity_points")
    return points[points["set"] == name]


def _time_above(rule: CalciumRule, start: Array, stretch: Array, threshold: float) -> Array:
    """How long calcium that starts at `start` and decays stays above the threshold within a `stretch` (s)."""
    with np.errstate(divide="ignore"):
        crossing = rule.tau_ca * np.log(start / threshold)
    return np.clip(crossing, 0, stretch)
