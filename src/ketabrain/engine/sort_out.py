"""sort_out: the learner sorts experiments (or anything else) first, and sees how the course sorts them after."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from ketabrain.engine import cards, cells, session
from ketabrain.engine.card import Card
from ketabrain.engine.draw.drawn import HEIGHT_IN, height_of
from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.errors import LessonError
from ketabrain.engine.parts import Block, Button, Part, Pick, Words
from ketabrain.engine.picture import address, picture, size_px
from ketabrain.engine.show_table import Rows
from ketabrain.engine.shown import Shown

_OPEN = "choose …"


@dataclass(frozen=True)
class Piece:
    """One thing to sort: its text, the options that are fair, and a note that is shown with them."""

    text: str
    fair: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The words on the card: its two buttons, what a piece is called, and what the sorted whole is called."""

    lock: str = "Lock in my map"
    look: str = "Show the map without sorting"
    piece: str = "Study"
    whole: str = "map"


MAP = Labels()
"""For studies that make a map."""
ANSWERS = Labels(lock="Lock in my answers", look="Show ours", piece="Item", whole="answers")
"""For questions about one text, which make no map."""


def sort_out(
    item: str,
    question: str,
    pieces: Mapping[str, Piece],
    options: Sequence[str],
    compute: Callable[[], Any] | None = None,
    draw: Callable[[Any, Figure], str] | None = None,
    labels: Labels = MAP,
    table: Callable[[], Rows] | None = None,
) -> None:
    """Show pieces by name, each with a choice among `options`, and a button that locks the choices in.

    Then every choice meets the course's; `draw(compute(), figure)`, if there is one, shows the finished map and returns
    its description, and a `table` opens below. The choices go to the ledger under `item`; running the cell again shows
    them. A learner may also look without sorting. `labels` are the words on the card: MAP or ANSWERS. Raises
    LessonError for a fair answer that is no option, and before `start` has run.
    """
    strange = sorted({answer for piece in pieces.values() for answer in piece.fair} - set(options))
    if strange:
        raise LessonError(f"sort_out({item!r}): {', '.join(strange)} is none of the options {', '.join(options)}.")
    show = (lambda figure: draw(compute(), figure)) if draw and compute else None
    height = height_of(draw) if draw else HEIGHT_IN
    cells.show(SortingCard(item, question, pieces, options, show, height, labels, table))


class SortingCard(Card):
    """The card that `sort_out` shows."""

    def __init__(
        self,
        item: str,
        question: str,
        pieces: Mapping[str, Piece],
        options: Sequence[str],
        draw: Callable[[Figure], str] | None,
        height_in: float,
        labels: Labels,
        table: Callable[[], Rows] | None,
    ) -> None:
        self.item, self.question, self.pieces, self.options = item, question, pieces, options
        self.labels = labels
        self.table = table
        self._draw = draw
        self._figure = new_figure(height_in)
        self._description = ""
        super().__init__("kb-sort")
        self.refresh()

    def page(self) -> list[Part]:
        """The pieces to sort; once they are sorted, both maps side by side and the finished picture."""
        question = Words(html=cards.text(self.question, "h3"))
        entry = session.latest("sorting", self.item)
        if entry:
            sorted_out = Words(html=_compared(self.pieces, entry["value"], self.labels))
            below = [Words(html=self.table().page())] if self.table else []
            return [question, sorted_out, *self.finished(), *below]
        rows = tuple(
            Block(
                parts=(
                    Words(html=cards.text(piece.text)),
                    Pick(name=name, label=name, options=(_OPEN, *self.options), value=_OPEN),
                ),
                style="kb-piece",
            )
            for name, piece in self.pieces.items()
        )
        lock = Button(name="lock", label=self.labels.lock, act=self._lock, primary=True, reads=True)
        look = Button(name="look", label=self.labels.look, act=self._look_only)
        return [question, *rows, Block(parts=(lock, look), style="kb-row")]

    def finished(self) -> list[Shown]:
        """The finished map, if these pieces make one."""
        if self._draw is None:
            return []
        if not self._description:
            self.image, self._description = picture(self._draw, self._figure)
        width, height = size_px(self._figure)
        return [Shown(words=self._description, width=width, height=height, address=lambda: address(self.image))]

    def _lock(self) -> None:
        if session.latest("sorting", self.item):  # from another copy of this notebook
            return
        picked = {name: self.values[name] for name in self.pieces}
        missing = [name for name, value in picked.items() if value == _OPEN]
        if missing:
            raise LessonError(f"Still open: {', '.join(missing)}.")
        right = sum(picked[name] in piece.fair for name, piece in self.pieces.items())
        session.record("sorting", self.item, value=picked, right=right, of=len(self.pieces))

    def _look_only(self) -> None:
        session.record("sorting", self.item, value={}, right=None, of=len(self.pieces))


def _compared(pieces: Mapping[str, Piece], picked: Mapping[str, str], labels: Labels) -> str:
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
    columns = (labels.piece, "You", "The course", "What it is about")
    table = cards.table(f"Your {labels.whole} beside the course's", columns, rows)
    whole = labels.whole
    return cards.say(head + disagree, mark=f"Your {whole}" if picked else f"The course's {whole}") + table
