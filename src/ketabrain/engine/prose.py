"""Words with numbers and sources in them: tell, cite, references and glossary. No number is typed into a sentence."""

import hashlib
import html
import re
from collections.abc import Callable
from itertools import count

import mistune
from IPython.display import display

from ketabrain.engine import ask_first, cards, cells, notes, session, tables
from ketabrain.engine.card import PageCard
from ketabrain.engine.errors import LessonError
from ketabrain.engine.numerals import counted, minus, with_unit
from ketabrain.engine.tables import DataError, Quantity, Reference

_QUANTITY = re.compile(r"\{([a-z0-9][a-z0-9-]*)(\.\w+)?\}")
_SOURCE = re.compile(r"\[@([^\]\s]+)\]")
_TERM = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|$])")
_KEPT = re.compile("\ue000(\\d+)\ue001")
"""A piece of HTML that waits outside the Markdown; the two signs are in no text, for Unicode gives them no meaning."""
_TO_HTML = mistune.create_markdown(escape=True, plugins=["table"])
_HOW_READ = {
    "full text": "read in full",
    "table": "one table read",
    "label": "read as a drug label",
    "abstract": "only its abstract read",
}
"""How much of a source was read, most first, as the table quantities says, in words."""
_UNITS_UNDERSTOOD = {"year", "ratio", "p", "R", "pKi"}
_BEFORE_THE_NUMBER = {"about", "up to", "above", "fewer than", "within"}
_MOST_AUTHORS = 6
_AROUND = {"SD": "one SD either way: ", "SEM": "one SEM either way: ", "95% CI": "95% CI ", "90% CI": "90% CI "}


def tell(text: str, *, after: ask_first.Items = "") -> None:
    """Show a paragraph of Markdown in which numbers, sources and terms are filled in from the tables.

    `{id}` becomes a quantity with its unit and interval, `{id.value}` its bare number, `{id.n}` its sample size,
    `[@key]` a short citation with a link, `[[term]]` or `[[term|other form]]` a term of the glossary. Terms and
    sources open a note in place. A paragraph that gives the answer of a prediction away stands `after` it. Raises
    LessonError for what no table knows.
    """
    page = f'<div class="kb-prose">{told_page(text)}</div>'
    if after:
        cells.show(PageCard(lambda: page, "kb-told", after=after))
        return
    display({"text/html": page, "text/markdown": told(text)}, raw=True)


def told(text: str) -> str:
    """The Markdown that `tell` shows where no HTML is read."""
    return _filled(text, _plain, _linked_in_markdown, lambda term, words: f"**{words}**")


def told_page(text: str) -> str:
    """The HTML that `tell` shows: the same words, with notes on terms and sources.

    What is filled in waits outside until the Markdown is HTML: it can hold any characters.
    """
    pieces: list[str] = []
    ids = (f"kb-{hashlib.sha256(text.encode()).hexdigest()[:8]}-{number}" for number in count(1))

    def kept(piece: str) -> str:
        pieces.append(piece)
        return f"\ue000{len(pieces) - 1}\ue001"

    filled = _filled(
        text,
        lambda words: kept(html.escape(words)),
        lambda reference: kept(notes.source(reference, how_read(reference.key), next(ids))),
        lambda term, words: kept(notes.term(words, term, _definitions()[term], next(ids))),
    )
    return _KEPT.sub(lambda found: pieces[int(found[1])], str(_TO_HTML(filled)))


def how_read(key: str) -> str:
    """How much of a source was read for the quantities that name it; empty where none does, or only a computed one.

    Where a copy or a report of it was read, that is all that is said.
    """
    known = tables.references()
    if key in known and known[key].read_at:
        return "read in a copy or a report"
    rows = tables.load("quantities").query("source == @key or via == @key")
    itself = rows[(rows["via"] == "") | (rows["via"] == key)]
    found = [words for step, words in _HOW_READ.items() if step in set(itself["access"])]
    if found:
        return found[0]
    return "read as quoted elsewhere" if (rows["via"] != "").any() else ""


def cite(*keys: str) -> None:
    """Show one line with the sources of what stands above it. Raises LessonError for an unknown key."""
    cards.show_page(f'<p class="kb-small">Sources: {source_links(keys)}</p>')


def references() -> None:
    """List what the open lesson has cited so far, in alphabetical order, with links."""
    found = map(_reference, session.current().cited)
    cited = sorted(found, key=lambda reference: (reference.short.casefold(), reference.title))
    items = "".join(f"<li>{_entry(reference)}</li>" for reference in cited)
    nothing = cards.text("Nothing has been cited yet: run the cells above first.")
    cards.show_page(cards.text("References", "h3"), f'<ul class="kb-refs">{items}</ul>' if items else nothing)


def glossary() -> None:
    """Define all terms that the open lesson has used, behind a line that opens them."""
    chosen = sorted(session.current().explained, key=str.casefold)
    if not chosen:
        cards.show_page(cards.text("Glossary: no term has been used yet. Run the cells above first."))
        return
    definitions = _definitions()
    items = "".join(cards.text(term, "dt") + cards.text(definitions[term], "dd") for term in chosen)
    head = f"Glossary: {counted(len(chosen), 'term')}"
    cards.show_page(notes.folded(head, f'<dl class="kb-terms">{items}</dl>'))


def source_links(keys: tuple[str, ...]) -> str:
    """Short citations as HTML links, remembered for `references`. Raises LessonError for an unknown key."""
    found = map(_cited, keys)
    return "; ".join(cards.link(reference.short, reference.link) for reference in found)


def quantity_words(quantity: Quantity) -> str:
    """A quantity as a learner reads it: its number, unit, and interval with the kind of interval."""
    span = _span(quantity)
    figure = span if quantity.value is None else _number(quantity.value, quantity.unit)
    words = with_unit(figure, "" if quantity.unit in _UNITS_UNDERSTOOD else quantity.unit)
    if quantity.interval in _BEFORE_THE_NUMBER:
        return f"{quantity.interval} {words}"
    if quantity.interval == "assumed":
        return f"{words} (assumed)"
    return f"{words} ({_AROUND.get(quantity.interval, '')}{span})" if span and quantity.value is not None else words


def _span(quantity: Quantity) -> str:
    if quantity.lower is None or quantity.upper is None:
        return ""
    return f"{_number(quantity.lower, quantity.unit)} to {_number(quantity.upper, quantity.unit)}"


def _number(value: float, unit: str) -> str:
    return minus(value, ".0f" if unit == "year" else ",.6g")


def _filled(
    text: str,
    number: Callable[[str], str],
    source: Callable[[Reference], str],
    term: Callable[[str, str], str],
) -> str:
    """The text with its placeholders replaced by what these make of a number in words, a source, and a term with the
    words that stand for it here."""
    text = _QUANTITY.sub(lambda found: number(_figure(found[1], found[2] or "")), text)
    text = _SOURCE.sub(lambda found: source(_cited(found[1])), text)
    return _TERM.sub(lambda found: term(_explained(found[1]), found[2] or found[1]), text)


def _figure(id: str, part: str) -> str:
    if part not in ("", ".value", ".n"):
        raise LessonError(f"A sentence can hold {{{id}}}, {{{id}.value}} or {{{id}.n}}, not {{{id}{part}}}.")
    try:
        quantity = tables.quantity(id)
    except DataError as problem:
        raise LessonError(str(problem)) from None
    session.current().cited.update(filter(None, (quantity.source, quantity.via)))
    if part == ".n":
        return quantity.n
    return _number(quantity.midpoint, quantity.unit) if part else quantity_words(quantity)


def _linked_in_markdown(reference: Reference) -> str:
    words = _plain(reference.short)
    return f"([{words}]({reference.link}))" if reference.link else f"({words})"


def _plain(words: str) -> str:
    """Words in which Markdown finds nothing to format."""
    return _MARKDOWN.sub(r"\\\1", words)


def _cited(key: str) -> Reference:
    reference = _reference(key)
    session.current().cited.add(key)
    return reference


def _reference(key: str) -> Reference:
    try:
        return tables.references()[key]
    except KeyError:
        raise LessonError(
            f"There is no source {key!r} in references.json; check its spelling or add it there."
        ) from None


def _term(term: str) -> str:
    known = {each.casefold(): each for each in _definitions()}
    if term.casefold() not in known:
        raise LessonError(f"There is no term {term!r} in glossary.csv; check its spelling or add it there.")
    return known[term.casefold()]


def _explained(term: str) -> str:
    name = _term(term)
    session.current().explained.add(name)
    return name


def _definitions() -> dict[str, str]:
    return dict(tables.load("glossary")[["term", "definition"]].itertuples(index=False, name=None))


def _names(authors: tuple[str, ...]) -> str:
    """Authors as a list shows them: all up to six, else the first six."""
    shown = [name for name in authors[:_MOST_AUTHORS] if name != "et al."]
    return ", ".join(shown) + (" et al." if len(shown) < len(authors) else "")


def _entry(reference: Reference) -> str:
    authors = _names(reference.authors)
    first = f"{html.escape(authors)} ({reference.year or 'no date'}). " if authors else ""
    journal = f" <i>{html.escape(reference.journal)}</i>." if reference.journal else ""
    year = f" ({reference.year or 'no date'})." if not authors else ""
    return f"{first}{cards.link(reference.titled, reference.link)}{journal}{year}"
