"""Shapes of relief: what they must do, and three questions with separate answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.errors import ModelError
from ketabrain.engine.tables import quantity
from ketabrain.topics.relief.draw_relief_curve import relief_curve
from ketabrain.topics.relief.relief_curve import NOTICED_POINTS, lead, three_questions
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

sizes, onsets, fades = st.floats(0.1, 50), st.floats(0.3, 300), st.floats(12, 2000)


@given(sizes, onsets)
def test_an_approach_comes_half_of_the_way_in_a_half_time_and_never_beyond_its_size(size, onset):
    hours = np.array([0.0, onset, 2 * onset, 50 * onset])
    assert lead(hours, size, onset) == pytest.approx([0, size / 2, 0.75 * size, size], rel=1e-9)


@given(sizes, onsets, fades)
def test_a_fading_benefit_lies_below_the_lasting_one_and_ends_at_nothing(size, onset, fade):
    hours = np.geomspace(0.1, 60 * fade, 200)
    fading, lasting = lead(hours, size, onset, fade), lead(hours, size, onset)
    assert (fading <= lasting + 1e-12).all()
    assert fading[-1] < 1e-9 * size + 1e-9
    assert (fading >= 0).all()


def test_the_three_questions_have_separate_answers():
    base = three_questions(4, 8, 7, 6)
    assert three_questions(40, 8, 7, 6).onset_h > base.onset_h
    assert three_questions(4, 12, 7, 6).peak > base.peak
    assert three_questions(4, 8, 20, 6).end_h > base.end_h
    other = three_questions(4, 8, 7, 12)
    assert (other.onset_h, other.peak, other.end_h) == (base.onset_h, base.peak, base.end_h)
    assert (other.control >= base.control).all()
    shape = lead(base.hours, 8, 4, 7 * 24)
    assert base.drug - base.control == pytest.approx(8 * shape / shape.max())


@given(onset=st.floats(0.5, 72), size=st.floats(0.1, 15), fade=st.floats(1, 60))
def test_the_size_is_the_lead_that_is_really_reached(onset, size, fade):
    """A slow, strong and brief drug is strong: before, its size was that of a course that never faded."""
    run = three_questions(onset, size, fade, 6)
    assert run.peak == pytest.approx(size)
    assert run.peak == pytest.approx(max(run.drug - run.control))


def test_a_small_lead_is_never_noticed():
    weak = three_questions(4, 1, 7, 6)
    assert weak.onset_h is None
    assert weak.end_h is None
    assert weak.peak < NOTICED_POINTS == quantity("smallest-difference").lower


@pytest.mark.parametrize(("size", "told"), [(8, {"1 onset: 1.5 h", "3 end: day 15"}), (1, set())])
def test_onset_and_end_are_marked_where_there_are_any(size, told):
    figure, words = drawing(relief_curve, three_questions(4, size, 7, 6))
    shown = {text for text in written(figure.axes[0]) if "onset" in text or "end" in text}
    assert shown == told
    assert "Illustration" in heading(figure)[1]
    assert words.startswith("In this illustration")
    assert ("never reaches 2 points" in words) == (not told)


def test_the_curve_of_the_first_setting_stays():
    figure = new_figure(4.4)
    relief_curve(three_questions(4, 3), figure, began=three_questions())
    assert "where you began" in written(figure.axes[0])
    assert figure.axes[0].lines[0].get_ydata() == pytest.approx(three_questions().drug)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lead(np.zeros(1), 1, 0), "half-times of onset and fading must be above 0"),
        (lambda: three_questions(size_points=-1), "must not be below 0 points"),
    ],
)
def test_bad_input_gets_one_sentence(call, words):
    with pytest.raises(ModelError, match=words):
        call()
