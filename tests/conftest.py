"""What holds for all tests: a busy machine is no failure, and work is dealt out to workers lesson by lesson."""

import re

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("course", deadline=None)
settings.load_profile("course")

LONGEST_FIRST = (
    "tests/browser/",
    "tests/notebooks/",
    "tests/faults/",
    "tests/tasks/",
    "tests/test_tables.py",
    "tests/models/",
    "notebooks/",
)
"""What takes long begins first, so that in the end no worker waits for another."""


class ByLesson(LoadScopeScheduling):
    """As loadscope: the tests of a file share a worker, and with it what they set up; but those of each lesson apart."""

    def _split_scope(self, nodeid: str) -> str:
        lesson = re.search(r"\[(\d\d)-", nodeid)
        return super()._split_scope(nodeid) + (lesson[1] if lesson else "")


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
