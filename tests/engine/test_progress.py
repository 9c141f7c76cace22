"""progress, calibration and what can be done with the ledger."""

import base64
import json
import os
import re

from ketabrain.engine import session
from ketabrain.engine.progress import ToolsCard, my_range_costs, progress_page
from ketabrain.engine.stats.calibration import Forecast
from ketabrain.lesson import my_forecasts
from tests.engine.driving import fields, press, raw, shown, words_of


def fill(book):
    session.record("prediction", "a", value="x", confidence=90)
    session.record("reveal", "a", value="x", correct=True, confidence=90)
    session.record("prediction", "b", value="y", confidence=60)
    session.record("reveal", "b", value="x", correct=False, confidence=60)
    session.record("reveal", "c", value="x", correct=None)
    session.record_exploration("dose", 4, {"dose": [0, 2]})
    session.record("attempt", "02.base", value=1, correct=False)
    session.record("attempt", "02.micromolar", value=1, correct=True)
    session.record("verdict", "C03", value="<b>Right</b>", confidence=90)


def test_an_empty_ledger_has_its_table(book):
    words = words_of(progress_page())
    assert "00 Start here" in words
    assert "13 Judge the article" in words
    assert "after your first prediction" in words


def test_what_was_done_is_counted_by_lesson(book):
    fill(book)
    page = progress_page()
    row = re.search(r"<tr><td>[^\n]*?02 Getting into the brain.*?</tr>", page)[0]
    row = row[row.rindex("02 Getting") :]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
    assert cells == ["2", "1", "1 of 5", "C03 &lt;b&gt;Right&lt;/b&gt;"]


def test_the_strip_of_the_open_lesson_closes_it(book):
    fill(book)
    words = words_of(progress_page())
    assert "Exercises 1 of 5 solved" in words
    session.open_lesson("")
    assert "kb-way" not in progress_page()


def test_all_lessons_show_at_once(book):
    assert "Show all" not in words_of(progress_page())


def test_only_honest_predictions_count_for_calibration(book):
    fill(book)
    assert my_forecasts() == (Forecast(0.9, True), Forecast(0.6, False))
    words = words_of(progress_page())
    assert "60 to 80% 1 0%" in words
    assert "80 to 100% 1 100%" in words
    assert "Brier score over 2 answers: 0.18" in words  # (0.01 + 0.36) / 2 = 0.185
    assert "points of 100" not in words


def test_ranges_tell_what_they_cost_on_average(book):
    for item, cost in (("a", 20.0), ("b", 70.0)):
        session.record("reveal", item, value=3.0, correct=True, confidence=80, cost=cost)
    assert my_range_costs() == (20.0, 70.0)
    assert "Your 2 ranges cost 45 points of 100 on average." in words_of(progress_page())


def test_the_download_link_holds_the_whole_ledger(book):
    fill(book)
    card = ToolsCard()
    press(card, "Make a download link")
    data = re.search(r'href="data:application/json;base64,([^"]+)"', raw(card))[1]
    assert json.loads(base64.b64decode(data)) == json.loads(book.path.read_text())
    assert f'download="my-ledger-{book.learner[:4]}.json"' in raw(card)
    assert "9 entries" in shown(card)


def test_a_lesson_can_be_started_again(book):
    fill(book)
    card = ToolsCard()
    press(card, "Start this lesson again", lesson="02 Getting into the brain")
    assert "9 entries of lesson 02 were put aside" in shown(card)
    assert book.entries() == []


def test_clearing_needs_a_tick_and_keeps_a_copy(book):
    fill(book)
    card = ToolsCard()
    press(card, "Clear my ledger")
    assert "Tick “Yes, clear all my answers” first." in shown(card)
    assert len(book.entries()) == 9
    press(card, "Clear my ledger", sure=True)
    (copy,) = book.path.parent.glob("my-ledger.cleared-*.json")
    assert copy.name in shown(card)
    assert book.entries() == []
    assert fields(card)["sure"]["value"] is False
    press(card, "Clear my ledger", sure=True)
    assert "empty already" in shown(card)


def test_a_disk_that_refuses_is_told_in_place(book, monkeypatch):
    fill(book)
    card = ToolsCard()

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    press(card, "Start this lesson again", lesson="02 Getting into the brain")
    assert "No space left on device" in shown(card)
    assert len(book.entries()) == 9
