"""The last states beside the ledger: one a minute, one before every step that takes much away, ten at most."""

import json
import os
import time

import pytest

from ketabrain.engine import ledger_history
from ketabrain.engine.ledger import Ledger


@pytest.fixture
def book(tmp_path):
    return Ledger(tmp_path / "my-ledger.json")


@pytest.fixture
def minutes(monkeypatch):
    """Let that many minutes pass; files are as old as the real clock says."""
    passed = [0.0]
    real = time.time
    monkeypatch.setattr(ledger_history.time, "time", lambda: real() + 60 * passed[0])
    return lambda more: passed.__setitem__(0, passed[0] + more)


def states(book):
    return [len(json.loads(path.read_text())["entries"]) for path in book.history.states()]


def test_many_moves_in_a_minute_keep_one_state(book):
    for moves in range(30):
        book.upsert("explore", "02", "dose", moves=moves, tried={})
    assert states(book) == [1]


def test_a_minute_later_there_is_another_also_if_the_clock_was_set_back(book, minutes):
    for step in (0, 2, -4, 8):
        minutes(step)
        book.append("hint", "02", "x", value=1)
    assert states(book) == [3, 2, 1]


def test_ten_are_kept_and_not_more_than_there_is_room_for(book, minutes, monkeypatch):
    monkeypatch.setattr(ledger_history, "EVERY_S", 0)
    for value in range(15):
        book.append("hint", "02", "x", value=value)
    assert states(book) == list(range(14, 4, -1))
    monkeypatch.setattr(ledger_history, "MOST_BYTES", 100)
    book.append("hint", "02", "x", value=15)
    assert states(book) == [15]


def test_before_a_lesson_starts_again_and_before_clearing_the_state_is_kept_at_once(book):
    for value in range(3):
        book.append("hint", "02", "x", value=value)
    book.append("hint", "03", "x", value=1)
    book.restart("02")
    assert states(book)[0] == 4
    book.clear()
    assert states(book)[0] == 1


def test_a_history_that_cannot_be_kept_stops_no_answer(book):
    book.path.with_name("my-ledger.history").write_text("in the way")
    for value in range(3):
        book.append("hint", "02", "x", value=value)
    assert len(Ledger(book.path).entries()) == 3


def test_after_damage_the_newest_good_state_is_offered_and_this_session_is_not_lost(book, monkeypatch):
    monkeypatch.setattr(ledger_history, "EVERY_S", 0)
    for value in range(4):
        book.append("attempt", "02", "x", value=value)
    book.history.states()[0].write_bytes(b"damaged too")
    book.path.write_bytes(b"{")
    later = Ledger(book.path)
    assert later.entries() == []
    assert "Bring back earlier answers" in later.notices[0]
    later.append("attempt", "02", "y", value=9)
    assert [entry["value"] for entry in later.earlier()["entries"]] == [0, 1]
    later.load(later.earlier())
    assert [entry["value"] for entry in later.entries()] == [0, 1, 9]
    assert later.earlier() is None
    later.path.write_bytes(b"{")
    later.append("attempt", "02", "y", value=10)
    assert [entry["value"] for entry in Ledger(book.path).entries()] == [9, 10]


def test_nothing_in_it_is_trusted(book):
    book.append("hint", "02", "x", value=1)
    folder = book.path.with_name("my-ledger.history")
    folder.mkdir()
    (folder / "0007.json").write_text('{"format": 2, "entries": "packed"}')
    (folder / "note.txt").write_text("mine")
    (folder / "0009.json").mkdir()
    os.utime(folder / "0007.json", (0, 0))
    book.append("hint", "02", "x", value=2)
    assert book.earlier() is None
