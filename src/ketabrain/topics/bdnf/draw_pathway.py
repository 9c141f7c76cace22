"""The chain from blocked receptor to behaviour, drawn in a piece of a neuron, each arrow as sure as its experiments."""

from math import hypot
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE, RED, SKY, SMALL, ink
from ketabrain.engine.numerals import brief
from ketabrain.topics.bdnf.pathway import ArrowSupport, Pathway, PathwayArrow, Stance, TriedIn

_LINES = {
    ArrowSupport.SHOWN: (GREEN, "-"),
    ArrowSupport.ONE_LABORATORY: (BLUE, (0, (6, 1.6))),
    ArrowSupport.MIXED: (ORANGE, (0, (4, 1.6))),
    ArrowSupport.CONTRADICTED: (RED, (0, (5, 1.5, 1, 1.5))),
    ArrowSupport.SINGLE: (BLUE, (0, (1.6, 1.6))),
    ArrowSupport.UNTESTED: (GREY, (0, (0.7, 2.2))),
}
"""Colour and dash of an arrow by its support; its word stands beside it."""
_SIDES = {Stance.FOR: "for", Stance.MIXED: "open", Stance.AGAINST: "against"}
_MARKS = {Stance.FOR: "▲", Stance.MIXED: "◆", Stance.AGAINST: "▼"}
_Point = tuple[float, float]
_Place = tuple[_Point, _Point, _Point, _Point, _Point, str]
_PLACES: tuple[_Place, ...] = (
    ((72, 122), (72, 162), (72, 200), (72, 155), (88, 155), "left"),
    ((132, 226), (168, 226), (204, 226), (161, 226), (165, 202), "center"),
    ((234, 204), (236, 76), (354, 72), (261, 118), (277, 130), "left"),
    ((384, 124), (384, 162), (384, 200), (384, 155), (400, 155), "left"),
    ((428, 228), (538, 218), (541, 126), (506, 200), (522, 208), "left"),
    ((602, 98), (682, 94), (690, 160), (663, 111), (678, 99), "left"),
)
"""For each arrow, in pixels: its start, the point that bends it and its end, where its number and its word stand, and
how the word is aligned."""
_MEMBRANE = 98
_TOLD = {
    TriedIn.ALL: "All experiments",
    TriedIn.ANIMALS_AND_CELLS: "Animals and cells",
    TriedIn.PEOPLE: "People",
}
_CARE = "Counting is not weighing: some studies share a laboratory or patients (see the notes in the table)."
_OUTSIDE = "In people every test is from outside: blood, genes, scans, a drug. None saw the inside of a brain cell."


@drawn(height_in=5.2)
def pathway(choice: Pathway, figure: Figure) -> str:
    """Draw the six arrows by their support, the chosen one thick, its studies below."""
    axes = canvas(figure, 0.93, 484)
    _cell(axes)
    for number, (arrow, place) in enumerate(zip(PathwayArrow, _PLACES, strict=True), 1):
        _arrow(axes, number, choice.support(arrow), _word(choice, arrow), place, arrow == choice.arrow)
    axes.text(14, 316, "\n".join(_lines(choice)), fontsize=SMALL, va="top", linespacing=1.5)
    headline = f"{_TOLD[choice.host]}: arrow {choice.arrow}, {choice.support(choice.arrow)}"
    axes.set_title(headline, x=0.016)
    return _in_words(choice, headline)


def _arrow(axes: Axes, number: int, support: ArrowSupport, word: str, place: _Place, chosen: bool) -> None:
    start, bend, end, disc, beside, align = place
    colour, dash = _LINES[support]
    length = hypot(end[0] - bend[0], end[1] - bend[1])
    x, y = (end[0] - bend[0]) / length, (end[1] - bend[1]) / length  # the way the arrow points
    size = 20 if chosen else 14
    neck = (end[0] - size * x, end[1] - size * y)
    shaft = Path([start, bend, neck], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    width = 5.5 if chosen else 2.4
    axes.add_patch(
        PathPatch(shaft, fill=False, edgecolor=colour, linestyle=dash, linewidth=width, zorder=4, gid=f"arrow {number}")
    )
    side = 0.45 * size
    head = [end, (neck[0] - side * y, neck[1] + side * x), (neck[0] + side * y, neck[1] - side * x)]
    axes.add_patch(Polygon(head, closed=True, color=colour, linewidth=0, zorder=4))
    axes.plot(*disc, "o", color=INK if chosen else PAPER, markersize=16, markeredgecolor=INK, zorder=5)
    axes.plot(
        *disc, marker=sign(f"{number}"), markersize=9, markeredgewidth=0, color=PAPER if chosen else INK, zorder=6
    )
    weight = "bold" if chosen else "normal"
    axes.text(*beside, word, fontsize=SMALL, ha=align, va="center", weight=weight, linespacing=1.1, zorder=6)


def _word(choice: Pathway, arrow: PathwayArrow) -> str:
    """The support; of a single study also its side, which nothing else in the drawing would tell."""
    if choice.support(arrow) is not ArrowSupport.SINGLE:
        return choice.support(arrow)
    (side,) = (_SIDES[stance] for stance in Stance if choice.studies(arrow, stance))
    return f"{ArrowSupport.SINGLE},\n{side}"


def _cell(axes: Axes) -> None:
    """Membrane, receptors and what lies inside; sizes and places are chosen, not measured."""
    axes.add_patch(Rectangle((0, _MEMBRANE), 622, 196, facecolor="#F6F5F1", linewidth=0, zorder=0))
    for y in (_MEMBRANE - 6, _MEMBRANE + 6):
        axes.plot([0, 622], [y, y], color=GREY, linewidth=3, zorder=1)
    for x in (66, 78):
        axes.add_patch(Ellipse((x, _MEMBRANE), 13, 42, facecolor=PURPLE, edgecolor=INK, linewidth=1, zorder=2))
    axes.plot(72, _MEMBRANE - 20, "X", color=INK, markersize=13, markeredgecolor=PAPER, zorder=3)
    axes.text(72, 46, "NMDA receptor,\nblocked at rest", fontsize=SMALL, ha="center", va="center", linespacing=1.2)
    _molecule(axes, 72, 226, 116, "eEF2 kinase")
    for y, width in ((236, 50), (218, 36)):
        axes.add_patch(Ellipse((232, y), width, 24, facecolor=LIGHT, edgecolor=INK, linewidth=1, zorder=2))
    axes.text(232, 262, "ribosome\nmakes BDNF", fontsize=SMALL, ha="center", va="center", linespacing=1.2)
    axes.add_patch(Circle((222, 146), 17, facecolor=PAPER, edgecolor=INK, linewidth=1.2, zorder=2))
    dots = ((216, 142), (227, 141), (222, 152), (268, 62), (290, 52), (284, 70), (306, 63))
    axes.plot(*zip(*dots, strict=True), "o", color=BLUE, markersize=5, zorder=3)
    axes.text(290, 30, "BDNF outside", fontsize=SMALL, ha="center", va="center")
    for x in (378, 390):
        axes.plot([x, x], [_MEMBRANE - 26, _MEMBRANE + 22], color=BLUE, linewidth=6, solid_capstyle="round", zorder=2)
    axes.text(384, 54, "TrkB", fontsize=SMALL, ha="center", va="center")
    _molecule(axes, 384, 226, 84, "mTOR")
    axes.add_patch(Ellipse((550, 26), 130, 42, facecolor=LIGHT, edgecolor=INK, linewidth=1.2, zorder=2))
    axes.text(550, 26, "sending side", fontsize=SMALL, ha="center", va="center", zorder=3)
    for x in (516, 540, 564, 588):
        corners = [(x - 9, 78), (x + 9, 78), (x + 5, 118), (x - 5, 118)]
        axes.add_patch(Polygon(corners, closed=True, facecolor=GREEN, edgecolor=INK, linewidth=1, zorder=2))
    axes.text(550, 65, "AMPA receptors", fontsize=SMALL, ha="center", va="center")
    axes.add_patch(
        FancyBboxPatch((638, 164), 112, 58, boxstyle="round,pad=0,rounding_size=8", facecolor=SKY, alpha=0.5, zorder=2)
    )
    axes.text(694, 193, "behaviour,\nmood", fontsize=SMALL, ha="center", va="center", zorder=3)
    axes.text(610, 280, "inside a neuron (illustration)", fontsize=SMALL, ha="right", va="center", color=ink(GREY))


def _molecule(axes: Axes, x: float, y: float, width: float, name: str) -> None:
    axes.add_patch(Ellipse((x, y), width, 46, facecolor=SKY, edgecolor=INK, linewidth=1.2, zorder=2))
    axes.text(x, y, name, fontsize=SMALL, ha="center", va="center", zorder=3)


def _lines(choice: Pathway) -> list[str]:
    """The studies of the chosen arrow by stance, wrapped to the width of the figure."""
    lines = []
    for stance, mark in _MARKS.items():
        studies = choice.studies(choice.arrow, stance)
        names = ", ".join(brief(study) for study in studies) or "no study"
        lines += wrap(f"{mark} {_SIDES[stance]}: {names}", 104, subsequent_indent="     ")
    if models := choice.models(choice.arrow):
        lines.append(f"■ model, no evidence of its own: {', '.join(map(brief, models))}")
    return [*lines, _OUTSIDE if choice.host is TriedIn.PEOPLE else _CARE]


def _in_words(choice: Pathway, headline: str) -> str:
    def named(stance: Stance) -> str:
        return "; ".join(choice.studies(choice.arrow, stance)) or "no study"

    models = choice.models(choice.arrow)
    told = f" A model, which is no evidence of its own: {'; '.join(models)}." if models else ""
    arrows = "; ".join(f"{arrow}: {choice.support(arrow)}" for arrow in PathwayArrow)
    return (
        f"{headline}. For it: {named(Stance.FOR)}. They leave it open: {named(Stance.MIXED)}. Against it: "
        f"{named(Stance.AGAINST)}.{told} All arrows from the blocked NMDA receptor to behaviour, an illustration: "
        f"{arrows}. {_OUTSIDE if choice.host is TriedIn.PEOPLE else _CARE}"
    )
