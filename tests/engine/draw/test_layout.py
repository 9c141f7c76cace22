"""Headings, plots, rows and names stand where they belong, and replace what was there."""

import numpy as np
import pytest

from ketabrain.engine.draw.layout import (
    EDGE,
    NAMES,
    Column,
    add_plot,
    began,
    canvas,
    direct,
    heading,
    interval,
    missing,
    name_y,
    plot,
    plots,
    rows,
)
from ketabrain.engine.draw.style import BEGAN, BLUE, house_style, new_figure
from tests.engine.draw.crowding import boxes_as_drawn
from tests.engine.draw.guide import near_the_edge
from tests.engine.draw.written import heading as heading_of


def test_a_plot_replaces_what_was_there():
    figure = new_figure()
    plots(figure, (2, 1))
    second = plot(figure)
    assert figure.axes == [second]


def test_a_canvas_is_in_pixels_from_the_upper_left():
    axes = canvas(new_figure(4.0))
    assert axes.transData.transform((100, 50)).tolist() == pytest.approx([100, 350])


def box(figure, word):
    """Where a word stands: pixels from the left and from the top."""
    found = dict(boxes_as_drawn(figure))[word]
    return found.x0, figure.bbox.height - found.y1


def test_the_heading_stands_at_the_upper_left_free_of_the_edge():
    figure = new_figure()
    with house_style():
        plot(figure)
        heading(figure, "Peak 253 ng/mL", "Model, illustration")
    assert heading_of(figure) == ["Peak 253 ng/mL", "Model, illustration"]
    for line in heading_of(figure):
        left, top = box(figure, line)
        assert left == pytest.approx(EDGE, abs=2)
        assert top >= EDGE
    assert near_the_edge(figure) == []


def test_a_new_picture_takes_the_old_heading_away():
    figure = new_figure()
    for finding in ("first", "second"):
        plot(figure)
        heading(figure, finding, "shown")
    assert heading_of(figure) == ["second", "shown"]


def test_margins_are_pixels():
    left, right = plots(new_figure(4.0), (1, 2), left=60, right=40, top=80, bottom=50, gap=30)
    first, second = left.get_position(), right.get_position()
    assert [round(760 * x) for x in (first.x0, second.x1)] == [60, 720]
    assert round(760 * (second.x0 - first.x1)) == 30
    assert second.width == pytest.approx(2 * first.width)
    assert [round(400 * (1 - first.y1)), round(400 * first.y0)] == [80, 50]


def test_the_name_of_y_and_a_direct_name_stand_where_they_belong():
    figure = new_figure()
    axes = plot(figure, left=60)
    axes.set(xlim=(0, 10), ylim=(0, 1))
    name_y(axes, "plasma, ng/mL")
    direct(axes, "artery", 5, 0.5, BLUE, right=8)
    left, top = box(figure, "plasma, ng/mL")
    assert left == pytest.approx(60, abs=3)
    assert top + 14 < (1 - axes.get_position().y1) * figure.bbox.height
    middle = axes.transData.transform((5, 0.5))[0]
    assert box(figure, "artery")[0] == pytest.approx(middle + 8, abs=2)


def test_rows_leave_the_plot_its_width_and_name_every_row():
    figure = new_figure()
    names = ["Daly 2018", "Lii 2023"]
    axes = rows(figure, names, [Column(head="ratio", texts=["12", ""], width=90)], head="trial", pale=[1])
    assert axes.get_position().width >= 0.45
    lines = dict(boxes_as_drawn(figure))
    assert {"Daly 2018", "Lii 2023", "12", "ratio", "trial"} <= set(lines)
    assert max(lines[name].x1 for name in names) < NAMES
    first, second = axes.transData.transform([(0, 0), (0, 1)])
    assert first[1] > second[1]


def test_columns_that_leave_no_plot_are_refused():
    with pytest.raises(ValueError, match="too few for the plot"):
        rows(new_figure(), ["a"], [Column(head="", texts=["b"], width=300)])


@pytest.mark.parametrize(
    ("low", "value", "high", "arrows", "marked"),
    [(1, 2, 3, [], True), (-1, 2, 3, ["<"], True), (1, 2, 30, [">"], True), (-5, 20, 30, ["<", ">"], False)],
)
def test_an_interval_that_leaves_the_axis_ends_in_an_arrow(low, value, high, arrows, marked):
    axes = plot(new_figure())
    axes.set(xlim=(0, 10), ylim=(-1, 1))
    interval(axes, 0, low, value, high, BLUE)
    shapes = [line.get_marker() for line in axes.lines]
    assert [shape for shape in shapes if shape in "<>"] == arrows
    assert ("o" in shapes) == marked
    (bar,) = axes.collections
    assert all(0 <= x <= 10 for x in bar.get_segments()[0][:, 0])


def test_what_is_missing_is_a_word_and_where_one_began_is_grey():
    figure = new_figure()
    axes = plot(figure)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    missing(axes, [(0.5, "not printed")])
    began(axes, np.array([0, 1]), np.array([0, 1]), at=0)
    assert {"not printed", "where you began"} <= {word for word, _ in boxes_as_drawn(figure)}
    assert axes.lines[0].get_color() == BEGAN


def test_a_plot_is_added_beside_a_drawing_with_margins_in_pixels():
    figure = new_figure(4.0)
    drawing = canvas(figure)
    added = add_plot(figure, left=440, right=20, top=100, bottom=60)
    assert figure.axes == [drawing, added]
    corners = added.get_window_extent()
    assert (corners.x0, corners.x1, corners.y0, corners.y1) == pytest.approx((440, 740, 60, 300))
