"""Criteria, mass and clock: marks that match the result, words that follow every control, nothing that overlaps."""

from itertools import combinations, pairwise, product

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from ketabrain.evidence.timescales import NOT_YET, ON, OVER, UNKNOWN, at_time
from ketabrain.evidence.transmitter import PARTLY, classify, criteria
from ketabrain.figures import transmitter as draw
from ketabrain.figures.style import house_style, new_figure, sign
from ketabrain.models.protein_mass import mass_of_range


def drawn(paint, result, height):
    figure = new_figure(height)
    with house_style():
        words = paint(result, figure)
    return figure, words


def marks(figure, marker):
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


def assert_tidy(figure):
    """No text leaves the picture or lies over another."""
    canvas = FigureCanvasAgg(figure)
    with house_style():
        canvas.draw()
    (axes,) = figure.axes
    ticks = [label for label in (*axes.get_xticklabels(), *axes.get_yticklabels()) if axes.axison]
    labels = [axes.xaxis.label] if axes.axison else []
    texts = [text for text in (*axes.texts, axes._left_title, *ticks, *labels) if text.get_text()]
    boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts]
    width, height = canvas.get_width_height()
    for text, box in boxes:
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= 0, text
    for (one, a), (other, b) in combinations(boxes, 2):
        assert min(a.x1, b.x1) - max(a.x0, b.x0) <= 1 or min(a.y1, b.y1) - max(a.y0, b.y0) <= 2, (one, other)


def test_every_answer_is_drawn_and_said():
    found = criteria()
    figure, words = drawn(draw.criteria, found, 4.6)
    for answer, mark in (("met", "✓"), ("partly", "~"), ("not met", "✗")):
        assert marks(figure, sign(mark)) == sum(answer in fair for fair in found.rows["fair"])
    for row in found.rows.itertuples():
        assert f"{row.molecule} {' or '.join(row.fair)} ({row.reason})" in words
    assert "BDNF: 3 met, 1 partly, 1 not met" in words
    assert_tidy(figure)


@pytest.mark.parametrize(("required", "partly"), [(1, "no"), (5, "half"), (5, "yes")])
def test_the_title_says_who_passes(required, partly):
    result = classify(required, partly)
    figure, words = drawn(draw.classification, result, 4.6)
    title = figure.axes[0].get_title(loc="left")
    said = {"passes": "BDNF passes", "fails": "BDNF fails", "open": "BDNF is a matter of taste"}
    assert title == f"{required} of 5 needed: glutamate passes, {said[result.verdict('BDNF')]}"
    assert f"BDNF scores {result.scores['BDNF']:g} of 5" in words
    assert_tidy(figure)


def test_the_words_on_scores_follow_both_controls():
    settings = list(product(range(1, 6), PARTLY))
    said = {drawn(draw.classification, classify(*each), 4.6)[1] for each in settings}
    assert len(said) == len(settings)


@pytest.mark.parametrize(("first", "last"), [(129, 247), (1, 247), (1, 1), (247, 247), (19, 247), (100, 150)])
def test_areas_are_as_the_masses(first, last):
    result = mass_of_range(first, last)
    figure, words = drawn(draw.mass, result, 4.2)
    squares = [patch for patch in figure.axes[0].patches if patch.get_y() == draw._SQUARE_TOP]
    stretch, glutamate = (patch.get_width() * patch.get_height() for patch in squares)
    assert stretch / glutamate == pytest.approx(result.ratio)
    assert f"{result.mass_da:,.0f} Da" in words
    assert "mature BDNF about 13 kDa" in words
    assert_tidy(figure)


def test_the_words_on_mass_follow_one_amino_acid_more_or_less():
    said = {drawn(draw.mass, mass_of_range(*each), 4.2)[1] for each in [(129, 247), (128, 247), (129, 246), (1, 2)]}
    assert len(said) == 4


@pytest.mark.parametrize("seconds", [0.001, 0.1, 100, 7200, 1e6])
def test_the_clock_marks_each_state(seconds):
    moment = at_time(seconds)
    figure, words = drawn(draw.time_axis, moment, 4.4)
    assert marks(figure, sign("✗")) == moment.counts[OVER]
    assert marks(figure, sign("?")) == moment.counts[UNKNOWN]
    rings = [line for line in figure.axes[0].lines if line.get_marker() == "o" and line.get_markerfacecolor() == "none"]
    assert sum(len(line.get_xdata()) for line in rings) == moment.counts[NOT_YET]
    assert all(label in words for state in (ON, OVER, UNKNOWN, NOT_YET) for label in moment.labels(state))
    assert_tidy(figure)


def test_the_words_on_time_follow_every_step():
    said = [drawn(draw.time_axis, at_time(10 ** (step / 4)), 4.4)[1] for step in range(-12, 25)]
    assert all(a != b for a, b in pairwise(said))
