"""Does more detachment go with more benefit? Published tests with what each of them leaves open.

A correlation gets its 95% interval from the number of people (Fisher's z). Where only "not significant" is printed, the
band says how strong a correlation such a sample would still have missed; where only "significant" is printed, how
strong it must at least have been. Both suppose a plain correlation, which not every study computed. Table
dissociation_links.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import atanh, tanh

import pandas as pd
from scipy.special import ndtri, stdtrit

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.correlation import implied_n
from ketabrain.engine.stats.proportions import Z95, Estimate, around


class LinkOutcome(StrEnum):
    """What detachment was compared with."""

    MOOD = "mood"
    BRAIN = "brain"
    PAIN = "pain"


class LinkTime(StrEnum):
    """When the outcome was measured."""

    ALL = "all times"
    HOURS = "within hours"
    DAY = "a day later"
    WEEKS = "days to weeks later"
    DURING = "during the drug"


class PeopleCounted(StrEnum):
    """Whether the interval takes the printed number of people, or the one that a printed r and p fit."""

    PRINTED = "as printed"
    IMPLIED = "as r and p imply"


class LinkResult(StrEnum):
    """What a test found; negative correlations are links, with more relief."""

    SHOWN = "link shown"
    OPPOSITE = "opposite link"
    NONE_SHOWN = "no link shown"
    MIXED = "mixed"


NONE_PRINTED = "none printed"

_ALPHA = 0.05
_SIGNS = {LinkResult.SHOWN: -1, LinkResult.OPPOSITE: 1}


@dataclass(frozen=True, kw_only=True)
class Link:
    """One test. `value` with `low` and `high` is a correlation; without a value the two ends are a printed range, or
    what the sample would have missed. `at_least` is the weakest correlation that would have been significant, with its
    sign, where only that is known. `slope` with its 95% interval is in MADRS points per ten points of dissociation.
    """

    study: str
    dissociation: str
    outcome: str
    when: LinkTime
    people: int | None
    value: float | None
    low: float | None
    high: float | None
    at_least: float | None
    slope: Estimate | None
    result: LinkResult
    same_people: str


@dataclass(frozen=True)
class Links:
    """Tests with one kind of outcome at one time, in the order of the table; `rows` are those of the table.

    `every` has those of all times, and `printed` the same with the printed number of people.
    """

    kind: LinkOutcome
    when: LinkTime
    counted: PeopleCounted
    links: tuple[Link, ...]
    every: tuple[Link, ...]
    printed: tuple[Link, ...]
    rows: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """What to read: study, what was compared and when, result, and what qualifies it.

        First comes one row of every study, the largest first, and then their other rows.
        """
        rows = self.rows.assign(again=self.rows.groupby("study").cumcount())
        rows = rows.sort_values(["again", "people"], ascending=[True, False], kind="stable")
        return pd.DataFrame(
            {
                "Study": rows["study"],
                "Compared": rows["dissociation"] + "; " + rows["outcome"] + "; " + rows["when"],
                "Result": rows["result"],
                "Know this": rows["comment"],
            }
        )


def published_links(
    kind: str = LinkOutcome.MOOD, when: str = LinkTime.ALL, counted: str = PeopleCounted.PRINTED
) -> Links:
    """Tests with an outcome of one LinkOutcome at one LinkTime, intervals for the people of one PeopleCounted.

    Raises ValueError for another word.

    >>> len(published_links(when="a day later").links) < len(published_links().links)
    True
    """
    kind, when, counted = chosen(LinkOutcome, kind), chosen(LinkTime, when), chosen(PeopleCounted, counted)
    rows = tables.load("dissociation_links")
    rows = rows[rows["kind"] == kind]
    every, printed = (
        tuple(_link(row, people) for _, row in rows.iterrows()) for people in (counted, PeopleCounted.PRINTED)
    )
    links = tuple(link for link in every if when in (LinkTime.ALL, link.when))
    return Links(
        kind=kind,
        when=when,
        counted=counted,
        links=links,
        every=every,
        printed=printed,
        rows=rows[(rows["when"] == when) | (when is LinkTime.ALL)],
    )


def critical_r(people: int) -> float:
    """The weakest correlation that is significant (p below 0.05, two-sided) in a sample.

    Raises ValueError for fewer than 3 people. The fewer people, the stronger it must be:

    >>> [round(critical_r(people), 2) for people in (10, 100, 1000)]
    [0.63, 0.2, 0.06]
    """
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


def _link(row: pd.Series, counted: PeopleCounted) -> Link:
    people = None if pd.isna(row["people"]) else int(row["people"])
    result = LinkResult(row["result"])
    value = low = high = at_least = slope = None
    if row["statistic"] == "points per point":
        slope = _slope(row)
    elif pd.notna(row["value"]):
        value = float(row["value"])
        assert people is not None
        if counted is PeopleCounted.IMPLIED and pd.notna(row["p"]):
            people = implied_n(value, float(row["p"]))
        low, high = interval_of_r(value, people)
    elif pd.notna(row["low"]):
        low, high = float(row["low"]), float(row["high"])
    elif people is not None and result is LinkResult.NONE_SHOWN:
        low, high = -critical_r(people), critical_r(people)
    elif people is not None and result in _SIGNS and row["statistic"] == NONE_PRINTED:
        at_least = _SIGNS[result] * critical_r(people)
    return Link(
        study=row["study"],
        dissociation=row["dissociation"],
        outcome=row["outcome"],
        when=LinkTime(row["when"]),
        people=people,
        value=value,
        low=low,
        high=high,
        at_least=at_least,
        slope=slope,
        result=result,
        same_people="" if pd.isna(row["same_people"]) else row["same_people"],
    )


def _slope(row: pd.Series) -> Estimate:
    """Slope per ten points; without a printed interval the one that the printed p implies (normal)."""
    value = float(row["value"])
    if pd.notna(row["low"]):
        return Estimate(10 * value, 10 * float(row["low"]), 10 * float(row["high"]))
    # A p value of p (two-sided) lies at this many standard errors from 0.
    away = abs(float(ndtri(float(row["p"]) / 2)))
    return around(10 * value, 10 * abs(value) / away)
