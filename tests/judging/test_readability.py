"""Readability as drawn: the learner's page, the article, and what a grade does not say."""

from itertools import product

import pytest

from ketabrain.topics.judging.draw_readability import grade_by_length
from ketabrain.topics.shared.readability import readability
from tests.drawing import drawing


@pytest.mark.parametrize(("words", "syllables"), list(product((6, 38), (1.2, 2.2))))
def test_the_grade_is_a_mark_in_the_picture_and_is_told(words, syllables):
    result = readability(words, syllables)
    figure, told = drawing(grade_by_length, result)
    (axes,) = figure.axes
    (yours,) = [line for line in axes.lines if line.get_marker() == "D"]
    assert (yours.get_xdata()[0], yours.get_ydata()[0]) == (words, result.grade)
    low, high = axes.get_ylim()
    assert low <= result.grade <= high
    assert f"the article needs {result.article_grade:.1f}" in told
    assert "says nothing about truth" in told
