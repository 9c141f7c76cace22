"""The HTML that cards and pages are made of: one look, every text escaped.

Feedback says in a word and a mark what its colour says; paper and ink follow the theme (front_end/page.css).
"""

import html
import re
from collections.abc import Iterable, Sequence

from IPython.display import HTML, display

from ketabrain.engine import session
from ketabrain.engine.front_end import STYLE_SHEET

CSS = STYLE_SHEET
STYLE = f"<style>{CSS}</style>"
ASLEEP = (
    "Pictures and answers stand here as they were saved; all your answers are in your ledger. To bring the page to "
    "life, choose Run → Run All Cells in Jupyter."
)
ROWS_AT_FIRST = 12
"""Rows of a long table that show before its box is ticked."""
_FIGURE = re.compile(r"−?\d[\d,]*(\.\d+)?(e[+−]?\d+)?%?")


def text(words: str, tag: str = "p", style: str = "") -> str:
    """One paragraph (or other tag) of escaped text."""
    attribute = f' class="{style}"' if style else ""
    return f"<{tag}{attribute}>{html.escape(words)}</{tag}>"


def bullets(lines: Iterable[str]) -> str:
    """A list with one escaped line each."""
    return "<ul>" + "".join(text(line, "li") for line in lines) + "</ul>"


def link(words: str, address: str) -> str:
    """A link, or the bare words if there is no address."""
    return f'<a href="{html.escape(address)}">{html.escape(words)}</a>' if address else html.escape(words)


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    whole: bool = False,
    first: int = ROWS_AT_FIRST,
) -> str:
    """A table of cells that are HTML already (the caption and the headings are text).

    Columns of numbers stand to the right. Unless the `whole` table is wanted, the `first` rows show until its box is
    ticked (page.css hides the others), and all of them in print. A wide one scrolls in a region that the keyboard
    reaches.
    """
    lines = [tuple(row) for row in rows]
    numbers = {place for place, cells in enumerate(zip(*lines, strict=True)) if _are_numbers(cells)}

    def joined(tag: str, cells: Sequence[str]) -> str:
        right = ((' class="kb-num"' if place in numbers else "") for place in range(len(cells)))
        return "".join(f"<{tag}{style}>{cell}</{tag[:2]}>" for style, cell in zip(right, cells, strict=True))

    top = joined('th scope="col"', [html.escape(name) for name in head])
    long = len(lines) > first and not whole
    later = ' class="kb-later"' if long else ""
    body = "".join(f"<tr{later * (place >= first)}>{joined('td', row)}</tr>" for place, row in enumerate(lines))
    box = '<input type="checkbox" data-lm-suppress-shortcuts="">'
    more = f'<label class="kb-more">{box} Show all {len(lines)} rows</label>' if long else ""
    return (
        f'<div class="kb-data"><div class="kb-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}" '
        f'data-lm-suppress-shortcuts=""><table class="kb-table">{text(caption, "caption")}'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>{more}</div>"
    )


def _are_numbers(cells: Iterable[str]) -> bool:
    """Whether some cells of a column hold a number, with or without %, and the others nothing."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_FIGURE.fullmatch(cell) for cell in filled)


def say(words: str, *, mark: str = "", style: str = "") -> str:
    """Words set apart: `mark` is what they mean ("✓ Right"), `style` one of kb-right, kb-wrong, kb-course or none."""
    first = f"<b>{html.escape(mark)}.</b> " if mark else ""
    return f'<div class="kb-say {style}" role="status">{first}{html.escape(words)}</div>'


def judged(right: bool, words: str) -> str:
    """Feedback: a mark, a word and a colour that say the same."""
    return say(words, mark="✓ Right" if right else "✗ Not yet", style="kb-right" if right else "kb-wrong")


def begin_page() -> None:
    """Bring the style of the whole page, and the line that stands at its top while no card on it lives."""
    display(HTML(STYLE + text(ASLEEP, style="kb-asleep")))


def show_page(*parts: str) -> None:
    """Show a card that only has to be read, with whatever the learner must be told about the ledger."""
    display(HTML(f'<div class="kb-card">{"".join(parts)}{_told()}</div>'))


def _told() -> str:
    """Whatever the learner must be told about the ledger, once, as HTML."""
    words = session.notice()
    return say(words, mark="Please note") if words else ""
