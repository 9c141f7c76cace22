"""Rates at which spines come and go, from published counts: a birth–death process with one pool of spines or two.

Spines appear at B per day whatever their number, and each of them is lost at d per day. If the two counts of a study
lie T days apart and found f percent formed and p percent lost (both of the spines in the first session), then

    exp(−d T) = 1 − p/100            so d = −ln(1 − p/100) / T,
    B (1 − exp(−d T)) / d = f/100    so B = (f/100) d / (p/100)    for every spine at the start.

The second line allows for spines that appear and vanish unseen between two sessions. With two pools, a fast and a slow
one, each loses at its own rate, and new spines have a fate of their own: a share of them lasts, that is, belongs to the
slow pool from birth; the same two counts come out. The slow rate is borrowed from another preparation, which is an
assumption of ours, and so are the two shares; survival shows how well they fit. Spines never change pools, loss and
birth know nothing of learning, age or neighbours, and the spines of one mouse are as independent as those of two: real
ones are not. The rates are tables of counts in mice without a drug: of all sessions of mice that only ever got saline,
of the sessions before the drug in others. Rates of different preparations are never mixed in a run.

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
LASTING_NEW_PERCENT = 5.0
"""Share of new spines that last, as a start: assumed, within what the mice of 2021 allow (see survival)."""
FASTEST_KEPT = 0.01
"""Least that the fast pool keeps from session to session: what it is too small to lose, the slow pool loses."""


class Pools(StrEnum):
    """Whether all spines run one risk, or a fast and a slow pool run two."""

    ONE = "one pool"
    TWO = "two pools"


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """One row of the table spine_rates: percent formed and lost between two sessions `interval_days` apart.

    `formation_range` and `loss_range` are their lower and upper ends (`spread` says of what); both ends are the value
    itself where none was printed. `comment` says what was done to the printed figures; `row` is the row's id and
    `source` its reference.
    """

    name: str
    row: str
    source: str
    interval_days: float
    formation_percent: float
    loss_percent: float
    formation_range: tuple[float, float]
    loss_range: tuple[float, float]
    spread: str
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
    8.0
    """
    return MappingProxyType({row.preparation: _read(row) for row in tables.load("spine_rates").itertuples()})


def preparation_rates(
    preparation: str,
    pools: str = Pools.ONE,
    fast_share_percent: float = 50,
    lasting_new_percent: float = LASTING_NEW_PERCENT,
    scoring_error_percent: float = 0,
) -> Rates:
    """The rates that give the counts of one preparation.

    `preparation` is a name of the table spine_rates, `pools` one of Pools. The fast of two pools holds
    `fast_share_percent` (above 0, below 100; assumed) of the spines at the start; the slow one loses as the spines of
    adult visual cortex do (grutzendler2002), or at the rate of all spines if that is slower still, and gets
    `lasting_new_percent` (0 to 100; assumed) of the new spines. If `scoring_error_percent` (from 0 up to what was
    counted) of the spines are overlooked in each session, some were counted as lost (and later as new) that never went,
    so the true rates are lower. Raises ValueError for an unknown preparation or number of pools, and ModelError, which
    is one, for shares out of range, or more error than counted change.

    >>> rates = preparation_rates("frontal cortex, 2021, saline mice")
    >>> round(float(np.exp(-2 * rates.losses.item())), 3)  # kept over two days: 8.0% were lost
    0.92
    """
    prep = _known(preparation)
    counts = prep.formation_percent, prep.loss_percent
    return _rates(prep, counts, pools, fast_share_percent, lasting_new_percent, scoring_error_percent)


def rates_at_the_ends(
    preparation: str,
    pools: str = Pools.ONE,
    fast_share_percent: float = 50,
    lasting_new_percent: float = LASTING_NEW_PERCENT,
) -> tuple[Rates, Rates]:
    """The rates if the fewest spines that were counted formed and the most went, and the other way round.

    Arguments and errors are those of `preparation_rates`.

    >>> fewest, most = rates_at_the_ends("frontal cortex, 2021, saline mice")
    >>> fewest.births.item() < most.births.item(), fewest.losses.item() > most.losses.item()
    (True, True)
    """
    prep = _known(preparation)
    (least_formed, most_formed), (least_lost, most_lost) = prep.formation_range, prep.loss_range
    shares = fast_share_percent, lasting_new_percent
    return (
        _rates(prep, (least_formed, most_lost), pools, *shares),
        _rates(prep, (most_formed, least_lost), pools, *shares),
    )


def _known(preparation: str) -> Preparation:
    known = preparations()
    refuse_unknown((preparation, known))
    return known[preparation]


def _rates(
    prep: Preparation,
    counts: tuple[float, float],
    pools: str,
    fast_share_percent: float,
    lasting_new_percent: float,
    scoring_error_percent: float = 0,
) -> Rates:
    """The rates that give `counts` (percent formed and lost) between two sessions of a preparation."""
    pools = chosen(Pools, pools)
    if not 0 < fast_share_percent < 100:
        raise ModelError(f"The fast pool holds between 0 and 100% of the spines; got {fast_share_percent:g}%.")
    if not 0 <= lasting_new_percent <= 100:
        raise ModelError(f"Of the new spines 0 to 100% last; got {lasting_new_percent:g}%.")
    if not 0 <= scoring_error_percent < min(counts):
        raise ModelError(
            f"Overlooking {scoring_error_percent:g}% of the spines would feign more change than was counted: "
            f"{counts[0]:.3g}% formed and {counts[1]:.3g}% lost."
        )
    missed = scoring_error_percent / 100
    kept = (1 - counts[1] / 100) / (1 - missed)  # what was seen twice is what stayed, less what was overlooked
    formed = counts[0] / 100 - missed * kept
    if pools is Pools.ONE:
        shares, losses, fates = np.ones(1), np.array([-log(kept) / prep.interval_days]), np.ones(1)
    else:
        shares, losses = _two_pools(kept, prep.interval_days, fast_share_percent)
        fates = np.array([100 - lasting_new_percent, lasting_new_percent]) / 100
    seen_of_births = fates @ (-np.expm1(-losses * prep.interval_days) / losses)  # some are gone before they are seen
    return Rates(shares, losses, formed / seen_of_births * fates)


def _two_pools(kept: float, interval_days: float, fast_share_percent: float) -> tuple[Array, Array]:
    """Shares and losses of a fast and a slow pool that together keep the share `kept` from session to session."""
    fast = fast_share_percent / 100
    slow_kept = exp(-min(_slow_loss() * interval_days, -log(kept)))
    fast_kept = (kept - (1 - fast) * slow_kept) / fast
    if fast_kept < FASTEST_KEPT:
        fast_kept = min(FASTEST_KEPT, kept)
        slow_kept = (kept - fast * fast_kept) / (1 - fast)
    return np.array([fast, 1 - fast]), -np.log([fast_kept, slow_kept]) / interval_days


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
        formation_range=_ends(row.formation_lower, row.formation_upper, formed),
        loss_range=_ends(row.loss_lower, row.loss_upper, lost),
        spread=row.spread,
        comment=row.comment,
    )


def _ends(lower: float, upper: float, value: float) -> tuple[float, float]:
    """The ends of a spread, or the value itself twice if none was printed."""
    return (float(value), float(value)) if pd.isna(lower) else (float(lower), float(upper))


@cache
def _slow_loss() -> float:
    """Loss per spine and day in adult visual cortex, where spines stay longest."""
    kept = tables.load("spine_courses").set_index("id").loc["grutzendler2002-grown"]
    return -log(float(kept["percent"]) / 100) / float(kept["interval_days"])
