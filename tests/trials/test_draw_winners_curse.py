"""The pictures of the winner's curse: every trial drawn once, the curve and its mark, and words that follow."""

import numpy as np
import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.trials import draw_winners_curse as draw
from ketabrain.topics.trials.winners_curse import PUBLISHED, SIZES, simulate_trials
from tests.engine.draw.crowding import crowded

DEFAULT = {
    "true_effect": 0.3, "people_per_arm": 15, "trials": 60, "published": PUBLISHED[1], "between": 0.0, "seed": 1,
}  # fmt: skip
CORNERS = [
    {},
    {"true_effect": 0, "people_per_arm": 5, "trials": 10, "seed": 2},
    {"true_effect": 0, "people_per_arm": 5, "trials": 10, "published": "all", "between": 0.5},
    {"true_effect": 1.2, "people_per_arm": 200, "trials": 200, "between": 0.5, "seed": 60},
    {"true_effect": 1.2, "people_per_arm": 5, "trials": 200, "published": "half of the others", "between": 0.5},
]


def drawn(**moved):
    result = simulate_trials(**{**DEFAULT, **moved})
    figure = new_figure(4.8)
    with house_style():
        words = draw.curse(result, figure)
    return figure, words, result


@pytest.mark.parametrize("rule", PUBLISHED)
def test_every_trial_is_drawn_once_and_shape_says_whether_it_was_published(rule):
    figure, words, result = drawn(published=rule)
    marks = {line.get_marker(): len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() in "oDs"}
    assert sum(marks.values()) == 60
    assert marks["o"] == (~result.seen).sum()
    assert marks["D"] == result.significant.sum()
    assert f"Published ({rule}): {result.seen.sum()}." in words


def test_curve_checks_and_mark_are_those_computed():
    figure, words, result = drawn()
    curve, checks, _, mark = figure.axes[1].lines
    assert list(checks.get_xdata()) == list(SIZES)
    assert mark.get_ydata()[0] == pytest.approx(np.interp(15, curve.get_xdata(), curve.get_ydata()), abs=0.02)
    assert f"{result.exaggeration:.1f} times the true effect" in words


def test_the_diamond_is_the_pooled_interval():
    figure, _, result = drawn()
    (diamond,) = figure.axes[0].patches
    x = diamond.get_xy()[:, 0]
    assert (x.min(), x.max()) == pytest.approx((result.pooled.low, result.pooled.high))


def test_nothing_published_is_said_and_drawn():
    figure, words, _ = drawn(**CORNERS[1])
    assert "Nothing to pool" in words
    assert "nothing published" in [text.get_text() for text in figure.axes[0].texts]
    assert not figure.axes[0].patches


STEPS = {"true_effect": 0.1, "people_per_arm": 5, "trials": 10, "between": 0.05, "seed": 1}


@pytest.mark.parametrize("control", STEPS)
def test_the_words_follow_every_control(control):
    assert drawn()[1] != drawn(**{control: DEFAULT[control] + STEPS[control]})[1]
    assert "nan" not in drawn()[1]


@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_nothing_leaves_the_picture_or_runs_into_something_else(corner):
    figure, words, _ = drawn(**corner)
    assert not crowded(figure)
    assert "nan" not in words
