"""School grade by the length of sentences and words, with the article and published pages."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import began as beginning
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, RED
from ketabrain.engine.numerals import minus
from ketabrain.topics.shared.readability import Readability

_ADVISED = 6
"""Grade that is often advised for patients."""
_NAMES = 190
"""Pixels for the names at the right."""
_LOW, _HIGH = -5, 28
"""Ends of the axis: no grade of the sliders lies beyond."""


def grade_by_length(result: Readability, figure: Figure, began: Readability | None = None) -> str:
    """Grade over words per sentence, with the article and what others found."""
    axes = plot(figure, left=48, right=_NAMES)
    axes.axhspan(_LOW, _ADVISED, color=GREEN, alpha=0.12, linewidth=0)
    direct(axes, "advised for patients:", 40, _ADVISED, GREEN, up=-10)
    direct(axes, f"{_ADVISED} or below", 40, _ADVISED, GREEN, up=-26)
    for name, grade in result.compared:
        axes.axhline(grade, color=GREY, linestyle=":", linewidth=1.4, zorder=1)
        direct(axes, name, 40, grade, GREY)
    if began:
        beginning(axes, began.lengths, began.grades)
    axes.plot(result.lengths, result.grades, color=BLUE)
    article_at = result.article.words / result.article.sentences
    axes.plot(article_at, result.article_grade, "s", color=INK, markersize=9, zorder=3)
    direct(axes, "the article", article_at, result.article_grade, INK, "right", right=-10, up=6)
    axes.hlines(result.grade, 5, result.words_per_sentence, color=RED, linewidth=2, zorder=2)
    axes.vlines(result.words_per_sentence, _LOW, result.grade, color=RED, linewidth=2, zorder=2)
    axes.plot(result.words_per_sentence, result.grade, "D", color=RED, markeredgecolor=INK, markersize=11, zorder=4)
    far = result.words_per_sentence > 30
    direct(axes, "yours", result.words_per_sentence, result.grade, RED, "right" if far else "left",
           right=-10 if far else 12, up=-24 if far else -13)  # fmt: skip
    axes.set(xlim=(5, 40), ylim=(_LOW, _HIGH), xlabel="words a sentence", yticks=(0, 5, 10, 15, 20, 25))
    name_y(axes, "school grade")
    heading(
        figure,
        f"Your text needs grade {minus(round(result.grade, 1))}, the article grade {result.article_grade:.1f}",
        f"Formula of Flesch and Kincaid with {result.syllables_per_word:g} syllables a word; it knows no meaning",
    )
    told = "; ".join(f"{name}: {grade:g}" for name, grade in result.compared)
    page = result.article
    return (
        f"With {result.words_per_sentence:g} words a sentence and {result.syllables_per_word:g} syllables a word "
        f"a text needs grade {minus(round(result.grade, 1))}; the article needs {result.article_grade:.1f}. Reading "
        f"ease {minus(round(result.ease))}. The article: {page.words} words in {page.sentences} sentences, "
        f"{page.syllables / page.words:.2f} syllables a word, by our count. Others: {told}. A grade says nothing about "
        "truth."
    )
