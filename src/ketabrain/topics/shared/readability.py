"""Readability formulas: a school grade guessed from the length of words and sentences (readformula2024).

They know nothing of meaning: a false sentence of short words reads as easily as a true one.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError


@dataclass(frozen=True)
class PageCounts:
    """What is counted on a page."""

    sentences: int
    words: int
    syllables: int
    long_words: int
    letters: int


@dataclass(frozen=True, kw_only=True)
class Readability:
    """Flesch-Kincaid grade of a page with these lengths, along a line of sentence lengths, and of the article."""

    words_per_sentence: float
    syllables_per_word: float
    grade: float
    ease: float
    lengths: Array
    grades: Array
    article: PageCounts
    article_grade: float
    compared: tuple[tuple[str, float], ...]


def flesch_kincaid(words_per_sentence: Array | float, syllables_per_word: float) -> Array:
    """School grade. Raises ModelError for lengths of 0 or less.

    >>> round(float(flesch_kincaid(20, 1.5)) - float(flesch_kincaid(10, 1.5)), 1)  # ten words more in a sentence
    3.9
    """
    if np.any(np.asarray(words_per_sentence) <= 0) or syllables_per_word <= 0:
        raise ModelError("Sentences need words, and words need syllables.")
    return np.asarray(0.39 * np.asarray(words_per_sentence) + 11.8 * syllables_per_word - 15.59)


def reading_ease(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch reading ease, about 0 to 100; higher is easier."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def grades(page: PageCounts) -> dict[str, float]:
    """School grades of a page by four formulas; SMOG counts long words per 30 sentences."""
    per_100 = 100 / page.words
    return {
        "Flesch-Kincaid": float(flesch_kincaid(page.words / page.sentences, page.syllables / page.words)),
        "SMOG": 1.0430 * (30 * page.long_words / page.sentences) ** 0.5 + 3.1291,
        "Gunning fog": 0.4 * (page.words / page.sentences + per_100 * page.long_words),
        "Coleman-Liau": 0.0588 * per_100 * page.letters - 0.296 * per_100 * page.sentences - 15.8,
    }


def article() -> PageCounts:
    """Counts on the article, without headline and byline."""
    row = tables.load("page_features").set_index("page").loc["this article"]
    return PageCounts(*(int(row[name]) for name in ("sentences", "words", "syllables", "long_words", "letters")))


def readability(words_per_sentence: float = 18, syllables_per_word: float = 1.9) -> Readability:
    """A page with these lengths beside the article and published pages. Raises ModelError."""
    page = article()
    lengths: Array = np.linspace(5, 40, 71)
    rows = tables.load("page_features").dropna(subset=["grade"]).itertuples()
    return Readability(
        words_per_sentence=words_per_sentence,
        syllables_per_word=syllables_per_word,
        grade=float(flesch_kincaid(words_per_sentence, syllables_per_word)),
        ease=reading_ease(words_per_sentence, syllables_per_word),
        lengths=lengths,
        grades=flesch_kincaid(lengths, syllables_per_word),
        article=page,
        article_grade=grades(page)["Flesch-Kincaid"],
        compared=tuple((row.page, float(row.grade)) for row in rows),
    )
