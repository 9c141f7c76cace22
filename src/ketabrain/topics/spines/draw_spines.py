"""What pictures of spines share: the look of a spine that is kept, new or gone, and the colour of the dendrite."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from numpy.typing import ArrayLike

from ketabrain.engine.draw.layout import direct
from ketabrain.engine.draw.style import BLUE, DPI, GREEN, GREY, PAPER

SHAFT = "#CFCFC8"
"""Colour of a stretch of dendrite."""


@dataclass(frozen=True)
class SpineLook:
    """How a spine is drawn: with corners or round, the colour of its face ("none": an outline only) and of its edge."""

    corners: bool
    face: str
    edge: str


KEPT = SpineLook(corners=False, face=BLUE, edge=PAPER)
NEW = SpineLook(corners=True, face=GREEN, edge=PAPER)
GONE = SpineLook(corners=False, face="none", edge=GREY)


def plant_spines(
    axes: Axes, x: ArrayLike, y: ArrayLike, look: SpineLook, *, size: float, up: bool = True, **more: Any
) -> None:
    """Draw spines of one `look` with their feet at `x` and `y` (data of `axes`), `size` points high.

    They stand up, or hang down if `up` is false; `more` are properties of a matplotlib line.
    """
    axes.plot(
        x, y, linestyle="none", marker=_outline(look.corners, up), markersize=size, markerfacecolor=look.face,
        markeredgecolor=look.edge, **more,
    )  # fmt: skip


@cache
def _outline(corners: bool, up: bool) -> Path:
    """A spine as a marker, its foot on the point."""
    outline = _thorn() if corners else _mushroom()
    return Path(outline * (1 if up else (1, -1)))


def _mushroom() -> np.ndarray:
    angles = np.radians(np.linspace(-65, 245, 15))
    head = np.column_stack([0.3 * np.cos(angles), 0.7 + 0.3 * np.sin(angles)])
    return np.vstack([[(0.1, 0)], head, [(-0.1, 0), (0.1, 0)]])


def _thorn() -> np.ndarray:
    """A thin stalk and a head with corners."""
    corners = [(0.07, 0), (0.07, 0.42), (0.32, 0.7), (0, 1), (-0.32, 0.7), (-0.07, 0.42), (-0.07, 0), (0.07, 0)]
    return np.array(corners, dtype=float)


def days_words(days: float) -> str:
    """A lifetime (days) in words, such as "10.5 days"."""
    return f"{days:.1f} days" if days < 100 else f"{days:,.0f} days"


def names_apart(axes: Axes, x: float, names: Sequence[tuple[str, float, str]], *, gap: float = 16) -> None:
    """Names (each with its y and colour) to the right of x, moved up or down until they are `gap` pixels apart."""
    low, high = axes.get_ylim()
    tall = axes.get_position().height * axes.figure.get_size_inches()[1] * DPI
    unit = tall / (high - low)
    wanted = sorted((min(max(y, low), high) * unit, name, colour) for name, y, colour in names)
    places: list[float] = []
    for y, _, _ in wanted:
        places.append(max(y, places[-1] + gap) if places else y)
    most = high * unit
    for at in range(len(places) - 1, -1, -1):  # what was pushed beyond the top comes back, and pushes the others down
        places[at] = min(places[at], most)
        most = places[at] - gap
    for y, (_, name, colour) in zip(places, wanted, strict=True):
        direct(axes, name, x, y / unit, colour)
