"""verdict, driven by hand: first the learner's, then the course's with its certainty, reasons and sources."""

import pytest

from ketabrain.engine import session, tables
from ketabrain.engine.errors import LessonError
from ketabrain.engine.verdict import STEPS, verdict_card
from ketabrain.lesson import my_verdicts, verdict
from tests.engine.driving import buttons, control, press, radio, shown


def judge(claim, step="Oversimplified", sure=80):
    card = verdict_card(claim)
    radio(card).value = next(option for option in radio(card).options if option.startswith(step))
    control(card, "How sure").value = sure
    press(card, "Lock in my verdict")
    return card


def test_the_steps_are_those_of_the_table():
    assert set(tables.load("verdicts")["verdict"]) <= set(STEPS)


def test_the_course_waits_for_the_learner(book):
    row = tables.load("verdicts").set_index("claim").loc["C03"]
    card = verdict_card("C03")
    assert "The course says" not in shown(card)
    press(card, "Lock in my verdict")
    assert "Choose a verdict first." in shown(card)
    assert book.entries() == []
    card = judge("C03")
    assert "✓ Your verdict. Oversimplified, 80% sure." in shown(card)
    assert f"The course says: {row['verdict']}" in shown(card)
    assert row["reasons"] in shown(card)
    assert f"Certainty: {row['certainty']}." in shown(card)
    entry = book.latest("verdict", "02", "C03")
    assert (entry["value"], entry["confidence"]) == ("Oversimplified", 80)


def test_a_verdict_stays(book):
    other = verdict_card("C01")
    judge("C01", "Right")
    radio(other).value = radio(other).options[-1]
    press(other, "Lock in my verdict")
    assert "Your verdict. Right" in shown(other)
    again = verdict_card("C01")
    assert "Your verdict. Right" in shown(again)
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


def test_an_unknown_claim_is_one_sentence(book):
    with pytest.raises(LessonError, match="no claim 'C99'"):
        verdict("C99")
