"""predict and reveal, driven by hand: locked stays locked, the truth waits, and the ledger knows all."""

import os

import pytest

from ketabrain.engine import session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.predict import Truth, is_right, prediction_card, reveal_card
from ketabrain.lesson import choice, interval, my_prediction, number, options, predict, reveal
from tests.engine.driving import buttons, control, every, press, radio, raw, shown

BAD = '<img src=x onerror="alert(1)">'
ROUTES = options("a vein", "the nose", "the mouth")


def lock_number(item="half-life", value="3", sure=70, truth_unit="h"):
    card = prediction_card(item, "How long?", number(0, 24, unit=truth_unit))
    control(card, "Your answer").value = value
    control(card, "How sure").value = sure
    press(card, "Lock in")
    return card


def test_a_choice_is_locked_and_kept(book):
    card = prediction_card("route", "Which way is fastest?", ROUTES)
    radio(card).value = "the nose"
    control(card, "How sure").value = 65
    press(card, "Lock in")
    assert "✓ Locked in. the nose, 65% sure." in shown(card)
    entry = book.latest("prediction", "02", "route")
    assert entry["value"] == "the nose"
    assert entry["confidence"] == 65
    assert entry["question"] == "Which way is fastest?"


def test_nothing_is_chosen_for_the_learner(book):
    card = prediction_card("route", "Which?", ROUTES)
    assert radio(card).value is None
    press(card, "Lock in")
    assert "Choose an answer first." in shown(card)
    assert book.entries() == []


def test_a_locked_prediction_cannot_be_changed(book):
    first = prediction_card("route", "Which?", ROUTES)
    second = prediction_card("route", "Which?", ROUTES)  # the same cell in another copy of the notebook
    radio(first).value = "the nose"
    press(first, "Lock in")
    radio(second).value = "a vein"
    press(second, "Lock in")
    assert "the nose" in shown(second)
    assert [entry["value"] for entry in book.entries("prediction")] == ["the nose"]
    again = prediction_card("route", "Which?", ROUTES)
    assert "✓ Locked in. the nose" in shown(again)
    assert buttons(first) == buttons(second) == buttons(again) == ["Answer again"]
    assert [each for each in every(again) if hasattr(each, "options")] == []


def test_the_leads_choice_is_an_answer_too(book):
    card = prediction_card("route", "Which?", choice("iv", "nasal", label="Route"))
    assert radio(card).options == ("iv", "nasal")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a number first."),
        ("two", "is not a number"),
        ("25", "from 0 to 24 h"),
        ("-1", "from 0 to 24 h"),
        (BAD, "is not"),
    ],
)
def test_a_bad_number_gets_one_sentence_and_can_be_mended(book, typed, sentence):
    card = lock_number(value=typed)
    assert sentence in shown(card)
    assert "<img" not in raw(card)
    assert book.entries() == []
    control(card, "Your answer").value = "3"
    press(card, "Lock in")
    assert "✓ Locked in. 3 h, 70% sure." in shown(card)
    assert sentence not in shown(card)


def test_enter_in_the_box_does_not_lock_by_accident(book):
    card = prediction_card("half-life", "How long?", number(0, 24))
    box = control(card, "Your answer")
    box.value = "3"
    box._handle_custom_msg({"event": "submit"}, [])
    assert book.entries() == []


def test_a_range_is_drawn_or_typed(book):
    card = prediction_card("share", "What share?", interval(0, 100, unit="%"))
    low, high = control(card, "From (%)"), control(card, "To (%)")
    (drawn,) = [each for each in every(card) if type(each).__name__ == "FloatRangeSlider"]
    press(card, "Lock in")
    assert "This range rules nothing out" in shown(card)
    drawn.value = (20, 60)
    assert (low.value, high.value) == (20, 60)
    high.value = 40
    assert drawn.value == (20, 40)
    low.value = 50
    press(card, "Lock in")
    assert "The range ends before it begins" in shown(card)
    low.value = 10
    assert drawn.value == (10, 40)
    press(card, "Lock in")
    assert "10 to 40%" in shown(card)
    assert book.latest("prediction", "02", "share")["value"] == [10, 40]


def test_every_control_has_a_name(book):
    for answer in (ROUTES, number(0, 1, "h"), interval(0, 1, "h")):
        card = prediction_card("x", "?", answer)
        for each in every(card):
            kind = type(each).__name__
            if kind in ("Text", "BoundedFloatText", "Button"):
                assert each.description, kind


def test_the_answer_waits_for_the_prediction(book):
    prediction_card("half-life", "How long?", number(0, 24, unit="h"))
    card = reveal_card("half-life", 2.5, "From the table.")
    assert "2.5" not in shown(card)
    assert "From the table." not in shown(card)
    lock_number(value="3", sure=90)
    press(card, "Show the answer")
    assert "✓ Right. You said 3 h, 90% sure. The answer: 2.5 h. You knew, and you knew that you knew." in shown(card)
    assert "From the table." in shown(card)
    entry = book.latest("reveal", "02", "half-life")
    assert entry["correct"] is True
    assert entry["confidence"] == 90


def test_after_locking_the_cell_shows_the_answer_at_once_and_records_it_once(book):
    lock_number(value="20", sure=95)
    for _ in range(3):
        card = reveal_card("half-life", 2.5, "…")
        assert "✗ Not right. You said 20 h, 95% sure." in shown(card)
        assert "what made you so sure?" in shown(card)
    assert len(book.entries("reveal")) == 1


def test_looking_first_is_remembered_and_a_later_prediction_does_not_count(book):
    prediction_card("half-life", "How long?", number(0, 24, unit="h"))
    card = reveal_card("half-life", 2.5, "…")
    press(card, "Show the answer")
    assert "You looked before you locked in a prediction." in shown(card)
    assert book.latest("reveal", "02", "half-life")["correct"] is None
    lock_number(value="2.5", sure=100)
    card = reveal_card("half-life", 2.5, "…")
    assert "it does not count" in shown(card)
    assert book.latest("prediction", "02", "half-life")["after_reveal"] is True
    assert all(entry["correct"] is None for entry in book.entries("reveal"))


@pytest.mark.parametrize(
    ("value", "truth", "factor", "right"),
    [
        ("a", "a", 1.5, True),
        ("a", "b", 1.5, False),
        ([1, 3], 3, 1.5, True),
        ([1, 3], 3.01, 1.5, False),
        (2.0, 3.0, 1.5, True),
        (1.9, 3.0, 1.5, False),
        (4.5, 3.0, 1.5, True),
        (-3.0, 3.0, 1.5, False),
        (-3.0, -2.5, 1.5, True),
        (0.0, 0.0, 1.5, True),
        (0.1, 0.0, 1.5, False),
        (2.0, 3.0, 1.2, False),
    ],
)
def test_what_is_right(value, truth, factor, right):
    assert is_right(value, truth, factor) is right


@pytest.mark.parametrize(
    ("sure", "value", "words"),
    [
        (90, "2.5", "You knew, and you knew"),
        (60, "2.5", "You knew more than your confidence said"),
        (90, "9", "what made you so sure"),
        (70, "9", "Your doubt was in place"),
        (50, "9", "right to leave room for doubt"),
    ],
)
def test_one_sentence_on_confidence(book, sure, value, words):
    lock_number(value=value, sure=sure)
    assert words in shown(reveal_card("half-life", 2.5, ""))


def test_html_in_any_words_is_shown_and_never_run(book):
    card = prediction_card("x", BAD, options(BAD, "b"))
    radio(card).value = BAD
    press(card, "Lock in")
    told = reveal_card("x", BAD, BAD)
    for each in (card, told):
        assert "<img" not in raw(each)
        assert BAD in shown(each)


def test_authors_are_told_what_is_wrong(book):
    for make in (lambda: number(3, 1), lambda: interval(3, 1), lambda: interval(0, 1, step=2), lambda: options()):
        with pytest.raises(LessonError):
            make()
    with pytest.raises(LessonError, match="run the cell with predict"):
        reveal("never-asked", 1, "")
    prediction_card("route", "Which?", ROUTES)
    with pytest.raises(LessonError, match="none of the options"):
        reveal("route", "the ear", "")
    prediction_card("half-life", "How long?", number(0, 24))
    with pytest.raises(LessonError, match="needs a number"):
        reveal("half-life", "long", "")


def test_without_a_lesson_the_learner_is_sent_to_the_top(book):
    session.open_lesson("")
    with pytest.raises(LessonError, match="run the cell with start"):
        predict("x", "?", ROUTES)


def test_an_answer_that_cannot_be_saved_is_said_so_and_saved_later(book, monkeypatch):
    def fail(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail)
        card = lock_number()
        assert "✓ Locked in. 3 h" in shown(card)
        assert "Please note. Your ledger my-ledger.json could not be written (No space left on device)" in shown(card)
    assert not book.path.exists()
    lock_number(item="other")
    assert [entry["item"] for entry in book.entries("prediction")] == ["half-life", "other"]
    assert book.unsaved == ()


def test_a_damaged_ledger_is_told_on_the_next_card_and_the_lesson_goes_on(book):
    book.path.write_text("damaged")
    card = prediction_card("route", "Which?", ROUTES)
    assert "was damaged and could not be read" in shown(card)
    radio(card).value = "a vein"
    press(card, "Lock in")
    assert "damaged" not in shown(card)
    assert "✓ Locked in" in shown(card)


def test_a_newer_ledger_is_left_alone_and_the_lesson_goes_on(book):
    book.path.write_text('{"format": 9}')
    card = lock_number()
    assert "newer version of the course" in shown(card)
    assert "✓ Locked in" in shown(card)
    assert "✓ Right" in shown(reveal_card("half-life", 2.5, ""))
    assert book.path.read_text() == '{"format": 9}'


def test_a_saved_page_shows_the_question_without_widgets(book):
    bundle = prediction_card("route", "Which way is fastest?", ROUTES)._repr_mimebundle_()
    assert "Which way is fastest?" in bundle["text/html"]
    assert "the nose" in bundle["text/html"]
    assert len(bundle["text/plain"]) < 80


def test_another_lesson_can_look_back_at_a_prediction(book):
    assert my_prediction("02", "half-life") == ""
    lock_number()
    session.open_lesson("13")
    assert my_prediction("02", "half-life") == "In lesson 02 you said 3 h, 70% sure."


def test_a_second_answer_stands_beside_the_first_which_counts(book):
    card = lock_number(value="3", sure=90)
    press(card, "Answer again")
    assert "✓ Locked in. 3 h, 90% sure." in shown(card)
    control(card, "Your answer").value = "6"
    control(card, "How sure").value = 60
    press(card, "Lock in my second answer")
    assert "✓ Locked in. 3 h, 90% sure." in shown(card)
    assert "✓ Second answer. 6 h, 60% sure." in shown(card)
    assert buttons(card) == []
    assert book.latest("prediction", "02", "half-life")["value"] == 3
    assert book.latest("second", "02", "half-life")["value"] == 6
    found = reveal_card("half-life", 6, "Six.")
    assert "You said 3 h, 90% sure" in shown(found)
    assert "Your second answer, 6 h, meets it." in shown(found)
    assert book.latest("reveal", "02", "half-life")["correct"] is False


def test_a_second_answer_can_be_as_bad_as_a_first_one(book):
    card = lock_number()
    press(card, "Answer again")
    control(card, "Your answer").value = "999"
    press(card, "Lock in my second answer")
    assert "from 0 to 24 h" in shown(card)
    assert book.entries("second") == []


def test_once_the_truth_is_shown_there_is_no_second_answer(book):
    lock_number()
    reveal_card("half-life", 3, "Three.")
    again = prediction_card("half-life", "How long?", number(0, 24, unit="h"))
    assert buttons(again) == []


def test_what_was_asked_and_revealed_is_known_to_the_answer_sheets(book):
    lock_number()
    reveal_card("half-life", 3, "Three.", factor=2)
    assert session.current().asked["02", "half-life"].text == "How long?"
    assert session.current().revealed["02", "half-life"] == Truth(3.0, "Three.", 2)
