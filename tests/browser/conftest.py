"""One JupyterLab and one Chromium for all the tests of a worker; each lesson is opened and run once."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tasks.inside import site
from tasks.inside.in_process import NOTEBOOKS, code_cells
from tasks.present import lesson_notebook
from tests.browser.lab import (
    EVERY_KIND,
    PATIENCE_MS,
    Server,
    chromium,
    chromium_path,
    close_lesson,
    jupyter,
    open_lesson,
    write_every_kind,
)
from tests.browser.page import WIDTH

LESSONS = [path.stem for path in NOTEBOOKS]
ALWAYS = ("00", "05", "13")
"""Lessons that every change opens in a real browser: questions on ideas, a model behind a button, texts and files.

Of the others nbval runs every cell and tests/notebooks/ moves every control, without a browser.
"""
LESSONS_TO_OPEN = [name if name.startswith(ALWAYS) else pytest.param(name, marks=pytest.mark.full) for name in LESSONS]
EVERY_KIND_FIRST = [EVERY_KIND, *(pytest.param(name, marks=pytest.mark.full) for name in LESSONS)]
"""The page that has a card of every kind, and under the mark `full` every lesson."""
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


@pytest.fixture
def other_desk(browser: Browser) -> Iterator[BrowserContext]:
    """For a page beside that of the desk: JupyterLab sends the second page of one browser to another workspace."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 1000})
    yield context
    context.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reading edition with one lesson, which stands for all."""
    place = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KETABRAIN_LEDGER", str(place / "my-ledger.json"))
        patch.delenv("KETABRAIN_SCALE", raising=False)
        assert site.build([lesson_notebook("00")], place / "site", place / "lessons") == 0
    return place / "site"


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
    """A notebook that was run from top to bottom: its file, its page, its ledger, and the script errors of the page."""

    path: Path
    page: Page
    ledger: Path
    errors: list[str] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number of the lesson that its answers belong to, such as "02"."""
        (number,) = re.findall(r'^start\("(\d\d[a-z]?)"\)$', "\n".join(code_cells(self.path)), re.MULTILINE)
        return number


def note_errors(page: Page, into: list[str]) -> None:
    """Note every script error of a page and whatever it writes to its console as an error."""
    page.on("pageerror", lambda error: into.append(str(error)))
    page.on(
        "console", lambda said: into.append(f"{said.text} ({said.location['url']})") if said.type == "error" else None
    )


def new_page(name: str, desk: BrowserContext, server: Server) -> OpenLesson:
    """An empty page for one notebook of a server."""
    ledger = server.ledger if name in LESSONS else server.folder / "notebooks" / f"{name}.json"
    lesson = OpenLesson(server.folder / "notebooks" / f"{name}.ipynb", desk.new_page(), ledger)
    note_errors(lesson.page, lesson.errors)
    return lesson


@contextmanager
def open_in_lab(name: str, desk: BrowserContext, lab: Server) -> Iterator[OpenLesson]:
    """A notebook in JupyterLab; its kernel, which would take 250 MB until the last test, ends with its own."""
    lesson = new_page(name, desk, lab)
    open_lesson(lesson.page, lab, lesson.path.name)
    yield lesson
    close_lesson(lesson.page)


@contextmanager
def open_copy(name: str, desk: BrowserContext, lab: Server, ledger: str = "") -> Iterator[OpenLesson]:
    """The page of every kind under another name, with a ledger of its own: no other test has answered anything in it.

    A copy may share the `ledger` of another.
    """
    write_every_kind(lab.folder / "notebooks", name, ledger)
    with open_in_lab(name, desk, lab) as lesson:
        yield lesson


@pytest.fixture(scope="module", params=LESSONS_TO_OPEN)
def opened(request: pytest.FixtureRequest, desk: BrowserContext, lab: Server) -> Iterator[OpenLesson]:
    with open_in_lab(request.param, desk, lab) as lesson:
        yield lesson


@pytest.fixture
def lesson(opened: OpenLesson) -> Page:
    return opened.page
