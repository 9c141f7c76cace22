"""Load a ledger: what it would change is said first, neither side loses an answer, and one press takes it back."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Ledger
from ketabrain.engine.ledger_format import content_of, without
from ketabrain.engine.ledger_load import read_ledger
from ketabrain.engine.ledger_merge import merged, question_of
from ketabrain.engine.progress import ToolsCard
from tests.engine.driving import buttons, fields, press, raw, shown

LESSONS = ("01", "02")
AT = "2026-11-23T09:00:00+00:00"


def entry(kind="verdict", item="C03", at=AT, **more):
    needed = {"verdict": {"value": "Right", "confidence": 60}, "prediction": {"value": 3.5, "confidence": 60}}
    return {"kind": kind, "lesson": "02", "item": item, **needed.get(kind, {}), **more, "at": at}


def document(*entries, **more):
    return {"format": 1, "learner": "0123456789abcdef", "course": "0.1.0", "entries": list(entries), **more}


def entries_of(values):
    return [entry(item=item, value=value) for item, value in values]


FEW = st.lists(st.tuples(st.sampled_from(["C01", "C02"]), st.sampled_from(["Right", "Wrong"])), max_size=6)


@given(FEW, FEW, FEW)
def test_a_merge_is_the_union_in_the_order_of_both_and_is_done_once(common, mine, theirs):
    here = document(*entries_of(common + mine))
    other = document(*entries_of(common + theirs))
    result = merged(here, other)
    assert without(here["entries"], result.entries) == without(other["entries"], result.entries) == []
    assert len(result.entries) == len(here["entries"]) + len(result.added)
    rest = iter(result.entries)
    assert all(any(each == mine for each in rest) for mine in here["entries"])
    again = merged(document(*result.entries), other)
    assert (again.added, again.differing, again.same) == ([], 0, len(other["entries"]))


@given(FEW, FEW, FEW)
def test_an_undo_brings_back_the_order_too(common, mine, theirs):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my-ledger.json"
        path.write_text(json.dumps(document(*entries_of(common + mine)), indent=1) + "\n")
        before = path.read_bytes()
        book = Ledger(path)
        book.load(document(*entries_of(common + theirs)))
        if book.can_undo:
            book.undo()
        assert path.read_bytes() == before


def test_the_answer_given_here_counts_where_both_have_one():
    mine, yours = entry("prediction", value=1), entry("prediction", value=2, at="2025-01-01T00:00:00+00:00")
    common = entry("hint", value=1)
    for here, other in (([mine], [yours]), ([mine, common], [common, yours]), ([common, mine], [common, yours])):
        result = merged(document(*here), document(*other))
        found = [each["value"] for each in result.entries if question_of(each) == question_of(mine)]
        assert found == [2, 1]
        assert result.differing == 1


def test_a_ledger_that_was_carried_on_elsewhere_is_carried_on_here():
    first, later = entry(value="Wrong"), entry(value="Right", at="2027-01-01T00:00:00+00:00")
    result = merged(document(first), document(first, later))
    assert result.entries == [first, later]
    assert (result.differing, result.same) == (0, 1)


def test_what_was_put_aside_comes_too_and_a_word_on_sharing_does_not_speak_for_this_ledger():
    share = {"kind": "sharing", "lesson": "", "item": "room", "value": True, "at": AT}
    result = merged(document(), document(share, entry(), archived=[entry(value="Wrong")]))
    assert result.entries == [entry()]
    assert result.archived == [entry(value="Wrong"), share]


BAD = {
    "nothing": "",
    "no JSON": "my answers",
    "a list": "[]",
    "no entries": '{"format": 1}',
    "no ledger": '{"cells": [], "nbformat": 4}',
    "cut": json.dumps(document(entry()))[:-9],
    "deep": '{"format": 1, "entries": ' + "[" * 100_000,
    "nested": json.dumps(document(entry(value=[[[[[[[[[1]]]]]]]]]))),
    "NaN": json.dumps(document(entry("attempt", value=float("nan")))),
    "infinite": json.dumps(document(entry("attempt", value=1))).replace('"value": 1', '"value": 1e999'),
    "huge": json.dumps(document(entry("attempt", value=10**400))),
    "too many digits": json.dumps(document(entry())).replace("60", "6" * 5000),
    "half a character": json.dumps(document(entry(value="\ud800"))),
    "a format of words": json.dumps(document(format="1")),
    "an entry of words": json.dumps(document("x")),
    "a kind of numbers": json.dumps(document(entry(kind=3))),
    "long words": json.dumps(document(entry(item="x" * 101))),
    "surely not": json.dumps(document(entry(confidence=300))),
    "sure in words": json.dumps(document(entry(confidence="very"))),
    "a verdict of numbers": json.dumps(document(entry(value=1))),
    "a range of three": json.dumps(document(entry("prediction", value=[1, 2, 3]))),
    "right in words": json.dumps(document(entry("attempt", correct="yes"))),
    "no time": json.dumps(document(entry(at="yesterday"))),
    "no value": json.dumps(document({"kind": "verdict", "lesson": "02", "item": "C03", "at": AT})),
    "what was put aside is words": json.dumps(document(archived="x")),
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_file_gets_one_sentence(text):
    with pytest.raises(LessonError, match=r"^This file is no ledger of this course, or it is damaged, .*\.$"):
        read_ledger(text, LESSONS)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ({"format": 2, "entries": "packed"}, "newer version"),
        (document(about="other_course"), "another course"),
        (document(entry() | {"lesson": "77"}), "another course"),
        (document(*[entry()] * 5_001), "more than 5,000 entries"),
    ],
)
def test_a_ledger_that_is_not_for_here_gets_another(found, sentence):
    with pytest.raises(LessonError, match=sentence):
        read_ledger(json.dumps(found), LESSONS)


def test_what_this_course_writes_can_be_loaded(book):
    session.record("prediction", "a", value=[1, 2.5], confidence=60, unit="h", question="How long?")
    session.record("second", "a", value="x", confidence=60, unit="", question="")
    session.record("reveal", "a", value=2, correct=None)
    session.record("attempt", "02.base", value=[["a"], 1], correct=False, slip=None)
    session.record("hint", "02.base", value=1)
    session.record("solution", "02.base")
    session.record("sorting", "map", value={"a": "b"}, right=None, of=3)
    session.record("version", "fair", value="Ketamine <b>may</b> help. " * 100)
    session.record("verdict", "C03", value="Right", confidence=60)
    session.record_exploration("dose", 4, {"dose": [0, 2], "route": ["iv"]})
    text = book.text(name="Ada")
    assert read_ledger("\ufeff" + text, LESSONS)["entries"] == book.entries()


def test_loading_is_shown_first_then_done_and_undone_by_one_press(book):
    session.record("verdict", "C01", value="Right", confidence=60)
    session.record("verdict", "C03", value="Wrong", confidence=60)
    common = book.entries()[0]
    other = json.dumps(document(common, entry(), entry(item="C02"), entry(item="C05", value="<b>Wrong</b>")))
    before, state = book.path.read_bytes(), book.entries()
    card = ToolsCard()
    press(card, "Load a ledger", file=other)
    assert book.path.read_bytes() == before
    assert "2 answers would be added, 1 is here already, 1 differs: both are kept" in shown(card)
    assert "Load a ledger" not in buttons(card)
    press(card, "Leave it")
    assert book.path.read_bytes() == before
    assert "Undo" not in buttons(card)
    press(card, "Load a ledger", file=other)
    press(card, "Load it")
    assert "3 answers were added" in shown(card)
    assert len(book.entries()) == 5
    assert book.latest("verdict", "02", "C03")["value"] == "Wrong"
    assert {content_of(each) for each in state} <= {content_of(each) for each in book.entries()}
    assert json.loads(book.history.states()[0].read_bytes())["entries"] == state
    press(card, "Undo")
    assert book.path.read_bytes() == before
    assert "3 answers were taken back" in shown(card)
    assert "Undo" not in buttons(card)


def test_undo_keeps_what_was_answered_since(book):
    session.record("verdict", "C01", value="Right", confidence=60)
    card = ToolsCard()
    press(card, "Load a ledger", file=json.dumps(document(entry())))
    press(card, "Load it")
    session.record("verdict", "C02", value="Right", confidence=60)
    press(card, "Undo")
    assert [each["item"] for each in book.entries()] == ["C01", "C02"]


def test_a_file_that_is_nothing_changes_nothing(book):
    session.record("verdict", "C01", value="Right", confidence=60)
    before = book.path.read_bytes()
    card = ToolsCard()
    press(card, "Load a ledger")
    assert "Choose a file my-ledger.json first" in shown(card)
    press(card, "Load a ledger", file="<script>alert(1)</script>")
    assert "no ledger of this course" in shown(card)
    assert fields(card)["file"]["value"] == ""
    assert book.path.read_bytes() == before


def test_a_ledger_that_is_here_already_adds_nothing(book):
    session.record("verdict", "C01", value="Right", confidence=60)
    card = ToolsCard()
    press(card, "Load a ledger", file=book.text())
    assert "Nothing would be added: 1 answer of this ledger is here already." in shown(card)
    press(card, "Load it")
    assert "Undo" not in buttons(card)
    assert len(book.entries()) == 1


def test_a_lesson_that_was_started_again_can_be_brought_back(book):
    session.record("verdict", "C01", value="Right", confidence=60)
    card = ToolsCard()
    assert "Bring back earlier answers" not in buttons(card)
    press(card, "Start this lesson again", lesson="02 Getting into the brain")
    press(card, "Bring back earlier answers")
    assert "1 answer would be added" in shown(card)
    press(card, "Load it")
    assert [each["item"] for each in book.entries()] == ["C01"]
    assert "Bring back earlier answers" not in buttons(card)


def test_a_load_that_cannot_be_written_changes_nothing(book, monkeypatch):
    session.record("verdict", "C01", value="Right", confidence=60)
    card = ToolsCard()
    press(card, "Load a ledger", file=json.dumps(document(entry())))
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", lambda _file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        press(card, "Load it")
    assert "No space left on device" in shown(card)
    assert len(Ledger(book.path).entries()) == 1
    press(card, "Load it")
    assert len(Ledger(book.path).entries()) == 2
    assert "<script" not in raw(card)


def test_a_ledger_of_a_newer_format_here_takes_nothing_in(book):
    book.path.write_text('{"format": 2, "entries": []}')
    assert "newer version" in shown(ToolsCard())
