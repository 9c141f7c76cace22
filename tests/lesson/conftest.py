"""A ledger of its own for every test that asks for one."""

from pathlib import Path

import pytest

from ketabrain.lesson import ledger, session


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ledger.Ledger:
    """The current ledger, empty, with lesson 02 open."""
    monkeypatch.setenv("KETABRAIN_LEDGER", str(tmp_path / "my-ledger.json"))
    session.open_lesson("02")
    return ledger.current()
