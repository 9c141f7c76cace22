"""Minutes above the levels at which encoding suffered: as many as the curve says, and told as such."""

import numpy as np

from ketabrain.engine import tables
from ketabrain.topics.glutamate.draw_memory_levels import memory_levels
from ketabrain.topics.glutamate.memory_levels import above_encoding_levels
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate
from tests.drawing import drawing
from tests.engine.draw.written import heading

DRIP = simulate(arterial_iv(), [Regimen("iv", 35, 40 / 60)], np.linspace(0, 4, 241))


def test_minutes_are_those_that_the_curve_spends_above_each_published_level():
    found = above_encoding_levels({"artery": DRIP})
    assert found.levels_ng_per_ml == tables.quantity("encoding-plasma").ends
    counted = tuple(int((DRIP.ketamine >= level).sum()) for level in found.levels_ng_per_ml)  # a point a minute
    assert np.allclose(found.minutes_above["artery"], counted)


def test_the_picture_marks_both_levels_and_tells_the_minutes():
    found = above_encoding_levels({"artery": DRIP})
    figure, words = drawing(memory_levels, found)
    dotted = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_linestyle() == ":"]
    assert tuple(dotted) == found.levels_ng_per_ml
    bars = [line for line in figure.axes[0].lines if line.get_linewidth() == 5]
    assert len(bars) == len(found.levels_ng_per_ml)
    for bar, minutes in zip(bars, found.minutes_above["artery"], strict=True):
        assert np.isfinite(bar.get_ydata()).sum() == round(minutes)  # a point a minute
    assert any("stored new items worse" in line for line in heading(figure))
    for minutes, level in zip(found.minutes_above["artery"], found.levels_ng_per_ml, strict=True):
        assert f"{minutes:.0f} min above {level:g}" in words
