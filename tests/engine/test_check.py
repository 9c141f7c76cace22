"""check, driven by hand: feedback at once, hints one at a time, the solution after a try; whatever a learner writes."""

import linecache
from dataclasses import replace

import numpy as np
import pytest

from ketabrain.engine import session
from ketabrain.engine.check import exercise_card, show_unreadable
from ketabrain.engine.errors import LessonError
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.lesson import check
from tests.engine.driving import button, fields, hear, press, raw, shown, words_of

BAD = '<script>alert("x")</script>'
HALF_LIFE = NumberExercise(
    id="02.test-half-life",
    prompt="A rate constant of 0.231 per hour: what is the half-life?",
    unit="h",
    answer=lambda: 3.0,
    tolerance=0.02,
    mistakes=(Mistake(lambda: 60.0, f"Not a minute. {BAD}"), Mistake(lambda: 1 / 0.231, "ln 2 is missing.")),
    hints=("Which number turns a rate into a half-life?", "Divide ln 2 by the rate."),
    solution=lambda: "0.693 / 0.231 = 3.0 h.",
    invites=("salt",),
)
LEFT = CodeExercise(
    id="02.test-left",
    prompt="left(hours, half_life) returns the share left.",
    reference=lambda hours, half_life: 0.5 ** (hours / half_life),
    arguments=((0.0, 2.0), (2.0, 2.0), (6.0, 3.0)),
    tolerance=0.01,
    mistakes=(
        WrongFunction(lambda hours, half_life: 1 - 0.5 ** (hours / half_life), "That is what has gone."),
        WrongFunction(lambda hours, half_life: 1 / hours, "A wrong function may fail itself."),
    ),
    hints=("Halve it as often as half-lives fit in.",),
    solution=lambda: "def left(hours, half_life):\n    return 0.5 ** (hours / half_life)",
)
BLOOD = ChoiceExercise(
    id="02.test-blood",
    prompt=f"Which blood? {BAD}",
    options=(Option("Any", False, "They differ."), Option(f"Ask {BAD}", True, f"Yes. {BAD}")),
    hints=("Look at 4.3.",),
    solution=lambda: "Ask.",
)


def answered(exercise, typed):
    card = exercise_card(exercise)
    press(card, "Check", answer=typed)
    return card


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3", "✓ Right. That is it."),
        ("3.05", "✓ Right."),
        ("3 h", "✓ Right."),
        ("3 hours", "✓ Right."),
        ("4.3", "✗ Not yet. ln 2 is missing."),
        ("2.08", "✗ Not yet. Too small, and not by a usual slip"),
        ("4.33", "✗ Not yet. ln 2 is missing."),
        ("60", "✗ Not yet. Not a minute."),
        ("180", "✗ Not yet. 60 times too large"),
        ("3000", "1,000 times too large"),
        ("-3", "sign is not"),
        ("3.459", "1.153 times too large: that is the weight of the salt"),
        ("0", "Zero cannot be the answer"),
        ("1.3", "✗ Not yet. Too small"),
    ],
)
def test_a_number_gets_feedback_that_helps(book, typed, words):
    card = answered(HALF_LIFE, typed)
    assert words in shown(card)
    assert "<script" not in raw(card)
    entry = book.latest("attempt", "02", HALF_LIFE.id)
    assert entry["value"] == float(typed.removesuffix("hours").removesuffix("h"))
    assert entry["correct"] is ("✓" in words)


@pytest.mark.parametrize("typed", ["", "three", "3 mg", "1,500", "nan", BAD])
def test_what_is_no_number_gets_one_sentence_and_is_no_attempt(book, typed):
    card = answered(HALF_LIFE, typed)
    assert book.entries("attempt") == []
    assert "<script" not in raw(card)
    assert button(card, "Worked solution")["disabled"]
    assert card.said.endswith(".")
    assert card.said.count(". ") == 0


def test_bad_text_after_a_right_answer_gets_its_sentence_and_is_no_attempt(book):
    card = answered(HALF_LIFE, "3")
    press(card, "Check", answer="oops")
    assert card.said.startswith("“oops” is not a number")
    assert "✓ Right" not in shown(card)
    press(card, "Check", answer="3")
    press(card, "Check", answer="")
    assert card.said == "Type a number first."
    assert "✓ Right" not in shown(card)
    assert len(book.entries("attempt")) == 1


def test_enter_checks(book):
    card = exercise_card(HALF_LIFE)
    hear(card, fields(card)["answer"]["enter"], answer="3")
    assert "✓ Right" in shown(card)


def test_hints_come_one_at_a_time_and_then_the_solution_opens(book):
    card = exercise_card(HALF_LIFE)
    assert button(card, "Worked solution")["disabled"]
    press(card, "Hint")
    assert "Hint 1 of 2. Which number" in shown(card)
    assert "Divide ln 2" not in shown(card)
    assert button(card, "Worked solution")["disabled"]
    press(card, "Hint")
    assert "Hint 2 of 2. Divide ln 2" in shown(card)
    assert button(card, "Hint")["disabled"]
    press(card, "Worked solution")
    assert "0.693 / 0.231 = 3.0 h." in shown(card)
    assert [entry["kind"] for entry in book.entries()] == ["hint", "hint", "solution"]
    assert [entry["value"] for entry in book.entries("hint")] == [1, 2]


def test_the_solution_opens_after_one_try(book):
    card = answered(HALF_LIFE, "7")
    press(card, "Worked solution")
    assert "Worked solution. 0.693" in shown(card)


def test_the_same_answer_again_is_one_attempt(book):
    card = answered(HALF_LIFE, "7")
    press(card, "Check")
    assert len(book.entries("attempt")) == 1
    press(card, "Check", answer="3")
    assert [entry["correct"] for entry in book.entries("attempt")] == [False, True]


def test_running_the_cell_again_shows_what_was_solved(book):
    answered(HALF_LIFE, "3")
    card = exercise_card(HALF_LIFE)
    assert "You have solved this one already." in shown(card)
    assert fields(card)["answer"]["value"] == 3
    assert not button(card, "Worked solution")["disabled"]


def test_options_stand_in_the_learners_own_order_and_are_judged_by_their_text(book):
    many = replace(BLOOD, options=tuple(Option(f"Answer {n}", n == 0, "Said.") for n in range(6)))
    session.record("seen", "something")
    orders = []
    for number in range(4):
        card = exercise_card(replace(many, id=f"02.test-{number}"))
        texts = [option["text"] for option in fields(card)["answer"]["options"]]
        assert sorted(texts) == [f"Answer {n}" for n in range(6)]
        again = exercise_card(replace(many, id=f"02.test-{number}"))
        assert texts == [option["text"] for option in fields(again)["answer"]["options"]]
        press(card, "Check", answer="Answer 0")
        assert "✓ Right" in shown(card)
        assert texts == [option["text"] for option in fields(card)["answer"]["options"]]
        orders.append(tuple(texts))
    assert len(set(orders)) > 1


def test_a_choice_has_feedback_of_its_own(book):
    card = exercise_card(BLOOD)
    press(card, "Check")
    assert "Choose an answer first." in shown(card)
    assert book.entries() == []
    press(card, "Check", answer="Any")
    assert "✗ Not yet. They differ." in shown(card)
    press(card, "Check", answer=f"Ask {BAD}")
    assert f"✓ Right. Yes. {BAD}" in shown(card)
    assert "<script" not in raw(card)
    assert fields(exercise_card(BLOOD))["answer"]["value"] == f"Ask {BAD}"


def gone(hours, half_life):
    return 1 - 0.5 ** (hours / half_life)


def divides_by_zero(hours, half_life):
    return half_life / hours


def prints(hours, half_life):
    return print(0.5 ** (hours / half_life))


def with_comma(hours, half_life):
    return 0, 5


def caret(hours, half_life):
    return 0.5 ^ (hours / half_life)


def whole_caret(hours, half_life):
    return 2 ^ round(hours / half_life)


def no_times(hours, half_life):
    return half_life(1 + hours)


def bare_exp(hours, half_life):
    return exp(-hours / half_life)  # noqa: F821  # as a learner forgets it


class Odd:
    def __repr__(self):
        return BAD


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda hours, half_life: np.exp2(-hours / half_life), "✓ Right. Your function agrees in all 3 cases tried."),
        (gone, "✗ Not yet. That is what has gone."),
        (lambda hours, half_life: 100 * 0.5 ** (hours / half_life), "percentage and a share"),
        (lambda hours, half_life: 0.9, "0 of 3 cases are right. For (0, 2) it returns 0.9, and 1 is right."),
        (lambda hours, half_life: 1.0, "1 of 3 cases are right. For (2, 2) it returns 1"),
        (divides_by_zero, "with ZeroDivisionError: float division by zero."),
        (lambda hours: 1, "your function could not be called (TypeError:"),
        (lambda hours, half_life: None, "returns nothing; does it end with return?"),
        (prints, "print shows a value and gives none back: write return and the value, without print."),
        (with_comma, "returns (0, 5) of type tuple: a comma makes two values, and a point one (0.5)."),
        (caret, "TypeError: unsupported operand type(s) for ^: 'float' and 'float'. In Python a power is written **"),
        (whole_caret, "and 1 is right. In Python a power is written **, and ^ is something else."),
        (no_times, "with TypeError: 'float' object is not callable. Between a number and a bracket Python wants"),
        (bare_exp, "name 'exp' is not defined. Here it is called np.exp."),
        (lambda hours, half_life: Odd(), f"returns {BAD} of type Odd where one number is asked for."),
        (lambda hours, half_life: "half", "returns 'half' of type str"),
        (lambda hours, half_life: [1, 2], "of type list"),
        (lambda hours, half_life: 1j, "of type complex"),
        (lambda hours, half_life: float("nan"), "division by zero"),
        (0.5, "Pass the function itself, without calling it; this is 0.5 of type float."),
        ("left", "Pass the function itself"),
    ],
)
def test_any_function_gets_feedback_and_never_a_traceback(book, function, words):
    card = exercise_card(LEFT, function)
    assert words in shown(card)
    assert "Traceback" not in shown(card)
    assert "<script" not in raw(card)
    assert book.latest("attempt", "02", LEFT.id)["correct"] is ("✓" in words)


def test_the_line_that_fails_is_named(book):
    source = "def left(hours, half_life):\n    share = 1\n    return share / hours\n"
    linecache.cache["<cell 7>"] = (len(source), None, source.splitlines(keepends=True), "<cell 7>")
    space = {}
    exec(compile(source, "<cell 7>", "exec"), space)
    sentence = LEFT.judge(space["left"]).sentence
    assert sentence.startswith(
        "For (0, 2) your function stops at line 3, “return share / hours”, with ZeroDivisionError: "
    )


def test_endless_recursion_is_one_sentence_too(book):
    def left(hours, half_life):
        return left(hours, half_life)

    assert "RecursionError" in LEFT.judge(left).sentence


def test_a_function_is_kept_by_its_source(book):
    exercise_card(LEFT, gone)
    assert "return 1 - 0.5" in book.latest("attempt", "02", LEFT.id)["value"]


def test_without_an_answer_a_code_exercise_says_how_to_give_one(book):
    card = exercise_card(LEFT)
    assert 'end with check("02.test-left", name_of_your_function)' in shown(card)
    assert book.entries() == []


def test_the_worked_solution_of_code_is_the_whole_cell_and_a_remark(book):
    card = exercise_card(replace(LEFT, remark=lambda: "Half means base 2."), gone)
    press(card, "Worked solution")
    words = shown(card)
    assert "def left(hours, half_life): return 0.5 ** (hours / half_life)" in words
    assert 'check("02.test-left", left)' in words
    assert words.endswith("Half means base 2.")


def test_code_that_cannot_be_read_keeps_the_exercise_with_its_hint(book, monkeypatch):
    cards_shown = []
    monkeypatch.setattr("ketabrain.engine.check.cells.show", cards_shown.append)
    with pytest.raises(SyntaxError) as broken:
        compile("def penalty_of(c, right):\n    return (c - right\n", "<cell>", "exec")
    show_unreadable("00.brier", broken.value)
    (card,) = cards_shown
    card.refresh()
    assert (
        card.said == "Python cannot read line 2, “return (c - right”: the bracket “(” is opened there and never closed."
    )
    press(card, "Hint")
    assert "Hint 1 of 2" in shown(card)
    assert book.entries("attempt") == []


def test_an_empty_template_is_no_attempt(book):
    card = exercise_card(LEFT, lambda hours, half_life: ...)
    assert "in the place of the three dots" in shown(card)
    assert book.entries() == []
    assert button(card, "Worked solution")["disabled"]


def test_where_no_code_shows_an_exercise_in_code_says_where_it_is_done(book, monkeypatch):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")  # as Voilà tells its kernels
    card = exercise_card(LEFT, lambda hours, half_life: ...)
    assert "open the lesson in JupyterLab" in shown(card)
    assert "cell" not in shown(card)
    assert not button(card, "Hint")["disabled"]


def test_a_number_can_be_given_in_code(book):
    assert "✓ Right" in shown(exercise_card(HALF_LIFE, 3))
    assert "✗ Not yet" in shown(exercise_card(BLOOD, "Any"))
    with pytest.raises(LessonError, match="none of the options"):
        exercise_card(BLOOD, "nothing of the kind")


def test_an_unknown_exercise_is_one_sentence(book):
    with pytest.raises(LessonError, match=r"Did you mean '00\.penalty'"):
        check("00.penalti")
    with pytest.raises(LessonError, match=r"no exercise '99\.x'"):
        check("99.x")


def test_a_saved_page_shows_the_question_and_then_what_was_answered(book):
    assert "○ Any" in words_of(exercise_card(BLOOD).saved_page())
    card = exercise_card(BLOOD)
    press(card, "Check", answer="Any")
    for page in (card.saved_page(), exercise_card(BLOOD).saved_page()):
        assert "● Any" in words_of(page)
        assert "<script" not in page
    assert "✗ Not yet. They differ." in words_of(card.saved_page())
    number = answered(HALF_LIFE, "7")
    assert "Your answer: 7 h" in words_of(number.saved_page())
    press(number, "Worked solution")
    assert "Worked solution. 0.693" in words_of(number.saved_page())
