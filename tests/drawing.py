"""A drawing as a page makes it, for tests: its figure and its description in words."""

from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import house_style, new_figure


def drawing(draw: Callable[[Any, Figure], str], result: Any) -> tuple[Figure, str]:
    """Draw a result on a figure of the height that the drawing asks for; returns both figure and words."""
    figure = new_figure(height_of(draw))
    with house_style():
        words = draw(result, figure)
    return figure, words
