"""Exercises as data: what is asked, how the answer is computed, and what to say to each usual mistake. No widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ketabrain.engine.code_help import POWER, described, no_number, source_of, stopped
from ketabrain.engine.diagnose import SLIP_MARGIN, SLIPS, Feedback, Slip, counts_as_right, diagnose, invited, is_close
from ketabrain.engine.numerals import number_words

NOT_WRITTEN = "not written yet"
"""The slip of a function that still returns the three dots of its template: no attempt yet."""
WHOLE = frozenset({"people", "patients", "pairs", "deaths", "spines", "branches"})
"""Units of what is counted in whole ones: rounded up or down, an answer is right."""


def _nothing() -> str:
    return ""


@dataclass(frozen=True)
class Mistake:
    """A wrong number that this exercise invites, computed, and the sentence that helps."""

    value: Callable[[], float]
    sentence: str


@dataclass(frozen=True)
class WrongFunction:
    """A wrong function that this exercise invites, and the sentence that helps."""

    function: Callable[..., Any]
    sentence: str


@dataclass(frozen=True)
class Option:
    """One answer to choose, whether it is right, and what to say to those who choose it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class NumberExercise:
    """Asks for a number in `unit`; `tolerance` is relative. `solution` returns the worked solution as text.

    Whatever the tolerance, rounding is no mistake: see `diagnose.counts_as_right`. `invites` names the kinds of slip
    that are looked for beyond those of plain arithmetic, such as "half-life".
    """

    id: str
    prompt: str
    unit: str
    answer: Callable[[], float]
    tolerance: float
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]
    solution: Callable[[], str]
    invites: tuple[str, ...] = ()

    def judge(self, given: float, slips: tuple[Slip, ...] = SLIPS) -> Feedback:
        """Judge a number: right, one of this exercise's own mistakes, a usual slip, or none of them."""
        truth = float(self.answer())
        if is_close(given, truth, self.tolerance):
            return Feedback(True, "That is it.")
        if counts_as_right(given, truth, self.tolerance, whole=self.unit in WHOLE):
            return Feedback(True, f"That is it, rounded from {number_words(truth)}.")
        made = [(float(mistake.value()), mistake.sentence) for mistake in self.mistakes]
        near = [
            (abs(given - value), sentence) for value, sentence in made if counts_as_right(given, value, SLIP_MARGIN)
        ]
        if near:
            return Feedback(False, min(near)[1], "expected mistake")
        return diagnose(given, truth, self.tolerance, invited(slips, self.invites))


@dataclass(frozen=True)
class ChoiceExercise:
    """Asks to choose one of several options, each with its own feedback."""

    id: str
    prompt: str
    options: tuple[Option, ...]
    hints: tuple[str, ...]
    solution: Callable[[], str]

    def judge(self, chosen: str) -> Feedback:
        """Judge the text of an option. Raises KeyError for a text that is none of them."""
        option = {option.text: option for option in self.options}[chosen]
        return Feedback(option.right, option.feedback)


@dataclass(frozen=True)
class CodeExercise:
    """Asks for a function; it is called with each tuple of `arguments` and compared with `reference`.

    `solution` is code that passes if it is put in the place of the function; `remark` says more about it. `invites` is
    that of a NumberExercise.
    """

    id: str
    prompt: str
    reference: Callable[..., Any]
    arguments: tuple[tuple[Any, ...], ...]
    tolerance: float
    mistakes: tuple[WrongFunction, ...]
    hints: tuple[str, ...]
    solution: Callable[[], str]
    remark: Callable[[], str] = _nothing
    invites: tuple[str, ...] = ()

    def judge(self, function: Any, slips: tuple[Slip, ...] = SLIPS) -> Feedback:
        """Judge a learner's function; whatever it does, the feedback is one or two sentences and never an exception."""
        if not callable(function):
            return Feedback(
                False,
                f"Pass the function itself, without calling it; this is {described(function)}.",
                "not a function",
            )
        given = []
        for arguments in self.arguments:
            try:
                result = function(*arguments)
            except Exception as problem:
                return Feedback(False, stopped(function, _call(arguments), problem), "raises")
            if result is ...:
                return Feedback(
                    False, "Put your own code in the place of the three dots, then run the cell.", NOT_WRITTEN
                )
            try:
                given.append(float(result))
            except (TypeError, ValueError, OverflowError):
                return Feedback(False, no_number(function, _call(arguments), result), "not a number")
        truths = [float(self.reference(*arguments)) for arguments in self.arguments]
        wrong = [i for i, value in enumerate(given) if not is_close(value, truths[i], self.tolerance)]
        if not wrong:
            return Feedback(True, f"Your function agrees in all {len(given)} cases tried.")
        for mistake in self.mistakes:
            if _returns(mistake.function, self.arguments, given):
                return Feedback(False, mistake.sentence, "expected mistake")
        first = wrong[0]
        case = f"For {_call(self.arguments[first])} it returns {given[first]:.4g}, and {truths[first]:.4g} is right."
        if "^" in source_of(function):
            return Feedback(False, f"{case} {POWER}", "power")
        usual = invited(slips, self.invites)
        verdicts = [diagnose(given[i], truths[i], self.tolerance, usual) for i in wrong]
        if verdicts[0].slip and all(each.slip == verdicts[0].slip for each in verdicts):
            return Feedback(False, f"{case} {verdicts[0].sentence}", verdicts[0].slip)
        return Feedback(False, f"{len(given) - len(wrong)} of {len(given)} cases are right. {case}")


Exercise = NumberExercise | CodeExercise | ChoiceExercise


def _returns(function: Callable[..., Any], arguments: tuple[tuple[Any, ...], ...], given: list[float]) -> bool:
    """Whether a wrong function would have returned what the learner's did; one that fails did not."""
    try:
        made = [float(function(*each)) for each in arguments]
    except ArithmeticError:
        return False
    return all(is_close(value, wrong, 1e-3) for value, wrong in zip(given, made, strict=True))


def _call(arguments: tuple[Any, ...]) -> str:
    return "(" + ", ".join(f"{each:.4g}" if isinstance(each, float) else repr(each) for each in arguments) + ")"
