"""check: an exercise with feedback at once, hints one at a time, and a worked solution after a try."""

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import ipywidgets as widgets

from ketabrain.engine import cards, cells, course, exercises, session
from ketabrain.engine.cards import Card
from ketabrain.engine.diagnose import SLIPS, Feedback, Slip
from ketabrain.engine.errors import LessonError
from ketabrain.engine.exercise import NOT_WRITTEN, ChoiceExercise, CodeExercise, Exercise, NumberExercise
from ketabrain.engine.numerals import read_number

Read = Callable[[], tuple[Any, Feedback]]
"""Reads an answer from its widgets and judges it; LessonError if there is none yet."""
Inputs = tuple[Sequence[widgets.Widget], Read | None]
"""The widgets to answer with, and how to read them; nothing to read where the answer is given in code."""

_HOW_TO_GIVE_CODE = 'Write the function in this cell, end with check("{}", name_of_your_function), and run the cell.'


def check(exercise_id: str, answer: Any = None) -> None:
    """Show an exercise; a function (or a number) given as `answer` is judged at once.

    Every new attempt, hint and look at the solution goes to the ledger. Raises LessonError for an unknown exercise,
    and before `start` has run.
    """
    cells.show(exercise_card(exercises.find(exercise_id), answer))


def exercise_card(exercise: Exercise, answer: Any = None) -> "ExerciseCard":
    """The card that `check` shows."""
    card = ExerciseCard(exercise)
    if answer is not None:
        card.take(answer)
    return card


class ExerciseCard(Card):
    """An exercise with what helps to solve it: feedback on every attempt, hints in their order, a worked solution.

    The solution opens after an attempt or after the last hint.
    """

    def __init__(self, exercise: Exercise) -> None:
        attempts = session.entries("attempt", session.lesson(), exercise.id)
        solved = any(entry["correct"] for entry in attempts)
        already = cards.say("You have solved this one already.", mark="✓ Right", style="kb-right") if solved else ""
        self.exercise = exercise
        self._hints_given = 0
        self._feedback, self._help = widgets.HTML(already), widgets.HTML()
        self._hint = cards.button("Hint", self.hint)
        self._hint.disabled = not exercise.hints
        self._solution = cards.button(
            "Worked solution", self.solve, tooltip="Opens after a try, or after the last hint"
        )
        self._solution.disabled = not attempts
        inputs, read = _inputs(exercise, attempts[-1].get("value") if attempts else None)
        buttons = [self._hint, self._solution]
        if read:
            press = partial(self.press, read)
            buttons = [cards.button("Check", press, primary=True), *buttons]
            for box in inputs:
                if isinstance(box, widgets.Text):
                    cards.on_enter(box, press)
        super().__init__(cards.text(exercise.prompt, "h3"), *inputs, cards.line(*buttons), self._feedback, self._help)

    def press(self, read: Read) -> None:
        """Judge what the learner has put in; one sentence says what is missing where that is no answer."""
        try:
            self.attempt(*read())
        except LessonError as problem:
            self._feedback.value = ""
            self.tell(str(problem))

    def take(self, answer: Any) -> None:
        """Judge an answer that was given in code. Raises LessonError for what can be none."""
        value, result = _judge_given(self.exercise, answer)
        if result.slip == NOT_WRITTEN:
            self._feedback.value = ""
            self.tell(result.sentence)
        else:
            self.attempt(value, result)

    def attempt(self, value: Any, result: Feedback) -> None:
        """Say whether an answer is right, and keep it in the ledger unless it is the one before."""
        before = session.latest("attempt", self.exercise.id)
        if not before or before.get("value") != value or before.get("correct") != result.right:
            session.record("attempt", self.exercise.id, value=value, correct=result.right, slip=result.slip)
        self._feedback.value = cards.judged(result.right, result.sentence)
        self._solution.disabled = False
        self.tell()

    def hint(self) -> None:
        """Show the next hint."""
        hints = self.exercise.hints
        self._hints_given += 1
        session.record("hint", self.exercise.id, value=self._hints_given)
        self._help.value += cards.say(hints[self._hints_given - 1], mark=f"Hint {self._hints_given} of {len(hints)}")
        if self._hints_given == len(hints):
            self._hint.disabled = True
            self._solution.disabled = False
        self.tell()

    def solve(self) -> None:
        """Show the worked solution."""
        session.record("solution", self.exercise.id)
        tag = "pre" if isinstance(self.exercise, CodeExercise) else "p"
        shown = cards.text(self.exercise.solution(), tag)
        self._help.value += f'<div class="kb-say kb-course" role="status"><b>Worked solution.</b>{shown}</div>'
        self._solution.disabled = True
        self.tell()


def _inputs(exercise: Exercise, earlier: Any) -> Inputs:
    """What to answer one kind of exercise with; `earlier` is the last answer, or None."""
    if isinstance(exercise, ChoiceExercise):
        return _choice_inputs(exercise, earlier)
    if isinstance(exercise, NumberExercise):
        return _number_inputs(exercise, earlier)
    return [widgets.HTML(cards.text(_HOW_TO_GIVE_CODE.format(exercise.id), style="kb-small"))], None


def _choice_inputs(exercise: ChoiceExercise, earlier: Any) -> Inputs:
    texts = [option.text for option in exercise.options]
    radio = cards.radio_buttons(texts, earlier if earlier in texts else None)

    def read() -> tuple[str, Feedback]:
        if radio.value is None:
            raise LessonError("Choose an answer first.")
        return radio.value, exercise.judge(radio.value)

    return [radio], read


def _number_inputs(exercise: NumberExercise, earlier: Any) -> Inputs:
    unit = f" ({exercise.unit})" if exercise.unit else ""
    box = cards.text_box(f"Your answer{unit}", f"{earlier:g}" if isinstance(earlier, float) else "")
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
