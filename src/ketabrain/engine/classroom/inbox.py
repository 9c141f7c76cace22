"""The folder into which learners hand their ledgers: what can be read is read, the rest is set aside with a sentence.

The folder may be as a course system delivers it: ledgers, a folder for each learner, zips. A file comes from somebody
else's computer, so nothing in it is trusted: its size is limited before it is opened, links are not followed, its text
is never run, and a name is cut to a line of letters. Nothing in the folder is changed, and nothing is unpacked to disk.
"""

import json
import math
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from ketabrain.engine.classroom import archives
from ketabrain.engine.classroom.files import (
    LARGEST_BYTES,
    NO_LEDGER,
    TOO_LARGE,
    FileKind,
    kind_of,
    label_of,
    plain_line,
    says_json,
)
from ketabrain.engine.ledger import FORMAT, Entry
from ketabrain.engine.sharing import LONGEST_NAME

MOST_ENTRIES = 5_000
MOST_FILES = 1_000
LONGEST_WORD = 100
"""Longest kind, lesson or item that an entry may carry, in characters."""
DEEPEST = 8
"""How many lists and objects may stand in one another in an entry."""

_ANOTHER = "another file"
NEVER = datetime.min.replace(tzinfo=UTC)
"""The moment of an entry that does not say its own."""


class NotALedger(ValueError):
    """A file that cannot be used; its text completes the sentence “<file> …”."""


class InboxError(ValueError):
    """The folder itself cannot be read; its text is a sentence for the instructor."""


@dataclass(frozen=True)
class HandedIn:
    """One learner's ledger: a random id, a name if one was given (plain text, still to be escaped), the entries.

    `archived` holds the entries of lessons that were started again.
    """

    learner: str
    name: str
    file: str
    entries: tuple[Entry, ...]
    archived: tuple[Entry, ...] = ()

    @cached_property
    def _newest(self) -> dict[tuple[str, str, str], Entry]:
        return {(entry["kind"], entry["lesson"], entry["item"]): entry for entry in self.entries}

    def latest(self, kind: str, lesson: str, item: str) -> Entry | None:
        """The last such entry, or None."""
        return self._newest.get((kind, lesson, item))

    @property
    def short_id(self) -> str:
        """Enough of the id to find oneself on a screen, too little to hand in for another."""
        return self.learner[:4]


@dataclass(frozen=True)
class SetAside:
    """A file that was left out, and the `reason`: the rest of a sentence that begins with its name.

    The reason names no file. Of a ledger that stands behind another one, `other` is the name of that.
    """

    file: str
    reason: str
    other: str = ""

    @property
    def why(self) -> str:
        """The reason, with the name of the other file: for the instructor alone."""
        return self.reason.replace(_ANOTHER, self.other, 1) if self.other else self.reason


@dataclass(frozen=True)
class Answers:
    """All that was handed in: one ledger a learner, sorted by id, and what was left out."""

    learners: tuple[HandedIn, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


Stamp = tuple[int, int, int]
Results = tuple[HandedIn | SetAside, ...]


class Inbox:
    """A folder of ledgers. Reading it again looks only into files that are new or have changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[str, ...], tuple[Stamp, Results]] = {}

    def read(self) -> Answers:
        """What the folder holds now. Raises InboxError if it cannot be listed."""
        found: list[_Found] = []
        aside: list[SetAside] = []
        for each in self._listed():
            if isinstance(each, SetAside):
                aside.append(each)
            elif len(found) < MOST_FILES:
                found.append(each)
            else:
                aside.append(SetAside(each.label, f"was not opened: more than {MOST_FILES} files are in the folder."))
        self._known = {each.path: self._look(each) for each in found}
        read = [result for _, results in self._known.values() for result in results]
        newest, older = _one_each(each for each in read if isinstance(each, HandedIn))
        return Answers(
            tuple(sorted(newest, key=lambda each: each.learner)),
            (*(each for each in read if isinstance(each, SetAside)), *aside, *older),
        )

    def _listed(self) -> Iterator["_Found | SetAside"]:
        """The files of the folder and of the folders in it, in the order of their names."""
        try:
            places = _entries(self.folder)
        except OSError as problem:
            raise InboxError(
                f"The folder {self.folder} could not be read ({problem.strerror or problem}); make it, or name another."
            ) from None
        for place in places:
            if _is_folder(place):
                yield from _inside(place)
            else:
                yield _Found((place.name,), place)

    def _look(self, found: "_Found") -> tuple[Stamp, Results]:
        try:
            state = found.entry.stat(follow_symlinks=False)
        except OSError:  # gone since the folder was listed
            return (0, 0, 0), (SetAside(found.label, "disappeared while it was read."),)
        stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        before = self._known.get(found.path)
        if before and before[0] == stamp:
            return before
        try:
            return stamp, _read(found.path, Path(found.entry.path), state)
        except NotALedger as problem:
            return stamp, (SetAside(found.label, str(problem)),)


@dataclass(frozen=True)
class _Found:
    """A file, and the names that lead to it from the folder."""

    path: tuple[str, ...]
    entry: os.DirEntry[str]

    @property
    def label(self) -> str:
        return label_of(*self.path)


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        mine = [each for each in found if kind_of([each.name]) is not FileKind.LITTER]
    return sorted(mine, key=lambda each: each.name)


def _is_folder(place: os.DirEntry[str]) -> bool:
    try:
        return place.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _inside(folder: os.DirEntry[str]) -> Iterator[_Found | SetAside]:
    label = label_of(folder.name)
    try:
        places = _entries(folder.path)
    except OSError as problem:
        yield SetAside(label, f"is a folder that could not be opened ({problem.strerror or problem}).")
        return
    if not places:
        yield SetAside(label, "is an empty folder.")
    for place in places:
        if _is_folder(place):
            why = "is a folder in a folder, deeper than the room looks; move what is in it one folder up."
            yield SetAside(label_of(folder.name, place.name), why)
        else:
            yield _Found((folder.name, place.name), place)


def finite(value: Any) -> float | None:
    """A number from outside, or None for whatever is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # a whole number of more digits than a float can hold
        return None
    return number if math.isfinite(number) else None


def _read(path: tuple[str, ...], place: Path, state: os.stat_result) -> Results:
    """What a file holds: one ledger, or all that is in a zip. Raises NotALedger."""
    kind = kind_of([place.name])
    largest, too_large = LARGEST_BYTES, TOO_LARGE
    if kind is FileKind.ZIP:
        largest, too_large = archives.LARGEST_ZIP_BYTES, archives.TOO_LARGE_ZIP
    if not stat.S_ISREG(state.st_mode):
        raise NotALedger("is a link or a device, not a file; copy the ledger itself here.")
    if kind is FileKind.OTHER:
        raise NotALedger(NO_LEDGER)
    if state.st_size > largest:
        raise NotALedger(too_large)
    try:
        with place.open("rb") as file:
            content = file.read(largest + 1)  # it may have grown since
    except OSError as problem:
        raise NotALedger(f"could not be opened ({problem.strerror or problem}).") from None
    if len(content) > largest:
        raise NotALedger(too_large)
    return _unzipped(content, path) if kind is FileKind.ZIP else (_parsed(content, path),)


def _unzipped(content: bytes, path: tuple[str, ...]) -> Results:
    try:
        results = tuple(_of_member(member, path) for member in archives.members(content))
    except archives.ArchiveError as problem:
        raise NotALedger(str(problem)) from None
    if not results:
        raise NotALedger("is a zip with no file in it.")
    return results


def _of_member(member: archives.Member, path: tuple[str, ...]) -> HandedIn | SetAside:
    names = (*path, *member.path)
    if member.left_shut:
        return SetAside(label_of(*names), member.left_shut)
    try:
        return _parsed(member.content, names)
    except NotALedger as problem:
        return SetAside(label_of(*names), str(problem))


def _parsed(content: bytes, path: tuple[str, ...]) -> HandedIn:
    try:
        document = json.loads(content, parse_constant=_refuse_constant)  # knows UTF-8, -16 and -32 by their first bytes
    except (ValueError, RecursionError):
        raise NotALedger("is damaged or no JSON; ask for it again." if says_json(path[-1]) else NO_LEDGER) from None
    return _ledger(document, label_of(*path))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of a ledger")


def _ledger(document: Any, file: str) -> HandedIn:
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
        raise NotALedger("is JSON, but no ledger of this course.")
    if document.get("format") != FORMAT or isinstance(document["format"], bool):
        raise NotALedger("was written by another version of the course; update both to the same one.")
    entries: Sequence[Any] = document["entries"]
    if len(entries) > MOST_ENTRIES:
        raise NotALedger(f"has {len(entries):,} entries; a whole course makes a few hundred.")
    if not re.fullmatch("[0-9A-Za-z-]{4,64}", str(document.get("learner"))):
        raise NotALedger("names no learner by an id; hand in the file as the course wrote it.")
    for place, entry in enumerate(entries, start=1):
        if not _is_entry(entry):
            raise NotALedger(f"has an entry, number {place}, that the course did not write.")
    old = document.get("archived")
    return HandedIn(
        learner=str(document["learner"]),
        name=plain_line(document.get("name"), LONGEST_NAME),
        file=file,
        entries=tuple(entries),
        archived=tuple(entry for entry in old if _is_entry(entry)) if isinstance(old, list) else (),
    )


def _is_entry(entry: Any) -> bool:
    named = isinstance(entry, dict) and all(_is_word(entry.get(key)) for key in ("kind", "lesson", "item"))
    return named and _is_shallow(entry, DEEPEST)


def _is_shallow(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_shallow(each, levels - 1) for each in inner)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_WORD


def _one_each(read: Iterable[HandedIn]) -> tuple[list[HandedIn], list[SetAside]]:
    """One ledger a learner, the newest of several, and the others with what they are to it."""
    copies: dict[str, list[HandedIn]] = {}
    for each in read:
        copies.setdefault(each.learner, []).append(each)
    newest, older = [], []
    for several in copies.values():
        best = max(several, key=_newness) if len(several) > 1 else several[0]
        newest.append(best)
        older += [SetAside(each.file, _beside(each, best), best.file) for each in several if each is not best]
    return newest, older


def _newness(ledger: HandedIn) -> tuple[datetime, int, int, str]:
    """What makes one ledger of a learner newer than another; the file's name, length and date play no part.

    The last answer decides. A ledger that holds all of another has its last answer too, and more entries or, if
    lessons were started again, more of them archived: so it counts as newer even if the clock was set back.
    """
    entries = (*ledger.entries, *ledger.archived)
    text = json.dumps(entries, sort_keys=True)  # that the same two always end the same way
    return max([NEVER, *map(moment_of, entries)]), len(entries), len(ledger.archived), text


def moment_of(entry: Entry) -> datetime:
    """When an entry was written; before everything if it does not say so in the course's way."""
    try:
        moment = datetime.fromisoformat(entry.get("at", ""))
    except (TypeError, ValueError):
        return NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _beside(other: HandedIn, best: HandedIn) -> str:
    """What another ledger of the same learner is to the one that counts."""
    if (other.entries, other.archived) == (best.entries, best.archived):
        return f"is another copy of the ledger in {_ANOTHER}."
    if _record(other) <= _record(best):
        return f"is an older copy of the ledger in {_ANOTHER}."
    return f"is another ledger of the same learner; the later one, {_ANOTHER}, counts."


def _record(ledger: HandedIn) -> Counter[str]:
    """Every entry that was ever written, as text, with how often it stands there."""
    return Counter(json.dumps(entry, sort_keys=True) for entry in (*ledger.entries, *ledger.archived))


def confidence(entry: Entry) -> float | None:
    """How sure the learner was, as a share from 0 to 1, or None if the entry does not say so in the course's way."""
    value = finite(entry.get("confidence"))
    return value / 100 if value is not None and 0 <= value <= 100 else None
