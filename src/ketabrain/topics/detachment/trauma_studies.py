"""What was measured about ketamine around trauma, in PTSD, with recall or therapy, and about detachment without it.

No study in the table trauma_studies compares people with PTSD who felt more or less detached under ketamine.
"""

from dataclasses import dataclass
from math import exp

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.pooling import from_counts

SETTINGS = ("soon after the trauma", "years later", "with recall or therapy", "without a drug, or in users")
COUNTED = ("all studies", "randomised only", "with numbers only")
DIRECTIONS = ("better with ketamine", "no difference shown", "worse with ketamine", "no result yet")

_SHORT = {
    "odds ratio": "odds ratio",
    "risk ratio": "risk ratio",
    "points": "points",
    "standard deviations": "SD",
    "percentage points": "% points",
}


@dataclass(frozen=True)
class Study:
    """One study. `value` with its 95% interval is in `unit`; above 1 (ratios) or 0 means worse with ketamine."""

    name: str
    outcome: str
    compared: str
    people: int | None
    randomised: bool
    direction: str
    unit: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class TraumaStudies:
    """Studies of one of SETTINGS, in the order of the table."""

    setting: str
    counted: str
    studies: tuple[Study, ...]
    rows: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, outcome and other group, result, and what qualifies it."""
        rows = self.rows
        return pd.DataFrame(
            {
                "Study": rows["study"],
                "Outcome, against": rows["outcome"] + ", against " + rows["compared"],
                "Result": rows["direction"],
                "Know this": rows["comment"],
            }
        )


def trauma_studies(setting: str = SETTINGS[0], counted: str = COUNTED[0]) -> TraumaStudies:
    """Studies of one of SETTINGS, perhaps only some of them. Raises ValueError for another word."""
    refuse_unknown((setting, SETTINGS), (counted, COUNTED))
    rows = tables.load("trauma_studies")
    rows = rows[rows["setting"] == setting]
    if counted == COUNTED[1]:
        rows = rows[rows["randomised"].astype(bool)]
    elif counted == COUNTED[2]:
        rows = rows[rows["value"].notna() | rows["events"].notna()]
    return TraumaStudies(setting, counted, tuple(_study(row) for _, row in rows.iterrows()), rows)


def _study(row: pd.Series) -> Study:
    value, low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("value", "low", "high"))
    if pd.notna(row["events"]):
        ratio = from_counts(row["events"], row["exposed"], row["other_events"], row["other_people"], "odds ratio")
        value, (low, high) = exp(ratio.value), (exp(end) for end in ratio.interval)
    return Study(
        row["study"], row["outcome"], row["compared"], None if pd.isna(row["people"]) else int(row["people"]),
        bool(row["randomised"]), row["direction"], _SHORT.get(row["measure"], ""), value, low, high,
    )  # fmt: skip
