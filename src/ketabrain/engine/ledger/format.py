"""What a ledger's file looks like: its format, the check of what was read, and how it is put in its place."""

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ketabrain.engine import course

FORMAT = 1

Entry = dict[str, Any]
Document = dict[str, Any]

WORDS = ("kind", "lesson", "item")
"""The keys that every entry has, with text in them."""


def new_document() -> Document:
    """A ledger with nothing in it, and a random id of its own."""
    served = course.served()
    head = {"format": FORMAT, "learner": secrets.token_hex(8), "course": served.version, "about": served.name}
    return {**head, "entries": []}


def new_entry(kind: str, lesson: str, item: str, fields: Mapping[str, Any]) -> Entry:
    """An entry that is made now. Raises TypeError or ValueError if a field is nothing that JSON can hold."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"kind": kind, "lesson": lesson, "item": item, **fields, "at": at}
    return json.loads(json.dumps(entry, allow_nan=False))  # what the file will give back, or an error at once


def parsed(content: bytes) -> Document | None:
    """The ledger in a file's content, or None if it is damaged or no ledger."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if is_ledger(document) else None


def is_ledger(document: Any) -> bool:
    """Whether this is a ledger. A newer format may look different in all but its number."""
    if not isinstance(document, dict) or type(document.get("format")) is not int or document["format"] < 1:
        return False
    return document["format"] > FORMAT or (
        _are_entries(document.get("entries"))
        and _are_entries(document.get("archived", []))
        and isinstance(document.get("learner", ""), str)
    )


def _are_entries(found: Any) -> bool:
    return isinstance(found, list) and all(
        isinstance(each, dict) and all(isinstance(each.get(key), str) for key in WORDS) for each in found
    )


def to_json(document: Document) -> str:
    """The text of a ledger's file."""
    return json.dumps(document, indent=1) + "\n"


def content_of(entry: Entry) -> str:
    """Everything that an entry says, as one text: two that say the same are one.

    Browsers write 70 where Python writes 70.0: both say the same.
    """
    return json.dumps(_whole(entry), sort_keys=True)


def _whole(value: Any) -> Any:
    """A value whose whole numbers are written without a point."""
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def without(entries: Iterable[Entry], gone: Iterable[Entry]) -> list[Entry]:
    """The entries but for those in `gone`, each of which takes one with the same content away."""
    left = Counter(map(content_of, gone))
    kept = []
    for entry in entries:
        content = content_of(entry)
        if left[content]:
            left[content] -= 1
        else:
            kept.append(entry)
    return kept


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
