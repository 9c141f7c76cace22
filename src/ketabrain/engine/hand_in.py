"""hand_in: give your answers to an instructor, as a file or, in a class that collects them, by one button."""

import base64
import json
import re

from ketabrain.engine import cards, cells, session, sharing
from ketabrain.engine.card import Card
from ketabrain.engine.ledger import LedgerError
from ketabrain.engine.names import plain_name
from ketabrain.engine.parts import Block, Button, Part, Text, Words

WHAT = (
    "That is all that your ledger holds: predictions, tries at exercises, verdicts, and the texts that you wrote. "
    "It says who you are by a random id only, unless you give a name; a file to hand in is named by both."
)
LONGEST_IN_FILE_NAME = 24
"""Longest name of a learner in the name of a file, in characters."""


def hand_in() -> None:
    """Show how to hand in the ledger. Nothing leaves the learner's copy before a button is pressed."""
    cells.show(HandInCard())


class HandInCard(Card):
    """The card that `hand_in` shows."""

    def __init__(self) -> None:
        self._link = ""
        super().__init__("kb-tools")
        self.refresh()

    def page(self) -> list[Part]:
        """What the ledger holds, a box for a name, and the buttons."""
        head = Words(html=cards.text("Hand in your answers", "h3") + cards.text(WHAT + _own_id()))
        name = Text(name="name", label="Name or group (optional)")
        make = Button(name="make", label="Make a file to hand in", act=self._make, reads=True)
        link = Words(html=self._link)
        if sharing.folder() is None:
            return [head, name, make, link]
        share = Button(name="share", label="Share my answers", act=self._share, primary=True, reads=True)
        stop = Button(name="stop", label="Stop sharing", act=lambda: sharing.stop(session.current().ledger))
        words = cards.text("Your instructor can show the room's answers, without names, if you share yours.")
        state = Words(html=words + _shared())
        return [head, name, state, Block(parts=(share, stop), style="kb-row"), make, link]

    def _make(self) -> None:
        self._link = download_link(self.values["name"])

    def _share(self) -> None:
        sharing.share(session.current().ledger, self.values["name"])


def _shared() -> str:
    """Whether the answers go to the room, as HTML."""
    try:
        word = sharing.said(session.current().ledger)
    except LedgerError as problem:
        return cards.say(str(problem))
    if not word or not word["value"]:
        return cards.text("Nothing is shared now.")
    shown = f" as “{word['name']}”" if word.get("name") else ""
    return cards.say(f"Every answer goes to the room as you give it{shown}.", mark="✓ Shared")


def _own_id() -> str:
    """How to find oneself on the instructor's screen, once there is something to find."""
    try:
        book = session.current().ledger
        return f" Yours begins with {book.learner[:4]}." if session.entries() else ""
    except LedgerError:  # entries has noted it, and the card says it
        return ""


def download_link(name: str = "") -> str:
    """HTML with a link to the ledger as a file, with a name in it if one is given. Raises LedgerError."""
    chosen = name.strip()[: sharing.LONGEST_NAME]
    content = session.current().ledger.text(**({"name": chosen} if chosen else {}))
    file = file_name(str(json.loads(content).get("learner", "")), chosen)
    data = base64.b64encode(content.encode()).decode()
    size = f"{len(session.entries())} entries, {len(content) / 1000:.1f} kB"
    return (
        f'<p role="status"><a download="{file}" href="data:application/json;base64,{data}">'
        f"Download {file}</a> ({size})</p>"
    )


def file_name(learner: str, name: str = "") -> str:
    """What a ledger is called that is handed in, by the first four signs of its id and a name: my-ledger-146d-ana.json.

    It holds letters, digits and hyphens alone, and begins alike, so that every file system and course system takes it.
    """
    parts = ("my-ledger", re.sub("[^0-9A-Za-z]", "", learner)[:4], plain_name(name)[:LONGEST_IN_FILE_NAME].strip("-"))
    return "-".join(part for part in parts if part) + ".json"
