"""What to say about a learner's code that Python cannot read, that stops, or that gives back no number. Pure text.

`slips` needs this before anything of the course is imported: nothing heavy may be brought in here.
"""

import inspect
import linecache
import re
import traceback
from collections.abc import Callable
from typing import Any

_SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "²": "** 2"}
"""Signs that people type or paste, and what Python reads in their place."""
_UNREADABLE: tuple[tuple[str, str], ...] = (
    (r"'(.)' was never closed", "the bracket “{0}” is opened there and never closed"),
    (r"unmatched '(.)'", "the bracket “{0}” closes there and was never opened"),
    (r"'(.)' does not match opening parenthesis '(.)'", "the bracket “{1}” is closed by “{0}”"),
    (r"expected ':'", "a colon is missing at its end"),
    (r"expected an indented block", "it belongs to the line above, so begin it with four spaces"),
    (r"unexpected indent", "it begins with more spaces than the line above"),
    (r"unindent|inconsistent use of tabs", "it must begin with as many spaces as the lines around it"),
    (r"'return' outside function", "it belongs to the function, so begin it with four spaces"),
    (r"unterminated", "a quotation mark is missing"),
    (r"invalid decimal literal", "write * between a number and a name"),
    (r"cannot assign|Maybe you meant '==' or ':='", "to the left of = stands one name, and after return only a value"),
)
"""What Python says, as a pattern, and what a learner can do about it."""
_TIMES = re.compile(r"(?<=[\w)\]]) ?\b[xX]\b ?(?=[\w(\[])")


def unreadable(error: SyntaxError) -> str:
    """Where a cell that Python cannot read goes wrong, and what is usual there, in one sentence."""
    line = (error.text or linecache.getline(error.filename or "", error.lineno or 0)).strip()
    where = f"Python cannot read line {error.lineno}" if error.lineno else "Python cannot read this cell"
    return f"{where}{f', “{line}”' if line else ''}: {_usual(error, line)}."


def _usual(error: SyntaxError, line: str) -> str:
    for said, help in _UNREADABLE:
        if found := re.search(said, error.msg):
            return help.format(*found.groups())
    if found := re.search(r"invalid character '(.)'", error.msg):
        sign = found[1]
        return f"it knows no “{sign}”; " + (f"write {_SIGNS[sign]}" if sign in _SIGNS else "leave it out")
    if _TIMES.search(line):
        return "for “times” it wants *, not x"
    if "forgot a comma" in error.msg:
        return "a sign such as * is missing between two of its numbers, names or brackets"
    near = (error.text or "")[max(0, (error.offset or 1) - 1) :].strip()
    return f"something is missing or left over at “{near}”" if near and near != line else "something is missing there"


def stopped(function: Callable[..., Any], call: str, problem: Exception) -> str:
    """What a learner's function raised for an input, in which of its lines, and what to write instead."""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == home]
    said = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
    if not lines or lines[-1] is None:
        return f"For {call} your function could not be called ({said})."
    code = linecache.getline(str(home), lines[-1]).strip()
    where = f"line {lines[-1]}, “{code}”," if code else f"line {lines[-1]}"
    return f"For {call} your function stops at {where} with {said}.{_instead(function, problem)}"


def _instead(function: Callable[..., Any], problem: Exception) -> str:
    said = str(problem)
    if "for ^" in said:
        return f" {POWER}"
    if "object is not callable" in said:
        return " Between a number and a bracket Python wants the sign *."
    if isinstance(problem, NameError) and "np" in getattr(function, "__globals__", {}):
        name = problem.name or ""
        if name in ("exp", "log", "log2", "log10", "sqrt"):
            return f" Here it is called np.{name}."
    return ""


POWER = "In Python a power is written **, and ^ is something else."


def no_number(function: Callable[..., Any], call: str, result: object) -> str:
    """What to say of a function that gave back something else than a number."""
    source = source_of(function)
    if result is None and "print(" in source:
        why = "print shows a value and gives none back: write return and the value, without print"
        return f"For {call} your function returns nothing; {why}."
    if result is None:
        return f"For {call} your function returns nothing; does it end with return?"
    if isinstance(result, tuple):
        return f"For {call} your function returns {described(result)}: a comma makes two values, and a point one (0.5)."
    return f"For {call} your function returns {described(result)} where one number is asked for."


def source_of(function: Any) -> str:
    """The source of a function, or a short description of whatever else it is."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return repr(function)[:200]


def described(thing: object) -> str:
    """A value and its type, cut to what a line holds."""
    words = repr(thing)
    return f"{words if len(words) <= 40 else words[:40] + '…'} of type {type(thing).__name__}"
