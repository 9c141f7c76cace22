"""Marks of a picture, read back."""

from matplotlib.axes import Axes

from ketabrain.engine.draw.style import PAPER


def open_marks(axes: Axes, marker: str) -> list[tuple[float, float]]:
    """Where the open marks of one shape stand."""
    return [
        (round(float(line.get_xdata()[0]), 6), round(float(line.get_ydata()[0]), 6))
        for line in axes.lines
        if line.get_marker() == marker and line.get_markerfacecolor() == PAPER
    ]
