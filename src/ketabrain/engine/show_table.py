"""A table of data on the page, with a caption and headings that assistive technology can read."""

import html
from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import ask_first, cards, cells, notes
from ketabrain.engine.card import PageCard
from ketabrain.engine.numerals import minus


def show_table(
    frame: pd.DataFrame, caption: str, *, first: int = cards.ROWS_AT_FIRST, after: ask_first.Items = ""
) -> None:
    """Show a table with its caption; numbers are rounded to three significant digits, gaps stay empty.

    Of a long table only the `first` rows show until its box is ticked. One that gives the answer of a prediction away
    stands `after` it.
    """
    page = _page(frame, caption, first)
    if after:
        cells.show(PageCard(lambda: page, after=after))
    else:
        cards.show_page(page)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What the table below an explore's picture shows: its `caption`, which opens it, and a row for each of `frame`."""

    caption: str
    frame: pd.DataFrame
    first: int = cards.ROWS_AT_FIRST

    def page(self) -> str:
        """As HTML, folded."""
        return notes.folded(self.caption, _page(self.frame, self.caption, self.first))


def _page(frame: pd.DataFrame, caption: str, first: int) -> str:
    rows = [[html.escape(_cell(value)) for value in row] for row in frame.itertuples(index=False)]
    return cards.table(caption, list(frame.columns), rows, first=first)


def _cell(value: object) -> str:
    if value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return minus(value, ",.3g" if abs(value) < 1000 else ",.0f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
