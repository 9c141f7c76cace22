"""What opens in place: notes on the terms and sources of a sentence, and parts of a page behind a line.

A note shows on hover, on focus and by a tap. All of this is HTML and CSS (front_end/page.css), so it works on saved
pages as well; only the Escape key is the business of front_end/page.js. Whatever can take the focus carries
`data-lm-suppress-shortcuts`: JupyterLab would else take the keys pressed there for commands, such as x, which cuts the
cell.
"""

import html

from ketabrain.engine.tables import Reference

FOCUS = 'tabindex="0" data-lm-suppress-shortcuts=""'
"""Attributes of an element that takes the focus and no shortcut."""
_KINDS = {"rct": "randomised trial", "human-experimental": "experiment in people", "animal": "animal study"}
_UNTOLD_KIND = "other"


def term(words: str, name: str, definition: str, id: str) -> str:
    """Words of a sentence with the definition of the term they stand for; `id` must be unique on the page."""
    note = f"<b>{html.escape(name)}</b> {html.escape(definition)}"
    return (
        f'<span class="kb-term" {FOCUS} aria-describedby="{id}">{html.escape(words)}'
        f'<span class="kb-note" role="tooltip" id="{id}">{note}</span></span>'
    )


def source(reference: Reference, read: str, id: str) -> str:
    """A short citation in brackets, with title, journal, year and kind of its source, and how much of it was `read`.

    The note repeats the link: a finger that taps the citation opens the note first.
    """
    name = f'<span {FOCUS} aria-describedby="{id}">{html.escape(reference.short)}</span>'
    if reference.link:
        name = (
            f'<a href="{html.escape(reference.link)}" data-lm-suppress-shortcuts="" aria-describedby="{id}">'
            f"{html.escape(reference.short)}</a>"
        )
    where = ", ".join(filter(None, (reference.journal, str(reference.year or "no date"))))
    kind = _KINDS.get(reference.kind, reference.kind) if reference.kind != _UNTOLD_KIND else ""
    lines = (f"<b>{_titled(reference)}</b>", html.escape(where), html.escape("; ".join(filter(None, (kind, read)))))
    note = "".join(f"<span>{line}</span>" for line in lines if line)
    tip = f'<span class="kb-note" role="tooltip" id="{id}">{note}</span>'
    return f'<span class="kb-cite" tabindex="-1">({name}{tip})</span>'


def folded(words: str, page: str) -> str:
    """HTML behind a line of words that opens and shuts it."""
    return f'<details><summary data-lm-suppress-shortcuts="">{html.escape(words)}</summary>{page}</details>'


def _titled(reference: Reference) -> str:
    """The title as a link that only a pointer or a finger needs: for the keyboard there is the citation itself."""
    if not reference.link:
        return html.escape(reference.titled)
    return f'<a href="{html.escape(reference.link)}" tabindex="-1">{html.escape(reference.titled)}</a>'
