"""Outlines without corners, and tints of a colour on white."""

import numpy as np
import pytest
from matplotlib.path import Path

from ketabrain.engine.draw.outline import smooth, tint

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


def test_an_outline_is_closed_and_stays_within_its_points():
    outline = smooth(SQUARE)
    assert outline.vertices[0].tolist() == outline.vertices[-1].tolist()
    assert outline.codes is not None
    assert set(outline.codes[1:]) == {Path.CURVE3}
    box = outline.get_extents()
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((0, 0, 4, 4))


def test_a_point_given_twice_makes_a_corner():
    corner = np.array([4.0, 4.0])
    rounded, cornered = smooth(SQUARE), smooth([*SQUARE[:3], SQUARE[2], SQUARE[3]])
    for outline, touches in ((rounded, False), (cornered, True)):
        on_it = np.concatenate(list(outline.to_polygons()))
        assert (np.abs(on_it - corner).sum(axis=1).min() < 0.01) == touches


def test_more_of_a_colour_makes_a_darker_tint():
    assert tint("#0072B2", 1) == "#0072b2"
    assert tint("#0072B2", 0) == "#ffffff"
    assert int(tint("#0072B2", 0.5)[1:3], 16) < int(tint("#0072B2", 0.2)[1:3], 16)
