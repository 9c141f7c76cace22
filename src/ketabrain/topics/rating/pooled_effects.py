"""Published pooled effects of several disorders on one scale, against the smallest effect that would matter.

Cohen's d, Hedges' g and SMD differ by a few per cent only and are put side by side. Not here: a PTSD meta-analysis
whose printed effect (0.25) lies outside its printed interval (0.57 to 17.02) (Almeida et al., 2024). Table
pooled_effects.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.numerals import minus
from ketabrain.engine.show_table import Rows


class PooledDisorder(StrEnum):
    """Whose effects to show."""

    ALL = "all"
    DEPRESSION = "depression"
    ANXIETY = "anxiety"
    PTSD = "PTSD"
    SUICIDAL_THOUGHTS = "suicidal thoughts"
    ORDINARY_ANTIDEPRESSANTS = "ordinary antidepressants"


class AgainstMark(StrEnum):
    """Whether the whole interval lies above the smallest effect that matters, holds it, or lies below it.

    A range of several effects has no interval: it says nothing about how sure each of them is.
    """

    PASSES = "passes"
    UNDECIDED = "undecided"
    FALLS_SHORT = "falls short"
    NO_INTERVAL = "no interval"


LARGEST = 1.0
"""Largest effect (SD) that may be set as the smallest that matters."""


@dataclass(frozen=True, kw_only=True)
class PooledEffect:
    """One published effect in standard deviations, above 0 if the drug did better, with its 95% interval and where it
    lies. A range of several effects has ends, but no effect (None) and the verdict NO_INTERVAL.
    """

    disorder: str
    contrast: str
    when: str
    effect: float | None
    low: float
    high: float
    study: str
    verdict: AgainstMark

    @property
    def is_range(self) -> bool:
        """Whether the ends are those of several effects, not of an interval."""
        return self.effect is None


@dataclass(frozen=True)
class PooledEffects:
    """Effects of the chosen disorder (or all), and the smallest one that matters, in standard deviations.

    `every` holds those of all disorders.
    """

    disorder: PooledDisorder
    smallest: float
    effects: tuple[PooledEffect, ...]
    every: tuple[PooledEffect, ...]
    rows: pd.DataFrame

    def lying(self, verdict: AgainstMark) -> tuple[PooledEffect, ...]:
        """The effects that lie so."""
        return tuple(effect for effect in self.effects if effect.verdict is verdict)

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: one line for every effect, with the people and trials behind it."""
        return pd.DataFrame(
            {
                "review": [effect.study for effect in self.effects],
                "for": [effect.disorder for effect in self.effects],
                "against": [effect.contrast for effect in self.effects],
                "when": [effect.when for effect in self.effects],
                "better by (SD)": [effect.effect for effect in self.effects],
                "95% interval": [f"{minus(effect.low)} to {minus(effect.high)}" for effect in self.effects],
                "people": _whole(self.rows["people"]),
                "trials": _whole(self.rows["trials"]),
            }
        )


def pooled_effects(disorder: str = PooledDisorder.ALL, smallest: float = 0.3) -> PooledEffects:
    """Effects of one of PooledDisorder against the smallest that matters (SD).

    Raises ValueError for another word, and unless `smallest` lies between 0 and LARGEST.

    >>> low, high = (pooled_effects(smallest=mark).lying(AgainstMark.PASSES) for mark in (0, 1))
    >>> len(low) > len(high)
    True
    """
    shown = chosen(PooledDisorder, disorder)
    if not 0 <= smallest <= LARGEST:
        raise ValueError(f"The smallest effect that matters lies between 0 and {LARGEST:g} SD; got {smallest:g}.")
    rows = tables.load("pooled_effects")
    known = tables.references()
    every = tuple(
        PooledEffect(
            disorder=row.disorder,
            contrast=row.contrast,
            when=row.when,
            effect=None if row.kind == "range" else row.effect,
            low=row.low,
            high=row.high,
            study=known[row.source].short,
            verdict=AgainstMark.NO_INTERVAL if row.kind == "range" else _verdict(row.low, row.high, smallest),
        )
        for row in rows.itertuples()
    )
    if shown is not PooledDisorder.ALL:
        rows = rows[rows["disorder"] == shown]
    effects = tuple(each for each in every if shown in (PooledDisorder.ALL, each.disorder))
    return PooledEffects(shown, smallest, effects, every, rows)


def poolings_in_words(result: PooledEffects) -> Rows:
    """A row for every effect: who pooled it, from how many people and trials, and where it lies against the mark."""
    frame = result.table.assign(**{"against your mark": [str(effect.verdict) for effect in result.effects]})
    return Rows(caption="Who pooled what, from how many people", frame=frame)


def _verdict(low: float, high: float, smallest: float) -> AgainstMark:
    if low >= smallest:
        return AgainstMark.PASSES
    return AgainstMark.FALLS_SHORT if high < smallest else AgainstMark.UNDECIDED


def _whole(numbers: pd.Series) -> list[str]:
    """Counts in words, empty where none was printed."""
    return ["" if pd.isna(each) else f"{each:,.0f}" for each in numbers]
