"""A birth–death process followed event by event, and its exact mean and spread: spines of one pool or of several.

Births come at a rate of their own, however many spines there are; each spine is lost at the rate of its pool. Within an
episode the rate of births stays the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ketabrain.engine.arrays import Array


@dataclass(frozen=True)
class Episode:
    """A stretch of time (days) with steady `births` per day, one value a pool."""

    start: float
    end: float
    births: Array


def expected_number(
    days: Array, counts: NDArray[np.int_], losses: Array, episodes: Sequence[Episode]
) -> tuple[Array, Array]:
    """Mean and standard deviation of the number of spines on `days`, exactly.

    `counts` are the spines at the start of the first episode and `losses` the rates per spine and day, one value a
    pool; the episodes follow one another. Spines are independent: of those at the start a binomial number is left, and
    those born since are a Poisson number.

    >>> halving = np.array([np.log(2)])  # a half-life of one day, and as many born as lost with 80 spines
    >>> steady = Episode(0, 10, 80 * halving)
    >>> mean, spread = expected_number(np.array([0.0, 10.0]), np.array([80]), halving, [steady])
    >>> mean.tolist(), spread.round(1).tolist()
    ([80.0, 80.0], [0.0, 8.9])
    """
    left = np.exp(-np.outer(days - episodes[0].start, losses))
    since = np.zeros_like(left)
    for episode in episodes:
        lasted = np.clip(days[:, np.newaxis], episode.start, episode.end) - episode.start
        ended = np.maximum(days[:, np.newaxis] - episode.end, 0)
        since += episode.births / losses * -np.expm1(-losses * lasted) * np.exp(-losses * ended)
    mean = (counts * left + since).sum(axis=1)
    return mean, np.sqrt((counts * left * (1 - left) + since).sum(axis=1))


def draw_lives(
    rng: np.random.Generator, counts: NDArray[np.int_], losses: Array, episodes: Sequence[Episode]
) -> tuple[Array, Array]:
    """Days of birth and death of every spine (−inf: there at the start; inf: still there at the end), by Gillespie.

    Arguments as of `expected_number`. The next event comes after an exponential wait, then it is drawn which. A wait
    that would cross a change of the rates is cut there and drawn anew: exponential waits have no memory.
    """
    born = [-np.inf] * int(counts.sum())
    died = [np.inf] * len(born)
    alive: list[list[int]] = []  # the spines of each pool, as their places in the two lists above
    for number in counts:
        first = sum(map(len, alive))
        alive.append(list(range(first, first + int(number))))
    rate_of_loss = losses.tolist()
    for episode in episodes:
        now, rate_of_birth = episode.start, episode.births.tolist()
        while True:
            rates = rate_of_birth + [rate * len(pool) for rate, pool in zip(rate_of_loss, alive, strict=True)]
            total = sum(rates)
            now = now + rng.exponential(1 / total) if total > 0 else episode.end
            if now >= episode.end:
                break
            event = _drawn_event(rates, rng.random())
            pool = alive[event % len(alive)]
            if event < len(alive):
                pool.append(len(born))
                born.append(now)
                died.append(np.inf)
            else:
                died[pool.pop(int(rng.random() * len(pool)))] = now
    return np.array(born), np.array(died)


def _drawn_event(rates: Sequence[float], chance: float) -> int:
    """Which of several events happens: each with a chance in proportion to its rate."""
    reach = chance * sum(rates)
    for event, rate in enumerate(rates):
        reach -= rate
        if reach < 0:
            return event
    return max(event for event, rate in enumerate(rates) if rate > 0)  # rounding carried us past the end
