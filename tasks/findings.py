"""What a look at this computer finds, in words that name nobody."""

import getpass
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Sign(StrEnum):
    """How a line of the page begins."""

    GOOD = "✓"
    BAD = "✗"
    OPEN = "?"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line: how it stands, what was found, and what to do if it is not good."""

    sign: Sign
    words: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.sign} {self.words}" + (f"\n    → {self.advice}" if self.advice else "")


def good(words: str) -> Finding:
    """A line about something that works."""
    return Finding(sign=Sign.GOOD, words=words)


def bad(words: str, advice: str) -> Finding:
    """A line about something that keeps the course from working, with what to do."""
    return Finding(sign=Sign.BAD, words=words, advice=advice)


def unsure(words: str, advice: str) -> Finding:
    """A line about something that may be in the way, with what to do."""
    return Finding(sign=Sign.OPEN, words=words, advice=advice)


def without_names(text: str, homes: Iterable[Path], users: Iterable[str]) -> str:
    """A line that another program wrote, on one line and without anybody's folders, names or addresses."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    line = re.sub(r"\b\w[\w+.-]*://\S+|\S+@\S+\.\w+", "(an address)", line)
    for home in sorted({unicodedata.normalize("NFC", str(home)) for home in homes}, key=len, reverse=True):
        if home.strip("/\\"):
            for form in (home, home.replace("\\", "\\\\"), home.replace("\\", "/")):
                line = re.sub(re.escape(form), "~", line, flags=re.IGNORECASE)
    line = re.sub(r"(?<![\w~.])(?:[A-Za-z]:[\\/]|\\\\|/)(?:[^\s'\"]*[\\/])?", "…/", line)
    for user in sorted({unicodedata.normalize("NFC", user) for user in users if user}, key=len, reverse=True):
        line = re.sub(rf"(?<![^\W_]){re.escape(user)}(?![^\W_])", "you", line, flags=re.IGNORECASE)
    return line


def user_names(home: Path, variables: Iterable[str | None]) -> set[str]:
    """The names by which this computer may call the person in front of it."""
    try:
        own = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as containers have
        own = ""
    return {name for name in (own, home.name, *variables) if name}
