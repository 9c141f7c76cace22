"""From a dose to detachment: lesson 02's arterial level, a published delay and potency, and a score.

olofsen2022 gives the level of S-ketamine at the effect site at which half of the change in perception is reached, and
the half-life of the delay; R-ketamine adds nothing. How steep the curve is was not in the part that could be read, so
the steepness is the learner's. How many points the whole effect is worth is fitted to the volunteers of goldway2025 at
minute 20; their later score was not used. All points of the scale would be about twice as much.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared import pharmacokinetics as pk


class TripDosing(StrEnum):
    """A first dose over 10 min and then as much per hour (goldway2025); or one dose over 40 min, as in depression."""

    DRIP = "10 min, then a drip"
    INFUSION = "over 40 min"


class FullEffect(StrEnum):
    """What the whole effect means: as many points as meet volunteers at minute 20, or the top of the scale."""

    FITTED = "fitted at minute 20"
    WHOLE_SCALE = "all 92 points"


S_SHARE = 0.5
"""Half of the mixed drug is S-ketamine."""

_STUDIED_MG_PER_KG = {TripDosing.DRIP: 0.4, TripDosing.INFUSION: 0.5}
_FIRST_MIN, _TREATMENT_MIN = 10, 40
_DRIP_MIN = 176
"""Mean time at which the drip of goldway2025 ended, counted from the start of dosing (table dissociation_scores)."""
_TIMES_MIN = np.linspace(0.0, 240.0, 121)


@dataclass(frozen=True, kw_only=True)
class MeasuredScore:
    """A measured mean score (points) of some people at a minute, with their spread (SD) or its 95% interval.

    `minute` is not a number where the source does not say when; `people` is None where it does not say how many
    answered.
    """

    id: str
    minute: float
    mean: float
    low: float
    high: float
    interval: str
    people: int | None


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A course in time of level and score, `times_min` from the start of dosing on.

    `site_ng_per_ml` is S-ketamine at the effect site, `share` the part (0–1) of the whole effect, `score` the CADSS
    points, `low` and `high` what the interval of the potency allows. `ratings` were measured at this dosing, and
    `gone_min` is the minute by which patients said that it was over (None: not asked). `straightness` is the
    correlation of level and effect over the levels of bowdle1998.
    """

    dosing: TripDosing
    dose_mg_per_kg: float
    delay_min: float
    slope: float
    top: FullEffect
    top_points: float
    times_min: Array
    plasma_ng_per_ml: Array
    site_ng_per_ml: Array
    share: Array
    score: Array
    low: Array
    high: Array
    ratings: tuple[MeasuredScore, ...]
    gone_min: float | None
    straightness: float

    @property
    def studied(self) -> bool:
        """Whether the dose is the one that was rated."""
        return abs(self.dose_mg_per_kg - _STUDIED_MG_PER_KG[self.dosing]) < 0.001

    def at(self, minute: float) -> float:
        """Predicted score at a minute."""
        return float(np.interp(minute, self.times_min, self.score))


def trip(
    dosing: str = TripDosing.DRIP,
    dose_mg_per_kg: float = 0.4,
    delay_min: float | None = None,
    slope: float = 1.0,
    top: str = FullEffect.FITTED,
) -> Trip:
    """The score predicted after a dose, with a delay and a potency from olofsen2022.

    `dosing` is one of TripDosing, `dose_mg_per_kg` (0–2) the mixed drug in mg per kg of weight, first dose and drip per
    hour alike. `delay_min` is the half-life (min, above 0) with which the effect site follows the blood, by default the
    published one; `slope` (above 0) the steepness of the curve from level to effect (Hill coefficient), which is not
    known; `top` one of FullEffect. Raises ValueError for another word, ModelError for a number outside.

    Without any drug the score stays where it was before:

    >>> nothing = trip(dose_mg_per_kg=0)
    >>> nothing.at(0) == nothing.at(60)
    True
    """
    dosing, top = chosen(TripDosing, dosing), chosen(FullEffect, top)
    if not 0 <= dose_mg_per_kg <= 2:
        raise ModelError(f"The dose lies between 0 and 2 mg/kg; got {dose_mg_per_kg:g}.")
    delay = pk.published("olofsen2022")["t_half_ke0"] if delay_min is None else delay_min
    plasma, site = _levels(dosing, dose_mg_per_kg, delay)
    c50, (lower, upper) = _potency()
    base = _base()
    points = _top_points(top, delay, slope, c50, base)

    def score(potency: float) -> Array:
        return base + (points - base) * effect_share(site, potency, slope)

    infusion = dosing is TripDosing.INFUSION
    return Trip(
        dosing=dosing,
        dose_mg_per_kg=dose_mg_per_kg,
        delay_min=delay,
        slope=slope,
        top=top,
        top_points=points,
        times_min=_TIMES_MIN,
        plasma_ng_per_ml=plasma,
        site_ng_per_ml=site,
        share=effect_share(site, c50, slope),
        score=score(c50),
        low=score(upper),
        high=score(lower),
        ratings=_ratings(dosing),
        gone_min=tables.quantity("dissociation-gone").midpoint if infusion else None,
        straightness=straightness(slope),
    )


def effect_share(level: Array | float, c50: float, slope: float) -> Array:
    """Share (0–1) of the whole effect at a level, both in the unit of `c50` (Hill equation).

    Raises ModelError for a potency or steepness that is not above 0. At the level for half of the effect it is half,
    however steep the curve; at twice that level a steeper curve gives more:

    >>> [round(float(effect_share(level, 100, slope)), 2) for level in (100, 200) for slope in (1, 2)]
    [0.5, 0.5, 0.67, 0.8]
    """
    if not c50 > 0 or not slope > 0:
        raise ModelError(f"The potency and the steepness must be above 0; got {c50:g} and {slope:g}.")
    powered = (np.asarray(level, dtype=float) / c50) ** slope
    return np.asarray(powered / (1 + powered))


def straightness(slope: float) -> float:
    """Correlation (Pearson) of level and effect over the four held levels of bowdle1998, 50 to 200 ng/mL."""
    levels = np.array([50.0, 100.0, 150.0, 200.0])
    shares = effect_share(S_SHARE * levels, tables.quantity("c50-s-mass").midpoint, slope)
    return float(np.corrcoef(levels, shares)[0, 1])


def _levels(dosing: TripDosing, dose_mg_per_kg: float, delay_min: float) -> tuple[Array, Array]:
    """Plasma level of the mixed drug and S-ketamine at the effect site (ng/mL); weight cancels out per kg."""
    dose = dose_mg_per_kg * 70
    if dosing is TripDosing.DRIP:
        drip_h = (_DRIP_MIN - _FIRST_MIN) / 60
        given = [pk.Regimen("iv", dose, _FIRST_MIN / 60), pk.Regimen("iv", dose * drip_h, drip_h, _FIRST_MIN / 60)]
    else:
        given = [pk.Regimen("iv", dose, _TREATMENT_MIN / 60)]
    course = pk.simulate(pk.with_effect_site(pk.arterial_iv(), delay_min), given, _TIMES_MIN / 60)
    return course.ketamine, S_SHARE * course.concentrations["effect site"]


@lru_cache(maxsize=64)
def _top_points(top: FullEffect, delay_min: float, slope: float, c50: float, base: float) -> float:
    """Points at full effect: those of the scale, or what makes the curve meet the volunteers at minute 20."""
    if top is FullEffect.WHOLE_SCALE:
        return tables.quantity("cadss-top").midpoint
    _, site = _levels(TripDosing.DRIP, _STUDIED_MG_PER_KG[TripDosing.DRIP], delay_min)
    rating = next(rating for rating in _ratings(TripDosing.DRIP) if rating.id == "goldway-ketamine-20")
    share = effect_share(float(np.interp(rating.minute, _TIMES_MIN, site)), c50, slope)
    return base + (rating.mean - base) / float(share)


@cache
def _potency() -> tuple[float, tuple[float, float]]:
    """Level of S-ketamine for half of the effect (ng/mL), and its 95% interval."""
    to_mass = tables.quantity("c50-s-mass").midpoint / pk.published("olofsen2022")["C50"]
    lower, upper = pk.published_interval("olofsen2022", "C50")
    return tables.quantity("c50-s-mass").midpoint, (lower * to_mass, upper * to_mass)


@cache
def _base() -> float:
    """Mean score before the drug."""
    return float(tables.load("dissociation_scores").set_index("id").loc["goldway-ketamine-before", "mean"])


@cache
def _ratings(dosing: TripDosing) -> tuple[MeasuredScore, ...]:
    """What was measured at this dosing; the later total of goldway2025 is the sum of its three parts."""
    rows = tables.load("dissociation_scores").set_index("id")
    if dosing is TripDosing.INFUSION:
        return (_rating_with_sd("vanschalkwyk", rows.loc["vanschalkwyk"], float("nan")),)
    peak = rows.loc["goldway-ketamine-20"]
    parts = rows.loc[[f"goldway-{part}-206" for part in ("derealisation", "depersonalisation", "amnesia")]]
    # The parts' errors are added as if independent: the interval of the sum is a rough one.
    reach = float(np.sqrt((((parts["high"] - parts["low"]) / 2) ** 2).sum()))
    late = float(parts["mean"].sum())
    later = MeasuredScore(
        id="goldway-late",
        minute=float(parts["minute"].iloc[0]),
        mean=late,
        low=late - reach,
        high=late + reach,
        interval="95% interval",
        people=None,
    )
    return _rating_with_sd("goldway-ketamine-20", peak, float(peak["minute"])), later


def _rating_with_sd(name: str, row: pd.Series, minute: float) -> MeasuredScore:
    """A row of the table with mean minus (not below 0 points) and plus one SD."""
    mean, sd = float(row["mean"]), float(row["sd"])
    return MeasuredScore(
        id=name,
        minute=minute,
        mean=mean,
        low=max(0.0, mean - sd),
        high=mean + sd,
        interval="SD",
        people=int(row["n"]),
    )
