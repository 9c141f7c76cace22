"""What waits: a card that would give the answer of an open prediction away, until that is locked in or given up."""

import html

from ketabrain.engine import cards, session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.notes import folded
from ketabrain.engine.numerals import shortened

LOCK_FIRST = "Lock in your answer first"
LOOK_NOW = "Look now: it will not count"
_SETTLES = ("prediction", "reveal", "look")
"""Entries of the ledger after which nothing is given away any more."""
_LONGEST_QUESTION = 110

Items = str | tuple[str, ...]
"""The predictions of the open lesson that something waits for, by their items; "" for none."""


def items_of(after: Items) -> tuple[str, ...]:
    """The items that something waits for. Raises LessonError for one that no `predict` of the lesson has asked."""
    items = (after,) if isinstance(after, str) else after
    asked = session.current().asked
    for item in filter(None, items):
        if (session.lesson(), item) not in asked:
            raise LessonError(f"after={item!r} found no question: run the cell with predict({item!r}, …) first.")
    return tuple(filter(None, items))


def still_open(items: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these predictions are neither locked in nor given up."""
    return tuple(item for item in items if not any(session.latest(kind, item) for kind in _SETTLES))


def give_up(items: tuple[str, ...]) -> None:
    """Note in the ledger that the learner has looked before answering: these answers will not count."""
    for item in still_open(items):
        session.record("look", item)


def questions(items: tuple[str, ...]) -> str:
    """The line that stands while something waits, as HTML: which question comes first."""
    asked = session.current().asked
    words = " ".join(f"“{shortened(asked[session.lesson(), item].text, _LONGEST_QUESTION)}”" for item in items)
    return f'<p class="kb-task">{LOCK_FIRST}: {html.escape(words)}</p>'


def behind(items: tuple[str, ...], page: str) -> str:
    """What waits, on a page on which nothing runs: shut, under the line that says what comes first."""
    return f'<div class="kb-waits">{questions(items)}{folded(LOOK_NOW, page)}</div>'


def note() -> str:
    """Why there is something to lock in first, in one sentence."""
    return cards.text("What comes here gives the answer away.", style="kb-small")
