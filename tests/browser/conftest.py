"""One JupyterLab and one Chromium for all the tests of a worker; each lesson is opened and run once."""

import os
from collections.abc import Iterator

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


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest, browser: Browser, lab: Server) -> Iterator[Page]:
    """A lesson in JupyterLab, run from top to bottom; `console_errors` of the page collects what went wrong in it."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 1000})
    page.console_errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.console_errors.append(str(error)))  # type: ignore[attr-defined]
    page.source = request.param  # type: ignore[attr-defined]
    open_lesson(page, lab, request.param.name)
    yield page
    page.close()
