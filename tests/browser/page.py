"""What a learner sees and presses on an open page, in JupyterLab and in Voilà alike."""

import json
import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tasks.inside.in_process import code_cells
from tests.browser.lab import PATIENCE_MS

WIDTH = 1280
TALLEST_PX = 16_000
"""What Chromium draws in one picture."""
SEEN = """view => {
  const image = view.querySelector('img');
  return {src: image.src, alt: image.alt, words: view.querySelector('figcaption').textContent,
          width: image.naturalWidth};
}"""
ANOTHER = "([view, src]) => { const image = view.querySelector('img'); return image && image.src !== src; }"
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
    '.kb-card input:not([type=radio]):not([type=checkbox]), .kb-card select')]
  .filter(it => ![...it.labels || []].some(label => label.textContent.trim()))
  .map(it => it.closest('.kb-card').textContent)"""
"""The cards with a box or a choice that has no name."""

Seen = dict[str, Any]
"""What an explore shows: its picture ("src", "width"), the picture's alternative text ("alt"), the words below it."""


def explores_in(path: Path) -> int:
    """How many explores the code of a notebook makes."""
    return calls_in(path, r"^explore\(")


def calls_in(path: Path, pattern: str) -> int:
    """How often a pattern is found in the code of a notebook."""
    return len(re.findall(pattern, "\n".join(code_cells(path)), re.MULTILINE))


def every_explore(page: Page) -> list[Locator]:
    """Every explore on the page, from top to bottom."""
    found = page.locator(".kb-explore")
    return [found.nth(i) for i in range(found.count())]


def seen(explore: Locator) -> Seen:
    """What an explore shows now."""
    return explore.evaluate(SEEN)


def wait_for_another(explore: Locator, before: Seen, timeout_ms: float = PATIENCE_MS) -> Seen:
    """Wait until the picture differs from the one before, and return what is shown then."""
    view = explore.element_handle()
    explore.page.wait_for_function(ANOTHER, arg=[view, before["src"]], timeout=timeout_ms)
    return seen(explore)


def to_the_other_end(handle: Locator) -> None:
    """Move a slider to its end by keyboard, or to its beginning where it stands at the end."""
    at_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    handle.press("Home" if at_top else "End")


def to_another_option(select: Locator) -> None:
    """Move a choice by one option by keyboard."""
    select.press("ArrowDown" if select.evaluate("it => it.selectedIndex == 0") else "ArrowUp")


def press_reset(explore: Locator) -> None:
    """Press an explore's Reset by keyboard."""
    explore.get_by_role("button", name="Reset").press("Enter")


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


def lock_every_prediction(page: Page) -> int:
    """Answer every open prediction by keyboard; returns how many there were."""
    cards = page.locator(".kb-card").filter(has=page.get_by_role("button", name="Lock in", exact=True))
    count = cards.count()
    for _ in range(count):
        card = cards.first
        if (radio := card.locator("input[type=radio]")).count():
            radio.first.press("Space")
        elif (box := card.locator("input[type=text]")).count():
            box.first.fill("20")
        else:
            card.locator(".noUi-handle").first.press("ArrowRight")
        card.locator("input[type=number]").last.fill("70")
        card.locator("input[type=number]").last.press("Enter")
        card.get_by_role("button", name="Lock in", exact=True).press("Enter")
        expect(cards).to_have_count(count - 1)
        count -= 1
    return page.get_by_text("✓ Locked in").count()
