"""What waits: a card that would give the answer of an open prediction away, until that is locked in or given up."""

import html
from dataclasses import dataclass

from ketabrain.engine import session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.notes import folded
from ketabrain.engine.numerals import shortened

LOCK_FIRST = "Lock in your answer first"
LOOK_NOW = "Look now: it will not count"
WHY = "What comes here gives the answer away."
TO_THE_QUESTION = '<a class="kb-to-part" data-part="2." href="#2.-Predict">Go to the question</a>'
_SETTLES = ("prediction", "reveal", "look")
"""Entries of the ledger after which nothing is given away any more."""
_LONGEST_QUESTION = 110

Items = str | tuple[str, ...]
"""The predictions of the open lesson that something waits for, by their items; "" for none."""


@dataclass(frozen=True)
class Awaited:
    """A prediction that something waits for: its lesson, its item and what it asks."""

    lesson: str
    item: str
    text: str


def awaited(after: Items) -> tuple[Awaited, ...]:
    """What something waits for. Raises LessonError for an item that no `predict` of the open lesson has asked."""
    found = []
    for item in filter(None, (after,) if isinstance(after, str) else after):
        asked = session.current().asked.get((session.lesson(), item))
        if asked is None:
            raise LessonError(f"after={item!r} found no question: run the cell with predict({item!r}, …) first.")
        found.append(Awaited(session.lesson(), item, asked.text))
    return tuple(found)


def still_open(items: tuple[Awaited, ...]) -> tuple[Awaited, ...]:
    """Which of these predictions are neither locked in nor given up."""
    return tuple(each for each in items if not any(session.entries(kind, each.lesson, each.item) for kind in _SETTLES))


def give_up(items: tuple[Awaited, ...]) -> None:
    """Note in the ledger that the learner has looked before answering: these answers will not count."""
    for each in still_open(items):
        session.record("look", each.item)


def questions(items: tuple[Awaited, ...]) -> str:
    """The line that stands while something waits, as HTML: which question comes first."""
    words = " ".join(f"“{asked_briefly(each)}”" for each in items)
    return (
        f'<p class="kb-task">{LOCK_FIRST}: {html.escape(words)}</p>'
        + f'<p class="kb-small">{WHY} {TO_THE_QUESTION}</p>'
    )


def asked_briefly(item: Awaited) -> str:
    """What a prediction asks, cut to what a line holds."""
    return shortened(item.text, _LONGEST_QUESTION)


def behind(items: tuple[Awaited, ...], page: str) -> str:
    """What waits, on a page on which nothing runs: shut, under the line that says what comes first."""
    return f'<div class="kb-waits">{questions(items)}{folded(LOOK_NOW, page)}</div>'
