"""Rates at which spines come and go, from published counts: a birth–death process with one pool of spines or two.

Spines appear at B per day whatever their number, and each of them is lost at d per day. If the two counts of a study
lie T days apart and found f percent formed and p percent lost (both of the spines in the first session), then

    exp(−d T) = 1 − p/100            so d = −ln(1 − p/100) / T,
    B (1 − exp(−d T)) / d = f/100    so B = (f/100) d / (p/100)    for every spine at the start.

The second line allows for spines that appear and vanish unseen between two sessions. With two pools, a fast and a slow
one, each loses at its own rate, births are shared out in proportion to what each pool loses, and the same two counts
come out; the slow rate is borrowed from another preparation, which is an assumption of ours, and so is the share of the
fast pool. Spines never change pools, loss and birth know nothing of learning, age or neighbours, and the spines of one
mouse are as independent as those of two: real ones are not. The rates are tables of counts in mice, before any drug.
Rates of different preparations are never mixed in a run.

Sources: kwandata2021, kwandata2016, zuo2005 and attardo2015 (table spine_rates); slow pool from grutzendler2002 (table
spine_courses).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import exp, log
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.errors import ModelError

SESSION_DAYS = 2.0
"""Days between sessions where a study printed a lifetime and no counts."""


class Pools(StrEnum):
    """Whether all spines run one risk, or a fast and a slow pool run two."""

    ONE = "one pool"
    TWO = "two pools"


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """One row of the table spine_rates: percent formed and lost between two sessions `interval_days` apart.

    `comment` says what was done to the printed figures; `row` is the row's id and `source` its reference.
    """

    name: str
    row: str
    source: str
    interval_days: float
    formation_percent: float
    loss_percent: float
    comment: str


@dataclass(frozen=True)
class Rates:
    """Rates of a preparation for one or two pools: arrays of one value a pool, the fast pool first.

    `shares` of the spines at the start (sum 1), `losses` per spine and day, `births` per day for every spine at the
    start.
    """

    shares: Array
    losses: Array
    births: Array


@cache
def preparations() -> Mapping[str, Preparation]:
    """Every preparation of the table spine_rates by its name in plain words.

    Where only a lifetime was printed, its middle gives the loss between sessions two days apart, and formation is set
    equal to it.

    >>> preparations()["frontal cortex, 2021, saline mice"].loss_percent
    8.7
    """
    return MappingProxyType({row.preparation: _read(row) for row in tables.load("spine_rates").itertuples()})


def preparation_rates(
    preparation: str, pools: str = Pools.ONE, fast_share_percent: float = 50, scoring_error_percent: float = 0
) -> Rates:
    """The rates that give the counts of one preparation.

    `preparation` is a name of the table spine_rates, `pools` one of Pools. The fast of two pools holds
    `fast_share_percent` (above 0, below 100; assumed) of the spines at the start; the slow one loses as the spines of
    adult visual cortex do (grutzendler2002), or at the rate of all spines if that is slower still. If
    `scoring_error_percent` (from 0 up to what was counted) of the spines are overlooked in each session, some were
    counted as lost (and later as new) that never went, so the true rates are lower. Raises ValueError for an unknown
    preparation or number of pools, and ModelError, which is one, for shares out of range, a fast pool too small for the
    loss that was counted, or more error than counted change.

    >>> rates = preparation_rates("frontal cortex, 2021, saline mice")
    >>> round(float(np.exp(-2 * rates.losses.item())), 3)  # kept over two days: 8.7% were lost
    0.913
    """
    known = preparations()
    refuse_unknown((preparation, known))
    pools = chosen(Pools, pools)
    if not 0 < fast_share_percent < 100:
        raise ModelError(f"The fast pool holds between 0 and 100% of the spines; got {fast_share_percent:g}%.")
    prep, missed = known[preparation], scoring_error_percent / 100
    if not 0 <= scoring_error_percent < min(prep.loss_percent, prep.formation_percent):
        raise ModelError(
            f"Overlooking {scoring_error_percent:g}% of the spines would feign more change than was counted: "
            f"{prep.formation_percent:.3g}% formed and {prep.loss_percent:.3g}% lost."
        )
    kept = (1 - prep.loss_percent / 100) / (1 - missed)  # what was seen twice is what stayed, less what was overlooked
    formed = prep.formation_percent / 100 - missed * kept
    if pools is Pools.ONE:
        shares, losses = np.ones(1), np.array([-log(kept) / prep.interval_days])
    else:
        shares, losses = _two_pools(kept, prep.interval_days, fast_share_percent)
    return Rates(shares, losses, formed / (1 - kept) * shares * losses)


def _two_pools(kept: float, interval_days: float, fast_share_percent: float) -> tuple[Array, Array]:
    """Shares and losses of a fast and a slow pool that together keep the share `kept` from session to session."""
    fast = fast_share_percent / 100
    slow_loss = min(_slow_loss(), -log(kept) / interval_days)
    fast_kept = (kept - (1 - fast) * exp(-slow_loss * interval_days)) / fast
    if fast_kept <= 0:
        raise ModelError(
            f"A fast pool of {fast_share_percent:g}% is too small: {100 * (1 - kept):.3g}% were lost between two "
            "sessions."
        )
    return np.array([fast, 1 - fast]), np.array([-log(fast_kept) / interval_days, slow_loss])


def _read(row: Any) -> Preparation:
    if pd.isna(row.interval_days):
        lifetime_days = (row.lifetime_lower_days + row.lifetime_upper_days) / 2
        lost = 100 * (1 - exp(-SESSION_DAYS / lifetime_days))
        interval_days, formed = SESSION_DAYS, lost
    else:
        interval_days, formed, lost = row.interval_days, row.formation_percent, row.loss_percent
    return Preparation(
        name=row.preparation,
        row=row.id,
        source=row.source,
        interval_days=float(interval_days),
        formation_percent=float(formed),
        loss_percent=float(lost),
        comment=row.comment,
    )


@cache
def _slow_loss() -> float:
    """Loss per spine and day in adult visual cortex, where spines stay longest."""
    kept = tables.load("spine_courses").set_index("id").loc["grutzendler2002-grown"]
    return -log(float(kept["percent"]) / 100) / float(kept["interval_days"])
