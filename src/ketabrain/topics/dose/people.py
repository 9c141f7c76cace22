"""How far the levels after one dose differ from person to person."""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.topics.shared.pharmacokinetics import TimeCourse

PERCENTILES = (5, 25, 50, 75, 95)
"""The middle of all people, the ends of their middle half, and of the middle nine tenths."""


@dataclass(frozen=True, kw_only=True)
class PeopleSpread:
    """Plasma levels (ng/mL) of many virtual people after one dose.

    `levels` has the shape (people, times), at `minutes`; `percentiles` has a row for each of PERCENTILES.
    """

    minutes: Array
    levels: Array
    percentiles: Array

    @property
    def peaks(self) -> Array:
        """Highest level of every person, ng/mL."""
        return np.asarray(self.levels.max(axis=1))

    @property
    def median_peak(self) -> float:
        """Half of the people peak below it, ng/mL."""
        return float(np.median(self.peaks))

    @property
    def peak_range(self) -> tuple[float, float]:
        """Between these (ng/mL) lie nine peaks in ten."""
        low, high = np.percentile(self.peaks, [5, 95])
        return float(low), float(high)


def people_spread(course: TimeCourse) -> PeopleSpread:
    """Sum up a course of many people, as `pharmacokinetics.simulate_people` gives it.

    >>> import numpy as np
    >>> from ketabrain.topics.shared.pharmacokinetics import Regimen, simulate_people
    >>> low, high = people_spread(simulate_people([Regimen("iv", 35, 40 / 60)], np.linspace(0, 2, 61))).peak_range
    >>> high > 1.5 * low  # one dose, one weight
    True
    """
    return PeopleSpread(
        minutes=60 * course.times_h,
        levels=course.ketamine,
        percentiles=np.percentile(course.ketamine, PERCENTILES, axis=0),
    )
