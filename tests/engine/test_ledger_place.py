"""Where answers are kept: in the learner's own copy or home, whoever installed the package and wherever that lies."""

import os
import subprocess
import sys
import tempfile

import pytest

from ketabrain.engine import ledger_place, session

ANSWER = """
import sys
from ketabrain.engine import session
session.open_lesson("02")
print(session.latest("verdict", "C03"), session.notice(), sep="|")
session.record("verdict", "C03", value=sys.argv[1], confidence=60)
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A learner's home, in which nothing is yet; the setting says nothing."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    monkeypatch.delenv("KETABRAIN_LEDGER", raising=False)
    return place


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the lessons, with this Python in the folder of one of them."""
    place = tmp_path / "copy of the course"
    (place / "notebooks" / "mine").mkdir(parents=True)
    monkeypatch.chdir(place / "notebooks" / "mine")
    return place


def test_it_is_in_the_copy_from_any_folder_of_it(home, copy, monkeypatch):
    for folder in (copy, copy / "notebooks", copy / "notebooks" / "mine"):
        monkeypatch.chdir(folder)
        book = session.fresh().ledger
        assert book.path == copy / "my-ledger.json"
        assert session.notice() == ""
    assert list(copy.iterdir()) == [copy / "notebooks"]  # looking leaves nothing behind


def test_without_a_copy_it_is_at_home(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = session.fresh().ledger
    assert book.path == home / "my-ledger.json"
    assert book.place == "in your home folder"


def test_the_setting_wins(home, copy, tmp_path, monkeypatch):
    monkeypatch.setenv("KETABRAIN_LEDGER", str(tmp_path / "named.json"))
    assert session.fresh().ledger.path == tmp_path / "named.json"


@pytest.mark.parametrize("fault", [13, 1, 30])
def test_a_copy_that_cannot_be_written_sends_answers_home_and_says_so_once(home, copy, monkeypatch, fault):
    real = tempfile.TemporaryFile

    def refusing(*, dir):
        if dir == copy:
            raise OSError(fault, os.strerror(fault))
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", refusing)
    session.fresh()
    session.open_lesson("02")
    session.record("verdict", "C03", value="Right", confidence=60)
    assert (home / "my-ledger.json").exists()
    assert not (copy / "my-ledger.json").exists()
    told = session.notice()
    assert "cannot be written" in told
    assert "in your home folder" in told
    assert str(home) not in told
    session.record("verdict", "C03", value="Wrong", confidence=60)
    assert session.notice() == ""


def test_neither_copy_nor_home_can_be_written(home, copy, monkeypatch):
    home.rmdir()
    monkeypatch.setattr(ledger_place, "_is_writable", lambda folder: False)
    assert session.fresh().ledger.path == copy / "my-ledger.json"


def test_a_full_disk_is_not_one_that_cannot_be_written(home, copy, monkeypatch):
    def full(**_where):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert session.fresh().ledger.path == copy / "my-ledger.json"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="whose folder it is counts on Unix")
def test_a_copy_of_somebody_else_is_left_alone_unless_ones_own_ledger_is_there(home, copy, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: copy.stat().st_uid + 1)
    assert session.fresh().ledger.path == home / "my-ledger.json"
    assert "belongs to somebody else" in session.notice()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert session.fresh().ledger.path == copy / "my-ledger.json"


def test_two_learners_with_one_installed_package_never_meet(tmp_path):
    """As on a hub: the package comes from one place for both, and each has a copy of the lessons."""
    environ = {key: value for key, value in os.environ.items() if key != "KETABRAIN_LEDGER"}
    told = {}
    for round_ in (1, 2):
        for name, value in (("alice", "Right"), ("bob", "Wrong")):
            lessons = tmp_path / name / "course" / "notebooks"
            lessons.mkdir(parents=True, exist_ok=True)
            run = subprocess.run(
                [sys.executable, "-c", ANSWER, value], cwd=lessons, env={**environ, "HOME": str(tmp_path / name)},
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            told[name, round_] = run.stdout
    assert [told[name, 1].strip() for name in ("alice", "bob")] == ["None|", "None|"]
    assert "'Right'" in told["alice", 2]
    assert "'Wrong'" in told["bob", 2]
    assert [(tmp_path / name / "course" / "my-ledger.json").exists() for name in ("alice", "bob")] == [True, True]
