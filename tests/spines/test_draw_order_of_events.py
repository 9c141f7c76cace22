"""The chart of events: every look is drawn, every step judged in words, and the words follow both controls."""

from itertools import product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection

from ketabrain.engine.draw.style import PAPER, house_style, new_figure
from ketabrain.topics.spines import draw_order_of_events as draw
from ketabrain.topics.spines.order_of_events import EFFECTS, HOSTS, order_of_events
from tests.engine.draw.crowding import crowded


def drawn(host, onset):
    figure = new_figure(5.8)
    with house_style():
        words = draw.order(order_of_events(host, onset), figure)
    return figure, words


@pytest.mark.parametrize("host", HOSTS)
def test_changed_and_unchanged_are_drawn_alike_in_size_and_number(host):
    order = order_of_events(host)
    figure, _ = drawn(host, 1)
    marks = {line.get_marker(): line for line in figure.axes[0].lines if line.get_marker() in ("o", "s")}
    for marker, result in (("o", "changed"), ("s", "unchanged")):
        rows = order.rows[order.rows["result"] == result]
        ends = sum(1 + (row.from_hours != row.to_hours) for row in rows.itertuples())
        assert len(marks[marker].get_xdata()) == ends
    assert marks["o"].get_markersize() == marks["s"].get_markersize()
    assert marks["s"].get_markerfacecolor() == PAPER


def test_the_onset_is_a_line_and_every_step_has_its_judgement():
    figure, words = drawn("people", 4)
    texts = " ".join(text.get_text() for text in figure.axes[0].texts)
    for judged in order_of_events("people", 4).judgements:
        assert f"{judged.step}:\n{judged.start}" in texts
        assert f"{judged.step}: {judged.start}" in words
        assert f"a day later or more: {judged.lasts}" in words
    assert any(list(line.get_xdata()) == [4, 4] for line in figure.axes[0].lines)
    assert f"{EFFECTS[0]} (the effect)" not in texts  # rodents alone behave here


def test_the_words_follow_both_controls():
    said = [drawn(host, onset)[1] for host, onset in product(HOSTS, (0.5, 0.63, 1, 1.26, 24))]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("host", HOSTS)
def test_every_look_has_ink_for_its_study_and_none_of_it_is_cut_off(host):
    figure, _ = drawn(host, 1)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    axes = figure.axes[0]
    dark = np.asarray(canvas.buffer_rgba())[..., 0] < 128
    (names,) = [each for each in axes.collections if isinstance(each, PathCollection)]
    places = names.get_offset_transform().transform(names.get_offsets())
    assert len(places) == len(order_of_events(host).rows)
    for x, y in places:
        row = dark.shape[0] - round(y)
        strip = dark[row - 4 : row + 4, : int(x)]
        assert strip.any(axis=0).sum() > 20  # columns of pixels that hold a part of a letter
        assert not strip[:, 0].any()


@pytest.mark.parametrize(("host", "onset"), list(product(HOSTS, (0.25, 1, 48))))
def test_nothing_leaves_the_picture_or_runs_into_something_else(host, onset):
    figure, _ = drawn(host, onset)
    assert not crowded(figure)
