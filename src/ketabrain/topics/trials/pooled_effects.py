"""Published pooled effects of several disorders on one scale, against the smallest effect that would matter.

Cohen's d, Hedges' g and SMD differ by a few per cent only and are put side by side. Not here: a PTSD meta-analysis
whose printed effect (0.25) lies outside its printed interval (0.57 to 17.02) (Almeida et al., 2024). Table
pooled_effects.
"""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

ALL = "all"
DISORDERS = (ALL, "depression", "anxiety", "PTSD", "suicidal thoughts", "ordinary antidepressants")
VERDICTS = ("passes", "undecided", "falls short")
"""The whole interval lies above the smallest effect that matters, holds it, or lies below it."""
NO_INTERVAL = "no interval"
"""Instead of a verdict, for a range of several effects: it says nothing about how sure each of them is."""
LARGEST = 1.0
"""Largest effect (SD) that may be set as the smallest that matters."""


@dataclass(frozen=True)
class PooledEffect:
    """One published effect in standard deviations, above 0 if the drug did better, with its 95% interval and one of
    VERDICTS. A range of several effects has ends, but no effect (None) and the verdict NO_INTERVAL.
    """

    disorder: str
    contrast: str
    when: str
    effect: float | None
    low: float
    high: float
    study: str
    verdict: str

    @property
    def is_range(self) -> bool:
        """Whether the ends are those of several effects, not of an interval."""
        return self.effect is None


@dataclass(frozen=True)
class PooledEffects:
    """Effects of the chosen disorder (or all), and the smallest one that matters, in standard deviations."""

    disorder: str
    smallest: float
    effects: tuple[PooledEffect, ...]
    rows: pd.DataFrame

    def count(self, verdict: str) -> int:
        """Effects with one of VERDICTS."""
        return sum(effect.verdict == verdict for effect in self.effects)


def pooled_effects(disorder: str = ALL, smallest: float = 0.3) -> PooledEffects:
    """Effects of one of DISORDERS against the smallest that matters (SD).

    Raises ValueError for another word, and unless `smallest` lies between 0 and LARGEST.
    """
    refuse_unknown((disorder, DISORDERS))
    if not 0 <= smallest <= LARGEST:
        raise ValueError(f"The smallest effect that matters lies between 0 and {LARGEST:g} SD; got {smallest:g}.")
    rows = tables.load("pooled_effects")
    if disorder != ALL:
        rows = rows[rows["disorder"] == disorder]
    known = tables.references()
    effects = tuple(
        PooledEffect(
            row.disorder, row.contrast, row.when, None if row.kind == "range" else row.effect, row.low, row.high,
            known[row.source].short, NO_INTERVAL if row.kind == "range" else _verdict(row.low, row.high, smallest),
        )
        for row in rows.itertuples()
    )  # fmt: skip
    return PooledEffects(disorder, smallest, effects, rows)


def _verdict(low: float, high: float, smallest: float) -> str:
    return VERDICTS[0] if low >= smallest else VERDICTS[2] if high < smallest else VERDICTS[1]
