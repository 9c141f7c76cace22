"""One drug, four purposes: the plasma level after the usual dose for each, and when a patient should wake from it.

The arterial model of lesson 02 (kamp2020a, 70 kg) follows the doses in the table dose_purposes. None of the levels at
which people sleep or wake (idvall1979, langsjo2005) was used to build it. Its first two minutes are not to be believed.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate

WEIGHT_KG = 70.0
_MINUTES: Array = np.linspace(0, 180, 721)


@dataclass(frozen=True)
class Dose:
    """A usual dose into a vein: mg per kg over some minutes."""

    purpose: str
    mg_per_kg: float
    minutes: float
    note: str


@dataclass(frozen=True)
class DoseCourse:
    """Plasma levels (ng/mL) over `minutes` for `times` the usual dose, and for all usual doses (rows of `usual`)."""

    dose: Dose
    times: float
    minute: float
    minutes: Array
    level: Array
    usual: Array

    @property
    def mg_per_kg(self) -> float:
        """The dose that was given, mg per kg."""
        return self.times * self.dose.mg_per_kg

    @property
    def now(self) -> float:
        """Level at the chosen minute, ng/mL."""
        return float(np.interp(self.minute, self.minutes, self.level))

    @property
    def rate_mg_per_min(self) -> float:
        """How fast it flowed in, mg per minute."""
        return self.mg_per_kg * WEIGHT_KG / self.dose.minutes


@cache
def doses() -> tuple[Dose, ...]:
    """The usual doses, smallest first."""
    rows = tables.load("dose_purposes").itertuples()
    return tuple(Dose(row.purpose, float(row.mg_per_kg), float(row.minutes), row.note) for row in rows)


def purposes() -> tuple[str, ...]:
    """What the doses were given for."""
    return tuple(dose.purpose for dose in doses())


def four_doses(purpose: str, times: float = 1.0, minute: float = 20.0) -> DoseCourse:
    """Give `times` the usual dose for one of `purposes()` and read the level at a minute.

    Raises ModelError for another purpose, a dose of 0 or less, and a minute outside 0 to 180.
    """
    if purpose not in purposes():
        raise ModelError(f"There is no purpose {purpose!r}; use one of {', '.join(purposes())}.")
    if times <= 0:
        raise ModelError(f"The dose must be more than 0 times the usual one; got {times:g}.")
    if not 0 <= minute <= _MINUTES[-1]:
        raise ModelError(f"The minute must lie between 0 and {_MINUTES[-1]:g}; got {minute:g}.")
    usual = _usual()
    place = purposes().index(purpose)
    return DoseCourse(doses()[place], times, minute, _MINUTES, times * usual[place], usual)


def waking_minute(mg_per_kg: float, waking_ng_per_ml: float, given_min: float = 1.0) -> float:
    """When, in minutes after the start, the level has fallen below the one at which patients woke.

    Raises ModelError if the dose never gets above that level, or stays above it for three hours.
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


def waking_levels() -> tuple[float, float, float]:
    """Level at which patients woke (idvall1979), ng/mL: low, middle, high."""
    woke, weight = tables.quantity("plasma-waking"), tables.quantity("molecular-weight-base").midpoint
    low, high = woke.ends
    return low * weight, woke.midpoint * weight, high * weight


@cache
def _usual() -> Array:
    """Levels (ng/mL) after every usual dose: rows as in `doses()`; the model is linear in the dose."""
    model = arterial_iv(WEIGHT_KG)
    return np.array([
        simulate(model, [Regimen("iv", dose.mg_per_kg * WEIGHT_KG, dose.minutes / 60)], _MINUTES / 60).ketamine
        for dose in doses()
    ])  # fmt: skip
