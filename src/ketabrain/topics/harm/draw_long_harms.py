"""A body with the places where ketamine can do harm over time, and the studies of one place."""

from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import GREY, INK, LIGHT, ORANGE, PAPER
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.long_harms import HarmPlace, LongHarms

_SPOTS = {
    HarmPlace.BLADDER: (110.0, 262.0),
    HarmPlace.LIVER: (92.0, 192.0),
    HarmPlace.BRAIN: (110.0, 52.0),
    HarmPlace.DEPENDENCE: (132.0, 72.0),
    HarmPlace.HEART: (124.0, 150.0),
}
"""Where the places lie in the drawing, in pixels; dependence has no organ and stands beside the head."""
_PARTS = ((72, 108, 76, 176), (42, 116, 22, 150), (156, 116, 22, 150), (76, 288, 30, 110), (114, 288, 30, 110))
"""Trunk, arms and legs: corner, width and height in pixels."""
_LINE = 18.5


@drawn(height_in=5.2)
def harm_map(result: LongHarms, figure: Figure) -> str:
    """The body (left), the studies of the chosen place (right)."""
    axes = canvas(figure, 0.918, 477)
    _body(axes)
    for place, (x, y) in _SPOTS.items():
        size, face = (15, ORANGE) if place == result.place else (10, PAPER)
        axes.add_patch(Circle((x, y), size, facecolor=face, edgecolor=INK, linewidth=1.6, zorder=3))
        axes.plot(x, y, marker=sign(str(result.per_place[place])), color=INK, markersize=7, markeredgewidth=0, zorder=4)
    words(axes, [("number: studies", 20, 420), ("shown; schematic", 20, 440)], "left", GREY)
    words(axes, _lines(result) or [("No study of this kind in our table", 232, 30)], "left")
    title = f"{result.place[0].upper()}{result.place[1:]}"
    axes.set_title(f"{title}: {counted(len(result.rows), 'study', 'studies')} ({result.setting} use)", x=0.02, y=1.0)
    told = " ".join(
        f"{row.study}, {row.setting}: {row.who}; {row.dose}; found: {row.found}; came in: {row.chosen}"
        f"{'' if row.control else ', no control group'}."
        for row in result.rows.itertuples()
    )
    shown = sum(result.per_place.values())
    return f"{result.place}, {result.setting} use: {len(result.rows)} of {shown} studies. {told}"


def _lines(result: LongHarms) -> list[tuple[str, float, float]]:
    """What each study found, in whom, at which dose and how they were chosen, with places in pixels."""
    y, lines = 22.0, []
    for row in result.rows.itertuples():
        control = "" if row.control else "; no control group"
        found = f"{row.study}: {row.found}."
        for text in (found, f"Who: {row.who}.", f"How much: {row.dose}.", f"How: {row.chosen}{control}."):
            for part in wrap(text, 76):
                lines.append((part, 232.0 if text == found else 246.0, y))
                y += _LINE
        y += 8
    return lines


def _body(axes: Axes) -> None:
    """Head, trunk, arms and legs in plain shapes."""
    shapes = [FancyBboxPatch(part[:2], *part[2:], boxstyle="round,pad=0,rounding_size=12") for part in _PARTS]
    for shape in (Ellipse((110, 55), 62, 76), *shapes):
        shape.set(facecolor=LIGHT, edgecolor=GREY, linewidth=1.2)
        axes.add_patch(shape)
