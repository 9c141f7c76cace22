"""A phone's answers: by the rules of the lesson's cards, in a ledger that the room's page reads, within limits."""

import json
import os

import pytest

from ketabrain.engine import session
from ketabrain.engine.classroom.answers import question_answers
from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.classroom.poll.asked import Stage, poll_of
from ketabrain.engine.classroom.poll.forms import answer_of, prediction_in, verdict_in
from ketabrain.engine.classroom.poll.limits import (
    FIRST_WAIT_S,
    FORGOTTEN_S,
    FREE_TRIES,
    LONGEST_WAIT_S,
    Rate,
    WrongWords,
)
from ketabrain.engine.classroom.poll.phones import MOST_REVISIONS, Phones, PollError, id_of
from ketabrain.engine.classroom.questions import all_questions
from ketabrain.engine.classroom.room import open_room, room_page
from ketabrain.engine.errors import LessonError
from ketabrain.engine.predict import PredictionCard, RevealCard
from ketabrain.engine.verdict import VerdictCard
from tests.engine.driving import press

POLL = poll_of("10")
RANGE, _, CHOICE = POLL.questions
NUMBER = all_questions()["02", "swallowed-dose"]
SURE = {"value": "Right", "confidence": 70.0}


@pytest.fixture
def phones(tmp_path):
    return Phones(tmp_path)


@pytest.fixture
def phone(phones):
    return phones.find(phones.join("", "Ana"))


def ledger(phone):
    return json.loads(phone.path.read_text())


def without_time(entry):
    return {key: value for key, value in entry.items() if key != "at"}


@pytest.mark.parametrize(
    ("question", "form", "values"),
    [
        (CHOICE, {"answer": CHOICE.options[1], "sure": "70"}, {"answer": CHOICE.options[1], "sure": 70}),
        (NUMBER, {"answer": "41,5 mg", "sure": "0"}, {"answer": "41,5 mg", "sure": 0}),
        (RANGE, {"low": "0,5", "high": "30 points"}, {"answer": ["0,5", "30"]}),
    ],
)
def test_an_answer_is_the_entry_that_the_notebook_writes(book, phone, question, form, values):
    session.open_lesson(question.lesson)
    press(PredictionCard(question.item, question.text, answer_of(question)), "Lock in", **values)
    phone.predict("prediction", question, lambda: prediction_in(form, question))
    (ours,), (theirs,) = ledger(phone)["entries"], book.entries("prediction")
    assert without_time(ours) == without_time(theirs)
    assert list(ours) == list(theirs)
    assert {key: type(value) for key, value in ours.items()} == {key: type(value) for key, value in theirs.items()}


def test_a_verdict_and_its_revision_are_the_entries_that_the_notebook_writes(book, phone):
    session.open_lesson("10")
    card = VerdictCard("C15")
    press(card, "Lock in my verdict", verdict="Right", sure=70)
    press(card, "Revise my verdict")
    press(card, "Lock in my new verdict", verdict="Wrong", sure=55, reason=" I read  more. ")
    forms = ({"verdict": "Right", "sure": "70"}, {"verdict": "Wrong", "sure": "55", "reason": " I read  more. "})
    for seen, form in enumerate(forms):
        phone.judge("10", "C15", seen, lambda first, form=form: verdict_in(form, first=first))
    assert list(map(without_time, ledger(phone)["entries"])) == list(map(without_time, book.entries("verdict")))


@pytest.mark.parametrize("form", [{"low": "0,5", "high": "30"}, {"low": "30", "high": "40"}])
def test_a_truth_that_was_shown_is_the_entry_that_the_notebook_writes(book, phone, form):
    session.open_lesson("10")
    press(PredictionCard("score", RANGE.text, answer_of(RANGE)), "Lock in", answer=list(form.values()))
    RevealCard("score", RANGE.truth, RANGE.explain).seen()
    phone.predict("prediction", RANGE, lambda: prediction_in(form, RANGE))
    phone.meet_truths(POLL.questions)
    phone.meet_truths(POLL.questions)
    assert list(map(without_time, ledger(phone)["entries"])) == list(map(without_time, book.entries()))


@pytest.mark.parametrize(
    ("question", "form", "sentence"),
    [
        (CHOICE, {"sure": "70"}, "Choose an answer first"),
        (CHOICE, {"answer": CHOICE.options[0]}, "Say how sure you are first"),
        (CHOICE, {"answer": "<b>", "sure": "70"}, "none of the options"),
        (CHOICE, {"answer": CHOICE.options[0], "sure": "34"}, "Type a number from 35 to 100%"),
        (NUMBER, {"sure": "70"}, "Type a number first"),
        (NUMBER, {"answer": "301", "sure": "70"}, "Type a number from 1 to 300 mg"),
        (NUMBER, {"answer": "1,200", "sure": "70"}, "can be read in two ways"),
        (NUMBER, {"answer": "nan", "sure": "70"}, "is not a number"),
        (RANGE, {"low": "3"}, "Type both ends"),
        (RANGE, {"low": "30", "high": "3"}, "ends before it begins"),
        (RANGE, {"low": "0", "high": "92"}, "rules nothing out"),
        (RANGE, {"low": "0", "high": "93"}, "Type a number from 0 to 92 points"),
    ],
)
def test_what_is_no_answer_is_told_in_a_sentence_and_not_kept(phone, question, form, sentence):
    with pytest.raises(LessonError, match=sentence):
        phone.predict("prediction", question, lambda: prediction_in(form, question))
    assert phone.document["entries"] == []
    assert not phone.path.exists()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"sure": "70"}, "Choose a verdict first"),
        ({"verdict": "Right"}, "Say how sure you are first"),
        ({"verdict": "Perhaps", "sure": "70"}, "none of the options"),
        ({"verdict": "Right", "sure": "70", "reason": " "}, "Write one sentence first"),
        ({"verdict": "Right", "sure": "70", "reason": "x" * 301}, "at most 300 letters"),
    ],
)
def test_what_is_no_verdict_is_told_in_a_sentence(form, sentence):
    with pytest.raises(LessonError, match=sentence):
        verdict_in(form, first=False)


def test_the_first_answer_counts_and_a_second_stands_beside_it(phone, tmp_path):
    for kind in ("prediction", "second"):
        for answer in CHOICE.options[:2] if kind == "prediction" else CHOICE.options[1:]:
            form = {"answer": answer, "sure": "70"}
            phone.predict(kind, CHOICE, lambda form=form: prediction_in(form, CHOICE))
    found = question_answers(Inbox(tmp_path).read().learners, CHOICE)
    assert [each.value for each in found.first] == [CHOICE.options[0]]
    assert [each.value for each in found.last] == [CHOICE.options[1]]
    assert phone.answered(Stage.SECOND, POLL, CHOICE.item)


def test_there_is_no_second_answer_without_a_first(phone):
    with pytest.raises(PollError, match="no first answer"):
        phone.predict("second", CHOICE, lambda: {})


def test_a_verdict_sent_twice_is_kept_once_and_their_number_has_an_end(phone):
    for seen in (0, 0, *range(1, MOST_REVISIONS)):
        phone.judge("10", "C15", seen, lambda first: SURE)
    assert len(phone.given("verdict", "10", "C15")) == MOST_REVISIONS
    with pytest.raises(PollError, match="20 times"):
        phone.judge("10", "C15", MOST_REVISIONS, lambda first: SURE)


def test_an_earlier_verdict_stands_once(phone):
    phone.judge("09b", "C02a", 0, lambda first: SURE)
    phone.let_stand("10", "C02a")
    phone.let_stand("10", "C02a")
    phone.let_stand("10", "C15")
    kept = [(each["lesson"], each["value"], each["confidence"]) for each in ledger(phone)["entries"]]
    assert kept == [("09b", "Right", 70.0), ("10", "Right", 70.0)]


def test_the_room_reads_nothing_but_whole_ledgers(phones, phone, tmp_path):
    form = {"answer": CHOICE.options[0], "sure": "70"}
    phone.predict("prediction", CHOICE, lambda: prediction_in(form, CHOICE))
    read = Inbox(tmp_path).read()
    assert [each.name for each in read.learners] == ["Ana"]
    assert read.set_aside == ()


def test_what_the_disk_does_not_take_is_not_said_to_be_kept(phone, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    form = {"answer": CHOICE.options[0], "sure": "70"}
    with pytest.raises(OSError, match="No space"):
        phone.predict("prediction", CHOICE, lambda: prediction_in(form, CHOICE))
    assert phone.document["entries"] == []
    assert list(phone.path.parent.iterdir()) == []


def test_a_phone_that_comes_back_finds_its_answers_and_nobody_else_does(tmp_path):
    secret = Phones(tmp_path).join("", "")
    first = Phones(tmp_path)
    assert first.join(secret, "") == secret
    first.find(secret).predict("prediction", CHOICE, lambda: {"value": CHOICE.options[0], "confidence": 70.0})
    again = Phones(tmp_path)
    assert again.find(secret) is None  # it has to join again
    again.join(secret, "Ana")
    assert again.count(Stage.PREDICTIONS, POLL, CHOICE.item) == 1
    assert again.find(id_of(secret)) is None
    assert again.join(id_of(secret), "") != id_of(secret)
    assert len(again) == 2


@pytest.mark.parametrize("content", ["{", '{"format": 2, "entries": []}'])
def test_a_ledger_that_cannot_be_read_is_left_alone(tmp_path, content):
    secret = "x" * 32
    file = tmp_path / f"phone-{id_of(secret)}.json"
    file.write_text(content)
    fresh = Phones(tmp_path)
    assert fresh.join(secret, "") != secret
    assert file.read_text() == content


def test_names_are_one_plain_line_and_the_room_has_an_end(tmp_path):
    phones = Phones(tmp_path, most=2)
    first = phones.join("", "  A\nn\x00a\u202e " + "x" * 100)
    assert phones.find(first).name == "A n a " + "x" * 34
    phones.join("", "")
    with pytest.raises(PollError, match="as many as it takes"):
        phones.join("", "")
    assert phones.join(first, "") == first


def test_the_rooms_page_leads_to_the_poll_that_runs_beside_it(tmp_path, monkeypatch):
    monkeypatch.setenv("KETABRAIN_ROOM", str(tmp_path))
    assert "Phones:" not in room_page(open_room())
    monkeypatch.setenv("KETABRAIN_POLL", "http://127.0.0.1:9/?key=1&x")
    assert 'href="http://127.0.0.1:9/?key=1&amp;x"' in room_page(open_room())


def test_a_rate_lets_a_burst_pass_and_then_so_many_a_second():
    rate = Rate(burst=3, per_s=2)
    assert [rate.allows("a", 0) for _ in range(4)] == [True, True, True, False]
    assert rate.allows("b", 0)
    assert [rate.allows("a", 1) for _ in range(3)] == [True, True, False]


def test_wrong_words_make_an_address_wait_longer_and_longer():
    tries = WrongWords()
    for _ in range(FREE_TRIES):
        tries.note("a", 0)
    assert tries.wait_s("a", 0) == 0
    waits = []
    for _ in range(12):
        tries.note("a", 0)
        waits.append(tries.wait_s("a", 0))
    assert waits[:3] == [FIRST_WAIT_S, 2 * FIRST_WAIT_S, 4 * FIRST_WAIT_S]
    assert waits[-1] == LONGEST_WAIT_S
    assert tries.wait_s("b", 0) == 0
    assert tries.wait_s("a", LONGEST_WAIT_S) == 0
    tries.note("a", FORGOTTEN_S + 1)
    assert tries.wait_s("a", FORGOTTEN_S + 1) == 0
