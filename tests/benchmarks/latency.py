"""From key press on a slider to the new picture in a real browser."""

import statistics
import tempfile
from pathlib import Path

from tests.browser.lab import chromium, explores, jupyter, move, open_lesson
from tests.notebooks.conftest import NOTEBOOKS

MOVES = 20


def main() -> None:
    """Print the median and the worst of 20 moves for every explore with a slider, in milliseconds."""
    print(f"\nWidgets in JupyterLab in Chromium (key press to new picture, {MOVES} moves, ms): median, worst")
    with tempfile.TemporaryDirectory() as folder, jupyter(Path(folder)) as server, chromium() as browser:
        for path in NOTEBOOKS:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            open_lesson(page, server, path.name)
            for i in range(explores(page).count()):
                explore = explores(page).nth(i)
                explore.scroll_into_view_if_needed()
                handle = explore.locator(".noUi-handle").first
                at_the_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
                there, back = ("ArrowLeft", "ArrowRight") if at_the_top else ("ArrowRight", "ArrowLeft")
                move(explore, there)  # the first move also warms the figure's caches
                times = [move(explore, there if n % 8 < 4 else back) for n in range(MOVES)]
                print(f"  {path.stem[:2]} explore {i + 1:2}  {statistics.median(times):6.0f} {max(times):6.0f}")
            page.close()
