"""check: an exercise with feedback at once, hints one at a time, and a worked solution after a try."""

import inspect
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from ketabrain.engine import cards, cells, course, exercises, session
from ketabrain.engine.cards import Card
from ketabrain.engine.diagnose import SLIPS, Feedback, Slip
from ketabrain.engine.errors import LessonError
from ketabrain.engine.exercise import NOT_WRITTEN, ChoiceExercise, CodeExercise, Exercise, NumberExercise
from ketabrain.engine.numerals import read_number

Inputs = tuple[list[widgets.Widget], Callable[[], tuple[Any, Feedback]]]
"""The widgets to answer with, and a function that reads and judges the answer (LessonError if there is none yet)."""

_HOW_TO_GIVE_CODE = 'Write the function in this cell, end with check("{}", name_of_your_function), and run the cell.'


def check(exercise_id: str, answer: Any = None) -> None:
    """Show an exercise; a function (or a number) given as `answer` is judged at once.

    Every new attempt, hint and look at the solution goes to the ledger. Raises LessonError for an unknown exercise,
    and before `start` has run.
    """
    cells.show(exercise_card(exercises.find(exercise_id), answer))


def exercise_card(exercise: Exercise, answer: Any = None) -> Card:
    """The card that `check` shows."""
    attempts = session.entries("attempt", session.lesson(), exercise.id)
    solved = any(entry["correct"] for entry in attempts)
    feedback, help_shown = widgets.HTML(), widgets.HTML()
    hints_given = 0

    def attempt(value: Any, result: Feedback) -> None:
        nonlocal solved
        before = session.latest("attempt", exercise.id)
        if not before or before.get("value") != value or before.get("correct") != result.right:
            session.record("attempt", exercise.id, value=value, correct=result.right, slip=result.slip)
        solved = solved or result.right
        feedback.value = cards.judged(result.right, result.sentence)
        solution_button.disabled = False
        card.tell()

    def press() -> None:
        try:
            attempt(*read())
        except LessonError as problem:
            feedback.value = ""
            card.tell(str(problem))

    def hint() -> None:
        nonlocal hints_given
        hints_given += 1
        session.record("hint", exercise.id, value=hints_given)
        help_shown.value += cards.say(
            exercise.hints[hints_given - 1], mark=f"Hint {hints_given} of {len(exercise.hints)}"
        )
        if hints_given == len(exercise.hints):
            hint_button.disabled = True
            solution_button.disabled = False
        card.tell()

    def solution() -> None:
        session.record("solution", exercise.id)
        words = exercise.solution()
        shown = cards.text(words, "pre") if isinstance(exercise, CodeExercise) else cards.text(words)
        help_shown.value += f'<div class="kb-say kb-course" role="status"><b>Worked solution.</b>{shown}</div>'
        solution_button.disabled = True
        card.tell()

    earlier = attempts[-1].get("value") if attempts else None
    inputs: list[widgets.Widget]
    if isinstance(exercise, ChoiceExercise):
        inputs, read = _choice_inputs(exercise, earlier)
    elif isinstance(exercise, NumberExercise):
        inputs, read = _number_inputs(exercise, earlier, press)
    else:
        inputs = [widgets.HTML(cards.text(_HOW_TO_GIVE_CODE.format(exercise.id), style="kb-small"))]
    hint_button = cards.button("Hint", hint)
    hint_button.disabled = not exercise.hints
    solution_button = cards.button("Worked solution", solution, tooltip="Opens after a try, or after the last hint")
    solution_button.disabled = not attempts
    buttons = [hint_button, solution_button]
    if not isinstance(exercise, CodeExercise):
        buttons.insert(0, cards.button("Check", press, primary=True))
    card = Card(cards.text(exercise.prompt, "h3"), *inputs, cards.line(*buttons), feedback, help_shown)
    if answer is not None:
        given, result = _judge_given(exercise, answer)
        if result.slip == NOT_WRITTEN:
            card.tell(result.sentence)
        else:
            attempt(given, result)
    elif solved:
        feedback.value = cards.say("You have solved this one already.", mark="✓ Right", style="kb-right")
    return card


def _choice_inputs(exercise: ChoiceExercise, earlier: Any) -> Inputs:
    texts = [option.text for option in exercise.options]
    radio = cards.options(texts, earlier if earlier in texts else None)

    def read() -> tuple[str, Feedback]:
        if radio.value is None:
            raise LessonError("Choose an answer first.")
        return radio.value, exercise.judge(radio.value)

    return [radio], read


def _number_inputs(exercise: NumberExercise, earlier: Any, press: Callable[[], None]) -> Inputs:
    unit = f" ({exercise.unit})" if exercise.unit else ""
    box = cards.text_box(f"Your answer{unit}", f"{earlier:g}" if isinstance(earlier, float) else "")
    cards.on_enter(box, press)
    slips = _slips()

    def read() -> tuple[float, Feedback]:
        value = read_number(box.value)
        return value, exercise.judge(value, slips)

    return [box], read


def _judge_given(exercise: Exercise, answer: Any) -> tuple[Any, Feedback]:
    """Judge an answer given in code; what is kept of a function is its source."""
    if isinstance(exercise, CodeExercise):
        return _source(answer), exercise.judge(answer, _slips())
    if isinstance(exercise, ChoiceExercise):
        if answer not in [option.text for option in exercise.options]:
            raise LessonError(
                f"{answer!r} is none of the options of {exercise.id!r}; call check without it and choose."
            )
        return answer, exercise.judge(answer)
    value = read_number(str(answer))
    return value, exercise.judge(value, _slips())


def _slips() -> tuple[Slip, ...]:
    """The usual slips, and those of the course's own field."""
    return (*SLIPS, *course.served().slips())


def _source(function: Any) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return repr(function)[:200]
