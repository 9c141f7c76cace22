"""fair_version: the learner writes a fair short version of the article, and a rubric asks what it may lack."""

import html

import ipywidgets as widgets

from ketabrain.engine import cards, cells, session
from ketabrain.engine.cards import Card
from ketabrain.topics.judging.rubric import LONGEST_WORDS, check_version

ITEM = "fair-version"
"""Under this name the text is kept in the ledger."""


def fair_version() -> None:
    """Show a box to write in, and a button that holds the text against the rubric and keeps it in the ledger."""
    cells.show(fair_version_card())


def my_version() -> str:
    """The learner's latest text, or an empty one."""
    found = session.entries("version")
    return str(found[-1]["value"]) if found else ""


def fair_version_card() -> Card:
    """The card that `fair_version` shows."""
    box = widgets.Textarea(
        value=my_version(), description="Your version", placeholder=f"At most {LONGEST_WORDS} words",
        style={"description_width": "110px"}, layout=widgets.Layout(width="700px", max_width="98%", height="190px"),
    )  # fmt: skip
    place = widgets.HTML()

    def look() -> None:
        if not box.value.strip():
            card.tell("Write something first; a single sentence is a start.")
            return
        if box.value != my_version():
            session.record("version", ITEM, value=box.value)
        card.tell()
        place.value = _page(box.value)

    if box.value:
        place.value = _page(box.value)
    card = Card(
        cards.text(f"A fair version in {LONGEST_WORDS} words", "h3"), box,
        cards.button("Hold it against the rubric", look, primary=True), place,
    )  # fmt: skip
    return card


def _page(text: str) -> str:
    """What the rubric says, as HTML."""
    checked = check_version(text)
    rows = [
        (("✓ " if line.found else "✗ ") + html.escape(line.asks), "" if line.found else html.escape(line.question))
        for line in checked.lines
    ]
    head = f"{checked.words} words; something found for {checked.found} of {len(checked.lines)} lines."
    note = "The rubric looks for words and cannot tell sense from nonsense: the last reader is you."
    return cards.say(f"{head} {note}", mark="Rubric") + cards.table("Line by line", ("Your text", "Ask yourself"), rows)
