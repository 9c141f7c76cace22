"""One dose seen from an artery and from a vein: published models that were built on different blood."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketabrain.engine.arrays import Array
from ketabrain.topics.shared.further_models import arterial_with_metabolites
from ketabrain.topics.shared.pharmacokinetics import (
    MIXING_MIN,
    PKModel,
    TimeCourse,
    arterial_iv,
    spray_or_oral,
    venous_iv,
)


@dataclass(frozen=True, kw_only=True)
class TwoBloods:
    """Courses by name, and the level in the artery over that in the vein at `mixed_min` (minutes, all blood mixed)."""

    courses: Mapping[str, TimeCourse]
    mixed_min: Array
    ratio: Array

    @property
    def artery(self) -> TimeCourse:
        """What the model of arterial blood gives."""
        return self.courses["artery"]

    @property
    def vein(self) -> TimeCourse:
        """What the model of venous blood gives."""
        return self.courses["vein"]

    @property
    def peak_ratio(self) -> float:
        """Peak in the artery over the peak in the vein."""
        return self.artery.peak / self.vein.peak


def published_models() -> dict[str, PKModel]:
    """Two models for each blood: the two that are divided first, then those that come along."""
    return {
        "artery": arterial_iv(),
        "vein": venous_iv(),
        "artery, film study": arterial_with_metabolites(),
        "vein, spray study": spray_or_oral(),
    }


def artery_over_vein(courses: Mapping[str, TimeCourse]) -> TwoBloods:
    """Divide the course named "artery" by the one named "vein", both on one grid of times; others come along.

    While drug flows in the artery runs higher, afterwards the vein:

    >>> import numpy as np
    >>> from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate, venous_iv
    >>> drip, hours = Regimen("iv", 35, 40 / 60), np.linspace(0, 3, 181)
    >>> found = artery_over_vein({"artery": simulate(arterial_iv(), [drip], hours),
    ...                           "vein": simulate(venous_iv(), [drip], hours)})
    >>> bool(found.ratio.max() > 1 > found.ratio[-1])
    True
    """
    artery, vein = courses["artery"], courses["vein"]
    minutes = 60 * artery.times_h
    mixed = minutes >= MIXING_MIN
    return TwoBloods(courses=courses, mixed_min=minutes[mixed], ratio=artery.ketamine[mixed] / vein.ketamine[mixed])
