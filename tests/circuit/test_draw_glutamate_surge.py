"""The forest of human measurements and the rodent doses: every row is there, and nulls are as large as hits."""

import pytest
from matplotlib.path import Path

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.circuit.draw_glutamate_surge import rodent_doses, surge_forest
from ketabrain.topics.circuit.glutamate_surge import ORDERS, human_measures, rodent_directions
from tests.engine.draw.written import written


def drawn(function, result):
    figure = new_figure(6.0)
    with house_style():
        words = function(result, figure)
    return figure.axes[0], words


def marks(axes):
    return [line for line in axes.lines if line.get_marker() in ("^", "o", "v")]


@pytest.mark.parametrize("by", ORDERS)
def test_every_measurement_has_one_mark_and_all_marks_one_size(by):
    fit = human_measures(by=by)
    axes, words = drawn(surge_forest, fit)
    assert sum(len(line.get_xdata()) for line in marks(axes)) == len(fit.rows)
    assert len({line.get_markersize() for line in marks(axes)}) == 1
    named = [text for text in written(axes) if ": " in text]
    assert len(named) == len(fit.rows)
    verdicts = [line for line in axes.lines if isinstance(line.get_marker(), Path)]
    assert sum(len(line.get_xdata()) for line in verdicts) == len(fit.rows)
    assert f"sorted by {by}" in words


def test_the_words_name_what_does_not_fit():
    _, words = drawn(surge_forest, human_measures(0, 60))
    assert "Taylor et al., 2012 (Glx none)" in words
    assert words != drawn(surge_forest, human_measures(0, 120))[1]


def test_no_rodent_measurement_covers_another_and_no_percentage_is_drawn():
    found = rodent_directions(20)
    axes, words = drawn(rodent_doses, found)
    places = [(x, y) for line in marks(axes) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]
    assert len(places) == len(set(places)) == len(found.rows)
    assert not any("%" in text for text in written(axes))
    assert "%" not in words


def test_printed_sizes_come_with_their_intervals_in_picture_and_words():
    """A fall with a spread as large as itself must not look like a sure one."""
    axes, words = drawn(surge_forest, human_measures(0, 60))
    labels = written(axes)
    for size in ("+37.8 ± 7.5%", "−21.3 ± 21.4%", "−14 ± 9%", "+13%"):
        assert size in labels
        assert size in words


@pytest.mark.parametrize("by", ORDERS)
@pytest.mark.parametrize(("start", "length"), [(0, 5), (0, 60), (240, 1440)])
def test_no_text_leaves_the_picture(start, length, by):
    figure = new_figure(6.0)
    with house_style():
        surge_forest(human_measures(start, start + length, by), figure)
        figure.canvas.draw()
    axes = figure.axes[0]
    for text in [*axes.texts, axes.title]:
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= 0
            assert box.x1 <= figure.bbox.width - 4
