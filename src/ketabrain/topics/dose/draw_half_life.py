"""What is left of a drug after a while, for each half-life in the literature."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, INK, ORANGE, SMALL
from ketabrain.topics.shared.half_life import ShareLeft


@drawn(height_in=3.6)
def half_life_clock(share: ShareLeft, figure: Figure) -> str:
    """Bars of what is left after a while, one for each half-life in the literature."""
    axes = panel(figure, left=0.4, right=0.94)
    rows = np.arange(len(share.names))[::-1]
    colours = [ORANGE if species == "mouse" else BLUE for species in share.species]
    hatches = ["//" if species == "mouse" else "" for species in share.species]
    for row, left_high, left_low, colour, hatch in zip(rows, share.high, share.low, colours, hatches, strict=True):
        axes.barh(row, left_low, height=0.6, color=colour, alpha=0.75, hatch=hatch, edgecolor=INK, linewidth=0.6)
        axes.barh(row, left_high - left_low, left=left_low, height=0.6, color=colour, alpha=0.3, linewidth=0)
        axes.text(left_high + 0.015, row, _percent(left_low, left_high), va="center", fontsize=SMALL)
    axes.set_yticks(rows, share.names, fontsize=SMALL)
    axes.set(xlim=(0, 1.08), xlabel="Share of the drug still there")
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    axes.tick_params(axis="y", length=0)
    axes.set_title(f"After {share.hours:g} h", x=0)
    said = "; ".join(
        f"{name}: {_percent(low, high)}" for name, low, high in zip(share.names, share.low, share.high, strict=True)
    )
    return f"After {share.hours:g} h, if each half-life held from the start, this much would be left: {said}."


def _percent(low: float, high: float) -> str:
    if high < 0.005:
        return "less than 1%"
    return f"{100 * high:.0f}%" if high - low < 0.005 else f"{100 * low:.0f}–{100 * high:.0f}%"
