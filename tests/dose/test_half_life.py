"""The picture of the half-life clock: bars as long as what is left, mice apart from people without colour too."""

import pytest

from ketabrain.topics.dose.draw_half_life import half_life_clock
from ketabrain.topics.shared.half_life import published_shares
from tests.drawing import drawing

CLOCKS = {"mouse": "half-life-mouse", "label": "half-life-human-second-phase", "spray": "half-life-esketamine-spray"}


def left(hours):
    return published_shares(hours, list(CLOCKS.values()), list(CLOCKS), ["mouse", "human", "human"])


def test_bars_end_at_what_is_left_by_the_shorter_and_the_longer_half_life():
    found = left(6)
    figure, words = drawing(half_life_clock, found)
    ends = [bar.get_x() + bar.get_width() for bar in figure.axes[0].patches]
    assert ends[0::2] == pytest.approx(list(100 * found.low))
    assert ends[1::2] == pytest.approx(list(100 * found.high))
    assert f"spray: {100 * found.low[-1]:.0f} to {100 * found.high[-1]:.0f}%" in words


def test_a_mouse_is_hatched_and_soon_empty():
    figure, words = drawing(half_life_clock, left(6))
    hatched = [bool(bar.get_hatch()) for bar in figure.axes[0].patches[0::2]]
    assert hatched == [True, False, False]
    assert "mouse: less than 1%" in words
