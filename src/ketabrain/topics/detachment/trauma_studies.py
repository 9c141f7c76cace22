"""What was measured about ketamine around trauma, in PTSD, with recall or therapy, and about detachment without it.

No study in the table trauma_studies compares people with PTSD who felt more or less detached under ketamine.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.numerals import minus
from ketabrain.engine.show_table import Rows
from ketabrain.engine.stats.pooling import from_counts


class TraumaSetting(StrEnum):
    """When and with what ketamine was given, or that it was not."""

    SOON = "soon after the trauma"
    LATER = "years later"
    THERAPY = "with recall or therapy"
    WITHOUT = "without a drug, or in users"


class StudiesCounted(StrEnum):
    """Which of the studies are shown."""

    ALL = "all studies"
    RANDOMISED = "randomised only"
    WITH_NUMBERS = "with numbers only"


class TraumaResult(StrEnum):
    """What a study found."""

    BETTER = "better with ketamine"
    NO_DIFFERENCE = "no difference shown"
    WORSE = "worse with ketamine"
    OPEN = "no result yet"


_SHORT = {
    "odds ratio": "odds ratio",
    "risk ratio": "risk ratio",
    "points": "points",
    "standard deviations": "SD",
    "percentage points": "% points",
}


@dataclass(frozen=True, kw_only=True)
class TraumaStudy:
    """One study. `value` with its 95% interval is in `unit`; above 1 (ratios) or 0 means worse with ketamine."""

    name: str
    outcome: str
    compared: str
    people: int | None
    randomised: bool
    direction: TraumaResult
    unit: str
    value: float | None
    low: float | None
    high: float | None

    @property
    def size(self) -> str:
        """Unit, value and interval in words."""
        if self.value is None:
            return "not printed"
        told = f"{self.unit} {minus(round(self.value, 2))}"
        if self.low is None or self.high is None:
            return told
        return f"{told} ({minus(round(self.low, 2))} to {minus(round(self.high, 2))})"


@dataclass(frozen=True)
class TraumaStudies:
    """Studies of one setting, in the order of the table, and `every` one of it, also those that are not counted; `rows`
    are those of the table.
    """

    setting: TraumaSetting
    counted: StudiesCounted
    studies: tuple[TraumaStudy, ...]
    every: tuple[TraumaStudy, ...]
    rows: pd.DataFrame


def trauma_in_full(result: TraumaStudies) -> Rows:
    """What has no position in the picture: outcome and other group, the size as printed, and what qualifies it."""
    rows = result.rows
    frame = pd.DataFrame(
        {
            "Study": rows["study"],
            "Outcome, against": rows["outcome"] + ", against " + rows["compared"],
            "Result": rows["direction"],
            "Size (95% interval)": [study.size for study in result.studies],
            "Know this": rows["comment"],
        }
    )
    return Rows(caption=f"Studies {result.setting}: outcomes, sizes and what to know", frame=frame)


def published_studies(setting: str = TraumaSetting.SOON, counted: str = StudiesCounted.ALL) -> TraumaStudies:
    """Studies of one TraumaSetting, perhaps only some of them (StudiesCounted). Raises ValueError for another word.

    >>> every, some = published_studies(), published_studies(counted="randomised only")
    >>> len(some.studies) < len(every.studies)
    True
    """
    setting, counted = chosen(TraumaSetting, setting), chosen(StudiesCounted, counted)
    rows = tables.load("trauma_studies")
    rows = rows[rows["setting"] == setting]
    every = {row["id"]: _study(row) for _, row in rows.iterrows()}
    if counted is StudiesCounted.RANDOMISED:
        rows = rows[rows["randomised"].astype(bool)]
    elif counted is StudiesCounted.WITH_NUMBERS:
        rows = rows[rows["value"].notna() | rows["events"].notna()]
    return TraumaStudies(setting, counted, tuple(every[name] for name in rows["id"]), tuple(every.values()), rows)


def ptsd_table() -> pd.DataFrame:
    """Studies soon after a trauma or years later, for reading: those with lots drawn first, then by people.

    >>> ptsd_table()["Lots drawn"].iloc[0]
    'yes'
    """
    rows = tables.load("trauma_studies")
    rows = rows[rows["setting"].isin([TraumaSetting.SOON, TraumaSetting.LATER])]
    rows = rows.sort_values(["randomised", "people"], ascending=False, kind="stable", na_position="last")
    people = rows["people"].map(lambda number: "?" if pd.isna(number) else f"{number:.0f}")
    return pd.DataFrame(
        {
            "Study, people": rows["study"] + ", " + people,
            "Lots drawn": rows["randomised"].map({True: "yes", False: "no"}),
            "When": rows["setting"],
            "Outcome, against": rows["outcome"] + ", against " + rows["compared"],
            "Result": rows["direction"],
        }
    )


def _study(row: pd.Series) -> TraumaStudy:
    value, low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("value", "low", "high"))
    if pd.notna(row["events"]):
        ratio = from_counts(row["events"], row["exposed"], row["other_events"], row["other_people"], "odds ratio")
        value, (low, high) = exp(ratio.value), (exp(end) for end in ratio.interval)
    return TraumaStudy(
        name=row["study"],
        outcome=row["outcome"],
        compared=row["compared"],
        people=None if pd.isna(row["people"]) else int(row["people"]),
        randomised=bool(row["randomised"]),
        direction=TraumaResult(row["direction"]),
        unit=_SHORT.get(row["measure"], ""),
        value=value,
        low=low,
        high=high,
    )
