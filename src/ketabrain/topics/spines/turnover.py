"""One stretch of dendrite, spine by spine: which are kept, new and gone, and what is expected of many such stretches.

The rates are those of a preparation (turnover_rates), followed as a birth–death process (birth_death). Pulse, stress
and drift are the learner's, not measured. Points to compare with are those of the same mice (table spine_courses).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.engine.export import EquationFile
from ketabrain.engine.stats.proportions import Z95
from ketabrain.topics.spines.birth_death import Episode, draw_lives, expected_number
from ketabrain.topics.spines.turnover_rates import (
    LASTING_NEW_PERCENT,
    Pools,
    Preparation,
    Rates,
    preparation_rates,
    preparations,
    rates_at_the_ends,
)

START_DAY, END_DAY = -3, 28
"""First and last day of a run: the frontal studies also began three days before the injection of day 0."""
SPINES = 80
"""Spines at the start of a run, chosen by us."""

_UNITS = "spines in percent of those at the start, time in days since the first session"
_DENSITY_GROUPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "frontal-2021": ("kwandata2021", "saline"),
        "frontal-2016": ("kwandata2016", "saline"),
        "frontal-2016-ketamine": ("kwandata2016", "ketamine"),
    }
)
"""Which measured course (source and group) belongs to which row of spine_rates: the same mice."""


@dataclass(frozen=True, kw_only=True)
class Turnover:
    """One simulated stretch of dendrite, and what is expected of many such stretches.

    `days`, `mean`, `low` and `high` (percent of the spines at the start) are the mean and the range that holds 95% of
    stretches with `SPINES` spines; `least` and `most` are the mean at the ends of the counts (rates_at_the_ends).
    `event_days` and `counted` are the simulated number after every event. `position`
    (0–1 along the stretch), `born` and `died` (days; −inf: there at the start, inf: still there at the end) describe
    every spine that ever was. `measured` are the density rows of table spine_courses for this preparation, with
    `density` in percent of the start; empty if there are none. The rest is what was asked (see `simulate_dendrite`).
    """

    preparation: Preparation
    pools: Pools
    fast_share_percent: float
    lasting_new_percent: float
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
    least: Array
    most: Array
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


def simulate_dendrite(
    preparation: str,
    pools: str = Pools.ONE,
    fast_share_percent: float = 50,
    lasting_new_percent: float = LASTING_NEW_PERCENT,
    stress: float = 1,
    pulse: float = 1,
    pulse_days: float = 2,
    drift: float = 0,
    seed: int = 1,
    day: float = 7,
) -> Turnover:
    """Follow every spine of one stretch from START_DAY to END_DAY, drawn exactly (Gillespie), and the expected course.

    `preparation` is a name of the table spine_rates and `pools` one of Pools; if there are two, `fast_share_percent`
    (above 0, below 100) is the share of the fast one, and `lasting_new_percent` (0–100) of the new spines last.
    `stress` (1–5) multiplies the loss, `pulse` (0–10) the formation for `pulse_days` (0–28) from day 0; `drift` (−10 to
    10, percent of the starting number per day) is added as more formation if positive and as more loss if negative.
    `day` is the day to look at, `seed` the number of the dendrite. Raises ModelError for values outside these, and for
    what preparation_rates refuses.

    >>> calm, stressed = (simulate_dendrite("frontal cortex, 2021, saline mice", stress=each) for each in (1, 2))
    >>> [round(run.expected(28)[0]) for run in (calm, stressed)]  # percent of the spines on day −3
    [97, 52]
    """
    rates = preparation_rates(preparation, pools, fast_share_percent, lasting_new_percent)
    if seed < 0 or seed != int(seed):
        raise ModelError(f"A dendrite has a whole number, 0 or more; got {seed:g}.")
    seed = int(seed)  # a slider may hand over 1.0
    _check("Stress multiplies loss by", stress, 1, 5)
    _check("The pulse multiplies formation by", pulse, 0, 10)
    _check("The pulse lasts, in days,", pulse_days, 0, END_DAY)
    _check("Drift, in percent per day, is", drift, -10, 10)
    _check("The day to look at is", day, START_DAY, END_DAY)
    losses = _losses(rates, stress, drift)
    episodes = _episodes(rates, pulse, pulse_days, drift)
    counts = np.round(SPINES * rates.shares).astype(int)
    days = np.unique(np.append(np.linspace(START_DAY, END_DAY, 125), pulse_days))
    mean, spread = expected_number(days, counts, losses, episodes)
    born, died = draw_lives(np.random.default_rng(seed), counts, losses, episodes)
    event_days, counted = _running_count(born, died)
    least, most = (
        expected_number(days, counts, _losses(each, stress, drift), _episodes(each, pulse, pulse_days, drift))[0]
        for each in rates_at_the_ends(preparation, pools, fast_share_percent, lasting_new_percent)
    )
    prep, percent = preparations()[preparation], 100 / SPINES
    return Turnover(
        preparation=prep,
        pools=Pools(pools),
        fast_share_percent=fast_share_percent,
        lasting_new_percent=lasting_new_percent,
        stress=stress,
        pulse=pulse,
        pulse_days=pulse_days,
        drift=drift,
        seed=seed,
        day=day,
        rates=rates,
        days=days,
        mean=percent * mean,
        low=percent * np.maximum(mean - Z95 * spread, 0),
        high=percent * (mean + Z95 * spread),
        least=percent * least,
        most=percent * most,
        event_days=event_days,
        counted=counted,
        position=np.random.default_rng([seed, 1]).random(born.size),
        born=born,
        died=died,
        measured=counted_densities(prep.row),
    )


def turnover_equations(
    preparation: str,
    pools: str = Pools.ONE,
    fast_share_percent: float = 50,
    lasting_new_percent: float = LASTING_NEW_PERCENT,
    stress: float = 1,
    pulse: float = 1,
    pulse_days: float = 2,
    drift: float = 0,
) -> EquationFile:
    """The mean course as equations for other simulators; time 0 is the first session, day START_DAY.

    `preparation`, `pools`, `fast_share_percent`, `lasting_new_percent`, `stress` (times the loss), `pulse` (times the
    formation for `pulse_days` days from day 0) and `drift` (percent of the starting number per day) are those of
    `simulate_dendrite`. Raises what preparation_rates raises.
    """
    rates = preparation_rates(preparation, pools, fast_share_percent, lasting_new_percent)
    names = ("spines",) if pools == Pools.ONE else ("fast", "slow")
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


def _losses(rates: Rates, stress: float, drift: float) -> Array:
    """Losses per spine and day under stress, and with the drift if it takes spines away."""
    return stress * rates.losses + max(-drift, 0) / 100


def _episodes(rates: Rates, pulse: float, pulse_days: float, drift: float) -> list[Episode]:
    """Before, during and after the pulse, as far as each takes any time."""
    more = SPINES * max(drift, 0) / 100 * rates.births / rates.births.sum()
    calm, driven = SPINES * rates.births + more, SPINES * rates.births * pulse + more
    episodes = (
        Episode(float(START_DAY), 0.0, calm),
        Episode(0.0, float(pulse_days), driven),
        Episode(float(pulse_days), float(END_DAY), calm),
    )
    return [episode for episode in episodes if episode.start < episode.end]


def _running_count(born: Array, died: Array) -> tuple[Array, NDArray[np.int_]]:
    """Days of all events from START_DAY to END_DAY, and how many spines there are after each."""
    births, deaths = born[np.isfinite(born)], died[np.isfinite(died)]
    days = np.concatenate([births, deaths])
    changes = np.concatenate([np.ones(births.size, dtype=int), -np.ones(deaths.size, dtype=int)])
    order = np.argsort(days)
    counted = SPINES + np.cumsum(changes[order])
    return (
        np.concatenate([[START_DAY], days[order], [END_DAY]]),
        np.concatenate([[SPINES], counted, [SPINES + changes.sum()]]),
    )


@cache
def counted_densities(row: str) -> pd.DataFrame:
    """Density rows of table spine_courses for the mice of a row of spine_rates, with `density` in percent of the start.

    Empty if there are none.
    """
    table = tables.load("spine_courses")
    source, group = _DENSITY_GROUPS.get(row, ("", ""))
    rows = table[(table["measure"] == "density change") & (table["source"] == source) & (table["group"] == group)]
    return rows.assign(density=100 + rows["percent"]).reset_index(drop=True)
