"""What assistive technology cannot use, as axe-core finds it: a measure for the pages that other tests have open.

`test_lab.py` calls `violations` for every lesson, live and saved. Here stands the measure itself, and that it can fail.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ketabrain.engine import cards
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

SLIDER = (
    '<div class="widget-slider"><label></label><div role="slider" tabindex="0" class="noUi-handle" data-handle="0" '
    'aria-valuemin="0" aria-valuemax="2" aria-valuenow="1"></div>{}</div>'
)
SECOND = (
    '<div role="slider" tabindex="0" class="noUi-handle" data-handle="1" '
    'aria-valuemin="0" aria-valuemax="2" aria-valuenow="2"></div>'
)


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
    """The script of axe-core, which npm brings."""
    if shutil.which("npm") is None and os.environ.get("KETABRAIN_REQUIRE_BROWSER") != "1":
        pytest.skip("no npm: axe-core comes from it")
    return (prepare_node() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def rules(found: list[str]) -> list[str]:
    return sorted(line.split(":")[0] for line in found)


def test_what_has_no_name_is_found(page):
    page.set_content('<div class="kb-card"><img src="data:,"><button></button>' + SLIDER.format("") + "</div>")
    assert rules(violations(page, ".kb-card")) == ["aria-input-field-name", "button-name", "image-alt"]


def test_pale_words_are_found_unless_they_are_code(page):
    pale = '<p style="color:#b0b0b0;background:#fff">pale</p>'
    page.set_content(f'<div class="jp-InputArea">{pale}</div><div id="ours">{pale}</div>')
    assert rules(violations(page, "body")) == ["color-contrast"]


def test_only_what_was_asked_for_is_looked_at(page):
    page.set_content('<img src="data:,"><div class="kb-card"><p>words</p></div>')
    assert violations(page, ".kb-card") == []
    with pytest.raises(AssertionError, match=r"the page has no \.elsewhere"):
        violations(page, ".elsewhere")


def test_a_slider_takes_the_name_of_the_box_beside_it_whenever_it_comes(page):
    page.set_content(f'<div class="kb-card">{cards.SLIDER_NAMES}<div id="place"></div></div>')
    place = page.locator("#place")
    place.evaluate("(place, row) => place.innerHTML = row", f"<div><label>Dose (mg)</label>{SLIDER.format('')}</div>")
    assert page.get_by_role("slider", name="Dose (mg)").count() == 1
    boxes = "<div><label>From</label><label>To</label></div>"
    place.evaluate("(place, rows) => place.innerHTML = rows", SLIDER.format(SECOND) + boxes)
    assert page.get_by_role("slider").evaluate_all("them => them.map(it => it.ariaLabel)") == ["From", "To"]
    assert violations(page, ".kb-card") == []
