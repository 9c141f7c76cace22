"""The reading edition's pages in a real browser, from disk: the door, search, notes, tables, paper, answering back."""

import json
import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from ketabrain.engine import session, tables
from tasks.binder import link, repository_and_branch, site_address
from tasks.inside.in_process import run_again
from tasks.inside.reading.publish import PREVIEW_PX
from tasks.present import lesson_notebook
from tests.browser.test_accessibility import violations
from tests.notebooks.test_asking import gives_away

pytestmark = pytest.mark.browser

NUMBER = "00"
NAME = lesson_notebook(NUMBER).stem
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ZOOMED = {"viewport": {"width": 683, "height": 384}}  # 1366 × 768 at 200%
WAKE_ALL = """async () => {
  for (const id of Object.keys(globalThis.kbLesson?.cards ?? {})) {
    document.getElementById(id)?.scrollIntoView();
    await new Promise(done => setTimeout(done, 30));
  }
}"""


@pytest.fixture
def opened(browser, site_folder):
    """Opens pages of the site without a network; fails the test for a request outside or an error in a script."""
    contexts, asked, complaints = [], [], []

    def open_page(name, **how):
        contexts.append(browser.new_context(offline=True, **how))
        tab = contexts[-1].new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto((site_folder / name.partition("?")[0]).as_uri() + "".join(name.partition("?")[1:]))
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


@pytest.fixture(scope="module")
def pages(site_folder):
    return {
        file.stem: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in site_folder.glob("*.html")
    }


def said(page, key):
    (found,) = page.select(f'meta[property="{key}"], meta[name="{key}"]')
    return found["content"]


def test_the_picture_on_the_door_moves(opened):
    door = opened("index.html", **PHONE)
    card = door.locator("#moving-picture .kb-live")
    card.locator("img").scroll_into_view_if_needed()
    before = card.locator("img").get_attribute("src")
    card.locator("select, input[type=range]").first.press("ArrowDown")
    door.wait_for_function(
        "([it, old]) => it.getAttribute('src') !== old", arg=[card.locator("img").element_handle(), before]
    )


def test_the_ways_in_lead_to_a_prediction_a_lesson_a_live_one_and_teachers(opened):
    door = opened("index.html")
    ways = {way.inner_text(): way.get_attribute("href") for way in door.locator(".ways a").all()}
    assert list(ways) == ["Predict first", "Start lesson 00", "Run it live on Binder", "For teachers"]
    assert ways["Start lesson 00"] == f"{NAME}.html"
    assert ways["Run it live on Binder"] == link(*repository_and_branch(), f"{NAME}.ipynb")
    door.get_by_text("Predict first").click()
    asked = door.locator(f"#{urlsplit(ways['Predict first']).fragment}.kb-live.kb-predict")
    asked.wait_for()
    door.wait_for_timeout(500)  # cards above it wake
    assert asked.evaluate("it => Math.abs(it.getBoundingClientRect().top) < innerHeight / 2")


def test_every_page_says_what_it_is_to_whoever_shows_a_link(pages, site_folder):
    for name, page in pages.items():
        if name in ("404", "search"):
            continue
        address = site_address() + ("" if name == "index" else f"{name}.html")
        assert said(page, "og:url") == address
        assert page.find("link", rel="canonical")["href"] in (address, site_address() + "index.html")
        assert 50 <= len(said(page, "description")) <= 250
        assert said(page, "og:description") == said(page, "description")
        picture = site_folder / said(page, "og:image").removeprefix(site_address())
        assert Image.open(picture).size == PREVIEW_PX


def test_a_lesson_is_described_for_search_engines(pages):
    row = tables.load("lessons").set_index("lesson").loc[NUMBER]
    told = json.loads(pages[NAME].find("script", type="application/ld+json").string)
    assert told["@type"] == "LearningResource"
    assert told["name"].endswith(row["title"])
    assert told["timeRequired"] == f"PT{row['minutes_high']}M"
    assert told["teaches"] == [row[f"objective_{each}"] for each in (1, 2, 3)]
    assert told["isPartOf"]["@type"] == "Course"
    course = json.loads(pages["index"].find("script", type="application/ld+json").string)
    assert len(course["hasPart"]) == len(tables.load("lessons"))


def test_the_map_of_the_site_names_every_page_once(pages, site_folder):
    urls = [each.text for each in ElementTree.parse(site_folder / "sitemap.xml").iter() if each.tag.endswith("loc")]
    names = [url.removeprefix(site_address()).removesuffix(".html") or "index" for url in urls]
    assert sorted(names) == sorted(set(pages) - {"404", "search"})
    assert f"Sitemap: {site_address()}sitemap.xml" in (site_folder / "robots.txt").read_text(encoding="utf-8")


def test_a_short_address_leads_to_its_lesson_with_what_follows(opened):
    short = opened(f"{NUMBER}/index.html?a=1#predict")
    short.wait_for_url(f"**/{NAME}.html?a=1#predict")


def test_search_shows_the_words_it_found_and_no_answer(opened, site_folder, tmp_path):
    row = tables.load("glossary").iloc[0]
    search = opened(f"search.html?q={row['term']}")
    shown = search.locator(".excerpt").first
    shown.wait_for()
    assert shown.inner_text()[:40] == row["definition"][:40]
    assert search.locator("mark").count() >= 1
    parts = search.evaluate("kbExcerpts")
    everything = json.dumps(parts, ensure_ascii=False)
    assert not any(reasons in everything for reasons in tables.load("verdicts")["reasons"])
    run_again(lesson_notebook(NUMBER), tmp_path / "my-ledger.json")
    told = [
        f"{item}: {found}"
        for (lesson, item), truth in session.current().revealed.items()
        for _, heading, words in parts[NAME]
        for found in gives_away(f"{heading} {words}", session.current().asked[lesson, item].answer, truth)
    ]
    assert told == []


IN_SIGHT = """note => {
  const word = note.closest('.kb-cite, .kb-term');
  const place = word.getBoundingClientRect();
  // Cards above that came to life have moved the word out of the window: as a learner would, follow it.
  if (place.top < 0 || place.bottom > innerHeight) word.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, right, top, bottom } = note.getBoundingClientRect();
  return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight && right > left;
}"""


@pytest.mark.parametrize("way", ["touch", "pointer", "keyboard"])
def test_a_note_on_a_word_opens_in_place(opened, way):
    lesson = opened(f"{NAME}.html", **(PHONE if way == "touch" else {}))
    word = lesson.locator(".kb-cite:visible, .kb-term:visible").first
    word.scroll_into_view_if_needed()
    link = word.locator("xpath=descendant-or-self::*[@aria-describedby]").first
    {"touch": word.tap, "pointer": word.hover, "keyboard": link.focus}[way]()
    note = word.locator(".kb-note")
    note.wait_for()
    lesson.wait_for_function(IN_SIGHT, arg=note.element_handle())
    lesson.keyboard.press("Escape")
    note.wait_for(state="hidden")


def test_code_is_folded_and_opens_by_key(opened):
    lesson = opened(f"{NAME}.html")
    code = lesson.locator("details.code pre").first
    assert not code.is_visible()
    lesson.locator("details.code > summary").first.press("Enter")
    assert code.is_visible()


def test_a_table_that_goes_on_shows_a_shade_at_its_edge(opened):
    lesson = opened(f"{NAME}.html", **PHONE)
    table = lesson.locator(".kb-scroll:visible").first
    table.scroll_into_view_if_needed()
    assert table.evaluate("it => it.scrollWidth > it.clientWidth")
    right, top = table.evaluate("it => { const box = it.getBoundingClientRect(); return [box.right, box.top]; }")
    shot = Image.open(BytesIO(lesson.screenshot())).convert("L")
    assert shot.getpixel((round(right) - 3, round(top) + 4)) < 230 < shot.getpixel((round(right) - 60, round(top) + 4))
    table.evaluate("it => it.scrollTo(it.scrollWidth, 0)")
    shot = Image.open(BytesIO(lesson.screenshot())).convert("L")
    assert shot.getpixel((round(right) - 3, round(top) + 4)) > 230


def test_paper_gets_pictures_and_words_without_controls_or_code(opened):
    lesson = opened(f"{NAME}.html")
    lesson.evaluate(WAKE_ALL)
    lesson.emulate_media(media="print")
    for gone in (".kb-controls", "details.code", ".sidebar-drawer", ".tell-us"):
        assert lesson.locator(f"{gone}:visible").count() == 0, gone
    assert lesson.locator(".kb-explore img:visible").count() >= 1
    paper = lesson.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) <= 8


def test_the_link_that_answers_back_names_the_lesson_and_the_part_in_view(opened):
    lesson = opened(f"{NAME}.html")
    lesson.evaluate("addEventListener('click', event => event.preventDefault())")
    links = lesson.locator(".tell-us a")
    assert links.count() == 2  # under the lesson, and beside its parts
    for part in ("2. Predict", "5.1 What was found"):
        # In one go, since cards that wake above would move the part out of view again.
        lesson.locator("article :is(h2, h3)", has_text=part).evaluate(
            "(it, link) => { it.scrollIntoView({behavior: 'instant'}); link.click(); }", links.last.element_handle()
        )
        asked = urlsplit(links.last.get_attribute("href"))
        assert asked.path == f"/{repository_and_branch()[0]}/issues/new"
        words = parse_qs(asked.query)
        assert f"{NUMBER} " in words["title"][0]
        assert part in words["title"][0]
        assert words["body"][0].count("Part: ") == 1
        assert f"Part: {part}" in words["body"][0]


def test_without_scripts_a_lesson_is_whole_and_answers_back(opened):
    lesson = opened(f"{NAME}.html", java_script_enabled=False)
    words = parse_qs(urlsplit(lesson.locator(".tell-us a").first.get_attribute("href")).query)
    assert words["title"] == [f"Lesson {NUMBER} {tables.load('lessons')['title'].iloc[0]}"]
    assert lesson.locator(".kb-explore figure img").count() >= 1


@pytest.mark.parametrize(("scheme", "how"), [("light", PHONE), ("dark", ZOOMED)], ids=["light", "dark"])
def test_no_page_holds_a_serious_barrier_with_its_cards_awake_and_all_open(opened, scheme, how):
    found = []
    for name in ("index", NAME, "for-teachers", "search"):  # not the long ones, which test_site.py looks at
        query = "?q=artery" if name == "search" else ""
        tab = opened(f"{name}.html{query}", color_scheme=scheme, **how)
        tab.evaluate(WAKE_ALL)
        tab.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
        wide = tab.evaluate("document.documentElement.scrollWidth") > how["viewport"]["width"]
        found += [f"{name}: wider than the window"] if wide else []
        found += [f"{name}: {each}" for each in violations(tab, "body")]
        tab.close()
    assert found == []
