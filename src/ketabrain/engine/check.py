"""check: an exercise with feedback at once, hints one at a time, and a worked solution after a try."""

import re
from typing import Any

from ketabrain.engine import cards, cells, course, exercises, session
from ketabrain.engine.card import Card
from ketabrain.engine.code_help import source_of, unreadable
from ketabrain.engine.diagnose import SLIPS, Feedback, Slip
from ketabrain.engine.errors import LessonError
from ketabrain.engine.exercise import NOT_WRITTEN, ChoiceExercise, CodeExercise, Exercise, NumberExercise
from ketabrain.engine.numerals import read_number
from ketabrain.engine.parts import Block, Button, Options, Part, Typed, Words
from ketabrain.engine.surroundings import shows_code

IN_JUPYTERLAB = "This one is done in code, which this page does not show: open the lesson in JupyterLab."
_HOW_TO_GIVE_CODE = 'Write the function in this cell, end with check("{}", name_of_your_function), and run the cell.'


def check(exercise_id: str, answer: Any = None) -> None:
    """Show an exercise; a function (or a number) given as `answer` is judged at once.

    Every new attempt, hint and look at the solution goes to the ledger. Raises LessonError for an unknown exercise,
    and before `start` has run.
    """
    cells.show(exercise_card(exercises.find(exercise_id), answer))


def show_unreadable(exercise_id: str, error: SyntaxError) -> None:
    """Show an exercise whose cell Python cannot read: the card stays, its hints too, and says where the cell breaks.

    Raises LessonError as `check` does.
    """
    card = exercise_card(exercises.find(exercise_id))
    card.tell(unreadable(error))
    cells.show(card)


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
        self.exercise = exercise
        attempts = session.entries("attempt", session.lesson(), exercise.id)
        solved = any(entry["correct"] for entry in attempts)
        self._feedback = cards.judged(True, "You have solved this one already.") if solved else ""
        self._earlier = attempts[-1].get("value") if attempts else None
        self._hints_given = 0
        self._tried = bool(attempts)
        self._solution = ""
        self._options = _in_own_order(exercise)
        super().__init__("kb-check")
        self.refresh()

    def page(self) -> list[Part]:
        """The question with its field, the buttons, the feedback, and what help has been asked for."""
        hints = self.exercise.hints
        last = self._hints_given == len(hints)
        buttons = [
            Button(name="hint", label="Hint", act=self.hint, disabled=last),
            Button(
                name="solution", label="Worked solution", act=self.solve,
                hint="Opens after a try, or after the last hint",
                disabled=bool(self._solution) or not (self._tried or (last and hints)),
            ),
        ]  # fmt: skip
        if not isinstance(self.exercise, CodeExercise):
            buttons = [Button(name="check", label="Check", act=self.press, primary=True, reads=True), *buttons]
        help = "".join(
            cards.say(hint, mark=f"Hint {place} of {len(hints)}")
            for place, hint in enumerate(hints[: self._hints_given], 1)
        )
        return [
            self._question(), Block(parts=tuple(buttons), style="kb-row"),
            Words(html=self._feedback), Words(html=help + self._solution),
        ]  # fmt: skip

    def _question(self) -> Part:
        exercise, earlier = self.exercise, self._earlier
        if isinstance(exercise, ChoiceExercise):
            chosen = earlier if earlier in self._options else None
            return Options(name="answer", label=exercise.prompt, options=self._options, value=chosen)
        if isinstance(exercise, NumberExercise):
            value = earlier if isinstance(earlier, int | float) else ""
            box = Typed(name="answer", label="Your answer", unit=exercise.unit, value=value, enter="check")
            return Block(parts=(box,), legend=exercise.prompt)
        if shows_code():
            how = cards.text(_HOW_TO_GIVE_CODE.format(exercise.id), style="kb-small")
        else:
            how = cards.text(IN_JUPYTERLAB)
        return Words(html=cards.text(exercise.prompt, "h3") + how)

    def press(self) -> None:
        """Judge what the learner has put in. Raises LessonError where that is no answer."""
        self._feedback = ""
        value = self.values["answer"]
        if isinstance(self.exercise, ChoiceExercise):
            if value is None:
                raise LessonError("Choose an answer first.")
            self.attempt(value, self.exercise.judge(value))
        elif isinstance(self.exercise, NumberExercise):
            if value == "":
                raise LessonError("Type a number first.")
            self.attempt(value, self.exercise.judge(value, usual_slips()))

    def refused(self) -> None:
        """No word about an earlier answer stays beside the sentence on this one."""
        self._feedback = ""

    def take(self, answer: Any) -> None:
        """Judge an answer that was given in code. Raises LessonError for what can be none."""
        value, result = _judge_given(self.exercise, answer)
        if result.slip == NOT_WRITTEN:
            self._feedback = ""
            if shows_code():
                self.tell(result.sentence)
        else:
            self.attempt(value, result)
        self.refresh()

    def attempt(self, value: Any, result: Feedback) -> None:
        """Say whether an answer is right, and keep it in the ledger unless it is the one before."""
        before = session.latest("attempt", self.exercise.id)
        if not before or before.get("value") != value or before.get("correct") != result.right:
            session.record("attempt", self.exercise.id, value=value, correct=result.right, slip=result.slip)
        self._feedback = cards.judged(result.right, result.sentence)
        self._tried = True

    def hint(self) -> None:
        """Show the next hint."""
        self._hints_given += 1
        session.record("hint", self.exercise.id, value=self._hints_given)

    def solve(self) -> None:
        """Show the worked solution."""
        session.record("solution", self.exercise.id)
        for_what = ", to put in the place of the whole cell" if isinstance(self.exercise, CodeExercise) else ""
        shown = worked_solution(self.exercise)
        self._solution = f'<div class="kb-say kb-course"><b>Worked solution{for_what}.</b>{shown}</div>'


def _in_own_order(exercise: Exercise) -> tuple[str, ...]:
    """The options as this learner sees them; none where there is nothing to choose."""
    texts = [option.text for option in exercise.options] if isinstance(exercise, ChoiceExercise) else []
    return tuple(session.own_order(texts, exercise.id))


def worked_solution(exercise: Exercise) -> str:
    """The worked solution, as HTML."""
    if isinstance(exercise, CodeExercise):
        return cards.text(whole_cell(exercise), "pre") + cards.text(exercise.remark())
    return cards.text(exercise.solution())


def whole_cell(exercise: CodeExercise) -> str:
    """The worked solution with the call that has it judged: all that its cell needs."""
    code = exercise.solution()
    name = re.findall(r"^def (\w+)", code, re.MULTILINE)[-1]
    return f'{code}\n\n\ncheck("{exercise.id}", {name})'


def _judge_given(exercise: Exercise, answer: Any) -> tuple[Any, Feedback]:
    """Judge an answer given in code; what is kept of a function is its source."""
    if isinstance(exercise, CodeExercise):
        return source_of(answer), exercise.judge(answer, usual_slips())
    if isinstance(exercise, ChoiceExercise):
        if answer not in [option.text for option in exercise.options]:
            raise LessonError(
                f"{answer!r} is none of the options of {exercise.id!r}; call check without it and choose."
            )
        return answer, exercise.judge(answer)
    value = read_number(str(answer))
    return value, exercise.judge(value, usual_slips())


def usual_slips() -> tuple[Slip, ...]:
    """The usual slips, and those of the course's own field."""
    return (*SLIPS, *course.served().slips())
