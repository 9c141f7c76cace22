"""A survey that some answer more readily, and a watch that ends before the drug is gone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.harm.survey_selection import found_share, survey
from ketabrain.topics.harm.two_hour_watch import HALF_LIVES, WEEK_AND_A_HALF_H, watch


@given(share=st.floats(0, 1), keener=st.floats(0.1, 10))
def test_going_there_and_back_gives_the_truth(share, keener):
    assert found_share(found_share(share, keener), 1 / keener) == pytest.approx(share, abs=1e-9)


@given(share=st.floats(0.01, 0.99), keener=st.floats(1.01, 10))
def test_keener_people_are_found_too_often(share, keener):
    assert share < found_share(share, keener) < 1
    assert found_share(share, 1 / keener) < share


def test_more_answers_narrow_the_interval_and_leave_the_error():
    few, many = survey(10, 3, 200), survey(10, 3, 5000)
    assert many.high - many.low < (few.high - few.low) / 4
    assert many.found == few.found == pytest.approx(0.25)
    assert many.implied == few.implied


def test_quite_different_truths_explain_the_printed_share():
    truths = [survey(keener=keener).implied for keener in (0.5, 1, 5)]
    assert truths[0] > 0.4
    assert truths[1] == pytest.approx(0.266)
    assert truths[2] < 0.08


@given(hours=st.floats(0, 300), more=st.floats(0.1, 10))
def test_ever_less_is_left(hours, more):
    now, later = watch(hours), watch(hours + more)
    assert np.all(later.left.high <= now.left.high)
    assert np.all(now.left.low <= now.left.high)
    assert now.curves.shape == (len(HALF_LIVES), now.times_h.size)


def test_after_two_hours_most_is_left_and_after_a_week_and_a_half_nothing():
    assert (watch(2).left.high > 0.5).all()
    assert (watch(WEEK_AND_A_HALF_H).left.high < 1e-6).all()


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ModelError, match="between 0 and 1"):
        found_share(1.2, 2)
    with pytest.raises(ModelError, match="10 people or more; got 3"):
        survey(people=3)
    with pytest.raises(ModelError, match="must not be negative"):
        watch(-1)
