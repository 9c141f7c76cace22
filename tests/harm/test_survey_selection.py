"""A survey that some answer more readily than others, and its picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.harm.draw_survey_selection import survey_finds
from ketabrain.topics.harm.survey_selection import found_share, survey
from tests.drawing import drawing


@given(share=st.floats(0, 1), keener=st.floats(0.1, 10))
def test_going_there_and_back_gives_the_truth(share, keener):
    assert found_share(found_share(share, keener), 1 / keener) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("keener", [0.3, 3.184640258325722])
def test_if_everybody_has_the_trouble_everybody_found_has_it(keener):
    assert found_share(1, keener) == 1


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


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ModelError, match="between 0 and 1"):
        found_share(1.2, 2)
    with pytest.raises(ModelError, match="10 people or more; got 3"):
        survey(people=3)


@pytest.mark.parametrize(("share", "keener"), [(1, 5), (60, 0.5)])
def test_truth_finding_and_what_it_would_mean_are_told(share, keener):
    result = survey(share, keener)
    _, told = drawing(survey_finds, result)
    assert f"looks like {100 * result.found:.1f}%" in told
    assert f"a true {100 * result.implied:.1f}%" in told


def test_once_as_likely_is_just_as_likely():
    assert "are just as likely to answer" in drawing(survey_finds, survey(10, 1))[1]
