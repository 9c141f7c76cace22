"""Lessons as an instructor projects them: as large as the window allows, sharp, without code, every card there."""

import pytest
from playwright.sync_api import expect

from ketabrain.engine.check import IN_JUPYTERLAB
from ketabrain.engine.draw.style import DPI, SMALL, WIDTH_IN
from ketabrain.engine.explore import SHARP
from tasks.inside.in_process import NOTEBOOKS
from tasks.present import SHARPNESS, lesson_notebook, lesson_number
from tests.browser.conftest import OpenLesson, note_errors
from tests.browser.lab import LATE, projected, unfold, wait_for_every_card
from tests.browser.page import calls_in, every_explore, explores_in, knobs, overhanging, resize, seen, wait_for_another

pytestmark = pytest.mark.browser

LESSON = "08"
"""The lesson that every change projects; under `full` all of them."""
SCREENS = ((1920, 1080), (1280, 720))
BACK_OF_THE_ROOM_PX = 20
"""Smallest text on a screen 1,080 pixels high that somebody reads from eight times the screen's height away."""
in_one_lesson = pytest.mark.parametrize("shown", [LESSON], indirect=True)
OUT_OF_REACH = """() => [...document.querySelectorAll('.kb-explore.kb-live')].filter(card => {
  const picture = card.querySelector('img').getBoundingClientRect();
  const controls = card.querySelector('.kb-controls').getBoundingClientRect();
  const high = Math.max(picture.bottom, controls.bottom) - Math.min(picture.top, controls.top);
  return controls.right > picture.left || picture.right > innerWidth || high > innerHeight;
}).map(card => card.textContent.slice(0, 60))"""
"""Explores whose picture does not stand beside its controls, or that the window cannot show whole with them."""
SMALLEST = """() => {
  const inSight = text => text.textContent.trim() && text.parentElement.checkVisibility() &&
    !text.parentElement.closest('script, style') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, inSight);
  let smallest = Infinity;
  while (texts.nextNode()) {
    const at = texts.currentNode.parentElement;
    smallest = Math.min(smallest, parseFloat(getComputedStyle(at).fontSize) * at.currentCSSZoom);
  }
  return smallest;
}"""
"""Pixels of the smallest letters in sight, those in pictures aside."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(each, marks=() if each == LESSON else pytest.mark.full) for each in map(lesson_number, NOTEBOOKS)
    ],
)
def shown(request, browser, tmp_path_factory):
    """A projected lesson. The timers of its browser are late, as on a busy machine; that has cost cards."""
    folder = tmp_path_factory.mktemp("present")
    path = lesson_notebook(request.param)
    with projected(path, folder, KETABRAIN_SCALE=str(SHARPNESS)) as url:
        lesson = OpenLesson(path, browser.new_page(), folder / "my-ledger.json")
        note_errors(lesson.page, lesson.errors)
        resize(lesson.page, *SCREENS[0])
        lesson.page.add_init_script(LATE)
        wait_for_every_card(lesson.page, lesson.page.goto(url, timeout=120_000))
        unfold(lesson.page)
        yield lesson
        lesson.page.close()


@pytest.fixture
def present(shown):
    return shown.page


def test_every_card_is_drawn_and_code_is_not_asked_for_where_none_shows(present, shown):
    assert len(every_explore(present)) == explores_in(shown.path)
    for words in ("from ketabrain", "run the cell"):
        assert present.get_by_text(words).count() == 0
    if calls_in(shown.path, r"^def "):
        expect(present.locator(".kb-live").get_by_text(IN_JUPYTERLAB).first).to_be_visible()
    assert shown.errors == []


def test_pictures_are_sharp_and_no_letter_is_too_small_for_the_back_of_the_room(present):
    for explore in every_explore(present):
        assert seen(explore)["width"] == round(SHARP * SHARPNESS * WIDTH_IN * DPI)
        larger = explore.locator("img").bounding_box()["width"] / (WIDTH_IN * DPI)
        assert larger * SMALL * DPI / 72 >= BACK_OF_THE_ROOM_PX
    assert present.evaluate(SMALLEST) >= BACK_OF_THE_ROOM_PX


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_every_picture_is_in_sight_beside_its_controls_and_nothing_is_cut_off(present, width, height):
    assert overhanging(present, width, height) == []
    assert present.evaluate(OUT_OF_REACH) == []
    resize(present, *SCREENS[0])


@in_one_lesson
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


@in_one_lesson
def test_the_presenter_can_show_an_answer(present):
    button = present.get_by_role("button", name="Show the answer").first
    button.scroll_into_view_if_needed()
    button.click()
    expect(
        present.locator(".kb-live").get_by_text("You looked before you locked in a prediction.").first
    ).to_be_visible()
