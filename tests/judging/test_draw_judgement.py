"""Pictures of lesson 13: both verdicts, curves with intervals, raters, grades and marks; nothing is crowded."""

from itertools import product

import pytest

from ketabrain.engine.draw.calibration_plot import curve as draw_curve
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.engine.judgement import SHOWN, judgement, kinds
from ketabrain.engine.stats.agreement import raters
from ketabrain.engine.stats.calibration import curve, invented
from ketabrain.topics.judging.appraisal import INSTRUMENTS, appraisal
from ketabrain.topics.judging.draw_appraisal import agreement, marks
from ketabrain.topics.judging.draw_judgement import beside
from ketabrain.topics.judging.draw_readability import readability as draw_readability
from ketabrain.topics.shared.readability import readability
from tests.engine.draw.crowding import crowded

MINE = {"C01": "Right", "C09": "Mostly right", "C16": "Wrong"}


def drawn(draw, result, height_in):
    figure = new_figure(height_in)
    with house_style():
        told = draw(result, figure)
    return figure, told


@pytest.mark.parametrize(("kind", "shown"), list(product(kinds(), SHOWN)))
def test_both_verdicts_are_drawn_and_told(kind, shown):
    result = judgement(MINE, kind, shown)
    figure, told = drawn(beside, result, 6.6)
    assert crowded(figure) == []
    yours = [line for line in figure.axes[0].lines if line.get_marker() == "D"]
    assert len(yours) == sum(each.yours is not None for each in result.claims)
    assert all(f"{each.claim}: course {each.course}" in told for each in result.claims)


@pytest.mark.parametrize("answers", [10, 300])
@pytest.mark.parametrize("too_sure", [False, True])
def test_every_group_of_answers_is_told(answers, too_sure):
    result = curve("somebody", invented(too_sure, answers))
    figure, told = drawn(draw_curve, result, 4.4)
    assert crowded(figure) == []
    for each in result.bins:
        assert f"said {100 * each.mean_confidence:.0f}%, right {100 * each.share_right:.0f}% of {each.count}" in told


def test_a_curve_without_answers_says_what_to_do():
    _, told = drawn(draw_curve, curve("you", ()), 4.4)
    assert "Lock in predictions" in told


@pytest.mark.parametrize(("careful", "pages"), [(0, 5), (0.6, 20), (1, 100)])
def test_agreement_is_told(careful, pages):
    result = raters(careful, pages)
    figure, told = drawn(agreement, result, 4.2)
    assert crowded(figure) == []
    assert f"{100 * result.same:.0f}% the same mark" in told
    assert figure.axes[1].get_xlim()[0] < (result.kappa or 0) < figure.axes[1].get_xlim()[1]


@pytest.mark.parametrize(("words", "syllables"), list(product((6, 38), (1.2, 2.2))))
def test_the_grade_lies_in_the_picture_and_is_told(words, syllables):
    result = readability(words, syllables)
    figure, told = drawn(draw_readability, result, 4.2)
    assert crowded(figure) == []
    low, high = figure.axes[0].get_ylim()
    assert low <= result.grade <= high
    assert f"the article {result.article_grade:.1f}" in figure.axes[0].get_title(loc="left")
    assert "says nothing about truth" in told


@pytest.mark.parametrize("name", INSTRUMENTS)
@pytest.mark.parametrize("item", [1, 4, 16])
def test_every_item_is_drawn_and_the_focus_explained(name, item):
    result = appraisal(name, item)
    figure, told = drawn(marks, result, 6)
    assert crowded(figure) == []
    assert len(figure.axes[0].patches) == len(result.items)
    assert result.focus.why in told
