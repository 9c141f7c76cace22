"""What the widgets do in JupyterLab whatever the lesson: tried in lessons that hold every kind of card between them."""

import re

import pytest
from playwright.sync_api import Locator, expect

from ketabrain.lesson import exercises
from tasks.inside.in_process import NOTEBOOKS, code_cells
from tests.browser.conftest import open_in_lab
from tests.browser.lab import restart_and_run_all
from tests.browser.test_accessibility import violations
from tests.browser.test_lab import (
    entries,
    every_explore,
    lock_every_prediction,
    press_reset,
    seen,
    wait_for_another,
)

pytestmark = pytest.mark.browser

LESSONS = [path for path in NOTEBOOKS if path.stem[:2] in ("00", "09")]


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def opened(request, desk, lab):
    with open_in_lab(request.param, desk, lab) as lesson:
        yield lesson


def test_a_number_can_be_typed_and_one_out_of_range_is_held(lesson):
    explore = next(each for each in every_explore(lesson) if each.locator("input[type=number]").count())
    first = seen(explore)
    box = explore.locator("input[type=number]").first
    box.fill("999999")
    box.press("Enter")
    moved = wait_for_another(explore, first)
    assert float(box.input_value()) == float(box.get_attribute("max"))
    press_reset(explore)
    assert wait_for_another(explore, moved) == first


def settled(explore: Locator) -> dict[str, str | int]:
    """What is shown once the picture has stood still for half a second."""
    before = seen(explore)
    for _ in range(20):
        explore.page.wait_for_timeout(500)
        now = seen(explore)
        if now == before:
            return now
        before = now
    raise AssertionError("the picture never came to rest")


def test_fast_moves_end_at_the_last_value(lesson):
    explore = next(each for each in every_explore(lesson) if each.locator(".noUi-handle").count())
    handle, box = explore.locator(".noUi-handle").first, explore.locator("input[type=number]").first
    handle.scroll_into_view_if_needed()
    handle.focus()
    for _ in range(25):
        lesson.keyboard.press("ArrowRight")
    last = settled(explore)
    value = box.input_value()
    press_reset(explore)
    start = wait_for_another(explore, last)
    box.fill(value)
    box.press("Enter")
    assert wait_for_another(explore, start) == last
    press_reset(explore)


def test_assistive_technology_can_use_every_card(lesson):
    assert violations(lesson, ".kb-card") == []


def test_predictions_are_there_again_after_a_kernel_restart(lesson, lab, number):
    locked = lock_every_prediction(lesson)
    mine = [each for each in entries(lab, "prediction") if each["lesson"] == number]
    restart_and_run_all(lesson)
    expect(lesson.get_by_text("✓ Locked in")).to_have_count(locked)
    assert [each for each in entries(lab, "prediction") if each["lesson"] == number] == mine
    assert lesson.locator("[data-mime-type*='error']").count() == 0


def test_an_exercise_says_what_is_wrong_and_what_is_right(lesson, opened, lab, number):
    asked = re.findall(r'^check\("([^"]+)"\)$', "\n".join(code_cells(opened.path)), re.MULTILINE)
    exercise = next(found for found in map(exercises.find, asked) if hasattr(found, "answer"))
    card = lesson.locator(".kb-card").filter(has_text=exercise.prompt)
    box, button = card.locator("input[type=text]"), card.get_by_role("button", name="Check", exact=True)
    for typed, words in (("-123456", "Not yet"), (f"{exercise.answer():.10g}", "That is it")):
        box.fill(typed)
        box.press("Tab")
        button.press("Enter")
        expect(card.get_by_text(words)).to_be_visible()
    attempts = [each for each in entries(lab, "attempt") if each["item"] == exercise.id]
    assert [each["correct"] for each in attempts] == [False, True]


def test_a_verdict_meets_the_verdict_of_the_course(lesson, lab, number):
    button = lesson.get_by_role("button", name="Lock in my verdict")
    card = lesson.locator(".kb-card").filter(has=button).first
    expect(lesson.get_by_text("The course says")).to_have_count(0)
    card.locator("input[type=radio]").first.focus()
    card.locator("input[type=radio]").first.press("Space")
    count = button.count()
    card.get_by_role("button", name="Lock in my verdict").press("Enter")
    expect(button).to_have_count(count - 1)
    expect(lesson.get_by_text("The course says")).to_have_count(1)
    assert len([each for each in entries(lab, "verdict") if each["lesson"] == number]) == 1


def test_every_control_has_a_name(lesson):
    for control in lesson.locator(".kb-card input:not([type=radio]):not([type=checkbox]), .kb-card select").all():
        assert control.evaluate("it => Array.from(it.labels || []).map(l => l.textContent).join('').trim()"), (
            control.evaluate("it => it.closest('.kb-card').textContent")
        )
