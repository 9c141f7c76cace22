"""A mouse's and a person's brain from the side: where a sign of detachment was seen, and in whom."""

from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER
from ketabrain.topics.detachment.dissociation_signs import OurReading, Sign, SignChange

_MOUSE = (
    (40, 150), (55, 118), (85, 105), (120, 92), (165, 88), (200, 104), (232, 108), (250, 130), (246, 158), (215, 172),
    (180, 172), (120, 178), (70, 172), (40, 150),
)  # fmt: skip
"""Outline of a mouse's brain, nose to the left, in pixels: a long flat shape with a bulb in front."""
_HUMAN = (
    (375, 150), (372, 95), (415, 45), (490, 25), (575, 32), (640, 75), (655, 130), (630, 168), (585, 178), (560, 200),
    (520, 205), (512, 180), (450, 190), (405, 185), (375, 150),
)  # fmt: skip
"""Outline of a human brain, forehead to the left."""
_PLACES = {
    ("mouse", "retrosplenial cortex"): ((178.0, 108.0),),
    ("human", "retrosplenial cortex"): ((572.0, 100.0),),
    ("human", "back of the head"): ((632.0, 118.0),),
    ("human", "default mode network"): ((408.0, 98.0), (575.0, 88.0), (592.0, 58.0)),
    ("human", "insula"): ((470.0, 128.0),),
    ("human", "prefrontal cortex and amygdala"): ((400.0, 140.0), (484.0, 165.0)),
}
_LINE = 22.0
"""Height of a line of text in pixels."""


@drawn(height_in=4)
def brain_signs(result: Sign, figure: Figure) -> str:
    """Where the sign was seen is filled, all other places are open."""
    axes = canvas(figure, 0.905, 362)
    for outline, species, x, y in ((_MOUSE, "mouse", 40.0, 70.0), (_HUMAN, "human", 375.0, 20.0)):
        here = species == result.species
        _outline(axes, outline, here)
        words(axes, [(species.upper(), x, y)], "left", INK if here else GREY)
    for (species, place), spots in _PLACES.items():
        chosen = (species, place) == (result.species, result.place)
        for spot in spots:
            size, face, edge, above = (11, ORANGE, INK, 3) if chosen else (6, PAPER, GREY, 2)
            axes.add_patch(Circle(spot, size, facecolor=face, edgecolor=edge, linewidth=1.3, zorder=above))
    _arrows(axes, result)
    told = _lines(result)
    words(axes, [(line, 20.0, 238 + _LINE * place) for place, line in enumerate(told)], "left")
    axes.set_title(f"{result.what[0].upper()}{result.what[1:]}: {result.place}", x=0.02, y=1.005)
    words(axes, [("schematic, not to scale", 745.0, 205.0)], "right", GREY)
    seen = [f"{result.what[0].upper()}{result.what[1:]}: {result.place}", *told]
    return ". ".join(line.rstrip(".") for line in seen) + ". Schematic drawing of both brains from the side."


def _outline(axes: Axes, points: tuple[tuple[int, int], ...], here: bool) -> None:
    """A smooth closed curve: each corner is the control point of a quadratic arc between the middles of its sides."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points)]
    vertices, codes = [middles[-1]], [Path.MOVETO]
    for corner, middle in zip(points[:-1], middles, strict=True):
        vertices += [corner, middle]
        codes += [Path.CURVE3, Path.CURVE3]
    axes.add_patch(PathPatch(Path(vertices, codes), facecolor=LIGHT if here else PAPER, edgecolor=INK if here else GREY,
                             linewidth=2 if here else 1.2))  # fmt: skip


def _arrows(axes: Axes, result: Sign) -> None:
    """An arrow up or down (or both) beside the first spot."""
    x, y = _PLACES[result.species, result.place][0]
    for side, length in ((1, -44.0), (-1, 44.0)):
        if result.change in (SignChange.UP if side == 1 else SignChange.DOWN, SignChange.BOTH):
            at = x + 24 * side if result.change is SignChange.BOTH else x + 24
            start, end = (y + 22, y + 22 + length) if side == 1 else (y - 22, y - 22 + length)
            axes.add_patch(
                FancyArrowPatch((at, start), (at, end), arrowstyle="-|>", mutation_scale=22, color=BLUE, linewidth=3)
            )


def _lines(result: Sign) -> list[str]:
    count = "number not seen" if result.people is None else f"n = {result.people}"
    size = f", {result.size}" if result.size else ""
    reading = f"{result.verdict}." if result.reading is OurReading.SHOWN else "hidden. Judge first."
    change = "up and down" if result.change is SignChange.BOTH else result.change
    return [
        f"{result.study}, {result.species}, {count}: {change}{size}.",
        f"Went with: {result.went_with}.",
        f"Without detachment: {result.without}.",
        result.comment,
        f"Our reading: {reading}",
    ]
