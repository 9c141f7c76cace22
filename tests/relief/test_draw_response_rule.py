"""The picture of the rule: shares, gap and counts are where they belong, and the words follow every control."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import PAPER, house_style, new_figure
from ketabrain.topics.relief import draw_response_rule as draw
from ketabrain.topics.relief.response_rule import RULES, response_rule, trials
from tests.engine.draw.crowding import crowded


def drawn(*setting):
    figure = new_figure(4.4)
    with house_style():
        words = draw.rule(response_rule(*setting), figure)
    return figure, words


@pytest.mark.parametrize("trial", trials())
@pytest.mark.parametrize("rule", RULES)
def test_it_fits_at_every_corner(trial, rule):
    for cut, limit, r in product((20, 50, 70), (6, 16), (0, 0.9)):
        figure, words = drawn(trial, rule, cut, limit, r)
        assert crowded(figure) == []
        assert "nan" not in words


@pytest.mark.parametrize("rule", RULES)
def test_the_gap_and_the_counts_are_marks(rule):
    result = response_rule("Lii 2023, 24 hours", rule, 40, 10)
    axes = drawn("Lii 2023, 24 hours", rule, 40, 10)[0].axes[1]
    marks = {line.get_marker(): line for line in axes.lines}
    assert (marks["o"].get_xdata()[0], marks["o"].get_ydata()[0]) == (result.here, result.gap_here)
    counted = marks["D"]
    assert counted.get_markerfacecolor() == PAPER
    assert (counted.get_xdata()[0], counted.get_ydata()[0]) == pytest.approx(
        (50, 10) if rule == "response" else (12, 15)
    )


def test_a_null_says_so_in_its_numbers():
    words = drawn("Lii 2023, 24 hours")[1]
    assert "The mean fall differs by −1.1 points, the mean end by +3.7" in words
    assert "counted: +10 (−19.3 to 37)" in words


def test_a_misfit_is_told_in_the_picture_and_in_words():
    figure, words = drawn("TRANSFORM-1 and -2, day 28")
    shown = " ".join(text.get_text() for axes in figure.axes for text in axes.texts)
    for told in (shown, words):
        assert "esketamine spray: 53% expected, 182 of 310 counted (53 to 64%): misses" in told
        assert "start and end correlate by 0.50 (not printed)" in told


@pytest.mark.parametrize("rule", RULES)
def test_the_words_follow_every_control(rule):
    other = RULES[1 - RULES.index(rule)]
    first, second = trials()[:2]
    settings = [(first, rule, 50, 12, 0.5), (first, other, 50, 12, 0.5), (second, rule, 50, 12, 0.5)]
    settings += [(first, rule, 51, 12, 0.5), (first, rule, 50, 13, 0.5), (first, rule, 50, 12, 0.55)]
    assert len({drawn(*each)[1] for each in settings}) == 6
