"""The drawn forest plot: every part is where the model puts it, named, and labelled as an illustration."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.trials.draw_forest_anatomy import forest_anatomy
from ketabrain.topics.trials.forest_anatomy import anatomy
from tests.engine.draw.crowding import crowded

CORNERS = list(product((10, 40, 200), (0, 0.2, 0.6)))


def drawn(people, spread):
    result = anatomy(people, spread)
    figure = new_figure(4.4)
    with house_style():
        words = forest_anatomy(result, figure)
    return figure, words, result


@pytest.mark.parametrize(("people", "spread"), CORNERS)
def test_every_part_is_drawn_whole_where_it_belongs(people, spread):
    figure, _, result = drawn(people, spread)
    (axes,) = figure.axes
    left, right = axes.get_xlim()
    segments = [tuple(segment[:, 0]) for lines in axes.collections for segment in lines.get_segments()]
    for bar in (*(trial.bar for trial in result.trials), result.prediction):
        assert (bar.low, bar.high) in segments
        assert left < bar.low < bar.high < right
    squares = [line for line in axes.lines if line.get_marker() == "s"]
    assert [line.get_xdata()[0] for line in squares] == [trial.bar.estimate for trial in result.trials]
    areas = [line.get_markersize() ** 2 for line in squares]
    assert [area / sum(areas) for area in areas] == pytest.approx([trial.weight for trial in result.trials])
    (diamond,) = axes.patches
    x = diamond.get_xy()[:, 0]
    assert (x.min(), x.max()) == (result.pooled.low, result.pooled.high)


def test_the_parts_are_named_and_the_trials_said_to_be_invented():
    figure, words, _ = drawn(40, 0.2)
    texts = " ".join(text.get_text() for text in figure.axes[0].texts)
    for part in ("square", "line: its 95%", "weight", "diamond", "prediction interval", "line of no effect"):
        assert part in texts
    assert "Illustration" in figure.axes[0].get_title(loc="left")
    assert "invented" in words


def test_the_words_follow_both_controls():
    said = [drawn(people, spread)[1] for people, spread in product((40, 50, 190, 200), (0, 0.05, 0.6))]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("people", "spread"), CORNERS)
def test_nothing_leaves_the_picture_or_runs_into_something_else(people, spread):
    figure, _, _ = drawn(people, spread)
    assert not crowded(figure)
