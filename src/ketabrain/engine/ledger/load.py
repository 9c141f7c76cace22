"""Read a ledger that comes from elsewhere: a download, an e-mail, a stick. Nothing in it is trusted."""

import json
import math
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, NoReturn

from ketabrain.engine import course
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger.format import FORMAT, WORDS, Document, Entry, is_ledger

MOST_ENTRIES = 5_000
LONGEST_WORD = 100
"""Longest kind, lesson or item, in characters."""
DEEPEST = 8
"""Lists and objects within one another, in an entry."""
LARGEST = 1e30
"""Largest whole number that an entry may hold; no answer of any lesson comes near."""

_NO_LEDGER = (
    "This file is no ledger of this course, or it is damaged, so nothing was changed; choose a file my-ledger.json "
    "that the course has written."
)
_NEWER = (
    "This ledger was written by a newer version of the course, so nothing was changed; update the course and load it "
    "again."
)
_ELSEWHERE = "This ledger belongs to another course, so nothing was changed; choose one of this course."
_TOO_LONG = f"This ledger has more than {MOST_ENTRIES:,} entries, which no learner makes, so nothing was changed."


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_answer(value: Any) -> bool:
    """An option, a number, or a range from low to high."""
    if isinstance(value, list):
        return len(value) == 2 and all(map(_is_number, value)) and value[0] <= value[1]
    return _is_text(value) or _is_number(value)


def _is_sure(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 100


def _is_sorted(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_tried(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, list) for each in value.values())


def _is_time(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


Check = Callable[[Any], bool]

FIELDS: dict[str, Check] = {
    "at": _is_time,
    "after_reveal": lambda value: isinstance(value, bool),
    "confidence": _is_sure,
    "correct": lambda value: value is None or isinstance(value, bool),
    "moves": _is_count,
    "name": _is_text,
    "of": _is_count,
    "question": _is_text,
    "right": lambda value: value is None or _is_count(value),
    "slip": lambda value: value is None or _is_text(value),
    "tried": _is_tried,
    "unit": _is_text,
}
"""What a field may hold, whatever the kind of the entry."""

NEEDED: dict[str, dict[str, Check]] = {
    "prediction": {"value": _is_answer, "confidence": _is_sure},
    "second": {"value": _is_answer, "confidence": _is_sure},
    "reveal": {"value": _is_answer},
    "explore": {"moves": _is_count, "tried": _is_tried},
    "verdict": {"value": _is_text, "confidence": _is_sure},
    "hint": {"value": _is_count},
    "sorting": {"value": _is_sorted},
    "version": {"value": _is_text},
    "sharing": {"value": lambda value: isinstance(value, bool)},
}
"""What an entry of a kind cannot do without; kinds that are not here are kept as they are."""


def read_ledger(text: str, lessons: Collection[str]) -> Document:
    """The ledger in a text, of a course with these `lessons`. Raises LessonError, in a sentence, for anything else."""
    try:
        document = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
        depth = _depth(document)
        text.encode()  # half a character, which could be sent to no page
        json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise LessonError(_NO_LEDGER) from None
    if not is_ledger(document):
        raise LessonError(_NO_LEDGER)
    if document["format"] > FORMAT:
        raise LessonError(_NEWER)
    if document.get("about", course.served().name) != course.served().name:
        raise LessonError(_ELSEWHERE)
    entries = [*document["entries"], *document.get("archived", [])]
    if len(entries) > MOST_ENTRIES:
        raise LessonError(_TOO_LONG)
    if depth > DEEPEST or not all(map(_is_sound, entries)):
        raise LessonError(_NO_LEDGER)
    if not {entry["lesson"] for entry in entries} <= {"", *lessons}:
        raise LessonError(_ELSEWHERE)
    return document


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of a ledger")


def _depth(value: Any) -> int:
    """How deep lists and objects lie within one another. Raises ValueError for a number that is too large."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return 1 + max(map(_depth, inside), default=0)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("1e999 is read as infinity")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("a number too large for any answer")
    return 0


def _is_sound(entry: Entry) -> bool:
    """Whether the course could have written this entry."""
    needed = NEEDED.get(entry["kind"], {})
    return (
        all(len(entry[key]) <= LONGEST_WORD for key in WORDS)
        and all(key in entry and check(entry[key]) for key, check in needed.items())
        and all(check(entry[key]) for key, check in FIELDS.items() if key in entry)
    )
