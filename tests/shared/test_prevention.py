"""Prevention in people: the printed counts, their intervals, and the power of the trial."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.topics.shared.prevention import POWER, Arm, newcombe, people_needed, power, prevention

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_trial_found_no_benefit():
    result = prevention()
    assert (result.ketamine.events, result.ketamine.people) == (61, 349)
    assert (result.placebo.events, result.placebo.people) == (23, 156)
    assert (100 * result.ketamine.share, 100 * result.placebo.share) == pytest.approx((17.5, 14.7), abs=0.05)
    assert result.low < 0 < result.difference < result.high


def test_newcombe_s_published_example():
    """56 of 70 against 48 of 80: 0.2, from 0.0524 to 0.3339 (Newcombe's method 10)."""
    assert newcombe(Arm("", 56, 70), Arm("", 48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(counts, counts)
def test_intervals_hold_the_estimate_and_stay_possible(first, second):
    one, other = Arm("one", *first), Arm("other", *second)
    low, high = one.interval
    assert -1e-9 <= low <= one.share + 1e-9
    assert one.share - 1e-9 <= high <= 1 + 1e-9
    below, above = newcombe(one, other)
    assert -1 - 1e-9 <= below <= one.share - other.share + 1e-9 <= above + 2e-9 <= 1 + 3e-9
    assert newcombe(other, one) == pytest.approx((-above, -below))


def test_without_a_benefit_one_trial_in_twenty_finds_one_and_a_larger_one_is_found_more_often():
    chances = [prevention(benefit).power for benefit in (0, 2, 5, 8, 12, 14)]
    assert chances[0] == pytest.approx(0.05)
    assert chances == sorted(chances)
    assert chances[-1] > 0.99


def test_power_agrees_with_many_drawn_trials():
    rng = np.random.default_rng(1)
    placebo, ketamine = rng.binomial(156, 0.15, 20000) / 156, rng.binomial(349, 0.09, 20000) / 349
    error = np.sqrt(placebo * (1 - placebo) / 156 + ketamine * (1 - ketamine) / 349)
    found = np.mean(np.abs(placebo - ketamine) / error > NormalDist().inv_cdf(0.975))
    assert power(0.15, 0.09, 156, 349) == pytest.approx(found, abs=0.03)


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_the_people_needed_are_just_enough(share, other):
    n = people_needed(share, other)
    if n < 1e6:
        assert power(share, other, int(n), int(n)) >= POWER - 1e-6
    if 20 < n < 1e6:
        assert power(share, other, int(n) - 1, int(n) - 1) < POWER + 1e-3


def test_this_trial_was_too_small_for_five_points():
    assert prevention(5).power < POWER < prevention(9).power
    assert prevention(5).needed == 671
    assert prevention(0).needed == float("inf")


@pytest.mark.parametrize("benefit", [-1, 20])
def test_an_impossible_benefit_is_refused(benefit):
    with pytest.raises(ValueError, match=r"^The benefit lies between 0 and 14.7 percentage points"):
        prevention(benefit)
