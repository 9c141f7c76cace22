"""How magnesium plugs the NMDA receptor, and lets go when the cell is depolarised.

The share of channels without magnesium is 1 / (1 + [Mg] / 3.57 · exp(−0.062 V)) (jahr1990), with magnesium in mM and
voltage in mV. It was fitted to currents of cultured neurons between 1 µM and 10 mM magnesium. Current is in the units
of an open channel whose conductance is 1 nS: 1 mV of driving force gives 1 pA.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.binding import constant

RT_OVER_F_MV = 25.4
"""Thermal voltage at room temperature, where these constants were measured."""
REVERSAL_MV = 0.0
"""Voltage at which the current through AMPA and NMDA receptors changes direction (destexhe1998)."""


def magnesium_kd_mm(voltage_mv: Array | float) -> Array:
    """Magnesium (mM) that holds half of the channels at this voltage (mV) (jahr1990)."""
    slope = constant("magnesium-voltage-slope")
    return constant("magnesium-kd-0mv") * np.exp(slope * np.asarray(voltage_mv, dtype=float))


def unblocked_share(voltage_mv: Array | float, magnesium_mm: float) -> Array:
    """Share (0–1) of channels that no magnesium ion plugs (jahr1990). Raises ModelError for negative magnesium.

    >>> [round(float(unblocked_share(voltage_mv, magnesium_mm=1)), 2) for voltage_mv in (-70, 0)]  # at rest, and not
    [0.04, 0.78]
    """
    if magnesium_mm < 0:
        raise ModelError(f"The magnesium concentration cannot be negative; got {magnesium_mm:g} mM.")
    return 1 / (1 + magnesium_mm / magnesium_kd_mm(voltage_mv))


def unblocked_share_elsewhere(voltage_mv: Array | float, magnesium_mm: float) -> Array:
    """The same share by the constants of another laboratory, which the formula was not fitted to (spruston1995).

    They were read second hand: magnesium feels 0.8 of the membrane's voltage and carries two charges.
    """
    pull = 2 * constant("spruston1995-magnesium-delta") / RT_OVER_F_MV
    kd = constant("spruston1995-magnesium-kd-0mv") * np.exp(pull * np.asarray(voltage_mv, dtype=float))
    return 1 / (1 + magnesium_mm / kd)


def nmda_current_pa(voltage_mv: Array | float, magnesium_mm: float) -> Array:
    """Current (pA) through 1 nS of NMDA receptors with glutamate bound; negative flows into the cell."""
    return unblocked_share(voltage_mv, magnesium_mm) * (np.asarray(voltage_mv, dtype=float) - REVERSAL_MV)


@dataclass(frozen=True)
class SynapseState:
    """One synapse at one moment: what its AMPA and NMDA receptors do.

    `nmda_unblocked` (0–1) is the share of NMDA receptors without magnesium; `calcium_inflow` (0–1) is the share that
    both has glutamate bound and is not plugged, which is what lets calcium in.
    """

    glutamate: bool
    voltage_mv: float
    magnesium_mm: float
    nmda_unblocked: float

    @property
    def calcium_inflow(self) -> float:
        """Share of NMDA receptors that let calcium in."""
        return self.nmda_unblocked if self.glutamate else 0.0


def synapse_state(glutamate: bool, voltage_mv: float, magnesium_mm: float) -> SynapseState:
    """The synapse with or without `glutamate` at a voltage (mV) and a magnesium concentration (mM)."""
    return SynapseState(glutamate, voltage_mv, magnesium_mm, float(unblocked_share(voltage_mv, magnesium_mm)))
