"""The NMDA receptor's channel cut lengthwise: gate, rings of residues, and what sits between them."""

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE, SMALL

DRUG, MAGNESIUM = ORANGE, PURPLE
MAGNESIUM_Y = 15.5
"""Height of magnesium, in the ring of asparagines."""
RINGS = ((27.5, "threonine ring"), (21.5, "hydrophobic ring"), (MAGNESIUM_Y, "asparagine ring"))
"""Height of each ring and its name, in the order seen from outside the cell (chou2022); heights are not to scale."""
SEAT_Y = 18.5
"""Ketamine touches the asparagine ring below and the leucines of the hydrophobic ring above (zhang2021)."""


def pore(axes: Axes, x: float = 0.0, y: float = 0.0, scale: float = 1.0, gate_open: bool = True) -> None:
    """Draw the two walls of a channel, its gate near the top open or shut.

    `axes` is a canvas of about 44 units; `x` (middle) and `y` (foot) say where on it, and `scale` how many times that
    size. `gate_open` is whether the gate is drawn open.
    """

    def place(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + scale * px, y + scale * py) for px, py in points]

    throat = 3.6 if gate_open else 0.3
    for side in (-1, 1):
        wall = [(throat, 34), (6.5, 42), (15, 42), (15, 2), (8, 2), (4.6, 12), (5.2, 24), (throat, 30)]
        axes.add_patch(
            Polygon(
                place([(side * px, py) for px, py in wall]),
                closed=True,
                facecolor=BLUE,
                alpha=0.85,
                edgecolor=INK,
                linewidth=1.2,
                zorder=2,
            )
        )


def membrane(axes: Axes, left: float, right: float) -> None:
    """The lipid membrane behind the channel."""
    axes.add_patch(Rectangle((left, 6), right - left, 31, facecolor=LIGHT, linewidth=0, zorder=0))


def rings(axes: Axes, x: float) -> None:
    """Mark the three rings with their names to the right of the channel."""
    for height, name in RINGS:
        for side in (-1, 1):
            axes.add_patch(Circle((side * 5.6, height), 1.0, facecolor=PAPER, edgecolor=INK, linewidth=0.8, zorder=4))
        axes.plot([6.8, x - 0.5], [height, height], color=GREY, linewidth=0.8, zorder=3)
        axes.text(x, height, name, fontsize=SMALL, va="center")


def guest(axes: Axes, x: float, y: float, name: str, colour: str, scale: float = 1.0) -> None:
    """Draw ketamine or magnesium on the canvas `axes`, around `x` and `y`, with its `name` inside.

    `colour` fills it; `scale` is that of the pore.
    """
    axes.add_patch(Circle((x, y), 3.0 * scale, facecolor=colour, edgecolor=INK, linewidth=1, zorder=5))
    axes.text(x, y, name, fontsize=SMALL, ha="center", va="center", zorder=6)
