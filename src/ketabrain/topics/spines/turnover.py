"""Spines that come and go: a birth–death process on a stretch of dendrite, rates from published counts.

Spines appear at B per day whatever their number, and each of them is lost at d per day. If the two counts of a study
lie T days apart and found f percent formed and p percent lost (both of the spines in the first session), then

    exp(−d T) = 1 − p/100            so d = −ln(1 − p/100) / T,
    B (1 − exp(−d T)) / d = f/100    so B = (f/100) d / (p/100)    for every spine at the start.

The second line allows for spines that appear and vanish unseen between two sessions. With two pools, a fast and a slow
one, each loses at its own rate, births are shared out in proportion to what each pool loses, and the same two counts
come out; the slow rate is borrowed from another preparation, which is an assumption of ours, and so is the share of the
fast pool. Spines never change pools, loss and birth know nothing of learning, age or neighbours, and the spines of one
mouse are as independent as those of two: real ones are not. The rates are tables of counts in mice, before any drug;
pulse, stress and drift are the learner's, not measured. Rates of different preparations are never mixed in a run.

Sources: kwandata2021, kwandata2016, zuo2005 and attardo2015 (table spine_rates); slow pool from grutzendler2002, points
to compare with from table spine_courses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.engine.export import EquationFile
from ketabrain.engine.stats.proportions import Z95

START_DAY, END_DAY = -3, 28
"""First and last day of a run: the frontal studies also began three days before the injection of day 0."""
SPINES = 80
"""Spines at the start of a run, chosen by us."""
SESSION_DAYS = 2.0
"""Days between sessions where a study printed a lifetime and no counts."""
POOLS = ("one pool", "two pools")
SURVIVAL_DAYS = 32

_UNITS = "spines in percent of those at the start, time in days since the first session"


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Turnover:
    """One simulated stretch of dendrite, and what is expected of many such stretches.

    `days`, `mean`, `low` and `high` (percent of the spines at the start) are the mean and the range that holds 95% of
    stretches with `SPINES` spines; `event_days` and `counted` are the simulated number after every event. `position`
    (0–1 along the stretch), `born` and `died` (days; −inf: there at the start, inf: still there at the end) describe
    every spine that ever was. `measured` are the density rows of table spine_courses for this preparation, with
    `density` in percent of the start; empty if there are none.
    """

    preparation: Preparation
    pools: str
    fast_share_percent: float
    stress: float
    pulse: float
    pulse_days: float
    drift: float
    seed: int
    day: float
    rates: Rates
    days: Array
    mean: Array
    low: Array
    high: Array
    event_days: Array
    counted: NDArray[np.int_]
    position: Array
    born: Array
    died: Array
    measured: pd.DataFrame

    def alive_at(self, day: float) -> NDArray[np.bool_]:
        """Which of all spines are there on a day."""
        return (self.born <= day) & (day < self.died)

    def between(self, first: float, second: float) -> tuple[float, float]:
        """What two sessions would count: percent formed and percent lost, both of the spines in the first."""
        before, after = self.alive_at(first), self.alive_at(second)
        seen = max(int(before.sum()), 1)
        return 100 * int((after & ~before).sum()) / seen, 100 * int((before & ~after).sum()) / seen

    def expected(self, day: float) -> tuple[float, float, float]:
        """Mean, low and high (percent of the start) on a day."""
        mean, low, high = (float(np.interp(day, self.days, each)) for each in (self.mean, self.low, self.high))
        return mean, low, high


@dataclass(frozen=True)
class Survival:
    """Spines of day 0 that are still counted later (percent, on `days`), by one rate and by two pools.

    `new_one` and `new_two` follow the spines that were new in the second of two sessions instead, on days since that
    session. `points` are rows of the table spine_courses with the columns `own` (from this preparation), `new` (about
    new spines) and `days` added. `scoring_error_percent` of the spines there are overlooked in each session.
    """

    preparation: Preparation
    fast_share_percent: float
    scoring_error_percent: float
    lifetimes_one: Array
    lifetimes_two: Array
    days: Array
    one: Array
    two: Array
    new_one: Array
    new_two: Array
    points: pd.DataFrame

    def at(self, day: float) -> tuple[float, float]:
        """Percent still counted on a day, by one rate and by two pools."""
        return float(np.interp(day, self.days, self.one)), float(np.interp(day, self.days, self.two))


@cache
def preparations() -> Mapping[str, Preparation]:
    """Every preparation of the table spine_rates by its name in plain words.

    Where only a lifetime was printed, its middle gives the loss between sessions two days apart, and formation is set
    equal to it.
    """
    found = {}
    for row in tables.load("spine_rates").itertuples():
        if pd.isna(row.interval_days):
            lifetime = (row.lifetime_lower_days + row.lifetime_upper_days) / 2
            lost = 100 * (1 - exp(-SESSION_DAYS / lifetime))
            interval, formed = SESSION_DAYS, lost
        else:
            interval, formed, lost = row.interval_days, row.formation_percent, row.loss_percent
        found[row.preparation] = Preparation(
            row.preparation, row.id, row.source, float(interval), float(formed), float(lost), row.comment
        )
    return MappingProxyType(found)


def preparation_rates(
    preparation: str, pools: str = POOLS[0], fast_share_percent: float = 50, scoring_error_percent: float = 0
) -> Rates:
    """The rates that give the counts of one preparation, for one of POOLS.

    If a share of spines is overlooked in each session, some were counted as lost (and later as new) that never went,
    so the true rates are lower. The slow pool loses as the spines of adult visual cortex do (grutzendler2002), or at
    the rate of all spines if that is slower still. Raises ModelError for an unknown preparation or number of pools,
    shares outside 0–100, a fast pool too small for the loss that was counted, or more error than counted change.
    """
    known = preparations()
    if preparation not in known:
        raise ModelError(f"There is no preparation {preparation!r}; use one of {'; '.join(known)}.")
    if pools not in POOLS:
        raise ModelError(f"Spines come in {' or '.join(POOLS)}; got {pools!r}.")
    if not 0 < fast_share_percent < 100:
        raise ModelError(f"The fast pool holds between 0 and 100% of the spines; got {fast_share_percent:g}%.")
    prep, fast, missed = known[preparation], fast_share_percent / 100, scoring_error_percent / 100
    if not 0 <= scoring_error_percent < min(prep.loss_percent, prep.formation_percent):
        raise ModelError(
            f"Overlooking {scoring_error_percent:g}% of the spines would feign more change than was counted: "
            f"{prep.formation_percent:.3g}% formed and {prep.loss_percent:.3g}% lost."
        )
    kept = (1 - prep.loss_percent / 100) / (1 - missed)  # what was seen twice is what stayed, less what was overlooked
    formed = prep.formation_percent / 100 - missed * kept
    all_loss = -log(kept) / prep.interval_days
    if pools == POOLS[0]:
        shares, losses = np.ones(1), np.array([all_loss])
    else:
        slow_loss = min(_slow_loss(), all_loss)
        fast_kept = (kept - (1 - fast) * exp(-slow_loss * prep.interval_days)) / fast
        if fast_kept <= 0:
            raise ModelError(
                f"A fast pool of {fast_share_percent:g}% is too small: {100 * (1 - kept):.3g}% were lost between two "
                "sessions."
            )
        shares, losses = np.array([fast, 1 - fast]), np.array([-log(fast_kept) / prep.interval_days, slow_loss])
    return Rates(shares, losses, formed / (1 - kept) * shares * losses)


def simulate(
    preparation: str,
    pools: str = POOLS[0],
    fast_share_percent: float = 50,
    stress: float = 1,
    pulse: float = 1,
    pulse_days: float = 2,
    drift: float = 0,
    seed: int = 1,
    day: float = 7,
) -> Turnover:
    """Follow every spine of one stretch from START_DAY to END_DAY, drawn exactly (Gillespie), and the expected course.

    `stress` (1–5) multiplies the loss, `pulse` (0–10) the formation for `pulse_days` from day 0; `drift` (−10 to 10,
    percent of the starting number per day) is added as more formation if positive and as more loss if negative. `day`
    is the day to look at, `seed` the number of the dendrite. Raises ModelError for values outside these
    and for those that preparation_rates refuses.
    """
    rates = preparation_rates(preparation, pools, fast_share_percent)
    if seed < 0 or seed != int(seed):
        raise ModelError(f"A dendrite has a whole number, 0 or more; got {seed:g}.")
    seed = int(seed)  # a slider may hand over 1.0
    _check("Stress multiplies loss by", stress, 1, 5)
    _check("The pulse multiplies formation by", pulse, 0, 10)
    _check("The pulse lasts, in days,", pulse_days, 0, END_DAY)
    _check("Drift, in percent per day, is", drift, -10, 10)
    _check("The day to look at is", day, START_DAY, END_DAY)
    losses, pieces = _pieces(rates, stress, pulse, pulse_days, drift)
    counts = np.round(SPINES * rates.shares).astype(int)
    days = np.unique(np.append(np.linspace(START_DAY, END_DAY, 125), pulse_days))
    mean, spread = _moments(days, counts, losses, pieces)
    born, died = _gillespie(np.random.default_rng(seed), counts, losses, pieces)
    position = np.random.default_rng([seed, 1]).random(born.size)
    steps = np.concatenate([born[born > START_DAY], died[np.isfinite(died)]])
    changes = np.concatenate([np.ones(int((born > START_DAY).sum())), -np.ones(int(np.isfinite(died).sum()))])
    order = np.argsort(steps)
    prep, percent = preparations()[preparation], 100 / SPINES
    return Turnover(
        prep, pools, fast_share_percent, stress, pulse, pulse_days, drift, seed, day, rates, days,
        percent * mean, percent * np.maximum(mean - Z95 * spread, 0), percent * (mean + Z95 * spread),
        np.concatenate([[START_DAY], steps[order], [END_DAY]]),
        np.concatenate([[SPINES], np.round(SPINES + np.cumsum(changes[order])), [SPINES + changes.sum()]]).astype(int),
        position, born, died, _density_rows(prep.row),
    )  # fmt: skip


def survival(preparation: str, fast_share_percent: float = 50, scoring_error_percent: float = 0) -> Survival:
    """Predict weeks from two sessions: how many spines of day 0 are still counted, by one pool and by two.

    Raises ModelError for what preparation_rates refuses.
    """
    one, two = (preparation_rates(preparation, pools, fast_share_percent, scoring_error_percent) for pools in POOLS)
    prep = preparations()[preparation]
    days = np.linspace(0, SURVIVAL_DAYS, 129)
    missed = scoring_error_percent / 100
    return Survival(
        prep, fast_share_percent, scoring_error_percent, 1 / one.losses, 1 / two.losses, days,
        _still_counted(one.shares, one.losses, days, missed), _still_counted(two.shares, two.losses, days, missed),
        _new_still_counted(one, prep, days, missed), _new_still_counted(two, prep, days, missed),
        _survival_points(prep.source),
    )  # fmt: skip


def equations(
    preparation: str,
    pools: str = POOLS[0],
    fast_share_percent: float = 50,
    stress: float = 1,
    pulse: float = 1,
    pulse_days: float = 2,
    drift: float = 0,
) -> EquationFile:
    """The mean course as equations for other simulators; time 0 is the first session, day START_DAY.

    Raises ModelError for what preparation_rates refuses.
    """
    rates = preparation_rates(preparation, pools, fast_share_percent)
    names = ("spines",) if pools == POOLS[0] else ("fast", "slow")
    constants = {"drug_time": float(-START_DAY), "pulse": pulse, "pulse_days": pulse_days, "stress": stress}
    shares = rates.births / rates.births.sum()
    constants |= {"more_loss": max(-drift, 0) / 100, "more_birth": max(drift, 0)}
    for name, loss, birth, share in zip(names, rates.losses, rates.births, shares, strict=True):
        constants |= {f"d_{name}": float(loss), f"b_{name}": 100 * float(birth), f"s_{name}": float(share)}
    on = "piecewise(pulse, time >= drug_time && time < drug_time + pulse_days, 1)"
    return EquationFile(
        "spine_turnover",
        constants,
        {name: 100 * float(share) for name, share in zip(names, rates.shares, strict=True)},
        {"formation": on, "density": " + ".join(names)},
        {
            name: f"b_{name} * formation + s_{name} * more_birth - (stress * d_{name} + more_loss) * {name}"
            for name in names
        },
        _UNITS,
    )  # fmt: skip


def _check(what: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ModelError(f"{what} {low:g} to {high:g}; got {value:g}.")


@cache
def _slow_loss() -> float:
    rows = tables.load("spine_courses").set_index("id")
    kept = rows.loc["grutzendler2002-grown"]
    return -log(float(kept["percent"]) / 100) / float(kept["interval_days"])


def _pieces(
    rates: Rates, stress: float, pulse: float, pulse_days: float, drift: float
) -> tuple[Array, list[tuple[float, float, Array]]]:
    """Losses per spine and day by pool, and the stretches of time (start, end) with births per day by pool."""
    losses = stress * rates.losses + max(-drift, 0) / 100
    more = SPINES * max(drift, 0) / 100 * rates.births / rates.births.sum()
    calm, driven = SPINES * rates.births + more, SPINES * rates.births * pulse + more
    pieces = [
        (float(START_DAY), 0.0, calm),
        (0.0, float(pulse_days), driven),
        (float(pulse_days), float(END_DAY), calm),
    ]
    return losses, [piece for piece in pieces if piece[0] < piece[1]]


def _moments(
    days: Array, counts: NDArray[np.int_], losses: Array, pieces: list[tuple[float, float, Array]]
) -> tuple[Array, Array]:
    """Mean and standard deviation of the number on `days`, exactly.

    Spines are independent: of those at the start a binomial number is left, and those born since are a Poisson number.
    """
    left = np.exp(-np.outer(days - START_DAY, losses))
    since = np.zeros_like(left)
    for start, end, births in pieces:
        lasted = np.clip(days[:, np.newaxis], start, end) - start
        ended = np.maximum(days[:, np.newaxis] - end, 0)
        since += births / losses * -np.expm1(-losses * lasted) * np.exp(-losses * ended)
    mean = (counts * left + since).sum(axis=1)
    return mean, np.sqrt((counts * left * (1 - left) + since).sum(axis=1))


def _gillespie(
    rng: np.random.Generator, counts: NDArray[np.int_], losses: Array, pieces: list[tuple[float, float, Array]]
) -> tuple[Array, Array]:
    """Days of birth and death of every spine: the next event comes after an exponential wait, then it is drawn which.

    A wait that would cross a change of the rates is cut there and drawn anew: exponential waits have no memory.
    """
    born = [-np.inf] * int(counts.sum())
    died = [np.inf] * len(born)
    alive: list[list[int]] = []  # the spines of each pool, as their places in the two lists above
    for number in counts:
        first = sum(map(len, alive))
        alive.append(list(range(first, first + int(number))))
    rate_of_loss = losses.tolist()
    for start, end, births in pieces:
        now, rate_of_birth = start, births.tolist()
        while True:
            rates = rate_of_birth + [rate * len(pool) for rate, pool in zip(rate_of_loss, alive, strict=True)]
            total = sum(rates)
            now = now + rng.exponential(1 / total) if total > 0 else end
            if now >= end:
                break
            which = _drawn(rates, rng.random())
            pool = alive[which % len(alive)]
            if which < len(alive):
                pool.append(len(born))
                born.append(now)
                died.append(np.inf)
            else:
                died[pool.pop(int(rng.random() * len(pool)))] = now
    return np.array(born), np.array(died)


def _drawn(rates: list[float], chance: float) -> int:
    """Which of several events happens: each with a chance in proportion to its rate."""
    reach = chance * sum(rates)
    for which, rate in enumerate(rates):
        reach -= rate
        if reach < 0:
            return which
    return max(which for which, rate in enumerate(rates) if rate > 0)  # rounding carried us past the end


def _still_counted(shares: Array, losses: Array, days: Array, missed: float) -> Array:
    """Percent of the spines counted on day 0 that are counted again; every later session overlooks some."""
    return 100 * np.where(days > 0, 1 - missed, 1) * (np.exp(-np.outer(days, losses)) @ shares)


def _new_still_counted(rates: Rates, prep: Preparation, days: Array, missed: float) -> Array:
    """The same for spines counted as new: those born since the session before, and old ones overlooked in it."""
    born = rates.births / rates.losses * -np.expm1(-rates.losses * prep.interval_days)
    overlooked = missed * rates.shares * np.exp(-rates.losses * prep.interval_days)
    pools = born + overlooked
    return _still_counted(pools / pools.sum(), rates.losses, days, missed)


_DENSITY_GROUPS = {
    "frontal-2021": ("kwandata2021", "saline"),
    "frontal-2016": ("kwandata2016", "saline"),
    "frontal-2016-ketamine": ("kwandata2016", "ketamine"),
}
"""Which measured course belongs to which row of spine_rates: the same mice."""


@cache
def _density_rows(row: str) -> pd.DataFrame:
    table = tables.load("spine_courses")
    source, group = _DENSITY_GROUPS.get(row, ("", ""))
    rows = table[(table["measure"] == "density change") & (table["source"] == source) & (table["group"] == group)]
    return rows.assign(density=100 + rows["percent"]).reset_index(drop=True)


@cache
def _survival_points(source: str) -> pd.DataFrame:
    """What studies counted: a loss from session to session without a drug is a survival too."""
    table = tables.load("spine_courses")
    later = table[table["measure"].isin(["still there", "lives 8 days or more", "new spines still there"])]
    later = later[later["group"] != "psilocybin"]
    early = table[(table["measure"] == "loss") & (table["day"] == -1) & (table["group"] == "saline")]
    early = early.assign(percent=100 - early["percent"], lower=100 - early["upper"], upper=100 - early["lower"])
    rows = pd.concat([early, later], ignore_index=True)
    return rows.assign(
        own=rows["source"] == source,
        new=rows["measure"] == "new spines still there",
        days=rows["interval_days"].astype(float),
    )
