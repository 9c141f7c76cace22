"""Small panels in one pair of axes: each is a piece of a canvas in pixels, so that nine cost little more than one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.lettering import words

_TICK = 3.0
"""Length of a tick in pixels."""


@dataclass(frozen=True, kw_only=True)
class Small:
    """A panel on a canvas: left and bottom end, width and height in pixels, and the ends of its axes.

    With `logarithmic` the level axis is; `y` runs upwards, though pixels of a canvas run downwards.
    """

    left: float
    bottom: float
    width: float
    height: float
    x_ends: tuple[float, float]
    y_ends: tuple[float, float] = (0.0, 100.0)
    logarithmic: bool = False

    def x(self, values: ArrayLike) -> Array:
        """Pixels from the left for values of the level axis."""
        first, last, along = (
            np.log(each) if self.logarithmic else np.asarray(each, dtype=float) for each in (*self.x_ends, values)
        )
        return np.asarray(self.left + self.width * (along - first) / (last - first))

    def y(self, values: ArrayLike) -> Array:
        """Pixels from the top for values of the upright axis."""
        low, high = self.y_ends
        return np.asarray(self.bottom - self.height * (np.asarray(values, dtype=float) - low) / (high - low))

    def line(self, xs: ArrayLike, ys: ArrayLike) -> Array:
        """Points of a curve in pixels, a row for each."""
        return np.column_stack(np.broadcast_arrays(self.x(xs), self.y(ys)))

    def floor(self, ticks: Sequence[float] = ()) -> list[Array]:
        """The level axis, and ticks below it."""
        x = [self.left, self.left + self.width]
        marks = [[(x, self.bottom), (x, self.bottom + _TICK)] for x in self.x(list(ticks))] if ticks else []
        return [np.array([(each, self.bottom) for each in x]), *(np.array(each) for each in marks)]

    def frame(self, ticks: Sequence[float] = ()) -> list[Array]:
        """The two axes, and ticks below the level one."""
        wall = np.array([(self.left, self.bottom), (self.left, self.bottom - self.height)])
        return [*self.floor(ticks), wall]


_NAME, _BELOW = 20.0, 16.0
"""Pixels that a small panel leaves free above it for its name, and below it."""


def in_columns(
    names: Sequence[str],
    lefts: Sequence[float],
    *,
    width: float,
    top: float,
    height: float,
    rows: int,
    x_ends: tuple[float, float],
    y_ends: tuple[float, float] = (0.0, 100.0),
    logarithmic: bool = False,
) -> dict[str, Small]:
    """A small panel for each of `names`, row by row, in columns that begin at `lefts` and have a `width`.

    `rows` of them, each with its name above it, share the `height` below `top`, all in pixels; `x_ends`, `y_ends` and
    `logarithmic` are those of each panel.
    """
    pitch = height / rows
    found = {}
    for place, name in enumerate(names):
        row, column = divmod(place, len(lefts))
        found[name] = Small(
            left=lefts[column], bottom=top + (row + 1) * pitch - _BELOW, width=width, height=pitch - _NAME - _BELOW,
            x_ends=x_ends, y_ends=y_ends, logarithmic=logarithmic,
        )  # fmt: skip
    return found


def write_names(axes: Axes, panels: Mapping[str, Small]) -> None:
    """The name of each small panel above it."""
    lines = [(name, panel.left, panel.bottom - panel.height - 9) for name, panel in panels.items()]
    words(axes, lines, "left")


def set_apart(wanted: Sequence[float], apart: float) -> list[float]:
    """Places as near as may be to those that are wanted, with at least so many pixels from one to the next.

    >>> set_apart([10, 12, 40], apart=14)
    [4.0, 18.0, 40.0]
    """
    order = np.argsort(wanted, kind="stable")
    groups: list[list[float]] = []
    for place in order:
        groups.append([float(wanted[place])])
        while len(groups) > 1 and _first(groups[-1], apart) < _last(groups[-2], apart) + apart:
            groups[-2:] = [groups[-2] + groups[-1]]
    found = [0.0] * len(wanted)
    stacked = [_first(group, apart) + apart * k for group in groups for k in range(len(group))]
    for place, at in zip(order, stacked, strict=True):
        found[place] = at
    return found


def _first(group: Sequence[float], apart: float) -> float:
    return sum(group) / len(group) - apart * (len(group) - 1) / 2


def _last(group: Sequence[float], apart: float) -> float:
    return _first(group, apart) + apart * (len(group) - 1)
