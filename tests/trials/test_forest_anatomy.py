"""Three invented trials: what people and spread do to every part of a forest plot, and each part drawn and named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection

from ketabrain.engine.errors import ModelError
from ketabrain.topics.trials.draw_forest_anatomy import forest_anatomy
from ketabrain.topics.trials.forest_anatomy import EFFECT, anatomy
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

people, spread = st.integers(10, 200), st.floats(0, 0.6)


def width(bar):
    return bar.high - bar.low


@given(people, spread)
def test_more_people_narrow_every_interval(n, tau):
    few, many = anatomy(n, tau), anatomy(n + 10, tau)
    for before, after in zip(few.trials, many.trials, strict=True):
        assert width(after.bar) < width(before.bar)
    assert width(many.pooled) < width(few.pooled)
    assert width(many.prediction) < width(few.prediction)


@given(people, st.floats(0, 0.5))
def test_more_spread_widens_diamond_and_prediction_but_no_trial(n, tau):
    alike, unlike = anatomy(n, tau), anatomy(n, tau + 0.1)
    assert width(unlike.pooled) > width(alike.pooled)
    assert width(unlike.prediction) > width(alike.prediction)
    for before, after in zip(alike.trials, unlike.trials, strict=True):
        assert width(after.bar) == pytest.approx(width(before.bar))


@given(people, spread)
def test_weights_add_up_and_larger_trials_weigh_more_but_less_so_with_spread(n, tau):
    weights = [trial.weight for trial in anatomy(n, tau).trials]
    assert sum(weights) == pytest.approx(1)
    assert all(smaller < larger for smaller, larger in pairwise(weights))
    assert weights[-1] - weights[0] <= 4 / 7 - 1 / 7 + 1e-9


@given(people, spread)
def test_the_diamond_lies_within_the_prediction_and_is_narrower_than_every_trial_without_spread(n, tau):
    drawn = anatomy(n, tau)
    assert drawn.prediction.low <= drawn.pooled.low + 1e-12
    assert drawn.pooled.high <= drawn.prediction.high + 1e-12
    without = anatomy(n, 0)
    assert width(without.prediction) == pytest.approx(width(without.pooled))
    assert width(without.pooled) < min(width(trial.bar) for trial in without.trials)


def test_a_standard_error_by_hand():
    """100 people, 50 in each arm: √(1/50 + 1/50) = 0.2."""
    (trial, *_) = anatomy(100, 0).trials
    assert width(trial.bar) == pytest.approx(2 * 1.959964 * 0.2, rel=1e-6)
    assert trial.weight == pytest.approx(1 / 7)


def test_with_endless_people_only_the_spread_is_left():
    drawn = anatomy(10**9, 0.4)
    assert drawn.pooled.estimate == pytest.approx(EFFECT, abs=1e-4)
    assert width(drawn.prediction) == pytest.approx(2 * 1.96 * 0.4 * (4 / 3) ** 0.5, rel=1e-3)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ((3, 0), "A trial needs at least 4 people; got 3."),
        ((40, -0.1), "The spread between trials must not be negative; got -0.1."),
    ],
)
def test_bad_input_is_refused(wrong, sentence):
    with pytest.raises(ModelError) as refused:
        anatomy(*wrong)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("people", "spread"), [(10, 0), (10, 0.6), (200, 0), (200, 0.6)])
def test_every_part_is_drawn_whole_where_it_belongs(people, spread):
    result = anatomy(people, spread)
    figure, _ = drawing(forest_anatomy, result)
    (axes,) = figure.axes
    left, right = axes.get_xlim()
    lines = [each for each in axes.collections if isinstance(each, LineCollection)]
    segments = [tuple(segment[:, 0]) for each in lines for segment in each.get_segments()]
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
    figure, words = drawing(forest_anatomy, anatomy(40, 0.2))
    texts = " ".join(written(figure.axes[0]))
    for part in ("square", "95% interval", "weight", "diamond", "true effect", "no effect"):
        assert part in texts
    assert heading(figure)[1].startswith("Illustration")
    assert "invented" in words
