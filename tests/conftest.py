"""What holds for all tests: a busy machine is no failure, and work is dealt out to workers lesson by lesson."""

import re

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("course", deadline=None)
settings.load_profile("course")


class ByLesson(LoadScopeScheduling):
    """As loadscope: the tests of a file share a worker, and with it what they set up; but those of each lesson apart.

    Not so in the browser, where one server for all lessons costs less than two.
    """

    def _split_scope(self, nodeid: str) -> str:
        lesson = re.search(r"^(?!tests/browser/).*\[(\d\d)-", nodeid)
        return super()._split_scope(nodeid) + (lesson[1] if lesson else "")


@pytest.hookimpl(optionalhook=True)  # without xdist nothing is dealt out
def pytest_xdist_make_scheduler(config, log):
    """Deal out by lesson where loadscope was asked for."""
    return ByLesson(config, log) if config.getvalue("dist") == "loadscope" else None
