"""What a file that was handed in may be, as far as its name and its size tell.

Course systems put names of their own around a learner's file (`lovelaceada_LATE_12_34_my-ledger-146d-ada-1.json`), and
browsers and mail programs add to its end (`my-ledger.json.txt`, `my-ledger.json (1)`), so little is asked of a name.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

LARGEST_BYTES = 2_000_000
"""Largest ledger that is opened, in bytes."""
LONGEST_LABEL = 160
"""Longest name of a file, with the folder or the zip it lies in, that an instructor is shown, in characters."""
TOO_LARGE = f"is larger than {LARGEST_BYTES / 1e6:g} MB, which no ledger of this course is."
NO_LEDGER = "is no .json file; a ledger is called my-ledger-….json, and may lie in a zip."

_LITTER = {"__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}


class FileKind(StrEnum):
    """What a name says of a file."""

    LEDGER = "ledger"
    ZIP = "zip"
    LITTER = "what systems leave behind unasked"
    OTHER = "anything else"


def kind_of(parts: Sequence[str]) -> FileKind:
    """What the file at the end of a path may be. A ledger may hide behind .txt or no ending; its content decides."""
    if any(part.startswith(".") or part.lower() in _LITTER for part in parts):
        return FileKind.LITTER
    name = parts[-1].lower()
    if re.search(r"\.zip\W*$", name):
        return FileKind.ZIP
    return FileKind.LEDGER if says_json(name) or re.search(r"\.txt$|^[^.]*$", name) else FileKind.OTHER


def says_json(name: str) -> bool:
    """Whether a name ends as that of a JSON file does, whatever number a program has put behind it."""
    return re.search(r"\.json[^a-z]*(\.txt)?$", name.lower()) is not None


def label_of(*places: str) -> str:
    """The name of a file as an instructor reads it, from the outermost place inwards (still to be escaped)."""
    return plain_line("/".join(places), LONGEST_LABEL) or "A file without a readable name"


def plain_line(typed: Any, longest: int) -> str:
    """Text from outside as one short line of visible characters (still to be escaped); empty if it is no text."""
    if not isinstance(typed, str):
        return ""
    visible = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in typed[: 4 * longest])
    return " ".join(visible.split())[:longest]
