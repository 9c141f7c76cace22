"""A watch that ends before the drug is gone, and the curves of what is left."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.harm.draw_two_hour_watch import what_is_left
from ketabrain.topics.harm.two_hour_watch import HALF_LIVES, WEEK_AND_A_HALF_H, blood_left, watch
from ketabrain.topics.shared.pharmacokinetics import Regimen, simulate, spray_or_oral
from tests.drawing import drawing


@given(hours=st.floats(0, 300), more=st.floats(0.1, 10))
def test_ever_less_is_left(hours, more):
    now, later = watch(hours), watch(hours + more)
    assert np.all(later.left.high <= now.left.high)
    assert np.all(now.left.low <= now.left.high)
    assert now.curves.shape == (1 + len(HALF_LIVES), now.times_h.size)


def test_after_two_hours_most_is_left_and_after_a_week_and_a_half_nothing():
    assert (watch(2).left.high > 0.5).all()
    assert (watch(WEEK_AND_A_HALF_H).left.high < 1e-6).all()


def test_the_blood_follows_the_model_of_lesson_02():
    hours = np.array([0.1, 0.5, 2.0, 12.0])
    course = simulate(spray_or_oral(), [Regimen("nasal", 84)], np.linspace(0, 24, 1441))
    expected = [course.ketamine[60 * hour :].max() / course.peak for hour in (0, 0, 2, 12)]
    assert blood_left(hours) == pytest.approx(expected, rel=1e-3)
    assert watch(2).left.high[0] == pytest.approx(expected[2], rel=1e-3)


def test_a_negative_time_is_refused():
    with pytest.raises(ModelError, match="must not be negative"):
        watch(-1)


@pytest.mark.parametrize("hours", [0.5, 2, 24, 252])
def test_what_is_left_is_told_and_marked(hours):
    result = watch(hours)
    figure, told = drawing(what_is_left, result)
    assert told.startswith(f"After {hours:g} hours")
    (marks,) = (line for line in figure.axes[0].lines if line.get_marker() == "D")
    assert marks.get_ydata() == pytest.approx(100 * result.left.high)
