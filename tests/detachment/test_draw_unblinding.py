"""The picture of one drug effect for three kinds of trial."""

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.detachment.draw_unblinding import unblinded
from ketabrain.topics.detachment.unblinding import COUNTED, unblinding
from tests.engine.draw.crowding import crowded

CORNERS = [
    {},
    {"drug": -0.5, "hope": 4, "gap_salt": 1, "gap_midazolam": 0, "gap_asleep": -0.5, "midazolam_helps": 0.8},
    {"drug": 2, "hope": 4, "gap_salt": 1, "gap_midazolam": 1, "gap_asleep": 0.5, "counted": COUNTED[1]},
    {"gap_salt": 0.5, "gap_midazolam": 0.5, "gap_asleep": 0.5},
    {"drug": 2, "hope": 0, "gap_salt": 0, "gap_midazolam": 0, "gap_asleep": 0.05},
]


def drawn(**moved):
    result, figure = unblinding(**moved), new_figure(4.6)
    with house_style():
        told = unblinded(result, figure)
    return figure, told, result


@pytest.mark.parametrize("corner", CORNERS)
def test_nothing_is_crowded_and_your_pair_lies_inside(corner):
    figure, told, result = drawn(**corner)
    assert crowded(figure) == []
    right = figure.axes[1]
    yours = next(line for line in right.lines if line.get_marker() == "D")
    assert (yours.get_xdata()[0], yours.get_ydata()[0]) == (result.drug, result.hope)
    assert right.get_xlim()[0] < result.drug < right.get_xlim()[1]
    assert right.get_ylim()[0] < result.hope < right.get_ylim()[1]
    assert f"Explained: {result.explained} of 3" in told


def test_the_best_pair_is_marked():
    figure, _, result = drawn(gap_asleep=0.2)
    best = next(line for line in figure.axes[1].lines if line.get_marker() == "P")
    assert (best.get_xdata()[0], best.get_ydata()[0]) == pytest.approx((result.best.drug, result.best.hope))


def test_without_a_gap_the_band_stands_upright():
    upright, slanted = (drawn(gap_asleep=gap)[0].axes[1] for gap in (0, 0.3))
    assert len(upright.patches) == len(slanted.patches) + 1


def test_every_control_changes_the_words():
    told = {drawn(**moved)[1] for moved in (
        {}, {"drug": 0.6}, {"hope": 0.6}, {"gap_salt": 0.8}, {"gap_midazolam": 0.45}, {"gap_asleep": 0.05},
        {"midazolam_helps": 0.1}, {"counted": COUNTED[1]},
    )}  # fmt: skip
    assert len(told) == 8
