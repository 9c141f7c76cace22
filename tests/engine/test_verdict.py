"""verdict, driven by hand: first the learner's, then the course's with its certainty, reasons and sources."""

import re

import pytest

from ketabrain.engine import session, tables
from ketabrain.engine.errors import LessonError
from ketabrain.engine.judgement import certainty_words
from ketabrain.engine.verdict import LONGEST_REASON, STEPS, AnyVerdictCard, VerdictCard, day_of, verdicts_on
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
    assert tables.load("claims").set_index("claim").loc["C03", "article_says"] in shown(card)
    assert fields(card)["sure"]["value"] is None
    press(card, "Lock in my verdict")
    assert "Choose a verdict first." in shown(card)
    press(card, "Lock in my verdict", verdict="Right")
    assert "Say how sure you are first." in shown(card)
    assert book.entries() == []
    card = judge("C03")
    assert "You said Oversimplified, 80% sure." in shown(card)
    assert f"The course says: {row['verdict']}" in shown(card)
    assert row["reasons"] in shown(card)
    assert f"Certainty: {row['certainty']}. {certainty_words('C03')}" in shown(card)
    entry = book.latest("verdict", "02", "C03")
    assert (entry["value"], entry["confidence"]) == ("Oversimplified", 80)


def test_a_verdict_stays(book):
    other = VerdictCard("C01")
    judge("C01", "Right")
    hear(other, "lock", verdict="Wrong", sure=100)  # pressed before the news of the first has come
    assert "You said Right" in shown(other)
    again = VerdictCard("C01")
    assert "You said Right" in shown(again)
    assert buttons(again) == ["Revise my verdict"]
    assert len(book.entries("verdict")) == 1


def test_its_sources_are_linked_and_remembered(book):
    card = judge("C03")
    keys = tables.load("verdicts").set_index("claim").loc["C03", "sources"].split(";")
    assert set(keys) <= session.current().cited
    for key in keys:
        assert tables.references()[key].short in shown(card)


def revise(card, step, sure, reason):
    press(card, "Revise my verdict")
    press(card, "Lock in my new verdict", verdict=step, sure=sure, reason=reason)


def test_the_latest_verdict_counts_and_the_first_is_kept_with_its_reason(book):
    judge("C03", "Right")
    session.open_lesson("03")
    card = VerdictCard("C03")
    revise(card, "Wrong", 90, "One laboratory  says so.")
    judge("C04", "Mostly right")
    assert my_verdicts() == {"C03": "Wrong", "C04": "Mostly right"}
    first, last = verdicts_on("C03")
    assert (first["lesson"], first["value"], "reason" in first) == ("02", "Right", False)
    assert (last["lesson"], last["value"], last["reason"]) == ("03", "Wrong", "One laboratory says so.")
    assert "Right, 80% sure." in shown(card)
    assert "Wrong, 90% sure. One laboratory says so." in shown(card)


def test_a_revision_asks_for_one_sentence_of_reason_and_for_everything_anew(book):
    card = judge("C03", "Right")
    press(card, "Revise my verdict")
    assert (fields(card)["verdict"]["value"], fields(card)["sure"]["value"]) == (None, None)
    press(card, "Lock in my new verdict", verdict="Wrong", sure=90, reason="  ")
    assert "Write one sentence first" in shown(card)
    press(card, "Lock in my new verdict", reason="x" * (LONGEST_REASON + 1))
    assert f"at most {LONGEST_REASON} letters" in shown(card)
    assert len(verdicts_on("C03")) == 1
    press(card, "Leave it as it was")
    assert "You said Right, 80% sure." in shown(card)
    assert buttons(card) == ["Revise my verdict"]


def test_a_reason_is_shown_as_text(book):
    card = judge("C03", "Right")
    revise(card, "Wrong", 90, "<script>alert(1)</script>")
    assert "<script>" not in raw(card) + card.saved_page()
    assert "<script>alert(1)</script>" in shown(card)


def test_the_verdict_of_another_lesson_stands_with_its_date_until_it_is_revised(book):
    judge("C03", "Mostly right", 70)
    session.open_lesson("13")
    card = VerdictCard("C03")
    assert re.search(r"Lesson 02, \d+ \w+ \d{4}: Mostly right, 70% sure\.", shown(card))
    assert raw(card).count("● you") == 1
    assert "The course says" not in shown(card)
    press(card, "It still stands")
    assert "You said Mostly right, 70% sure." in shown(card)
    assert "It still stood." in shown(card)
    assert "The course says" in shown(card)
    assert [entry["lesson"] for entry in book.entries("verdict")] == ["02", "13"]


def test_a_verdict_without_a_date_or_sureness_is_shown_all_the_same(book):
    assert day_of({"at": "yesterday"}) == "date unknown"
    session.record("verdict", "C03", value="Right")
    session.open_lesson("13")
    card = VerdictCard("C03")
    assert re.search(r"Lesson 02, .* \d{4}: Right\.", shown(card))
    press(card, "It still stands")
    assert "You said Right." in shown(card)


def test_any_claim_can_be_taken_up_on_one_card(book):
    judge("C03", "Right")
    card = AnyVerdictCard()
    (first, *_), third = fields(card)["claim"]["options"], fields(card)["claim"]["options"][4]
    assert first.startswith("C01 ")
    assert buttons(card) == ["Lock in my verdict"]
    hear(card, claim=third)
    assert "You said Right, 80% sure." in shown(card)
    revise(card, "Wrong", 60, "The trial was small.")
    assert my_verdicts() == {"C03": "Wrong"}
    hear(card, claim=first)
    assert "You said" not in shown(card)


def test_an_earlier_verdict_that_is_no_step_does_not_stand(book):
    session.record("verdict", "C03", value="<b>Fine</b>", confidence=60)
    session.open_lesson("13")
    card = VerdictCard("C03")
    assert buttons(card) == ["Lock in my verdict"]
    assert "Fine" not in shown(card)


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
