"""Files that learners hand in: what is read, what is set aside with which sentence, and that nothing else happens."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketabrain.engine.classroom import inbox
from ketabrain.engine.classroom.inbox import Inbox, InboxError, confidence, finite, plain_line

ENTRY = {"kind": "verdict", "lesson": "02", "item": "C01", "value": "Right", "confidence": 80, "at": "2026-01-01"}
HOSTILE = '<img src=x onerror="alert(1)">'


def document(**more):
    return {"format": 1, "learner": "00112233445566aa", "course": "0.1.0", "entries": [ENTRY], **more}


@pytest.fixture
def hand_in(tmp_path):
    """Write a file into the folder: text as it is, anything else as JSON."""

    def write(name, content):
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def read(folder):
    return Inbox(folder).read()


def test_a_ledger_is_read_with_its_random_id_and_no_name(hand_in):
    (learner,) = read(hand_in("my-ledger.json", document())).learners
    assert learner.learner == "00112233445566aa"
    assert learner.short_id == "0011"
    assert learner.name == ""
    assert learner.entries == (ENTRY,)


def test_the_file_that_a_learner_downloads_is_a_ledger(book, tmp_path):
    book.append("verdict", "02", "C01", value="Right", confidence=80)
    (tmp_path / "handed").mkdir()
    (tmp_path / "handed" / "my-ledger (1).json").write_text(book.text(name="Ada"), encoding="utf-8")
    found = read(tmp_path / "handed")
    assert found.set_aside == ()
    assert found.learners[0].name == "Ada"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", "", "damaged"),
        ("a.json", '{"format": 1, "ent', "damaged"),
        ("a.json", "[" * 100_000, "damaged"),
        ("a.json", '{"format": NaN}', "damaged"),
        ("a.json", json.dumps(document()).replace("80", "9" * 5000), "damaged"),
        ("a.json", [], "no ledger of this course"),
        ("a.json", {"cells": [], "nbformat": 4}, "no ledger of this course"),
        ("a.json", document(entries="many"), "no ledger of this course"),
        ("a.json", document(format=2), "another version of the course"),
        ("a.json", document(format=True), "another version of the course"),
        ("a.json", document(learner=""), "names no learner"),
        ("a.json", document(learner=HOSTILE), "names no learner"),
        ("a.json", document(learner=["a"]), "names no learner"),
        ("a.json", document(entries=[ENTRY, 7]), "entry, number 2"),
        ("a.json", document(entries=[{**ENTRY, "item": None}]), "entry, number 1"),
        ("a.json", document(entries=[{**ENTRY, "kind": "x" * 1000}]), "entry, number 1"),
        ("a.json", document(entries=[{}] * 6000), "6,000 entries"),
        ("essay.docx", "hello", "is no .json file"),
        ("a.json", " " * 2_100_000, "larger than 2 MB"),
        ("a.json", json.dumps(document(entries=[ENTRY] * 1_000_000)), "larger than 2 MB"),
        ("a.json", json.dumps(document(note="x" * 3_000_000)), "larger than 2 MB"),
    ],
)
def test_what_is_no_ledger_is_set_aside_with_a_sentence_and_changes_nothing(hand_in, name, content, sentence):
    folder = hand_in("honest.json", document(learner="feedfeedfeedfeed"))
    alone = read(folder).learners
    hand_in(name, content)
    before = (folder / name).read_bytes()
    found = read(folder)
    (aside,) = found.set_aside
    assert sentence in aside.why
    assert aside.why.endswith(".")
    assert found.learners == alone
    assert (folder / name).read_bytes() == before


def test_a_large_file_is_not_even_opened(hand_in, monkeypatch):
    folder = hand_in("a.json", " " * 2_100_000)
    monkeypatch.setattr(inbox.Path, "open", lambda *_: pytest.fail("opened"))
    assert len(read(folder).set_aside) == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither pipes nor links without rights")
def test_links_folders_and_pipes_are_not_followed(tmp_path):
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "link.json").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.json")
    found = read(tmp_path)
    assert found.learners == ()
    assert {each.file for each in found.set_aside} == {"folder.json", "link.json", "pipe.json"}


def test_hidden_files_and_half_written_copies_are_passed_over(hand_in):
    hand_in(".DS_Store", "x")
    assert read(hand_in(".ledger-00.json.part", '{"for')) == inbox.Answers()


def test_too_many_files_are_said(hand_in, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_FILES", 2)
    for number in range(4):
        folder = hand_in(f"{number}.json", document(learner=f"aaaa{number}"))
    found = read(folder)
    assert len(found.learners) == 2
    assert all("more than 2 files" in each.why for each in found.set_aside)


def test_a_missing_folder_is_one_sentence(tmp_path):
    with pytest.raises(InboxError, match="could not be read"):
        read(tmp_path / "nowhere")


def test_only_new_and_changed_files_are_read_again(hand_in, monkeypatch):
    folder = hand_in("a.json", document())
    box = Inbox(folder)
    box.read()
    opened = []
    real = inbox._read
    monkeypatch.setattr(inbox, "_read", lambda path, *more: opened.append(path[-1]) or real(path, *more))
    assert len(box.read().learners) == 1
    assert opened == []
    hand_in("b.json", document(learner="bbbbbbbb"))
    assert len(box.read().learners) == 2
    assert opened == ["b.json"]
    (folder / "a.json").unlink()
    assert [each.file for each in box.read().learners] == ["b.json"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ada \n L. ", "Ada L."),
        ("\x00\x1b[31mred\u202eder", "[31mred der"),
        (7, ""),
        ("x" * 500, "x" * 40),
        ("\ud800", ""),
    ],
)
def test_a_name_becomes_one_short_visible_line(typed, shown):
    assert plain_line(typed, 40) == shown


@pytest.mark.parametrize("value", [True, "3", None, [], float("inf"), float("nan"), 10**400])
def test_what_is_no_finite_number_is_none(value):
    assert finite(value) is None
    assert confidence({"confidence": value}) is None


@pytest.mark.parametrize(("value", "share"), [(50, 0.5), (100, 1.0), (72.5, 0.725), (0, 0.0), (101, None), (-5, None)])
def test_confidence_is_a_share_of_one(value, share):
    assert confidence({"confidence": value}) == share


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(content=st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_in_a_file_nothing_but_a_sentence_comes_of_it(tmp_path, content):
    (tmp_path / "honest.json").write_text(json.dumps(document()), encoding="utf-8")
    (tmp_path / "other.json").write_bytes(content)
    found = read(tmp_path)
    assert [each.file for each in found.learners] == ["honest.json"]
    assert len(found.set_aside) == 1
