"""What holds for all tests: a busy machine is no failure, workers get lesson by lesson, a long run says its share."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from ketabrain.engine.ledger import Ledger
from tests.sessions import opened

settings.register_profile("release", deadline=None)
settings.register_profile("course", deadline=None, max_examples=40)
settings.load_profile("course")  # `make test-all` asks for the other


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """The ledger of a session that has just begun, empty, with lesson 02 open."""
    return opened(tmp_path / "my-ledger.json", monkeypatch)


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright leaves its event loop running in a worker between two tests; no other test takes it for a kernel's."""
    loop = None if "browser" in request.keywords else asyncio._get_running_loop()
    if loop is None:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


LONGEST_FIRST = (
    "tests/browser/",
    "tests/notebooks/",
    "tests/faults/",
    "tests/tasks/",
    "tests/data/test_tables.py",
    "tests/circuit/",
    "tests/spines/",
    "tests/trials/",
    "notebooks/",
)
"""What takes long begins first, so that in the end no worker waits for another."""


OF_THE_SITE = ("tests/browser/test_site", "tests/browser/test_reading", "tests/browser/test_scorm")


class ByLesson(LoadScopeScheduling):
    """As loadscope: tests of a file share a worker, and with it what they set up; but those of each lesson apart.

    Those of one lesson in tests/notebooks/ share a run of it across their files; those of the reading edition and of
    what is made from it share the site.
    """

    def _split_scope(self, nodeid: str) -> str:
        lesson = re.search(r"\[(\d\d[a-z]?)-", nodeid)
        if nodeid.startswith(OF_THE_SITE):
            return "tests/browser/site"
        shared = nodeid.startswith("tests/notebooks/") and lesson
        return ("tests/notebooks/" if shared else super()._split_scope(nodeid)) + (lesson[1] if lesson else "")


@pytest.hookimpl(optionalhook=True)  # without xdist nothing is dealt out
def pytest_xdist_make_scheduler(config, log):
    """Deal out by lesson where loadscope was asked for."""
    return ByLesson(config, log) if config.getvalue("dist") == "loadscope" else None


def pytest_collection_modifyitems(items):
    """Put the tests in the order of LONGEST_FIRST; xdist keeps it under --no-loadscope-reorder."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    begins = (place for place, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start))
    return next(begins, len(LONGEST_FIRST))


class HowFar:
    """Writes a line every half minute, also where nobody watches a terminal, on how far the run is."""

    EVERY_S = 30

    def __init__(self, session: pytest.Session, reporter: pytest.TerminalReporter) -> None:
        self.session, self.reporter = session, reporter
        self.done = 0
        self.begun = self.said = time.monotonic()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test as it ends."""
        self.done += report.when == "teardown"
        now = time.monotonic()
        if now - self.said >= self.EVERY_S:
            self.said = now
            share, minutes = self.done / self.session.testscollected, (now - self.begun) / 60
            self.reporter.write_line(f"{share:.0%}: {self.done} tests in {minutes:.1f} minutes")
            self.reporter.flush()


def pytest_sessionstart(session):
    """Say how far a run is where there is somebody to say it: not in a worker."""
    if reporter := session.config.pluginmanager.get_plugin("terminalreporter"):
        session.config.pluginmanager.register(HowFar(session, reporter))
