"""Share of the receptor channels that hold ketamine while a dose comes and goes."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, SMALL
from ketabrain.topics.shared.occupancy import OccupancyCourse


def channels_held(result: OccupancyCourse, figure: Figure) -> str:
    """Share of receptor channels that hold ketamine, with the uncertainty of the rat measurement."""
    axes = panel(figure)
    minutes = 60 * result.times_h
    axes.fill_between(minutes, 100 * result.low, 100 * result.high, color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(minutes, 100 * result.share, color=BLUE)
    axes.axhline(50, color=GREY, linewidth=1, linestyle="--")
    axes.annotate("half of the channels", (minutes[-1], 50), ha="right", va="bottom", fontsize=SMALL, color=GREY)
    top = result.top
    axes.plot(minutes[top], 100 * result.share[top], "o", color=BLUE)
    axes.set(
        xlabel="Minutes after the start",
        ylabel="Channels that hold ketamine (%)",
        ylim=(0, 100),
        xlim=(0, minutes[-1]),
    )
    axes.set_title(f"At most {100 * result.share[top]:.0f}% of channels hold the drug")
    return (
        f"The share of NMDA receptor channels that hold ketamine peaks at {100 * result.share[top]:.0f}% "
        f"({100 * result.low[top]:.0f} to {100 * result.high[top]:.0f}% from the interval of the rat measurement), "
        f"{minutes[top]:.0f} min after the start, and is {100 * result.share[-1]:.0f}% at {minutes[-1]:.0f} min."
    )
