"""A session of its own for every test of the engine."""

from typing import Any

import pytest

from ketabrain.engine import cards, session


@pytest.fixture(autouse=True)
def _own_session() -> None:
    session.fresh()


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `cards.show_page` has put on the page."""
    outputs: list[Any] = []
    monkeypatch.setattr(cards, "display", outputs.append)
    return outputs
