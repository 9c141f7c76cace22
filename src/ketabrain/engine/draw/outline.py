"""Outlines of living things: smooth closed curves through few points, and the tints that fill them."""

from collections.abc import Sequence

from matplotlib.colors import to_hex, to_rgb
from matplotlib.path import Path


def smooth(points: Sequence[tuple[float, float]]) -> Path:
    """A closed curve without corners that the points pull outwards: it touches the middle of every side of their
    polygon. Two equal points after one another make a corner there.

    >>> smooth([(0, 0), (4, 0), (4, 4), (0, 4)]).vertices[0].tolist()
    [0.0, 2.0]
    """
    last = points[-1]
    vertices: list[tuple[float, float]] = [((last[0] + points[0][0]) / 2, (last[1] + points[0][1]) / 2)]
    for this, after in zip(points, [*points[1:], points[0]], strict=True):
        vertices += [this, ((this[0] + after[0]) / 2, (this[1] + after[1]) / 2)]
    return Path(vertices, [Path.MOVETO, *[Path.CURVE3] * (2 * len(points))])


def tint(colour: str, share: float) -> str:
    """The colour mixed with white, of which `share` (0–1) is the colour: cells are filled with 0.12 to 0.16.

    >>> tint("#000000", 0), tint("#000000", 1)
    ('#ffffff', '#000000')
    """
    red, green, blue = (1 - share * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))
