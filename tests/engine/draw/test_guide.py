"""The measures of the guide can fail."""

import pytest

from ketabrain.engine.draw.layout import heading, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import house_style, new_figure
from tests.engine.draw import guide


def picture(*lines, shown="Illustration"):
    """A figure with a heading of two lines and some words, each with its place in pixels from the upper left."""
    figure = new_figure()
    with house_style():
        axes = plot(figure)
        axes.set(xticks=(), yticks=())
        heading(figure, "Found 2 of 3", shown)
        words(figure, list(lines), "left")
    return figure


def test_a_picture_that_keeps_to_the_guide_passes():
    assert guide.breaches(picture(("a word", 100, 200)), "Found 2 of 3.") == []


@pytest.mark.parametrize("place", [(10, 200), (400, 5), (400, 410), (745, 200)])
def test_a_word_near_the_edge_is_found(place):
    (found,) = guide.breaches(picture(("word", *place)), "")
    assert "from the edge: word" in found


def test_small_letters_too_many_words_and_a_missing_line_are_found():
    figure = picture(*[("one two three four five", 100, 100 + 25 * row) for row in range(9)], shown="")
    figure.axes[0].text(0.5, 0.5, "small", fontsize=8)
    found = " ".join(guide.breaches(figure, ""))
    assert "too small: small" in found
    assert "words, more than 40" in found
    assert "no heading of two lines" in found


@pytest.mark.parametrize(
    ("said", "odd"),
    [
        ("a change of −0", ["−0"]), ("−0.0 points", ["−0.0"]), ("1 points", ["1 points"]), ("−0.5 points", []),
        ("21 points", []), ("0.1 points", []), ("1 point", []), ("day 1 people", ["1 people"]), ("−0.05", []),
    ],
)  # fmt: skip
def test_odd_numbers_are_found(said, odd):
    assert guide.odd_numbers(picture(), said) == odd
