"""School grade by the length of sentences and words, with the article and published pages."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import began as beginning
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, RED
from ketabrain.engine.numerals import minus
from ketabrain.topics.shared.readability import Readability

_ADVISED = 6
"""Grade that is often advised for patients."""
_LOW, _HIGH = -5, 28
"""Ends of the axis: no grade of the sliders lies beyond."""


def grade_by_length(result: Readability, figure: Figure, began: Readability | None = None) -> str:
    """Grade over words per sentence, with the article and what others found."""
    axes = plot(figure, left=48)
    axes.axhspan(_LOW, _ADVISED, color=GREEN, alpha=0.12, linewidth=0)
    direct(axes, "often advised for patients: grade 6 or below", 39.5, _ADVISED, GREEN, "right", right=0, up=-12)
    for name, grade in result.compared:
        axes.axhline(grade, color=GREY, linestyle=":", linewidth=1.4, zorder=1)
        direct(axes, f"mean of {name}", 5.4, grade, GREY, right=0, up=-11)
    if began:
        beginning(axes, began.lengths, began.grades, at=-1 if began.grades[-1] < 24 else None)
    axes.plot(result.lengths, result.grades, color=BLUE)
    article_at = result.article.words / result.article.sentences
    axes.plot(article_at, result.article_grade, "s", color=INK, markersize=9, zorder=3)
    direct(axes, "the article", article_at, result.article_grade, INK, "right", right=-10, up=6)
    axes.plot(result.words_per_sentence, result.grade, "D", color=RED, markeredgecolor=INK, markersize=11, zorder=4)
    direct(axes, "yours", result.words_per_sentence, result.grade, RED, right=12, up=-8)
    axes.set(xlim=(5, 40), ylim=(_LOW, _HIGH), xlabel="words a sentence", yticks=(0, 5, 10, 15, 20, 25))
    name_y(axes, "school grade")
    heading(
        figure,
        f"Your text needs grade {minus(round(result.grade, 1))}, the article grade {result.article_grade:.1f}",
        f"Flesch-Kincaid formula, {result.syllables_per_word:g} syllables a word along the line. It knows no meaning",
    )
    told = "; ".join(f"{name}: {grade:g}" for name, grade in result.compared)
    page = result.article
    return (
        f"With {result.words_per_sentence:g} words a sentence and {result.syllables_per_word:g} syllables a word a text "
        f"needs grade {minus(round(result.grade, 1))}; the article needs {result.article_grade:.1f}. Reading ease "
        f"{minus(round(result.ease))}. The article: {page.words} words in {page.sentences} sentences, "
        f"{page.syllables / page.words:.2f} syllables a word, by our count. Others: {told}. A grade says nothing about "
        "truth."
    )
