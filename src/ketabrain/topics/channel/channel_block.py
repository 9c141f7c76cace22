"""How much of the NMDA current ketamine blocks once everything has settled: concentration, voltage, magnesium, form.

Woodhull's picture with a Hill slope, measured on human GluN1/GluN2A receptors at −70 mV (gilling2009): block is
1 / (1 + (IC50 / C)^0.84), and the IC50 grows e-fold for every 32 mV of depolarisation, because the charged drug feels
0.79 of the membrane's field on its way in.

Two steps are assumptions of this course, not measurements, and lessons label them so:
- magnesium and ketamine cannot be in the pore together, so magnesium multiplies the IC50 by 1 + [Mg] / K_Mg(V);
- the mirror forms and norketamine differ in their IC50 as they differ in binding to rat cortex (ebert1997).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from types import MappingProxyType

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.binding import constant
from ketabrain.topics.shared.magnesium_block import RT_OVER_F_MV, unblocked_share

HELD_AT_MV = -70.0
"""Voltage at which the published IC50 was measured (gilling2009)."""
_CONCENTRATIONS_UM = np.geomspace(0.01, 100, 161)

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "S-ketamine": "ebert1997-s-ketamine-ki",
        "R-ketamine": "ebert1997-r-ketamine-ki",
        "S-norketamine": "ebert1997-s-norketamine-ki",
        "R-norketamine": "ebert1997-r-norketamine-ki",
    }
)
"""The forms whose affinity one laboratory measured side by side, with their rows in the table binding."""


def ic50_um(voltage_mv: float, magnesium_mm: float = 0.0, form: str = "ketamine") -> float:
    """Concentration (µM) of a form that halves the current at a voltage (mV) and magnesium concentration (mM).

    Raises ModelError for negative magnesium and for a form that is neither ketamine nor one of FORMS. Depolarising the
    cell by 32 mV makes the drug e times weaker, so 74 mV make it ten times weaker:

    >>> round(ic50_um(voltage_mv=-70) / ic50_um(voltage_mv=-144), 1)
    10.0
    """
    woodhull = exp(constant("gilling2009-ketamine-delta") * (voltage_mv - HELD_AT_MV) / RT_OVER_F_MV)
    rivalry = 1 / float(unblocked_share(voltage_mv, magnesium_mm))
    return constant("gilling2009-ketamine-ic50") * woodhull * rivalry * relative_ki(form)


def relative_ki(form: str) -> float:
    """How many times more of `form` than of the racemate fills half of the sites (ebert1997). Raises ModelError.

    The racemate was not measured beside its forms: half of it is S and half R, which compete for one site.
    """
    if form == "ketamine":
        return 1.0
    if form not in FORMS:
        raise ModelError(f"There is no affinity for {form!r}; use ketamine or one of {', '.join(FORMS)}.")
    return constant(FORMS[form]) / racemate_ki_um()


def racemate_ki_um() -> float:
    """Affinity (Ki, µM) that the mixture should have if S and R compete for one site."""
    return 1 / (0.5 / constant(FORMS["S-ketamine"]) + 0.5 / constant(FORMS["R-ketamine"]))


def block(concentration_um: Array | float, ic50: Array | float) -> Array:
    """Share (0–1) of the current that drug (µM) blocks where `ic50` (µM) halves it.

    Raises ModelError for a negative concentration. At the IC50 half is blocked, at ten times the IC50 seven eighths:

    >>> round(float(block(7.1, ic50=7.1)), 3), round(float(block(71, ic50=7.1)), 3)
    (0.5, 0.874)
    """
    concentration = np.asarray(concentration_um, dtype=float)
    if np.any(concentration < 0):
        raise ModelError("A concentration cannot be negative.")
    filled = (concentration / ic50) ** constant("gilling2009-ketamine-hill")
    return filled / (1 + filled)


@dataclass(frozen=True, kw_only=True)
class PoreOccupants:
    """Who sits in the pore: shares (0–1) that are empty, plugged by magnesium and blocked by ketamine; they sum to 1.

    `ic50_um` is the ketamine that halves the current here, `ic50_alone_um` the same without magnesium.
    """

    concentration_um: float
    voltage_mv: float
    magnesium_mm: float
    empty: float
    magnesium: float
    ketamine: float
    ic50_um: float
    ic50_alone_um: float


def occupants(concentration_um: float, voltage_mv: float, magnesium_mm: float) -> PoreOccupants:
    """Share of open channels that hold nothing, magnesium or ketamine at a concentration (µM), voltage (mV) and
    magnesium (mM); that magnesium competes is an assumption. Raises ModelError for a negative concentration of either.
    """
    ic50 = ic50_um(voltage_mv, magnesium_mm)
    ketamine = float(block(concentration_um, ic50))
    free_of_magnesium = float(unblocked_share(voltage_mv, magnesium_mm))
    return PoreOccupants(
        concentration_um=concentration_um,
        voltage_mv=voltage_mv,
        magnesium_mm=magnesium_mm,
        empty=(1 - ketamine) * free_of_magnesium,
        magnesium=(1 - ketamine) * (1 - free_of_magnesium),
        ketamine=ketamine,
        ic50_um=ic50,
        ic50_alone_um=ic50_um(voltage_mv),
    )


@dataclass(frozen=True)
class MeasuredBlock:
    """Share (0–1) of openings or current that a study saw blocked at one concentration, and in what."""

    preparation: str
    concentration_um: float
    blocked: float


@dataclass(frozen=True)
class BlockCurve:
    """Block (shares 0–1) over `concentrations_um` at the voltage and magnesium of `here`, and where it was measured.

    It was measured at HELD_AT_MV without magnesium, with an IC50 of `measured_ic50_um`. `elsewhere` is what other
    laboratories saw without magnesium.
    """

    here: PoreOccupants
    concentrations_um: Array
    blocked: Array
    measured_ic50_um: float
    blocked_where_measured: Array
    elsewhere: tuple[MeasuredBlock, ...]


def measured_elsewhere() -> tuple[MeasuredBlock, ...]:
    """Block by ketamine in neurons without magnesium (orser1997, mealing1999).

    Two of the values, on the cell and in a patch pulled off it, belong to one concentration and differ more than
    twofold in what is left open, so no single curve can pass through all.
    """
    on_cell, pulled_off = "on the cell", "patch pulled off"
    left = "orser1997-ketamine-open-probability-left"
    return (
        MeasuredBlock(on_cell, 0.1, 1 - constant(f"{left}-cell-attached-low") / 100),
        MeasuredBlock(on_cell, 1.0, 1 - constant(f"{left}-cell-attached") / 100),
        MeasuredBlock(pulled_off, 1.0, 1 - constant(f"{left}-outside-out") / 100),
        MeasuredBlock(pulled_off, 10.0, 1 - constant(f"{left}-outside-out-high") / 100),
        MeasuredBlock("whole neurons", 10.0, constant("mealing1999-ketamine-inhibition") / 100),
    )


def block_curve(concentration_um: float, voltage_mv: float, magnesium_mm: float) -> BlockCurve:
    """Who sits in the pore at a concentration (µM), voltage (mV) and magnesium (mM), with block at all concentrations.

    Raises ModelError for a negative concentration of either.
    """
    here, measured = occupants(concentration_um, voltage_mv, magnesium_mm), ic50_um(HELD_AT_MV)
    return BlockCurve(
        here,
        _CONCENTRATIONS_UM,
        block(_CONCENTRATIONS_UM, here.ic50_um),
        measured,
        block(_CONCENTRATIONS_UM, measured),
        measured_elsewhere(),
    )


@dataclass(frozen=True)
class FormCurves:
    """Block (shares 0–1) by each form over `concentrations_um`, and at one `concentration_um`."""

    concentration_um: float
    concentrations_um: Array
    curves: Mapping[str, Array]
    here: Mapping[str, float]
    ic50s_um: Mapping[str, float]


def form_curves(concentration_um: float, voltage_mv: float, magnesium_mm: float) -> FormCurves:
    """Ketamine, its mirror forms and their first products, as far apart in block as they are in binding.

    Concentration in µM, voltage in mV, magnesium in mM. Raises ModelError for a negative concentration of either.
    """
    ic50s = {form: ic50_um(voltage_mv, magnesium_mm, form) for form in ("ketamine", *FORMS)}
    return FormCurves(
        concentration_um,
        _CONCENTRATIONS_UM,
        {form: block(_CONCENTRATIONS_UM, ic50) for form, ic50 in ic50s.items()},
        {form: float(block(concentration_um, ic50)) for form, ic50 in ic50s.items()},
        ic50s,
    )
