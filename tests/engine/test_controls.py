"""The controls of an explore: their corners, what is refused, and what they say of themselves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.controls import Choice, Slider, choice, grouped_choice, slider
from ketabrain.engine.errors import LessonError


@given(st.floats(-100, 100), st.floats(0.1, 50), st.integers(2, 40))
def test_corners_of_a_slider_lie_in_its_range(low, width, steps):
    control = slider(low, low + width, width / steps)
    assert all(control.low - 1e-9 <= corner <= control.high + 1e-9 for corner in control.corners)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: slider(3, 1, 1), "low < high"),
        (lambda: slider(0, 1, 2), "a step between"),
        (lambda: slider(0, 1, 0.1, 5), "outside 0 to 1"),
        (lambda: slider(0, 10, 0.5, 5, whole=True), "for whole numbers"),
        (lambda: slider(0.5, 10, 1, 5, whole=True), "for whole numbers"),
        (lambda: choice(), "at least one option"),
        (lambda: choice("iv", value="oral"), "not one of its options"),
        (lambda: grouped_choice({}, label="Question", group_label="Lesson"), "at least one option"),
    ],
)
def test_a_control_that_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(LessonError, match=sentence):
        make()


@pytest.mark.parametrize("control", [Slider(0, 1, 0.5, 0.5, label="Dose", unit="mg"), Choice(("a", "b"), "a", "Route")])
def test_every_control_has_an_accessible_name(control):
    assert control.part("x").label == control.label
    assert replace(control, label="").part("a_dose").label == "a dose"


def test_a_slider_says_what_it_is_and_where_a_range_was_seen():
    dose = slider(0, 10, 1, about="How much.", seen=(-1, 2.5), seen_in="rats")
    assert dose.legend == "How much; seen in rats: −1 to 2.5"
    assert (dose.part("x").about, dose.part("x").seen) == (dose.legend, (-1, 2.5))
    assert slider(0, 10, 1, seen=(1, 2)).legend == "seen in people: 1 to 2"
    assert slider(0, 1, 0.1, seen=(0.235561, 0.588903)).legend == "seen in people: 0.236 to 0.589"
    assert slider(0, 10, 1).legend == ""
    with pytest.raises(LessonError, match="ends before it begins"):
        slider(0, 10, 1, seen=(3, 2))
