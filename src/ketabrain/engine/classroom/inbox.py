"""The folder into which learners hand their ledgers: what can be read is read, the rest is set aside with a sentence.

A file comes from somebody else's computer, so nothing in it is trusted: its size is limited before it is opened, links
are not followed, its text is never run, and a name is cut to a line of letters. Nothing in the folder is changed.
"""

import json
import math
import os
import re
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ketabrain.engine.ledger import FORMAT, Entry
from ketabrain.engine.sharing import LONGEST_NAME

LARGEST_BYTES = 2_000_000
MOST_ENTRIES = 5_000
MOST_FILES = 500
LONGEST_WORD = 100
"""Longest kind, lesson or item that an entry may carry, in characters."""


class NotALedger(ValueError):
    """A file that cannot be used; its text completes the sentence “<file> …”."""


class InboxError(ValueError):
    """The folder itself cannot be read; its text is a sentence for the instructor."""


@dataclass(frozen=True)
class HandedIn:
    """One learner's ledger: a random id, a name if one was given (plain text, still to be escaped), the entries."""

    learner: str
    name: str
    file: str
    entries: tuple[Entry, ...]

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
    """A file that was left out, and why: the rest of a sentence that begins with its name."""

    file: str
    why: str


@dataclass(frozen=True)
class Answers:
    """All that was handed in: one ledger a learner, sorted by id, and what was left out."""

    learners: tuple[HandedIn, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


Stamp = tuple[int, int, int]


class Inbox:
    """A folder of ledgers. Reading it again looks only into files that are new or have changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[Stamp, HandedIn | SetAside]] = {}

    def read(self) -> Answers:
        """What the folder holds now. Raises InboxError if it cannot be listed."""
        try:
            with os.scandir(self.folder) as found:
                files = sorted((each for each in found if not each.name.startswith(".")), key=lambda each: each.name)
        except OSError as problem:
            raise InboxError(
                f"The folder {self.folder} could not be read ({problem.strerror or problem}); make it, or name another."
            ) from None
        kept, beyond = files[:MOST_FILES], files[MOST_FILES:]
        self._known = {each.name: self._look(each) for each in kept}
        read = [result for _, result in self._known.values()]
        newest, older = _one_each([each for each in read if isinstance(each, HandedIn)], self._known)
        too_many = [
            SetAside(each.name, f"was not opened: more than {MOST_FILES} files are in the folder.") for each in beyond
        ]
        return Answers(
            tuple(sorted(newest, key=lambda each: each.learner)),
            (*(each for each in read if isinstance(each, SetAside)), *older, *too_many),
        )

    def _look(self, file: os.DirEntry[str]) -> tuple[Stamp, HandedIn | SetAside]:
        try:
            state = file.stat(follow_symlinks=False)
        except OSError:  # gone since the folder was listed
            return (0, 0, 0), SetAside(file.name, "disappeared while it was read.")
        stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        before = self._known.get(file.name)
        if before and before[0] == stamp:
            return before
        try:
            return stamp, _read(Path(file.path), state)
        except NotALedger as problem:
            return stamp, SetAside(file.name, str(problem))


def plain_line(typed: Any, longest: int) -> str:
    """Text from outside as one short line of visible characters (still to be escaped); empty if it is no text."""
    if not isinstance(typed, str):
        return ""
    visible = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in typed[: 4 * longest])
    return " ".join(visible.split())[:longest]


def finite(value: Any) -> float | None:
    """A number from outside, or None for whatever is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # a whole number of more digits than a float can hold
        return None
    return number if math.isfinite(number) else None


def _read(path: Path, state: os.stat_result) -> HandedIn:
    if not stat.S_ISREG(state.st_mode):
        raise NotALedger("is a folder or a link, not a file; copy the ledger itself here.")
    if path.suffix.lower() != ".json":
        raise NotALedger("is no .json file; a ledger is called my-ledger.json.")
    if state.st_size > LARGEST_BYTES:
        raise NotALedger(f"is larger than {LARGEST_BYTES / 1e6:g} MB, which no ledger of this course is.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)  # it may have grown since
    except OSError as problem:
        raise NotALedger(f"could not be opened ({problem.strerror or problem}).") from None
    if len(content) > LARGEST_BYTES:
        raise NotALedger(f"is larger than {LARGEST_BYTES / 1e6:g} MB, which no ledger of this course is.")
    try:
        document = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise NotALedger("is damaged or no JSON; ask for it again.") from None
    return _ledger(document, path.name)


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
        if not isinstance(entry, dict) or not all(_is_word(entry.get(key)) for key in ("kind", "lesson", "item")):
            raise NotALedger(f"has an entry, number {place}, that the course did not write.")
    return HandedIn(str(document["learner"]), plain_line(document.get("name"), LONGEST_NAME), file, tuple(entries))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_WORD


def _one_each(
    read: Sequence[HandedIn], stamps: dict[str, tuple[Stamp, HandedIn | SetAside]]
) -> tuple[list[HandedIn], list[SetAside]]:
    """One ledger a learner: of several copies the one with the most entries, and of those the latest."""
    best: dict[str, HandedIn] = {}
    older = []
    for each in sorted(read, key=lambda one: (len(one.entries), stamps[one.file][0]), reverse=True):
        if each.learner in best:
            older.append(SetAside(each.file, f"is another copy of the ledger in {best[each.learner].file}."))
        else:
            best[each.learner] = each
    return list(best.values()), older


def confidence(entry: Entry) -> float | None:
    """How sure the learner was, as a share from 0.5 to 1, or None if the entry does not say so in the course's way."""
    value = finite(entry.get("confidence"))
    return value / 100 if value is not None and 50 <= value <= 100 else None
