"""The picture of the number needed: a hundred people, the trial's own interval, and words that follow the controls."""

from itertools import product

import numpy as np
import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.trials import draw_number_needed as draw
from ketabrain.topics.trials.number_needed import KEEPS, number_needed, trials
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import hyphens_before_numbers


def drawn(trial, baseline=30, keeps=KEEPS[0]):
    result = number_needed(trial, baseline, keeps)
    figure = new_figure(4.4)
    with house_style():
        words = draw.needed(result, figure)
    return figure, words, result


@pytest.mark.parametrize(("trial", "baseline"), list(product(trials(), (2, 30, 60))))
def test_a_hundred_people_of_three_shapes(trial, baseline):
    figure, words, result = drawn(trial, baseline)
    kinds = {line.get_marker(): len(line.get_xdata()) for line in figure.axes[0].lines}
    assert (kinds["s"], kinds["D"], kinds["o"]) == result.of_hundred
    places = np.concatenate([np.column_stack(line.get_data()) for line in figure.axes[0].lines])
    assert len(np.unique(places, axis=0)) == 100
    assert f"of 100 people {kinds['s']} better anyway, {kinds['D']} through the drug, {kinds['o']} not" in words


def test_the_trial_stands_on_its_curve_with_its_interval():
    figure, _, result = drawn("TRANSFORM, day 28")
    axes = figure.axes[1]
    (own,) = [line for line in axes.lines if line.get_marker() == "s"]
    curve = max(axes.lines, key=lambda line: len(line.get_xdata()) * (line.get_linestyle() == "-"))
    (x,), (y,) = own.get_data()
    assert np.interp(x, *curve.get_data()) == pytest.approx(y, abs=0.002)
    segments = [
        segment for lines in axes.collections if hasattr(lines, "get_segments") for segment in lines.get_segments()
    ]
    assert any(tuple(each[:, 1]) == (result.difference.low, result.difference.high) for each in segments)


def test_a_result_that_may_be_none_runs_through_infinity():
    assert "benefit 10 (benefit 2.7 to ∞ to harm 5.2)" in drawn("Lii 2023, day 1")[1]


def test_an_impossible_share_is_owned_up_to():
    assert "more people than there are" in drawn("Daly 2018, day 1", 30)[1]
    assert "more people than there are" not in drawn("Daly 2018, day 1", 30, "odds ratio")[1]


def test_the_words_follow_every_control():
    said = [drawn(*controls)[1] for controls in product(trials(), (29, 30), KEEPS)]
    assert len(set(said)) == len(said)
    assert not any("nan" in words for words in said)
    assert [hyphens_before_numbers(words) for words in said if hyphens_before_numbers(words)] == []


@pytest.mark.parametrize(("trial", "baseline", "keeps"), list(product(trials(), (2, 60), KEEPS)))
def test_nothing_leaves_the_picture_or_runs_into_something_else(trial, baseline, keeps):
    figure, _, _ = drawn(trial, baseline, keeps)
    assert not crowded(figure)
