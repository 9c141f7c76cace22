"""Calibration of a person's confidence: the Brier score, a table by confidence, and what honesty earns.

Confidences are shares of one here, 0 to 1 (certain): how sure somebody is of their own answer. What a guess is worth
hangs on the question: a half with two options, a quarter with four, hardly anything with a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ketabrain.engine.stats.proportions import wilson

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Forecast:
    """One answer: how sure its author was (0 to 1), and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """Answers with a confidence from `low` to `high`: how many, their mean confidence, the share that was right."""

    low: float
    high: float
    count: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True)
class ExpectedPenalty:
    """Expected Brier penalty over every confidence one could state, for a given share of right answers.

    `stated` and `penalty` are arrays of one length; all values are shares of one.
    """

    share_right: float
    stated: npt.NDArray[np.float64]
    penalty: npt.NDArray[np.float64]
    best: float
    best_penalty: float
    chosen: float
    chosen_penalty: float


def penalty(confidence: float, right: bool) -> float:
    """The Brier penalty of one answer: the squared gap between confidence (0 to 1) and outcome. Raises ValueError."""
    _check_share(confidence)
    return (float(right) - confidence) ** 2


def brier_score(forecasts: Sequence[Forecast]) -> float:
    """The mean penalty: 0 is perfect, 0.25 what saying 50% always gives, 1 the worst. Raises ValueError for none.

    >>> brier_score([Forecast(confidence=0.5, right=True), Forecast(confidence=0.5, right=False)])
    0.25
    >>> brier_score([Forecast(confidence=1.0, right=False)])
    1.0
    """
    if not forecasts:
        raise ValueError("A Brier score needs at least one answer.")
    return sum(penalty(each.confidence, each.right) for each in forecasts) / len(forecasts)


def calibration_table(forecasts: Sequence[Forecast], edges: Sequence[float] = EDGES) -> tuple[Bin, ...]:
    """Answers grouped by confidence between neighbouring edges, lowest first; empty groups are left out.

    A group holds its lower edge, and the last one its upper edge too. Raises ValueError for a confidence outside.
    """
    for each in forecasts:
        if not edges[0] <= each.confidence <= edges[-1]:
            raise ValueError(f"A confidence must lie between {edges[0]:g} and {edges[-1]:g}; got {each.confidence:g}.")
    bins = []
    for low, high in pairwise(edges):
        inside = [each for each in forecasts if low <= each.confidence < high or each.confidence == high == edges[-1]]
        if inside:
            mean = sum(each.confidence for each in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), mean, sum(each.right for each in inside) / len(inside)))
    return tuple(bins)


def expected_penalty(share_right: float, chosen: float) -> ExpectedPenalty:
    """What someone who is right in `share_right` of answers can expect after stating the confidence `chosen`.

    Both lie between 0 and 1. Raises ValueError.
    """
    _check_share(share_right)
    _check_share(chosen)

    def expected(stated: Any) -> Any:
        return share_right * (1 - stated) ** 2 + (1 - share_right) * stated**2

    stated = np.linspace(0, 1, 101)
    best = share_right  # honesty is the best policy: the penalty is a proper score
    return ExpectedPenalty(share_right, stated, expected(stated), best, expected(best), chosen, expected(chosen))


@dataclass(frozen=True)
class Curve:
    """How often somebody was right at each confidence, with 95% intervals (rows: low, high) and a Brier score.

    `score` is None without answers; `coin` is what saying 50% every time would give.
    """

    who: str
    bins: tuple[Bin, ...]
    intervals: tuple[tuple[float, float], ...]
    answers: int
    score: float | None
    coin: float = 0.25


def curve(who: str, forecasts: Sequence[Forecast]) -> Curve:
    """The calibration curve of forecasts with confidences from 0 to 1; Wilson intervals. Raises ValueError."""
    bins = calibration_table(forecasts)
    right = [round(each.share_right * each.count) for each in bins]
    intervals = tuple(wilson(k, each.count) for k, each in zip(right, bins, strict=True))
    return Curve(who, bins, intervals, len(forecasts), brier_score(forecasts) if forecasts else None)


def invented(too_sure: bool, answers: int, seed: int = 1) -> tuple[Forecast, ...]:
    """Answers of somebody honest (right as often as stated), or of somebody right half as often as stated."""
    rng = np.random.default_rng(seed)
    stated = rng.choice(np.arange(0.1, 1.01, 0.1).round(1), answers)
    truth = stated / 2 if too_sure else stated
    came = rng.random(answers) < truth
    return tuple(Forecast(float(sure), bool(right)) for sure, right in zip(stated, came, strict=True))


def _check_share(value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"A share lies between 0 and 1; got {value:g}.")
