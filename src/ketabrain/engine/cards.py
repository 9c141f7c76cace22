"""The cards that a learner reads and answers on: one look, made in one place, every text escaped.

Cards take their paper and ink from JupyterLab's theme, light or dark, with fallbacks elsewhere. Feedback stands on
paper and in ink of its own, dark on light, and says in a word and a mark what its colour says.
"""

import html
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from ketabrain.engine import session
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, RED, SCALE
from ketabrain.engine.ledger import LedgerError

STYLE = f"""<style>
div.kb-card{{max-width:760px;box-sizing:border-box;margin:6px 0;padding:12px 16px;overflow:auto hidden;
border:1px solid var(--jp-border-color1,#c4c4c0);border-left:4px solid {BLUE};border-radius:3px;
background:var(--jp-layout-color1,#fff);color:var(--jp-content-font-color0,{INK});
font-family:var(--jp-content-font-family,system-ui,sans-serif);font-size:15px;line-height:1.5;
--jp-widgets-font-size:15px;--jp-widgets-inline-height:32px}}
div.kb-card .widget-html,div.kb-card .widget-html-content{{font-size:15px;line-height:1.5;color:inherit;min-height:0;
height:auto}}
div.kb-card .widget-html{{margin:0 2px}}
div.kb-card h3,div.kb-card h4{{margin:0 0 6px;font-size:16px;line-height:1.35;font-weight:600;color:inherit}}
div.kb-card .kb-title{{font-size:20px}}
div.kb-card p,div.kb-card ul,div.kb-card dl{{margin:0 0 6px;font-size:15px}}
div.kb-card ul{{padding-left:1.4em}}
div.kb-card li{{margin:2px 0}}
div.kb-card dl dt{{font-weight:600;float:none;width:auto}}
div.kb-card dd{{margin:0 0 6px 1.2em;width:auto;float:none}}
div.kb-card .kb-small{{font-size:14px;color:var(--jp-content-font-color1,#333)}}
.jp-RenderedMarkdown :is(p,li,td) a:any-link{{text-decoration:underline}}
div.kb-card a:any-link{{overflow-wrap:anywhere;color:var(--jp-content-link-color,#00538a);text-decoration:underline}}
div.kb-card pre{{margin:6px 0;padding:8px 10px;font-size:14px;line-height:1.4;white-space:pre-wrap;
background:#fff;color:{INK}}}
div.kb-card table.kb-table{{border-collapse:collapse;font-size:14px;margin:4px 0 8px}}
div.kb-card table.kb-table caption{{text-align:left;font-weight:600;padding:4px 0}}
div.kb-card table.kb-table tbody tr:nth-child(n){{background:none}}
div.kb-card table.kb-table th,div.kb-card table.kb-table td{{text-align:left;vertical-align:top;
padding:3px 14px 3px 0;color:inherit;border-bottom:1px solid var(--jp-border-color2,#d8d8d4)}}
div.kb-card .kb-say{{margin:6px 0;padding:8px 12px;border-left:6px solid {GREY};border-radius:2px;
background:#F4F4F1;color:{INK};white-space:pre-line}}
div.kb-card .kb-say a,div.kb-card .kb-say .kb-small,div.kb-card .kb-say b{{color:inherit}}
div.kb-card .kb-right{{border-color:{GREEN};background:#E6F5EF}}
div.kb-card .kb-wrong{{border-color:{RED};background:#FCEEE4}}
div.kb-card .kb-course{{border-color:{BLUE};background:#E8F1F8}}
div.kb-card .widget-radio-box label{{display:flex;flex-direction:row-reverse;justify-content:flex-end;
align-items:flex-start;height:auto;white-space:normal;
line-height:1.4;padding:3px 0;margin:0;overflow:visible;font-size:15px;color:inherit}}
div.kb-card .widget-radio-box input{{margin:4px 8px 0 1px;height:13px;flex:none}}
div.kb-card .widget-inline-hbox,div.kb-card .widget-box{{max-width:calc(100% - 4px)}}
div.kb-card .noUi-handle{{border:1px solid #555}}
div.kb-card .widget-slider{{padding-right:6px;box-sizing:border-box}}
div.kb-card .widget-inline-hbox .widget-label{{flex-shrink:1}}
div.kb-card .widget-label{{color:inherit;overflow:visible;text-overflow:clip}}
div.kb-card input:focus-visible,div.kb-card select:focus-visible,div.kb-card button:focus-visible,
div.kb-card a:focus-visible,div.kb-card .noUi-handle:focus-visible{{outline:3px solid {BLUE};outline-offset:2px}}
div.kb-card button.jupyter-button{{width:auto;height:34px;line-height:32px;padding:0 14px;margin:4px 8px 4px 2px;
border:1px solid var(--jp-border-color0,#888);border-radius:3px}}
div.kb-card.widget-vbox>button,div.kb-card .widget-vbox>button{{align-self:flex-start}}
div.kb-card button.jupyter-button.mod-primary{{background:#005A8E;color:#fff;border-color:#005A8E}}
</style>"""

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
