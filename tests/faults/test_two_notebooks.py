"""Two notebooks of one learner write one ledger at once, as fast as they can: no answer is lost, and none is late."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from ketabrain.engine import sharing
from ketabrain.engine.ledger import Ledger
from tests.faults.lesson_run import ROOT

ANSWERS = 50
WRITE = """
import sys, time
from ketabrain.engine import session, sharing
me, count = sys.argv[1], int(sys.argv[2])
session.open_lesson("02")
home = session.current().ledger.path.parent
(home / f"{me} is ready").touch()
while len(list(home.glob("* is ready"))) < 2:
    time.sleep(0.001)
sharing.share(session.current().ledger, me)
for n in range(count):
    session.record("attempt", me, value=n)
    session.record_exploration("explore of " + me, n, {"dose": [0, n]})
    session.current().ledger.check_writable()
print(session.notice())
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The ledger and what the room was given, after two notebooks have written both; and what each was told."""
    home = tmp_path_factory.mktemp("two")
    room = home / "room"
    room.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KETABRAIN_LEDGER", str(home / "my-ledger.json"))
        patch.setenv("KETABRAIN_HAND_IN", str(room))
        both = [
            subprocess.Popen(
                [sys.executable, "-c", WRITE, name, str(ANSWERS)], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
            for name in ("left", "right")
        ]
    told = [process.communicate(timeout=120)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    return home / "my-ledger.json", list(room.iterdir()), told


def test_neither_notebook_is_told_of_trouble(written):
    assert written[2] == ["", ""]


def test_every_answer_is_there_once_and_in_its_order(written):
    entries = json.loads(written[0].read_text())["entries"]
    for name in ("left", "right"):
        assert [each["value"] for each in entries if each["item"] == name] == list(range(ANSWERS))
        (explored,) = [each for each in entries if each["item"] == f"explore of {name}"]
        assert explored["moves"] == ANSWERS - 1


def test_the_room_has_one_whole_copy_of_the_last_answers(written):
    (copy,) = written[1]
    there, here = json.loads(copy.read_text()), json.loads(written[0].read_text())
    assert there["learner"] == here["learner"]
    attempts = [[each for each in document["entries"] if each["kind"] == "attempt"] for document in (there, here)]
    assert attempts[0] == attempts[1]


def test_who_stops_sharing_in_one_notebook_is_not_brought_back_by_the_other(book, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setenv("KETABRAIN_HAND_IN", str(room))
    sharing.share(book, "")
    stopping = Thread(target=sharing.stop, args=(Ledger(book.path),))
    real = os.replace

    def stop_meanwhile(part: Path, place: Path) -> None:
        if Path(place).parent == room and stopping.ident is None:
            stopping.start()
            stopping.join(0.5)  # long enough to stop, if nothing kept it from doing so now
        real(part, place)

    monkeypatch.setattr(os, "replace", stop_meanwhile)
    sharing.update(book)
    stopping.join(30)
    assert not stopping.is_alive()
    assert list(room.iterdir()) == []
    assert sharing.said(book)["value"] is False
