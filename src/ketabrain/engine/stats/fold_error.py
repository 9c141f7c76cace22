"""How far a prediction is from a measurement, as a factor: the habit of pharmacokinetics.

A fold error of 2 means twice or half of what was measured. The geometric mean fold error (GMFE) is the typical size of
the miss; the geometric mean ratio says whether the misses lean to one side.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class FoldErrors:
    """Predictions beside measurements, both in the same unit; arrays of shape (points,)."""

    predicted: NDArray[np.float64]
    measured: NDArray[np.float64]

    @property
    def ratios(self) -> NDArray[np.float64]:
        """Predicted divided by measured: above 1 is too high."""
        return self.predicted / self.measured

    @property
    def folds(self) -> NDArray[np.float64]:
        """Size of each miss, 1 or more, in whichever direction."""
        return np.exp(np.abs(np.log(self.ratios)))

    @property
    def geometric_mean_fold_error(self) -> float:
        """Typical size of the miss, 1 or more."""
        return float(np.exp(np.abs(np.log(self.ratios)).mean()))

    @property
    def geometric_mean_ratio(self) -> float:
        """Typical ratio of predicted to measured; 1 means no lean to one side."""
        return float(np.exp(np.log(self.ratios).mean()))

    @property
    def share_within_twofold(self) -> float:
        """Share of points (0–1) predicted within a factor of two."""
        return float((self.folds <= 2).mean())


def fold_errors(predicted: ArrayLike, measured: ArrayLike) -> FoldErrors:
    """Pair predictions with measurements. Raises ValueError unless both are positive, finite and equally many.

    Twice as much and half as much miss by the same factor, and lean to neither side:

    >>> errors = fold_errors(predicted=[200, 50], measured=[100, 100])
    >>> round(errors.geometric_mean_fold_error, 6), round(errors.geometric_mean_ratio, 6)
    (2.0, 1.0)
    """
    p, m = np.asarray(predicted, dtype=float), np.asarray(measured, dtype=float)
    if p.shape != m.shape or p.ndim != 1 or p.size == 0:
        raise ValueError(f"Each prediction needs one measurement; got shapes {p.shape} and {m.shape}.")
    if not (np.isfinite(p).all() and np.isfinite(m).all() and (p > 0).all() and (m > 0).all()):
        raise ValueError("Fold errors are factors, so every prediction and measurement must be a positive number.")
    return FoldErrors(p, m)
