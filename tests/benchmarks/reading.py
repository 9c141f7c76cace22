"""How fast a page of the reading edition is: its first view, and from a move of a slider to the new picture."""

import argparse
import functools
import http.server
import sys
import threading
from collections.abc import Sequence
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, Page

from tasks.environment import ROOT
from tests.browser.lab import chromium

SITE = ROOT / "build" / "site"
MOVES = 20
MOVE = """([knob, image, key]) => new Promise((done) => {
  const began = performance.now();
  const before = image.currentSrc;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  const look = async () => {
    if (image.src === before || !image.complete) return requestAnimationFrame(look);
    await image.decode();
    requestAnimationFrame(() => done(performance.now() - began));
  };
  knob.dispatchEvent(event);
  if (image.src === before) done(null);
  else look();
})"""
"""Milliseconds from a key to the frame that shows the new picture; null if the picture stays the same."""
ALL_THERE = "document.readyState === 'complete'"


def main(argv: Sequence[str]) -> None:
    """Print, for pages of build/site, what the first view loads and takes, and how long a move takes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading", description=__doc__)
    parser.add_argument("lessons", nargs="+", help="such as 02 05; the site must have been built with them")
    lessons = parser.parse_args(argv).lessons
    serve = functools.partial(_Quiet, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server, chromium() as browser:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for lesson in lessons:
            name = next(SITE.glob(f"{lesson}-*.html")).name
            for address in (f"http://127.0.0.1:{server.server_address[1]}/{name}", (SITE / name).as_uri()):
                _print_page(browser, address)
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def _print_page(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    loaded: list[int] = []
    page.on("requestfinished", lambda request: loaded.append(_size(request)))
    page.goto(address)
    page.wait_for_function(ALL_THERE)
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    page.wait_for_timeout(1500)  # what stands near the first view is loaded too
    print(f"{address.rpartition('/')[2]} ({address.partition(':')[0]})")
    print(f"  first view: {took:.0f} ms to the load event, {sum(loaded) / 1e3:.0f} kB in {len(loaded)} files")
    for what, warm in (("first move of a control, its picture not yet loaded", False), ("later moves", True)):
        times = [time for card in page.locator(".kb-explore").all() for time in _moves(page, card, warm)]
        if len(times) > 1:
            cuts = quantiles(times, n=20)
            print(f"  {what}: median {cuts[9]:.0f} ms, 95th percentile {cuts[18]:.0f} ms, worst {max(times):.0f} ms")
    page.close()


def _size(request: Any) -> int:
    if request.url.startswith("file:"):
        return len(request.response().body())
    return int(request.sizes()["responseBodySize"])


def _moves(page: Page, card: Any, warm: bool) -> list[float]:
    """How long moves of every slider of an explore take: to a picture far away, or one step after the other."""
    card.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    if not card.locator("figure img").count():
        card.get_by_role("button").first.click()  # gives the prediction up
        page.wait_for_timeout(300)
    times = []
    for knob in card.locator("input[type=range]").all():
        image = card.locator("figure img")
        keys = ["ArrowRight"] * (MOVES // 4) + ["ArrowLeft"] * (MOVES // 4) if warm else ["PageUp"]
        for key in keys:
            found = page.evaluate(MOVE, [knob.element_handle(), image.element_handle(), key])
            times += [found] if found is not None else []
            page.wait_for_timeout(60)
    return times


if __name__ == "__main__":
    main(sys.argv[1:])
