"""Ticks that are drawn at once: where matplotlib's own would stand, with their number or words, and moving nothing."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.layout import plot
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.engine.draw.ticks import ticks_at
from tests.engine.draw.crowding import boxes_as_drawn, crowded


def drawn(make, **limits):
    """Axes that a function has worked on, drawn, with the limits that are given."""
    figure = new_figure()
    with house_style():
        axes = plot(figure)
        axes.set(**(limits or {"xlim": (0, 2000), "ylim": (-1, 1)}))
        make(axes)
        FigureCanvasAgg(figure).draw()
    return axes


def as_read(axes):
    return [word for word, _ in boxes_as_drawn(axes.figure)]


def test_places_carry_their_numbers_or_the_words_that_are_given_and_move_no_end():
    axes = drawn(lambda axes: ticks_at(axes, x=[0, 1500, (2000, "later"), 2500], y=[-1, 0.5]))
    assert as_read(axes) == ["0", "1,500", "later", "−1", "0.5"]
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 2000), (-1, 1))


def test_words_stand_below_and_left_of_their_places_inside_the_picture():
    axes = drawn(lambda axes: ticks_at(axes, x=[1000], y=[0]))
    assert crowded(axes.figure) == []
    below, beside = dict(boxes_as_drawn(axes.figure)).values()
    foot, side = axes.transData.transform([(1000, -1), (0, 0)])
    assert abs((below.x0 + below.x1) / 2 - foot[0]) < 2
    assert 5 < foot[1] - below.y1 < 12
    assert abs((beside.y0 + beside.y1) / 2 - side[1]) < 2
    assert 5 < side[0] - beside.x1 < 12


def test_numbers_stand_where_the_axes_of_matplotlib_have_theirs():
    ours = drawn(lambda axes: None, xlim=(1, 1200), ylim=(0.2, 0.9))
    with house_style():
        place = ours.get_position()
        ours.figure.clear()
        usual = ours.figure.add_axes(place)
        usual.set(xlim=(1, 1200), ylim=(0.2, 0.9))
        FigureCanvasAgg(ours.figure).draw()
    theirs = [[tick.get_text() for tick in axis.get_ticklabels()] for axis in (usual.xaxis, usual.yaxis)]
    again = drawn(lambda axes: None, xlim=(1, 1200), ylim=(0.2, 0.9))
    seen = as_read(again)
    assert set(seen) <= {*theirs[0], *theirs[1]}
    assert len(seen) >= 10


def test_an_axis_in_powers_of_ten_needs_plain_numbers():
    with pytest.raises(ValueError, match="plain_log_ticks"):
        drawn(lambda axes: None, xlim=(1, 1000), xscale="log")


def test_numbers_can_stand_above_or_nowhere():
    axes = drawn(lambda axes: (axes.xaxis.tick_top(), axes.tick_params(axis="y", labelleft=False)))
    numbers = boxes_as_drawn(axes.figure)
    assert len(numbers) == len(axes.get_xticks())
    top = axes.transAxes.transform((0, 1))[1]
    assert all(box.y0 > top for _, box in numbers)


def test_a_length_of_nothing_leaves_the_numbers_alone():
    def marks(axes):
        return sum(1 for each in axes.xaxis.get_children() if hasattr(each, "get_marker"))

    assert marks(drawn(lambda axes: None)) == 1
    assert marks(drawn(lambda axes: axes.tick_params(length=0))) == 0


def test_a_logarithmic_axis_keeps_its_scale_and_loses_its_small_ticks():
    axes = drawn(lambda axes: ticks_at(axes, y=[1, 10, 100]), xlim=(0, 1), yscale="log", ylim=(1, 100))
    assert axes.get_yscale() == "log"
    assert axes.get_ylim() == (1, 100)
    assert list(axes.yaxis.get_minorticklocs()) == []


def test_the_lines_of_an_axis_stand_at_the_edges_of_the_plot_wherever_nought_lies():
    axes = drawn(lambda axes: None, xlim=(-50, 50), ylim=(-1, 1))
    plot_box = axes.get_window_extent()
    foot, side = (axes.spines[name].get_window_extent() for name in ("bottom", "left"))
    assert abs(foot.y0 - plot_box.y0) < 1
    assert abs(side.x0 - plot_box.x0) < 1


def test_what_is_drawn_moves_the_ends_of_an_axis_only_where_they_are_not_given():
    def later(axes):
        axes.plot([0, 3000], [0, 5])
        axes.add_patch(Rectangle((-10, -5), 5000, 20))

    given = drawn(later, xlim=(0, 2000), ylim=(-1, 1))
    assert (given.get_xlim(), given.get_ylim()) == ((0, 2000), (-1, 1))
    found = drawn(later, xlim=(0, 2000))
    assert found.get_ylim()[0] < -5
    assert found.get_ylim()[1] > 15
