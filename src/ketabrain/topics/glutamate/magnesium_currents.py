"""Current through NMDA receptors, and the share of them without a magnesium plug, over the voltages of a nerve cell.

The formulas are those of topics.shared.magnesium_block (jahr1990, spruston1995); glutamate is bound all the time. Here
they are laid out side by side: at the voltage and magnesium that a learner sets, and at the usual magnesium.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.topics.shared.magnesium_block import nmda_current_pa, unblocked_share, unblocked_share_elsewhere

USUAL_MAGNESIUM_MM = 1.0
"""Magnesium in the models of neurons that this course draws on."""
_VOLTAGES_MV = np.linspace(-100, 40, 141)


@dataclass(frozen=True)
class NmdaCurrent:
    """NMDA receptors with glutamate bound, at one voltage or at many (floats or arrays of one shape).

    `current_pa` flows through 1 nS of receptors, negative into the cell; `unblocked` is the share (0–1) of channels
    without a plug, `unblocked_elsewhere` the same by the constants of another laboratory.
    """

    magnesium_mm: float
    voltage_mv: Array | float
    current_pa: Array
    unblocked: Array
    unblocked_elsewhere: Array

    @property
    def deepest_mv(self) -> float:
        """The voltage (mV) at which most current flows into the cell."""
        return float(np.atleast_1d(self.voltage_mv)[self.current_pa.argmin()])


@dataclass(frozen=True)
class MagnesiumCurrents:
    """One moment at `voltage_mv` (`here`), and all voltages at its magnesium (`now`), at 1 mM (`usual`) and at none
    (`without`).
    """

    voltage_mv: float
    here: NmdaCurrent
    now: NmdaCurrent
    usual: NmdaCurrent
    without: NmdaCurrent


def nmda_current(voltage_mv: Array | float, magnesium_mm: float) -> NmdaCurrent:
    """NMDA receptors at a voltage (mV, any shape) and magnesium (mM). Raises ModelError for negative magnesium.

    At 0 mV nothing drives the current, however few channels are plugged:

    >>> float(nmda_current(0, 1).current_pa)
    0.0
    >>> float(nmda_current(-40, 0).current_pa)
    -40.0
    """
    return NmdaCurrent(
        magnesium_mm,
        voltage_mv,
        nmda_current_pa(voltage_mv, magnesium_mm),
        unblocked_share(voltage_mv, magnesium_mm),
        unblocked_share_elsewhere(voltage_mv, magnesium_mm),
    )


def over_voltages(voltage_mv: float, magnesium_mm: float) -> MagnesiumCurrents:
    """A moment at a voltage (mV) and magnesium (mM), with curves from −100 to 40 mV.

    Raises ModelError for negative magnesium.
    """
    return MagnesiumCurrents(
        voltage_mv,
        nmda_current(voltage_mv, magnesium_mm),
        nmda_current(_VOLTAGES_MV, magnesium_mm),
        nmda_current(_VOLTAGES_MV, USUAL_MAGNESIUM_MM),
        nmda_current(_VOLTAGES_MV, 0.0),
    )
