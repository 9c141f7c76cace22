"""start opens a lesson and shows its card; links go only to what exists."""

import sys

import pytest

from ketabrain.engine import session, tables
from ketabrain.engine.errors import LessonError
from ketabrain.engine.start import StartCard, lesson_file, linked, on_binder
from ketabrain.lesson import start
from tests.engine.driving import raw, shown

LESSONS = tables.load("lessons").to_dict("records")


@pytest.mark.parametrize("row", LESSONS, ids=lambda row: row["lesson"])
def test_every_lesson_has_its_card(row, book):
    words = shown(StartCard(row["lesson"]))
    assert row["title"] in words
    assert f"Lesson {LESSONS.index(row) + 1} of {len(LESSONS)}" in words
    assert f"{row['minutes_low']} to {row['minutes_high']} minutes" in words
    said = tables.load("claims").set_index("claim")["statement"]
    for claim in row["claims"].split(";"):
        assert f"“{said[claim]}” {claim}, in our words" in words
    for n in (1, 2, 3):
        assert row[f"objective_{n}"] in words


def test_the_first_has_no_previous_and_the_last_no_next(book):
    assert "Previous:" not in shown(StartCard(LESSONS[0]["lesson"]))
    assert "Next:" not in shown(StartCard(LESSONS[-1]["lesson"]))


def test_the_strip_follows_the_ledger(book):
    card = StartCard("02")
    assert "0 of 3 predicted" in shown(card)
    session.record("prediction", "share-occupied", value=[10, 20], confidence=80)
    assert "1 of 3 predicted" in shown(card)
    assert 'href="#2.-Predict-%E2%98%85"' in raw(card)


def test_starting_makes_the_lesson_the_open_one(book, displayed):
    session.current().cited.add("zanos2018")
    assert start("00") is None
    assert session.lesson() == "00"
    assert session.current().cited == set()
    assert "choose Run → Run All Cells" in displayed[0].data


def test_an_unknown_lesson_is_one_sentence_and_opens_nothing(book):
    with pytest.raises(LessonError, match="no lesson '77'"):
        start("77")
    assert session.lesson() == "02"


def test_links_go_to_notebooks_that_exist(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["ketabrain.engine.start"], "NOTEBOOKS", tmp_path)
    row = LESSONS[2]
    assert linked(row, "02") == "02 (not written yet)"
    (tmp_path / lesson_file(row)).touch()
    assert linked(row, "02") == '<a href="02-getting-into-the-brain.ipynb">02</a>'


def test_binder_is_noticed():
    assert on_binder({}) == ""
    assert "Download your ledger" in on_binder({"BINDER_SERVICE_HOST": "x"})
    assert "Download your ledger" in on_binder({"BINDER_REPO_URL": "x"})
