"""The calibration plot: every group of answers is drawn and told, and without answers it says what to do."""

import pytest

from ketabrain.engine.draw.calibration_plot import calibration_curve, penalty_curve
from ketabrain.engine.stats.calibration import curve, expected_penalty, invented
from tests.drawing import drawing


@pytest.mark.parametrize("answers", [10, 300])
@pytest.mark.parametrize("too_sure", [False, True])
def test_every_group_of_answers_is_told(answers, too_sure):
    result = curve("somebody", invented(too_sure, answers))
    _, told = drawing(calibration_curve, result)
    for each in result.bins:
        assert f"said {100 * each.mean_confidence:.0f}%, right {100 * each.share_right:.0f}% of {each.count}" in told


def test_a_curve_without_answers_says_what_to_do():
    _, told = drawing(calibration_curve, curve("you", ()))
    assert "Lock in predictions" in told


@pytest.mark.parametrize(("right", "stated"), [(0.7, 0.95), (0.7, 0.7), (0.0, 1.0)])
def test_the_penalty_of_what_is_stated_and_of_honesty_are_told_and_marked(right, stated):
    result = expected_penalty(right, stated)
    figure, told = drawing(penalty_curve, result)
    assert f"Stating {100 * stated:.0f}% costs {result.chosen_penalty:.3f}" in told
    assert f"being honest {result.best_penalty:.3f}" in told
    *_, best, chosen = figure.axes[0].lines
    assert (best.get_xdata()[0], chosen.get_xdata()[0]) == pytest.approx((100 * right, 100 * stated))
