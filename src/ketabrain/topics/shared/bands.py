"""Plasma levels at which people have reported pain relief, dissociation or anaesthesia, and what falls among them."""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.topics.shared.pharmacokinetics import TimeCourse

_NEAR = 1.1
"""Up to so many times the upper end of a band a level is called just above it: an end is no wall."""


@dataclass(frozen=True)
class Band:
    """A reported state with its plasma levels (ng/mL) and the dose that was given."""

    name: str
    lower: float
    upper: float
    dose: str
    source: str

    @property
    def words(self) -> str:
        """The band in a few words, levels in ng/mL."""
        return f"{self.lower:g} to {self.upper:g} with {self.name}"

    def holds(self, level: float) -> bool:
        """Whether a plasma level (ng/mL) lies in the band."""
        return self.lower <= level <= self.upper


@dataclass(frozen=True)
class BandReading:
    """A plasma level (ng/mL) among all bands, and those that hold it."""

    level: float
    bands: tuple[Band, ...]

    @property
    def inside(self) -> tuple[Band, ...]:
        """The bands that hold the level; they overlap, so there can be none, one or several."""
        return tuple(band for band in self.bands if band.holds(self.level))

    @property
    def words(self) -> str:
        """Where the level lies, in words."""
        if self.inside:
            return (
                f"in the band{'s' if len(self.inside) > 1 else ''} of {' and '.join(band.name for band in self.inside)}"
            )
        below = [band for band in self.bands if self.level > band.upper]
        above = [band for band in self.bands if self.level < band.lower]
        if not below:
            return "below every band"
        if not above:
            return "above every band"
        if self.level <= _NEAR * below[-1].upper:
            return f"just above the band of {below[-1].name}"
        return f"between the bands of {below[-1].name} and {above[0].name}"


@dataclass(frozen=True, kw_only=True)
class CourseInBands:
    """Simulated plasma levels beside the reported bands, and the study that built the model, in short."""

    course: TimeCourse
    bands: tuple[Band, ...]
    study: str

    @property
    def peak(self) -> BandReading:
        """The highest level among the bands."""
        return BandReading(self.course.peak, self.bands)

    @property
    def dissociation(self) -> Band:
        """The band that the lesson asks a learner to stay in."""
        return next(band for band in self.bands if band.name == "dissociation")

    @property
    def dissociating(self) -> Array:
        """Levels (ng/mL) in the band of dissociation, NaN elsewhere, shape (times,)."""
        level, band = self.course.ketamine, self.dissociation
        return np.where((level >= band.lower) & (level <= band.upper), level, np.nan)

    @property
    def dissociating_min(self) -> float:
        """Minutes spent in the band of dissociation."""
        return 60 * self.course.hours_between(self.dissociation.lower, self.dissociation.upper)


def reported_bands() -> tuple[Band, ...]:
    """The bands of the table concentration_bands, lowest first."""
    table = tables.load("concentration_bands").sort_values("lower")
    return tuple(Band(row.band, row.lower, row.upper, row.dose, row.source) for row in table.itertuples())


def read_level(level: float) -> BandReading:
    """Place a plasma level (ng/mL) among the reported bands. Raises ValueError for a negative level.

    >>> read_level(150).words, read_level(1000).words
    ('in the bands of analgesia and dissociation', 'between the bands of dissociation and anaesthesia')
    """
    if level < 0:
        raise ValueError(f"A plasma level cannot be negative; got {level:g} ng/mL.")
    return BandReading(float(level), reported_bands())


def in_bands(course: TimeCourse) -> CourseInBands:
    """Lay a simulated course of one person (levels in ng/mL, shape (times,)) over the reported bands."""
    return CourseInBands(course=course, bands=reported_bands(), study=tables.references()[course.model.key].short)
