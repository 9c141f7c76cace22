"""What assistive technology cannot use, as axe-core finds it: a measure for the pages that other tests have open.

`test_lab.py` calls `violations` for every lesson, live and saved. Here stands the measure itself, and that it can fail.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tasks.environment import prepare_node

pytestmark = pytest.mark.browser

NOT_OURS = [".jp-InputArea", ".jp-OutputPrompt"]
"""nbconvert's own colours for code and for prompts are too pale (2.2:1 and 4.25:1); every notebook that it saves has
them, and no notebook can change them without carrying a style for the whole page.
"""

FAULTS = """async ([within, without]) => {
  const found = await axe.run(
    {include: [[within]], exclude: without.map(it => [it])},
    {resultTypes: ['violations'], preload: false, iframes: false});
  return found.violations.filter(it => ['serious', 'critical'].includes(it.impact)).flatMap(
    it => it.nodes.map(node => `${it.id}: ${node.html.slice(0, 200)}`));
}"""


def violations(page: Page, within: str) -> list[str]:
    """The serious and critical faults in the parts of an open page that fit a CSS selector, one line each.

    Fails where the page has no such part.
    """
    assert page.locator(within).count(), f"the page has no {within}"
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe_core())
    found: list[str] = page.evaluate(FAULTS, [within, NOT_OURS])
    return found


def axe_core() -> str:
    """The script of axe-core."""
    return from_npm("axe-core/axe.min.js").read_text(encoding="utf-8")


def from_npm(place: str) -> Path:
    """A file or folder of a package that npm brings, such as "axe-core/axe.min.js"."""
    if shutil.which("npm") is None and os.environ.get("KETABRAIN_REQUIRE_BROWSER") != "1":
        pytest.skip(f"no npm: {place} comes from it")
    return prepare_node() / place


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def rules(found: list[str]) -> list[str]:
    return sorted(line.split(":")[0] for line in found)


def test_what_has_no_name_is_found(page):
    page.set_content('<div class="kb-card"><img src="data:,"><button></button><input type="range"></div>')
    assert rules(violations(page, ".kb-card")) == ["button-name", "image-alt", "label"]


def test_pale_words_are_found_unless_they_are_code(page):
    pale = '<p style="color:#b0b0b0;background:#fff">pale</p>'
    page.set_content(f'<div class="jp-InputArea">{pale}</div><div id="ours">{pale}</div>')
    assert rules(violations(page, "body")) == ["color-contrast"]


def test_only_what_was_asked_for_is_looked_at(page):
    page.set_content('<img src="data:,"><div class="kb-card"><p>words</p></div>')
    assert violations(page, ".kb-card") == []
    with pytest.raises(AssertionError, match=r"the page has no \.elsewhere"):
        violations(page, ".elsewhere")
