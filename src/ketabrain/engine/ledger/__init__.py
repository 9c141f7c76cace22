"""The learner's ledger: every prediction, attempt and verdict in one small file that survives accidents.

The file is JSON: `{"format": 1, "learner": "<random id>", "course": "<version>", "entries": [...]}`. An entry says
`kind` (prediction, second, reveal, explore, attempt, hint, solution, verdict, sharing …), `lesson` ("02"), `item` and
`at` (ISO 8601, UTC), and more by kind: `value`, `confidence` (0 to 100, in per cent), `correct` (true, false or null).
The order of entries is their order in the file, whatever the clock said. Entries of a restarted lesson move to
`archived`. Keys that this version does not know are kept as they are.

Every change is read, applied and written under a lock, to a temporary file that then replaces the ledger: a kernel
killed half-way leaves the ledger of before, and two notebooks cannot lose each other's answers. Where the drive has no
lock, each notebook looks whether its answers are still there, and puts back what another has written over.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger.format import (
    FORMAT,
    Document,
    Entry,
    new_document,
    new_entry,
    parsed,
    replace_text,
    to_json,
    without,
)
from ketabrain.engine.ledger.history import EarlierStates
from ketabrain.engine.ledger.lock import Lock
from ketabrain.engine.ledger.merge import Merged, merged, question_of

__all__ = ["FORMAT", "Entry", "Ledger", "LedgerError", "Stamp", "matches", "replace_text"]

Stamp = tuple[int, int, int] | None

TRIES = 3
"""How often an answer is written again that another writer has overwritten at the same moment."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """An entry of this session, and how it is put in: at the end, or in the place of the last about its question."""

    entry: Entry
    replaces: bool

    def put(self, entries: list[Entry]) -> None:
        """Put it in."""
        same = [old for old in entries if question_of(old) == question_of(self.entry)] if self.replaces else []
        if same:
            same[-1].update(self.entry)
        else:
            entries.append(dict(self.entry))

    @property
    def sign(self) -> tuple[str, ...]:
        """What tells it from other entries; another notebook may have replaced what this one did."""
        return _sign(self.entry, at="" if self.replaces else self.entry["at"])


class LedgerError(LessonError):
    """The ledger could not be read or written; one sentence says why and what becomes of the answers."""


class Ledger:
    """One ledger file. Nothing is created before the first entry is written.

    `notices` holds sentences that the learner has not been told yet, such as a damaged file that was set aside, and
    `place` says in words in which folder the file is.
    """

    def __init__(self, path: Path, place: str = "") -> None:
        self.path = path
        self.place = place
        self.notices: list[str] = []
        self.history = EarlierStates(path)
        self._lock = Lock(path, self.stamp)
        self._said_no_lock = False
        self._temporary = path.with_name(f"{path.name}.tmp")
        self._own_temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
        self._unsaved: list[Given] = []
        self._saved: list[Given] = []
        self._saved_for = ""
        self._loaded: list[Entry] = []
        self._around_load: tuple[list[Entry], list[Entry]] = [], []
        self._known: tuple[Stamp, list[Entry]] = None, []
        self._blank: Document | None = None
        self._looked_back: tuple[tuple[Stamp, list[Path]] | None, Document | None] = None, None

    @property
    def unsaved(self) -> tuple[Entry, ...]:
        """Entries that could not be written yet; they wait in memory for the next write that succeeds."""
        return tuple(dict(answer.entry) for answer in self._unsaved)

    @property
    def learner(self) -> str:
        """The random id, which stands before the first entry is written under it. Raises LedgerError."""
        return str(self._document().get("learner", ""))

    def append(self, kind: str, lesson: str, item: str, **fields: Any) -> Entry:
        """Add an entry. Raises LedgerError if it cannot be written now; it then waits in memory for the next write.

        Raises TypeError or ValueError if a field is nothing that JSON can hold.
        """
        return self._record(Given(entry=new_entry(kind, lesson, item, fields), replaces=False))

    def upsert(self, kind: str, lesson: str, item: str, **fields: Any) -> Entry:
        """Replace the latest entry of the same kind, lesson and item, or add one. Raises as `append`."""
        return self._record(Given(entry=new_entry(kind, lesson, item, fields), replaces=True))

    def entries(self, kind: str | None = None, lesson: str | None = None, item: str | None = None) -> list[Entry]:
        """Entries in the order of the file, then those not saved yet; None matches all. Raises LedgerError."""
        return [_copy(entry) for entry in self._all() if matches(entry, kind, lesson, item)]

    def latest(self, kind: str, lesson: str | None, item: str) -> Entry | None:
        """The last such entry, or None. Raises LedgerError."""
        found = self.entries(kind, lesson, item)
        return found[-1] if found else None

    def stamp(self) -> Stamp:
        """Which file it is, when it was last written and its length, so that a change is noticed; None without a file.

        Every write is a file of its own, so two of them differ even if the clock has not moved between.
        """
        try:
            state = self.path.stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size

    def restart(self, lesson: str) -> int:
        """Move the entries of one lesson to `archived`; returns how many. Raises LedgerError, then nothing changed."""
        with self.locked():
            document = self._document()
            gone = [entry for entry in document["entries"] if entry["lesson"] == lesson]
            if gone:
                document["entries"] = [entry for entry in document["entries"] if entry["lesson"] != lesson]
                document["archived"] = [*document.get("archived", []), *gone]
                self.history.keep(at_once=True)
                self._write(document)
        return len(gone)

    def clear(self) -> Path | None:
        """Rename the ledger, so that the next entry starts a new one.

        Returns where the old one is now, or None if there was nothing to clear. Raises LedgerError.
        """
        with self.locked():
            self._document()  # a newer or damaged file is not cleared
            if self._unsaved:
                self._write(self._document())
            self.history.keep(at_once=True)
            aside = self._set_aside("cleared") if self.path.exists() else None
        self._saved.clear()
        self._loaded.clear()
        return aside

    def compare(self, loaded: Document) -> Merged:
        """What `load` would make of the ledger, which stays as it is. Raises LedgerError."""
        return merged(self._document(), loaded)

    def load(self, loaded: Document) -> Merged:
        """Add all that another ledger holds and this one does not. Raises LedgerError, then nothing changed."""
        with self.locked():
            document = self._document()
            result = merged(document, loaded)
            came = [*result.added, *result.archived_too]
            if came:
                self.history.keep(at_once=True)
                self._write(_with(document, result.entries, result.archived))
                self._loaded = came
                self._around_load = document["entries"], result.entries
        return result

    @property
    def can_undo(self) -> bool:
        """Whether there is a `load` to take back."""
        return bool(self._loaded)

    def undo(self) -> int:
        """Take back what the last `load` has brought in; answers given since stay. Returns how many entries went.

        Raises LedgerError, then nothing changed.
        """
        with self.locked():
            document = self._document()
            before = [*document["entries"], *document.get("archived", [])]
            old, new = self._around_load
            since = document["entries"][len(new) :]
            untouched = document["entries"] == [*new, *since]
            entries = [*old, *since] if untouched else without(document["entries"], self._loaded)
            archived = without(document.get("archived", []), self._loaded)
            self.history.keep(at_once=True)
            self._write(_with(document, entries, archived))
            self._loaded = []
        return len(before) - len(entries) - len(archived)

    def earlier(self) -> Document | None:
        """The newest earlier state that holds an entry which is not here now, or None. Raises LedgerError."""
        asked = self.stamp(), self.history.states()
        if asked != self._looked_back[0]:
            here = self._document()
            found = next((state for state in self.history.documents() if merged(here, state).added), None)
            self._looked_back = asked, found
        return self._looked_back[1]

    def text(self, **more: str) -> str:
        """The whole ledger as it would stand in the file, with `more` keys, to hand on. Raises LedgerError."""
        return to_json(self._document() | more)

    def check_writable(self) -> None:
        """Go through all the motions of a write without changing what the file says. Raises LedgerError."""
        with self.locked():
            if self.path.exists() or self._unsaved:
                self._write(self._document())
            else:
                self._write(new_document())  # a kernel killed before the next line leaves an empty ledger
                self.path.unlink()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other notebook from writing meanwhile, as well as this disk can; may be nested."""
        with self._lock.held():
            yield

    def _record(self, answer: Given) -> Entry:
        self._unsaved.append(answer)
        with self.locked():
            document = self._document()
            self.history.keep(at_once=False)
            self._write(document)
            for _ in range(TRIES):
                if self._lock.certain or not self._lost(self._parsed()):
                    break
                self._write(self._document())
        return dict(answer.entry)

    def _all(self) -> list[Entry]:
        """All entries; the file is read again only if it has changed, since a page of cards asks many times."""
        stamp = self.stamp()  # before the file is read: what changes meanwhile is noticed the next time
        if stamp is None or self._unsaved:
            return list(self._document()["entries"])
        if self._known[0] != stamp:
            entries = self._document()["entries"]
            if self._unsaved:  # another writer had taken some away
                with suppress(LedgerError), self.locked():
                    self._write(self._document())
                return entries
            self._known = stamp, entries
        return self._known[1]

    def _document(self) -> Document:
        """The file's content, or that of a new ledger, with the unsaved changes applied."""
        document = self._read()
        if self._lock.doubt:
            self._lost(document)
        for answer in self._unsaved:
            answer.put(document["entries"])
        return document

    def _lost(self, document: Document | None) -> bool:
        """Whether answers that were saved in this session are not in the file any more; they then wait to be saved.

        Without a lock another notebook may have written over them. In a ledger with another id they are not missed.
        """
        if document is None or document["format"] > FORMAT or document.get("learner", "") != self._saved_for:
            return False
        there = Counter[tuple[str, ...]]()
        for entry in (*document["entries"], *document.get("archived", [])):
            there.update({_sign(entry, at=str(entry.get("at"))), _sign(entry)})
        lost: list[Given] = []
        kept: list[Given] = []
        for answer in self._saved:
            (kept if there[answer.sign] > 0 else lost).append(answer)
            there[answer.sign] -= not answer.replaces
        self._saved = kept
        self._unsaved[:0] = lost
        return bool(lost)

    def _read(self) -> Document:
        document = self._parsed()
        if document is None:
            # Only under the lock, and after a second look, is it certain that the file is not merely being replaced.
            with self.locked():
                document = self._parsed()
                if document is None:
                    document = self._after_damage()
        if document["format"] > FORMAT:
            raise LedgerError(
                f"Your ledger {self.path.name} was written by a newer version of the course, so it is left as "
                "it is and your answers are not saved; update the course, or move that file away to start a new one."
            )
        return document

    def _after_damage(self) -> Document:
        """Set the damaged file aside; the answers of this session are in memory still, older ones in the history."""
        aside = self._set_aside("damaged")
        offer = (
            "; your earlier answers are kept too: press “Bring back earlier answers” on the card “Your ledger”"
            if any(self.history.documents())
            else ""
        )
        self.notices.append(
            f"Your ledger {self.path.name} was damaged and could not be read; it is kept as {aside.name}, "
            f"and a new one has been started{offer}."
        )
        self._unsaved[:0], self._saved = self._saved, []
        return new_document()

    def _parsed(self) -> Document | None:
        """The file as it is, a new document if there is no file, or None if it is damaged."""
        try:
            return parsed(self.path.read_bytes())
        except FileNotFoundError:
            self._blank = self._blank or new_document()
            return deepcopy(self._blank)
        except OSError as problem:
            raise self._cannot("read", problem) from None

    def _write(self, document: Document) -> None:
        temporary = self._temporary if self._lock.certain else self._own_temporary
        try:
            replace_text(self.path, to_json(document), temporary)
        except OSError as problem:
            raise self._cannot("written", problem) from None
        self._blank = None  # a file that is gone later is another ledger
        if self._saved_for != document.get("learner", ""):
            self._saved, self._saved_for = [], document.get("learner", "")
        for answer in self._unsaved:
            if answer.replaces:
                self._saved = [old for old in self._saved if old.sign != answer.sign]
            self._saved.append(answer)
        self._unsaved = []
        if self._lock.missing and not self._said_no_lock:
            self._said_no_lock = True
            self.notices.append(
                "The drive with your ledger cannot keep two notebooks from writing at once: your answers are saved, "
                "and it is safer to have one notebook of the course open at a time."
            )

    def _set_aside(self, why: str) -> Path:
        """Rename the file to a name that nothing has yet; call it under the lock only."""
        stem = f"{self.path.stem}.{why}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        names = (f"{stem}-{n}" if n else stem for n in count())
        free = next(path for name in names if not (path := self.path.with_name(name + self.path.suffix)).exists())
        try:
            self.path.rename(free)
        except OSError as problem:
            raise self._cannot("renamed", problem) from None
        return free

    def _cannot(self, done: str, problem: OSError) -> LedgerError:
        return LedgerError(
            f"Your ledger {self.path.name} could not be {done} ({problem.strerror or problem}), so new answers stay in "
            "memory for now; make room or check who may write in its folder, and the next answer will save them all."
        )


def _with(document: Document, entries: list[Entry], archived: list[Entry]) -> Document:
    """The same ledger with other entries; without any put aside it says nothing of those."""
    rest = {key: value for key, value in document.items() if key != "archived"}
    return {**rest, "entries": entries, **({"archived": archived} if archived else {})}


def _sign(entry: Entry, at: str = "") -> tuple[str, ...]:
    return (*question_of(entry), at)


def matches(entry: Entry, kind: str | None, lesson: str | None, item: str | None) -> bool:
    """Whether an entry is of that kind, lesson and item; None matches all."""
    return (
        (kind is None or entry.get("kind") == kind)
        and (lesson is None or entry.get("lesson") == lesson)
        and (item is None or entry.get("item") == item)
    )


def _copy(entry: Entry) -> Entry:
    """An entry that may be changed without changing what is remembered of the file."""
    return {key: deepcopy(value) if isinstance(value, list | dict) else value for key, value in entry.items()}
