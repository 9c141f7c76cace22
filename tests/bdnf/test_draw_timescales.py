"""The clock: a sign for every state, words that follow every step, nothing that overlaps."""

from itertools import pairwise

import pytest

from ketabrain.engine.draw.style import house_style, new_figure, sign
from ketabrain.topics.bdnf.draw_timescales import time_axis
from ketabrain.topics.bdnf.timescales import NOT_YET, ON, OVER, UNKNOWN, at_time
from tests.engine.draw.crowding import crowded


def drawn(result):
    figure = new_figure(4.4)
    with house_style():
        words = time_axis(result, figure)
    return figure, words


def marks(figure, marker):
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


@pytest.mark.parametrize("seconds", [0.001, 0.1, 100, 7200, 1e6])
def test_the_clock_marks_each_state(seconds):
    moment = at_time(seconds)
    figure, words = drawn(moment)
    assert marks(figure, sign("✗")) == moment.counts[OVER]
    assert marks(figure, sign("?")) == moment.counts[UNKNOWN]
    rings = [line for line in figure.axes[0].lines if line.get_marker() == "o" and line.get_markerfacecolor() == "none"]
    assert sum(len(line.get_xdata()) for line in rings) == moment.counts[NOT_YET]
    assert all(label in words for state in (ON, OVER, UNKNOWN, NOT_YET) for label in moment.labels(state))
    assert not crowded(figure)


def test_the_words_on_time_follow_every_step():
    said = [drawn(at_time(10 ** (step / 4)))[1] for step in range(-12, 25)]
    assert all(a != b for a, b in pairwise(said))
