"""The same notebooks through Voilà: no code, the same live widgets."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tasks.inside.in_process import NOTEBOOKS, code_cells
from tests.browser.conftest import WIDTH, OpenLesson, note_errors
from tests.browser.lab import Server, open_app
from tests.browser.test_accessibility import violations
from tests.browser.test_lab import CUT_OFF, TOO_WIDE, every_explore, seen, wait_for_another

pytestmark = pytest.mark.browser

EARLY = "widget model not found"
"""What Voilà says when a view comes before its model; that every view came in the end is counted by `open_app`."""
LEFT = "/voila/api/shutdown/"
"""What a page that is loaded again asks for in vain as it goes: the end of its kernel."""
EXPLORE = re.compile(r"^explore\(", re.MULTILINE)
TALLEST_PX = 16_000
"""What Chromium draws in one picture."""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def shown(request: pytest.FixtureRequest, desk: BrowserContext, voila: Server) -> Iterator[OpenLesson]:
    lesson = OpenLesson(request.param, desk.new_page())
    note_errors(lesson.page, lesson.errors)
    open_app(lesson.page, voila, lesson.path.name, len(EXPLORE.findall("\n".join(code_cells(request.param)))))
    yield lesson
    lesson.page.close()


@pytest.fixture
def app(shown: OpenLesson) -> Page:
    return shown.page


def test_pictures_and_words_show_and_code_does_not(app, shown):
    for explore in every_explore(app):
        now = seen(explore)
        assert now["width"] > 300
        assert now["alt"] == now["words"] != ""
    assert app.get_by_text("from ketabrain").count() == 0
    assert [each for each in shown.errors if not any(known in each for known in (EARLY, LEFT))] == []


def test_a_slider_moves_by_keyboard(app):
    explore = next(each for each in every_explore(app) if each.locator(".noUi-handle").count())
    first = seen(explore)
    handle = explore.locator(".noUi-handle").first
    handle.focus()
    handle.press("End")
    assert wait_for_another(explore, first)["words"] != first["words"]


def test_assistive_technology_can_use_every_card(app):
    assert violations(app, ".kb-card") == []


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_hangs_over(app, shown, width):
    app.set_viewport_size({"width": width, "height": 1000})
    app.wait_for_timeout(600)
    over = app.evaluate(CUT_OFF) + app.evaluate(TOO_WIDE)
    keep_picture(app, f"{shown.path.stem}-{width}.png")
    app.set_viewport_size({"width": WIDTH, "height": 1000})
    assert over == []


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page where KETABRAIN_PICTURES says, for a person to look at."""
    if folder := os.environ.get("KETABRAIN_PICTURES"):
        long = page.evaluate("document.getElementById('rendered_cells').scrollHeight")
        page.set_viewport_size({"width": page.viewport_size["width"], "height": min(long, TALLEST_PX)})
        page.screenshot(path=Path(folder) / name)
