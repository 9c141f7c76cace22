"""One JupyterLab and one Chromium for all the tests of a worker; each lesson is opened and run once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tasks.inside.in_process import NOTEBOOKS
from tests.browser.lab import PATIENCE_MS, Server, chromium, chromium_path, jupyter, open_lesson

WIDTH = 1280
expect.set_options(timeout=PATIENCE_MS)


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
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """One cache for all lessons, so that JupyterLab's scripts are fetched and compiled once."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 1000})
    yield context
    context.close()


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


def note_errors(page: Page, into: list[str]) -> None:
    """Note every script error of a page and whatever it writes to its console as an error."""
    page.on("pageerror", lambda error: into.append(str(error)))
    page.on(
        "console", lambda said: into.append(f"{said.text} ({said.location['url']})") if said.type == "error" else None
    )


@contextmanager
def open_in_lab(path: Path, desk: BrowserContext, lab: Server) -> Iterator[OpenLesson]:
    """Open a lesson in JupyterLab and run all its cells."""
    lesson = OpenLesson(path, desk.new_page())
    note_errors(lesson.page, lesson.errors)
    open_lesson(lesson.page, lab, path.name)
    yield lesson
    lesson.page.close()


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def opened(request: pytest.FixtureRequest, desk: BrowserContext, lab: Server) -> Iterator[OpenLesson]:
    with open_in_lab(request.param, desk, lab) as lesson:
        yield lesson


@pytest.fixture
def lesson(opened: OpenLesson) -> Page:
    return opened.page


@pytest.fixture
def number(opened: OpenLesson) -> str:
    """The number of the open lesson, such as "02"."""
    return opened.path.stem[:2]
