"""Ticks that are drawn at once: they stand where they are asked for, with their number or words, and move nothing."""

from ketabrain.engine.draw.layout import plot
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.engine.draw.ticks import quick_ticks
from tests.engine.draw.crowding import boxes_as_drawn, crowded
from tests.engine.draw.written import written


def axes_with(**ticks):
    figure = new_figure()
    with house_style():
        axes = plot(figure)
        axes.set(xlim=(0, 2000), ylim=(-1, 1))
        quick_ticks(axes, **ticks)
    return axes


def test_places_carry_their_numbers_or_the_words_that_are_given():
    axes = axes_with(x=[0, 1500, (2000, "later")], y=[-1, 0.5])
    assert written(axes) == ["0", "1,500", "later", "−1", "0.5"]
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 2000), (-1, 1))
    assert list(axes.get_xticks()) == list(axes.get_yticks()) == []


def test_words_stand_below_and_left_of_their_places_inside_the_picture():
    axes = axes_with(x=[1000], y=[0])
    assert crowded(axes.figure) == []
    below, beside = dict(boxes_as_drawn(axes.figure)).values()
    foot, side = axes.transData.transform([(1000, -1), (0, 0)])
    assert abs((below.x0 + below.x1) / 2 - foot[0]) < 2
    assert 5 < foot[1] - below.y1 < 12
    assert abs((beside.y0 + beside.y1) / 2 - side[1]) < 2
    assert 5 < side[0] - beside.x1 < 12


def test_a_logarithmic_axis_keeps_its_scale_and_loses_its_small_ticks():
    figure = new_figure()
    with house_style():
        axes = plot(figure)
        axes.set_yscale("log")
        axes.set(xlim=(0, 1), ylim=(1, 100))
        quick_ticks(axes, y=[1, 10, 100])
    assert axes.get_yscale() == "log"
    assert axes.get_ylim() == (1, 100)
    assert list(axes.yaxis.get_minorticklocs()) == []
