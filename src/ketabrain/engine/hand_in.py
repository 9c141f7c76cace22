"""hand_in: give your answers to an instructor, as a file or, in a class that collects them, by one button."""

import base64

import ipywidgets as widgets

from ketabrain.engine import cards, cells, session, sharing
from ketabrain.engine.cards import Card
from ketabrain.engine.ledger import LedgerError

WHAT = (
    "That is all that your ledger holds: predictions, tries at exercises, verdicts, and the texts that you wrote. "
    "It says who you are by a random id only, unless you give a name."
)


def hand_in() -> None:
    """Show how to hand in the ledger. Nothing leaves the learner's copy before a button is pressed."""
    cells.show(hand_in_card())


def hand_in_card() -> Card:
    """The card that `hand_in` shows."""
    name = cards.text_box("Name or group (optional)")
    link, state, controls = widgets.HTML(), widgets.HTML(), widgets.VBox()
    card = Card(cards.text("Hand in your answers", "h3"), cards.text(WHAT + _own_id()), name, controls)

    def tell_state() -> None:
        word = sharing.said(session.current().ledger)
        if word and word["value"]:
            shown = f" as “{word['name']}”" if word.get("name") else ""
            state.value = cards.say(f"Every answer goes to the room as you give it{shown}.", mark="✓ Shared")
        else:
            state.value = cards.text("Nothing is shared now.")
        card.tell()

    def download() -> None:
        link.value = download_link(name.value)
        card.tell()

    def share() -> None:
        sharing.share(session.current().ledger, name.value)
        tell_state()

    def stop() -> None:
        sharing.stop(session.current().ledger)
        tell_state()

    controls.children = [cards.button("Make a file to hand in", card.safely(download)), link]
    if sharing.folder() is not None:
        controls.children = [
            widgets.HTML(cards.text("Your instructor can show the room's answers, without names, if you share yours.")),
            state,
            cards.line(
                cards.button("Share my answers", card.safely(share), primary=True),
                cards.button("Stop sharing", card.safely(stop)),
            ),
            *controls.children,
        ]
    card.safely(tell_state)()
    return card


def _own_id() -> str:
    """How to find oneself on the instructor's screen, once there is something to find."""
    try:
        book = session.current().ledger
        return f" Yours begins with {book.learner[:4]}." if book.entries() else ""
    except LedgerError:  # said elsewhere on the card
        return ""


def download_link(name: str = "") -> str:
    """HTML with a link to the ledger as a file, with a name in it if one is given. Raises LedgerError."""
    chosen = name.strip()[: sharing.LONGEST_NAME]
    content = session.current().ledger.text(**({"name": chosen} if chosen else {}))
    data = base64.b64encode(content.encode()).decode()
    size = f"{len(session.entries())} entries, {len(content) / 1000:.1f} kB"
    return (
        f'<p role="status"><a download="my-ledger.json" href="data:application/json;base64,{data}">'
        f"Download my-ledger.json</a> ({size})</p>"
    )
