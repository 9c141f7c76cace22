"""A drive that cannot lock, or whose lock was left behind: answers are saved at once, and it is said once."""

import errno
import json
import os
import subprocess
import sys
import time
import warnings

import pytest

from ketabrain.engine import ledger_lock, session
from ketabrain.engine.ledger import Ledger
from tests.faults.lesson_run import ROOT

fcntl = pytest.importorskip("fcntl", reason="locks are made to fail as Unix has them")

FAULTS = ("ENOLCK", "EOPNOTSUPP", "EIO", "EINVAL", "ENOSYS", "EPERM", "EBADF", "EDEADLK", "ENOTTY", "ESTALE")
WRITE = """
import errno, fcntl, sys, time
from pathlib import Path
def refuse(*_arguments):
    raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = refuse
from ketabrain.engine.ledger import Ledger
book = Ledger(Path(sys.argv[1]))
(book.path.parent / f"{sys.argv[2]} is ready").touch()
while len(list(book.path.parent.glob("* is ready"))) < 2:
    time.sleep(0.001)
for value in range(40):
    book.append("attempt", "02", sys.argv[2], value=value)
    book.upsert("explore", "02", "explore of " + sys.argv[2], moves=value)
"""


def refuse(monkeypatch, name):
    """Let every lock fail with that error."""

    def no_lock(*_arguments):
        raise OSError(getattr(errno, name), os.strerror(getattr(errno, name)))

    monkeypatch.setattr(fcntl, "flock", no_lock)


@pytest.mark.parametrize("name", FAULTS)
def test_answers_are_saved_all_the_same_and_it_is_said_once(book, monkeypatch, name):
    refuse(monkeypatch, name)
    begun = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for value in range(3):
            session.record("verdict", "C01", value=value, confidence=60)
            book.check_writable()
    assert time.monotonic() - begun < ledger_lock.WAIT_S
    assert [entry["value"] for entry in json.loads(book.path.read_text())["entries"]] == [0, 1, 2]
    assert book.unsaved == ()
    told = session.notice()
    assert told.count("cannot keep two notebooks from writing at once: your answers are saved") == 1
    assert str(book.path.parent) not in told
    session.record("verdict", "C01", value=3, confidence=60)
    assert session.notice() == ""
    assert {each.name for each in book.path.parent.iterdir()} <= {
        "my-ledger.json", "my-ledger.json.lock", "my-ledger.history"}  # fmt: skip


def test_two_notebooks_without_a_lock_lose_nothing(tmp_path):
    path = tmp_path / "my-ledger.json"
    both = [subprocess.Popen([sys.executable, "-c", WRITE, str(path), name], cwd=ROOT) for name in ("left", "right")]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    for name in ("left", "right"):
        assert [entry["value"] for entry in Ledger(path).entries(item=name)] == list(range(40))
        assert [entry["moves"] for entry in Ledger(path).entries(item=f"explore of {name}")] == [39]


@pytest.mark.parametrize("name", ["my-ledger.json.lock", "my-ledger.json.taken"])
@pytest.mark.parametrize("fault", ["", "ENOSYS"])
def test_what_a_dead_kernel_or_another_computer_left_keeps_no_answer_waiting(book, monkeypatch, name, fault):
    if fault:
        refuse(monkeypatch, fault)
    book.path.with_name(name).write_text("4242\nanother-computer\n")
    begun = time.monotonic()
    for value in range(4):
        session.record("verdict", "C01", value=value, confidence=60)
    assert time.monotonic() - begun < ledger_lock.WAIT_S + 1
    assert len(Ledger(book.path).entries()) == 4
    assert book.unsaved == ()


def test_a_lock_that_is_a_folder_keeps_no_answer_waiting(book):
    book.path.with_name("my-ledger.json.lock").mkdir()
    book.path.with_name("my-ledger.json.taken").mkdir()
    begun = time.monotonic()
    session.record("verdict", "C01", value=1, confidence=60)
    session.record("verdict", "C01", value=2, confidence=60)
    assert time.monotonic() - begun < 2 * ledger_lock.WAIT_S
    assert len(Ledger(book.path).entries()) == 2


def test_a_notebook_that_writes_over_anothers_answers_finds_them_put_back(tmp_path, monkeypatch):
    refuse(monkeypatch, "ENOLCK")
    monkeypatch.setattr(ledger_lock, "WAIT_S", 0.05)
    left, right = (Ledger(tmp_path / "my-ledger.json") for _ in range(2))
    left.append("attempt", "02", "x", value=0)
    real, others = os.replace, iter([right])

    def another_is_quicker(part, place):
        if place == left.path and (other := next(others, None)):
            other.append("attempt", "02", "right", value=1)
        real(part, place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", another_is_quicker)
        left.append("attempt", "02", "left", value=2)
    assert {entry["item"] for entry in right.entries()} == {"x", "left", "right"}
    assert {entry["item"] for entry in Ledger(left.path).entries()} == {"x", "left", "right"}
