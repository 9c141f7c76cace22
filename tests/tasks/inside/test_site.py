"""The pages of the reading edition that the tables make, and what becomes of a notebook that has run."""

import base64
import html
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from ketabrain.engine import tables
from ketabrain.engine.start import lesson_file
from ketabrain.engine.strip import strip
from tasks import binder
from tasks.environment import TaskError
from tasks.inside import site
from tasks.inside.reading import pages, publish

LESSONS = tables.load("lessons").to_dict("records")
BUILT = {lesson_file(row) for row in LESSONS}
PIXEL = base64.b64encode(b"a picture").decode()


def shown(page):
    """The words of a page of Markdown and HTML as a reader sees them."""
    return re.sub(r"\\(.)", r"\1", html.unescape(re.sub(r"<[^<]+?>", "", page)))


@pytest.fixture(scope="module")
def claims():
    return pages.claims_page(BUILT)


def test_every_claim_stands_on_the_claim_map_with_its_lessons(claims):
    sections = re.split(r"^\(c\w+\)=\n", claims, flags=re.MULTILINE)[1:]
    rows = tables.load("claims").to_dict("records")
    assert len(sections) == len(rows)
    for section, row in zip(sections, rows, strict=True):
        assert f"## {row['claim']} · {row['statement']}" in shown(section)
        for lesson in row["lessons"].split(";"):
            assert re.search(rf"\]\({lesson}-[\w-]+\.ipynb\)", section)


def test_every_verdict_stands_behind_a_click_and_after_a_choice(claims):
    closed = re.findall(r"<details class.*?</details>", claims, re.DOTALL)
    outside = shown(re.sub(r"<details class.*?</details>", "", claims, flags=re.DOTALL))
    for row, verdict in zip(tables.load("verdicts").sort_values("claim").to_dict("records"), closed, strict=True):
        assert row["reasons"] in shown(verdict)
        assert row["reasons"] not in outside
        assert row["certainty"] in shown(verdict)
        for key in row["sources"].split(";"):
            assert tables.references()[key].short in shown(verdict)
    assert "open>" not in claims
    assert claims.count("<fieldset") == len(closed)
    for section in claims.split("<details class")[:-1]:
        assert "<fieldset" in section.rpartition("</details>")[2]


def test_every_term_stands_in_the_glossary():
    page = shown(pages.glossary_page(BUILT))
    for row in tables.load("glossary").to_dict("records"):
        assert f"\n{row['term']}\n  {row['definition']} ([lesson {row['lesson']}]({row['lesson']}-" in page


def test_every_source_stands_among_the_references():
    page = pages.references_page()
    for key, reference in tables.references().items():
        (entry,) = re.findall(rf'<li id="{re.escape(key)}">.*?</li>', page)
        assert reference.title.rstrip(".") in shown(entry)
        assert not reference.link or html.escape(reference.link) in entry


def test_a_lesson_that_the_site_lacks_is_linked_on_binder():
    first, second = (lesson_file(row) for row in LESSONS[:2])
    page = pages.lessons_page({first})
    assert f"]({first})" in page
    assert f"]({second})" not in page
    assert page.count(binder.link(*binder.repository_and_branch(), second)) == 2


@pytest.fixture
def edition(tmp_path):
    """A small notebook that has run, as the site shows it."""
    first, second = (lesson_file(row) for row in LESSONS[:2])
    address, page = (make("ada/course", "main", first) for make in (binder.link, binder.page_link))
    links = f'<a href="{first}">0</a><a href="{second}">1</a>'
    card = f'<style onload="a => b">p {{}}</style>{links}<img alt="words" src="data:image/png;base64,{PIXEL}">'
    copy = nbformat.v4.new_output("display_data", {"text/html": card})
    live = nbformat.v4.new_output("display_data", {site.WIDGET: {"model_id": "1"}, "text/html": ""})
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(
                f"# 00\n\n[Open this lesson on Binder]({address}) · [as a page without code]({page})\n"
                "On GitHub pictures and controls are missing: [where to see them](https://example.org).\n\n"
                f"[next]({second})"
            ),
            nbformat.v4.new_code_cell("explore()", outputs=[copy, live]),
            nbformat.v4.new_code_cell('verdict("C01", "C02a")', metadata={"jupyter": {"source_hidden": True}}),
        ],
        metadata={"widgets": {}},
    )
    return site.reading_edition(notebook, {first}, tmp_path)


def test_a_card_needs_neither_kernel_nor_script_and_its_picture_is_a_file(edition, tmp_path):
    (output,) = edition.cells[1].outputs
    assert set(output.data) == {"text/html"}
    assert "widgets" not in edition.metadata
    assert "<style" not in output.data["text/html"]
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == b"a picture"
    assert f'alt="words" loading="lazy" src="_static/{tmp_path.name}/{file.name}"' in output.data["text/html"]


def test_links_lead_to_pages_of_the_site_or_to_binder(edition):
    first, second = (lesson_file(row) for row in LESSONS[:2])
    card = edition.cells[1].outputs[0].data["text/html"]
    assert f'href="{first.replace(".ipynb", ".html")}"' in card
    away = binder.link(*binder.repository_and_branch(), second)
    assert f'href="{away}"' in card
    assert f"[next]({away})" in edition.cells[0].source


def test_the_strip_of_a_lesson_leads_to_the_headings_of_its_page(tmp_path, monkeypatch):
    monkeypatch.setenv("KETABRAIN_LEDGER", str(tmp_path / "my-ledger.json"))
    shows = nbformat.v4.new_output("display_data", {"text/html": strip("02")})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("start()", outputs=[shows])])
    page = site.reading_edition(notebook, set(), tmp_path).cells[0].outputs[0].data["text/html"]
    assert re.findall(r'href="#([^"]+)"', page)[:4] == ["claim", "predict", "how-it-works", "explore"]


def test_the_note_leads_to_the_live_lesson(edition):
    source = edition.cells[0].source
    assert "reading edition" in source
    for make in (binder.link, binder.page_link):
        assert source.count(make("ada/course", "main", lesson_file(LESSONS[0]))) == 1


def test_a_verdict_leads_to_the_claim_map_and_hidden_code_stays_hidden(edition):
    cell = edition.cells[2]
    assert re.findall(r'href="(\S+)"', cell.outputs[-1].data["text/html"]) == ["claims.html#c01", "claims.html#c02a"]
    assert "remove-input" in cell.metadata.tags
    assert "tags" not in edition.cells[1].metadata


def test_copies_of_cards_are_counted_since_live_ones_take_their_places(tmp_path):
    card = '<div class="kb-card kb-saved" id="kb-saved-{}">A question.</div>'
    outputs = [nbformat.v4.new_output("display_data", {"text/html": card.format(each) * 2}) for each in "ab"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=outputs)])
    edition = site.reading_edition(notebook, BUILT, tmp_path)
    assert re.findall(r'id="(card-\d+)"', str(edition)) == [f"card-{number}" for number in range(4)]
    assert site.count_copies(edition) == 4


def test_a_lesson_that_does_not_show_the_same_cards_twice_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "run_lesson", lambda path, cache: nbformat.v4.new_notebook())
    monkeypatch.setattr(site, "write_cards", lambda *_: 1)
    with pytest.raises(TaskError, match="02-brain has shown 0 cards"):
        site.write_sources([tmp_path / "02-brain.ipynb"], tmp_path / "sources", tmp_path)


def test_the_picture_of_a_link_gives_no_answer_away(tmp_path):
    for name, colour in (("waits", "red"), ("open", "blue")):
        Image.new("RGB", (76, 40), colour).save(tmp_path / f"{name}.png")
    (tmp_path / "_static").mkdir()
    figure = '<figure><img src="{}.png"></figure>'
    waits = f'<div class="kb-card kb-explore"><div class="kb-waits">{figure.format("waits")}</div></div>'
    shown_at_once = f'<div class="kb-card kb-explore">{figure.format("open")}</div>'
    made = publish.preview(BeautifulSoup(waits + shown_at_once, "html.parser"), tmp_path, {"lesson": "02"})
    assert Image.open(made).convert("RGB").getpixel((600, 315)) == (0, 0, 255)
    assert publish.preview(BeautifulSoup(waits, "html.parser"), tmp_path, {"lesson": "03"}) is None
