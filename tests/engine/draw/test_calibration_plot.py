"""The calibration plot: every group of answers is drawn and told, and without answers it says what to do."""

import pytest

from ketabrain.engine.draw.calibration_plot import calibration_curve
from ketabrain.engine.stats.calibration import curve, invented
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
