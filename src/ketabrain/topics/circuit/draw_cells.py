"""Nerve cells as silhouettes and what runs between them, for drawings in pixels (`layout.canvas`)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import DPI, GREY, INK, PAPER, PURPLE

Point = tuple[float, float]

TINT = 0.16
"""Share of its colour that a cell is filled with."""
_OUTLINE = 1.6
_POINTS = 72 / DPI
"""Points in a pixel: line widths are in points, everything else here in pixels."""
RECEPTORS, RECEPTORS_IN_A_ROW = 20, 10
"""Receptors drawn at a synapse: one for every 5% that a slider moves."""
_APART = 9.5
FIELD = (RECEPTORS_IN_A_ROW * _APART + 6, RECEPTORS / RECEPTORS_IN_A_ROW * _APART + 6)
"""Width and height of a field of receptors."""


@dataclass(frozen=True)
class CellShape:
    """A cell: the corners its smooth body is drawn within, and its branches (from, bend, to, width)."""

    body: Sequence[Point]
    branches: Sequence[tuple[Point, Point, Point, float]]


PYRAMIDAL = CellShape(
    [(0, -44), (12, -14), (30, 20), (22, 32), (0, 30), (-22, 32), (-30, 20), (-12, -14)],
    [
        ((0, -20), (0, -60), (0, -104), 9),
        ((0, -100), (-4, -122), (-26, -136), 5),
        ((0, -100), (4, -122), (26, -136), 5),
        ((0, -62), (-16, -74), (-28, -92), 4),
        ((-20, 22), (-36, 30), (-56, 34), 5),
        ((-14, 24), (-22, 42), (-34, 54), 5),
        ((20, 22), (36, 30), (56, 34), 5),
        ((14, 24), (22, 42), (34, 54), 5),
    ],
)
INTERNEURON = CellShape(
    [(-4, -30), (18, -24), (28, 0), (20, 24), (-2, 28), (-22, 20), (-30, -2), (-22, -24)],
    [
        ((-18, -16), (-34, -24), (-44, -42), 5),
        ((-20, 10), (-38, 14), (-52, 8), 5),
        ((6, -20), (10, -40), (24, -52), 5),
        ((-14, 18), (-24, 34), (-40, 40), 5),
    ],
)


def cell(
    axes: Axes, at: Point, shape: CellShape, colour: str, more: Sequence[tuple[Point, Point, Point, float]] = ()
) -> None:
    """Draw on `axes` a cell of one `shape` and `colour` with its middle `at` a place; `more` are branches that only
    this one has.
    """
    middle = np.array(at)
    branches = [*shape.branches, *more]
    lines = [middle + bend(start, control, end) for start, control, end, _ in branches]
    widths = np.array([width for *_, width in branches])
    body = smooth([(at[0] + x, at[1] + y) for x, y in shape.body])
    # First everything in the colour and a little larger, then everything in the tint: that leaves one outline.
    for layer, (extra, paint) in enumerate(((2 * _OUTLINE, colour), (0, tint(colour, TINT)))):
        above = 2 + 0.1 * layer
        axes.add_collection(
            LineCollection(lines, linewidths=_POINTS * (widths + extra), colors=paint, capstyle="round", zorder=above),
            autolim=False,
        )
        axes.add_patch(PathPatch(body, facecolor=paint, edgecolor=paint, linewidth=_POINTS * extra, zorder=above))


def bend(start: Point, control: Point, end: Point, points: int = 13) -> NDArray[np.float64]:
    """Points of a curve that leaves one place for another, pulled towards a third."""
    t = np.linspace(0, 1, points)[:, np.newaxis]
    first, pull, last = (np.array(each, dtype=float) for each in (start, control, end))
    return (1 - t) ** 2 * first + 2 * t * (1 - t) * pull + t**2 * last


def connection(
    axes: Axes, way: tuple[Point, Point, Point], colour: str, width: float, *, excites: bool, dashed: bool = False
) -> None:
    """Draw on `axes` a nerve fibre in its `colour` along a `way` (from, pulled towards, to), its `width` (points) what
    it carries. It ends in a knob where it `excites`, in a bar where it holds back; `dashed` if it has grown weak.
    """
    line = bend(*way)
    axes.plot(*line.T, color=colour, linewidth=width, linestyle=(0, (2.2, 1.4)) if dashed else "-", zorder=3,
              solid_capstyle="butt")  # fmt: skip
    if excites:
        axes.plot(*line[-1], "o", color=colour, markersize=7 + 0.7 * width, markeredgewidth=0, zorder=3.2)
        return
    along = line[-1] - line[-3]
    across = np.array([-along[1], along[0]]) / np.hypot(*along) * (7 + 0.8 * width)
    axes.plot(*np.array([line[-1] - across, line[-1] + across]).T, color=colour, linewidth=3, zorder=3.2,
              solid_capstyle="butt")  # fmt: skip


def receptors(axes: Axes, corner: Point, blocked: float, colour: str) -> None:
    """A field of receptors on a cell of one colour, its upper left `corner`; of the 20 as many are blocked as the
    share (0–1) says, to the nearest.
    """
    x, y = corner
    width, height = FIELD
    axes.add_patch(
        PathPatch(
            Path([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], closed=True),
            facecolor=PAPER, edgecolor=colour, linewidth=_OUTLINE, joinstyle="round", zorder=3.4,
        )
    )  # fmt: skip
    number = np.arange(RECEPTORS)
    xs = x + 3 + _APART * (number % RECEPTORS_IN_A_ROW + 0.5)
    ys = y + 3 + _APART * (number // RECEPTORS_IN_A_ROW + 0.5)
    shut = number < round(RECEPTORS * blocked)
    axes.plot(
        xs[~shut], ys[~shut], "o", color=PAPER, markeredgecolor=GREY, markeredgewidth=1, markersize=4.6, zorder=3.5
    )
    axes.plot(
        xs[shut], ys[shut], "o", color=PURPLE, markeredgecolor=INK, markeredgewidth=0.9, markersize=5.6, zorder=3.5
    )
