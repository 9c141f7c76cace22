"""Courses of relief: printed values, nobody counted twice, each measure by itself, and all of it on the picture."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.topics.relief.draw_relief_courses import places_of_trials, race
from ketabrain.topics.relief.draw_small_panels import set_apart
from ketabrain.topics.relief.relief_courses import (
    LOOKS,
    Measure,
    TimeAxis,
    points_table,
    printed_courses,
    relief_courses,
    rows_of_measure,
)
from tests.drawing import drawing


def of_measure(measure):
    """The courses of a measure, whichever trial is told apart."""
    return relief_courses(next(each for each in printed_courses() if each.endswith(f": {measure}")))


def course(measure, trial, arm):
    (found,) = [each for each in of_measure(measure).courses if (each.trial, each.arm) == (trial, arm)]
    return found


def values(measure, trial, arm):
    return {point.hours: round(point.value, 1) for point in course(measure, trial, arm).points}


def test_printed_values_come_out_again():
    assert values("free of suicidal thoughts", "Su 2023", "ketamine") == {
        4: 33.3, 48: 33.3, 72: 33.3, 120: 26.2, 168: 19.0, 336: 16.7,
    }  # fmt: skip
    assert values("free of suicidal thoughts", "Su 2023", "midazolam")[336] == 16.7
    assert values("responders", "TRANSFORM-1 and -2", "esketamine and tablet") == {24: 17.3, 648: 58.7}
    assert values("responders", "TRANSFORM-1 and -2", "placebo and tablet") == {24: 9.4, 648: 45.2}
    assert values("responders", "Zarate 2006", "ketamine") == {24: 70.6, 168: 35.3}
    assert values("MADRS points fallen", "Daly 2018", "placebo spray") == {2: 9.7, 24: 5.7, 168: 4.9}


def test_the_placebo_spray_falls_most_at_the_first_look():
    falls = values("MADRS points fallen", "Daly 2018", "placebo spray")
    assert max(falls, key=falls.get) == 2


def test_intervals_hold_their_values_and_shares_stay_possible():
    for measure in Measure:
        found = of_measure(measure)
        for point in (point for each in found.courses for point in each.points):
            assert point.low < point.value < point.high
            assert found.unit == "points" or 0 <= point.low <= point.high <= 100


def test_printed_intervals_agree():
    (point,) = course("points ahead of control", "Fu 2020", "84 mg").points
    assert (point.low, point.high) == pytest.approx((1.09, 6.56), abs=0.1)
    points = {point.hours: point for point in course("points ahead of control", "Ionescu 2021", "84 mg").points}
    assert (points[4].low, points[4].high) == pytest.approx((1.94, 6.38), abs=0.1)


def test_no_group_is_shown_twice_at_one_time():
    rows = tables.load("relief_courses")
    assert not rows.duplicated(["trial", "arm", "measure", "hours"]).any()


@pytest.mark.parametrize("name", printed_courses())
def test_whatever_can_be_chosen_is_a_course_with_something_to_see(name):
    """Before, most pairs of trial and measure said that the trial did not print the measure."""
    found = relief_courses(name)
    assert name == f"{found.trial}: {found.measure}"
    assert {each.trial for each in found.chosen} == {found.trial}
    assert len({point.hours for each in found.chosen for point in each.points}) >= LOOKS


def test_each_measure_can_be_chosen_in_some_trial():
    assert {relief_courses(name).measure for name in printed_courses()} == set(Measure)


def test_the_table_has_a_line_for_every_point():
    for measure in Measure:
        shown = points_table(measure)
        points = sum(len(each.points) for each in of_measure(measure).courses)
        assert len(shown) == len(rows_of_measure(measure)) == points
        assert len(shown.columns) == 7


@pytest.mark.parametrize("name", printed_courses())
@pytest.mark.parametrize("axis", TimeAxis)
def test_every_value_of_a_measure_stands_in_the_panel_of_its_trial(name, axis):
    result = relief_courses(name, axis)
    figure, _ = drawing(race, result)
    (axes,) = figure.axes
    seen = np.concatenate([line.get_ydata() for line in axes.lines])
    panels = places_of_trials(result)
    wanted = [
        float(panels[each.trial].y(point.value)) for each in result.courses for point in each.points
    ]  # fmt: skip
    assert sorted(seen) == pytest.approx(sorted(wanted))
    for each in result.courses:
        panel = panels[each.trial]
        for point in each.points:
            assert panel.left <= panel.x(point.hours) <= panel.left + panel.width
            assert panel.bottom - panel.height <= panel.y(point.value) <= panel.bottom


@pytest.mark.parametrize("name", printed_courses())
def test_panels_lie_beside_one_another_the_chosen_one_large(name):
    first, *others = places_of_trials(relief_courses(name)).values()
    assert all(panel.height * panel.width < first.height * first.width / 3 for panel in others)
    for one, other in combinations([first, *others], 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        assert beside or one.bottom <= other.bottom - other.height or other.bottom <= one.bottom - one.height


@given(st.lists(st.floats(0, 300), min_size=1, max_size=5))
def test_names_are_spread_in_their_order(wanted):
    found = set_apart(wanted, 16)
    assert np.diff(sorted(found)) == pytest.approx(np.maximum(np.diff(sorted(found)), 16))
    assert all((a < b) <= (c < d) for (a, c), (b, d) in combinations(zip(wanted, found, strict=True), 2))


@pytest.mark.parametrize("name", ["Lii 2023: responders", "Su 2023: free of suicidal thoughts"])
def test_a_chosen_trial_is_told_with_its_numbers(name):
    result = relief_courses(name)
    _, words = drawing(race, result)
    for course in result.chosen:
        assert f"{course.trial}, {course.arm}" in words


def test_control_groups_are_open_and_dashed():
    figure, _ = drawing(race, relief_courses("Lii 2023: responders"))
    looks = {(line.get_marker(), line.get_linestyle(), line.get_markerfacecolor()) for line in figure.axes[0].lines}
    assert ("s", "--", "#FFFFFF") in looks
    assert ("o", "-", "#0072B2") in looks


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: rows_of_measure("sleep"), "sleep"),
        (lambda: relief_courses("Lii 2023: free of suicidal thoughts"), "Lii 2023: free of suicidal thoughts"),
        (lambda: relief_courses("Lii 2023: responders", "curved"), "curved"),
    ],
)
def test_another_word_is_refused(ask, word):
    with pytest.raises(ValueError, match=f"There is no choice '{word}'; use one of "):
        ask()
