"""A ledger of its own for every test that asks for one."""

from pathlib import Path
from typing import Any

import pytest

from ketabrain.engine import cards, ledger, session


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ledger.Ledger:
    """The current ledger, empty, with lesson 02 open."""
    monkeypatch.setenv("KETABRAIN_LEDGER", str(tmp_path / "my-ledger.json"))
    session.open_lesson("02")
    return ledger.current()


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `cards.show` has put on the page."""
    outputs: list[Any] = []
    monkeypatch.setattr(cards, "display", outputs.append)
    return outputs
