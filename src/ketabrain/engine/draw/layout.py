"""Where things stand on a picture: its heading, plots and rows with margins in pixels, and a canvas for drawings.

All pixels are those of a picture as it stands on a desk (`DPI`), 760 wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform
from numpy.typing import ArrayLike

from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, DPI, GREY, HEAD, INK, PAPER, ink
from ketabrain.engine.draw.ticks import QuickAxes

EDGE = 16
"""Pixels that stay free of words on every side."""
TOP, BOTTOM = 92, 62
"""Pixels above plots, for the heading and the name of the y axis, and below them, for ticks and the name of x."""
HEADING = "heading"
"""Label of the artists that write the heading."""
NAMES = 205
"""Pixels that the names of rows take, with the edge: 0.27 of the width."""

_LABEL_LEFT_IN, _LABEL_BELOW_IN = 0.58, 0.28
"""Distance of axis labels from their axis in inches."""


def plain_log_ticks(*axes: Axis) -> None:
    """Mark the powers of ten on logarithmic axes with plain numbers, and nothing between them."""
    for axis in axes:
        axis.set_major_locator(FixedLocator([10.0**power for power in range(-2, 5)]))
        axis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,g}"))
        axis.set_minor_locator(NullLocator())


def heading(figure: Figure, finding: str, shown: str = "") -> None:
    """Write at the picture's upper left what it finds, as a sentence with its number, and below in grey what is shown:
    its unit, and whether it is model or data. Call it after the plots, which empty the figure.
    """
    before = len(figure.artists)
    words(figure, [(finding, EDGE, 27)], "left", size=HEAD, bold=True)
    words(figure, [(shown, EDGE, 51)] if shown else [], "left", ink(GREY))
    for line in figure.artists[before:]:
        line.set_label(HEADING)


def plot(figure: Figure, *, left: float = 62, right: float = 24, top: float = TOP, bottom: float = BOTTOM) -> Axes:
    """Empty the figure and return its single plot; margins in pixels."""
    return plots(figure, left=left, right=right, top=top, bottom=bottom)[0]


def plots(
    figure: Figure,
    widths: Sequence[float] = (1.0,),
    *,
    left: float = 62,
    right: float = 24,
    top: float = TOP,
    bottom: float = BOTTOM,
    gap: float = 72,
) -> list[Axes]:
    """Empty the figure and return plots side by side with the given relative widths; margins and gap in pixels."""
    for old in [*figure.artists, *figure.texts]:
        old.remove()
    for axes_before in list(figure.axes):
        figure.delaxes(axes_before)  # figure.clear() would first empty each with care, for a tenth of a redraw
    width = DPI * figure.get_size_inches()[0]
    room = width - left - right - gap * (len(widths) - 1)
    axes, x = [], left
    for share in widths:
        own = room * share / sum(widths)
        axes.append(add_plot(figure, left=x, right=width - x - own, top=top, bottom=bottom))
        x += own + gap
    return axes


def add_plot(figure: Figure, *, left: float = 62, right: float = 24, top: float = TOP, bottom: float = BOTTOM) -> Axes:
    """Add a plot to what a figure has already, such as one beside a drawing on a canvas; margins in pixels."""
    width, height = (DPI * side for side in figure.get_size_inches())
    share = (1 - (left + right) / width, 1 - (top + bottom) / height)
    axes = figure.add_axes((left / width, bottom / height, *share), axes_class=QuickAxes)
    _fix_labels(axes, figure, *share)
    return axes


def size_of_plot(axes: Axes) -> tuple[float, float]:
    """Width and height of a plot in pixels."""
    (left, low), (right, high) = axes.transAxes.transform([(0, 0), (1, 1)])
    return DPI * float(right - left) / axes.figure.dpi, DPI * float(high - low) / axes.figure.dpi


def name_y(axes: Axes, name: str) -> None:
    """Write the name of the y axis level above it, where it is read first and takes no width."""
    words(axes, [(name, 0, 14)], "left", ink(GREY), above(axes))


def above(axes: Axes) -> Transform:
    """From pixels to the right of the axes' upper left corner, and up from it."""
    corner = ScaledTranslation(0, 1, axes.transAxes)  # type: ignore[arg-type]  # it is affine, typed as less
    return Affine2D().scale(1 / DPI) + axes.figure.dpi_scale_trans + corner


def direct(
    axes: Axes,
    name: str,
    x: float,
    y: float,
    colour: str = INK,
    align: str = "left",
    *,
    right: float = 6,
    up: float = 0,
    over_lines: bool = False,
) -> None:
    """Write a name on the thing itself, in its colour, some pixels to the right of a point and up from it."""
    moved = axes.transData + ScaledTranslation(right / DPI, up / DPI, axes.figure.dpi_scale_trans)
    words(axes, [(name, x, y)], align, ink(colour), moved, over_lines=over_lines)


@dataclass(frozen=True, kw_only=True)
class Column:
    """Words beside rows: its `head`, a text for each row (empty where none), and its width in pixels."""

    head: str
    texts: Sequence[str]
    width: float
    align: str = "left"


def rows(
    figure: Figure,
    names: Sequence[str],
    columns: Sequence[Column] = (),
    *,
    head: str = "",
    left: float = NAMES,
    top: float = TOP,
    bottom: float = BOTTOM,
    pale: Sequence[int] = (),
) -> Axes:
    """Empty the figure and return a plot with a line for each name, the first at 0, downwards; columns to its right.

    Names end where the plot begins, below the `head`. The rows whose numbers are in `pale` are written in grey. Raises
    ValueError if the columns leave the plot less than 45% of the picture's width.
    """
    width = DPI * figure.get_size_inches()[0]
    taken = sum(column.width for column in columns) + (12 if columns else 24)
    if (width - left - taken) / width < LEAST_PLOT:
        raise ValueError(f"{width - left - taken:.0f} of {width:.0f} pixels are too few for the plot between columns.")
    axes = plot(figure, left=left, right=taken, top=top, bottom=bottom)
    axes.set(ylim=(len(names) - 0.4, -0.6), yticks=())
    axes.spines["left"].set_visible(False)
    beside = axes.get_yaxis_transform()
    plain = [row for row in range(len(names)) if row not in set(pale)]

    def column_at(x: float, texts: Sequence[str], head: str, align: str) -> None:
        for chosen, colour in ((plain, INK), (sorted(set(pale)), ink(GREY))):
            lines = [(texts[row], 0, row) for row in chosen if texts[row]]
            words(axes, lines, align, colour, beside + ScaledTranslation(x / DPI, 0, axes.figure.dpi_scale_trans))
        words(axes, [(head, x, 14)] if head else [], align, ink(GREY), above(axes))

    column_at(-10, names, head, "right")
    x = width - left - taken + 12.0
    for column in columns:
        place = x + {"left": 0, "center": column.width / 2 - EDGE / 2, "right": column.width - EDGE}[column.align]
        column_at(place, column.texts, column.head, column.align)
        x += column.width
    return axes


LEAST_PLOT = 0.45
"""Share of the width that a plot between columns keeps."""


def interval(
    axes: Axes,
    y: float,
    low: float,
    value: float | None,
    high: float,
    colour: str,
    *,
    marker: str = "o",
    size: float = 8,
    width: float = 2,
) -> None:
    """A level bar from low to high with a mark at its value; where it leaves the axis, which has its limits by now, an
    arrow at the edge says so.
    """
    left, right = sorted(axes.get_xlim())
    axes.hlines(y, max(low, left), min(high, right), color=colour, linewidth=width, zorder=2)
    for out, x, arrow in ((low < left, left, "<"), (high > right, right, ">")):
        if out:
            axes.plot(x, y, arrow, color=colour, markersize=6, clip_on=False, zorder=2)
    if value is not None and left <= value <= right:
        axes.plot(value, y, marker, color=colour, markeredgecolor=PAPER, markersize=size, zorder=3)


def missing(axes: Axes, lines: Sequence[tuple[float, str]], x: float = 0.5) -> None:
    """Say in words, in grey, where a row has no value; `x` is a share of the plot's width."""
    words(axes, [(text, x, y) for y, text in lines], "center", ink(GREY), axes.get_yaxis_transform())


def began(axes: Axes, x: ArrayLike, y: ArrayLike, *, name: str = "where you began", at: int | None = None) -> None:
    """The curve of the first setting in grey, below all others; its name stands at its point number `at`, if given."""
    axes.plot(x, y, color=BEGAN, linewidth=1.4, zorder=0.9)
    if at is not None:
        direct(axes, name, float(np.asarray(x)[at]), float(np.asarray(y)[at]), GREY, up=8, right=0)


def canvas(figure: Figure) -> Axes:
    """Empty the figure and return a plot over the whole of it, without axes, in pixels from its upper left corner: for
    a drawing of things and words rather than a chart.
    """
    axes = plot(figure, left=0, right=0, bottom=0, top=0)
    width, height = (DPI * side for side in figure.get_size_inches())
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return axes


def _fix_labels(axes: Axes, figure: Figure, width: float, height: float) -> None:
    """Hold the axis labels at a fixed distance: finding a free one by measuring every tick costs as much as drawing."""
    width_in, height_in = figure.get_size_inches()
    axes.yaxis.set_label_coords(-_LABEL_LEFT_IN / (width * width_in), 0.5)
    axes.xaxis.set_label_coords(0.5, -_LABEL_BELOW_IN / (height * height_in))
