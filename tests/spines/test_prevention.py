"""Prevention in people: the printed counts of two trials, their intervals, their power, and the picture."""

import pytest

from ketabrain.engine.numerals import counted
from ketabrain.engine.stats.proportions import POWER
from ketabrain.topics.spines.draw_prevention import prevention as draw_prevention
from ketabrain.topics.spines.prevention import PreventionTrial, compare_arms, prevention_arms
from tests.drawing import drawing

OPERATION, CHILDBIRTH = PreventionTrial


def test_the_trial_of_an_operation_found_no_benefit_and_leaves_room_for_a_small_one():
    result = prevention_arms(OPERATION)
    assert (result.drug.events, result.drug.people) == (61, 349)
    assert (result.placebo.events, result.placebo.people) == (23, 156)
    assert (100 * result.drug.share, 100 * result.placebo.share) == pytest.approx((17.5, 14.7), abs=0.05)
    assert result.low < -4 < 0 < result.difference < result.high


def test_the_trial_of_childbirth_found_a_benefit_as_it_was_printed():
    result = prevention_arms(CHILDBIRTH)
    assert (100 * result.drug.share, 100 * result.placebo.share) == pytest.approx((6.7, 25.4), abs=0.05)
    assert result.drug.share / result.placebo.share == pytest.approx(0.26, abs=0.005)
    assert result.high < -10


def test_both_trials_are_drawn_beside_each_other_with_either_chosen():
    for trial in PreventionTrial:
        figure, words = drawing(draw_prevention, compare_arms(5, trial))
        left = figure.axes[0]
        shown = [line.get_ydata()[0] for line in left.lines]
        assert shown == pytest.approx([100 * 23 / 156, 100 * 61 / 349, 100 * 46 / 181, 100 * 12 / 180])
        assert "12 of 180 with esketamine" in words
        assert f"of the size of the one {trial}" in words


def test_without_a_benefit_one_trial_in_twenty_finds_one_and_a_larger_one_is_found_more_often():
    chances = [compare_arms(benefit).power for benefit in (0, 2, 5, 8, 12, 14)]
    assert chances[0] == pytest.approx(0.05)
    assert chances == sorted(chances)
    assert chances[-1] > 0.99


def test_the_trial_of_an_operation_was_too_small_for_five_points():
    assert compare_arms(5).power < POWER < compare_arms(9).power
    assert compare_arms(5).needed == 671
    assert compare_arms(0).needed == float("inf")


@pytest.mark.parametrize("benefit", [-1, 20])
def test_an_impossible_benefit_is_refused(benefit):
    with pytest.raises(ValueError, match=r"^The benefit lies between 0 and 14.7 percentage points"):
        compare_arms(benefit)


@pytest.mark.parametrize("benefit", [0, 5, 14])
def test_the_supposed_benefit_is_drawn(benefit):
    figure, words = drawing(draw_prevention, compare_arms(benefit))
    supposed = next(line for line in figure.axes[1].lines if line.get_marker() == "^")
    assert supposed.get_xdata()[0] == -benefit
    power = 100 * compare_arms(benefit).power
    found = figure.axes[2].lines[1]  # a dot of a hundred for every trial in a hundred that would find it
    assert len(found.get_xdata()) == round(power)
    assert f"A true benefit of {counted(benefit, 'point')} would be found in {power:.0f}%" in words


def test_the_words_tell_the_ratio_and_the_people_needed():
    assert "80% need 671 people in each of two equal arms" in drawing(draw_prevention, compare_arms(5))[1]
    assert "one after an operation. That is by accident." in drawing(draw_prevention, compare_arms(0))[1]


def test_the_first_sentence_says_what_the_trial_could_have_found():
    words = drawing(draw_prevention, compare_arms(9))[1]
    assert words.startswith("A true benefit of 9 points would be found in 83% of trials")
