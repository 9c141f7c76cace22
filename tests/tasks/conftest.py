"""Copies of a small course, for the tests of updates."""

import pytest

from tests.tasks.small_course import Copy


@pytest.fixture(params=["git", "zip"])
def copy(tmp_path, request):
    return Copy(tmp_path, request.param)


@pytest.fixture
def clone(tmp_path):
    return Copy(tmp_path, "git")


@pytest.fixture
def download(tmp_path):
    return Copy(tmp_path, "zip")
