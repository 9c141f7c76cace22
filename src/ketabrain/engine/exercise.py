"""Exercises as data: what is asked, how the answer is computed, and what to say to each usual mistake. No widgets."""

import linecache
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ketabrain.engine.diagnose import SLIP_MARGIN, SLIPS, Feedback, Slip, diagnose, is_close

NOT_WRITTEN = "not written yet"
"""The slip of a function that still returns the three dots of its template: no attempt yet."""


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
    """Asks for a number in `unit`; `tolerance` is relative. `solution` returns the worked solution as text."""

    id: str
    prompt: str
    unit: str
    answer: Callable[[], float]
    tolerance: float
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]
    solution: Callable[[], str]

    def judge(self, given: float, slips: tuple[Slip, ...] = SLIPS) -> Feedback:
        """Judge a number: right, one of this exercise's own mistakes, a usual slip, or none of them."""
        truth = float(self.answer())
        if not is_close(given, truth, self.tolerance):
            for mistake in self.mistakes:
                if is_close(given, float(mistake.value()), SLIP_MARGIN):
                    return Feedback(False, mistake.sentence, "expected mistake")
        return diagnose(given, truth, self.tolerance, slips)


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
    """Asks for a function; it is called with each tuple of `arguments` and compared with `reference`."""

    id: str
    prompt: str
    reference: Callable[..., Any]
    arguments: tuple[tuple[Any, ...], ...]
    tolerance: float
    mistakes: tuple[WrongFunction, ...]
    hints: tuple[str, ...]
    solution: Callable[[], str]

    def judge(self, function: Any, slips: tuple[Slip, ...] = SLIPS) -> Feedback:
        """Judge a learner's function; whatever it does, the feedback is one or two sentences and never an exception."""
        if not callable(function):
            return Feedback(
                False, f"Pass the function itself, without calling it; this is {_kind(function)}.", "not a function"
            )
        given = []
        for arguments in self.arguments:
            try:
                result = function(*arguments)
            except Exception as problem:
                return Feedback(False, _why_it_stopped(function, arguments, problem), "raises")
            if result is ...:
                return Feedback(
                    False, "Put your own code in the place of the three dots, then run the cell.", NOT_WRITTEN
                )
            try:
                given.append(float(result))
            except (TypeError, ValueError, OverflowError):
                return Feedback(False, _not_a_number(arguments, result), "not a number")
        truths = [float(self.reference(*arguments)) for arguments in self.arguments]
        wrong = [i for i, value in enumerate(given) if not is_close(value, truths[i], self.tolerance)]
        if not wrong:
            return Feedback(True, f"Your function agrees in all {len(given)} cases tried.")
        for mistake in self.mistakes:
            if _returns(mistake.function, self.arguments, given):
                return Feedback(False, mistake.sentence, "expected mistake")
        first = wrong[0]
        case = f"For {_call(self.arguments[first])} it returns {given[first]:.4g}, and {truths[first]:.4g} is right."
        verdicts = [diagnose(given[i], truths[i], self.tolerance, slips) for i in wrong]
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


def _why_it_stopped(function: Callable[..., Any], arguments: tuple[Any, ...], problem: Exception) -> str:
    """What the learner's function raised, for which input, and in which of its lines."""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == home]
    said = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
    if not lines or lines[-1] is None:
        return f"For {_call(arguments)} your function could not be called ({said})."
    code = linecache.getline(str(home), lines[-1]).strip()
    where = f"line {lines[-1]}, “{code}”," if code else f"line {lines[-1]}"
    return f"For {_call(arguments)} your function stops at {where} with {said}."


def _not_a_number(arguments: tuple[Any, ...], result: object) -> str:
    if result is None:
        return f"For {_call(arguments)} your function returns nothing; does it end with return?"
    return f"For {_call(arguments)} your function returns {_kind(result)} where one number is asked for."


def _call(arguments: tuple[Any, ...]) -> str:
    return "(" + ", ".join(f"{each:.4g}" if isinstance(each, float) else repr(each) for each in arguments) + ")"


def _kind(thing: object) -> str:
    shown = repr(thing)
    return f"{shown if len(shown) <= 40 else shown[:40] + '…'} of type {type(thing).__name__}"
