"""Settings in the address of a page, a picture that is kept, and what is taken away: from disk, without a network."""

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from ketabrain.engine import cards
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.draw.layout import canvas, direct, plot
from ketabrain.engine.draw.style import BLUE
from ketabrain.engine.explore import Explorer
from ketabrain.engine.front_end import CARDS
from tasks.inside import site
from tasks.inside.reading.describe import described
from tasks.inside.reading.drawing import draw_states
from tasks.inside.reading.held import write_states
from tests.browser.lab import ROOT
from tests.browser.page import act, by_keyboard
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

CASES = json.loads((ROOT / "tests" / "engine" / "addresses.json").read_text(encoding="utf-8"))
OWN = (ROOT / "site" / "scripts" / "sharing.js").read_text(encoding="utf-8")
READ_AND_WRITE = f"""cases => {{
  {CARDS.replace("export ", "")}
  {OWN}
  return cases.map(({{address, name, values}}) => {{
    if (address == null) return {{writes: writeSettings(name, values)}};
    try {{ return {{presets: readSettings(address)}}; }} catch (problem) {{ return {{says: problem.message}}; }}
  }});
}}"""
REFUSE_CLIPBOARD = "void (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')))"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *told):
        pass


def curve(result, figure):
    axes = plot(figure)
    axes.plot([0, 1], [0, result[0]], color=BLUE)
    direct(axes, "level", 1, result[0], BLUE)
    return f"A line up to {result[0]:g} for {result[1]}. It is drawn in one colour."


def drawing(result, figure):
    canvas(figure).plot([0, 100], [0, result[0]])
    return f"A drawing of {result[0]:g} {result[1]}."


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page with two explores, as the site has them, from disk; gives its address."""
    folder = tmp_path_factory.mktemp("page")
    found = {}
    for number, (name, draw) in enumerate({"dose-band": curve, "clock": drawing}.items()):
        controls = {"mg_per_kg": slider(0, 2, 0.2, 1, label="Dose", unit="mg/kg"), "who": choice("adults", "the old")}
        explorer = Explorer(name, lambda mg_per_kg, who: (mg_per_kg, who), draw, controls, f"Move {name}.", 3.0)
        place = folder / "_static" / "explores" / f"02-{name}"
        states = draw_states(explorer, place)
        write_states(f"02-{name}", states, place)
        found[f"card-{number}"] = described(explorer, "02", states)
    (folder / "_static" / "reading.js").write_text(site.script(), encoding="utf-8")
    lesson = json.dumps({"lesson": "02", "cards": found})
    (folder / "02.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Lesson</title><style>{cards.CSS}</style>'
        '<article><h1>Lesson</h1><div id="card-0"></div><details><summary>More</summary>'
        '<div style="height:3000px"></div><div id="card-1"></div></details></article>'
        f'<script>globalThis.kbLesson = {lesson};</script><script src="_static/reading.js"></script></html>',
        encoding="utf-8",
    )
    return (folder / "02.html").as_uri()


@pytest.fixture
def page(browser):
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 647})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert complaints == []


@pytest.fixture
def phone(browser):
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


def explore(page, place=0):
    return page.locator(f"#card-{place}")


def words(page, place=0):
    return explore(page, place).locator("figure:not(.kb-kept) figcaption")


def by_finger(button):
    button.tap()


def test_the_page_reads_and_writes_addresses_as_python_does(page):
    found = page.evaluate(READ_AND_WRITE, CASES)
    wrong = [
        (case, got)
        for case, got in zip(CASES, found, strict=True)
        if any(case[kind] not in got.get(kind, "") for kind in ("says", "writes") if kind in case)
        or case.get("presets") != got.get("presets")
    ]
    assert wrong == []


def test_a_link_sets_a_card_which_goes_on_from_there(page, address):
    page.goto(f"{address}#dose-band?mg_per_kg=1.4&who=the%20old")
    expect(words(page)).to_contain_text("A line up to 1.4 for the old.")
    card = explore(page)
    assert card.get_by_role("slider").input_value() == "1.4"
    expect(card.get_by_role("alert").filter(visible=True)).to_have_count(0)
    history = page.evaluate("history.length")
    card.get_by_role("slider").press("ArrowRight")
    expect(words(page)).to_contain_text("A line up to 1.6 for the old.")
    card.get_by_role("button", name="More", exact=True).press("Enter")
    link = card.get_by_role("link", name="Link to this")
    assert link.get_attribute("href") == "#dose-band?mg_per_kg=1.6&who=the%20old"
    assert page.evaluate("history.length") == history
    act(card, "Copy link")
    expect(card.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}#dose-band?mg_per_kg=1.6&who=the%20old"
    card.get_by_role("button", name="Reset").press("Enter")
    expect(words(page)).to_contain_text("A line up to 1 for adults.")


def test_where_the_clipboard_is_refused_the_address_stands_selected(page, address):
    page.goto(address)
    page.evaluate(REFUSE_CLIPBOARD)
    act(explore(page), "Copy link")
    box = explore(page).get_by_role("textbox", name="Copy link")
    expect(box).to_be_visible()
    assert page.evaluate("String(getSelection())") == f"{address}#dose-band?mg_per_kg=1&who=adults"


@pytest.mark.parametrize(
    ("asked", "shows", "says"),
    [
        ("dose-band?mg_per_kg=1.33", "A line up to 1.4 for adults.",
         "This page does not hold every mixture, so it moved “Dose” to 1.4 mg/kg; the notebook has all."),
        ("dose-band?mg_per_kg=9", "A line up to 1 for adults.",
         "The link sets Dose to “9”, but here it goes from 0 to 2 mg/kg."),
        ("dose-band?who=mice", "A line up to 1 for adults.",
         "The link sets who to “mice”, but here it is adults or the old."),
        ("dose-band?mg=1", "A line up to 1 for adults.", "The link names “mg”, but here is only mg_per_kg, who."),
        ("dose-band?mg_per_kg", "A line up to 1 for adults.",
         "“#dose-band?mg_per_kg” is no address of settings: one looks like #dose-band?mg_per_kg=1.2&minutes=5."),
        ("dose?mg_per_kg=1", "A line up to 1 for adults.", "The link names “dose”, but here is only dose-band, clock."),
    ],
)  # fmt: skip
def test_a_link_that_asks_for_something_else_is_answered_in_one_sentence(page, address, asked, shows, says):
    page.goto(f"{address}#{asked}")
    expect(page.get_by_role("alert").filter(visible=True)).to_have_text(says)
    expect(words(page)).to_contain_text(shows)


def test_a_teachers_link_sets_several_cards_and_goes_to_the_first(page, address):
    page.goto(f"{address}#clock?mg_per_kg=2&&dose-band?mg_per_kg=0.4")
    expect(words(page, 1)).to_contain_text("A drawing of 2 adults.")
    expect(words(page, 0)).to_contain_text("A line up to 0.4 for adults.")
    expect(explore(page, 1)).to_be_in_viewport()  # in a part that was shut


def test_a_kept_picture_stands_above_the_next_until_it_is_let_go(page, phone, address):
    for tab, press, above in ((page, by_keyboard, True), (phone, by_finger, False)):
        tab.goto(address)
        card = explore(tab)
        act(card, "Keep this one", press)
        kept = card.get_by_role("figure", name="Kept: Dose 1 mg/kg, who adults")
        expect(card.get_by_text("Kept, to compare: Dose 1 mg/kg, who adults.")).to_be_visible()
        card.get_by_role("slider").press("End")
        expect(words(tab)).to_contain_text("A line up to 2 for adults.")
        expect(kept).to_contain_text("A line up to 1 for adults.")
        assert "A line up to 1" in kept.get_by_role("img").get_attribute("alt")
        kept.get_by_role("img").scroll_into_view_if_needed()
        assert kept.get_by_role("img").evaluate("it => it.decode().then(() => it.naturalWidth)") == 1140
        body = card.locator(".kb-body").bounding_box()
        assert (kept.bounding_box()["y"] < body["y"]) is above
        assert violations(tab, "#card-0") == []
        act(card, "Keep this one", press)
        expect(card.locator(".kb-kept")).to_have_count(1)
        expect(card.locator(".kb-kept")).to_contain_text("A line up to 2 for adults.")
        press(card.get_by_role("button", name="Let go"))
        expect(card.locator(".kb-kept")).to_have_count(0)
        assert tab.evaluate("document.activeElement.textContent") == "More"


def test_picture_and_numbers_are_saved_with_the_settings_in_their_names(page, address):
    page.goto(f"{address}#dose-band?mg_per_kg=1.4")
    expect(words(page)).to_contain_text("A line up to 1.4")
    card = explore(page)
    with page.expect_download() as table:
        act(card, "Numbers")
    assert table.value.suggested_filename == "dose-band mg_per_kg=1.4 who=adults.csv"
    text = table.value.path().read_text(encoding="utf-8")
    assert "# Dose,1.4 mg/kg\n# who,adults\n" in text
    assert text.endswith("plot,series,kind,place,x,y\n1,level,curve,,0,0\n1,level,curve,,1,1.4\n")
    expect(card.get_by_text("Saved.")).to_be_visible()
    with page.context.expect_page() as picture:  # a page from disk may not save another file
        act(card, "Picture")
    assert picture.value.url.endswith(".webp")
    expect(card.get_by_text("It opens in a tab of its own: save it there.")).to_be_visible()


def test_from_a_server_the_picture_is_saved_at_once(page, address):
    folder = Path(unquote(urlsplit(address).path)).parent
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    page.context.set_offline(False)
    page.goto(f"http://127.0.0.1:{server.server_port}/02.html#dose-band?mg_per_kg=1.4")
    expect(words(page)).to_contain_text("A line up to 1.4")
    with page.expect_download() as picture:
        act(explore(page), "Picture")
    server.shutdown()
    assert picture.value.suggested_filename == "dose-band mg_per_kg=1.4 who=adults.webp"


def test_a_drawing_says_that_it_has_no_numbers(page, address):
    page.goto(f"{address}#clock?mg_per_kg=2")
    card = explore(page, 1)
    with page.expect_download():
        act(card, "Numbers")
    expect(card.get_by_text("this picture is a drawing and has no rows of numbers")).to_be_visible()
