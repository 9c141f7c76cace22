"""What would give an answer away waits: for the lock, or for the word that the answer shall not count."""

import pandas as pd
import pytest

from ketabrain.engine import session
from ketabrain.engine.card import PageCard
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer
from ketabrain.engine.predict import PredictionCard, RevealCard
from ketabrain.lesson import finding, number, options, show_table, slider, tell
from tests.engine.driving import buttons, fields, press, raw, see, shown, words_of

SECRET = "The picture shows 17 people."
LOOK = "Look now: it will not count"


def asked(item="people"):
    return PredictionCard(item, f"How many {item}?", number(0, 50))


def draw(result, figure):
    figure.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, result])
    return SECRET


def explorer(after="people", found=None):
    card = Explorer("x", lambda n: n, draw, {"n": slider(0, 10, 1, 3)}, "Find 17.", 3.0, found, after)
    card.refresh()
    return card


def waiting_page(after="people"):
    card = PageCard(lambda: f"<p>{SECRET}</p>", after=after)
    card.refresh()
    return card


@pytest.mark.parametrize("make", [explorer, waiting_page])
def test_it_shows_the_question_alone_until_that_is_locked_in_and_then_opens_by_itself(book, make):
    question = asked()
    card = make()
    assert "Lock in your answer first: “How many people?”" in shown(card)
    assert SECRET not in shown(card)
    assert "Find 17" not in shown(card)
    assert card.picture == b""
    assert buttons(card) == [LOOK]
    press(question, "Lock in", answer=20, sure=40)
    assert SECRET in shown(card)
    assert LOOK not in buttons(card)


def test_looking_first_opens_it_and_the_prediction_does_not_count(book):
    question, card = asked(), waiting_page()
    press(card, LOOK)
    assert SECRET in shown(card)
    press(question, "Lock in", answer=17, sure=100)
    found = RevealCard("people", 17, "Seventeen.")
    see(found)
    assert "it does not count" in shown(found)
    assert book.latest("prediction", "02", "people")["after_reveal"] is True
    assert book.latest("reveal", "02", "people")["correct"] is None


def test_it_waits_for_each_of_several_questions(book):
    first, second = asked("people"), asked("days")
    card = waiting_page(("people", "days"))
    press(first, "Lock in", answer=1, sure=40)
    assert "How many days?" in shown(card)
    assert "How many people?" not in shown(card)
    press(second, "Lock in", answer=1, sure=40)
    assert SECRET in shown(card)


def test_once_the_answer_was_shown_nothing_waits(book):
    asked()
    press(RevealCard("people", 17, ""), "Show the answer")
    assert SECRET in shown(waiting_page())


def test_where_nothing_runs_it_stands_shut_behind_its_line(book, displayed, monkeypatch):
    asked()
    for card in (explorer(), waiting_page()):
        before, _, behind = card.saved_page().partition("<details>")
        assert "How many people?" in words_of(before)
        assert SECRET not in before
        assert SECRET in behind
    monkeypatch.setattr("ketabrain.engine.card.display", lambda shows, **_: displayed.append(shows))
    tell("Seventeen it is.", after="people")
    show_table(pd.DataFrame({"n": [17]}), "People", after="people")
    copies = [copy.data for copy in displayed[::2]]
    assert [words_of(copy.partition("<details>")[2]) for copy in copies] == [
        f"{LOOK} Seventeen it is.",
        f"{LOOK} People n 17",
    ]
    assert all("eventeen" not in copy.partition("<details>")[0] for copy in copies)


def test_an_unknown_question_is_named(book):
    with pytest.raises(LessonError, match="found no question"):
        waiting_page("never-asked")


def test_nobody_looks_twice(book):
    asked()
    card = waiting_page()
    press(card, LOOK)
    card.refresh()
    assert [entry["item"] for entry in book.entries("look")] == ["people"]


def test_an_explore_answers_its_task_behind_a_line(book):
    card = explorer("", finding("It is 17 at 3.", {"n": 3}))
    assert '<summary data-lm-suppress-shortcuts="">What is there to find</summary><p>It is 17 at 3.</p>' in raw(card)
    with pytest.raises(LessonError, match="needs its sentence"):
        finding("It is 17.")


def test_options_stand_in_an_order_of_the_learners_own(book):
    texts = tuple("abcdefgh")
    made = [session.own_order(texts, f"question {n}") for n in range(6)]
    assert len(set(made)) > 3
    assert {frozenset(each) for each in made} == {frozenset(texts)}
    card = PredictionCard("q", "Which?", options(*texts))
    order = [option["text"] for option in card.parts[0]["options"]]
    press(card, "Lock in", answer="c", sure=20)
    press(card, "Answer again")
    again = [option["text"] for option in fields(card)["answer"]["options"]]
    assert again == order  # the same before the first answer was written and after
    natural = PredictionCard("r", "Which?", options("less", "the same", "more", in_order=True))
    assert [option["text"] for option in natural.parts[0]["options"]] == ["less", "the same", "more"]
