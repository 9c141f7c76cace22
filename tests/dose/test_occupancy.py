"""The picture of filled channels: the curve, its interval, and the peak where it is told."""

import numpy as np
import pytest

from ketabrain.topics.dose.draw_occupancy import channels_held
from ketabrain.topics.shared.occupancy import occupancy_course
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate, with_effect_site
from tests.drawing import drawing


def test_the_peak_is_marked_and_told_with_its_interval():
    model = with_effect_site(arterial_iv())
    course = simulate(model, [Regimen("iv", 35, 40 / 60)], np.linspace(0, 4, 241))
    found = occupancy_course(course, place="effect site")
    figure, words = drawing(channels_held, found)
    _half, curve, mark = figure.axes[0].lines
    assert mark.get_ydata()[0] == pytest.approx(curve.get_ydata().max())
    share, low, high = (100 * each[found.top] for each in (found.share, found.low, found.high))
    assert f"At most {share:.0f}% of NMDA receptor channels hold ketamine ({low:.0f} to {high:.0f}%" in words
    assert f"{60 * found.times_h[found.top]:.0f} min after the start" in words
