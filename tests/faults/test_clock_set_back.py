"""A clock that is set back changes times, and nothing that hangs on which answer came last."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from ketabrain.engine import ledger, session, sharing
from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.ledger import format as form
from ketabrain.engine.progress import my_forecasts, progress_page
from ketabrain.engine.verdict import VerdictCard, my_verdicts
from tests.engine.driving import shown, words_of


class FallingClock(datetime):
    """Each look at this clock is an hour earlier than the last."""

    looks = 0

    @classmethod
    def now(cls, tz=None):
        cls.looks += 1
        return datetime(2026, 3, 29, 3, tzinfo=UTC) - timedelta(hours=cls.looks)


@pytest.fixture(autouse=True)
def falling(monkeypatch):
    for module in (ledger, form):
        monkeypatch.setattr(module, "datetime", FallingClock)


def test_the_file_keeps_its_order_while_its_times_fall(book):
    for value in ("Wrong", "Unsupported", "Right"):
        session.record("verdict", "C01", value=value, confidence=60)
    entries = json.loads(book.path.read_text())["entries"]
    times = [datetime.fromisoformat(entry["at"]) for entry in entries]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 3
    assert [entry["value"] for entry in entries] == ["Wrong", "Unsupported", "Right"]


def test_the_last_answer_is_the_one_given_last(book):
    for value in ("Wrong", "Right"):
        session.record("verdict", "C01", value=value, confidence=60)
    assert session.latest("verdict", "C01")["value"] == "Right"
    assert my_verdicts() == {"C01": "Right"}
    assert "Right, 60% sure" in shown(VerdictCard("C01"))
    assert "C01 Right" in words_of(progress_page())


def test_calibration_counts_the_outcome_noted_last(book):
    for correct in (False, True):
        session.record("reveal", "x", value=1, confidence=80, correct=correct)
    (forecast,) = my_forecasts()
    assert (forecast.confidence, forecast.right) == (0.8, True)


def test_who_stops_sharing_at_an_earlier_hour_is_out_of_the_room(book, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setenv("KETABRAIN_HAND_IN", str(room))
    sharing.share(book, "")
    session.record("verdict", "C01", value="Right", confidence=60)
    (learner,) = Inbox(room).read().learners
    assert learner.latest("verdict", "02", "C01")["value"] == "Right"
    sharing.stop(book)
    session.record("verdict", "C01", value="Wrong", confidence=60)
    assert Inbox(room).read().learners == ()


def test_cleared_ledgers_of_the_same_hour_get_names_of_their_own(book, monkeypatch):
    monkeypatch.setattr(FallingClock, "now", classmethod(lambda cls, tz=None: datetime(2026, 3, 29, 2, tzinfo=UTC)))
    kept = []
    for value in range(3):
        session.record("attempt", "x", value=value)
        kept.append(book.clear())
    assert [json.loads(path.read_text())["entries"][0]["value"] for path in kept] == [0, 1, 2]
