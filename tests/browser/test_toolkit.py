"""What the widgets do in JupyterLab, on one page that holds a card of every kind; under `full` in every lesson."""

import urllib.request

import pytest
from playwright.sync_api import expect

from ketabrain.engine import exercises
from tasks.inside.in_process import code_cells
from tests.browser.conftest import EVERY_KIND_FIRST, open_in_lab
from tests.browser.lab import EVERY_KIND_CELLS, LIVE, SAVE, TOKEN, restart_and_run_all
from tests.browser.page import (
    COMPLAINTS,
    calls_in,
    entries,
    every_explore,
    knobs,
    lock_every_prediction,
    press_reset,
    seen,
    to_another_option,
    to_the_other_end,
    wait_for_another,
    with_button,
)
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

WAITING = "Nothing has been run"
KINDS = (
    *("slider(", "whole=True", "choice(", "run=", "raise ValueError", "number(", "interval(", "options(", "reveal("),
    *("sort_out(", "check(", "verdict("),
)


@pytest.fixture(scope="module", params=EVERY_KIND_FIRST)
def opened(request, desk, lab):
    with open_in_lab(request.param, desk, lab) as lesson:
        yield lesson


def test_the_page_of_every_kind_holds_every_kind():
    code = EVERY_KIND_CELLS.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if kind not in code] == []


def test_all_cells_run_and_nothing_complains(lesson, opened):
    assert lesson.locator("[data-mime-type*='error'], [data-mime-type*='stderr']").all_inner_texts() == []
    assert opened.errors == []


def test_every_slider_reaches_an_end_by_keyboard_and_changes_picture_and_words(lesson):
    for explore in every_explore(lesson):
        first = seen(explore)
        for handle in knobs(explore).all():
            to_the_other_end(handle)
            moved = wait_for_another(explore, first)
            assert moved["words"] != first["words"]
            assert moved["alt"] == moved["words"]
            press_reset(explore)
            assert wait_for_another(explore, moved) == first


def test_every_choice_moves_by_keyboard(lesson):
    for explore in every_explore(lesson):
        first = seen(explore)
        for select in explore.locator("select").all():
            to_another_option(select)
            moved = wait_for_another(explore, first)
            assert moved["words"] != first["words"]
            press_reset(explore)
            assert wait_for_another(explore, moved) == first


def test_a_slow_model_runs_at_its_button_and_a_move_puts_its_picture_away(lesson, opened):
    slow = lesson.locator(LIVE).filter(has=lesson.locator(".kb-primary"))
    assert slow.count() == calls_in(opened.path, r'\brun="')
    for explore in slow.all():
        waiting = seen(explore)
        assert WAITING in waiting["words"]
        button = explore.locator(".kb-primary")
        button.press("Enter")
        done = wait_for_another(explore, waiting, timeout_ms=120_000)
        assert WAITING not in done["words"]
        assert lesson.evaluate(COMPLAINTS) == []
        expect(button).to_be_enabled()
        knobs(explore).first.press("ArrowLeft")
        assert WAITING in wait_for_another(explore, done)["words"]
        press_reset(explore)
        expect(explore.locator("img")).to_have_attribute("alt", waiting["alt"])


def test_a_number_can_be_typed(lesson):
    explore = next(each for each in every_explore(lesson) if knobs(each).count())
    first = seen(explore)
    box, knob = explore.locator(".kb-number").first, knobs(explore).first
    box.fill(knob.get_attribute("max"))
    box.press("Enter")
    moved = wait_for_another(explore, first)
    assert knob.input_value() == knob.get_attribute("max")
    press_reset(explore)
    assert wait_for_another(explore, moved) == first


def test_what_a_model_refuses_is_a_sentence_and_reset_brings_the_picture_back(lesson, opened):
    refusing = lesson.locator(LIVE, has_text="is refused in a sentence")
    assert refusing.count() == calls_in(opened.path, "raise ValueError")
    for explore in refusing.all():
        first = seen(explore)
        box = explore.locator(".kb-number")
        box.fill("50")
        box.press("Enter")
        refused = explore.get_by_role("alert").filter(visible=True)
        expect(refused).to_contain_text("this model says nothing. Move a control, or press Reset.")
        press_reset(explore)
        expect(explore.locator("img")).to_be_visible()
        assert seen(explore) == first


def test_fast_moves_end_at_the_last_value(lesson):
    explore = next(each for each in every_explore(lesson) if knobs(each).count())
    first = seen(explore)
    knob, box = knobs(explore).first, explore.locator(".kb-number").first
    knob.focus()
    for _ in range(25):
        lesson.keyboard.press("ArrowRight")
    value = box.input_value()
    lesson.wait_for_timeout(1_000)
    last = wait_for_another(explore, first)
    press_reset(explore)
    start = wait_for_another(explore, last)
    box.fill(value)
    box.press("Enter")
    assert wait_for_another(explore, start) == last
    press_reset(explore)


def test_sorting_asks_for_every_choice_and_then_shows_the_map(lesson, opened):
    cards = with_button(lesson, "Lock in my map")
    count = cards.count()
    assert count == calls_in(opened.path, r"^sort_out\(")
    for _ in range(count):
        card = cards.first  # a card that is locked in has lost its button
        assert card.locator("img").count() == 0
        button = card.get_by_role("button", name="Lock in my map", exact=True)
        button.press("Enter")
        expect(card.get_by_text("Still open:")).to_be_visible()
        for select in card.locator("select").all():
            select.press("ArrowDown")
        button.press("Enter")
        expect(lesson.locator(".kb-live").get_by_text("Your map beside the course's")).to_be_visible()
    kept = [each for each in entries(opened.ledger, "sorting") if each["lesson"] == opened.number]
    assert len(kept) == count


def test_a_saved_page_shows_pictures_and_words_without_kernel_or_network(lesson, opened, lab, browser, tmp_path):
    lesson.evaluate(SAVE)
    address = f"{lab.url}/nbconvert/html/notebooks/{opened.path.name}?token={TOKEN}"
    saved = tmp_path / "saved.html"
    saved.write_bytes(urllib.request.urlopen(address, timeout=60).read())
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(saved.as_uri())
    views = every_explore(page, ".kb-explore.kb-saved")
    assert len(views) == len(every_explore(lesson)) + page.locator(".kb-saved .kb-waits img").count()
    for view in views:
        shown = seen(view)
        assert shown["width"] > 300
        assert shown["alt"] == shown["words"] != ""
    assert violations(page, "body") == []
    context.close()


def test_an_exercise_says_what_is_wrong_and_what_is_right(lesson, opened):
    exercise = next(found for found in asked(opened.path) if hasattr(found, "answer"))
    card = lesson.locator(".kb-live").filter(has_text=exercise.prompt)
    box, button = card.locator(".kb-number"), card.get_by_role("button", name="Check", exact=True)
    for typed, words in (("-123456", "Not yet"), (f"{exercise.answer():.10g}", "That is it")):
        box.fill(typed)
        box.press("Tab")
        button.press("Enter")
        expect(card.get_by_text(words)).to_be_visible()
    attempts = [each for each in entries(opened.ledger, "attempt") if each["item"] == exercise.id]
    assert [each["correct"] for each in attempts] == [False, True]


def asked(path):
    """Every exercise of a notebook."""
    lines = [line for source in code_cells(path) for line in source.splitlines()]
    return [exercises.find(line.split('"')[1]) for line in lines if line.startswith("check(")]


def test_a_verdict_meets_the_verdict_of_the_course(lesson, opened):
    open_ones = with_button(lesson, "Lock in my verdict")
    said = lesson.locator(".kb-live").get_by_text("The course says:")
    expect(said).to_have_count(0)
    open_ones.first.get_by_role("radio").first.press("Space")
    open_ones.first.get_by_role("textbox", name="How sure are you?").fill("70")
    count = open_ones.count()
    open_ones.first.get_by_role("button", name="Lock in my verdict").press("Enter")
    expect(open_ones).to_have_count(count - 1)
    expect(said).to_have_count(1)
    assert len([each for each in entries(opened.ledger, "verdict") if each["lesson"] == opened.number]) == 1


def test_predictions_are_kept_and_there_again_after_a_kernel_restart(lesson, opened):
    locked = lock_every_prediction(lesson)
    mine = [each for each in entries(opened.ledger, "prediction") if each["lesson"] == opened.number]
    assert len(mine) == locked == calls_in(opened.path, r"^predict\(") > 0
    assert {each["confidence"] for each in mine} <= {70, 80}
    restart_and_run_all(lesson)
    live = lesson.locator(".kb-live")
    expect(live.get_by_text("✓ Locked in")).to_have_count(locked)
    assert live.get_by_text("% sure. The answer:").count() == calls_in(opened.path, r"^reveal\(")
    assert [each for each in entries(opened.ledger, "prediction") if each["lesson"] == opened.number] == mine
    assert lesson.locator("[data-mime-type*='error']").count() == 0


def test_assistive_technology_can_use_every_card_in_the_end(lesson):
    assert violations(lesson, ".kb-card") == []
