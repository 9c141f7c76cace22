"""A table of data on the page, with a caption and headings that assistive technology can read."""

import html

import pandas as pd
from IPython.display import HTML, display

from ketabrain.engine import cards
from ketabrain.engine.numerals import minus


def show_table(frame: pd.DataFrame, caption: str) -> None:
    """Show a table with its caption; numbers are rounded to three significant digits, gaps stay empty."""
    rows = [[html.escape(_cell(value)) for value in row] for row in frame.itertuples(index=False)]
    # A long table scrolls in its own box, which the keyboard can reach.
    display(
        HTML(
            f'{cards.STYLE}<div class="kb-card" style="max-height:460px;overflow:auto" tabindex="0" role="region" '
            f'aria-label="{html.escape(caption)}">{cards.table(caption, list(frame.columns), rows)}</div>'
        )
    )


def _cell(value: object) -> str:
    if value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return minus(value, ",.3g" if abs(value) < 1000 else ",.0f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
