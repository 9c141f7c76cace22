"""Ledgers of a room, written by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from ketabrain.engine.classroom.inbox import HandedIn

Learner = Callable[..., HandedIn]


@pytest.fixture
def learner() -> Learner:
    """Make a learner from entries given as (kind, lesson, item, fields)."""

    def make(*entries: tuple[str, str, str, dict[str, Any]], name: str = "aaaa1111") -> HandedIn:
        made = tuple({"kind": kind, "lesson": lesson, "item": item, **more} for kind, lesson, item, more in entries)
        return HandedIn(name, "", f"{name}.json", made)

    return make
