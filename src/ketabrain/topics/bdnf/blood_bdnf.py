"""Blood is not brain: how a few burst platelets change a reading of BDNF in plasma.

Nearly all BDNF in blood sits in platelets, about 99% (gejl2019). If a share of them bursts in the tube, what they held
joins the little that was free. With s the share of BDNF in platelets, l the share of platelets that burst and r the
true rise of free BDNF, the reading over the resting level is

    reading = (1 + r) + l s / (1 − s).

Simple arithmetic, not a fit: the volume of plasma stays, platelets are alike, and each burst one empties wholly. Blood
that clots goes much further: in 17 healthy men BDNF in serum rose over the first hour of clotting, stood above that in
plasma, and plasma spun free of platelets held least (gejl2019).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError

_WIDEST_LYSIS = 0.05
"""How far the curve runs if no more platelets burst than that."""


@dataclass(frozen=True)
class PlasmaReading:
    """A reading of BDNF in plasma and its pieces, all over the true resting level (1); shares are 0–1.

    `curve_lysed` and `curve` give the reading by the share of burst platelets, the rest as chosen.
    """

    platelet_share: float
    lysed_share: float
    true_rise: float
    from_platelets: float
    curve_lysed: Array
    curve: Array

    @property
    def from_plasma(self) -> float:
        """What was truly free in plasma."""
        return 1 + self.true_rise

    @property
    def reading(self) -> float:
        """What the test reads."""
        return self.from_plasma + self.from_platelets

    @property
    def share_from_platelets(self) -> float:
        """Share of the reading that burst platelets brought."""
        return self.from_platelets / self.reading

    @property
    def faking_lysis(self) -> float:
        """Share of platelets that would have to burst to fake the true rise, had there been none."""
        return lysis_that_fakes(self.true_rise, self.platelet_share)

    def at(self, lysed_share: ArrayLike, true_rise: float) -> Array:
        """What the test would read with other shares of burst platelets and another true rise."""
        return 1 + true_rise + np.asarray(lysed_share) * _held(self.platelet_share)


def lysis_that_fakes(rise: float, platelet_share: float = 0.99) -> float:
    """Share of platelets whose bursting raises the reading by `rise` (1: doubles it) although nothing rose; above 1 no
    bursting can.

    Raises ModelError for a negative rise, and unless the share of BDNF in platelets lies between 0 and 1.

    >>> round(lysis_that_fakes(0.5, platelet_share=0.99), 4)  # one platelet in two hundred
    0.0051
    """
    if not rise >= 0:
        raise ModelError(f"The rise must not be negative; got {rise:g}.")
    return rise / _held(platelet_share)


def plasma_after_lysis(platelet_share: float = 0.99, lysed_share: float = 0, true_rise: float = 0) -> PlasmaReading:
    """The reading if platelets hold `platelet_share` of blood's BDNF, `lysed_share` of them burst, and free BDNF has
    truly risen by `true_rise` (1: doubled).

    Raises ModelError unless 0 < platelet_share < 1, 0 ≤ lysed_share ≤ 1, and the rise is not negative.

    >>> round(plasma_after_lysis(platelet_share=0.99, lysed_share=0.01).reading, 2)  # one in a hundred bursts
    1.99
    """
    if not 0 <= lysed_share <= 1:
        raise ModelError(f"The share of platelets that burst lies between 0 and 1; got {lysed_share:g}.")
    if not true_rise >= 0:
        raise ModelError(f"The rise must not be negative; got {true_rise:g}.")
    held = _held(platelet_share)
    along = np.array([0, max(_WIDEST_LYSIS, lysed_share)])  # a straight line needs no more
    return PlasmaReading(
        platelet_share, lysed_share, true_rise, lysed_share * held, along, 1 + true_rise + along * held
    )


def _held(platelet_share: float) -> float:
    """BDNF in platelets over that free in plasma."""
    if not 0 < platelet_share < 1:
        raise ModelError(f"The share of blood's BDNF in platelets lies between 0 and 1; got {platelet_share:g}.")
    return platelet_share / (1 - platelet_share)
