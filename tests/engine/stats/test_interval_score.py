"""The interval score: known values, and that no range does better than an honest one."""

import numpy as np
import pytest

from ketabrain.engine.stats.interval_score import SURE_OF_RANGE, interval_score


@pytest.mark.parametrize(
    ("low", "high", "truth", "sure", "score"),
    [
        (10, 20, 15, 0.8, 10),
        (10, 20, 20, 0.8, 10),
        (10, 20, 22, 0.8, 10 + 10 * 2),
        (10, 20, 7, 0.9, 10 + 20 * 3),
        (5, 5, 5, 0.8, 0),
    ],
)
def test_width_and_a_fine_for_missing(low, high, truth, sure, score):
    assert interval_score(low, high, truth, sure) == pytest.approx(score)


def test_nothing_costs_less_on_average_than_the_range_that_one_believes_in():
    believed = np.random.default_rng(1).normal(50, 10, 20_000)
    tail = 100 * (1 - SURE_OF_RANGE) / 2

    def cost(low, high):
        return np.mean([interval_score(low, high, truth) for truth in believed])

    honest = np.percentile(believed, (tail, 100 - tail))
    best = cost(*honest)
    for low, high in ((honest[0] - 5, honest[1] + 5), (honest[0] + 5, honest[1] - 5), (50, 50), (1, 100)):
        assert cost(low, high) > best


@pytest.mark.parametrize("act", [lambda: interval_score(2, 1, 1), lambda: interval_score(1, 2, 1, 1.0)])
def test_what_makes_no_sense_is_refused(act):
    with pytest.raises(ValueError, match=r"ends where|between 0 and 1"):
        act()
