"""Detachment drawn: a room that bends, a self that stands beside itself, a clock with a gap; and the scores."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Wedge

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BEGAN, BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.detachment.dissociation_scale import PARTS, Experience, ScalePart

_COLOURS = {ScalePart.DEREALISATION: BLUE, ScalePart.DEPERSONALISATION: ORANGE, ScalePart.AMNESIA: GREEN}
_FELT = {
    ScalePart.DEREALISATION: "surroundings seem unreal",
    ScalePart.DEPERSONALISATION: "one's self seems strange",
    ScalePart.AMNESIA: "moments are missing",
}
_ROOM = (330.0, 262.0)
"""Width and height of the drawn room, in pixels."""
_PERSON = (180.0, 130.0, 15.0)
"""Middle of a person's head, and its radius."""
_SIDE = ((6, 14), (22, 20), (30, 34), (34, 66), (36, 92), (28, 94), (20, 60), (18, 74), (18, 112), (16, 116), (4, 116),
         (0, 78))  # fmt: skip
"""Right half of a person below the head, from the middle of the head."""


@drawn(height_in=4.1)
def detachment(result: Experience, figure: Figure, began: Experience | None = None) -> str:
    """The drawing on the left follows the scores on the right."""
    scene, bars = plots(figure, (1, 1), left=18, right=34, top=88, bottom=62, gap=48)
    width, height = _ROOM
    scene.set(xlim=(-14, width + 14), ylim=(height + 14, -14))
    scene.axis("off")
    score = {each.part: each.mean for each in result.scores}
    colours: dict[ScalePart, str] = {
        part: _COLOURS[part] if result.part in (ScalePart.ALL, part) else LIGHT for part in PARTS
    }
    _room(scene, score[ScalePart.DEREALISATION], colours[ScalePart.DEREALISATION])
    _self(scene, score[ScalePart.DEPERSONALISATION], colours[ScalePart.DEPERSONALISATION])
    _clock(scene, score[ScalePart.AMNESIA], colours[ScalePart.AMNESIA])
    _bars(bars, result, colours, began)
    grey = " · grey: where you began" if began and began.treatment != result.treatment else ""
    heading(figure, _finding(result), f"{result.people} people, minute 20 · bar: mean, line: SD · drawing: ours{grey}")
    return _in_words(result)


def _finding(result: Experience) -> str:
    part = ScalePart.DEREALISATION if result.part is ScalePart.ALL else result.part
    points = next(each.mean for each in result.scores if each.part is part)
    felt = f"{_FELT[part][0].upper()}{_FELT[part][1:]}"
    return f"{felt}: {points:.1f} of {result.total:.3g} points on {result.treatment}"


def _room(axes: Axes, points: float, colour: str) -> None:
    """Walls, floor and window as lines that wave by the score."""
    width, height = _ROOM
    along = np.linspace(0, 1, 60)
    wave = points * np.sin(along * 4 * np.pi)
    lines = [np.column_stack([width * along, y + wave * bend]) for y, bend in ((0.0, 0.5), (height, 0.7))]
    lines += [np.column_stack([x + 0.8 * wave, height * along]) for x in (0.0, width)]
    lines += [np.column_stack([x + 0.4 * wave, 34 + 80 * along]) for x in (46.0, 86.0, 126.0)]
    lines += [np.column_stack([46 + 80 * along, y + 0.4 * wave]) for y in (34.0, 74.0, 114.0)]
    axes.add_collection(LineCollection(lines, colors=colour, linewidths=2.2), autolim=False)


def _self(axes: Axes, points: float, colour: str) -> None:
    """A person, and a second outline that stands the further away, the higher the score."""
    middle, y, radius = _PERSON
    for x, face, edge, dash in ((middle + 9 * points, "none", colour, "--"), (middle, tint(GREY, 0.75), GREY, "-")):
        sides = [*_SIDE, *((-across, down) for across, down in reversed(_SIDE))]
        outline = smooth([(x + across, y + down) for across, down in sides])
        axes.add_patch(PathPatch(outline, facecolor=face, edgecolor=edge, linestyle=dash, linewidth=2))
        axes.add_patch(Circle((x, y), radius, facecolor=face, edgecolor=edge, linestyle=dash, linewidth=2))


def _clock(axes: Axes, points: float, colour: str) -> None:
    """A clock with a sector missing: 360 degrees would be 20 points."""
    axes.add_patch(Circle((272, 62), 34, facecolor=PAPER, edgecolor=colour, linewidth=2.2))
    axes.add_patch(Wedge((272, 62), 34, -90, -90 + 18 * points, facecolor=colour, alpha=0.6))
    axes.plot([272, 272, 288], [38, 62, 62], color=INK if colour != LIGHT else LIGHT, linewidth=1.8)


def _bars(axes: Axes, result: Experience, colours: Mapping[ScalePart, str], first: Experience | None) -> None:
    """Mean points of every part with the spread between people, and the first treatment's in grey."""
    axes.set(xlim=(0, 21), ylim=(2.5, -0.75), xlabel="Points", yticks=(), xticks=(0, 5, 10, 15, 20))
    rows = np.arange(len(result.scores))
    means = [each.mean for each in result.scores]
    axes.barh(rows, means, 0.34, color=[colours[each.part] for each in result.scores])
    axes.hlines(rows, [each.low for each in result.scores], [each.high for each in result.scores], color=INK)
    if first and first.treatment != result.treatment:
        before = [each.mean for each in first.scores]
        axes.vlines(before, rows - 0.17, rows + 0.2, color=BEGAN, linewidth=4)
    for row, each in enumerate(result.scores):
        pale = colours[each.part] == LIGHT
        words(axes, [(f"{each.part}: {_FELT[each.part]}", 0, row - 0.34)], "left", ink(GREY) if pale else INK)
    words(axes, [(f"{each.mean:.1f}", each.high + 0.4, row) for row, each in enumerate(result.scores)], "left")


def _in_words(result: Experience) -> str:
    scores = "; ".join(f"{each.part} ({_FELT[each.part]}) {minus(each.mean)}, SD {each.sd:g}" for each in result.scores)
    asked = "; ".join(result.asked)
    return (
        f"{_finding(result)}. {result.people} volunteers at minute 20 of {result.treatment}: total {result.total:.2f} "
        f"points; {scores}. "
        f"Highlighted: {result.part}. The scale asks whether {asked}. The drawing of a bent room, a second self and a "
        "clock with a gap is ours; it follows the scores."
    )
