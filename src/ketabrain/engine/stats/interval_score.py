"""The score of a stated range: its width, and a fine for missing the truth (source: gneiting2007, equation 43)."""

SURE_OF_RANGE = 0.8
"""How sure of their range learners are asked to be."""


def interval_score(low: float, high: float, truth: float, sure: float = SURE_OF_RANGE) -> float:
    """Score of a central range that is said to hold the truth with probability `sure`; less is better.

    It is a proper score: on average no other range does better than the one that cuts off (1 − sure) / 2 at either end
    of what one believes. Raises ValueError for a range that ends before it begins, and a `sure` outside 0 to 1.

    >>> interval_score(10, 30, 20)
    20.0
    >>> round(interval_score(10, 30, 35), 6)
    70.0
    """
    if low > high:
        raise ValueError(f"A range ends where it begins or later; got {low:g} to {high:g}.")
    if not 0 < sure < 1:
        raise ValueError(f"A probability between 0 and 1 is needed; got {sure:g}.")
    missed = max(low - truth, truth - high, 0.0)
    return (high - low) + 2 / (1 - sure) * missed
