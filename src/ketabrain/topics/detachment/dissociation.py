"""From a dose to detachment: lesson 02's arterial level, a published delay and potency, and a score.

olofsen2022 gives the level of S-ketamine at the effect site at which half of the change in perception is reached, and
the half-life of the delay; R-ketamine adds nothing. How steep the curve is was not in the part that could be read, so
the steepness is the learner's. That half of the change means half of the CADSS scale is our reading, and a test: the
volunteers of goldway2025 were not used to make the model.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared import pharmacokinetics as pk

DOSINGS = ("10 min, then a drip", "over 40 min")
"""A first dose over 10 min and then as much per hour (goldway2025); or one dose over 40 min, as in depression."""
TOPS = ("all 92 points", "fitted at minute 20")
"""What the whole effect means: the top of the scale, or as many points as volunteers had at minute 20."""
S_SHARE = 0.5
"""Half of the mixed drug is S-ketamine."""

_STUDIED_MG_PER_KG = {DOSINGS[0]: 0.4, DOSINGS[1]: 0.5}
_FIRST_MIN, _TREATMENT_MIN = 10, 40
_DRIP_MIN = 176
"""Mean time at which the drip of goldway2025 ended, counted from the start of dosing (table dissociation_scores)."""
_TIMES_MIN = np.linspace(0.0, 240.0, 121)


@dataclass(frozen=True)
class Rating:
    """A measured mean score (points) of some people at a minute, with their spread (SD) or its 95% interval.

    `people` is None where the source does not say how many answered.
    """

    id: str
    minute: float
    mean: float
    low: float
    high: float
    interval: str
    people: int | None


@dataclass(frozen=True)
class Trip:
    """A course in time of level and score, `times_min` from the start of dosing on.

    `site_ng_per_ml` is S-ketamine at the effect site, `share` the part (0–1) of the whole effect, `score` the CADSS
    points, `low` and `high` what the interval of the potency allows. `ratings` were measured at this dosing.
    """

    dosing: str
    dose_mg_per_kg: float
    delay_min: float
    slope: float
    top: str
    top_points: float
    times_min: Array
    plasma_ng_per_ml: Array
    site_ng_per_ml: Array
    share: Array
    score: Array
    low: Array
    high: Array
    ratings: tuple[Rating, ...]

    @property
    def studied(self) -> bool:
        """Whether the dose is the one that was rated."""
        return abs(self.dose_mg_per_kg - _STUDIED_MG_PER_KG[self.dosing]) < 0.001

    def at(self, minute: float) -> float:
        """Predicted score at a minute."""
        return float(np.interp(minute, self.times_min, self.score))


def trip(
    dosing: str = DOSINGS[0],
    dose_mg_per_kg: float = 0.4,
    delay_min: float | None = None,
    slope: float = 1.0,
    top: str = TOPS[0],
) -> Trip:
    """The score predicted after a dose (mg/kg of the mixed drug) for a delay (half-life, min) and a steepness.

    Without `delay_min` the published one is used. Raises ModelError for an unknown word, a dose outside 0 to 2 mg/kg, a
    steepness or a delay that is not above 0.
    """
    if dosing not in DOSINGS or top not in TOPS:
        raise ModelError(f"Choose one of {', '.join(DOSINGS)} and one of {', '.join(TOPS)}; got {dosing!r}, {top!r}.")
    if not 0 <= dose_mg_per_kg <= 2:
        raise ModelError(f"The dose lies between 0 and 2 mg/kg; got {dose_mg_per_kg:g}.")
    delay = pk.published("olofsen2022")["t_half_ke0"] if delay_min is None else delay_min
    plasma, site = _levels(dosing, dose_mg_per_kg, delay)
    c50, (lower, upper) = _potency()
    base = _base()
    points = _top_points(top, delay, slope, c50, base)

    def score(potency: float) -> Array:
        return base + (points - base) * effect_share(site, potency, slope)

    return Trip(
        dosing, dose_mg_per_kg, delay, slope, top, points, _TIMES_MIN, plasma, site,
        effect_share(site, c50, slope), score(c50), score(upper), score(lower), _ratings(dosing),
    )  # fmt: skip


def effect_share(level: Array | float, c50: float, slope: float) -> Array:
    """Share (0–1) of the whole effect at a level, both in the unit of `c50` (Hill equation). Raises ModelError."""
    if not c50 > 0 or not slope > 0:
        raise ModelError(f"The potency and the steepness must be above 0; got {c50:g} and {slope:g}.")
    powered = (np.asarray(level, dtype=float) / c50) ** slope
    return np.asarray(powered / (1 + powered))


def straightness(slope: float) -> float:
    """Correlation (Pearson) of level and effect over the four held levels of bowdle1998, 50 to 200 ng/mL."""
    levels = np.array([50.0, 100.0, 150.0, 200.0])
    shares = effect_share(S_SHARE * levels, tables.quantity("c50-s-mass").midpoint, slope)
    return float(np.corrcoef(levels, shares)[0, 1])


def _levels(dosing: str, dose_mg_per_kg: float, delay_min: float) -> tuple[Array, Array]:
    """Plasma level of the mixed drug and S-ketamine at the effect site (ng/mL); weight cancels out per kg."""
    dose = dose_mg_per_kg * 70
    if dosing == DOSINGS[0]:
        drip_h = (_DRIP_MIN - _FIRST_MIN) / 60
        given = [pk.Regimen("iv", dose, _FIRST_MIN / 60), pk.Regimen("iv", dose * drip_h, drip_h, _FIRST_MIN / 60)]
    else:
        given = [pk.Regimen("iv", dose, _TREATMENT_MIN / 60)]
    course = pk.simulate(pk.with_effect_site(pk.arterial_iv(), delay_min), given, _TIMES_MIN / 60)
    return course.ketamine, S_SHARE * course.concentrations["effect site"]


def _top_points(top: str, delay_min: float, slope: float, c50: float, base: float) -> float:
    """Points at full effect: those of the scale, or what makes the curve meet the volunteers at minute 20."""
    if top == TOPS[0]:
        return tables.quantity("cadss-top").midpoint
    _, site = _levels(DOSINGS[0], _STUDIED_MG_PER_KG[DOSINGS[0]], delay_min)
    rating = next(rating for rating in _ratings(DOSINGS[0]) if rating.id == "goldway-ketamine-20")
    share = effect_share(float(np.interp(rating.minute, _TIMES_MIN, site)), c50, slope)
    return base + (rating.mean - base) / float(share)


def _potency() -> tuple[float, tuple[float, float]]:
    """Level of S-ketamine for half of the effect (ng/mL), and its 95% interval."""
    to_mass = tables.quantity("c50-s-mass").midpoint / pk.published("olofsen2022")["C50"]
    lower, upper = pk.published_interval("olofsen2022", "C50")
    return tables.quantity("c50-s-mass").midpoint, (lower * to_mass, upper * to_mass)


def _base() -> float:
    """Mean score before the drug."""
    return float(tables.load("dissociation_scores").set_index("id").loc["goldway-ketamine-before", "mean"])


def _ratings(dosing: str) -> tuple[Rating, ...]:
    """What was measured at this dosing; the later total of goldway2025 is the sum of its three parts."""
    rows = tables.load("dissociation_scores").set_index("id")
    if dosing == DOSINGS[1]:
        patients = rows.loc["vanschalkwyk"]
        return (Rating("vanschalkwyk", float("nan"), patients["mean"], *_spread(patients), "SD", int(patients["n"])),)
    peak = rows.loc["goldway-ketamine-20"]
    parts = rows.loc[[f"goldway-{part}-206" for part in ("derealisation", "depersonalisation", "amnesia")]]
    # The parts' errors are added as if independent: the interval of the sum is a rough one.
    reach = float(np.sqrt((((parts["high"] - parts["low"]) / 2) ** 2).sum()))
    minute, late = float(parts["minute"].iloc[0]), float(parts["mean"].sum())
    return (
        Rating("goldway-ketamine-20", peak["minute"], peak["mean"], *_spread(peak), "SD", int(peak["n"])),
        Rating("goldway-late", minute, late, late - reach, late + reach, "95% interval", None),
    )


def _spread(row: object) -> tuple[float, float]:
    """Mean minus and plus one SD, not below 0 points."""
    mean, sd = float(row["mean"]), float(row["sd"])  # type: ignore[index]
    return max(0.0, mean - sd), mean + sd
