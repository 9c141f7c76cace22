"""The learner's ledger: every prediction, attempt and verdict in one small file that survives accidents.

The file is JSON: `{"format": 1, "learner": "<random id>", "course": "<version>", "entries": [...]}`. An entry says
`kind` (prediction, second, reveal, explore, attempt, hint, solution, verdict, sharing …), `lesson` ("02"), `item` and
`at` (ISO 8601, UTC), and more by kind: `value`, `confidence` (50 to 100, in per cent), `correct` (true, false or null).
The order of entries is their order in the file, whatever the clock said. Entries of a restarted lesson move to
`archived`. Keys that this version does not know are kept as they are.

Every change is read, applied and written under a lock, to a temporary file that then replaces the ledger: a kernel
killed half-way leaves the ledger of before, and two notebooks cannot lose each other's answers.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ketabrain.engine import course
from ketabrain.engine.errors import LessonError

FORMAT = 1
LOCK_SECONDS = 10.0

Entry = dict[str, Any]
Document = dict[str, Any]
Change = Callable[[list[Entry]], None]


class LedgerError(LessonError):
    """The ledger could not be read or written; one sentence says why and what becomes of the answers."""


class Ledger:
    """One ledger file. Nothing is created before the first entry is written.

    `notices` holds sentences that the learner has not been told yet, such as a damaged file that was set aside.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: list[str] = []
        self._lock = FileLock(f"{path}.lock", timeout=LOCK_SECONDS, poll_interval=0.01)
        self._unsaved: list[tuple[Change, Entry]] = []

    @property
    def unsaved(self) -> tuple[Entry, ...]:
        """Entries that could not be written yet; they wait in memory for the next write that succeeds."""
        return tuple(dict(entry) for _, entry in self._unsaved)

    @property
    def learner(self) -> str:
        """The random id; another one each time until the first entry is written. Raises LedgerError."""
        return str(self._document().get("learner", ""))

    def append(self, kind: str, lesson: str, item: str, **fields: Any) -> Entry:
        """Add an entry. Raises LedgerError if it cannot be written now; it then waits in memory for the next write.

        Raises TypeError or ValueError if a field is nothing that JSON can hold.
        """
        entry = _entry(kind, lesson, item, fields)
        return self._record(entry, lambda entries: entries.append(dict(entry)))

    def upsert(self, kind: str, lesson: str, item: str, **fields: Any) -> Entry:
        """Replace the latest entry of the same kind, lesson and item, or add one. Raises as `append`."""
        entry = _entry(kind, lesson, item, fields)

        def replace(entries: list[Entry]) -> None:
            same = [old for old in entries if matches(old, kind, lesson, item)]
            if same:
                same[-1].update(entry)
            else:
                entries.append(dict(entry))

        return self._record(entry, replace)

    def entries(self, kind: str | None = None, lesson: str | None = None, item: str | None = None) -> list[Entry]:
        """Entries in the order of the file, then those not saved yet; None matches all. Raises LedgerError."""
        return [entry for entry in self._document()["entries"] if matches(entry, kind, lesson, item)]

    def latest(self, kind: str, lesson: str | None, item: str) -> Entry | None:
        """The last such entry, or None. Raises LedgerError."""
        found = self.entries(kind, lesson, item)
        return found[-1] if found else None

    def stamp(self) -> tuple[int, int] | None:
        """When the file was last written and how long it is, so that a change is noticed; None while there is none."""
        try:
            state = self.path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size

    def restart(self, lesson: str) -> int:
        """Move the entries of one lesson to `archived`; returns how many. Raises LedgerError, then nothing changed."""
        with self.locked():
            document = self._document()
            gone = [entry for entry in document["entries"] if entry.get("lesson") == lesson]
            if gone:
                document["entries"] = [entry for entry in document["entries"] if entry.get("lesson") != lesson]
                document["archived"] = [*document.get("archived", []), *gone]
                self._write(document)
        return len(gone)

    def clear(self) -> Path | None:
        """Rename the ledger, so that the next entry starts a new one.

        Returns where the old one is now, or None if there was nothing to clear. Raises LedgerError.
        """
        with self.locked():
            if self._unsaved:
                self._write(self._document())
            return self._set_aside("cleared") if self.path.exists() else None

    def text(self, **more: str) -> str:
        """The whole ledger as it would stand in the file, with `more` keys, to hand on. Raises LedgerError."""
        return _to_json(self._document() | more)

    def check_writable(self) -> None:
        """Go through all the motions of a write without changing what the file says. Raises LedgerError."""
        with self.locked():
            if self.path.exists() or self._unsaved:
                self._write(self._document())
            else:
                self._write(_new_document())  # a kernel killed before the next line leaves an empty ledger
                self.path.unlink()

    def _record(self, entry: Entry, change: Change) -> Entry:
        self._unsaved.append((change, entry))
        with self.locked():
            self._write(self._document())
        return dict(entry)

    def _document(self) -> Document:
        """The file's content, or that of a new ledger, with the unsaved changes applied."""
        document = self._read()
        for change, _ in self._unsaved:
            change(document["entries"])
        return document

    def _read(self) -> Document:
        document = self._parsed()
        if document is None:
            # Only under the lock, and after a second look, is it certain that the file is not merely being replaced.
            with self.locked():
                document = self._parsed()
                if document is None:
                    aside = self._set_aside("damaged")
                    self.notices.append(
                        f"Your ledger {self.path.name} was damaged and could not be read; it is kept as {aside.name}, "
                        "and a new one has been started."
                    )
                    document = _new_document()
        if document["format"] > FORMAT:
            raise LedgerError(
                f"Your ledger {self.path.name} was written by a newer version of the course, so it is left as "
                "it is and your answers are not saved; update the course, or move that file away to start a new one."
            )
        return document

    def _parsed(self) -> Document | None:
        """The file as it is, a new document if there is no file, or None if it is damaged."""
        try:
            document = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return _new_document()
        except OSError as problem:
            raise self._cannot("read", problem) from None
        except (ValueError, RecursionError):
            return None
        return document if _is_ledger(document) else None

    def _write(self, document: Document) -> None:
        try:
            replace_text(self.path, _to_json(document), self.path.with_name(f"{self.path.name}.tmp"))
        except OSError as problem:
            raise self._cannot("written", problem) from None
        self._unsaved.clear()

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

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other notebook from writing meanwhile; may be nested. Raises LedgerError if it cannot be had."""
        try:
            self._lock.acquire()
        except Timeout:
            raise LedgerError(
                f"Your ledger {self.path.name} is busy in another notebook, so this answer stays in memory for now; "
                "the next answer will save it too."
            ) from None
        except OSError as problem:
            raise self._cannot("locked", problem) from None
        try:
            yield
        finally:
            self._lock.release()

    def _cannot(self, done: str, problem: OSError) -> LedgerError:
        return LedgerError(
            f"Your ledger {self.path.name} could not be {done} ({problem.strerror or problem}), so new answers stay in "
            "memory for now; make room or check who may write in its folder, and the next answer will save them all."
        )


def replace_text(path: Path, text: str, temporary: Path) -> None:
    """Write a file beside the old one and put it in its place, so that at no moment there is half a file.

    Raises OSError; then the old file stays, and nothing half-written is left to take room on a full disk.
    """
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _entry(kind: str, lesson: str, item: str, fields: Document) -> Entry:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"kind": kind, "lesson": lesson, "item": item, **fields, "at": at}
    return json.loads(json.dumps(entry, allow_nan=False))  # what the file will give back, or an error at once


def matches(entry: Entry, kind: str | None, lesson: str | None, item: str | None) -> bool:
    """Whether an entry is of that kind, lesson and item; None matches all."""
    wanted = {"kind": kind, "lesson": lesson, "item": item}
    return all(entry.get(key) == value for key, value in wanted.items() if value is not None)


def _new_document() -> Document:
    return {"format": FORMAT, "learner": secrets.token_hex(8), "course": course.served().version, "entries": []}


def _is_ledger(document: Any) -> bool:
    if not isinstance(document, dict) or type(document.get("format")) is not int or document["format"] < 1:
        return False
    entries = document.get("entries")
    # A newer format may look different in all but its number.
    return document["format"] > FORMAT or (
        isinstance(entries, list) and all(isinstance(each, dict) for each in entries)
    )


def _to_json(document: Document) -> str:
    return json.dumps(document, indent=1) + "\n"
