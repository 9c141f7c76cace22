"""The cards that a learner reads and answers on: one look, made in one place, every text escaped.

Cards take their paper and ink from JupyterLab's theme, light or dark, with fallbacks elsewhere. Feedback stands on
paper and in ink of its own, dark on light, and says in a word and a mark what its colour says.
"""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from IPython.display import HTML, display

from ketabrain.engine import session
from ketabrain.engine.draw.style import SCALE

FRONT_END = Path(__file__).parent / "front_end"
CSS = "".join((FRONT_END / name).read_text(encoding="utf-8") for name in ("page.css", "card.css"))
if SCALE != 1:  # on a projector everything is larger
    CSS += f"body{{zoom:{SCALE:g}}}.jp-LabShell :is(.lm-BoxPanel,.lm-BoxPanel-child){{width:100%!important}}"
STYLE = f"<style>{CSS}</style>"


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


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already (the caption and the headings are text)."""
    top = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    title = text(caption, "caption")
    return f'<table class="kb-table">{title}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def say(words: str, *, mark: str = "", style: str = "") -> str:
    """Words set apart: `mark` is what they mean ("✓ Right"), `style` one of kb-right, kb-wrong, kb-course or none."""
    first = f"<b>{html.escape(mark)}.</b> " if mark else ""
    return f'<div class="kb-say {style}" role="status">{first}{html.escape(words)}</div>'


def judged(right: bool, words: str) -> str:
    """Feedback: a mark, a word and a colour that say the same."""
    return say(words, mark="✓ Right" if right else "✗ Not yet", style="kb-right" if right else "kb-wrong")


def show_page(*parts: str) -> None:
    """Show a card that only has to be read, with whatever the learner must be told about the ledger."""
    display(HTML(f'{STYLE}<div class="kb-card">{"".join(parts)}{told()}</div>'))


def told() -> str:
    """Whatever the learner must be told about the ledger, once, as HTML."""
    words = session.notice()
    return say(words, mark="Please note") if words else ""
