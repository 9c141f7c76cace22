"""predict and reveal, driven by hand: locked stays locked, the truth waits, and the ledger knows all."""

import os

import pytest

from ketabrain.engine import session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.predict import PredictionCard, RevealCard, Truth, is_right
from ketabrain.lesson import interval, my_prediction, number, options, predict, reveal
from tests.engine.driving import buttons, every, fields, hear, press, raw, see, shown, words_of

BAD = '<img src=x onerror="alert(1)">'
ROUTES = options("a vein", "the nose", "the mouth", in_order=True)


def lock_number(item="half-life", value="3", sure=70, truth_unit="h"):
    card = PredictionCard(item, "How long?", number(0, 24, unit=truth_unit))
    press(card, "Lock in", answer=value, sure=sure)
    return card


def test_a_choice_is_locked_and_kept(book):
    card = PredictionCard("route", "Which way is fastest?", ROUTES)
    press(card, "Lock in", answer="the nose", sure=65)
    assert "✓ Locked in. the nose, 65% sure." in shown(card)
    entry = book.latest("prediction", "02", "route")
    assert entry["value"] == "the nose"
    assert entry["confidence"] == 65
    assert entry["question"] == "Which way is fastest?"


def test_nothing_is_chosen_for_the_learner(book):
    card = PredictionCard("route", "Which?", ROUTES)
    assert fields(card)["answer"]["value"] is None
    press(card, "Lock in")
    assert "Choose an answer first." in shown(card)
    assert book.entries() == []


def test_a_locked_prediction_cannot_be_changed(book):
    first = PredictionCard("route", "Which?", ROUTES)
    second = PredictionCard("route", "Which?", ROUTES)  # the same cell in another copy of the notebook
    press(first, "Lock in", answer="the nose", sure=65)
    hear(second, "lock", answer="a vein", sure=100)  # pressed before the news of the first has come
    assert "the nose" in shown(second)
    assert [entry["value"] for entry in book.entries("prediction")] == ["the nose"]
    again = PredictionCard("route", "Which?", ROUTES)
    assert "✓ Locked in. the nose" in shown(again)
    assert buttons(first) == buttons(second) == buttons(again) == ["Answer again"]
    assert fields(again) == {}


def test_nobody_is_sure_by_default(book):
    card = PredictionCard("route", "Which?", ROUTES)
    sure = fields(card)["sure"]
    assert (sure["value"], sure["low"], sure["high"]) == (None, 35, 100)
    press(card, "Lock in", answer="the nose")
    assert "Say how sure you are first." in shown(card)
    assert book.entries() == []
    press(card, "Lock in", answer="the nose", sure=35)
    assert "✓ Locked in. the nose, 35% sure." in shown(card)
    assert fields(PredictionCard("half-life", "How long?", number(0, 24)))["sure"]["low"] == 0


def test_a_range_is_one_to_be_80_percent_sure_of_and_pays_for_its_width(book):
    card = PredictionCard("share", "What share?", interval(0, 200, unit="%"))
    assert list(fields(card)) == ["answer"]
    press(card, "Lock in", answer=[10, 50])
    assert "✓ Locked in. 10 to 50%, 80% sure." in shown(card)
    for truth, cost, words in (
        (30, 20, "Your range cost 20 points of 100, all for its width"),
        (60, 70, "Your range cost 70 points of 100: 20 for its width, and 50 because it missed."),
    ):
        told = RevealCard("share", truth, "")
        see(told)
        assert words in shown(told)
        assert book.latest("reveal", "02", "share")["cost"] == cost
        assert book.latest("reveal", "02", "share")["confidence"] == 80


def test_a_truth_that_is_a_range_is_met_anywhere_inside(book):
    for value, right in ((2.9, False), (3, True), (5, True), (10, True), (10.1, False)):
        lock_number(item=f"days-{value}", value=str(value))
        told = RevealCard(f"days-{value}", (3, 10), "")
        see(told)
        assert "The answer: 3 to 10 h." in shown(told)
        assert book.latest("reveal", "02", f"days-{value}")["correct"] is right


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
    press(card, "Lock in", answer="3", sure=70)
    assert "✓ Locked in. 3 h, 70% sure." in shown(card)
    assert sentence not in shown(card)


def test_enter_in_the_box_does_not_lock_by_accident(book):
    assert fields(PredictionCard("half-life", "How long?", number(0, 24)))["answer"]["enter"] == ""


@pytest.mark.parametrize(
    ("ends", "sentence"),
    [
        ([0, 100], "This range rules nothing out; move its ends to what you trust."),
        ([50, 40], "The range ends before it begins; make “To” at least as large as “From”."),
        ([-1, 40], "Type a number from 0 to 100%."),
        ([10, "x"], "is not a number"),
        ([10], "A range has two ends."),
        ("ab", "A range has two ends."),
    ],
)
def test_a_range_that_is_none_is_refused_and_can_be_mended(book, ends, sentence):
    card = PredictionCard("share", "What share?", interval(0, 100, unit="%"))
    press(card, "Lock in", answer=ends)
    assert sentence in card.said
    assert book.entries() == []
    press(card, "Lock in", answer=[10, 40])
    assert "10 to 40%" in shown(card)
    assert card.said == ""
    assert book.latest("prediction", "02", "share")["value"] == [10, 40]


def test_a_question_says_beforehand_when_an_answer_counts_as_right(book):
    assert "Right within a factor of 2 of the answer; if the answer is a range" in shown(
        PredictionCard("a", "?", number(0, 9, factor=2))
    )
    assert "Give a range that you are 80% sure of" in shown(PredictionCard("b", "?", interval(0, 9)))
    assert "Right within" not in shown(PredictionCard("c", "?", ROUTES))


@pytest.mark.parametrize("answer", [ROUTES, number(0, 1, "h"), interval(0, 1, "h")])
def test_the_question_names_what_it_is_answered_with(book, answer):
    card = PredictionCard("x", "How much?", answer)
    named = [part for part in every(card) if "How much?" in (part.get("legend"), part.get("label"))]
    assert len(named) == 1
    assert "answer" in fields(card)
    assert ("sure" in fields(card)) == (answer != interval(0, 1, "h"))


def test_the_answer_waits_for_the_prediction(book):
    PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
    card = RevealCard("half-life", 2.5, "From the table.")
    assert "2.5" not in shown(card)
    assert "From the table." not in shown(card)
    lock_number(value="3", sure=90)
    assert buttons(card) == []
    assert "✓ Right. You said 3 h, 90% sure. The answer: 2.5 h. You knew, and you knew that you knew." in shown(card)
    assert "From the table." in shown(card)
    assert book.entries("reveal") == []  # the card may stand far below
    see(card)
    entry = book.latest("reveal", "02", "half-life")
    assert entry["correct"] is True
    assert entry["confidence"] == 90


def test_after_locking_the_cell_shows_the_answer_at_once_and_records_it_once(book):
    lock_number(value="20", sure=95)
    for _ in range(3):
        card = RevealCard("half-life", 2.5, "…")
        assert "✗ Not right. You said 20 h, 95% sure." in shown(card)
        assert "what made you so sure?" in shown(card)
        see(card)
    assert len(book.entries("reveal")) == 1


def test_looking_first_is_remembered_and_a_later_prediction_does_not_count(book):
    PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
    card = RevealCard("half-life", 2.5, "…")
    press(card, "Show the answer")
    assert "You looked before you locked in a prediction." in shown(card)
    assert book.latest("reveal", "02", "half-life")["correct"] is None
    lock_number(value="2.5", sure=100)
    assert "it does not count" in shown(card)
    see(card)
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
        (5.0, (3.0, 10.0), 1.5, True),
        (11.0, (3.0, 10.0), 1.5, False),
        ([3, 10], (3.0, 10.0), 1.5, False),
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
    assert words in shown(RevealCard("half-life", 2.5, ""))


def test_html_in_any_words_is_shown_and_never_run(book):
    card = PredictionCard("x", BAD, options(BAD, "b"))
    press(card, "Lock in", answer=BAD, sure=60)
    told = RevealCard("x", BAD, BAD)
    for each in (card, told):
        assert "<img" not in raw(each)
        assert BAD in shown(each)


def test_authors_are_told_what_is_wrong(book):
    for make in (
        lambda: number(3, 1),
        lambda: interval(3, 1),
        lambda: interval(0, 1, step=2),
        lambda: options("a"),
        lambda: options("a", "a"),
    ):
        with pytest.raises(LessonError):
            make()
    with pytest.raises(LessonError, match="run the cell with predict"):
        reveal("never-asked", 1, "")
    PredictionCard("route", "Which?", ROUTES)
    with pytest.raises(LessonError, match="none of the options"):
        reveal("route", "the ear", "")
    PredictionCard("half-life", "How long?", number(0, 24))
    for truth in ("long", (3, 1)):
        with pytest.raises(LessonError, match="needs a number"):
            reveal("half-life", truth, "")


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
    card = PredictionCard("route", "Which?", ROUTES)
    assert "was damaged and could not be read" in shown(card)
    press(card, "Lock in", answer="a vein", sure=60)
    assert "damaged" not in shown(card)
    assert "✓ Locked in" in shown(card)


def test_a_newer_ledger_is_left_alone_and_the_lesson_goes_on(book):
    book.path.write_text('{"format": 9}')
    card = lock_number()
    assert "newer version of the course" in shown(card)
    assert "✓ Locked in" in shown(card)
    assert "✓ Right" in shown(RevealCard("half-life", 2.5, ""))
    assert book.path.read_text() == '{"format": 9}'


def test_a_saved_page_shows_the_question_and_later_the_answers(book):
    card = PredictionCard("route", "Which way is fastest?", ROUTES)
    assert "Which way is fastest? ○ a vein ○ the nose ○ the mouth" in words_of(card.saved_page())
    press(card, "Lock in", answer="the nose", sure=65)
    assert "✓ Locked in. the nose, 65% sure." in words_of(card.saved_page())
    assert "In which way?" in words_of(RevealCard("route", "a vein", "In which way?").saved_page())
    number_card = PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
    assert "Your answer: –" in words_of(number_card.saved_page())
    drawn = PredictionCard("b", "?", interval(0, 9, "h"))
    assert "Your range: not drawn yet" in words_of(drawn.saved_page())
    drawn.values["answer"] = (2, 5)
    assert "Your range: 2 to 5 h" in words_of(drawn.saved_page())


def test_the_output_itself_is_the_live_card_with_nothing_to_read_without_it(book):
    bundle, _ = PredictionCard("route", "Which?", ROUTES)._repr_mimebundle_()
    assert bundle["text/html"] == ""
    assert len(bundle["text/plain"]) < 80
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_another_lesson_can_look_back_at_a_prediction(book):
    assert my_prediction("02", "half-life") == ""
    lock_number()
    session.open_lesson("13")
    assert my_prediction("02", "half-life") == "In lesson 02 you said 3 h, 70% sure."


def test_a_second_answer_stands_beside_the_first_which_counts(book):
    card = lock_number(value="3", sure=90)
    press(card, "Answer again")
    assert "✓ Locked in. 3 h, 90% sure." in shown(card)
    press(card, "Lock in my second answer", answer="6", sure=60)
    assert "✓ Locked in. 3 h, 90% sure." in shown(card)
    assert "✓ Second answer. 6 h, 60% sure." in shown(card)
    assert buttons(card) == []
    assert book.latest("prediction", "02", "half-life")["value"] == 3
    assert book.latest("second", "02", "half-life")["value"] == 6
    found = RevealCard("half-life", 6, "Six.")
    assert "You said 3 h, 90% sure" in shown(found)
    assert "Your second answer, 6 h, meets it." in shown(found)
    see(found)
    assert book.latest("reveal", "02", "half-life")["correct"] is False


def test_a_second_answer_can_be_as_bad_as_a_first_one(book):
    card = lock_number()
    press(card, "Answer again")
    press(card, "Lock in my second answer", answer="999")
    assert "from 0 to 24 h" in shown(card)
    assert book.entries("second") == []


def test_once_the_truth_is_shown_there_is_no_second_answer(book):
    first = lock_number()
    assert buttons(first) == ["Answer again"]
    see(RevealCard("half-life", 3, "Three."))
    assert buttons(first) == []
    again = PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
    assert buttons(again) == []


def test_what_was_asked_and_revealed_is_known_to_the_answer_sheets(book):
    lock_number()
    RevealCard("half-life", 3, "Three.")
    assert session.current().asked["02", "half-life"].text == "How long?"
    assert session.current().revealed["02", "half-life"] == Truth(3.0, "Three.")
