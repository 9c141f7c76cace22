"""A worksheet in a real browser: two pages of A4, nothing cut, letters to read, nothing asked of a network."""

import re

import pytest

from tasks.inside.in_process import NOTEBOOKS
from tasks.inside.worksheet import write_worksheet

pytestmark = pytest.mark.browser

FULLEST = "06"
"""The lesson whose back has least room left; it stands for all in `make test`."""
A4_POINTS = (595, 842)
SMALLEST_PX = 10 * 96 / 72
CUT = """() => [...document.querySelectorAll('.side, .side > :not(.lines), .columns > div')].filter(
  each => each.clientHeight &&
    (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)
).map(each => each.className || each.tagName)"""
LETTERS = """() => Math.min(...[...document.querySelectorAll('.side *')].filter(each => !each.closest('svg') &&
  [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
).map(each => parseFloat(getComputedStyle(each).fontSize)))"""
EMPTY = """() => [...document.querySelectorAll('.side')].map(side => {
  const gaps = [...side.querySelectorAll('.lines')].map(each => each.clientHeight);
  return Math.max(0, ...gaps) / side.clientHeight;
})"""


def one_for_all(path):
    return path if path.stem.startswith(FULLEST) else pytest.param(path, marks=pytest.mark.full)


@pytest.mark.parametrize("path", [one_for_all(path) for path in NOTEBOOKS], ids=lambda path: path.stem)
def test_a_sheet_is_two_pages_with_everything_on_them(path, browser, tmp_path):
    file = write_worksheet(path, tmp_path)
    page = browser.new_context(offline=True).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert [address for address in asked if not address.startswith("data:")] == [file.as_uri()]
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert [(round(float(width)), round(float(height))) for width, height in sizes] == [A4_POINTS] * 2
    assert page.evaluate(CUT) == []
    assert page.evaluate(LETTERS) >= SMALLEST_PX - 0.01
    assert max(page.evaluate(EMPTY)) < 0.5
    assert page.locator("figure img").count() == 2
    page.context.close()
