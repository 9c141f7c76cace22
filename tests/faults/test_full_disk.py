"""A disk that fills up: answers wait in memory, the learner hears one sentence, and the next write saves all."""

import errno
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketabrain.engine import ledger, session, sharing
from tests.sessions import opened

SMALL_DISK_KB = 64


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 64 kB."""
    place = tmp_path / "small disk"
    place.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command here; the simulated full disk is tried all the same")
    size = f"size={SMALL_DISK_KB}k"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(place)], capture_output=True)
    if made.returncode:
        pytest.skip("only root may mount a small disk; the simulated full disk is tried all the same")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> Path:
    """A file that takes all the room there is."""
    filler = disk / "somebody's holiday pictures"
    with filler.open("wb", buffering=0) as file:
        file.write(b"x" * 1024 * SMALL_DISK_KB)  # as much of it as there is room for
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            file.write(b"x")
    return filler


def answers(path: Path) -> list[object]:
    return [entry["value"] for entry in json.loads(path.read_text())["entries"]]


def test_on_a_real_full_disk_answers_wait_and_the_next_write_saves_all(small_disk, monkeypatch):
    book = opened(small_disk / "my-ledger.json", monkeypatch)
    session.record("attempt", "x", value=0)
    before = book.path.read_bytes()
    filler = fill(small_disk)
    for value in (1, 2, 3):
        session.record("attempt", "x", value=value)
    session.record_exploration("dose", 1, {"dose": [0, 1]})
    told = session.notice()
    assert told.count(os.strerror(errno.ENOSPC)) == 1
    assert told.count(".") == 1 + book.path.name.count(".")  # one sentence, however many answers it is about
    assert session.notice() == ""
    assert book.path.read_bytes() == before
    assert sorted(each.name for each in small_disk.iterdir() if each != filler and each.suffix != ".lock") == [
        book.path.name
    ]
    assert [entry["value"] for entry in session.entries("attempt")] == [0, 1, 2, 3]
    filler.unlink()
    session.record("attempt", "x", value=4)
    assert session.notice() == ""
    assert book.unsaved == ()
    assert [entry["value"] for entry in ledger.Ledger(book.path).entries("attempt")] == [0, 1, 2, 3, 4]
    assert book.latest("explore", "02", "dose")["moves"] == 1


def test_a_ledger_begun_on_a_full_disk_is_written_once_there_is_room(small_disk, monkeypatch):
    filler = fill(small_disk)
    book = opened(small_disk / "my-ledger.json", monkeypatch)
    for value in (1, 2):
        session.record("attempt", "x", value=value)
    assert session.latest("attempt", "x")["value"] == 2
    assert not book.path.exists()
    filler.unlink()
    session.record("attempt", "x", value=3)
    assert answers(book.path) == [1, 2, 3]


def fail(*_args, **_more):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Full(io.StringIO):
    """A file that could be opened, on a disk that has no room for what is written to it."""

    write = fail


def opening(step: str) -> Callable[..., Any]:
    """Path.open on a full disk, where reading works as ever."""
    real = Path.open

    def opened_or_not(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if "w" not in mode:
            return real(path, mode, *rest, **more)
        return fail() if step == "open" else Full()

    return opened_or_not


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_wherever_the_room_runs_out_nothing_is_lost_or_left_behind(book, step):
    session.record("attempt", "x", value=0)
    before = book.path.read_bytes()
    with pytest.MonkeyPatch.context() as full:
        if step in ("open", "write"):
            full.setattr(Path, "open", opening(step))
        else:
            full.setattr(os, step, fail)
        for value in (1, 2):
            session.record("attempt", "x", value=value)
    assert session.notice().count(os.strerror(errno.ENOSPC)) == 1
    assert book.path.read_bytes() == before
    assert list(book.path.parent.glob("*.tmp")) == []
    session.record("attempt", "x", value=3)
    assert answers(book.path) == [0, 1, 2, 3]


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder in which a class collects ledgers."""
    home = tmp_path / "room"
    home.mkdir()
    monkeypatch.setenv("KETABRAIN_HAND_IN", str(home))
    return home


def test_who_stops_sharing_on_a_full_disk_is_out_of_the_room_all_the_same(book, room, monkeypatch):
    sharing.share(book, "")
    assert len(list(room.iterdir())) == 1
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fail)
        with pytest.raises(ledger.LedgerError, match="stay in memory"):
            sharing.stop(book)
        assert list(room.iterdir()) == []
        assert sharing.said(book)["value"] is False
    session.record("attempt", "x", value=1)
    assert list(room.iterdir()) == []
    assert session.notice() == ""


def test_a_full_room_keeps_the_copy_of_before_and_no_half_of_one(book, room, monkeypatch):
    sharing.share(book, "")
    (copy,) = room.iterdir()
    before = copy.read_bytes()
    real = os.replace
    with monkeypatch.context() as full:
        full.setattr(os, "replace", lambda part, place: fail() if Path(place).parent == room else real(part, place))
        session.record("attempt", "x", value=1)
    assert "could not be handed in" in session.notice()
    assert list(room.iterdir()) == [copy]
    assert copy.read_bytes() == before
    session.record("attempt", "x", value=2)
    assert [entry.get("value") for entry in json.loads(copy.read_text())["entries"]] == [True, 1, 2]
