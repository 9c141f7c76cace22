"""Agreement of two raters beyond chance (Cohen's weighted kappa), for published and for invented raters."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array

GRADES = ("1", "2", "3", "4", "5")
"""Marks of the instrument, from no to yes."""


@dataclass(frozen=True)
class Published:
    """A published weighted kappa with its 95% interval (table rater_agreement)."""

    raters: str
    kappa: float
    low: float
    high: float


@dataclass(frozen=True)
class Raters:
    """Marks (1 to 5) of two invented raters on the same pages, their agreement, and published ones to compare."""

    careful: float
    pages: int
    first: Array
    second: Array
    kappa: float | None
    published: tuple[Published, ...]

    @property
    def same(self) -> float:
        """Share (0–1) of pages with the same mark."""
        return float((self.first == self.second).mean())


def weighted_kappa(pairs: Sequence[tuple[str, str]], categories: Sequence[str]) -> float | None:
    """Linearly weighted kappa of two raters' marks; None where chance alone would agree fully, or nobody rated."""
    from statsmodels.stats.inter_rater import cohens_kappa

    counts = np.zeros((len(categories), len(categories)))
    for one, other in pairs:
        counts[categories.index(one), categories.index(other)] += 1
    if not pairs or ((counts.sum(axis=0) == len(pairs)).any() and (counts.sum(axis=1) == len(pairs)).any()):
        return None
    return float(cohens_kappa(counts, wt="linear", return_results=False))


def raters(careful: float = 0.6, pages: float = 20, seed: float = 1) -> Raters:
    """Two raters who see the true mark of a page in a share `careful` (0–1) of cases and guess else; seeded.

    Raises ValueError for a share outside 0 to 1 or fewer than 2 pages.
    """
    if not 0 <= careful <= 1 or pages < 2:
        raise ValueError("The share of careful marks lies from 0 to 1, and there are 2 pages or more.")
    rng = np.random.default_rng(int(seed))
    count = int(pages)
    truth = rng.integers(1, 6, count)
    first, second = (np.where(rng.random(count) < careful, truth, rng.integers(1, 6, count)) for _ in range(2))
    pairs = [(str(a), str(b)) for a, b in zip(first, second, strict=True)]
    rows = tables.load("rater_agreement").itertuples()
    published = tuple(Published(row.raters, float(row.kappa), float(row.low), float(row.high)) for row in rows)
    return Raters(careful, count, first, second, weighted_kappa(pairs, GRADES), published)
