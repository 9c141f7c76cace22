"""Prevention in people: the printed counts, their intervals, and the power of the trial."""

import pytest

from ketabrain.engine.stats.proportions import POWER
from ketabrain.topics.spines.prevention import prevention


def test_the_trial_found_no_benefit():
    result = prevention()
    assert (result.ketamine.events, result.ketamine.people) == (61, 349)
    assert (result.placebo.events, result.placebo.people) == (23, 156)
    assert (100 * result.ketamine.share, 100 * result.placebo.share) == pytest.approx((17.5, 14.7), abs=0.05)
    assert result.low < 0 < result.difference < result.high


def test_without_a_benefit_one_trial_in_twenty_finds_one_and_a_larger_one_is_found_more_often():
    chances = [prevention(benefit).power for benefit in (0, 2, 5, 8, 12, 14)]
    assert chances[0] == pytest.approx(0.05)
    assert chances == sorted(chances)
    assert chances[-1] > 0.99


def test_this_trial_was_too_small_for_five_points():
    assert prevention(5).power < POWER < prevention(9).power
    assert prevention(5).needed == 671
    assert prevention(0).needed == float("inf")


@pytest.mark.parametrize("benefit", [-1, 20])
def test_an_impossible_benefit_is_refused(benefit):
    with pytest.raises(ValueError, match=r"^The benefit lies between 0 and 14.7 percentage points"):
        prevention(benefit)
