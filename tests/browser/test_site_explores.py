"""The explores of the reading edition move, in a real browser, from disk and over HTTP, without a network."""

import functools
import http.server
import json
import re
import threading

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LESSON = "00-start-here.html"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LOADED = "image => image.complete && image.naturalWidth > 0 && image.currentSrc"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address(site_folder):
    """The site over HTTP, as a host of pages gives it out."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site_folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def tab(browser):
    """Opens the lesson; fails the test for a request outside or an error in a script."""
    asked, complaints, contexts = [], [], []

    def opened(address, *, states=None, **looks):
        contexts.append(browser.new_context(**looks))
        page = contexts[-1].new_page()
        if states is not None:
            page.route("**/00-calibration/states.js", lambda route: route.fulfill(body=states))
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/{LESSON}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))] == []
    assert complaints == []


def explore(page, place):
    """An explore that is awake, its prediction given up."""
    card = page.locator(".kb-explore").nth(place)
    card.scroll_into_view_if_needed()
    expect(card).to_have_class(re.compile("kb-live"))
    look = card.get_by_role("button", name=re.compile("look", re.IGNORECASE))
    if look.count():
        look.click()
    expect(card.get_by_text(re.compile(r"This page holds"))).to_be_visible()
    return card


def shown(card):
    """The picture and the words of an explore once the picture is there."""
    image = card.locator("figure img")
    card.page.wait_for_function(LOADED, arg=image.element_handle())
    return image.evaluate("it => it.currentSrc"), image.get_attribute("alt")


@pytest.mark.parametrize("way", ["disk", "http"])
def test_every_control_of_every_explore_moves_its_picture_and_words(site_folder, address, tab, way):
    page = tab(site_folder.as_uri() if way == "disk" else address, viewport={"width": 1280, "height": 800})
    count = page.locator(".kb-explore").count()
    assert count == 3
    for place in range(count):
        card = explore(page, place)
        for control in card.locator("input[type=range], select").all():
            before = shown(card)
            if control.evaluate("it => it.tagName") == "SELECT":
                control.select_option(index=1)
            else:
                control.press("ArrowRight")
            expect(card.locator("figure img")).not_to_have_attribute("alt", before[1])
            after = shown(card)
            assert after[0] != before[0]
            assert card.locator("figcaption").inner_text().split(" ")[0] in after[1]
        card.get_by_role("button", name="Reset").click()


def test_a_slider_goes_from_stop_to_stop_and_a_typed_number_to_the_nearest(site_folder, tab):
    page = tab(site_folder.as_uri(), offline=True, viewport={"width": 1280, "height": 800})
    card = explore(page, 1)
    knob, box = card.get_by_role("slider"), card.get_by_role("textbox")
    said = [knob.get_attribute("aria-valuetext")]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home", "PageUp"):
        knob.press(key)
        said.append(knob.get_attribute("aria-valuetext"))
    assert said[1] == said[3] != said[0]
    assert said[4] == said[5] == "4000 ng/mL"
    assert said[6] == "10 ng/mL"
    stop = said[1].removesuffix(" ng/mL")
    box.fill(str(int(stop) + 1))
    box.press("Enter")
    expect(box).to_have_value(stop)
    told = f"{int(stop) + 1} ng/mL is not held on this page; the nearest is {stop} ng/mL."
    expect(card.locator(".kb-refusal")).to_have_text(told)
    expect(card.locator("figcaption")).to_contain_text(f"{stop} ng/mL")
    knob.press("ArrowRight")
    expect(card.locator(".kb-refusal")).to_be_empty()
    box.fill("many")
    box.press("Enter")
    expect(card.locator(".kb-refusal")).to_contain_text("is not a number")


def test_a_knob_that_is_dragged_stands_on_a_stop(site_folder, tab):
    page = tab(site_folder.as_uri(), offline=True, viewport={"width": 1280, "height": 800})
    card = explore(page, 2)
    knob = card.get_by_role("slider").first
    box = knob.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.31, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    value = knob.input_value()
    assert knob.get_attribute("aria-valuetext") == f"{value}%"
    assert float(value) == pytest.approx(31, abs=6)
    expect(card.locator("figure img")).to_have_attribute("alt", re.compile(rf"\b{value}%"))


def test_a_phone_shows_the_whole_picture_and_on_demand_a_larger_one(site_folder, tab):
    page = tab(site_folder.as_uri(), offline=True, **PHONE)
    card = explore(page, 1)
    shown(card)
    frame, image = card.locator(".kb-frame"), card.locator("figure img")
    assert image.bounding_box()["width"] <= 390
    assert frame.evaluate("it => it.scrollWidth <= it.clientWidth")
    card.get_by_role("button", name="Larger picture").press("Enter")
    assert image.bounding_box()["width"] == 760
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(frame).to_have_attribute("tabindex", "0")
    box = frame.bounding_box()
    card.get_by_role("slider").press("ArrowRight")
    assert image.bounding_box()["width"] == 760  # a move leaves it as large as it was
    page.touchscreen.tap(box["x"] + 100, frame.bounding_box()["y"] + 60)
    expect(card.get_by_role("button", name="Larger picture")).to_be_visible()
    page.touchscreen.tap(box["x"] + box["width"] * 0.9, frame.bounding_box()["y"] + 60)
    assert frame.evaluate("it => it.scrollLeft") > 300
    expect(card.get_by_role("button", name="Whole picture")).to_be_visible()


def test_a_mixture_that_is_not_held_gives_the_nearest_and_says_what_moved(site_folder, address, tab):
    file = site_folder / "_static" / "explores" / "00-calibration" / "states.js"
    before, told = file.read_text(encoding="utf-8").split("] = ")
    drawn = json.loads(told.removesuffix(";\n"))
    start = drawn["states"][0]["values"]
    drawn["states"] = [
        each for each in drawn["states"] if start[0] == each["values"][0] or start[1] == each["values"][1]
    ]
    alone = f"{before}] = {json.dumps(drawn)};"  # each slider alone
    page = tab(address, states=alone, viewport={"width": 1280, "height": 800})
    card = explore(page, 2)
    first, second = card.get_by_role("slider").all()
    first.press("ArrowRight")
    expect(card.locator(".kb-note-line")).to_be_hidden()
    second.press("ArrowLeft")
    words = f"This page does not hold every mixture, so it moved You are right to {start[0]}%; the notebook has all."
    expect(card.locator(".kb-note-line")).to_have_text(words)
    assert first.get_attribute("aria-valuetext") == f"{start[0]}%"
    assert second.get_attribute("aria-valuetext") != f"{start[1]}%"
    expect(card.locator("figure img")).to_have_attribute("alt", re.compile(rf"\b{second.input_value()}%"))


def test_a_card_whose_pictures_cannot_be_loaded_says_so_and_keeps_its_first(address, tab):
    page = tab(address, states="", viewport={"width": 1280, "height": 800})
    card = explore(page, 2)
    before = shown(card)
    card.get_by_role("slider").first.press("ArrowRight")
    expect(card.locator(".kb-note-line")).to_contain_text("could not be loaded")
    assert shown(card) == before
