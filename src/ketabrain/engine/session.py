"""What one notebook's kernel knows: which lesson is open, and what was cited and explained in it so far."""

from collections.abc import Mapping, Sequence
from typing import Any

from ketabrain.engine import ledger, sharing
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry, LedgerError

_lesson = ""
cited: set[str] = set()
"""Keys of the references that the open lesson has used."""
explained: set[str] = set()
"""Terms of the glossary that the open lesson has used."""


def open_lesson(lesson: str) -> None:
    """Make `lesson` ("02") the one that answers belong to, with nothing cited or explained yet."""
    global _lesson
    _lesson = lesson
    cited.clear()
    explained.clear()


def lesson() -> str:
    """The open lesson. Raises LessonError before `start` has run."""
    if not _lesson:
        raise LessonError("No lesson is open yet: run the cell with start(…) at the top of this notebook first.")
    return _lesson


def record(kind: str, item: str, **fields: Any) -> None:
    """Add an entry of the open lesson to the ledger; one that cannot be saved now waits, and `notice` says so.

    Raises LessonError before `start` has run.
    """
    home = lesson()
    try:
        ledger.current().append(kind, home, item, **fields)
        sharing.update(ledger.current())
    except LedgerError as problem:
        ledger.current().notices.append(str(problem))


def record_exploration(name: str, moves: int, tried: Mapping[str, Sequence[Any]]) -> None:
    """Keep what a learner has tried in one explore: the number of moves and, by control, the span or the options.

    Outside a lesson nothing is kept.
    """
    if not _lesson:
        return
    try:
        ledger.current().upsert("explore", _lesson, name, moves=moves, tried=dict(tried))
    except LedgerError as problem:
        ledger.current().notices.append(str(problem))


def entries(kind: str | None = None, home: str | None = None, item: str | None = None) -> list[Entry]:
    """Entries of the ledger (of one lesson, if `home` is given), or those in memory while the file cannot be read."""
    book = ledger.current()
    try:
        return book.entries(kind, home, item)
    except LedgerError as problem:
        book.notices.append(str(problem))
        return [entry for entry in book.unsaved if ledger.matches(entry, kind, home, item)]


def latest(kind: str, item: str) -> Entry | None:
    """The open lesson's last entry of a kind about an item, or None. Raises LessonError before `start` has run."""
    found = entries(kind, lesson(), item)
    return found[-1] if found else None


def notice() -> str:
    """What the learner must be told about the ledger, said once: empty if all is well."""
    waiting = dict.fromkeys(ledger.current().notices)
    ledger.current().notices.clear()
    return " ".join(waiting)
