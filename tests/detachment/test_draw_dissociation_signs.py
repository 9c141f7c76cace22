"""The drawing of two brains: one sign at a time, with its species, and our reading only when asked for."""

import pytest
from matplotlib.patches import Circle, FancyArrowPatch

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.detachment.dissociation_signs import READING, SIGNS, brain_sign
from ketabrain.topics.detachment.draw_dissociation_signs import brain_signs
from tests.engine.draw.crowding import crowded


def drawn(sign, reading=READING[0]):
    result, figure = brain_sign(sign, reading), new_figure(4)
    with house_style():
        told = brain_signs(result, figure)
    return figure, told, result


@pytest.mark.parametrize("sign", SIGNS)
def test_place_arrow_and_words_are_those_of_the_sign(sign):
    figure, told, result = drawn(sign)
    assert crowded(figure) == []
    axes = figure.axes[0]
    big = [patch.center for patch in axes.patches if isinstance(patch, Circle) and patch.radius == 11]
    assert big
    assert all((x < 300) == (result.species == "mouse") for x, _ in big)
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == (2 if result.change == "both" else 1)
    assert result.species in told
    assert result.comment.rstrip(".") in told


def test_our_reading_is_hidden_until_it_is_asked_for():
    hidden, shown = (drawn("network, two drugs", reading)[1] for reading in READING)
    assert "not specific" not in hidden
    assert "not specific" in shown
