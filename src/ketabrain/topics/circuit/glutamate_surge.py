"""Glutamate after ketamine: what was measured, when, and whether one surge could explain it all."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.numerals import minus


class SurgeVerdict(StrEnum):
    """Whether one surge would explain a measurement; open where the time of measuring is not known well enough."""

    FITS = "fits"
    AGAINST = "against"
    OPEN = "open"


class SortedBy(StrEnum):
    """What measurements in people can be sorted by."""

    MINUTES = "minutes"
    METHOD = "method"


@dataclass(frozen=True)
class SurgeFit:
    """Measurements in people (rows of the table glutamate_changes with a known result, with the columns `study` and
    `verdict` added) held against a surge that lasts from `start_min` to `end_min` after the start of the dose.
    """

    start_min: float
    end_min: float
    by: SortedBy
    rows: pd.DataFrame

    def count(self, verdict: SurgeVerdict) -> int:
        """How many rows got one verdict."""
        return int((self.rows["verdict"] == verdict).sum())

    @property
    def share_up(self) -> float:
        """Share (0–1) of the rows whose authors read them as more glutamate; rows of one study are not independent."""
        return float((self.rows["glutamate"] == "up").mean())

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, measured, minutes, n, change (%), glutamate, note."""
        rows = self.rows.assign(
            measured=self.rows["measure"] + ", " + self.rows["region"] + " (" + self.rows["method"] + ")",
            minutes=[_minutes(row.start_min, row.end_min) for row in self.rows.itertuples()],
            change=[_change(row.change_percent, row.lower, row.upper, row.interval) for row in self.rows.itertuples()],
        )
        names = {"change": "change (%)", "comment": "note"}
        return rows[["study", "measured", "minutes", "n", "change", "glutamate", "comment"]].rename(columns=names)


def human_measures(start_min: float = 0, end_min: float = 60, by: str = SortedBy.MINUTES) -> SurgeFit:
    """Which measurements in people a surge from `start_min` to `end_min` would explain, sorted by one of SortedBy.

    A rise fits if it was measured while the surge lasted, at least in part; no change fits if it was measured outside
    it. A measurement "during ketamine" without minutes counts as beginning at 0. Raises ValueError for a surge that
    ends before it starts, one that starts before the dose, or another order. Some measurements fit a surge in the
    first hour, and some speak against it:

    >>> hour = human_measures(0, 60)
    >>> hour.count(SurgeVerdict.FITS) > 0 and hour.count(SurgeVerdict.AGAINST) > 0
    True
    """
    if start_min < 0:
        raise ValueError(f"A surge cannot start before the dose; got {start_min:g} minutes.")
    if not start_min < end_min:
        raise ValueError(f"A surge must end after it starts; got {start_min:g} to {end_min:g} minutes.")
    order = chosen(SortedBy, by)
    table = tables.load("glutamate_changes")
    rows = table[(table["host"] == "people") & (table["glutamate"] != "not shown")]
    known = tables.references()
    rows = rows.assign(
        study=[known[key].short for key in rows["source"]],
        verdict=[
            _verdict(row.glutamate == "up", _overlap(row.start_min, row.end_min, start_min, end_min))
            for row in rows.itertuples()
        ],
    ).sort_values(["start_min", "end_min"], na_position="first", kind="stable")
    if order is not SortedBy.MINUTES:
        rows = rows.sort_values(order.value, kind="stable")
    return SurgeFit(start_min, end_min, order, rows.reset_index(drop=True))


@dataclass(frozen=True)
class RodentDirections:
    """Measurements in rodents after ketamine alone at a single known dose (rows of the table glutamate_changes with the
    column `study` added), and where a dose of `dose_mg_per_kg` lies among them in the prefrontal cortex.
    """

    dose_mg_per_kg: float
    rows: pd.DataFrame

    @property
    def nearest(self) -> pd.Series:
        """The prefrontal measurement whose dose is nearest, as a ratio."""
        return self.nearest_in("prefrontal cortex")

    def nearest_in(self, region: str) -> pd.Series:
        """The measurement in one region whose dose is nearest, as a ratio."""
        rows = self.rows[self.rows["region"] == region]
        ratio = rows["dose_mg_per_kg"] / self.dose_mg_per_kg
        return rows.loc[ratio.where(ratio >= 1, 1 / ratio).idxmin()]


def rodent_directions(dose_mg_per_kg: float = 20) -> RodentDirections:
    """Up, down or unchanged, by dose (mg/kg) and region; no sizes were to be seen. Raises ValueError for no dose."""
    if dose_mg_per_kg <= 0:
        raise ValueError(f"A dose must be above zero; got {dose_mg_per_kg:g} mg/kg.")
    table = tables.load("glutamate_changes")
    rows = table[(table["host"] == "rodent") & (table["drug"] == "ketamine") & table["dose_mg_per_kg"].notna()]
    known = tables.references()
    rows = rows.assign(study=[known[key].short for key in rows["source"]])
    return RodentDirections(dose_mg_per_kg, rows.reset_index(drop=True))


def _overlap(first: float, last: float, start: float, end: float) -> bool | None:
    """Whether a measurement (minutes; NaN: not shown) touches the surge; None if that cannot be known."""
    if pd.isna(first):
        return None
    if first > end:
        return False
    if pd.isna(last):
        return True if start <= first else None
    return bool(last >= start)


def _verdict(rose: bool, inside: bool | None) -> SurgeVerdict:
    if inside is None:
        return SurgeVerdict.OPEN
    return SurgeVerdict.FITS if rose == inside else SurgeVerdict.AGAINST


def _minutes(first: float, last: float) -> str:
    if pd.isna(first):
        return "not shown"
    if pd.isna(last):
        return "during ketamine"
    return f"{first:g}" if first == last else f"{first:g} to {last:g}"


def _change(change: float, lower: float, upper: float, interval: str) -> str:
    if pd.isna(change):
        return ""
    spread = "" if pd.isna(lower) else f" ({minus(lower)} to {minus(upper)}, {interval})"
    return f"{minus(change)}{spread}"
