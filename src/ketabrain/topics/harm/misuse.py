"""Misuse in numbers: series that must not be joined across methods, and deaths counted in three ways."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

SERIES = (
    "US adults, past-year use", "US poison-centre calls", "deaths, England and beyond", "starting treatment, England",
    "reported users, Hong Kong",
)  # fmt: skip
SCALES = ("from zero", "zoomed in")
WAYS = {"detected": "detected", "held to be involved": "involved", "the only drug": "alone"}
"""Three ways of counting a death, and their columns."""
PLACES = ("United States", "UK without Scotland", "Australia", "US poison centres")


@dataclass(frozen=True)
class MisuseSeries:
    """Points of one series; rows of the same `method` may be joined, others not."""

    series: str
    scale: str
    unit: str
    rows: pd.DataFrame

    @property
    def methods(self) -> tuple[str, ...]:
        """Ways of counting, in the order of the table."""
        return tuple(self.rows["method"].unique())


@dataclass(frozen=True)
class Deaths:
    """Deaths in one place by the chosen way (None: not printed), and by every way with what it is a share of."""

    place: str
    period: str
    way: str
    counts: dict[str, int | None]
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


def misuse_series(series: str = SERIES[0], scale: str = SCALES[0]) -> MisuseSeries:
    """Points of one of SERIES. Raises ValueError for another word."""
    refuse_unknown((series, SERIES), (scale, SCALES))
    rows = tables.load("misuse_series")
    rows = rows[rows["series"] == series].reset_index(drop=True)
    return MisuseSeries(series, scale, str(rows.at[0, "unit"]), rows)


def deaths(place: str = PLACES[0], way: str = "detected") -> Deaths:
    """Deaths with ketamine in one of PLACES by one of WAYS. Raises ValueError for another word."""
    refuse_unknown((place, PLACES), (way, tuple(WAYS)))
    row = tables.load("death_counts").set_index("place").loc[place]
    counts = {name: None if pd.isna(row[column]) else int(row[column]) for name, column in WAYS.items()}
    examined = None if pd.isna(row["all"]) else int(row["all"])
    others = None if pd.isna(row["others"]) else float(row["others"])
    return Deaths(place, str(row["period"]), way, counts, examined, others, str(row["note"]))
