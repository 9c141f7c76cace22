"""drawn: a drawing says itself how high its picture is, in one place for lessons, pages and tests."""

from collections.abc import Callable
from typing import Any, TypeVar

HEIGHT_IN = 4.2
"""Height of a picture whose drawing says nothing else, in inches."""

Drawing = TypeVar("Drawing", bound=Callable[..., str])


def drawn(*, height_in: float) -> Callable[[Drawing], Drawing]:
    """Say how high (inches) the picture of a drawing function is meant to be."""

    def mark(draw: Drawing) -> Drawing:
        draw.height_in = height_in  # type: ignore[attr-defined]  # functions may carry what is known about them
        return draw

    return mark


def height_of(draw: Callable[..., Any]) -> float:
    """The height (inches) that a drawing function asks for."""
    return float(getattr(draw, "height_in", HEIGHT_IN))
