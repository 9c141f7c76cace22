"""What stands in a form that a phone has sent, by the same rules as a card of the notebook; all of it is text."""

from collections.abc import Mapping
from typing import Any

from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.errors import LessonError
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import Entry
from ketabrain.engine.parts import Options, Range, Typed
from ketabrain.engine.predict import Answer, Interval, Number, Several, read_prediction
from ketabrain.engine.sureness import NAME, STEP, lowest, sureness
from ketabrain.engine.verdict import read_verdict

Form = Mapping[str, str]
"""The fields of a form by their names; one that was left empty may be missing."""


def answer_of(question: Question) -> Answer:
    """The kind of answer that a question of the table asks for."""
    if question.kind == "choice":
        return Several(question.options, in_order=True)
    if question.kind == "number":
        return Number(question.low, question.high, question.unit, question.factor)
    return Interval(question.low, question.high, question.unit)


def prediction_in(form: Form, question: Question) -> Entry:
    """The fields of the entry that an answer makes. Raises LessonError, in a sentence, for what is no answer yet.

    A choice or a number stands in `answer`, a range in `low` and `high`, and how sure one is in `sure`.
    """
    answer, typed = answer_of(question), form.get("answer", "")
    values: dict[str, Any]
    if isinstance(answer, Several):
        values = {"answer": Options(name="answer", label="", options=answer.options).take(typed or None)}
    elif isinstance(answer, Number):
        values = {"answer": _typed(answer).take(typed)}
    else:
        values = {"answer": _range_in(form, answer)}
    options = len(question.options)
    return read_prediction(question.text, answer, values | {NAME: sureness(options).take(form.get(NAME) or None)})


def verdict_in(form: Form, *, first: bool) -> Entry:
    """The fields of the entry that a verdict makes; one that revises another needs a reason. Raises LessonError."""
    values = {
        "verdict": Options(name="verdict", label="", options=STEPS).take(form.get("verdict") or None),
        NAME: sureness(len(STEPS)).take(form.get(NAME) or None),
        "reason": form.get("reason", ""),
    }
    return read_verdict(values, first=first)


def sureness_steps(options: int) -> tuple[int, ...]:
    """The per cents that a list offers, from what a guess among so many options is worth (0: a number).

    >>> sureness_steps(2)[:3], sureness_steps(0)[:3]
    ((50, 55, 60), (0, 5, 10))
    """
    return tuple(range(lowest(options), 101, STEP))


def _typed(answer: Number) -> Typed:
    return Typed(name="answer", label="", unit=answer.unit, low=answer.lo, high=answer.hi)


def _range_in(form: Form, answer: Interval) -> tuple[float, float]:
    ends = (form.get("low", "").strip(), form.get("high", "").strip())
    if not all(ends):
        raise LessonError("Type both ends of your range first.")
    whole = (answer.lo, answer.hi)
    part = Range(name="answer", low=answer.lo, high=answer.hi, step=answer.step, value=whole, unit=answer.unit)
    return part.take(ends)
