"""Slides of a lesson in a real browser: all of it from disk, everything in sight, truths only after a key."""

import os
import shutil

import pytest

from tasks.environment import TaskError, prepare_node
from tasks.inside.slides import HEIGHT, copy_reveal, write_slides
from tasks.present import lesson_notebook

pytestmark = pytest.mark.browser

LESSON = "00"
CUT = """() => [...document.querySelectorAll('.slides section section')].map(slide => {
  for (const each of [slide.parentElement, slide]) each.style.display = 'block';
  const zoom = parseFloat(slide.style.zoom) || 1;
  const found = [slide.textContent.trim().slice(0, 60), slide.scrollHeight * zoom, slide.style.overflowY,
                 Math.max(...[...slide.querySelectorAll('*')].map(it => it.scrollWidth - it.clientWidth > 2 &&
                   getComputedStyle(it).overflowX === 'hidden' ? it.scrollWidth - it.clientWidth : 0), 0)];
  for (const each of [slide.parentElement, slide]) each.style.display = '';
  return found;
})"""


@pytest.fixture(scope="module")
def slides(browser, tmp_path_factory):
    if shutil.which("npm") is None and os.environ.get("KETABRAIN_REQUIRE_BROWSER") != "1":
        pytest.skip("no npm: reveal.js comes from it")
    folder = tmp_path_factory.mktemp("slides")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KETABRAIN_LEDGER", str(folder / "my-ledger.json"))
        patch.setenv("KETABRAIN_SCALE", "2")
        file = write_slides(lesson_notebook(LESSON), folder)
    copy_reveal(prepare_node(), folder)
    page = browser.new_context(offline=True).new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady() && document.querySelector('[style*=zoom]')")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    yield page
    page.context.close()


def test_every_slide_fits_or_scrolls(slides):
    found = slides.evaluate(CUT)
    assert len(found) >= 12
    for text, height, overflow, hidden in found:
        assert height <= HEIGHT + 8 or overflow == "auto", text
        assert hidden == 0, text


def test_pictures_keep_their_words_and_code_stays_out(slides):
    images = slides.locator(".kb-explore img").all()
    assert images
    assert all(image.get_attribute("alt") for image in images)
    assert slides.get_by_text("from ketabrain").count() == 0


def test_a_truth_waits_for_one_more_press_of_the_key(slides):
    answer = slides.locator(".kb-answer", has_text="About 10 times")
    assert answer.count() == 1
    for _ in range(60):
        slides.keyboard.press("ArrowRight")
        slides.wait_for_timeout(30)
        if slides.locator("section.present section.present .kb-answer", has_text="About 10 times").count():
            break
    assert "visible" not in answer.get_attribute("class")
    slides.keyboard.press("ArrowRight")
    slides.wait_for_timeout(100)
    assert "visible" in answer.get_attribute("class")


def test_an_unknown_lesson_is_answered_in_a_sentence():
    with pytest.raises(TaskError, match="There is no lesson '77'"):
        lesson_notebook("77")
