"""The measure for contrast itself: what counts as a word, and what lies behind it."""

import pytest
from coloraide import Color
from matplotlib.figure import Figure

from ketabrain.engine.draw import style
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import ink, pale
from tests.engine.draw.contrast import LEAST, faint_words

FAINT, CLEAR = "#999999", "#555555"


def picture():
    figure = Figure(figsize=(4, 3), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 4), ylim=(0, 3))
    axes.axis("off")
    return figure, axes


def by_text(axes, colour, at=(2, 1.5), **look):
    axes.text(*at, "word", color=colour, **look)


def by_words(axes, colour, at=(2, 1.5)):
    words(axes, [("word", *at)], "center", colour)


def by_sign(axes, colour, at=(2, 1.5)):
    axes.plot(*at, marker=sign("7"), color=colour, markersize=9, markeredgewidth=0, linestyle="none")


WRITERS = pytest.mark.parametrize("write", [by_text, by_words, by_sign])


@WRITERS
def test_faint_words_are_found_and_clear_ones_are_not(write):
    figure, axes = picture()
    write(axes, CLEAR, (1, 1))
    assert faint_words(figure) == []
    write(axes, FAINT)
    (found,) = faint_words(figure)
    assert found.endswith("(2.8)")


@WRITERS
@pytest.mark.parametrize("alpha", [1, 0.5])
def test_what_is_behind_counts(write, alpha):
    figure, axes = picture()
    axes.axvspan(0, 4, color="black", alpha=alpha)
    write(axes, CLEAR)
    assert len(faint_words(figure)) == 1


def test_a_box_behind_a_text_counts():
    figure, axes = picture()
    axes.axvspan(0, 4, color="black")
    by_text(axes, CLEAR, bbox={"facecolor": "white", "edgecolor": "none"})
    assert faint_words(figure) == []


def test_see_through_words_are_as_faint_as_they_look():
    figure, axes = picture()
    by_text(axes, "black", alpha=0.3)
    assert len(faint_words(figure)) == 1


def test_a_thin_line_across_a_word_and_what_is_not_shown_do_not_count():
    figure, axes = picture()
    axes.axhline(1.52, color=CLEAR, linewidth=1)
    by_text(axes, CLEAR)
    by_text(axes, FAINT, visible=False)
    by_text(axes, FAINT, (9, 9))
    assert faint_words(figure) == []


def test_a_figure_looks_the_same_afterwards():
    figure, axes = picture()
    by_text(axes, CLEAR, alpha=0.9)
    by_words(axes, CLEAR, (1, 1))
    faint_words(figure)
    assert [axes.texts[0].get_alpha(), axes.collections[0].get_alpha()] == [0.9, None]


@pytest.mark.parametrize("behind", ["PAPER", "LIGHT"])
@pytest.mark.parametrize("name", ["RED", "GREEN", "GREY"])
def test_inks_of_the_palette_can_be_read(name, behind):
    assert Color(ink(getattr(style, name))).contrast(getattr(style, behind), method="wcag21") >= LEAST


@pytest.mark.parametrize("name", ["BLUE", "ORANGE", "GREEN", "RED", "PURPLE", "SKY", "GREY"])
def test_pale_colours_can_be_written_on(name):
    assert Color(pale(getattr(style, name))).contrast(style.INK, method="wcag21") >= LEAST
