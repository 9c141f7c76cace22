"""What a printed correlation and its p value betray about the number of people behind them."""

from scipy.special import stdtr

LARGEST_N = 2000
"""The largest number of pairs that implied_n considers."""


def p_value(r: float, n: int, sides: int = 2) -> float:
    """How often chance alone gives a correlation (Pearson) at least as strong as `r` among `n` pairs.

    Raises ValueError for a correlation outside −1 to 1 or fewer than three pairs.
    """
    if not -1 < r < 1:
        raise ValueError(f"A correlation lies between −1 and 1; got {r:g}.")
    if n < 3:
        raise ValueError(f"A p value needs at least three pairs; got {n}.")
    statistic = abs(r) * ((n - 2) / (1 - r**2)) ** 0.5
    return sides * float(stdtr(n - 2, -statistic))


def implied_n(r: float, p: float, sides: int = 2) -> int:
    """The number of pairs whose p value comes nearest to the printed one. Raises ValueError as p_value does.

    >>> implied_n(0.5, p_value(0.5, n=20))
    20
    """
    return min(range(3, LARGEST_N), key=lambda n: abs(p_value(r, n, sides) - p))
