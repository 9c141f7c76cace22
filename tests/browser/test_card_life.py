"""Cards whose Python is busy, gone, or comes again, and what a notebook shows that is opened without it."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import new_page, open_copy
from tests.browser.lab import CONNECTED, IDLE, SAVE, SHUT_DOWN, close_lesson, open_without_running, run_all
from tests.browser.page import (
    COMPLAINTS,
    answer,
    every_explore,
    keep_picture,
    knobs,
    press_reset,
    seen,
    wait_for_another,
    with_button,
)

pytestmark = pytest.mark.browser

SESSION = "window.jupyterapp.shell.currentWidget.sessionContext"
BUSY = f"""() => new Promise(begun => {{
  const cell = {SESSION}.session.kernel.requestExecute({{code: 'import time; time.sleep(8)'}});
  cell.onIOPub = message => message.header.msg_type === 'execute_input' && begun();
}})"""
"""Keeps the kernel busy for 8 s, and returns once it is."""
RESTART = f"{SESSION}.session.kernel.restart()"
KILL = f"""() => {{
  const other = window.jupyterapp.serviceManager.kernels.connectTo({{model: {SESSION}.session.kernel.model}});
  void other.requestExecute({{code: 'import os; os._exit(1)'}});
}}"""
"""Ends the kernel as a crash does; another client asks for it."""
WAKE = f"async () => {{ if (!{SESSION}.session?.kernel) await {SESSION}.startKernel(); }}"
COUNT = """view => {
  const image = view.querySelector('img');
  window.pictures = [];
  new MutationObserver(() => image.alt !== window.pictures.at(-1) && window.pictures.push(image.alt))
    .observe(image, {attributeFilter: ['alt']});
}"""
"""Notes, in `window.pictures`, the words of every picture that an explore shows from now on."""
CALM_CARDS = "count => document.querySelectorAll('.kb-live:not(.kb-gone)').length === count"


@pytest.fixture(scope="module")
def opened(desk, lab):
    with open_copy("life", desk, lab) as lesson:
        yield lesson


def test_a_busy_python_is_said_within_seconds_and_then_the_last_move_counts(lesson):
    explore = every_explore(lesson)[0]
    first = seen(explore)
    explore.evaluate(COUNT)
    lesson.evaluate(BUSY)
    knobs(explore).first.focus()
    start = time.monotonic()
    for _ in range(20):
        lesson.keyboard.press("ArrowRight")
    silent = explore.get_by_text("Python is not answering.")
    expect(silent).to_be_visible()
    assert 3.5 < time.monotonic() - start < 6
    expect(silent).to_be_hidden()
    last = wait_for_another(explore, first)
    assert "up to 30 mg" in last["words"]
    assert len(lesson.evaluate("window.pictures")) <= 2
    press_reset(explore)
    wait_for_another(explore, last)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(RESTART, id="restarted"),
        pytest.param(SHUT_DOWN, id="shut down", marks=pytest.mark.full),
        pytest.param(KILL, id="killed", marks=pytest.mark.full),
    ],
)
def test_cards_without_their_python_sleep_and_live_again_after_run_all(lesson, end):
    live, gone = lesson.locator(".kb-live"), lesson.locator(".kb-live.kb-gone")
    expect(gone).to_have_count(0)
    count = live.count()
    assert count > 10
    lesson.evaluate(end)
    expect(gone).to_have_count(count)
    expect(lesson.locator(".kb-live > .kb-body[inert]")).to_have_count(count)
    said = live.get_by_text("This card sleeps: its Python was restarted or has ended. To go on, choose Run")
    expect(said.filter(visible=True)).to_have_count(count)
    if end is KILL:
        lesson.locator(".jp-Dialog button.jp-mod-accept").click()  # JupyterLab says that a kernel died
    lesson.evaluate(WAKE)
    lesson.wait_for_function(CONNECTED)
    lesson.wait_for_function(IDLE)
    run_all(lesson)
    expect(gone).to_have_count(0)
    expect(live).to_have_count(count)
    assert lesson.evaluate(COMPLAINTS) == []
    explore = every_explore(lesson)[0]
    first = seen(explore)
    knobs(explore).first.press("ArrowRight")
    moved = wait_for_another(explore, first)
    press_reset(explore)
    wait_for_another(explore, moved)


@pytest.mark.parametrize("times", [2, pytest.param(10, marks=pytest.mark.full)])
def test_a_page_that_is_loaded_again_finds_every_card_alive(lesson, times):
    count = lesson.locator(".kb-live").count()
    explores = len(every_explore(lesson))
    lesson.evaluate(SAVE)
    for _ in range(times):
        lesson.reload()
        lesson.wait_for_function("window.jupyterapp !== undefined")
        lesson.wait_for_function(CONNECTED)
        lesson.wait_for_function(CALM_CARDS, arg=count)
        assert len(every_explore(lesson)) == explores
        explore = every_explore(lesson)[0]
        first = seen(explore)
        knobs(explore).first.press("ArrowRight")
        wait_for_another(explore, first)


def test_a_notebook_that_is_opened_again_shows_every_card_as_it_was_left(other_desk, lab):
    with open_copy("left", other_desk, lab) as lesson:
        page = lesson.page
        live = page.locator(".kb-live").count()
        explore = every_explore(page)[0]
        before = seen(explore)
        knobs(explore).first.press("End")
        last = wait_for_another(explore, before)
        card = with_button(page, "Lock in").first
        answer(card, "12.5")
        card.get_by_role("button", name="Lock in").press("Enter")
        expect(page.locator(".kb-live").get_by_text("You said 12.5 h, 70% sure.")).to_have_count(1)
        page.wait_for_timeout(1_000)  # the copies follow once nothing moves
        page.evaluate(SAVE)
    again = new_page("left", other_desk, lab).page
    open_without_running(again, lab, "left.ipynb")
    copies = again.locator(".kb-saved").filter(visible=True)
    expect(copies).to_have_count(live)
    again.wait_for_timeout(2_000)
    assert copies.count() == live
    assert again.locator(".kb-live").count() == 0
    assert copies.locator("img").count() == len(every_explore(again, ".kb-explore.kb-saved")) == 5
    assert copies.locator("img").first.get_attribute("alt") == last["alt"]
    for words in ("✓ Locked in. 12.5 h, 70% sure.", "You said 12.5 h, 70% sure. The answer: 20 h."):
        expect(copies.get_by_text(words)).to_be_visible()
    for unwanted in ("not found", "Error displaying", "needs the running notebook"):
        expect(again.locator(".jp-Notebook").get_by_text(unwanted).filter(visible=True)).to_have_count(0)
    keep_picture(again, "reopened.png", ".jp-WindowedPanel-outer")
    close_lesson(again)
