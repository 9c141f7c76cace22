"""Panels stand side by side and replace what was there."""

import pytest

from ketabrain.engine.draw.layout import add_plot, canvas, panel, panels
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


def test_a_plot_is_added_beside_a_drawing_with_margins_in_pixels():
    figure = new_figure(4.0)
    drawing = canvas(figure, 1, 400)
    added = add_plot(figure, left=440, right=20, top=100, bottom=60)
    assert figure.axes == [drawing, added]
    box = added.get_window_extent()
    assert (box.x0, box.x1, box.y0, box.y1) == pytest.approx((440, 740, 60, 300))
