"""The picture of trial sizes: bars, marks and bands are those of the table, and nulls are drawn like positives."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.trials import draw_trial_sizes as draw
from ketabrain.topics.trials.trial_sizes import DISORDERS, RATERS, trial_sizes
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import written


def drawn(disorder, rater):
    result = trial_sizes(disorder, rater)
    figure = new_figure(4.8)
    with house_style():
        words = draw.sizes(result, figure)
    return figure, words, result


@pytest.mark.parametrize("disorder", DISORDERS)
def test_a_bar_for_every_trial_is_as_long_as_its_people(disorder):
    figure, words, result = drawn(disorder, "both")
    assert [bar.get_width() for bar in figure.axes[0].patches] == [trial.people for trial in result.trials]
    for trial in result.trials:
        assert f"{trial.study}, {trial.people} people, against {trial.control}" in words


def test_the_measures_of_room_and_contrast_see_every_name_and_number():
    figure, _, result = drawn("all", "both")
    rows = written(figure.axes[0])
    for trial in result.trials:
        assert any(trial.control in row and row.startswith(trial.study.split()[0]) for row in rows)
        assert str(trial.people) in rows


@pytest.mark.parametrize(("rater", "columns"), list(zip(RATERS, (3, 1, 1), strict=True)))
def test_every_result_has_a_mark_of_one_size(rater, columns):
    figure, _, result = drawn("all", rater)
    marks = figure.axes[1].lines
    assert sum(len(line.get_xdata()) for line in marks) == columns * len(result.trials)
    assert len({line.get_markersize() for line in marks}) == 1


def test_the_band_of_the_largest_trial_of_ptsd_and_the_effect_of_the_other():
    figure, words, result = drawn("PTSD", "both")
    effects = figure.axes[2]
    ends = sorted(tuple(segment[:, 0]) for lines in effects.collections for segment in lines.get_segments())
    assert (-result.trials[0].null_limit, result.trials[0].null_limit) in ends
    (square,) = [line for line in effects.lines if line.get_marker() == "s"]
    assert square.get_xdata()[0] == pytest.approx(1.066, abs=0.001)
    assert "up to 0.39 SD either way not ruled out" in words
    assert "1.07 SD (0.3 to 1.83)" in words


def test_open_trials_are_told_apart():
    figure, words, _ = drawn("depression", "both")
    assert len({bar.get_facecolor() for bar in figure.axes[0].patches}) == 2
    assert words.count("open label") == 2


def test_the_words_follow_both_controls():
    said = [drawn(*controls)[1] for controls in product(DISORDERS, RATERS)]
    assert len(set(said)) == len(said)
    assert not any("nan" in words.lower().split() for words in said)


@pytest.mark.parametrize(("disorder", "rater"), list(product(DISORDERS, RATERS)))
def test_nothing_leaves_the_picture_or_runs_into_something_else(disorder, rater):
    figure, _, _ = drawn(disorder, rater)
    assert not crowded(figure)
