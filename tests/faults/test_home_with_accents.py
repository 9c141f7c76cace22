"""A home folder with spaces, accents and letters of other scripts holds a ledger as well as any."""

import base64
import json
import re
import unicodedata

import pytest

from ketabrain.engine import ledger, session, sharing
from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.hand_in import HandInCard, download_link
from ketabrain.engine.progress import ToolsCard
from tests.engine.driving import press, shown
from tests.sessions import opened

NAMES = ("Zoë Ångström's home", unicodedata.normalize("NFD", "café à côté"), "課程 ✓ 100% #1", "дом; & “quoted”")


@pytest.fixture(params=NAMES)
def home(request, tmp_path, monkeypatch):
    """A home folder with such a name, with a room beside the ledger."""
    place = tmp_path / request.param
    (place / "la salle é").mkdir(parents=True)
    monkeypatch.setenv("KETABRAIN_HAND_IN", str(place / "la salle é"))
    opened(place / "mon carnet é.json", monkeypatch)
    return place


def test_answers_are_kept_handed_in_and_taken_back(home):
    book = session.current().ledger
    card = HandInCard()
    press(card, "Share my answers", name="Zoë ✓")
    session.record("verdict", "C01", value="Right", confidence=60)
    assert session.notice() == ""
    assert "as “Zoë ✓”" in shown(card)
    (learner,) = Inbox(home / "la salle é").read().learners
    assert learner.name == "Zoë ✓"
    assert [each["item"] for each in ledger.Ledger(book.path).entries("verdict")] == ["C01"]
    made = json.loads(base64.b64decode(re.search(r"base64,([^\"]+)\"", download_link("Zoë ✓"))[1]))
    assert made["name"] == "Zoë ✓"
    sharing.stop(book)
    assert Inbox(home / "la salle é").read().learners == ()
    left = sorted(path.name for path in home.iterdir() if path.suffix != ".lock")
    assert left == ["la salle é", "mon carnet é.history", "mon carnet é.json"]


def test_what_is_cleared_or_damaged_is_kept_and_named(home):
    card = ToolsCard()
    session.record("attempt", "x", value=1)
    press(card, "Clear my ledger", sure=True)
    (kept,) = home.glob("mon carnet é.cleared-*.json")
    assert kept.name in shown(card)
    session.current().ledger.path.write_bytes(b"\xff{")
    session.record("attempt", "x", value=2)
    (aside,) = home.glob("mon carnet é.damaged-*.json")
    assert aside.read_bytes() == b"\xff{"
    assert aside.name in session.notice()
    assert [each["value"] for each in session.entries("attempt")] == [2]
