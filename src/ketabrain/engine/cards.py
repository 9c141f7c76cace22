"""The cards that a learner reads and answers on: one look, made in one place, every text escaped.

Cards take their paper and ink from JupyterLab's theme, light or dark, with fallbacks elsewhere. Feedback stands on
paper and in ink of its own, dark on light, and says in a word and a mark what its colour says.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from ketabrain.engine import session
from ketabrain.engine.draw.style import SCALE
from ketabrain.engine.ledger import LedgerError

FRONT_END = Path(__file__).parent / "front_end"
STYLE = "".join(f"<style>{(FRONT_END / name).read_text(encoding='utf-8')}</style>" for name in ("page.css", "card.css"))

PROJECTED = f"""<style>
body{{zoom:{SCALE:g}}}
.jp-LabShell .lm-BoxPanel,.jp-LabShell .lm-BoxPanel-child{{width:100%!important}}
@media (min-width:{1180 * SCALE:.0f}px){{
div.kb-card{{max-width:1150px}}
div.kb-card.kb-explore{{display:grid;grid-template-columns:350px 1fr;column-gap:16px;align-items:start}}
div.kb-card.kb-explore>:first-child{{grid-column:1/-1}}
div.kb-card.kb-explore .widget-dropdown{{flex-direction:column;height:auto;width:100%}}
div.kb-card.kb-explore .widget-dropdown label{{width:auto!important;text-align:left}}
div.kb-card.kb-explore .widget-dropdown select{{flex:0 0 32px;width:100%}}
}}
</style>"""
"""On a projector everything is larger, and the controls of an explore stand beside its picture."""

if SCALE != 1:
    STYLE += PROJECTED

ARROW_KEYS = (
    "<style onload=\"this.closest('.kb-card').addEventListener('focusin', ({target}) => "
    "target.matches('select,[type=radio],[type=checkbox]') && target.setAttribute('data-lm-suppress-shortcuts', ''))\">"
    "</style>"
)
"""JupyterLab uses arrow keys and letters as shortcuts of its own; this leaves them to the choices on a card."""

SLIDER_NAMES = (
    "<style onload=\"const card = this.closest('.kb-card'), name = () => "
    "card.querySelectorAll('.noUi-handle:not([aria-label])').forEach(handle => { "
    "const row = handle.closest('.widget-slider').parentElement, "
    "label = row && row.querySelectorAll(':not(.widget-slider) > label')[handle.dataset.handle]; "
    "if (label && label.textContent) handle.setAttribute('aria-label', label.textContent); }); "
    'new MutationObserver(name).observe(card, {childList: true, subtree: true}); name()"></style>'
)
"""A slider's handle has no name for assistive technology; this gives it that of the number box beside it. Sliders come
after this script, some only once a button is pressed, so it watches the card.
"""

LABEL_WIDTH = "190px"
ROWS_AT_FIRST = 12
"""Rows of a long table that show before its box is ticked; page.css counts them too."""
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


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, whole: bool = False) -> str:
    """A table of cells that are HTML already (the caption and the headings are text).

    Columns of numbers stand to the right. Unless the `whole` table is wanted, the first 12 rows show until its box is
    ticked (page.css hides the others), and all of them in print. A wide one scrolls in a region that the keyboard
    reaches.
    """
    lines = [tuple(row) for row in rows]
    numbers = {place for place, cells in enumerate(zip(*lines, strict=True)) if _are_numbers(cells)}

    def joined(tag: str, cells: Sequence[str]) -> str:
        right = ((' class="kb-num"' if place in numbers else "") for place in range(len(cells)))
        return "".join(f"<{tag}{style}>{cell}</{tag[:2]}>" for style, cell in zip(right, cells, strict=True))

    top = joined('th scope="col"', [html.escape(name) for name in head])
    body = "".join(f"<tr>{joined('td', row)}</tr>" for row in lines)
    box = '<input type="checkbox" data-lm-suppress-shortcuts="">'
    long = len(lines) > ROWS_AT_FIRST and not whole
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


def show_page(*parts: str) -> None:
    """Show a card that only has to be read, with whatever the learner must be told about the ledger."""
    display(HTML(f'{STYLE}<div class="kb-card">{"".join(parts)}{_told()}</div>'))


class Card(widgets.VBox):
    """A card with controls: HTML parts and widgets from top to bottom, and a line for what went wrong.

    Where no widget runs, the HTML parts still show.
    """

    def __init__(self, *parts: str | widgets.Widget) -> None:
        self._line = widgets.HTML(_told())
        super().__init__([widgets.HTML(STYLE + ARROW_KEYS + SLIDER_NAMES), *map(_as_widget, parts), self._line])
        self.add_class("kb-card")

    def tell(self, words: str = "") -> None:
        """Say one sentence in the card's last line, after whatever must be told about the ledger; empty clears it."""
        self._line.value = _told() + (say(words) if words else "")

    def safely(self, act: Callable[[], None]) -> Callable[[], None]:
        """The same act, but the card says what went wrong where the ledger cannot be read or written."""

        def run() -> None:
            try:
                act()
            except LedgerError as problem:
                self.tell(str(problem))

        return run

    @property
    def page(self) -> str:
        """All HTML on the card, as a learner sees it now."""
        return "".join(_html_of(child) for child in self.children)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Add what can be read without widgets, for saved pages."""
        bundle = dict(super()._repr_mimebundle_(**kwargs))
        note = text("Answering needs the running notebook.", style="kb-small")
        bundle["text/html"] = f'<div class="kb-card">{self.page}{note}</div>'
        bundle["text/plain"] = "A card of the lesson, which needs the running notebook."
        return bundle


def button(words: str, on_click: Callable[[], None], *, primary: bool = False, tooltip: str = "") -> widgets.Button:
    """A button that says what it does."""
    made = widgets.Button(description=words, button_style="primary" if primary else "", tooltip=tooltip or words)
    made.on_click(lambda _button: on_click())
    return made


def line(*children: widgets.Widget) -> widgets.HBox:
    """Widgets side by side, wrapping where there is no room."""
    return widgets.HBox(list(children), layout=widgets.Layout(flex_flow="row wrap", align_items="center"))


def radio_buttons(words: Sequence[str], chosen: str | None = None) -> widgets.RadioButtons:
    """Radio buttons, none of them chosen unless told."""
    return widgets.RadioButtons(options=list(words), value=chosen, layout=widgets.Layout(width="100%"))


def text_box(label: str, typed: str = "") -> widgets.Text:
    """A named box to type in."""
    return widgets.Text(
        description=label, value=typed, style={"description_width": LABEL_WIDTH}, layout=widgets.Layout(width="360px")
    )


def on_enter(box: widgets.Text, act: Callable[[], None]) -> None:
    """Let the Enter key in a text box do what the button beside it does."""
    box.on_msg(lambda _box, content, _buffers: act() if content.get("event") == "submit" else None)


def number_with_slider(
    label: str, low: float, high: float, step: float, value: float, whole: bool = False
) -> tuple[widgets.HBox, widgets.BoundedFloatText | widgets.BoundedIntText]:
    """A slider linked to the number box that names it (a bare slider has no accessible name); the box has the value."""
    box_kind, slider_kind = (
        (widgets.BoundedIntText, widgets.IntSlider) if whole else (widgets.BoundedFloatText, widgets.FloatSlider)
    )
    box = box_kind(
        description=label, min=low, max=high, step=step, value=value,
        style={"description_width": LABEL_WIDTH}, layout=widgets.Layout(width="300px"),
    )  # fmt: skip
    handle = slider_kind(
        min=low, max=high, step=step, value=value, readout=False,
        layout=widgets.Layout(flex="1 1 200px", min_width="160px"),
    )  # fmt: skip
    widgets.dlink((box, "value"), (handle, "value"))
    # A dragged slider reports 179.99999999999997 where it means 180.
    widgets.dlink((handle, "value"), (box, "value"), lambda raw: round(raw, 9))
    return line(box, handle), box


def confidence_slider() -> tuple[widgets.HBox, widgets.BoundedFloatText]:
    """How sure the learner is, from 50% (a coin toss) to 100%."""
    return number_with_slider("How sure are you? (%)", 50, 100, 5, 50)


def _as_widget(part: str | widgets.Widget) -> widgets.Widget:
    return widgets.HTML(part) if isinstance(part, str) else part


def _html_of(widget: widgets.Widget) -> str:
    if isinstance(widget, widgets.HTML):
        return str(widget.value)
    if isinstance(widget, widgets.RadioButtons):
        return bullets(widget.options)
    return "".join(map(_html_of, getattr(widget, "children", ())))


def _told() -> str:
    words = session.notice()
    return say(words, mark="Please note") if words else ""
