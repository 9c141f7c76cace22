"""Share of the receptor channels that hold ketamine while a dose comes and goes."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREY
from ketabrain.topics.shared.occupancy import OccupancyCourse


@drawn(height_in=4.2)
def channels_held(result: OccupancyCourse, figure: Figure, began: OccupancyCourse | None = None) -> str:
    """Share of receptor channels that hold ketamine, with the uncertainty of the rat measurement."""
    axes = plot(figure, right=30)
    minutes, top = 60 * result.times_h, result.top
    axes.set(xlabel="Minutes after the start", xlim=(0, minutes[-1]), ylim=(0, 100))
    axes.set_xticks(np.arange(0, minutes[-1] + 1, 60))
    axes.set_yticks([0, 25, 50, 75, 100])
    name_y(axes, "Channels that hold ketamine, %")
    axes.axhline(50, color=GREY, linewidth=1, linestyle="--", zorder=0.8)
    direct(axes, "half of the channels", minutes[-1], 50, GREY, "right", right=0, up=10)
    if began is not None:
        began_curve(axes, 60 * began.times_h, 100 * began.share)
    axes.fill_between(minutes, 100 * result.low, 100 * result.high, color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(minutes, 100 * result.share, color=BLUE)
    axes.plot(minutes[top], 100 * result.share[top], "o", color=BLUE, markersize=8, clip_on=False)
    most, low, high = (f"{100 * each[top]:.0f}" for each in (result.share, result.low, result.high))
    heading(
        figure,
        f"At most {most}% of the channels hold the drug ({low} to {high}%)",
        f"Model · band: interval of the rat measurement{' · grey: where you began' if began is not None else ''}",
    )
    return (
        f"At most {most}% of NMDA receptor channels hold ketamine ({low} to {high}% by the interval of the rat "
        f"measurement), {minutes[top]:.0f} min after the start. At {minutes[-1]:.0f} min it is "
        f"{100 * result.share[-1]:.0f}%. The curve is a model's."
    )
