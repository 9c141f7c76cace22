"""The strip of a lesson's parts: links to the headings as the notebook has them, counts as the ledger has them."""

import re
from urllib.parse import unquote

import pytest

from ketabrain.engine import exercises, session, tables
from ketabrain.engine.strip import lesson_parts, strip
from tasks.inside.in_process import NOTEBOOKS
from tasks.present import lesson_number
from tests.engine.driving import words_of


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_lesson_has_nine_parts_and_knows_what_they_ask(path, book):
    lesson = lesson_number(path)
    found = lesson_parts(lesson)
    assert [part.number for part in found] == [*"123456789"]
    asked = {part.name: part.asked for part in found}
    assert asked["Predict"] == (tables.load("questions")["lesson"] == lesson).sum() > 0
    assert asked["Explore"] > 0
    assert asked["Exercises"] == len(exercises.of_lesson(lesson)) > 0
    assert asked["Verdict"] > 0
    assert asked["Claim"] == asked["The evidence"] == 0


def test_links_go_to_the_headings(book):
    text = next(path for path in NOTEBOOKS if path.stem.startswith("02")).read_text(encoding="utf-8")
    links = re.findall(r'href="#([^"]+)" data-part="([^"]+)"', strip("02"))
    assert len(links) == 9
    for address, beginning in links:
        heading = unquote(address).replace("-", " ")
        assert heading.startswith(beginning)
        assert f"## {heading}" in text


def test_what_was_done_is_counted_once(book):
    for _ in range(2):
        session.record("prediction", "share-occupied", value="x", confidence=90)
        session.record("attempt", "02.base", value=1, correct=True)
    session.record("attempt", "02.micromolar", value=1, correct=False)
    session.record("prediction", "asked-no-more", value="x", confidence=90)
    session.record_exploration("body", 4, {"minutes": [0, 2]})
    for claim in ("C01", "C03", "C13"):
        session.record("verdict", claim, value="Right", confidence=90)
    page = strip("02")
    words = words_of(page)
    for count in ("1 of 3 predicted", "1 of 8 moved", "1 of 5 solved", "1 of 1 judged"):
        assert count in words
    assert page.count("kb-begun") == 3
    assert page.count("kb-done") == 1
    assert "1 of" not in words_of(strip("03"))


def test_a_lesson_without_a_notebook_has_none(book):
    assert strip("77") == strip("") == ""


def test_its_links_keep_their_keys_from_jupyterlab(book):
    links = re.findall(r"<a [^>]*>", strip("02"))
    assert links
    assert all("data-lm-suppress-shortcuts" in link for link in links)
