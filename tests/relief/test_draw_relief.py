"""Pictures of relief: courses, fits and three questions show their numbers, and the words follow every control."""

import numpy as np
import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.relief.draw_relief import fitted
from ketabrain.topics.relief.draw_relief_courses import race
from ketabrain.topics.relief.draw_relief_curve import relief_curve
from ketabrain.topics.relief.relief import CURVES, GAPS, HOW, fit_gap, questions
from ketabrain.topics.relief.relief_courses import AXES, MEASURES, relief_courses, trials
from tests.engine.draw.crowding import crowded


def drawn(draw, result, height):
    figure = new_figure(height)
    with house_style():
        words = draw(result, figure)
    assert "nan" not in words.split()
    return figure, words


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("axis", AXES)
def test_every_value_of_a_measure_is_on_the_picture(measure, axis):
    result = relief_courses(measure, axis=axis)
    figure, _ = drawn(race, result, 5.0)
    (axes,) = figure.axes
    low, high = axes.get_ylim()
    first, last = axes.get_xlim()
    points = [point for course in result.courses for point in course.points]
    assert all(low <= point.value <= high and first <= point.hours <= last for point in points)
    ys = np.concatenate([line.get_ydata() for line in axes.lines if line.get_marker() not in ("None", None)])
    assert sorted(y for y in ys if not np.isnan(y)) == pytest.approx(sorted(point.value for point in points))


@pytest.mark.parametrize("trial", trials())
def test_a_chosen_trial_is_told_with_its_numbers(trial):
    result = relief_courses("responders", trial)
    figure, words = drawn(race, result, 5.0)
    assert crowded(figure) == []
    for course in result.chosen:
        assert f"{course.trial}, {course.arm}" in words
    assert ("did not print this measure" in words) == (not result.chosen)


def test_control_groups_are_open_and_dashed():
    figure, _ = drawn(race, relief_courses("responders", "Lii 2023"), 5.0)
    looks = {(line.get_marker(), line.get_linestyle(), line.get_markerfacecolor()) for line in figure.axes[0].lines}
    assert ("s", "--", "#FFFFFF") in looks
    assert ("o", "-", "#0072B2") in looks


def test_the_words_of_the_race_follow_every_control():
    told = {drawn(race, relief_courses(measure), 5.0)[1] for measure in MEASURES}
    told |= {drawn(race, relief_courses("responders", trial, axis), 5.0)[1] for trial in trials() for axis in AXES}
    assert len(told) == len(MEASURES) - 1 + len(trials()) * len(AXES)


def test_points_used_are_filled_and_those_held_back_open():
    figure, words = drawn(fitted, fit_gap(used=4), 4.6)
    dots = {
        line.get_markerfacecolor(): len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"
    }
    assert dots == {"#222222": 4, "#FFFFFF": 2}
    assert "on the 4 points used" in words
    assert "on the 2 held back" in words


@pytest.mark.parametrize("data", GAPS)
@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("how", HOW)
def test_fits_are_told_and_fit_the_picture(data, curve, how):
    figure, words = drawn(fitted, fit_gap(data, curve, how), 4.6)
    assert crowded(figure) == []
    assert data in words
    assert f"({curve}, {how})" in words


def test_the_words_of_a_fit_follow_the_hand_even_under_least_squares():
    for changed in ({"size_percent": 110}, {"onset_hours": 2.5}, {"fade_days": 8}, {"used": 3}):
        for how in HOW:
            base = {"data": GAPS[0], "curve": CURVES[1], "how": how}
            assert drawn(fitted, fit_gap(**base), 4.6)[1] != drawn(fitted, fit_gap(**base, **changed), 4.6)[1]


def test_too_few_points_are_said_to_test_nothing():
    assert "drawn through them, which tests nothing" in drawn(fitted, fit_gap(curve=CURVES[1], used=3), 4.6)[1]
    assert "tests nothing" not in drawn(fitted, fit_gap(curve=CURVES[1], used=5), 4.6)[1]


@pytest.mark.parametrize("onset", [0.5, 4, 72])
@pytest.mark.parametrize("size", [0, 8, 15])
@pytest.mark.parametrize("fade", [1, 60])
@pytest.mark.parametrize("placebo", [0, 15])
def test_the_three_questions_fit_the_picture(onset, size, fade, placebo):
    figure, words = drawn(relief_curve, questions(onset, size, fade, placebo), 4.4)
    assert crowded(figure) == []
    assert words.startswith("Illustration")


def test_the_words_of_the_questions_follow_every_slider():
    told = [questions(), questions(4.5), questions(4, 8.5), questions(4, 8, 8), questions(4, 8, 7, 6.5)]
    assert len({drawn(relief_curve, each, 4.4)[1] for each in told}) == 5
