"""A lesson on paper: A4, nothing cut or hidden, addresses printed, nothing asked of a network or a script."""

import re

import pytest

from tasks.inside.print_lesson import write_page
from tasks.present import lesson_notebook

pytestmark = pytest.mark.browser

LESSON = "02"
A4_POINTS = (595, 842)
TEXT_WIDTH_PX = 673
"""178 mm of A4 between the margins."""
PAGE_HEIGHT_PX = 990
SIDEWAYS = """() => [...document.querySelectorAll('main *')]
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(each => each.outerHTML.slice(0, 100))"""
UNCUT = "each => getComputedStyle(each).breakInside === 'avoid' && each.getBoundingClientRect().height"


@pytest.fixture(scope="module")
def paper(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("print")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KETABRAIN_LEDGER", str(folder / "my-ledger.json"))
        file, _ = write_page(lesson_notebook(LESSON), folder)
    page = browser.new_context(offline=True, viewport={"width": TEXT_WIDTH_PX, "height": 1000}).new_page()
    page.on("request", lambda request: asked.append(request.url))
    asked: list[str] = []
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    yield page, [address for address in asked if not address.startswith("data:")], file
    page.context.close()


def test_it_asks_for_nothing_but_itself(paper):
    _, asked, file = paper
    assert asked == [file.as_uri()]


def test_nothing_leaves_the_page_sideways(paper):
    page, *_ = paper
    assert page.evaluate(SIDEWAYS) == []


def test_no_picture_is_cut_and_each_fits_on_a_page(paper):
    page, *_ = paper
    heights = [each.evaluate(UNCUT) for each in page.locator("main .kb-frame").all()]
    assert len(heights) > 4
    assert all(0 < height < PAGE_HEIGHT_PX for height in heights)


def test_every_row_of_a_long_table_shows_and_no_note_does(paper):
    page, *_ = paper
    rows = page.locator("table.kb-table tbody tr")
    assert rows.count() > 40
    assert all(row.is_visible() for row in rows.all())
    assert not any(note.is_visible() for note in page.locator(".kb-note").all())


def test_references_print_their_addresses(paper):
    page, *_ = paper
    link = page.locator(".kb-refs a").first
    after = link.evaluate("each => getComputedStyle(each, '::after').content")
    assert link.get_attribute("href") in after or "attr(href)" in after


def test_it_is_printed_on_a4(paper):
    page, *_ = paper
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {A4_POINTS}
