"""A lesson as an instructor projects it: large, sharp, without code, moved by mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from ketabrain.engine.explore import SHARP
from tasks.present import SCALE, lesson_notebook
from tests.browser.lab import LIVE, projected, unfold, wait_for_the_last_card
from tests.browser.page import every_explore, explores_in, knobs, overhanging, resize, seen, wait_for_another

pytestmark = pytest.mark.browser

BACK_OF_THE_ROOM_PX = 20
"""Smallest text on a screen 1,080 pixels high that somebody reads from eight times the screen's height away."""


@pytest.fixture(scope="module")
def present(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("present")
    notebook = lesson_notebook("08")
    with projected(notebook, folder, KETABRAIN_SCALE=str(SCALE)) as url:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(url, timeout=120_000)
        wait_for_the_last_card(page)
        expect(page.locator(f"{LIVE} img")).to_have_count(explores_in(notebook))
        unfold(page)
        yield page
        page.close()


def test_text_and_pictures_are_large_and_sharp_and_code_is_hidden(present):
    assert present.get_by_text("from ketabrain").count() == 0
    for explore in every_explore(present):
        assert seen(explore)["width"] == round(SHARP * SCALE * 760)
        image, caption = explore.locator("img"), explore.get_by_role("status")
        assert image.bounding_box()["width"] >= SCALE * 700
        size = caption.evaluate("it => parseFloat(getComputedStyle(it).fontSize) * it.currentCSSZoom")
        assert size >= BACK_OF_THE_ROOM_PX


def test_nothing_is_cut_off_on_a_projector_or_a_small_one(present):
    for width, height in ((1920, 1080), (1280, 720)):
        assert overhanging(present, width, height) == []
    resize(present, 1920, 1080)


def test_a_slider_follows_the_mouse(present):
    explore = next(each for each in every_explore(present) if knobs(each).count())
    first = seen(explore)
    knob = knobs(explore).first
    knob.scroll_into_view_if_needed()
    low, high, now = (float(knob.evaluate(f"it => it.{name}")) for name in ("min", "max", "value"))
    track = knob.bounding_box()
    level = track["y"] + track["height"] / 2
    present.mouse.move(track["x"] + track["width"] * (now - low) / (high - low), level)
    present.mouse.down()
    present.mouse.move(track["x"] + 0.75 * track["width"], level, steps=6)
    present.mouse.up()
    wait_for_another(explore, first)
    assert (float(knob.input_value()) - low) / (high - low) == pytest.approx(0.75, abs=0.06)


def test_the_presenter_can_show_an_answer(present):
    button = present.get_by_role("button", name="Show the answer").first
    button.scroll_into_view_if_needed()
    button.click()
    expect(
        present.locator(".kb-live").get_by_text("You looked before you locked in a prediction.").first
    ).to_be_visible()
