"""The reading edition in a real browser, from disk and without a network; one lesson stands for all."""

import os
import re
import shutil
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import expect

from ketabrain.engine import tables
from tasks.environment import prepare_node

pytestmark = pytest.mark.browser

PAGES = ("index", "00-start-here", "claims", "glossary", "references")
SEVERE = """() => axe.run().then(found => found.violations
  .filter(each => ['serious', 'critical'].includes(each.impact))
  .map(each => `${each.id}: ${each.nodes[0].html}`))"""

APART = """(() => {
  const [all, begins] = [localStorage, `${location.pathname} `];
  const store = Object.create({
    getItem: (key) => store[key] ?? null,
    setItem(key, value) { all.setItem(begins + key, (store[key] = value)); },
    removeItem(key) { delete store[key]; all.removeItem(begins + key); },
  });
  for (const key of Object.keys(all).filter((each) => each.startsWith(begins)))
    store[key.slice(begins.length)] = all.getItem(key);
  Object.defineProperty(window, "localStorage", { value: store });
  window.mozInnerScreenX = 0;
})()"""
"""Gives each file a storage of its own, as Firefox does on disk."""


class Page(HTMLParser):
    """The links of a page, what it loads, and the places that a link can lead to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loads, self.places = [], [], {""}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag in ("a", "link") and "href" in known:
            self.links.append(known["href"])
        self.loads += [known["src"]] if "src" in known else []
        self.places.add(known.get("id"))


@pytest.fixture
def page(browser):
    """A page without a network that fails the test for a request outside or an error in a script."""
    context = browser.new_context(offline=True, viewport={"width": 400, "height": 800})
    tab = context.new_page()
    asked, complaints = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


def test_every_link_inside_the_site_leads_somewhere(site_folder):
    pages = {file: Page(file.read_text(encoding="utf-8")) for file in site_folder.glob("*.html")}
    lost = []
    for file, found in pages.items():
        for link in found.links + found.loads:
            address, place = urldefrag(link)
            target = file.parent / unquote(address.split("?")[0]) if address else file
            if "://" in link:
                continue
            if not target.is_file() or (target.suffix == ".html" and unquote(place) not in pages[target].places):
                lost.append(f"{file.name}: {link}")
    assert lost == []
    assert {link for each in pages.values() for link in each.loads if "://" in link} == set()


@pytest.mark.parametrize("name", PAGES, ids="page-{}".format)  # no lesson of its own: the site is built once
def test_pages_fit_a_telephone_and_hold_no_serious_barrier(site_folder, page, name):
    if shutil.which("npm") is None and os.environ.get("KETABRAIN_REQUIRE_BROWSER") != "1":
        pytest.skip("no npm: axe-core comes from it")
    page.goto((site_folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.add_script_tag(path=prepare_node() / "axe-core" / "axe.min.js")
    assert page.evaluate(SEVERE) == []


def test_search_finds_a_term_from_disk(site_folder, page):
    term = tables.load("glossary")["term"].iloc[0]
    page.goto((site_folder / "search.html").as_uri() + f"?q={term}")
    page.locator("#search-results li a").first.click()
    page.wait_for_url(f"**/glossary.html#term-{term}")


def test_a_verdict_shows_once_it_is_opened(site_folder, page):
    row = tables.load("verdicts").iloc[0]
    page.goto((site_folder / "claims.html").as_uri() + f"#{row['claim'].lower()}")
    reasons = page.get_by_text(row["reasons"])
    assert not reasons.is_visible()
    page.get_by_text(f"What the course says about {row['claim']}", exact=True).press("Enter")
    assert reasons.is_visible()


def test_a_lesson_shows_its_pictures_with_words_and_gives_no_answer_away(site_folder, page):
    page.goto((site_folder / "00-start-here.html").as_uri())
    page.wait_for_selector(".kb-live")
    told = page.evaluate("Object.values(kbLesson.cards).flatMap(each => [each.explain, each.told]).filter(Boolean)")
    assert len(told) >= 3  # the truths of two predictions, and the verdict on a claim
    secret = [*told, *tables.load("verdicts")["reasons"]]
    assert not any(each in page.content() for each in secret)
    for place in page.evaluate("Object.keys(kbLesson.cards)"):
        page.locator(f"#{place}").scroll_into_view_if_needed()
        page.wait_for_selector(f"#{place}.kb-live")
    pictures = page.locator(".kb-explore img").all()
    assert pictures
    for picture in pictures:
        picture.scroll_into_view_if_needed()
        assert picture.get_attribute("alt")
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    assert page.get_by_text("Lock in your answer first").count() >= 1
    assert page.get_by_text("Lock in your prediction first").count() == 2
    assert page.locator(".to-claim-map").count() == 0  # the way to a verdict without scripts
    assert not any(each in page.content() for each in secret)


def test_an_explore_that_was_moved_counts_in_the_strip_after_a_reload_too(site_folder, page):
    page.goto((site_folder / "00-start-here.html").as_uri())
    strip = page.locator(".kb-start .kb-way")
    expect(strip).to_contain_text(re.compile(r"0 of \d moved"))
    explore = page.locator(".kb-explore").first
    explore.scroll_into_view_if_needed()
    explore.get_by_role("combobox").first.select_option(index=1)
    expect(strip).to_contain_text(re.compile(r"1 of \d moved"))
    page.reload()
    page.locator(".kb-start").scroll_into_view_if_needed()
    expect(strip).to_contain_text(re.compile(r"1 of \d moved"))


@pytest.mark.parametrize("storage", ["one for all files", "one for each file"])
def test_a_verdict_given_on_the_claim_map_fills_it_and_stands_in_its_lesson(site_folder, page, storage):
    if storage == "one for each file":
        page.add_init_script(APART)
    row = tables.load("claims").query("lessons.str.startswith('00')").iloc[0]
    page.goto((site_folder / "claims.html").as_uri() + f"#{row['claim'].lower()}")
    here, judged = page.locator(f"#judge-{row['claim']}"), page.locator("[data-kb-judged]")
    expect(here).to_be_in_viewport()
    expect(judged).to_have_text("0 of 23 judged.")
    here.get_by_label("Mostly right").check()
    sure = here.get_by_role("textbox", name="How sure are you?")
    sure.fill("70")
    sure.press("Tab")
    here.get_by_role("button", name="Lock in my verdict").click()
    expect(here).to_contain_text("You said Mostly right, 70% sure.")
    expect(here.get_by_text("What the course says about")).to_be_hidden()
    expect(judged).to_have_text("1 of 23 judged.")
    page.goto((site_folder / "00-start-here.html").as_uri())
    verdict = page.locator(f".kb-verdict:has-text('{row['claim']}')")
    verdict.scroll_into_view_if_needed()
    expect(verdict).to_contain_text("You said Mostly right, 70% sure.")
