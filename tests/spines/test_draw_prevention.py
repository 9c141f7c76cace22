"""The picture of prevention: shares, difference and supposed benefit are where they belong."""

import pytest

from ketabrain.engine.draw.style import counted, house_style, new_figure
from ketabrain.topics.spines import draw_prevention as draw
from ketabrain.topics.spines.prevention import prevention


def drawn(benefit):
    figure = new_figure(3.8)
    with house_style():
        words = draw.prevention(prevention(benefit), figure)
    return figure, words


@pytest.mark.parametrize("benefit", [0, 5, 14])
def test_both_arms_and_the_supposed_benefit_are_drawn(benefit):
    figure, words = drawn(benefit)
    left, right = figure.axes
    assert [line.get_ydata()[0] for line in left.lines] == pytest.approx([100 * 23 / 156, 100 * 61 / 349])
    supposed = next(line for line in right.lines if line.get_marker() == "v")
    assert supposed.get_xdata()[0] == -benefit
    power = 100 * prevention(benefit).power
    assert f"A true benefit of {counted(benefit, 'point')} would be found in {power:.0f}%" in words


def test_the_words_tell_the_ratio_and_the_people_needed():
    assert "80% need 671 people in each of two equal arms" in drawn(5)[1]
    assert drawn(0)[1].endswith("found in 5% of trials of this size, by accident.")


def test_the_words_follow_the_control():
    assert len({drawn(benefit)[1] for benefit in (0, 1, 2, 13, 14)}) == 5
