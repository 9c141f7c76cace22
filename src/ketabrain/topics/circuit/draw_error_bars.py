"""Means of many runs with their errors, as the pictures of the spiking network and of choices show them."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes


def line_with_errors(axes: Axes, x: pd.Series, y: pd.Series, error: pd.Series, color: str, **look: Any) -> None:
    """A line with marks on `axes` over `x` at `y`, and bars of two standard errors, of which `error` is one.

    `color` is that of both, `look` what plot() takes besides (marker, linestyle, label).

    errorbar() with its caps takes three times as long.
    """
    axes.vlines(x, y - 2 * error, y + 2 * error, color=color, linewidth=1.6)
    axes.plot(x, y, color=color, markersize=5, linewidth=1.8, clip_on=False, **look)
