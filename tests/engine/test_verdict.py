"""verdict, driven by hand: first the learner's, then the course's with its certainty, reasons and sources."""

import pytest

from ketabrain.engine import session, tables
from ketabrain.engine.errors import LessonError
from ketabrain.engine.verdict import STEPS, VerdictCard
from ketabrain.lesson import my_verdicts, verdict
from tests.engine.driving import buttons, fields, hear, press, raw, shown, words_of


def judge(claim, step="Oversimplified", sure=80):
    card = VerdictCard(claim)
    press(card, "Lock in my verdict", verdict=step, sure=sure)
    return card


def test_the_steps_are_those_of_the_table():
    assert set(tables.load("verdicts")["verdict"]) <= set(STEPS)


def test_the_course_waits_for_the_learner(book):
    row = tables.load("verdicts").set_index("claim").loc["C03"]
    card = VerdictCard("C03")
    assert "The course says" not in shown(card)
    press(card, "Lock in my verdict")
    assert "Choose a verdict first." in shown(card)
    assert book.entries() == []
    card = judge("C03")
    assert "You said Oversimplified, 80% sure." in shown(card)
    assert f"The course says: {row['verdict']}" in shown(card)
    assert row["reasons"] in shown(card)
    assert f"Certainty: {row['certainty']}." in shown(card)
    entry = book.latest("verdict", "02", "C03")
    assert (entry["value"], entry["confidence"]) == ("Oversimplified", 80)


def test_a_verdict_stays(book):
    other = VerdictCard("C01")
    judge("C01", "Right")
    hear(other, "lock", verdict="Wrong", sure=100)  # pressed before the news of the first has come
    assert "You said Right" in shown(other)
    again = VerdictCard("C01")
    assert "You said Right" in shown(again)
    assert buttons(again) == []
    assert len(book.entries("verdict")) == 1


def test_its_sources_are_linked_and_remembered(book):
    card = judge("C03")
    keys = tables.load("verdicts").set_index("claim").loc["C03", "sources"].split(";")
    assert set(keys) <= session.current().cited
    for key in keys:
        assert tables.references()[key].short in shown(card)


def test_the_latest_verdict_counts(book):
    judge("C03", "Right")
    session.open_lesson("03")
    judge("C03", "Wrong")
    judge("C04", "Mostly right")
    assert my_verdicts() == {"C03": "Wrong", "C04": "Mostly right"}


def test_the_verdict_of_another_lesson_is_there_to_be_thought_over_and_not_locked_in(book):
    judge("C03", "Mostly right", 70)
    session.open_lesson("13")
    card = VerdictCard("C03")
    assert "In lesson 02 you said Mostly right, 70% sure. Still so?" in shown(card)
    assert (fields(card)["verdict"]["value"], fields(card)["sure"]["value"]) == ("Mostly right", 70)
    assert "The course says" not in shown(card)
    press(card, "Lock in my verdict", sure=90)
    assert "You said Mostly right, 90% sure." in shown(card)
    assert [entry["lesson"] for entry in book.entries("verdict")] == ["02", "13"]


def test_an_earlier_verdict_that_is_no_step_presets_nothing(book):
    session.record("verdict", "C03", value="<b>Fine</b>", confidence=60)
    session.open_lesson("13")
    card = VerdictCard("C03")
    assert fields(card)["verdict"]["value"] is None
    assert "<b>Fine" not in raw(card)


def test_a_verdict_of_this_lesson_that_is_no_step_does_not_count(book):
    session.record("verdict", "C03", value="Fine", confidence=60)
    card = judge("C03", "Right")
    assert "You said Right, 80% sure." in shown(card)


@pytest.mark.parametrize("apart", range(5))
def test_both_verdicts_stand_on_one_scale_with_their_distance_in_words(book, apart):
    rows = tables.load("verdicts").set_index("claim")["verdict"]
    claim, step = next(
        (claim, step) for claim, course in rows.items() for step in STEPS
        if abs(STEPS.index(step) - STEPS.index(course)) == apart
    )  # fmt: skip
    card = judge(claim, step)
    assert raw(card).count('class="kb-marked"') == (2 if apart else 1)
    assert ("● you, ◆ the course" if apart == 0 else "◆ the course") in shown(card)
    said = ("says the same", "one step away", "two steps away", "three steps away", "says the opposite")[apart]
    assert said in shown(card)


def test_a_saved_page_shows_what_was_chosen_or_both_verdicts(book):
    words = words_of(VerdictCard("C03").saved_page())
    assert "○ Oversimplified" in words
    assert "The course says" not in words
    assert "The course says" in words_of(judge("C03").saved_page())


def test_an_unknown_claim_is_one_sentence(book):
    with pytest.raises(LessonError, match="no claim 'C99'"):
        verdict("C99")
