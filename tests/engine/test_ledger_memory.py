"""What is remembered of the ledger file: parsed once for each state of it, and never answered from when stale."""

import os

import pytest

from ketabrain.engine.ledger import Ledger, LedgerError


@pytest.fixture
def path(tmp_path):
    """Where the ledger of a test stands."""
    return tmp_path / "my-ledger.json"


@pytest.fixture
def parsed(monkeypatch):
    """How often a ledger's file has been parsed."""
    counted = []
    parse = Ledger._parsed
    monkeypatch.setattr(Ledger, "_parsed", lambda self: (counted.append(1), parse(self))[1])
    return counted


def test_a_file_that_has_not_changed_is_parsed_once(path, parsed):
    book = Ledger(path)
    book.append("prediction", "02", "x", value=[1, 2])
    before = len(parsed)
    for _ in range(20):
        assert book.latest("prediction", "02", "x")["value"] == [1, 2]
    assert len(parsed) == before + 1
    Ledger(path).append("prediction", "02", "x", value=[3, 4])
    assert book.latest("prediction", "02", "x")["value"] == [3, 4]


def test_what_is_handed_out_can_be_changed_without_changing_what_is_remembered(path):
    book = Ledger(path)
    book.append("sorting", "02", "x", value={"a": [1]})
    (first,) = book.entries()
    first["value"]["a"].append(2)
    first["item"] = "y"
    book.entries().clear()
    assert book.entries("sorting", "02", "x")[0]["value"] == {"a": [1]}
    book.append("sorting", "02", "z", value={})
    assert [each["item"] for each in Ledger(path).entries()] == ["x", "z"]


def test_writes_of_the_same_length_at_the_same_moment_are_told_apart(path, monkeypatch):
    book, other = Ledger(path), Ledger(path)
    book.append("verdict", "02", "x", value=1)
    for value in range(2, 10):
        moment = path.stat()
        assert book.entries()[-1]["value"] == value - 1
        other.upsert("verdict", "02", "x", value=value)
        os.utime(path, ns=(moment.st_atime_ns, moment.st_mtime_ns))
        assert path.stat().st_size == moment.st_size
        assert book.entries()[-1]["value"] == value


def test_a_ledger_that_becomes_unreadable_is_not_answered_from_memory(path):
    book = Ledger(path)
    book.append("verdict", "02", "x", value=1)
    assert len(book.entries()) == 1
    path.write_text('{"format": 99}')
    with pytest.raises(LedgerError, match="newer version"):
        book.entries()
    path.unlink()
    assert book.entries() == []
