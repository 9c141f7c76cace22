"""Panels stand side by side and replace what was there."""

import pytest

from ketabrain.engine.draw.layout import panel, panels
from ketabrain.engine.draw.style import new_figure


def test_panels_share_the_width_without_overlap():
    figure = new_figure()
    left, right = panels(figure, (2, 1))
    assert left.get_position().x1 < right.get_position().x0
    assert left.get_position().width == pytest.approx(2 * right.get_position().width)


def test_a_panel_replaces_what_was_there():
    figure = new_figure()
    panel(figure)
    second = panel(figure)
    assert figure.axes == [second]
