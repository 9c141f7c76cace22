"""A copy of the data that a test may break."""

import shutil
from pathlib import Path

import pytest

from ketabrain.engine import tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data folder."""
    return shutil.copytree(tables.DATA, tmp_path / "data")
