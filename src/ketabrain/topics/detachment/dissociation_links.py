"""Does more detachment go with more benefit? Published tests with what each of them leaves open.

A correlation gets its 95% interval from the number of people (Fisher's z). Where only "not significant" is printed, the
band says how strong a correlation such a sample would still have missed; where only "significant" is printed, how
strong it must at least have been. Both suppose a plain correlation, which not every study computed. Table
dissociation_links.
"""

from dataclasses import dataclass
from math import atanh, tanh

import pandas as pd
from scipy.special import stdtrit

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.correlation import implied_n
from ketabrain.engine.stats.proportions import Z95

KINDS = ("mood", "brain", "pain")
ALL = "all times"
TIMES = (ALL, "within hours", "a day later", "days to weeks later", "during the drug")
PEOPLE = ("as printed", "as r and p imply")
"""Whether the interval takes the printed number of people, or the one that a printed r and p fit."""
NONE_PRINTED = "none printed"

_ALPHA = 0.05
_SIGNS = {"link shown": -1, "opposite link": 1}


@dataclass(frozen=True)
class Link:
    """One test. `value` with `low` and `high` is a correlation; without a value the two ends are a printed range, or
    what the sample would have missed. `at_least` is the weakest correlation that would have been significant, with its
    sign, where only that is known. `slope` (value and 95% ends) is in MADRS points per ten points of dissociation.
    """

    study: str
    dissociation: str
    outcome: str
    when: str
    people: int | None
    value: float | None
    low: float | None
    high: float | None
    at_least: float | None
    slope: tuple[float, float, float] | None
    result: str
    same_people: str


@dataclass(frozen=True)
class Links:
    """Tests of one of KINDS at one of TIMES, in the order of the table."""

    kind: str
    when: str
    counted: str
    links: tuple[Link, ...]
    rows: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, what was compared and when, result, and what qualifies it."""
        rows = self.rows
        return pd.DataFrame(
            {
                "Study": rows["study"],
                "Compared": rows["dissociation"] + "; " + rows["outcome"] + "; " + rows["when"],
                "Result": rows["result"],
                "Know this": rows["comment"],
            }
        )


def dissociation_links(kind: str = KINDS[0], when: str = ALL, counted: str = PEOPLE[0]) -> Links:
    """Tests with an outcome of one of KINDS at one of TIMES. Raises ValueError for another word."""
    refuse_unknown((kind, KINDS), (when, TIMES), (counted, PEOPLE))
    rows = tables.load("dissociation_links")
    rows = rows[(rows["kind"] == kind) & ((rows["when"] == when) | (when == ALL))]
    return Links(kind, when, counted, tuple(_link(row, counted) for _, row in rows.iterrows()), rows)


def critical_r(people: int) -> float:
    """The weakest correlation that is significant (p below 0.05, two-sided) in a sample. Raises ValueError below 3."""
    if people < 3:
        raise ValueError(f"A correlation needs at least 3 people; got {people}.")
    t = float(stdtrit(people - 2, 1 - _ALPHA / 2))
    return t / (people - 2 + t**2) ** 0.5


def interval_of_r(r: float, people: int) -> tuple[float, float]:
    """The 95% interval of a correlation (Fisher's z). Raises ValueError for fewer than 4 people or |r| of 1."""
    if people < 4 or not -1 < r < 1:
        raise ValueError(f"An interval needs at least 4 people and a correlation within −1 and 1; got {people}, {r:g}.")
    reach = Z95 / (people - 3) ** 0.5
    return tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def _link(row: pd.Series, counted: str) -> Link:
    people = None if pd.isna(row["people"]) else int(row["people"])
    value = low = high = at_least = slope = None
    if row["statistic"] == "points per point":
        slope = _slope(row)
    elif pd.notna(row["value"]):
        value = float(row["value"])
        assert people is not None
        if counted == PEOPLE[1] and pd.notna(row["p"]):
            people = implied_n(value, float(row["p"]))
        low, high = interval_of_r(value, people)
    elif pd.notna(row["low"]):
        low, high = float(row["low"]), float(row["high"])
    elif people is not None and row["result"] == "no link shown":
        low, high = -critical_r(people), critical_r(people)
    elif people is not None and row["result"] in _SIGNS and row["statistic"] == NONE_PRINTED:
        at_least = _SIGNS[row["result"]] * critical_r(people)
    same = "" if pd.isna(row["same_people"]) else row["same_people"]
    return Link(
        row["study"], row["dissociation"], row["outcome"], row["when"], people, value, low, high, at_least, slope,
        row["result"], same,
    )  # fmt: skip


def _slope(row: pd.Series) -> tuple[float, float, float]:
    """Slope per ten points; without a printed interval the one that the printed p implies (normal)."""
    value = float(row["value"])
    if pd.notna(row["low"]):
        return 10 * value, 10 * float(row["low"]), 10 * float(row["high"])
    # stdtrit with very many degrees of freedom is the normal quantile.
    reach = Z95 * abs(value) / abs(float(stdtrit(1e9, float(row["p"]) / 2)))
    return 10 * value, 10 * (value - reach), 10 * (value + reach)
