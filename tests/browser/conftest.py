"""One JupyterLab and one Chromium for all the tests of a worker; each lesson is opened and run once."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.lab import Server, chromium, chromium_path, jupyter, open_lesson
from tests.notebooks.conftest import NOTEBOOKS

WIDTH = 1280


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium_path() is None:
        words = "no Chromium: install it (Debian: apt-get install chromium) to test in a real browser"
        if os.environ.get("KETABRAIN_REQUIRE_BROWSER") == "1":
            pytest.fail(words)
        pytest.skip(words)
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with jupyter(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with jupyter(tmp_path_factory.mktemp("voila"), "voila") as server:
        yield server


@dataclass(frozen=True)
class OpenLesson:
    """A lesson in JupyterLab, run from top to bottom: its file, its page, and the script errors of that page."""

    path: Path
    page: Page
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def opened(request: pytest.FixtureRequest, browser: Browser, lab: Server) -> Iterator[OpenLesson]:
    lesson = OpenLesson(request.param, browser.new_page(viewport={"width": WIDTH, "height": 1000}))
    lesson.page.on("pageerror", lambda error: lesson.errors.append(str(error)))
    open_lesson(lesson.page, lab, lesson.path.name)
    yield lesson
    lesson.page.close()


@pytest.fixture
def lesson(opened: OpenLesson) -> Page:
    return opened.page


@pytest.fixture
def number(opened: OpenLesson) -> str:
    """The number of the open lesson, such as "02"."""
    return opened.path.stem[:2]
