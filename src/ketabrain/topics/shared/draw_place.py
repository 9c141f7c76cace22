"""Where we are: neuron, branch and spine as three small silhouettes in a row, the one that is spoken of marked."""

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from ketabrain.engine.draw.lettering import pixels, words
from ketabrain.engine.draw.outline import smooth
from ketabrain.engine.draw.style import BEGAN, GREY, INK, ink

SCALES = ("neuron", "branch", "spine")
"""From the largest to the smallest: what can be marked."""
WIDTH, HEIGHT = 182, 66
"""Pixels that the row takes, its names included."""

_STEP, _CENTRE, _RADIUS = 69, 22.0, 21.5
"""Pixels from one silhouette to the next; centre (both ways) and radius of its glass."""

_BODIES = {
    "neuron": [smooth([(22, 18), (27, 24), (30, 34), (22, 35), (14, 34), (17, 24)])],
    "branch": [Path.circle((12, 12), 3.6), Path.circle((21, 35), 3.4), Path.circle((32, 11), 3.9)],
    "spine": [smooth([(22, 6), (35, 6), (37, 19), (25, 21), (25, 36), (19, 36), (19, 21), (7, 19), (9, 6)])],
}
_STROKES: dict[str, list[tuple[list[tuple[float, float]], float]]] = {
    "neuron": [
        ([(22, 22), (22, 13), (20, 10), (15, 6), (14, 1)], 1.8),
        ([(22, 13), (24, 10), (30, 6), (31, 1)], 1.8),
        ([(22, 19), (28, 16), (33, 16)], 1.2),
        ([(18, 32), (11, 34), (7, 38), (4, 44)], 1.5),
        ([(26, 32), (33, 34), (37, 38), (40, 44)], 1.5),
        ([(22, 32), (22, 44)], 0.9),
    ],
    "branch": [
        ([(3.5, 25), (12, 22), (22, 23), (32, 22), (40.5, 19)], 4.6),
        ([(12, 22), (12, 14)], 1.6),
        ([(21, 23), (21, 32)], 1.6),
        ([(32, 21), (32, 13)], 1.6),
    ],
    "spine": [([(12, 36), (22, 35.5), (32, 36)], 4.2)],
}
_NEARER = {"neuron": ((30, 5), 5.0), "branch": ((32, 12), 6.5)}
"""What the next silhouette shows from nearer by: the middle and radius of a ring around it."""


def where_we_are(figure: Figure, scale: str, x: float, y: float) -> None:
    """Draw the row with its upper left corner at pixels `x`, `y` of a figure; `scale` is one of SCALES.

    Call it after the plots, which empty the figure. It adds no axes, so it can stand beside or inside any plot. Raises
    ValueError for another scale.
    """
    if scale not in SCALES:
        raise ValueError(f"There is no scale {scale!r}; use one of {', '.join(SCALES)}.")
    row = pixels(figure)
    for place, name in enumerate(SCALES):
        here = name == scale
        colour = INK if here else BEGAN
        at = Affine2D().translate(x + _STEP * place, y) + row
        lines, widths = zip(*_STROKES[name], strict=True)
        figure.add_artist(
            LineCollection(lines, colors=colour, linewidths=widths, capstyle="round", joinstyle="round", transform=at)
        )
        figure.add_artist(PathCollection(_BODIES[name], facecolors=colour, linewidths=0, transform=at))
        under = (x + _STEP * place + _CENTRE, y + HEIGHT - 11)
        words(figure, [(name, *under)], "center", INK if here else ink(GREY), bold=here)
    _glasses(figure, x, y)


def _glasses(figure: Figure, x: float, y: float) -> None:
    """A ring around what is seen from nearer by, a round glass around what is seen there, and two rays between."""
    rings, rays = [], []
    for place, ((middle_x, middle_y), radius) in enumerate(_NEARER.values()):
        ring = (x + _STEP * place + middle_x, y + middle_y)
        glass = (x + _STEP * (place + 1) + _CENTRE, y + _CENTRE)
        rings += [Path.circle(ring, radius), Path.circle(glass, _RADIUS)]
        for side in (-1, 1):
            rays.append([(ring[0], ring[1] + side * radius), (glass[0], glass[1] + side * _RADIUS)])
    at = pixels(figure)
    figure.add_artist(PathCollection(rings, facecolors="none", edgecolors=GREY, linewidths=0.9, transform=at))
    figure.add_artist(LineCollection(rays, colors=BEGAN, linewidths=0.8, transform=at))
