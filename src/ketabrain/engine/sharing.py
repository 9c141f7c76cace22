"""Sharing with a room: where a class has a folder for it, a copy of the ledger goes there, if the learner said so."""

import re
from pathlib import Path

from ketabrain.engine import course
from ketabrain.engine.ledger import Entry, Ledger, LedgerError, replace_text

ITEM = "room"
LONGEST_NAME = 40


def folder() -> Path | None:
    """The folder in which a class collects ledgers (the setting HAND_IN, made by whoever runs it), or None."""
    named = course.served().setting("HAND_IN")
    return Path(named) if named else None


def said(book: Ledger) -> Entry | None:
    """What the learner last said about sharing: `value` is whether to share, `name` an optional name. Or None."""
    return book.latest("sharing", "", ITEM)


def share(book: Ledger, name: str) -> None:
    """Remember that this ledger may be shared, and share it. Raises LedgerError."""
    book.append("sharing", "", ITEM, value=True, name=name.strip()[:LONGEST_NAME])
    update(book)


def stop(book: Ledger) -> None:
    """Remember that this ledger may not be shared, and take its copy back. Raises LedgerError.

    The copy goes even if the ledger cannot be written, as on a full disk.
    """
    try:
        book.append("sharing", "", ITEM, value=False)
    finally:
        _take_back(book)


def update(book: Ledger) -> None:
    """Bring the shared copy up to date, if there is a folder for it and the learner said so. Raises LedgerError."""
    if folder() is None:
        return
    with book.locked():  # another notebook of the same learner writes the same copy, or is just taking it back
        place, word = _copy(book), said(book)
        if place is None or word is None or not word["value"]:
            return
        text = book.text(**({"name": word["name"]} if word["name"] else {}))
        part = place.with_name(f".{place.name}.part")  # readers of the folder pass over names that begin with a dot
        try:
            replace_text(place, text, part)
        except OSError as problem:
            raise _failed("handed in", problem) from None


def _take_back(book: Ledger) -> None:
    place = _copy(book)
    if place is not None:
        try:
            place.unlink(missing_ok=True)
        except OSError as problem:
            raise _failed("taken back", problem) from None


def _copy(book: Ledger) -> Path | None:
    """Where the shared copy stands: one file for each random id, whatever the learner has made of that id."""
    home = folder()
    if home is None:
        return None
    learner = re.sub("[^0-9a-z]", "", book.learner)[:32]
    return home / f"ledger-{learner or 'nameless'}.json"


def _failed(done: str, problem: OSError) -> LedgerError:
    return LedgerError(
        f"Your answers could not be {done} ({problem.strerror or problem}); they are safe in your own ledger. Tell "
        "your instructor; the next answer will try again."
    )
