"""fair_version: the learner writes a fair short version of the article, and a word check asks what it may lack."""

import html

from ketabrain.engine import cards, cells, session
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.parts import Button, Part, Text, Words
from ketabrain.topics.judging.rubric import LONGEST_WORDS, check_version

ITEM = "fair-version"
"""Under this name the text is kept in the ledger."""


def fair_version() -> None:
    """Show a box to write in, and a button that runs the word check and keeps it in the ledger."""
    cells.show(FairVersionCard())


def my_version() -> str:
    """The learner's latest text, or an empty one."""
    found = session.entries("version")
    return str(found[-1]["value"]) if found else ""


class FairVersionCard(Card):
    """The card that `fair_version` shows."""

    def __init__(self) -> None:
        super().__init__("kb-check")
        self.refresh()

    def page(self) -> list[Part]:
        """A box for the text, a button, and what the word check says to the text that was kept last."""
        kept = my_version()
        return [
            Words(html=cards.text(f"A fair version in {LONGEST_WORDS} words", "h3")),
            Text(name="version", label="Your version", value=kept, lines=8),
            Button(name="look", label="Run the word check", act=self._keep, primary=True, reads=True),
            Words(html=_page(kept) if kept else ""),
        ]

    def _keep(self) -> None:
        text = self.values["version"]
        if not text.strip():
            raise LessonError("Write something first; a single sentence is a start.")
        if text != my_version():
            session.record("version", ITEM, value=text)


def _page(text: str) -> str:
    """What the word check says, as HTML."""
    checked = check_version(text)
    rows = [
        (("✓ " if line.found else "✗ ") + html.escape(line.asks), "" if line.found else html.escape(line.question))
        for line in checked.lines
    ]
    head = f"{checked.words} words; {checked.found} of {len(checked.lines)} lines met."
    note = "It looks for words and cannot tell sense from nonsense, nor true from false: the last reader is you."
    table = cards.table("Line by line", ("Your text", "Ask yourself"), rows, whole=True)
    return cards.say(f"{head} {note}", mark="Word check") + table
