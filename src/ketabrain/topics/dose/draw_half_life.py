"""What is left of a drug after a while, for each half-life in the literature."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE
from ketabrain.topics.shared.half_life import ShareLeft

_LEAST = 0.005
"""A smaller share is called less than 1%."""


@drawn(height_in=3.6)
def half_life_clock(share: ShareLeft, figure: Figure, began: ShareLeft | None = None) -> str:
    """Bars of what is left after a while, one for each half-life in the literature."""
    left = [_percent(low, high) for low, high in zip(share.low, share.high, strict=True)]
    short = [each.replace("less than", "under") for each in left]
    columns = [Column(head="half-life", texts=share.half_lives, width=86), Column(head="left", texts=short, width=112)]
    axes = rows(figure, share.names, columns)
    axes.set(xlim=(0, 100), xlabel="Left, %")
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.axvline(0, color=GREY, linewidth=0.9)
    for row, (low, high, species) in enumerate(zip(share.low, share.high, share.species, strict=True)):
        colour, hatch = (ORANGE, "//") if species == "mouse" else (BLUE, "")
        axes.barh(row, 100 * low, height=0.56, color=colour, alpha=0.85, hatch=hatch, edgecolor=INK, linewidth=0.6)
        axes.barh(row, 100 * (high - low), left=100 * low, height=0.56, color=colour, alpha=0.3, linewidth=0)
    if began is not None:
        middle = 50 * (np.asarray(began.low) + np.asarray(began.high))
        axes.plot(middle, range(len(middle)), "|", color=GREY, markersize=24, markeredgewidth=1.2, zorder=3)
    mouse, people = (_range(share, species) for species in ("mouse", "human"))
    grey = " · grey: where you began" if began is not None else ""
    heading(
        figure,
        f"Left after {share.hours:g} h: mouse {mouse.replace('less than', 'under')}, "
        f"people {people.replace('less than', 'under')}",
        f"If each held from the start{grey}",
    )
    said = "; ".join(f"{name}: {each}" for name, each in zip(share.names, left, strict=True))
    return (
        f"After {share.hours:g} h a mouse would hold {mouse} of the drug and people {people}, if each half-life held "
        f"from the start. By half-life: {said}."
    )


def _range(share: ShareLeft, species: str) -> str:
    """The least and the most that is left by the half-lives of one species."""
    chosen = [i for i, each in enumerate(share.species) if each == species]
    return _percent(min(_at(share.low, chosen)), max(_at(share.high, chosen)))


def _at(values: Sequence[float] | np.ndarray, places: Sequence[int]) -> list[float]:
    return [float(values[place]) for place in places]


def _percent(low: float, high: float) -> str:
    if high < _LEAST:
        return "less than 1%"
    if low < _LEAST:
        return f"less than 1 to {100 * high:.0f}%"
    return f"{100 * high:.0f}%" if high - low < _LEAST else f"{100 * low:.0f} to {100 * high:.0f}%"
