"""Neuron, branch and spine in a row: the one that is meant stands out by more than its colour, and all fits its box."""

import pytest

from ketabrain.engine.draw.style import DPI, WIDTH_IN, house_style, new_figure
from ketabrain.topics.shared.draw_place import HEIGHT, SCALES, WIDTH, where_we_are
from tests.engine.draw.crowding import boxes_as_drawn, crowded
from tests.engine.draw.written import draws_words


@pytest.mark.parametrize("scale", SCALES)
def test_one_of_three_is_marked_and_all_are_named(scale):
    figure = new_figure()
    with house_style():
        where_we_are(figure, scale, 20, 30)
    named = {each.get_gid(): each for each in figure.artists if draws_words(each)}
    assert set(named) == set(SCALES)
    dark = [name for name, each in named.items() if (each.get_facecolor()[0][:3] < 0.2).all()]
    assert dark == [scale]


def test_the_row_keeps_to_the_box_that_it_says_it_takes():
    figure = new_figure()
    with house_style():
        where_we_are(figure, "spine", WIDTH_IN * DPI - 16 - WIDTH, 16)
    assert crowded(figure) == []
    height = figure.get_size_inches()[1] * DPI
    for name, box in boxes_as_drawn(figure):
        assert box.x1 <= WIDTH_IN * DPI - 16, name
        assert height - box.y0 <= 16 + HEIGHT, name


def test_another_scale_is_refused():
    with pytest.raises(ValueError, match="synapse"):
        where_we_are(new_figure(), "synapse", 0, 0)
