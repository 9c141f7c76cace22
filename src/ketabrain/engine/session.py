"""What one notebook's kernel knows, in one object, and the ways to its ledger: record, entries, latest, notice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from ketabrain.engine import course, sharing
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry, Ledger, LedgerError, Stamp, matches
from ketabrain.engine.ledger.place import find_place
from ketabrain.engine.order import shuffled

if TYPE_CHECKING:  # these modules ask here for the session
    from ketabrain.engine.card import Card, FrontEnd
    from ketabrain.engine.explore import Explorer
    from ketabrain.engine.predict import Asked, Truth


Reading = tuple[tuple[str | None, str | None, str | None], list[Entry]]
"""What was asked of the ledger (kind, lesson, item), and the entries that it gave."""


@dataclass(kw_only=True)
class Session:
    """All that a kernel remembers between two cells.

    `lesson` is the open one ("02"; "" before `start`), `cited` the keys of the references and `explained` the terms of
    the glossary that it has used so far. `asked` and `revealed` hold every question and every truth by lesson and item,
    `explores` every explore by its name: chores and tests read them. `runs` is the latest run of every cell that has
    shown something, and `shown` what that run has shown. The cards in `watching` look again when the ledger changes;
    `watch` is the task that looks whether another kernel has changed it, and `looked` the state of the ledger's file
    when the cards last looked. `read` collects what is read of the ledger while somebody wants to know (`reading`).
    `front_end` is what all cards are drawn by.
    """

    lesson: str = ""
    cited: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    asked: dict[tuple[str, str], Asked] = field(default_factory=dict)
    revealed: dict[tuple[str, str], Truth] = field(default_factory=dict)
    explores: dict[str, Explorer] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    shown: dict[str, list[Card]] = field(default_factory=dict)
    watching: WeakSet[Card] = field(default_factory=WeakSet)
    front_end: FrontEnd | None = None
    read: list[Reading] | None = None
    looked: Stamp = None
    watch: asyncio.Task[None] | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """The learner's ledger: the file that the course's setting LEDGER names, else the one that `find_place` finds.

        One object for the whole session, because answers that could not be saved wait in it.
        """
        if named := course.served().setting("LEDGER"):
            return Ledger(Path(named))
        place = find_place()
        book = Ledger(place.path, place.words)
        if place.notice:
            book.notices.append(place.notice)
        return book


LOOK_S = 1.0
"""How often the ledger's file is looked at."""

_sessions = [Session()]
"""The one session of this kernel."""


def current() -> Session:
    """The session of this kernel."""
    return _sessions[0]


def fresh() -> Session:
    """Begin anew, as a kernel that starts does: for tests, and for a chore that runs one lesson after another."""
    _sessions[0] = Session()
    return current()


def open_lesson(lesson: str) -> None:
    """Make `lesson` ("02") the one that answers belong to, with nothing cited or explained yet."""
    here = current()
    here.lesson = lesson
    here.cited.clear()
    here.explained.clear()


def lesson() -> str:
    """The open lesson. Raises LessonError before `start` has run."""
    if not current().lesson:
        raise LessonError("No lesson is open yet: run the cell with start(…) at the top of this notebook first.")
    return current().lesson


def record(kind: str, item: str, **fields: Any) -> None:
    """Add an entry of the open lesson to the ledger; one that cannot be saved now waits, and `notice` says so.

    Raises LessonError before `start` has run.
    """
    home, book = lesson(), current().ledger
    try:
        book.append(kind, home, item, **fields)
        sharing.update(book)
    except LedgerError as problem:
        book.notices.append(str(problem))
    changed()


def record_exploration(name: str, moves: int, tried: Mapping[str, Sequence[Any]]) -> None:
    """Keep what a learner has tried in one explore: the number of moves and, by control, the span or the options.

    Outside a lesson nothing is kept.
    """
    here = current()
    if not here.lesson:
        return
    try:
        here.ledger.upsert("explore", here.lesson, name, moves=moves, tried=dict(tried))
    except LedgerError as problem:
        here.ledger.notices.append(str(problem))


def entries(kind: str | None = None, home: str | None = None, item: str | None = None) -> list[Entry]:
    """Entries of the ledger (of one lesson, if `home` is given), or those in memory while the file cannot be read."""
    here = current()
    try:
        found = here.ledger.entries(kind, home, item)
    except LedgerError as problem:
        here.ledger.notices.append(str(problem))
        found = [entry for entry in here.ledger.unsaved if matches(entry, kind, home, item)]
    if here.read is not None:
        here.read.append(((kind, home, item), found))
    return found


@contextmanager
def reading() -> Iterator[list[Reading]]:
    """Collect what is read of the ledger meanwhile, so that it can be told later whether that `still_holds`."""
    here = current()
    here.read = []
    try:
        yield here.read
    finally:
        here.read = None


def still_holds(read: Sequence[Reading]) -> bool:
    """Whether the ledger would give the same entries again."""
    return all(entries(*asked) == found for asked, found in read)


def latest(kind: str, item: str) -> Entry | None:
    """The open lesson's last entry of a kind about an item, or None. Raises LessonError before `start` has run."""
    found = entries(kind, lesson(), item)
    return found[-1] if found else None


def own_order(options: Sequence[str], question: str) -> tuple[str, ...]:
    """The options in the order in which this learner meets them in this question, the same at every look.

    While the ledger cannot be read they stand as they were written.
    """
    try:
        return shuffled(options, f"{current().ledger.learner} {question}")
    except LedgerError:
        return tuple(options)


def notice() -> str:
    """What the learner must be told about the ledger, said once: empty if all is well."""
    book = current().ledger
    waiting = dict.fromkeys(book.notices)
    book.notices.clear()
    return " ".join(waiting)


def changed() -> None:
    """Let every card look again once what is under way is done; at once where no kernel runs."""
    here = current()
    here.looked = here.ledger.stamp()
    try:
        asyncio.get_running_loop().call_soon(_let_look)
    except RuntimeError:
        _let_look()


def watch_file() -> None:
    """From now on look whether another kernel, that of a second notebook, has changed the ledger."""
    here = current()
    if here.watch is None:
        with suppress(RuntimeError):  # outside a kernel nobody else is at work
            here.watch = asyncio.get_running_loop().create_task(_follow(here))


def _let_look() -> None:
    for card in list(current().watching):
        if card.comm is not None:
            card.notice()


async def _follow(here: Session) -> None:
    here.looked = here.ledger.stamp()
    while here is current():
        await asyncio.sleep(LOOK_S)
        if (now := here.ledger.stamp()) != here.looked:
            here.looked = now
            _let_look()
