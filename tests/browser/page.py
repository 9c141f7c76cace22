"""What a learner sees and presses on an open page, in JupyterLab and in Voilà alike."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tasks.inside.in_process import code_cells
from tests.browser.lab import LIVE, PATIENCE_MS, SHARP

WIDTH = 1280
TALLEST_PX = 16_000
"""What Chromium draws in one picture."""
SEEN = """async view => {
  const image = view.querySelector('img'), saved = view.classList.contains('kb-saved');
  const said = [...view.querySelectorAll(saved ? 'figcaption p' : '[role=status], figcaption > p[id]')];
  const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
  const told = said.map(it => it.textContent).filter(Boolean);
  // Of a very long first sentence only the beginning stands below the picture, and all of the words behind the button.
  const words = told[0]?.endsWith('…') ? told[1] : told.join(' ');
  return {alt: image.alt, words, width: image.naturalWidth,
          picture: bytes.reduce((sum, byte) => (31 * sum + byte) | 0, 0)};
}"""
ANOTHER = "([view, alt]) => view.querySelector('img').alt !== alt"
COMPLAINTS = """() => [...document.querySelectorAll('.kb-explore.kb-live [role=alert]')]
  .filter(it => it.offsetParent).map(it => it.textContent).filter(Boolean)"""
"""What live explores complain about."""
CUT_OFF = """() => [...document.querySelectorAll('.kb-card, .kb-card button, .kb-card label, .kb-card img')]
  .filter(it => it.offsetParent && it.scrollWidth > it.clientWidth + 2 && !it.querySelector('table'))
  .map(it => `${it.className}: ${it.textContent.slice(0, 80)} ${it.scrollWidth} > ${it.clientWidth}`)"""
TOO_WIDE = """() => [...document.querySelectorAll('p, h1, h2, .kb-card')]
  .filter(it => it.offsetParent && it.getBoundingClientRect().right > window.innerWidth + 1)
  .map(it => `${it.textContent.slice(0, 60)} ${it.getBoundingClientRect().right}`)"""
"""Text and cards that reach beyond the right edge of the window."""
CALM = """width => new Promise(done => {
  let last = '', frames = 0;
  const look = () => {
    const now = [...document.querySelectorAll('.kb-card')].map(it => `${it.clientWidth} ${it.scrollHeight}`).join();
    frames = now === last && window.innerWidth === width ? frames + 1 : 0;
    last = now;
    frames < 10 ? requestAnimationFrame(look) : done();
  };
  look();
})"""
"""Waits until the window is as wide as asked for and every card has kept its size for ten frames."""
WHOLE = "it => { it.scrollTop = 0; return it.scrollHeight + window.innerHeight - it.clientHeight; }"
"""How high the window must be to show all of a part that scrolls, from its top."""
UNNAMED = """() => [...document.querySelectorAll(
    '.kb-live :is(input:not([type=radio]):not([type=checkbox]), select, textarea)')]
  .filter(it => ![...it.labels].some(label => label.textContent.trim()) && !it.ariaLabel &&
    !document.getElementById(it.getAttribute('aria-labelledby'))?.textContent.trim())
  .map(it => it.closest('.kb-card').textContent)"""
"""The cards with a box, a slider or a choice that has no name."""

Seen = dict[str, Any]
"""What an explore shows: its picture (a checksum, and "width" in its own pixels), the picture's alternative text
("alt"), the "words" below it.
"""


def explores_in(path: Path) -> int:
    """How many explores show in a notebook: all of a lesson, whose predictions are given up here.

    On the page of every kind, which has a ledger of its own, one waits for its answer.
    """
    return calls_in(path, r"^explore\(") - (0 if path.stem[0].isdigit() else calls_in(path, r"^    after="))


def calls_in(path: Path, pattern: str) -> int:
    """How often a pattern is found in the code of a notebook."""
    return len(re.findall(pattern, "\n".join(code_cells(path)), re.MULTILINE))


def every_explore(page: Page, kind: str = LIVE) -> list[Locator]:
    """Every explore on the page that shows its picture, from top to bottom."""
    found = page.locator(kind).filter(has=page.locator("img"))
    return [found.nth(i) for i in range(found.count())]


def knobs(card: Locator) -> Locator:
    """The handles of the sliders on a card."""
    return card.locator("input[type=range]")


def seen(explore: Locator) -> Seen:
    """What a live explore at rest, or the copy of one on a saved page, shows."""
    if "kb-live" in (explore.get_attribute("class") or ""):
        explore.page.wait_for_function(SHARP, arg=explore.element_handle())
    return explore.evaluate(SEEN)


def wait_for_another(explore: Locator, before: Seen, timeout_ms: float = PATIENCE_MS) -> Seen:
    """Wait until the picture differs from the one before, and return what is shown then."""
    explore.page.wait_for_function(ANOTHER, arg=[explore.element_handle(), before["alt"]], timeout=timeout_ms)
    now = seen(explore)
    assert now["picture"] != before["picture"]
    return now


def to_the_other_end(knob: Locator) -> None:
    """Move a slider to its end by keyboard, or to its beginning where it stands at the end."""
    knob.press("Home" if knob.evaluate("it => it.value === it.max") else "End")


def to_another_option(select: Locator) -> None:
    """Move a choice by one option by keyboard."""
    select.press("ArrowDown" if select.evaluate("it => it.selectedIndex == 0") else "ArrowUp")


def press_reset(explore: Locator) -> None:
    """Press an explore's Reset by keyboard."""
    explore.get_by_role("button", name="Reset").press("Enter")


def by_keyboard(button: Locator) -> None:
    """Press a button by keyboard."""
    button.press("Enter")


def act(card: Locator, name: str, press: Callable[[Locator], None] = by_keyboard) -> None:
    """Press what stands in an explore's menu, which is opened first."""
    more = card.get_by_role("button", name="More", exact=True)
    if more.get_attribute("aria-expanded") == "false":
        press(more)
    press(card.get_by_role("button", name=name, exact=True))


def resize(page: Page, width: int, height: int = 1000) -> None:
    """Give the window another size, and wait until the page has come to rest in it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(CALM, width)


def overhanging(page: Page, width: int, height: int = 1000) -> list[str]:
    """Give the window another size: what is then cut off, or reaches over its edge."""
    resize(page, width, height)
    found: list[str] = page.evaluate(CUT_OFF) + page.evaluate(TOO_WIDE)
    return found


def keep_picture(page: Page, name: str, scrolled: str) -> None:
    """Keep a picture of the whole page where KETABRAIN_PICTURES says, for a person to look at.

    `scrolled` is a selector of the part of the page that scrolls.
    """
    if folder := os.environ.get("KETABRAIN_PICTURES"):
        for _ in range(2):  # the height of what was never in sight is an estimate
            long = page.locator(scrolled).first.evaluate(WHOLE)
            resize(page, page.viewport_size["width"], min(long, TALLEST_PX))
        page.screenshot(path=Path(folder) / name)


def entries(ledger: Path, kind: str) -> list[dict[str, Any]]:
    """The entries of one kind in a ledger on disk; none while there is no ledger."""
    if not ledger.exists():
        return []
    return [each for each in json.loads(ledger.read_text())["entries"] if each["kind"] == kind]


def with_button(page: Page, name: str) -> Locator:
    """The live cards that have a button of this name."""
    return page.locator(".kb-live").filter(has=page.get_by_role("button", name=name, exact=True))


def answer(card: Locator, typed: str = "20") -> None:
    """Fill in an open prediction by keyboard, 70% sure; `typed` is for one that asks for a number."""
    if (radio := card.get_by_role("radio")).count():
        radio.first.press("Space")
    elif (ends := card.locator(".kb-range")).count():
        knobs(ends).first.press("ArrowRight")
    else:
        card.locator(".kb-field .kb-number").fill(typed)
    if (sure := card.get_by_role("textbox", name="How sure are you?")).count():  # a range is one to be 80% sure of
        sure.fill("70")
        sure.press("Enter")


def lock_every_prediction(page: Page) -> int:
    """Answer every open prediction by keyboard; returns how many predictions are locked in then."""
    cards = with_button(page, "Lock in")
    for left in reversed(range(cards.count())):
        card = cards.first
        answer(card)
        card.get_by_role("button", name="Lock in", exact=True).press("Enter")
        expect(cards).to_have_count(left)
    return page.locator(".kb-live").get_by_text("✓ Locked in").count()
