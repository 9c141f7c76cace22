"""Two invented raters of the same pages, how far they agree beyond chance, and published agreement to compare."""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.stats.agreement import weighted_kappa

MARKS = ("1", "2", "3", "4", "5")
"""Marks of the instrument, from no to yes."""


@dataclass(frozen=True)
class PublishedKappa:
    """A published weighted kappa with its 95% interval (table rater_agreement)."""

    raters: str
    kappa: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class TwoRaters:
    """Marks (1 to 5) of two invented raters on the same pages, their agreement, and published ones to compare.

    `careful` is the share (0–1) of marks that are the true one and no guess; `kappa` is None where it is not defined.
    """

    careful: float
    pages: int
    first: Array
    second: Array
    kappa: float | None
    published: tuple[PublishedKappa, ...]

    @property
    def same(self) -> float:
        """Share (0–1) of pages with the same mark."""
        return float((self.first == self.second).mean())


def two_raters(careful: float = 0.6, pages: float = 20, seed: float = 1) -> TwoRaters:
    """Two raters who see the true mark of a page in a share `careful` (0–1) of cases and guess else; seeded.

    Raises ValueError for a share outside 0 to 1 or fewer than 2 pages.

    >>> two_raters(careful=1).same
    1.0
    """
    if not 0 <= careful <= 1 or pages < 2:
        raise ValueError("The share of careful marks lies from 0 to 1, and there are 2 pages or more.")
    rng = np.random.default_rng(int(seed))
    count = int(pages)
    truth = rng.integers(1, 6, count)
    first, second = (np.where(rng.random(count) < careful, truth, rng.integers(1, 6, count)) for _ in range(2))
    pairs = [(str(a), str(b)) for a, b in zip(first, second, strict=True)]
    rows = tables.load("rater_agreement").itertuples()
    return TwoRaters(
        careful=careful,
        pages=count,
        first=first,
        second=second,
        kappa=weighted_kappa(pairs, MARKS),
        published=tuple(PublishedKappa(row.raters, float(row.kappa), float(row.low), float(row.high)) for row in rows),
    )
