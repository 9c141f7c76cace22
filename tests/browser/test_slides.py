"""Slides of a lesson in a real browser: all of it from disk, everything in sight, answers only after a key."""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from tasks.environment import TaskError, prepare_node
from tasks.inside.slides import copy_reveal, write_slides
from tasks.present import lesson_notebook

pytestmark = pytest.mark.browser

LESSON = "00"
WHAT_IS_WRONG = """([smallest, letter]) => {
  const found = [];
  for (let number = 0; number < Reveal.getTotalSlides(); number += 1) {
    Reveal.slide(number, 0, 9);
    const slide = Reveal.getCurrentSlide(), whole = slide.getBoundingClientRect();
    const says = (words) => found.push(`${number + 1}: ${words}`);
    if (Math.abs(whole.width - innerWidth) + Math.abs(whole.height - innerHeight) > 2) says('does not fill the screen');
    for (const each of slide.querySelectorAll(':scope *:not(aside, aside *)')) {
      const box = each.getBoundingClientRect(), words = each.textContent.trim().slice(0, 40);
      if (box.bottom > whole.bottom + 1 || box.right > whole.right + 1) says(`${words} leaves it`);
      const own = [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
      if (own && parseFloat(getComputedStyle(each).fontSize) < smallest) says(`${words} is small`);
    }
    const room = slide.querySelector('.room'), words = slide.querySelector('.fits');
    if (room && words.offsetHeight > room.clientHeight) says('is too full');
    for (const image of slide.querySelectorAll('img')) {
      const shown = Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight);
      if (shown * letter < smallest || !image.alt) says('has a picture that is small or without words');
    }
  }
  return found;
}"""
SMALLEST_PX = 18
IN_PICTURES_PX = 11.5 * 200 / 72
"""Height of the smallest letters of a picture, in its own pixels: 11.5 points, at 200 pixels an inch."""


@pytest.fixture(scope="module")
def slides(browser, tmp_path_factory):
    if shutil.which("npm") is None and os.environ.get("KETABRAIN_REQUIRE_BROWSER") != "1":
        pytest.skip("no npm: reveal.js comes from it")
    folder = tmp_path_factory.mktemp("slides")
    file = write_slides(lesson_notebook(LESSON), folder)
    copy_reveal(prepare_node(), folder)
    page = browser.new_context(offline=True).new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(file.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    yield page
    page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_every_slide_is_seen_whole_and_can_be_read_from_the_last_row(slides, width, height):
    slides.set_viewport_size({"width": width, "height": height})
    slides.wait_for_function("width => Reveal.getScale() === width / 1280", arg=width)
    assert slides.evaluate(WHAT_IS_WRONG, [SMALLEST_PX, IN_PICTURES_PX]) == []


def test_an_answer_waits_for_one_more_press_of_the_key(slides):
    answer = slides.locator(".answer .tells", has_text="About 10 times")
    number = slides.evaluate("it => Reveal.getSlides().indexOf(it.closest('section'))", answer.element_handle())
    slides.evaluate("number => Reveal.slide(number - 1, 0, 9)", number)
    slides.keyboard.press("ArrowRight")
    expect(slides.locator("section.present.answer h2")).to_be_visible()
    expect(answer).to_be_hidden()
    slides.keyboard.press("ArrowRight")
    expect(answer).to_be_visible()


def test_the_speaker_sees_what_the_guide_says(slides):
    slides.evaluate("Reveal.slide(0)")
    with slides.context.expect_page() as opened:
        slides.keyboard.press("s")
    expect(opened.value.locator(".speaker-controls-notes")).to_contain_text("Before you start")
    opened.value.close()


def test_each_slide_is_one_page_in_print(slides):
    page = slides.context.new_page()
    page.goto(f"{slides.url.partition('#')[0]}?print-pdf")
    page.wait_for_selector(".pdf-page section.title")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == slides.evaluate("Reveal.getTotalSlides()")
    assert page.locator(".answer .tells").first.evaluate("it => getComputedStyle(it).visibility") == "visible"
    page.close()


def test_an_unknown_lesson_is_answered_in_a_sentence():
    with pytest.raises(TaskError, match="There is no lesson '77'"):
        lesson_notebook("77")
