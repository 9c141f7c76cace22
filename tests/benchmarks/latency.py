"""From key press on a slider to the new picture in a real browser."""

import tempfile
from pathlib import Path

from tasks.inside.in_process import NOTEBOOKS
from tests.benchmarks.widgets import spread
from tests.browser.lab import chromium, explores, jupyter, move, open_lesson

MOVES = 20


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
            for i in range(explores(page).count()):
                explore = explores(page).nth(i)
                explore.scroll_into_view_if_needed()
                turns = {"aria-valuemin": "ArrowRight", "aria-valuemax": "ArrowLeft"}  # at an end it turns round
                key, times = "ArrowRight", []
                for _ in range(MOVES + 1):
                    handle = explore.locator(".noUi-handle").first
                    now = handle.get_attribute("aria-valuenow")
                    key = next((turn for end, turn in turns.items() if handle.get_attribute(end) == now), key)
                    times.append(move(explore, key))
                times = times[1:]  # the first move also warms the figure's caches
                print(f"  {path.stem[:2]} explore {i + 1:2}  {spread(times)} {max(times):6.1f}", flush=True)
            page.close()
