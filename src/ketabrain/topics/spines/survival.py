"""How long spines last: of those counted on day 0, how many are still counted later, by one rate and by two pools.

Formed and lost between sessions give the rates (turnover_rates). What is seen later (table spine_courses) shows how far
they reach: how many spines of a session are still there, how many of those that were new, and how many there are in
all. The shares of two pools can be chosen to fit the first two; the density then says whether too many new ones last.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.show_table import Rows
from ketabrain.topics.spines.birth_death import Episode, expected_number
from ketabrain.topics.spines.turnover import START_DAY, counted_densities
from ketabrain.topics.spines.turnover_rates import (
    LASTING_NEW_PERCENT,
    Pools,
    Preparation,
    Rates,
    preparation_rates,
    preparations,
)

SURVIVAL_DAYS = 32
"""Days that the curves run for."""
MOST_OVERLOOKED = 0.9
"""Of the change that was counted in a preparation, the most that may be slips."""


@dataclass(frozen=True, kw_only=True)
class SpineSurvival:
    """Spines of day 0 that are still counted later (percent, on `days`), by one rate and by two pools.

    `new_one` and `new_two` follow the spines that were new in the second of two sessions instead, on days since that
    session. `lifetimes_one` and `lifetimes_two` (days) are the mean lifetimes of the pools, the fast one first.
    `points` are rows of the table spine_courses with the columns `own` (from this preparation), `new` (about new
    spines), `days`, and `one` and `two` (what the curves say there) added; `densities` are those of the same mice after
    the first session (see counted_densities), with `one` and `two` added likewise. `scoring_error_percent` of the
    spines there are overlooked in each session: what was asked, or MOST_OVERLOOKED of what was counted if that is less.
    """

    preparation: Preparation
    fast_share_percent: float
    lasting_new_percent: float
    scoring_error_percent: float
    lifetimes_one: Array
    lifetimes_two: Array
    days: Array
    one: Array
    two: Array
    new_one: Array
    new_two: Array
    points: pd.DataFrame
    densities: pd.DataFrame

    def at(self, day: float) -> tuple[float, float]:
        """Percent still counted on a day, by one rate and by two pools."""
        return float(np.interp(day, self.days, self.one)), float(np.interp(day, self.days, self.two))


def spine_survival(
    preparation: str,
    fast_share_percent: float = 50,
    lasting_new_percent: float = LASTING_NEW_PERCENT,
    scoring_error_percent: float = 0,
) -> SpineSurvival:
    """Predict weeks from sessions two days apart: how many spines of day 0 are still counted, by one pool and by two.

    The fast of two pools holds `fast_share_percent` of the spines, `lasting_new_percent` of the new ones last, and
    `scoring_error_percent` are overlooked in each session. Raises what preparation_rates raises.

    >>> one, two = spine_survival("frontal cortex, 2021, saline mice").at(30)
    >>> round(one), round(two)
    (29, 52)
    """
    refuse_unknown((preparation, preparations()))
    prep = preparations()[preparation]
    scoring_error_percent = min(scoring_error_percent, MOST_OVERLOOKED * min(prep.formation_percent, prep.loss_percent))
    one, two = (
        preparation_rates(preparation, pools, fast_share_percent, lasting_new_percent, scoring_error_percent)
        for pools in Pools
    )
    days = np.linspace(0, SURVIVAL_DAYS, 129)
    missed = scoring_error_percent / 100
    kept = [_still_counted(rates.shares, rates.losses, days, missed) for rates in (one, two)]
    new_kept = [_new_still_counted(rates, prep, days, missed) for rates in (one, two)]
    points = _survival_points(prep.source)
    along = points["days"].to_numpy()
    predicted = {
        name: np.where(points["new"], np.interp(along, days, of_new), np.interp(along, days, of_all))
        for name, of_all, of_new in zip(("one", "two"), kept, new_kept, strict=True)
    }
    densities = counted_densities(prep.row)
    densities = densities[densities["day"] > START_DAY]
    return SpineSurvival(
        preparation=prep,
        fast_share_percent=fast_share_percent,
        lasting_new_percent=lasting_new_percent,
        scoring_error_percent=scoring_error_percent,
        lifetimes_one=1 / one.losses,
        lifetimes_two=1 / two.losses,
        days=days,
        one=kept[0],
        two=kept[1],
        new_one=new_kept[0],
        new_two=new_kept[1],
        points=points.assign(**predicted),
        densities=densities.assign(one=_density(one, densities), two=_density(two, densities)),
    )


def every_count(result: SpineSurvival) -> Rows:
    """What was counted at every mark of the picture, and what both models say there, for the table below it."""
    points = result.points
    counted = {
        "study": points["study"],
        "counted in": points["subjects"],
        "spines": points["new"].map({True: "new", False: "all"}),
        "days later": points["days"],
        "still there, %": points["percent"],
        "one pool, %": points["one"].round(1),
        "two pools, %": points["two"].round(1),
    }
    return Rows(caption="Every mark, and what the models expect there", frame=pd.DataFrame(counted))


def _density(rates: Rates, rows: pd.DataFrame) -> Array:
    """Spines (percent of the start) on the days of `rows`, if nothing but chance moves them."""
    since = rows["day"].to_numpy(dtype=float) - START_DAY
    if not len(since):
        return since
    steady = Episode(0.0, float(since.max()), 100 * rates.births)
    return expected_number(since, np.asarray(100 * rates.shares), rates.losses, [steady])[0]


def _still_counted(shares: Array, losses: Array, days: Array, missed: float) -> Array:
    """Percent of the spines counted on day 0 that are counted again; every later session overlooks some."""
    return 100 * np.where(days > 0, 1 - missed, 1) * (np.exp(-np.outer(days, losses)) @ shares)


def _new_still_counted(rates: Rates, prep: Preparation, days: Array, missed: float) -> Array:
    """The same for spines counted as new: those born since the session before, and old ones overlooked in it."""
    born = rates.births / rates.losses * -np.expm1(-rates.losses * prep.interval_days)
    overlooked = missed * rates.shares * np.exp(-rates.losses * prep.interval_days)
    pools = born + overlooked
    return _still_counted(pools / pools.sum(), rates.losses, days, missed)


@cache
def _survival_points(source: str) -> pd.DataFrame:
    """What studies counted: a loss from session to session without a drug is a survival too."""
    table = tables.load("spine_courses")
    later = table[table["measure"].isin(["still there", "lives 8 days or more", "new spines still there"])]
    later = later[later["group"] != "psilocybin"]
    early = table[(table["measure"] == "loss") & (table["day"] == -1) & (table["group"] == "saline")]
    rates = tables.load("spine_rates").drop_duplicates("source").set_index("source").loc[early["source"]]
    lost = {"percent": "loss_percent", "lower": "loss_upper", "upper": "loss_lower"}  # of all sessions, not the first
    early = early.assign(**{kept: 100 - rates[column].to_numpy() for kept, column in lost.items()})
    rows = pd.concat([early, later], ignore_index=True)
    return rows.assign(
        own=rows["source"] == source,
        new=rows["measure"] == "new spines still there",
        days=rows["interval_days"].astype(float),
    )
