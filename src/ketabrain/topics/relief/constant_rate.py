"""One constant rate of relapse for everybody: well(t) = exp(−rate · t), the simplest survival curve that there is."""

from math import log

import numpy as np
from scipy.special import gammaincinv

from ketabrain.engine.arrays import Array


def share_well(rate: float, days: Array | float) -> Array:
    """Share (0–1) still well after so many days if everybody relapses at one constant rate (per day).

    >>> rate = rate_from_median(30)
    >>> share_well(rate, np.array([0, 30, 60, 90])).round(3).tolist()
    [1.0, 0.5, 0.25, 0.125]
    """
    return np.asarray(np.exp(-rate * np.asarray(days, dtype=float)))


def rate_from_median(days: float) -> float:
    """Rate (per day) at which half relapse within `days`. Raises ValueError unless days is positive."""
    if not days > 0:
        raise ValueError(f"The median is a positive number of days; got {days:g}.")
    return log(2) / days


def rate_from_share(share: float, days: float) -> float:
    """Rate (per day) at which `share` (0–1) relapse within `days`. Raises ValueError for impossible values."""
    if not 0 < share < 1:
        raise ValueError(f"The share that relapses lies between 0 and 1; got {share:g}.")
    if not days > 0:
        raise ValueError(f"People are followed for a positive number of days; got {days:g}.")
    return -log(1 - share) / days


def median_of(rate: float) -> float:
    """Days until half have relapsed at a rate per day."""
    return log(2) / rate


def rate_interval(rate: float, relapses: int) -> tuple[float, float]:
    """95% interval of a rate that rests on so many relapses: chi-square (gamma) quantiles of a Poisson count.

    Raises ValueError without a relapse.
    """
    if relapses < 1:
        raise ValueError(f"A rate needs at least one relapse; got {relapses}.")
    low, high = gammaincinv(relapses, 0.025), gammaincinv(relapses + 1, 0.975)
    return rate * float(low) / relapses, rate * float(high) / relapses
