"""One drug, four purposes: the plasma level after the usual dose for each, and when a patient should wake from it.

The arterial model of lesson 02 (kamp2020a, 70 kg) follows the doses in the table dose_purposes. None of the levels at
which people sleep or wake (idvall1979, langsjo2005) was used to build it. Its first two minutes are not to be believed.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.bands import Band, BandReading, reported_bands
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate

WEIGHT_KG = 70.0
_LAST_MIN = 180
_MINUTES: Array = np.linspace(0, _LAST_MIN, 721)


class WakingLevels(NamedTuple):
    """Plasma levels at which patients woke, in ng/mL or µmol/L."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class UsualDose:
    """A usual dose into a vein: mg per kg over some minutes."""

    purpose: str
    mg_per_kg: float
    minutes: float
    note: str


@dataclass(frozen=True, kw_only=True)
class DoseCourse:
    """Plasma levels (ng/mL) over `minutes` for `times` the usual dose, and what they are compared with.

    `usual_levels` has a row for each of `usual_doses`; `waking` and `bands` are levels that were seen in people, and
    `waking_measured` is that level as its source gives it (µmol/L).
    """

    dose: UsualDose
    times: float
    minute: float
    minutes: Array
    level: Array
    usual_doses: tuple[UsualDose, ...]
    usual_levels: Array
    waking: WakingLevels
    waking_measured: WakingLevels
    bands: tuple[Band, ...]

    @property
    def mg_per_kg(self) -> float:
        """The dose that was given, mg per kg."""
        return self.times * self.dose.mg_per_kg

    @property
    def now(self) -> float:
        """Level at the chosen minute, ng/mL."""
        return float(np.interp(self.minute, self.minutes, self.level))

    @property
    def reading(self) -> BandReading:
        """That level among the bands."""
        return BandReading(self.now, self.bands)

    @property
    def rate_mg_per_min(self) -> float:
        """How fast it flowed in, mg per minute."""
        return self.mg_per_kg * WEIGHT_KG / self.dose.minutes


@cache
def usual_doses() -> tuple[UsualDose, ...]:
    """The usual doses, smallest first."""
    rows = tables.load("dose_purposes").itertuples()
    return tuple(UsualDose(row.purpose, float(row.mg_per_kg), float(row.minutes), row.note) for row in rows)


def purposes() -> tuple[str, ...]:
    """What the doses were given for."""
    return tuple(dose.purpose for dose in usual_doses())


def usual_dose(purpose: str) -> UsualDose:
    """The usual dose for one of `purposes()`. Raises ModelError for another."""
    if purpose not in purposes():
        raise ModelError(f"There is no purpose {purpose!r}; use one of {', '.join(purposes())}.")
    return next(dose for dose in usual_doses() if dose.purpose == purpose)


def dose_course(purpose: str, times: float = 1.0, minute: float = 20.0) -> DoseCourse:
    """Give `times` the usual dose for one of `purposes()` and read the level at a minute.

    Raises ModelError for another purpose, a dose of 0 or less, and a minute outside 0 to 180.

    >>> once, twice = (dose_course("mood", times, minute=40) for times in (1, 2))
    >>> round(twice.now / once.now, 6)
    2.0
    >>> once.reading.words
    'just above the band of dissociation'
    """
    dose = usual_dose(purpose)
    if times <= 0:
        raise ModelError(f"The dose must be more than 0 times the usual one; got {times:g}.")
    if not 0 <= minute <= _LAST_MIN:
        raise ModelError(f"The minute must lie between 0 and {_LAST_MIN}; got {minute:g}.")
    return DoseCourse(
        dose=dose,
        times=times,
        minute=minute,
        minutes=_MINUTES,
        level=times * _usual_levels()[usual_doses().index(dose)],
        usual_doses=usual_doses(),
        usual_levels=_usual_levels(),
        waking=waking_levels(),
        waking_measured=waking_micromolar(),
        bands=reported_bands(),
    )


def waking_minute(mg_per_kg: float, waking_ng_per_ml: float, given_min: float = 1.0) -> float:
    """When, in minutes after the start, the level has fallen below `waking_ng_per_ml`, at which patients woke.

    The dose (mg/kg) flows in evenly over `given_min` minutes. Raises ModelError if it never gets above that level,
    or stays above it for three hours.
    """
    regimen = Regimen("iv", mg_per_kg * WEIGHT_KG, given_min / 60)
    level = simulate(arterial_iv(WEIGHT_KG), [regimen], _MINUTES / 60).ketamine
    above = np.flatnonzero((level > waking_ng_per_ml) & (_MINUTES >= MIXING_MIN))
    if not above.size:
        raise ModelError(f"A dose of {mg_per_kg:g} mg/kg never holds {waking_ng_per_ml:.0f} ng/mL; give more.")
    if above[-1] == _MINUTES.size - 1:
        raise ModelError(f"After {mg_per_kg:g} mg/kg the level stays above {waking_ng_per_ml:.0f} ng/mL for 3 hours.")
    first, last = above[-1], above[-1] + 1
    return float(np.interp(-waking_ng_per_ml, -level[[first, last]], _MINUTES[[first, last]]))


def waking_levels() -> WakingLevels:
    """Levels (ng/mL) at which patients woke (idvall1979)."""
    weight = tables.quantity("molecular-weight-base").midpoint
    low, woke, high = waking_micromolar()
    return WakingLevels(low * weight, woke * weight, high * weight)


def waking_micromolar() -> WakingLevels:
    """The same levels as they were measured, µmol/L (idvall1979)."""
    woke = tables.quantity("plasma-waking")
    low, high = woke.ends
    return WakingLevels(low, woke.midpoint, high)


@cache
def _usual_levels() -> Array:
    """Levels (ng/mL) after every usual dose: rows as in `usual_doses()`; the model is linear in the dose."""
    model = arterial_iv(WEIGHT_KG)
    return np.array([
        simulate(model, [Regimen("iv", dose.mg_per_kg * WEIGHT_KG, dose.minutes / 60)], _MINUTES / 60).ketamine
        for dose in usual_doses()
    ])  # fmt: skip
