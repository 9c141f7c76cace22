"""The chain from blocked receptor to behaviour, drawn in a piece of a neuron, each arrow as sure as its experiments."""

from collections.abc import Mapping
from math import hypot

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE, RED, SKY, ink
from ketabrain.topics.bdnf.pathway import ArrowSupport, Pathway, PathwayArrow, Stance, TriedIn

_HEIGHT_IN = 4.7
_LINES = {
    ArrowSupport.SHOWN: (GREEN, "-"),
    ArrowSupport.ONE_LABORATORY: (BLUE, (0, (6, 1.6))),
    ArrowSupport.MIXED: (ORANGE, (0, (4, 1.6))),
    ArrowSupport.CONTRADICTED: (RED, (0, (5, 1.5, 1, 1.5))),
    ArrowSupport.SINGLE: (BLUE, (0, (1.6, 1.6))),
    ArrowSupport.UNTESTED: (GREY, (0, (0.7, 2.2))),
}
"""Colour and dash of an arrow by its support; its word stands beside it."""
_SIDES: Mapping[Stance, tuple[str, str, str]] = {
    Stance.FOR: ("for", "^", BLUE),
    Stance.MIXED: ("open", "D", ORANGE),
    Stance.AGAINST: ("against", "v", RED),
}
"""Word, mark and colour of what a study says of an arrow."""
_DOWN = 62
"""How far the drawing stands below the upper edge, for the heading; its own places count from there."""
_Point = tuple[float, float]
_Place = tuple[_Point, _Point, _Point, _Point, _Point, str]
_PLACES: tuple[_Place, ...] = (
    ((72, 112), (72, 152), (72, 190), (72, 145), (88, 145), "left"),
    ((132, 216), (168, 216), (204, 216), (161, 216), (165, 192), "center"),
    ((234, 194), (236, 66), (354, 62), (261, 108), (277, 120), "left"),
    ((384, 114), (384, 152), (384, 190), (384, 145), (400, 145), "left"),
    ((428, 218), (538, 208), (541, 116), (506, 190), (524, 200), "left"),
    ((602, 88), (682, 84), (690, 150), (663, 101), (678, 89), "left"),
)
"""For each arrow, in pixels: its start, the point that bends it and its end, where its number and its word stand, and
how the word is aligned."""
_MEMBRANE = 88
_INSIDE_BOTTOM = 262
_STRIP_LEFT, _STRIP_STEP, _STRIP_TOP, _STRIP_LINE, _MARK_STEP = 90, 112, 294, 26, 11.5
"""Pixels of the strip of studies: its first arrow, the way to the next, its upper line, the way to the next line, and
from one study to the next."""
_TOLD = {
    TriedIn.ALL: "all experiments",
    TriedIn.ANIMALS_AND_CELLS: "animals and cells",
    TriedIn.PEOPLE: "people, from outside",
}
_CARE = "Counting is not weighing: some studies share a laboratory or patients (see the notes in the table)."
_OUTSIDE = "In people every test is from outside: blood, genes, scans, a drug. None saw the inside of a brain cell."


@drawn(height_in=_HEIGHT_IN)
def pathway(choice: Pathway, figure: Figure) -> str:
    """Draw the six arrows by their support, the chosen one in ink, and below a mark for each of their studies."""
    axes = canvas(figure)
    axes.set_ylim(DPI * _HEIGHT_IN - _DOWN, -_DOWN)
    _cell(axes)
    for number, (arrow, place) in enumerate(zip(PathwayArrow, _PLACES, strict=True), 1):
        _arrow(axes, number, choice.support(arrow), place, arrow == choice.arrow)
    _supports(axes, choice)
    _strip(axes, choice)
    _numbers(axes, choice)
    finding = _finding(choice)
    heading(figure, finding, f"Illustration; {_TOLD[choice.host]}; joined: one laboratory")
    return _in_words(choice, finding)


def _finding(choice: Pathway) -> str:
    support, counts = choice.support(choice.arrow), choice.counts(choice.arrow)
    studies = f"{sum(counts[:3])} studies, {support}"
    if support in (ArrowSupport.SINGLE, ArrowSupport.UNTESTED):
        studies = _word(choice, choice.arrow).replace("\n", " ")
    return f"Arrow {choice.arrow}: {studies}"


def _arrow(axes: Axes, number: int, support: ArrowSupport, place: _Place, chosen: bool) -> None:
    start, bend, end, *_ = place
    colour, dash = _LINES[support]
    length = hypot(end[0] - bend[0], end[1] - bend[1])
    x, y = (end[0] - bend[0]) / length, (end[1] - bend[1]) / length  # the way the arrow points
    size = 22 if chosen else 14
    neck = (end[0] - size * x, end[1] - size * y)
    shaft = Path([start, bend, neck], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    width = 6.5 if chosen else 2.4
    axes.add_artist(
        PathPatch(shaft, fill=False, edgecolor=colour, linestyle=dash, linewidth=width, zorder=4, gid=f"arrow {number}")
    )
    side = 0.45 * size
    head = [end, (neck[0] - side * y, neck[1] + side * x), (neck[0] + side * y, neck[1] - side * x)]
    axes.add_artist(Polygon(head, closed=True, color=colour, linewidth=0, zorder=4))


def _numbers(axes: Axes, choice: Pathway) -> None:
    """A disc with its number on each arrow and above its studies, that of the chosen one in ink."""
    for chosen in (False, True):
        discs = [
            (str(number + 1), *place)
            for number, arrow in enumerate(PathwayArrow)
            if (arrow == choice.arrow) is chosen
            for place in (_PLACES[number][3], (_STRIP_LEFT + _STRIP_STEP * number, _STRIP_TOP))
        ]
        axes.plot([x for _, x, _ in discs], [y for _, _, y in discs], "o", color=INK if chosen else PAPER,
                  markersize=16, markeredgecolor=INK, zorder=5)  # fmt: skip
        words(axes, discs, "center", PAPER if chosen else INK, size=BODY)
        axes.collections[-1].set_zorder(6)


def _supports(axes: Axes, choice: Pathway) -> None:
    """The word of each arrow beside it, that of the chosen one in bold."""
    for bold in (False, True):
        for side in ("left", "center"):
            lines = []
            for arrow, (*_, (x, y), align) in zip(PathwayArrow, _PLACES, strict=True):
                if (arrow == choice.arrow) is bold and align == side:
                    lines += [(line, x, y + 17 * row) for row, line in enumerate(_word(choice, arrow).split("\n"))]
            words(axes, lines, side, bold=bold)


def _word(choice: Pathway, arrow: PathwayArrow) -> str:
    """The support; of a single study also its side, which nothing else in the drawing would tell."""
    if choice.support(arrow) is not ArrowSupport.SINGLE:
        return choice.support(arrow)
    (side,) = (_SIDES[stance][0] for stance in Stance if choice.studies(arrow, stance))
    return f"{ArrowSupport.SINGLE},\n{side}"


def _cell(axes: Axes) -> None:
    """Membrane, receptors and what lies inside; sizes and places are chosen, not measured."""
    axes.add_artist(
        Rectangle((0, _MEMBRANE), 622, _INSIDE_BOTTOM - _MEMBRANE, facecolor="#F6F5F1", linewidth=0, zorder=0)
    )
    axes.hlines([_MEMBRANE - 6, _MEMBRANE + 6], 0, 622, color=GREY, linewidth=3, zorder=1)
    for x in (66, 78):
        axes.add_artist(Ellipse((x, _MEMBRANE), 13, 42, facecolor=PURPLE, edgecolor=INK, linewidth=1, zorder=2))
    axes.plot(72, _MEMBRANE - 20, "X", color=INK, markersize=13, markeredgecolor=PAPER, zorder=3)
    for x, width in ((72, 116), (384, 84)):
        axes.add_artist(Ellipse((x, 216), width, 46, facecolor=SKY, edgecolor=INK, linewidth=1.2, zorder=0.8))
    for y, width in ((226, 50), (208, 36)):
        axes.add_artist(Ellipse((232, y), width, 24, facecolor=LIGHT, edgecolor=INK, linewidth=1, zorder=2))
    axes.add_artist(Circle((222, 136), 17, facecolor=PAPER, edgecolor=INK, linewidth=1.2, zorder=2))
    dots = ((216, 132), (227, 131), (222, 142), (268, 52), (290, 42), (284, 60), (306, 53))
    axes.plot(*zip(*dots, strict=True), "o", color=BLUE, markersize=5, zorder=3)
    axes.vlines([378, 390], _MEMBRANE - 26, _MEMBRANE + 22, color=BLUE, linewidth=6, capstyle="round", zorder=2)
    axes.add_artist(Ellipse((552, 22), 112, 36, facecolor=LIGHT, edgecolor=INK, linewidth=1.2, zorder=0.5))
    for x in (516, 540, 564, 588):
        corners = [(x - 9, 70), (x + 9, 70), (x + 5, 108), (x - 5, 108)]
        axes.add_artist(Polygon(corners, closed=True, facecolor=GREEN, edgecolor=INK, linewidth=1, zorder=2))
    axes.add_artist(
        FancyBboxPatch(
            (632, 154), 112, 58, boxstyle="round,pad=0,rounding_size=8", facecolor=SKY, alpha=0.5, zorder=0.5
        )
    )
    names = [
        ("NMDA receptor", 72, 42), ("eEF2 kinase", 72, 216), ("ribosome", 232, 250), ("BDNF", 290, 22),
        ("TrkB", 384, 44), ("mTOR", 384, 216), ("sender", 552, 22), ("AMPA receptors", 552, 56),
        ("behaviour,", 688, 175), ("mood", 688, 192),
    ]  # fmt: skip
    words(axes, names, "center")


def _strip(axes: Axes, choice: Pathway) -> None:
    """Below the drawing a mark for each study of each arrow: a line a stance; those for it from one laboratory are
    joined. Those of the chosen arrow stand out.
    """
    lines = {stance: _STRIP_TOP + _STRIP_LINE * (row + 1) for row, stance in enumerate(Stance)}
    words(axes, [(_SIDES[stance][0], EDGE, y) for stance, y in lines.items()], "left", ink(GREY))
    axes.hlines(list(lines.values()), _STRIP_LEFT - 10, 744, color=LIGHT, linewidth=1, zorder=0)
    for stance, y in lines.items():
        _, marker, colour = _SIDES[stance]
        for chosen in (False, True):
            xs = [
                _STRIP_LEFT + _STRIP_STEP * number + _MARK_STEP * place
                for number, arrow in enumerate(PathwayArrow)
                if (arrow == choice.arrow) is chosen
                for place in range(len(choice.studies(arrow, stance)))
            ]
            axes.plot(xs, [y] * len(xs), marker, color=to_rgba(colour, 1 if chosen else 0.4), linestyle="none",
                      markersize=7.5, markeredgecolor=INK if chosen else GREY, markeredgewidth=0.7)  # fmt: skip
    left, right = [], []
    for number, arrow in enumerate(PathwayArrow):
        x: float = _STRIP_LEFT + _STRIP_STEP * number
        for studies in map(len, choice.houses(arrow)):
            left += [x - 4] if studies > 1 else []
            right += [x + _MARK_STEP * (studies - 1) + 4] if studies > 1 else []
            x += _MARK_STEP * studies
    axes.hlines([lines[Stance.FOR] + 9] * len(left), left, right, color=INK, linewidth=2)


def _in_words(choice: Pathway, finding: str) -> str:
    def named(stance: Stance) -> str:
        return "; ".join(choice.studies(choice.arrow, stance)) or "no study"

    models = choice.models(choice.arrow)
    told = f" A model, which is no evidence of its own: {'; '.join(models)}." if models else ""
    arrows = "; ".join(f"{arrow}: {choice.support(arrow)}" for arrow in PathwayArrow)
    return (
        f"{finding}. Tested in: {choice.host}. For it: {named(Stance.FOR)}. They leave it open: {named(Stance.MIXED)}. "
        f"Against it: {named(Stance.AGAINST)}.{told} All arrows from the blocked NMDA receptor to behaviour, an "
        f"illustration: {arrows}. {_OUTSIDE if choice.host is TriedIn.PEOPLE else _CARE} Below, a mark a study of each "
        "arrow; those of one laboratory that speak for an arrow are joined."
    )
