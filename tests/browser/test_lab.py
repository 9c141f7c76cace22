"""Every lesson in JupyterLab in a real Chromium: what a learner sees, clicks and presses."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from tasks.inside.in_process import code_cells
from tests.browser.lab import PATIENCE_MS, TOKEN
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

SEEN = """view => {
  const image = view.querySelector('img');
  return {src: image.src, alt: image.alt, words: view.querySelector('figcaption').textContent,
          width: image.naturalWidth};
}"""


CUT_OFF = """() => [...document.querySelectorAll('.kb-card, .kb-card button, .kb-card label, .kb-card img')]
  .filter(it => it.offsetParent && it.scrollWidth > it.clientWidth + 2 && !it.querySelector('table'))
  .map(it => `${it.className}: ${it.textContent.slice(0, 80)} ${it.scrollWidth} > ${it.clientWidth}`)"""


TOO_WIDE = """() => [...document.querySelectorAll('p, h1, h2, .kb-card')]
  .filter(it => it.offsetParent && it.getBoundingClientRect().right > window.innerWidth + 1)
  .map(it => `${it.textContent.slice(0, 60)} ${it.getBoundingClientRect().right}`)"""
"""Text and cards that reach beyond the right edge of the window."""


def seen(explore: Locator) -> dict[str, str | int]:
    """What an explore shows now: its picture, the picture's alternative text and the words below it."""
    return explore.evaluate(SEEN)


def wait_for_another(
    explore: Locator, before: dict[str, str | int], timeout_ms: float = PATIENCE_MS
) -> dict[str, str | int]:
    """Wait until the picture differs from the one before, and return what is shown then."""
    explore.page.wait_for_function(
        "([view, src]) => { const image = view.querySelector('img'); return image && image.src !== src; }",
        arg=[explore.element_handle(), before["src"]],
        timeout=timeout_ms,
    )
    return seen(explore)


def every_explore(page: Page) -> list[Locator]:
    found = page.locator(".kb-explore")
    return [found.nth(i) for i in range(found.count())]


def press_reset(explore: Locator) -> None:
    reset = explore.get_by_role("button", name="Reset")
    reset.focus()
    reset.press("Enter")


def entries(server, kind: str) -> list[dict]:
    """The entries of one kind in the ledger on disk."""
    return [each for each in json.loads(server.ledger.read_text())["entries"] if each["kind"] == kind]


def test_all_cells_run_and_nothing_complains(lesson, opened):
    assert lesson.locator("[data-mime-type*='error'], [data-mime-type*='stderr']").all_inner_texts() == []
    assert lesson.locator(".jp-Notebook .jp-mod-widget-error, .kb-explore [role=alert]").count() == 0
    assert opened.errors == []


def test_every_explore_of_the_notebook_is_there_with_a_picture_and_words(lesson, opened):
    code = "\n".join(code_cells(opened.path))
    assert len(every_explore(lesson)) == len(re.findall(r"^explore\(", code, re.MULTILINE)) > 0
    for explore in every_explore(lesson):
        shown = seen(explore)
        assert shown["width"] > 300
        assert shown["alt"] == shown["words"]
        assert len(shown["words"]) > 40


def test_every_slider_reaches_an_end_by_keyboard_and_changes_picture_and_words(lesson):
    for explore in every_explore(lesson):
        first = seen(explore)
        handles = explore.locator(".noUi-handle")
        for i in range(handles.count()):
            handle = handles.nth(i)
            handle.scroll_into_view_if_needed()
            at_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
            handle.focus()
            handle.press("Home" if at_top else "End")
            moved = wait_for_another(explore, first)
            assert moved["words"] != first["words"]
            assert moved["alt"] == moved["words"]
            press_reset(explore)
            assert wait_for_another(explore, moved) == first


def test_every_choice_moves_by_keyboard(lesson):
    for explore in every_explore(lesson):
        first = seen(explore)
        for select in explore.locator("select").all():
            select.focus()
            select.press("ArrowDown" if select.evaluate("it => it.selectedIndex == 0") else "ArrowUp")
            moved = wait_for_another(explore, first)
            assert moved["words"] != first["words"]
            press_reset(explore)
            assert wait_for_another(explore, moved) == first


def test_a_slow_model_runs_at_its_button_and_a_move_puts_its_picture_away(lesson, opened):
    slow = lesson.locator(".kb-explore").filter(has=lesson.locator("button.mod-primary"))
    assert slow.count() == "\n".join(code_cells(opened.path)).count(", run=")
    for explore in [slow.nth(i) for i in range(slow.count())]:
        waiting = seen(explore)
        assert "Nothing has been run" in waiting["words"]
        button = explore.locator("button.mod-primary")
        button.focus()
        button.press("Enter")
        done = wait_for_another(explore, waiting, timeout_ms=120_000)
        assert "Nothing has been run" not in done["words"]
        assert explore.locator("[role=alert]").count() == 0
        expect(button).to_be_enabled()
        handle = explore.locator(".noUi-handle").first
        handle.focus()
        handle.press("ArrowLeft")
        assert "Nothing has been run" in wait_for_another(explore, done)["words"]
        press_reset(explore)
        expect(explore.locator("figcaption")).to_have_text(waiting["words"])


def test_sorting_asks_for_every_choice_and_then_shows_the_map(lesson, opened, lab, number):
    cards = lesson.locator(".kb-card").filter(has=lesson.get_by_role("button", name="Lock in my map", exact=True))
    count = cards.count()
    assert count == len(re.findall(r"^sort_out\(", "\n".join(code_cells(opened.path)), re.MULTILINE))
    for _ in range(count):
        card = cards.first  # a card that is locked in has lost its button
        assert card.locator("img").count() == 0
        button = card.get_by_role("button", name="Lock in my map", exact=True)
        button.focus()
        button.press("Enter")
        expect(card.get_by_text("Still open:")).to_be_visible()
        for select in card.locator("select").all():
            select.focus()
            select.press("ArrowDown")
        button.focus()
        button.press("Enter")
        expect(lesson.get_by_text("Your map beside the course's")).to_be_visible()
    kept = entries(lab, "sorting") if lab.ledger.exists() else []
    assert len([each for each in kept if each["lesson"] == number]) == count


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_hangs_over(lesson, width):
    lesson.set_viewport_size({"width": width, "height": 1000})
    lesson.wait_for_timeout(600)
    over = lesson.evaluate(CUT_OFF)
    lesson.set_viewport_size({"width": 1280, "height": 1000})
    assert over == []


def test_a_saved_page_shows_pictures_and_words_without_kernel_or_network(lesson, opened, lab, browser, tmp_path):
    lesson.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    lesson.wait_for_timeout(1500)
    address = f"{lab.url}/nbconvert/html/notebooks/{opened.path.name}?token={TOKEN}"
    saved = tmp_path / "saved.html"
    saved.write_bytes(urllib.request.urlopen(address, timeout=60).read())
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(saved.as_uri())
    views = every_explore(page)
    assert len(views) == len(every_explore(lesson))
    for view in views:
        shown = seen(view)
        assert shown["width"] > 300
        assert shown["alt"] == shown["words"] != ""
    assert violations(page, "body") == []
    context.close()


def lock_every_prediction(page: Page) -> int:
    """Answer every open prediction by keyboard; returns how many there were."""
    cards = page.locator(".kb-card").filter(has=page.get_by_role("button", name="Lock in", exact=True))
    count = cards.count()
    for _ in range(count):
        card = cards.first
        card.scroll_into_view_if_needed()
        if (radio := card.locator("input[type=radio]")).count():
            radio.first.focus()
            radio.first.press("Space")
        elif (box := card.locator("input[type=text]")).count():
            box.first.fill("20")
        else:
            handle = card.locator(".noUi-handle").first
            handle.focus()
            handle.press("ArrowRight")
        card.locator("input[type=number]").last.fill("70")
        card.locator("input[type=number]").last.press("Enter")
        button = card.get_by_role("button", name="Lock in", exact=True)
        button.focus()
        button.press("Enter")
        expect(cards).to_have_count(count - 1)
        count -= 1
    return page.get_by_text("✓ Locked in").count()


def test_predictions_are_kept(lesson, lab, number):
    locked = lock_every_prediction(lesson)
    mine = [each for each in entries(lab, "prediction") if each["lesson"] == number]
    assert len(mine) == locked > 0
    assert {each["confidence"] for each in mine} == {70}
