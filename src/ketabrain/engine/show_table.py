"""A table of data on the page, with a caption and headings that assistive technology can read."""

import html

import pandas as pd

from ketabrain.engine import cards
from ketabrain.engine.numerals import minus


def show_table(frame: pd.DataFrame, caption: str) -> None:
    """Show a table with its caption; numbers are rounded to three significant digits, gaps stay empty."""
    rows = [[html.escape(_cell(value)) for value in row] for row in frame.itertuples(index=False)]
    cards.show_page(cards.table(caption, list(frame.columns), rows))


def _cell(value: object) -> str:
    if value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return minus(value, ",.3g" if abs(value) < 1000 else ",.0f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
