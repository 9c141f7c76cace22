"""Misuse in numbers: series that must not be joined across methods, and deaths counted in three ways."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen


class MisuseIndicator(StrEnum):
    """What was counted year by year."""

    US_ADULTS = "US adults, past-year use"
    US_POISON_CALLS = "US poison-centre calls"
    DEATHS_ENGLAND = "deaths, England and beyond"
    TREATMENT_ENGLAND = "starting treatment, England"
    USERS_HONG_KONG = "reported users, Hong Kong"


class SeriesAxis(StrEnum):
    """Where the axis of a series begins."""

    FROM_ZERO = "from zero"
    ZOOMED_IN = "zoomed in"


class DeathCount(StrEnum):
    """Three ways of counting a death, each narrower than the one before."""

    DETECTED = "detected"
    INVOLVED = "held to be involved"
    ALONE = "the only drug"


class DeathPlace(StrEnum):
    """Where deaths were counted."""

    UNITED_STATES = "United States"
    UNITED_KINGDOM = "UK without Scotland"
    AUSTRALIA = "Australia"
    US_POISON_CENTRES = "US poison centres"


_COLUMNS = {DeathCount.DETECTED: "detected", DeathCount.INVOLVED: "involved", DeathCount.ALONE: "alone"}
"""Columns of the table death_counts."""


@dataclass(frozen=True)
class MisuseSeries:
    """Points of one series; rows of the same `method` may be joined, others not."""

    series: MisuseIndicator
    scale: SeriesAxis
    unit: str
    rows: pd.DataFrame

    @property
    def methods(self) -> tuple[str, ...]:
        """Ways of counting, in the order of the table."""
        return tuple(self.rows["method"].unique())


@dataclass(frozen=True, kw_only=True)
class Deaths:
    """Deaths in one place by the chosen way (None: not printed), and by every way with what it is a share of."""

    place: DeathPlace
    period: str
    way: DeathCount
    counts: dict[DeathCount, int | None]
    examined: int | None
    others_percent: float | None
    note: str

    @property
    def count(self) -> int | None:
        """Deaths by the chosen way."""
        return self.counts[self.way]

    @property
    def per_100_000(self) -> float | None:
        """Of 100,000 examined, by the chosen way; None where one of both numbers was not printed."""
        return None if self.count is None or not self.examined else 100_000 * self.count / self.examined


def misuse_series(series: str = MisuseIndicator.US_ADULTS, scale: str = SeriesAxis.FROM_ZERO) -> MisuseSeries:
    """Points of one MisuseIndicator, for a picture with one SeriesAxis. Raises ValueError for another word."""
    series, scale = chosen(MisuseIndicator, series), chosen(SeriesAxis, scale)
    rows = tables.load("misuse_series")
    rows = rows[rows["series"] == series].reset_index(drop=True)
    return MisuseSeries(series, scale, str(rows.at[0, "unit"]), rows)


def deaths(place: str = DeathPlace.UNITED_STATES, way: str = DeathCount.DETECTED) -> Deaths:
    """Deaths with ketamine in one DeathPlace by one DeathCount. Raises ValueError for another word.

    >>> [deaths(way=way).count for way in DeathCount]
    [912, 440, 24]
    """
    place, way = chosen(DeathPlace, place), chosen(DeathCount, way)
    row = tables.load("death_counts").set_index("place").loc[place]
    return Deaths(
        place=place,
        period=str(row["period"]),
        way=way,
        counts={name: None if pd.isna(row[column]) else int(row[column]) for name, column in _COLUMNS.items()},
        examined=None if pd.isna(row["all"]) else int(row["all"]),
        others_percent=None if pd.isna(row["others"]) else float(row["others"]),
        note=str(row["note"]),
    )
