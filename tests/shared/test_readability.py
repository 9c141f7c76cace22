"""Readability: published formulas, and a grade that rises with longer sentences and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.readability import PageCounts, article, flesch_kincaid, grades, readability, reading_ease


def test_formulas_by_hand():
    page = PageCounts(sentences=10, words=200, syllables=300, long_words=20, letters=900)
    found = grades(page)
    assert found["Flesch-Kincaid"] == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert found["SMOG"] == pytest.approx(1.0430 * 60**0.5 + 3.1291)
    assert found["Gunning fog"] == pytest.approx(0.4 * (20 + 10))
    assert found["Coleman-Liau"] == pytest.approx(0.0588 * 450 - 0.296 * 5 - 15.8)
    assert reading_ease(20, 1.5) == pytest.approx(206.835 - 20.3 - 126.9)


@given(length=st.floats(3, 40), more=st.floats(0.1, 10), syllables=st.floats(1, 2.5))
def test_longer_is_harder(length, more, syllables):
    assert flesch_kincaid(length + more, syllables) > flesch_kincaid(length, syllables)
    assert flesch_kincaid(length, syllables + more / 10) > flesch_kincaid(length, syllables)
    assert reading_ease(length + more, syllables) < reading_ease(length, syllables)


def test_the_article_is_harder_than_the_pages_beside_it():
    found = readability()
    assert found.article == article()
    assert 12 < found.article_grade < 15
    assert all(found.article_grade > grade for _, grade in found.compared)


def test_lengths_of_0_are_refused():
    with pytest.raises(ModelError, match="Sentences need words"):
        flesch_kincaid(0, 1.5)
