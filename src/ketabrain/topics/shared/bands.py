"""Plasma levels at which people have reported pain relief, dissociation or anaesthesia."""

from dataclasses import dataclass

from ketabrain.engine import tables

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


def reported_bands() -> tuple[Band, ...]:
    """The bands of the table concentration_bands, lowest first."""
    table = tables.load("concentration_bands").sort_values("lower")
    return tuple(Band(row.band, row.lower, row.upper, row.dose, row.source) for row in table.itertuples())


def read_level(level: float) -> BandReading:
    """Place a plasma level (ng/mL) among the reported bands. Raises ValueError for a negative level."""
    if level < 0:
        raise ValueError(f"A plasma level cannot be negative; got {level:g} ng/mL.")
    return BandReading(float(level), reported_bands())
