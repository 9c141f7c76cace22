"""Detachment drawn: a room that bends, a self that stands beside itself, a clock with a gap; and the scores."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, Rectangle, Wedge

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER
from ketabrain.engine.numerals import minus
from ketabrain.topics.detachment.dissociation_scale import PARTS, Experience, ScalePart

_COLOURS = {ScalePart.DEREALISATION: BLUE, ScalePart.DEPERSONALISATION: ORANGE, ScalePart.AMNESIA: GREEN}
_FELT = {
    ScalePart.DEREALISATION: "surroundings seem unreal",
    ScalePart.DEPERSONALISATION: "one's self seems strange",
    ScalePart.AMNESIA: "moments are missing",
}
_BAR_LEFT, _BAR_POINT = 470.0, 13.0
"""Where bars begin, and pixels per point of the scale."""


@drawn(height_in=4.6)
def detachment(result: Experience, figure: Figure) -> str:
    """The drawing on the left follows the scores on the right."""
    axes = canvas(figure, 0.915, 421)
    score = {each.part: each for each in result.scores}
    shown: dict[ScalePart, bool] = {part: result.part in (ScalePart.ALL, part) for part in PARTS}
    _room(axes, score[ScalePart.DEREALISATION].mean, shown[ScalePart.DEREALISATION])
    _self(axes, score[ScalePart.DEPERSONALISATION].mean, shown[ScalePart.DEPERSONALISATION])
    _clock(axes, score[ScalePart.AMNESIA].mean, shown[ScalePart.AMNESIA])
    _bars(axes, result, shown)
    lines = ["The scale asks whether, in our words:", *(f"• {line}" for line in result.asked)]
    words(axes, [(line, 20.0, 322 + 19.0 * place) for place, line in enumerate(lines)], "left")
    title = f"{result.treatment.capitalize()}, minute 20: {result.total:g} points (drawing: ours)"
    axes.set_title(title, x=0.02, y=1.005)
    return _in_words(result)


def _room(axes: Axes, points: float, shown: bool) -> None:
    """Walls and window as lines that wave by the score."""
    colour = BLUE if shown else LIGHT
    along = np.linspace(0, 1, 60)
    wave = 1.1 * points * np.sin(along * 4 * np.pi)
    for y in (20.0, 290.0):
        axes.plot(20 + 330 * along, y + wave * (0.5 if y < 100 else 0.8), color=colour, linewidth=2)
    for x in (20.0, 350.0):
        axes.plot(x + wave, 20 + 270 * along, color=colour, linewidth=2)
    for x, y in ((70.0, 60.0), (110.0, 60.0), (150.0, 60.0)):
        axes.plot(x + 0.7 * wave, y + 80 * along, color=colour, linewidth=1.5)
    for y in (60.0, 100.0, 140.0):
        axes.plot(70 + 80 * along, y + 0.7 * wave, color=colour, linewidth=1.5)


def _self(axes: Axes, points: float, shown: bool) -> None:
    """A person, and a second outline that stands the further away, the higher the score."""
    away = 9.0 * points
    for x, face, edge, dash in ((200 + away, "none", ORANGE if shown else LIGHT, "--"), (200.0, GREY, GREY, "-")):
        axes.add_patch(Circle((x, 170), 18, facecolor=face, edgecolor=edge, linestyle=dash, linewidth=2))
        axes.add_patch(Ellipse((x, 238), 50, 92, facecolor=face, edgecolor=edge, linestyle=dash, linewidth=2))


def _clock(axes: Axes, points: float, shown: bool) -> None:
    """A clock with a sector missing: 360 degrees would be 20 points."""
    colour = GREEN if shown else LIGHT
    axes.add_patch(Circle((290, 85), 32, facecolor=PAPER, edgecolor=colour, linewidth=2))
    axes.add_patch(Wedge((290, 85), 32, -90, -90 + 18 * points, facecolor=colour, alpha=0.6))
    axes.plot([290, 290, 306], [62, 85, 85], color=INK if shown else LIGHT, linewidth=1.6)


def _bars(axes: Axes, result: Experience, shown: dict[ScalePart, bool]) -> None:
    told = []
    for place, each in enumerate(result.scores):
        y = 70.0 + 84 * place
        length = _BAR_POINT * each.mean
        colour = _COLOURS[each.part] if shown[each.part] else LIGHT
        axes.add_patch(Rectangle((_BAR_LEFT, y - 13), length, 26, facecolor=colour, edgecolor=GREY))
        axes.plot(_BAR_LEFT + _BAR_POINT * np.array([each.low, each.high]), [y, y], color=INK, linewidth=2)
        told += [(f"{each.part}: {_FELT[each.part]}", 380.0, y - 27), (f"{each.mean:.1f}", _BAR_LEFT - 34, y)]
    middles = 70.0 + 84 * np.arange(len(result.scores))  # the line at zero stops short of the words
    axes.vlines([_BAR_LEFT] * len(middles), middles - 18, middles + 18, color=GREY, linewidth=1)
    words(axes, told, "left")
    words(axes, [(f"Bars: mean points of {result.people} people; line: SD between them", 380.0, 284.0)], "left", GREY)


def _in_words(result: Experience) -> str:
    scores = "; ".join(f"{each.part} ({_FELT[each.part]}) {minus(each.mean)}, SD {each.sd:g}" for each in result.scores)
    asked = "; ".join(result.asked)
    return (
        f"{result.people} volunteers at minute 20 of {result.treatment}: total {result.total:.2f} points; {scores}. "
        f"Highlighted: {result.part}. The scale asks whether {asked}. The drawing of a bent room, a second self and a "
        "clock with a gap is ours; it follows the scores."
    )
