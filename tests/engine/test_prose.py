"""Words with numbers and sources: filled in from the tables, refused in one sentence where a table knows nothing."""

import re

import pytest

from ketabrain.engine import prose, session, tables
from ketabrain.engine.errors import LessonError
from ketabrain.engine.prose import how_read, quantity_words, source_links, told, told_page
from ketabrain.engine.tables import Quantity
from ketabrain.lesson import cite, glossary, references, tell
from tests.engine.driving import words_of


@pytest.fixture
def page(displayed):
    """A function that runs another and returns the HTML that it shows."""

    def run(act) -> str:
        displayed.clear()
        act()
        (output,) = displayed
        return output.data

    return run


def made(**fields) -> Quantity:
    empty = dict.fromkeys(Quantity.__dataclass_fields__, "") | {"value": None, "lower": None, "upper": None}
    return Quantity(**(empty | fields))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 13.0, "unit": "min"}, "13 min"),
        ({"value": 5.5, "lower": 3.8, "upper": 6.6, "interval": "95% CI", "unit": "h"}, "5.5 h (95% CI 3.8 to 6.6)"),
        ({"value": 5.0, "lower": 2.0, "upper": 8.0, "interval": "SD", "unit": "h"}, "5 h (one SD either way: 2 to 8)"),
        ({"value": 2.7, "lower": 1.8, "upper": 3.6, "interval": "not stated", "unit": "µM"}, "2.7 µM (1.8 to 3.6)"),
        ({"lower": 1200.0, "upper": 2400.0, "interval": "range", "unit": "ng/mL"}, "1,200 to 2,400 ng/mL"),
        ({"lower": 43.0, "upper": 45.0, "interval": "range", "unit": "%"}, "43 to 45%"),
        ({"value": 1962.0, "unit": "year"}, "1962"),
        ({"value": 65.0, "interval": "about", "unit": "%"}, "about 65%"),
        ({"value": 80.0, "interval": "assumed", "unit": "%"}, "80% (assumed)"),
        ({"value": 6.0, "interval": "up to", "unit": "fold"}, "up to 6-fold"),
        ({"value": 6.5, "unit": "ratio"}, "6.5"),
        ({"value": 7.5, "unit": ""}, "7.5"),
    ],
)  # fmt: skip
def test_a_quantity_in_words(fields, words):
    assert quantity_words(made(**fields)) == words


def test_every_quantity_can_be_told(book):
    for id in tables.load("quantities")["id"]:
        session.current().cited.clear()
        words = told(f"{{{id}}} and {{{id}.value}}")
        assert "{" not in words, id
        assert "None" not in words, id
        assert "nan" not in words.lower(), id
        assert tables.quantity(id).source in session.current().cited, id


def test_numbers_sources_and_terms_are_filled_in(book):
    words = told(
        "A mouse needs {half-life-mouse}, number {half-life-mouse.value} [@zanos2018]; see [[half-life|half-lives]]."
    )
    zanos = tables.references()["zanos2018"]
    assert words == (f"A mouse needs 13 min, number 13 ([{zanos.short}]({zanos.link})); see **half-lives**.")
    assert session.current().explained == {"half-life"}


def test_plain_markdown_is_left_as_it_is(book):
    words = "A *word*, a [link](https://example.org), `code {x y}` and 50% of $x$."
    assert told(words) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{half-life-mous}", "half-life-mouse"),
        ("{half-life-mouse.unit}", "not {half-life-mouse.unit}"),
        ("[@nobody1900]", "no source 'nobody1900'"),
        ("[[flux capacitor]]", "no term 'flux capacitor'"),
    ],
)
def test_what_no_table_knows_is_one_sentence(book, text, sentence):
    with pytest.raises(LessonError, match=sentence):
        tell(text)


def test_only_what_was_cited_is_listed_in_alphabetical_order(book, page):
    assert "Nothing has been cited yet" in words_of(page(references))
    keys = ("zanos2018", "domino2010", "krystal1994")
    source_links(keys)
    listed = page(references)
    for key in keys:
        assert tables.references()[key].title.rstrip(".") in words_of(listed)
        assert not (link := tables.references()[key].link) or f'href="{link}"' in listed
    assert listed.count("<li>") == 3
    assert 'class="kb-refs"' in listed
    assert listed.index("Domino") < listed.index("Krystal") < listed.index("Zanos")
    session.open_lesson("03")
    assert "Nothing has been cited yet" in words_of(page(references))


def test_cite_shows_one_line_with_links(book, page):
    shown = page(lambda: cite("zanos2018", "domino2010"))
    assert "Sources:" in shown
    assert shown.count("<a href=") == 2
    with pytest.raises(LessonError, match="no source"):
        cite("nobody1900")


def test_every_reference_can_be_listed(book, page):
    session.current().cited.update(tables.references())
    listed = words_of(page(references))
    assert "None" not in listed
    assert ".." not in listed.replace("…", "")


def test_the_glossary_defines_what_was_used_behind_a_line(book, page):
    assert "no term has been used yet" in words_of(page(glossary))
    told("[[plasma]] and [[Bioavailability]]")
    definitions = dict(tables.load("glossary")[["term", "definition"]].itertuples(index=False, name=None))
    folded = page(glossary)
    assert re.search(r"<details><summary [^>]*>Glossary: 2 terms</summary><dl", folded)
    shown = words_of(folded)
    assert definitions["plasma"] in shown
    assert definitions["bioavailability"] in shown
    assert shown.index("bioavailability") < shown.index("plasma")


def test_a_sample_size_comes_from_the_table():
    wanted = tables.quantity("levels-and-mood").n
    assert told("In {levels-and-mood.n} patients") == f"In {wanted} patients"


def test_what_is_told_is_html_with_markdown_beside_it(book, monkeypatch):
    shown = {}
    monkeypatch.setattr(prose, "display", lambda bundle, raw: shown.update(bundle, raw=raw))
    tell("See [[plasma]] and **this**.")
    assert shown["raw"] is True
    assert shown["text/markdown"] == "See **plasma** and **this**."
    assert "<strong>this</strong>" in shown["text/html"]
    assert 'class="kb-prose"' in shown["text/html"]


def test_a_term_carries_its_definition(book):
    page = told_page("A *long* [[half-life|half-lives]].")
    definition = tables.load("glossary").set_index("term").loc["half-life", "definition"]
    assert "<em>long</em>" in page
    found = re.search(
        r'<span class="kb-term" ([^>]*)>half-lives<span class="kb-note" role="tooltip" id="([^"]+)">', page
    )
    assert 'tabindex="0"' in found[1]
    assert f'aria-describedby="{found[2]}"' in found[1]
    assert f"half-life {definition}" in words_of(page)
    assert session.current().explained == {"half-life"}


def test_a_source_carries_title_journal_year_and_how_it_was_read(book):
    zanos = tables.references()["zanos2018"]
    page = told_page("Told [@zanos2018].")
    assert f'<a href="{zanos.link}"' in page
    words = words_of(page)
    assert f"( {zanos.short}" in words
    assert zanos.titled in words
    assert f"{zanos.journal}, {zanos.year}" in words
    assert how_read("zanos2018") in words


def test_how_a_source_was_read_is_what_the_quantities_say():
    rows = tables.load("quantities")
    copied = {key for key, reference in tables.references().items() if reference.read_at}
    fully = set(rows.query("via == '' and access == 'full text'")["source"]) - copied
    assert {how_read(key) for key in fully} == {"read in full"}
    second = set(rows.query("via != ''")["source"]) - set(rows.query("via == ''")["source"]) - set(rows["via"]) - copied
    assert {how_read(key) for key in second} == {"read as quoted elsewhere"}
    assert {how_read(key) for key in copied} == {"read in a copy or a report"}
    assert how_read("named-by-no-quantity") == ""


def test_every_element_that_takes_the_focus_keeps_its_keys_from_jupyterlab(book):
    page = told_page("[[plasma]], [@zanos2018] and [@nlmixr2lib].")
    focusable = re.findall(r'<(?:a|span) (?![^>]*tabindex="-1")[^>]*(?:href|tabindex)=[^>]*>', page)
    assert len(focusable) == 3
    assert all("data-lm-suppress-shortcuts" in element for element in focusable)


def test_notes_have_ids_of_their_own(book):
    pages = told_page("[[plasma]] [[plasma]] [@zanos2018]") + told_page("[[plasma]].")
    ids = re.findall(r' id="([^"]+)"', pages)
    assert len(ids) == len(set(ids)) == 4


def test_what_tables_hold_is_never_markup(book, monkeypatch):
    evil = '<b>*x*</b> | [y](z) & “q"'
    monkeypatch.setattr(prose, "_figure", lambda id, part: evil)
    monkeypatch.setattr(prose, "_definitions", lambda: {"plasma": evil})
    page = told_page("- {half-life-mouse}\n- [[plasma]] <script>x</script>")
    assert words_of(page).count(evil) == 2
    assert "<script" not in page
    assert "<em>" not in page


def test_tables_and_lists_are_told(book):
    page = told_page("| a | b |\n|---|---|\n| [[plasma|blood]] | 2 |\n\n1. one\n2. two")
    assert "<td" in page
    assert "<ol>" in page
    assert ">blood<" in page
