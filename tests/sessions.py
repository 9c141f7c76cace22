"""A session of its own for a test: nothing asked, explored or cited before, and an empty ledger."""

from pathlib import Path

import pytest

from ketabrain.engine import session
from ketabrain.engine.ledger import Ledger


def opened(path: Path, monkeypatch: pytest.MonkeyPatch, lesson: str = "02") -> Ledger:
    """Begin a session whose ledger is that file, and open a lesson."""
    monkeypatch.setenv("KETABRAIN_LEDGER", str(path))
    begun = session.fresh()
    session.open_lesson(lesson)
    return begun.ledger
