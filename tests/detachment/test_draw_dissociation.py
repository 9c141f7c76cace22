"""Pictures of the course of detachment and of its links with an outcome."""

from itertools import product

import pytest

from ketabrain.engine.draw import style
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.detachment.dissociation import DOSINGS, TOPS, trip
from ketabrain.topics.detachment.dissociation_links import KINDS, PEOPLE, TIMES, dissociation_links
from ketabrain.topics.detachment.draw_dissociation import trip_course
from ketabrain.topics.detachment.draw_dissociation_links import links
from tests.engine.draw.crowding import crowded


def course(*chosen, **moved):
    result, figure = trip(*chosen, **moved), new_figure(4.6)
    with house_style():
        told = trip_course(result, figure)
    return figure, told, result


def forest(*chosen):
    result, figure = dissociation_links(*chosen), new_figure(6)
    with house_style():
        told = links(result, figure)
    return figure, told, result


@pytest.mark.parametrize(("dosing", "top"), list(product(DOSINGS, TOPS)))
@pytest.mark.parametrize("dose", [0.1, 0.4, 0.5, 1.0])
def test_courses_are_not_crowded_and_measured_points_lie_inside(dosing, top, dose):
    figure, told, result = course(dosing, dose, slope=2.5, top=top)
    assert crowded(figure) == []
    right = figure.axes[1]
    diamonds = [line for line in right.lines if line.get_marker() == "D"]
    assert len(diamonds) == (2 if result.studied and dosing == DOSINGS[0] else 0)
    for line in diamonds:
        assert right.get_ylim()[0] <= line.get_ydata()[0] <= right.get_ylim()[1]
    assert ("not drawn" in told) != result.studied


def test_words_set_the_prediction_beside_the_measurement():
    _, told, result = course()
    for rating in result.ratings:
        assert f"minute {rating.minute:g}: {rating.mean:.1f} points" in told
        assert f"predicted {result.at(rating.minute):.1f}" in told


@pytest.mark.parametrize(("kind", "when", "counted"), list(product(KINDS, TIMES, PEOPLE)))
def test_forests_are_not_crowded_and_tell_every_row(kind, when, counted):
    figure, told, result = forest(kind, when, counted)
    assert crowded(figure) == []
    assert style.counted(len(result.links), "row") in told
    for link in result.links:
        assert link.study in told
    assert ("no such test was found" in told) == (not result.links)


def test_printed_correlations_nulls_and_slopes_have_marks_of_their_own():
    figure, _, result = forest()
    left, right = figure.axes
    marks = [line.get_marker() for line in left.lines]
    assert marks.count("D") == sum(link.value is not None for link in result.links)
    assert marks.count("<") + marks.count(">") == sum(link.at_least is not None for link in result.links)
    assert [line.get_marker() for line in right.lines].count("D") == sum(
        link.slope is not None for link in result.links
    )


def test_a_null_is_drawn_as_wide_as_what_it_leaves_open():
    figure, _, result = forest()
    place, null = next((i, link) for i, link in enumerate(result.links) if link.low is not None and link.value is None)
    bar = next(line for line in figure.axes[0].lines if list(line.get_ydata()) == [place, place])
    assert list(bar.get_xdata()) == pytest.approx([null.low, null.high])
