"""The criteria: marks that match the answers, words that follow both controls, nothing that overlaps."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import house_style, new_figure, sign
from ketabrain.topics.bdnf import draw_transmitter as draw
from ketabrain.topics.bdnf.transmitter import PARTLY, classify, criteria
from tests.engine.draw.crowding import crowded


def drawn(paint, result):
    figure = new_figure(4.6)
    with house_style():
        words = paint(result, figure)
    return figure, words


def marks(figure, marker):
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


def test_every_answer_is_drawn_and_said():
    found = criteria()
    figure, words = drawn(draw.criteria, found)
    for answer, mark in (("met", "✓"), ("partly", "~"), ("not met", "✗")):
        assert marks(figure, sign(mark)) == sum(answer in fair for fair in found.rows["fair"])
    for row in found.rows.itertuples():
        assert f"{row.molecule} {' or '.join(row.fair)} ({row.reason})" in words
    assert "BDNF: 3 met, 1 partly, 1 not met" in words
    assert not crowded(figure)


@pytest.mark.parametrize(("required", "partly"), [(1, "no"), (5, "half"), (5, "yes")])
def test_the_title_says_who_passes(required, partly):
    result = classify(required, partly)
    figure, words = drawn(draw.classification, result)
    title = figure.axes[0].get_title(loc="left")
    said = {"passes": "BDNF passes", "fails": "BDNF fails", "open": "BDNF is a matter of taste"}
    assert title == f"{required} of 5 needed: glutamate passes, {said[result.verdict('BDNF')]}"
    assert f"BDNF scores {result.scores['BDNF']:g} of 5" in words
    assert not crowded(figure)


def test_the_words_on_scores_follow_both_controls():
    settings = list(product(range(1, 6), PARTLY))
    said = {drawn(draw.classification, classify(*each))[1] for each in settings}
    assert len(said) == len(settings)
