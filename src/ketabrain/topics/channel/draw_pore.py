"""The NMDA receptor's channel cut lengthwise: gate, rings of residues, membrane, and who sits between its walls.

Everything stands on a canvas in pixels, outside the cell above and inside below. A channel is given by its middle and
by its unit: how many pixels one of the lengths below takes. Heights are not to scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.patches import Circle
from matplotlib.path import Path

from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, PAPER, PURPLE

DRUG, MAGNESIUM = ORANGE, PURPLE
RINGS = ((1.05, "threonines"), (0.15, "hydrophobic"), (-0.95, "asparagines"))
"""Height of each ring above the middle and its name, in the order seen from outside the cell (chou2022)."""
SEAT = -0.4
"""Height of ketamine: it touches the asparagines below and the leucines of the hydrophobic ring above (zhang2021)."""
PLUG = -0.95
"""Height of magnesium, in the ring of asparagines."""
_LUMEN, _WALL = 0.98, 3.08
"""Lengths from the middle of a channel to the inside and the outside of its wall, where the rings are."""
_HEADS, _LIPID, _CORE = 2.3, "#CFC6A6", "#F3F0E6"


@dataclass(frozen=True)
class Channel:
    """Where a channel stands on a canvas: its middle, and the pixels of one length."""

    x: float
    y: float
    unit: float

    def at(self, right: float, up: float) -> tuple[float, float]:
        """Pixels of a place so many lengths to the right of the middle and above it."""
        return self.x + self.unit * right, self.y - self.unit * up


def walls(channel: Channel, *, is_open: bool) -> list[Path]:
    """Both walls of a channel; the gate near the outside is its narrowest place."""
    gate = 0.55 if is_open else 0.03
    half = (
        (gate, 2.2), (1.0, 3.5), (2.9, 3.4), (3.2, 0), (2.9, -3.0), (1.6, -3.1), (0.85, -2.0), (0.75, -0.9),
        (1.25, 0.3), (gate, 1.5),
    )  # fmt: skip
    return [smooth([channel.at(side * right, up) for right, up in half]) for side in (-1, 1)]


def draw_channels(axes: Axes, found: Sequence[Path]) -> None:
    """Draw the walls of all channels of a picture, which together cost as much as one."""
    filling = tint(BLUE, 0.7)
    axes.add_collection(
        PathCollection(found, facecolors=filling, edgecolors=BLUE, linewidths=1.4, zorder=3), autolim=False
    )


def membranes(axes: Axes, spans: Sequence[tuple[Channel, float, float]]) -> None:
    """The membrane behind each channel from left to right: two rows of lipid heads, and their tails between."""
    heads: list[tuple[float, float]] = []
    tails = []
    for channel, left, right in spans:
        upper, lower = (channel.at(0, up)[1] for up in (_HEADS, -_HEADS))
        tails.append([(left, upper), (right, upper), (right, lower), (left, lower)])
        heads += [(float(x), row) for row in (upper, lower) for x in np.arange(left + 3, right - 1, 7.0)]
    axes.add_collection(PolyCollection(tails, facecolors=_CORE, linewidths=0, zorder=0), autolim=False)
    axes.plot(*zip(*heads, strict=True), "o", color=_LIPID, markersize=4.6, zorder=1)


def rings(axes: Axes, channel: Channel, end: float) -> None:
    """The three rings as levels across a channel, each with its name at `end`, outside the wall."""
    inner, outer = (channel.x + channel.unit * part for part in (_LUMEN, _WALL))
    across, leads, names = [], [], []
    for height, name in RINGS:
        _, level = channel.at(0, height)
        across += [[(2 * channel.x - outer, level), (2 * channel.x - inner, level)], [(inner, level), (outer, level)]]
        leads.append([(outer, level), (end - 5, level)])
        names.append((name, end, level))
    axes.add_collection(LineCollection(across, colors=PAPER, linewidths=1.2, zorder=4), autolim=False)
    axes.add_collection(LineCollection(leads, colors=GREY, linewidths=0.9, zorder=2), autolim=False)
    words(axes, names, "left")


def ketamine(axes: Axes, places: Sequence[tuple[float, float]], size: float) -> None:
    """Ketamine at each place as its skeleton of two rings, `size` pixels wide."""
    turned = np.arange(6) * np.pi / 3
    rings_of_six = []
    for x, y in places:
        for side, angle in ((-1, turned), (1, turned + np.pi / 6)):
            ring = 0.27 * size * np.column_stack((np.cos(angle), np.sin(angle)))
            rings_of_six.append(ring + np.array((x + side * 0.24 * size, y)))
    axes.add_collection(
        PolyCollection(rings_of_six, facecolors=DRUG, edgecolors=INK, linewidths=1, zorder=6), autolim=False
    )


def magnesium(axes: Axes, x: float, y: float, size: float) -> None:
    """A magnesium ion, `size` pixels wide."""
    axes.add_patch(Circle((x, y), size / 2, facecolor=MAGNESIUM, edgecolor=INK, linewidth=1, zorder=6))
