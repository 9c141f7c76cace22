"""Pictures of invented trials: the arrows that exist, every person, and designs compared."""

from itertools import product

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch

from ketabrain.engine.draw.style import INK, house_style, new_figure
from ketabrain.topics.detachment.causal_worlds import ARROW, DESIGNS, WORLDS, build, compare
from ketabrain.topics.detachment.draw_causal_worlds import designs, invented
from tests.engine.draw.crowding import crowded

ARROWS = ("experience", "drug", "tells", "hope")


def drawn(**moved):
    result, figure = build(**moved), new_figure(4.6)
    with house_style():
        told = invented(result, figure)
    return figure, told, result


def compared(*chosen):
    result, figure = compare(*chosen), new_figure(4.2)
    with house_style():
        told = designs(result, figure)
    return figure, told, result


def solid(figure):
    """Arrows drawn as existing."""
    arrows = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    return sum(
        np.allclose(arrow.get_edgecolor()[:3], [int(INK[i : i + 2], 16) / 255 for i in (1, 3, 5)]) for arrow in arrows
    )


@pytest.mark.parametrize("arrows", list(product(ARROW, repeat=4)))
def test_as_many_solid_arrows_as_are_switched_on(arrows):
    figure, told, _ = drawn(**dict(zip(ARROWS, arrows, strict=True)))
    assert solid(figure) == 1 + arrows.count(ARROW[1])
    assert ("no arrow leads to mood" in told) == (arrows == (ARROW[0],) * 4)


@pytest.mark.parametrize(("design", "people"), list(product(DESIGNS, (10, 200))))
def test_nothing_is_crowded_everybody_is_drawn_and_words_follow(design, people):
    figure, told, result = drawn(design=design, people=people, hope=ARROW[1], drug=ARROW[1], tells=ARROW[1])
    assert crowded(figure) == []
    assert design in told
    assert f"{people} people per group" in told
    right = figure.axes[1]
    marks = {line.get_marker(): line for line in right.lines if line.get_marker() in "os"}
    assert set(marks) == ({"o"} if result.control is None else {"o", "s"})
    for line in marks.values():
        assert len(line.get_xdata()) == people
        assert right.get_xlim()[0] <= min(line.get_xdata())
        assert max(line.get_xdata()) <= right.get_xlim()[1]
        assert right.get_ylim()[0] <= min(line.get_ydata())


def test_the_correlation_in_the_title_is_that_of_the_points():
    figure, _, result = drawn(design=DESIGNS[1])
    found = np.corrcoef(result.ketamine.detachment, result.ketamine.change)[0, 1]
    assert figure.axes[1].get_title(loc="left").startswith(f"r {found:.2f}".replace("-", "−"))


@pytest.mark.parametrize(("design", "people"), list(product(DESIGNS, (10, 120))))
def test_designs_are_not_crowded_and_say_what_they_lack(design, people):
    figure, told, result = compared(design, people)
    assert crowded(figure) == []
    assert f"{100 * result.named:.0f} of 100" in told
    for axes, values in zip(figure.axes, (result.r, result.difference), strict=True):
        assert len(axes.texts) == (values is None)
        strips = [line for line in axes.lines if line.get_marker() in "os^"]
        assert len(strips) == (0 if values is None else len(WORLDS))
    assert all(name in told for name in WORLDS)
