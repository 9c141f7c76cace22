"""Published values against what the channel models say for them."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, LIGHT, SMALL
from ketabrain.engine.numerals import counted
from ketabrain.topics.channel.channel_checks import Checks
from ketabrain.topics.channel.rounding import two_digits


@drawn(height_in=6)
def checks(found: Checks, figure: Figure) -> str:
    """Predicted over measured for every check, with the twofold band."""
    axes = panel(figure, left=0.49, right=0.97, bottom=0.11, top=0.9)
    errors = found.errors
    rows = np.arange(len(found.rows))[::-1]
    axes.axvspan(0.5, 2, color=LIGHT, linewidth=0)
    axes.axvline(1, color=GREY, linewidth=1)
    for y, row, ratio in zip(rows, found.rows, errors.ratios, strict=True):
        axes.plot([1, ratio], [y, y], color=BLUE, linewidth=1)
        axes.plot(ratio, y, "o", color=BLUE, markersize=7, markerfacecolor=BLUE if row.independent else "none")
    labels = [
        f"{row.name}: {two_digits(row.measured)} → {two_digits(row.predicted)} {row.unit}".rstrip()
        for row in found.rows
    ]
    axes.set_yticks(rows, labels, fontsize=SMALL)
    axes.tick_params(axis="y", length=0)
    axes.set(xscale="log", xlim=(0.2, 8), ylim=(-0.7, len(rows) - 0.3), xlabel="Predicted ÷ measured")
    axes.xaxis.set_major_locator(FixedLocator([0.25, 0.5, 1, 2, 4]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_title(f"Measured → predicted: typical miss {errors.geometric_mean_fold_error:.2f}-fold", x=-0.96)
    worst = found.rows[int(errors.folds.argmax())]
    return (
        f"The model meets {errors.share_within_twofold:.0%} of {counted(len(found.rows), 'published value')} within a "
        f"factor of two (grey band). Typical miss {errors.geometric_mean_fold_error:.2f}-fold. "
        f"The worst is {worst.name}: {two_digits(worst.measured)} measured, {two_digits(worst.predicted)} "
        f"predicted ({worst.unit}). Open markers come from the study that gave the model its rates."
    )
