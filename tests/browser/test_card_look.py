"""How cards look: an explore on one screen; light, dark, in the colours that a system forces; on a telephone."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.conftest import EVERY_KIND_FIRST, open_copy, open_in_lab
from tests.browser.lab import EVERY_KIND, open_app
from tests.browser.page import (
    every_explore,
    keep_picture,
    knobs,
    overhanging,
    resize,
    seen,
    wait_for_another,
)
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1366, "height": 647}
"""What is left of 1366 × 768, the smallest common laptop, below the bars of a browser."""
CELL_PX = 934
"""How wide a cell is there, with the list of files open."""
FIGURE_PX, SCREEN_PX = 520, 647
MEASURE = """async view => {
  view.scrollIntoView({block: 'center'});
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const of = name => view.querySelector(name).getBoundingClientRect();
  return {task: view.querySelector('.kb-task').textContent, cell: view.parentElement.clientWidth,
          figure: Math.round(of('.kb-picture').bottom - of('.kb-controls').top),
          whole: Math.round(view.getBoundingClientRect().height)};
}"""
PHONE = {"width": 390, "height": 844}
THEME = """async theme => {
  await window.jupyterapp.commands.execute('apputils:change-theme', {theme});
}"""
VISIBLE = 60
"""By how much a line's lightness (0–255) must differ from what is around it."""


@pytest.fixture(scope="module", params=EVERY_KIND_FIRST)
def opened(request, desk, lab):
    with open_in_lab(request.param, desk, lab) as lesson:
        yield lesson


def test_every_explore_fits_one_screen_of_a_small_laptop(lesson, opened):
    resize(lesson, **LAPTOP)
    found = [explore.evaluate(MEASURE) for explore in every_explore(lesson)]
    for each in sorted(found, key=lambda each: each["whole"], reverse=True)[:10]:
        print(f"{opened.path.stem}: {each['figure']} px to the picture's foot, {each['whole']} px all: {each['task']}")
    assert {each["cell"] for each in found} == {CELL_PX}
    assert [each for each in found if each["figure"] > FIGURE_PX or each["whole"] > SCREEN_PX] == []


@pytest.fixture(scope="module")
def looks(desk: BrowserContext, lab) -> Iterator[Page]:
    with open_copy("looks", desk, lab) as lesson:
        yield lesson.page


@contextmanager
def light(page: Page) -> Iterator[None]:
    yield


@contextmanager
def dark(page: Page) -> Iterator[None]:
    page.evaluate(THEME, "JupyterLab Dark")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    yield
    page.evaluate(THEME, "JupyterLab Light")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'true'")


@contextmanager
def forced(page: Page) -> Iterator[None]:
    page.emulate_media(forced_colors="active")
    yield
    page.emulate_media(forced_colors="none")


def differs(track: Locator) -> int:
    """By how much the line of a slider stands out from what is around it, at a quarter of its length from the end."""
    track.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(track.screenshot())).convert("L")
    column = [picture.getpixel((picture.width * 3 // 4, y)) for y in range(picture.height)]
    return max(column) - min(column)


@pytest.mark.parametrize("colours", [light, dark, forced])
def test_every_kind_of_card_can_be_used_in_every_colour(looks, colours):
    with colours(looks):
        keep_picture(looks, f"looks-{colours.__name__}.png", ".jp-WindowedPanel-outer")
        resize(looks, 1280)
        found = violations(looks, ".kb-card")
        marked = [differs(track) for track in looks.locator(".kb-live .kb-track").all()]
    assert found == []
    assert [each for each in marked if each < (VISIBLE if colours is forced else 20)] == []


@pytest.fixture
def phone(browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


def test_a_finger_drags_a_slider_on_a_page_that_fits_a_telephone(phone, voila):
    open_app(phone, voila, f"{EVERY_KIND}.ipynb")
    keep_picture(phone, "phone-voila.png", "#rendered_cells")
    assert overhanging(phone, **PHONE) == []
    assert violations(phone, ".kb-card") == []
    explore = every_explore(phone)[0]
    first = seen(explore)
    knob = knobs(explore).first
    drag(phone, knob, 0.25, 0.75)
    assert 55 <= float(knob.input_value()) <= 65
    wait_for_another(explore, first)


def drag(page: Page, knob: Locator, start: float, end: float) -> None:
    """Drag with a finger between two shares of a slider's length."""
    knob.scroll_into_view_if_needed()
    box = knob.bounding_box()
    touch = page.context.new_cdp_session(page)
    steps = [start + (end - start) * step / 8 for step in range(9)]
    for kind, share in [("touchStart", start), *(("touchMove", share) for share in steps)]:
        point = {"x": box["x"] + box["width"] * share, "y": box["y"] + box["height"] / 2}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
