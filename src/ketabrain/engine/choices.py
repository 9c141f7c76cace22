"""One refusal for every word that is none of those on offer."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

Member = TypeVar("Member", bound=StrEnum)


def chosen(kind: type[Member], word: str) -> Member:
    """The member of an enumeration that a word names. Raises ValueError for another word, and names the members."""
    refuse_unknown((word, kind))
    return kind(word)


def refuse_unknown(*asked: tuple[str, Iterable[str]]) -> None:
    """Check words against those allowed. Raises ValueError for the first that is none of them, and names them."""
    for word, allowed in asked:
        offered = tuple(allowed)
        if word not in offered:
            raise ValueError(f"There is no choice {word!r}; use one of {', '.join(offered)}.")
