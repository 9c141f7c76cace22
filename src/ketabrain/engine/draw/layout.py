"""Where things stand on a picture: panels with fixed margins, plain ticks, and a canvas for boxes and words."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ketabrain.engine.draw.style import DPI, WIDTH_IN

_LABEL_LEFT_IN, _LABEL_BELOW_IN = 0.58, 0.38
"""Distance of axis labels from their axis in inches."""


def plain_log_ticks(*axes: Axis) -> None:
    """Mark the powers of ten on logarithmic axes with plain numbers, and nothing between them."""
    for axis in axes:
        axis.set_major_locator(FixedLocator([10.0**power for power in range(-2, 5)]))
        axis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,g}"))
        axis.set_minor_locator(NullLocator())


def panel(figure: Figure, left: float = 0.1, right: float = 0.97, bottom: float = 0.15, top: float = 0.9) -> Axes:
    """Empty the figure and return its single panel; the margins are shares of the figure, kept fixed for speed."""
    return panels(figure, [1.0], left, right, bottom, top)[0]


def canvas(figure: Figure, top: float, height: float) -> Axes:
    """Empty the figure and return one panel over its whole width up to `top` (share of the figure), without axes, in
    pixels from its upper left corner: a drawing of boxes and words rather than a chart.
    """
    axes = panel(figure, left=0, right=1, bottom=0, top=top)
    axes.set(xlim=(0, WIDTH_IN * DPI), ylim=(height, 0))
    axes.axis("off")
    return axes


def panels(
    figure: Figure,
    widths: Sequence[float],
    left: float = 0.1,
    right: float = 0.97,
    bottom: float = 0.15,
    top: float = 0.9,
    gap: float = 0.09,
) -> list[Axes]:
    """Empty the figure and return panels side by side with the given relative widths."""
    for old in list(figure.axes):
        figure.delaxes(old)  # figure.clear() would first empty each panel with care, for a tenth of a redraw
    room = right - left - gap * (len(widths) - 1)
    axes, x = [], left
    for share in widths:
        width = room * share / sum(widths)
        axes.append(figure.add_axes((x, bottom, width, top - bottom)))
        _fix_labels(axes[-1], figure, width, top - bottom)
        x += width + gap
    return axes


def _fix_labels(axes: Axes, figure: Figure, width: float, height: float) -> None:
    """Hold the axis labels at a fixed distance: finding a free one by measuring every tick costs as much as drawing."""
    width_in, height_in = figure.get_size_inches()
    axes.yaxis.set_label_coords(-_LABEL_LEFT_IN / (width * width_in), 0.5)
    axes.xaxis.set_label_coords(0.5, -_LABEL_BELOW_IN / (height * height_in))
