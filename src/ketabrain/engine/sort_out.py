"""sort_out: the learner sorts experiments (or anything else) first, and sees how the course sorts them after."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from matplotlib.figure import Figure

from ketabrain.engine import cards, cells, session
from ketabrain.engine.cards import Card
from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry
from ketabrain.engine.picture import STYLE, picture

_OPEN = "choose …"


@dataclass(frozen=True)
class Piece:
    """One thing to sort: its text, the options that are fair, and a note that is shown with them."""

    text: str
    fair: tuple[str, ...]
    note: str = ""


def sort_out(
    item: str,
    question: str,
    pieces: Mapping[str, Piece],
    options: Sequence[str],
    compute: Callable[[], Any],
    draw: Callable[[Any, Figure], str],
) -> None:
    """Show pieces by name, each with a choice among `options`, and a button that locks the choices in.

    Then every choice meets the course's, and `draw(compute(), figure)` shows the finished map and returns its
    description. The choices go to the ledger under `item`; running the cell again shows them. A learner may also look
    without sorting. Raises LessonError for a fair answer that is no option, and before `start` has run.
    """
    strange = sorted({answer for piece in pieces.values() for answer in piece.fair} - set(options))
    if strange:
        raise LessonError(f"sort_out({item!r}): {', '.join(strange)} is none of the options {', '.join(options)}.")
    place = widgets.VBox()
    card = Card(STYLE + cards.text(question, "h3"), place)
    stored: Entry | None = session.latest("sorting", item)
    choosers = {} if stored else {name: _chooser(name, options) for name in pieces}

    def show(picked: Mapping[str, str]) -> None:
        finished, _words = picture(lambda figure: draw(compute(), figure), new_figure(height_of(draw)))
        place.children = [widgets.HTML(_compared(pieces, picked) + finished)]

    def lock() -> None:
        entry = session.latest("sorting", item)  # perhaps from another copy of this notebook
        if not entry:
            picked = {name: chooser.value for name, chooser in choosers.items()}
            missing = [name for name, value in picked.items() if value == _OPEN]
            if missing:
                card.tell(f"Still open: {', '.join(missing)}.")
                return
            right = sum(picked[name] in piece.fair for name, piece in pieces.items())
            session.record("sorting", item, value=picked, right=right, of=len(pieces))
            entry = {"value": picked}
        card.tell()
        show(entry["value"])

    def look() -> None:
        session.record("sorting", item, value={}, right=None, of=len(pieces))
        show({})

    if stored:
        show(stored["value"])
    else:
        buttons = (
            cards.button("Lock in my map", lock, primary=True),
            cards.button("Show the map without sorting", look),
        )
        place.children = [*(_row(piece, choosers[name]) for name, piece in pieces.items()), cards.line(*buttons)]
    cells.show(card)


def _row(piece: Piece, chooser: widgets.Dropdown) -> widgets.VBox:
    apart = widgets.Layout(border_top="1px solid #c4c4c0", padding="8px 0 4px 0")
    return widgets.VBox([widgets.HTML(cards.text(piece.text)), chooser], layout=apart)


def _chooser(name: str, options: Sequence[str]) -> widgets.Dropdown:
    return widgets.Dropdown(
        options=(_OPEN, *options), value=_OPEN, description=name,
        style={"description_width": cards.LABEL_WIDTH}, layout=widgets.Layout(width="auto", max_width="520px"),
    )  # fmt: skip


def _compared(pieces: Mapping[str, Piece], picked: Mapping[str, str]) -> str:
    """Every piece with the learner's choice and the course's, as HTML."""
    rows = []
    for name, piece in pieces.items():
        mine = picked.get(name, "")
        mark = "" if not mine else "✓ " if mine in piece.fair else "✗ "
        note = f" {piece.note}" if piece.note else ""
        rows.append(
            [html.escape(each) for each in (name, f"{mark}{mine}" or "–", " or ".join(piece.fair), piece.text + note)]
        )
    right = sum(picked.get(name) in piece.fair for name, piece in pieces.items())
    head = f"You and the course agree on {right} of {len(pieces)}." if picked else "You looked before you sorted."
    disagree = " Where you differ, read the note: some of these can be argued about." if picked else ""
    table = cards.table("Your map beside the course's", ("Study", "You", "The course", "What was done and found"), rows)
    return cards.say(head + disagree, mark="✓ Your map" if picked else "The map") + table
