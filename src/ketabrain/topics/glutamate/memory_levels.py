"""How long does a drip keep plasma above the steady levels at which volunteers stored new material worse (honey2005)?

The levels are those of the quantity `encoding-plasma`. The study held each level steady, a drip does not: the minutes
are a guide and no prediction of forgetting.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.topics.shared.pharmacokinetics import TimeCourse


@dataclass(frozen=True)
class MemoryLevels:
    """Simulated plasma of one drip by name of the blood, and the minutes that each spends above each level (ng/mL)."""

    courses: Mapping[str, TimeCourse]
    levels_ng_per_ml: tuple[float, ...]
    minutes_above: Mapping[str, tuple[float, ...]]


def above_encoding_levels(courses: Mapping[str, TimeCourse]) -> MemoryLevels:
    """Hold simulated plasma levels against those at which encoding suffered, the lower level first.

    >>> from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate
    >>> drip = Regimen("iv", 35, 40 / 60)
    >>> artery = simulate(arterial_iv(), [drip], np.linspace(0, 4, 241))
    >>> lower, higher = above_encoding_levels({"artery": artery}).minutes_above["artery"]
    >>> lower > higher > 0
    True
    """
    levels = tables.quantity("encoding-plasma").ends
    return MemoryLevels(
        courses,
        levels,
        {name: tuple(60 * course.hours_between(level, np.inf) for level in levels) for name, course in courses.items()},
    )
