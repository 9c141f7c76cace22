"""The data folder is only read: it may lie on a disk that nobody may write."""

import builtins
import io
import json
import os

import pytest

from ketabrain.engine import tables
from tests.faults.conftest import listing

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@pytest.fixture
def read_only(monkeypatch):
    """Refuse to open anything for writing, as a read-only disk does; root may write where others may not."""
    real_open, real_os_open = io.open, os.open

    def only_read(file, mode="r", *rest, **more):
        if set(mode) & set("wax+"):
            raise OSError(30, "Read-only file system", str(file))
        return real_open(file, mode, *rest, **more)

    def only_read_os(path, flags, *rest, **more):
        if flags & WRITING:
            raise OSError(30, "Read-only file system", str(path))
        return real_os_open(path, flags, *rest, **more)

    monkeypatch.setattr(io, "open", only_read)
    monkeypatch.setattr(builtins, "open", only_read)
    monkeypatch.setattr(os, "open", only_read_os)


def test_running_a_lesson_writes_nothing_into_the_data_folder(flight):
    assert len(flight.before) > 50
    assert flight.after == flight.before


def test_tables_and_references_load_from_a_read_only_disk(read_only, tmp_path):
    with pytest.raises(OSError, match="Read-only"):
        (tmp_path / "x").write_text("the refusal itself works")
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    for cache in (tables._frame, tables._references, tables._quantities):
        cache.cache_clear()
    for resource in package["resources"][:5]:
        assert len(tables.load(resource["name"])) > 0
    assert tables.references()


def test_the_comparison_sees_a_file_that_came_and_went(tmp_path):
    (tmp_path / "table.csv").write_text("a,b\n")
    os.utime(tmp_path, ns=(0, 0))
    before = listing(tmp_path)
    assert listing(tmp_path) == before
    (tmp_path / "part").write_text("x")
    (tmp_path / "part").unlink()
    assert listing(tmp_path) != before
