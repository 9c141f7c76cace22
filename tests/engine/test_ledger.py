"""The ledger keeps what a learner did, whatever happens to the kernel, the disk, the clock or the file."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import session
from ketabrain.engine.ledger import Ledger, LedgerError, format, lock

OLD = Path(__file__).parent / "ledgers" / "format-1.json"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
APPEND_ENTRIES = """
import sys
from pathlib import Path
from ketabrain.engine.ledger import Ledger
book = Ledger(Path(sys.argv[1]))
n = 0
while n < int(sys.argv[3]):
    book.append("attempt", "02", sys.argv[2], value=n)
    print(n, flush=True)
    n += 1
"""


def appending(path: Path, item: str, count: int, says: Path) -> subprocess.Popen[bytes]:
    """Another Python that appends entries and writes the number of each to `says` once it is saved."""
    with says.open("w") as output:
        return subprocess.Popen([sys.executable, "-c", APPEND_ENTRIES, str(path), item, str(count)], stdout=output)


def said(says: Path) -> int:
    """How many entries the other Python has called saved."""
    return says.read_text().count("\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my-ledger.json"


def values(book: Ledger) -> list[object]:
    return [entry["value"] for entry in book.entries()]


@given(st.text(), st.text(), st.text(), st.dictionaries(st.text(), JSON, max_size=4))
def test_what_is_appended_is_read_again(kind, lesson, item, fields):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "my-ledger.json"
        fields = {key: value for key, value in fields.items() if key not in ("self", "kind", "lesson", "item", "at")}
        written = Ledger(file).append(kind, lesson, item, **fields)
        assert Ledger(file).entries() == [written]
        assert {key: value for key, value in written.items() if key != "at"} == {
            "kind": kind, "lesson": lesson, "item": item, **fields,
        }  # fmt: skip


def test_the_file_says_what_it_is(path):
    Ledger(path).append("verdict", "02", "C03", value="Right", confidence=70)
    document = json.loads(path.read_text())
    assert document["format"] == 1
    assert len(document["learner"]) == 16
    (entry,) = document["entries"]
    assert datetime.fromisoformat(entry["at"]).tzinfo == UTC
    assert list(entry) == ["kind", "lesson", "item", "value", "confidence", "at"]


def test_reading_creates_nothing(path):
    assert Ledger(path).entries() == []
    assert not path.exists()


def test_what_json_cannot_hold_is_refused_and_not_kept(path):
    book = Ledger(path)
    for value in (float("nan"), float("inf"), object()):
        with pytest.raises((TypeError, ValueError)):
            book.append("attempt", "02", "x", value=value)
    book.append("attempt", "02", "x", value=1)
    assert values(book) == [1]


def test_entries_are_chosen_by_kind_lesson_and_item(path):
    book = Ledger(path)
    for kind, lesson, item in (("hint", "00", "a"), ("hint", "02", "a"), ("attempt", "02", "a"), ("hint", "02", "b")):
        book.append(kind, lesson, item)
    assert len(book.entries("hint")) == 3
    assert len(book.entries("hint", "02")) == 2
    assert len(book.entries(item="a")) == 3
    assert book.latest("hint", "02", "b")["item"] == "b"
    assert book.latest("verdict", "02", "b") is None


def test_upsert_keeps_one_entry_its_place_and_its_unknown_keys(path):
    book = Ledger(path)
    book.append("explore", "02", "dose", moves=1, colour="blue")
    book.append("hint", "02", "x")
    book.upsert("explore", "02", "dose", moves=2)
    book.upsert("explore", "02", "route", moves=1)
    assert [entry["item"] for entry in book.entries()] == ["dose", "x", "route"]
    assert book.latest("explore", "02", "dose")["moves"] == 2
    assert book.latest("explore", "02", "dose")["colour"] == "blue"


def test_two_processes_at_once_lose_nothing(path):
    both = [appending(path, name, 50, path.with_name(name)) for name in ("left", "right")]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    book = Ledger(path)
    for name in ("left", "right"):
        assert [entry["value"] for entry in book.entries(item=name)] == list(range(50))


def test_a_kernel_killed_in_mid_write_leaves_a_readable_ledger(path):
    total = 0
    for kill in range(8):
        says = path.with_name(f"said-{kill}")
        process = appending(path, f"run {kill}", 10_000, says)
        while said(says) < 2:
            time.sleep(0.001)
        time.sleep(0.0009 * kill)  # it does little else than write, so each kill strikes at another moment of one
        process.kill()
        process.wait()
        book = Ledger(path)
        found = [entry["value"] for entry in book.entries(item=f"run {kill}")]
        assert book.notices == []
        assert found == list(range(len(found)))
        assert len(found) >= said(says)
        total += len(found)
        assert len(book.entries()) == total
    Ledger(path).append("attempt", "02", "after", value="still works")
    assert not list(path.parent.glob("*damaged*"))


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'{"format": 1}', b'{"format": 1, "entries": {}}',
        b'{"format": 1, "entries": [3]}', b'{"format": "1", "entries": []}', b'{"format": true, "entries": []}',
        b'{"format": 0, "entries": []}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside_and_said_so(path, damage):
    path.write_bytes(damage)
    book = Ledger(path)
    book.append("attempt", "02", "x", value=1)
    (aside,) = path.parent.glob("my-ledger.damaged-*.json")
    assert aside.read_bytes() == damage
    (sentence,) = book.notices
    assert aside.name in sentence
    assert "a new one has been started" in sentence
    assert values(Ledger(path)) == [1]


def test_a_second_damage_gets_another_name(path):
    for n in range(4):
        path.write_bytes(b"broken %d" % n)
        assert Ledger(path).entries() == []
    kept = sorted(each.read_bytes() for each in path.parent.glob("my-ledger.damaged-*.json"))
    assert kept == [b"broken 0", b"broken 1", b"broken 2", b"broken 3"]


def test_a_newer_format_is_refused_and_left_alone(path):
    newer = b'{"format": 2, "entries": "packed"}'
    path.write_bytes(newer)
    book = Ledger(path)
    for act in (lambda: book.append("hint", "02", "x"), book.entries, lambda: book.restart("02"), book.check_writable):
        with pytest.raises(LedgerError, match="newer version"):
            act()
    with pytest.raises(LedgerError, match="newer version"):
        book.clear()
    assert path.read_bytes() == newer
    assert [entry["item"] for entry in book.unsaved] == ["x"]
    assert sorted(each.name for each in path.parent.iterdir() if each.suffix == ".json") == [path.name]


def test_format_1_stays_readable_for_ever(path):
    shutil.copy(OLD, path)
    before = json.loads(OLD.read_text())
    book = Ledger(path)
    assert book.entries() == before["entries"]
    assert book.latest("prediction", "02", "share-occupied")["value"] == [10.0, 30.0]
    book.append("hint", "00", "new")
    after = json.loads(path.read_text())
    assert after["entries"][:-1] == before["entries"]
    assert {key: value for key, value in after.items() if key != "entries"} == {
        key: value for key, value in before.items() if key != "entries"
    }


@pytest.mark.parametrize("step", ["replace", "fsync"])
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_disk_keeps_the_old_file_and_the_answer(path, monkeypatch, step, fault):
    book = Ledger(path)
    book.append("attempt", "02", "x", value=1)
    before = path.read_bytes()

    def fail(*_args):
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as broken:
        broken.setattr(os, step, fail)
        with pytest.raises(LedgerError, match="stay in memory"):
            book.append("attempt", "02", "x", value=2)
        with pytest.raises(LedgerError, match=os.strerror(fault)):
            book.upsert("attempt", "02", "y", value=3)
        assert values(book) == [1, 2, 3]
    assert path.read_bytes() == before
    book.append("attempt", "02", "x", value=4)
    assert values(Ledger(path)) == [1, 2, 3, 4]
    assert book.unsaved == ()


@pytest.mark.skipif(sys.platform == "win32", reason="needs the limits of a Unix process")
def test_a_disk_that_is_really_full(path):
    program = """
import resource, signal, sys
from pathlib import Path
from ketabrain.engine.ledger import Ledger, LedgerError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
book = Ledger(Path(sys.argv[1]))
book.append("attempt", "02", "x", value="a" * 1000)
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
try:
    book.append("attempt", "02", "x", value="b" * 1000)
except LedgerError:
    print(len(Ledger(Path(sys.argv[1])).entries()), len(book.entries()))
resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)[1:] * 2)
book.append("attempt", "02", "x", value="c")
"""
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1", "2"]
    assert [str(value)[0] for value in values(Ledger(path))] == ["a", "b", "c"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs the rights of a Unix file system")
def test_a_folder_that_may_not_be_written(path):
    program = """
import os, sys
from pathlib import Path
from ketabrain.engine.ledger import Ledger, LedgerError
book = Ledger(Path(sys.argv[1]))
book.append("attempt", "02", "x", value=1)  # while everything may be imported and written
os.chmod(book.path.parent, 0o555)
if os.geteuid() == 0:
    os.setuid(65534)
try:
    book.append("attempt", "02", "x", value=2)
except LedgerError as problem:
    print(problem)
print(len(book.entries()))
"""
    for parent in path.parents:  # pytest keeps its folders to one user; the other user must reach the file
        if parent == Path(tempfile.gettempdir()):
            break
        parent.chmod(parent.stat().st_mode | 0o055)
    try:
        run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    finally:
        path.parent.chmod(0o755)
    sentence, count = run.stdout.strip().splitlines()
    assert "Permission denied" in sentence
    assert count == "2"
    assert values(Ledger(path)) == [1]


def test_a_ledger_that_another_notebook_holds_too_long_is_written_all_the_same(path, monkeypatch):
    monkeypatch.setattr(lock, "WAIT_S", 0.2)
    other, book = Ledger(path), Ledger(path)
    with other.locked():
        begun = time.monotonic()
        for value in range(10):
            book.append("attempt", "02", "x", value=value)
        assert 0.2 < time.monotonic() - begun < 2  # it waits long once, not every time
    book.append("attempt", "02", "x", value=10)
    assert values(Ledger(path)) == list(range(11))
    assert book.notices == []


def test_a_clock_set_back_neither_reorders_nor_loses(path, monkeypatch):
    class Clock(datetime):
        hours = iter((12, 9, 15))

        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 23, next(cls.hours), tzinfo=tz)

    monkeypatch.setattr(format, "datetime", Clock)
    book = Ledger(path)
    for value in (1, 2, 3):
        book.append("attempt", "02", "x", value=value)
    assert values(Ledger(path)) == [1, 2, 3]
    assert [entry["at"][11:13] for entry in book.entries()] == ["12", "09", "15"]
    assert book.latest("attempt", "02", "x")["value"] == 3


def test_restart_touches_one_lesson_and_keeps_its_entries_apart(path):
    book = Ledger(path)
    for lesson, value in (("00", 1), ("02", 2), ("00", 3), ("02", 4)):
        book.append("attempt", lesson, "x", value=value)
    assert book.restart("02") == 2
    assert values(book) == [1, 3]
    book.append("attempt", "02", "x", value=5)
    assert book.restart("02") == 1
    assert [entry["value"] for entry in json.loads(path.read_text())["archived"]] == [2, 4, 5]
    assert book.restart("07") == 0


def test_clear_keeps_a_renamed_copy(path):
    book = Ledger(path)
    assert book.clear() is None
    book.append("attempt", "02", "x", value=1)
    before, learner = path.read_bytes(), json.loads(path.read_text())["learner"]
    kept = book.clear()
    assert kept.name.startswith("my-ledger.cleared-")
    assert kept.read_bytes() == before
    assert book.entries() == []
    book.append("attempt", "02", "x", value=2)
    assert values(book) == [2]
    assert json.loads(path.read_text())["learner"] != learner
    assert book.clear() != kept


def test_the_download_holds_what_is_not_saved_yet(path, monkeypatch):
    book = Ledger(path)
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space")))
        with pytest.raises(LedgerError):
            book.append("attempt", "02", "x", value="µ")
        assert json.loads(book.text())["entries"][0]["value"] == "µ"


def test_checking_that_it_can_be_written_changes_nothing(path):
    book = Ledger(path)
    book.check_writable()
    assert not path.exists()
    book.append("attempt", "02", "x", value=1)
    before = path.read_bytes()
    book.check_writable()
    assert path.read_bytes() == before


def test_a_session_has_one_ledger_where_the_environment_says(path, monkeypatch):
    monkeypatch.setenv("KETABRAIN_LEDGER", str(path))
    begun = session.fresh()
    assert begun.ledger is session.current().ledger
    assert begun.ledger.path == path
    monkeypatch.delenv("KETABRAIN_LEDGER")
    assert session.fresh().ledger.path == Path(__file__).resolve().parents[2] / "my-ledger.json"
