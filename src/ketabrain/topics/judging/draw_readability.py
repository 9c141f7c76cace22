"""School grade by the length of sentences and words, with the article and published pages."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.shared.readability import Readability


def grade_by_length(result: Readability, figure: Figure) -> str:
    """Grade over words per sentence."""
    axes = panel(figure, left=0.1, right=0.97, bottom=0.15, top=0.87)
    axes.plot(result.lengths, result.grades, color=BLUE)
    axes.plot(result.words_per_sentence, result.grade, "D", color=ORANGE, markeredgecolor=INK, markersize=11, zorder=4)
    page = result.article
    axes.plot(page.words / page.sentences, result.article_grade, "s", color=RED, markeredgecolor=INK, markersize=10)
    axes.axhspan(0, 6, color=GREY, alpha=0.15, linewidth=0)
    axes.text(39.5, 5.3, "often advised for patients: grade 6 or below", ha="right", va="top", fontsize=SMALL)
    for name, grade in result.compared:
        axes.axhline(grade, color=GREY, linestyle=":", linewidth=1.4)
        axes.text(5.4, grade + 0.3, name, fontsize=SMALL)
    axes.set(xlim=(5, 40), ylim=(0, 26), xlabel="Words per sentence   ■ article  ◆ yours", ylabel="School grade")
    axes.set_title(f"Grade {result.grade:.1f}; the article {result.article_grade:.1f}", x=-0.08)
    told = "; ".join(f"{name}: {grade:g}" for name, grade in result.compared)
    return (
        f"With {result.words_per_sentence:g} words a sentence and {result.syllables_per_word:g} syllables a word: "
        f"grade {minus(round(result.grade, 1))}, reading ease {minus(round(result.ease))}. The article: {page.words} "
        f"words in {page.sentences} sentences, {page.syllables / page.words:.2f} syllables a word, grade "
        f"{result.article_grade:.1f}, by our count. Others: {told}. A grade says nothing about truth."
    )
