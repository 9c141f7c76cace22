"""Misuse in numbers: series that must not be joined across methods, and deaths counted in three ways."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


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


@dataclass(frozen=True)
class DeathTally:
    """Deaths in one place, `picked`, among those of every place."""

    picked: Deaths
    everywhere: tuple[Deaths, ...]


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


def death_tally(place: str = DeathPlace.UNITED_STATES) -> DeathTally:
    """All ways of counting in one DeathPlace, and in the others. Raises ValueError for another word.

    >>> death_tally("Australia").picked.counts[DeathCount.INVOLVED]
    68
    """
    return DeathTally(deaths(place), tuple(map(deaths, DeathPlace)))


def counts_in_full(tally: DeathTally) -> Rows:
    """What has no place on the axis: when, of how many, and what to know about each count."""
    told = [
        {
            "Where, when": f"{each.place}, {each.period}",
            "Of how many": _or_not_printed(each.examined),
            **{way[0].upper() + way[1:]: _or_not_printed(count) for way, count in each.counts.items()},
            "Know this": " ".join(filter(None, (_others(each), each.note))),
        }
        for each in tally.everywhere
    ]
    return Rows(caption="Every count, of how many, and what to know", frame=pd.DataFrame(told))


def _or_not_printed(number: int | None) -> str:
    return "not printed" if number is None else f"{number:,}"


def _others(each: Deaths) -> str:
    return "" if each.others_percent is None else f"Other drugs were found in {each.others_percent:g}%."
