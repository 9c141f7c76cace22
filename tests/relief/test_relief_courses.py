"""Courses of relief: printed values, nobody counted twice, each measure by itself, and all of it on the picture."""

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.topics.relief.draw_relief_courses import race
from ketabrain.topics.relief.relief_courses import ALL, Measure, TimeAxis, course_trials, relief_courses
from tests.drawing import drawing


def course(measure, trial, arm):
    (found,) = [each for each in relief_courses(measure).courses if (each.trial, each.arm) == (trial, arm)]
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
        found = relief_courses(measure)
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


def test_a_trial_is_told_apart_or_has_nothing_to_show():
    assert {each.trial for each in relief_courses("responders", "Lii 2023").chosen} == {"Lii 2023"}
    assert relief_courses("free of suicidal thoughts", "Lii 2023").chosen == ()
    assert relief_courses().chosen == relief_courses().courses
    assert course_trials()[0] == ALL


def test_the_table_has_a_line_for_every_point():
    for measure in Measure:
        found = relief_courses(measure)
        assert len(found.table) == sum(len(each.points) for each in found.courses)
        assert len(found.table.columns) == 7


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("axis", TimeAxis)
def test_every_value_of_a_measure_is_on_the_picture(measure, axis):
    result = relief_courses(measure, axis=axis)
    figure, _ = drawing(race, result)
    (axes,) = figure.axes
    low, high = axes.get_ylim()
    first, last = axes.get_xlim()
    points = [point for course in result.courses for point in course.points]
    assert all(low <= point.value <= high and first <= point.hours <= last for point in points)
    ys = np.concatenate([line.get_ydata() for line in axes.lines if line.get_marker() not in ("None", None)])
    assert sorted(y for y in ys if not np.isnan(y)) == pytest.approx(sorted(point.value for point in points))


@pytest.mark.parametrize("trial", ["Lii 2023", "Su 2023"])
def test_a_chosen_trial_is_told_with_its_numbers(trial):
    result = relief_courses("responders", trial)
    _, words = drawing(race, result)
    for course in result.chosen:
        assert f"{course.trial}, {course.arm}" in words
    assert ("did not print this measure" in words) == (not result.chosen)


def test_control_groups_are_open_and_dashed():
    figure, _ = drawing(race, relief_courses("responders", "Lii 2023"))
    looks = {(line.get_marker(), line.get_linestyle(), line.get_markerfacecolor()) for line in figure.axes[0].lines}
    assert ("s", "--", "#FFFFFF") in looks
    assert ("o", "-", "#0072B2") in looks


@pytest.mark.parametrize("asked", [{"measure": "sleep"}, {"trial": "Nobody 1999"}, {"axis": "curved"}])
def test_another_word_is_refused(asked):
    with pytest.raises(ValueError, match=f"There is no choice '{next(iter(asked.values()))}'; use one of "):
        relief_courses(**asked)
