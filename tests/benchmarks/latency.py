"""From key press on a slider to the new picture in a real browser."""

import tempfile
from pathlib import Path

from tasks.inside.in_process import NOTEBOOKS
from tasks.present import lesson_number
from tests.benchmarks.widgets import spread
from tests.browser.lab import chromium, jupyter, move, open_lesson, sliders

MOVES = 20
TURN = "(it, key) => it.value === it.max ? 'ArrowLeft' : it.value === it.min ? 'ArrowRight' : key"
"""The key to go on with: at an end a slider turns round."""


def main() -> None:
    """Print the median, 95th percentile and worst of 20 moves for every explore with a slider, in milliseconds."""
    print(
        f"\nWidgets in JupyterLab in Chromium (key press to new picture, {MOVES} moves, ms): "
        "median, 95th percentile, worst"
    )
    with tempfile.TemporaryDirectory() as folder, jupyter(Path(folder)) as server, chromium() as browser:
        for path in NOTEBOOKS:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            open_lesson(page, server, path.name)
            for i in range(sliders(page).count()):
                explore = sliders(page).nth(i)
                explore.scroll_into_view_if_needed()
                key, times = "ArrowRight", []
                for _ in range(MOVES + 1):
                    times.append(move(explore, key))
                    key = explore.locator("input[type=range]").first.evaluate(TURN, key)
                times = times[1:]  # the first move also warms the figure's caches
                print(f"  {lesson_number(path)} explore {i + 1:2}  {spread(times)} {max(times):6.1f}", flush=True)
            page.close()
