"""Two mirror forms of ketamine laid over each other, seen from the front, and how far apart their atoms lie."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import add_plot, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.channel.molecule import Molecule, Overlay

_COLOURS = {"N": BLUE, "O": RED, "Cl": GREEN}
_STILL = tint(BLUE, 0.4)
_REACH, _HIGH, _LOW = 3.95, 1.9, 3.7
"""How far (Å) the drawing reaches to both sides, above and below the middle of the molecules."""
_TOWARDS = 0.35
"""From so many Å on a bond at the mirrored carbon comes towards the viewer or goes away."""
_FARTHEST, _FIT = 5.0, 0.3


@drawn(height_in=4.4)
def overlaid_forms(found: Overlay, figure: Figure) -> str:
    """Draw the molecule that stands still in pale blue and the turned one over it; beside them the distance by turn."""
    axes = plot(figure, left=0, right=240, top=66, bottom=0)
    axes.axis("off")
    axes.set(xlim=(-_REACH, _REACH), ylim=(-_LOW, _HIGH), aspect="equal")
    _molecule(axes, found.still, _STILL, 6.5)
    _molecule(axes, found.moved, INK, 2.2)
    beside = add_plot(figure, left=586, right=32, top=104)
    beside.plot(found.turns_deg, found.distances, color=INK, linewidth=1.8)
    beside.plot(found.turn_deg, found.distance, "o", color=RED, markersize=9, zorder=4, clip_on=False)
    beside.axvline(found.turn_deg, color=RED, linewidth=1.4, zorder=1)
    beside.axhline(found.closest, color=GREY, linewidth=1, linestyle=":")
    beside.set(xlim=(-180, 180), xticks=(-180, 0, 180), ylim=(-0.2, _FARTHEST), yticks=(0, 2, 4), xlabel="Turn, °")
    name_y(beside, "Apart, Å")
    key = [("S-ketamine, held", -3.7, -2.95, _STILL, 6.5), (f"{found.moved.name}, turned", -3.7, -3.35, INK, 2.2)]
    for name, x, y, colour, width in key:
        axes.plot([x, x + 0.5], [y, y], color=colour, linewidth=width)
        words(axes, [(name, x + 0.65, y)], "left")
    words(axes, [("N nitrogen, O oxygen,", 1.2, -2.95), ("Cl chlorine", 1.2, -3.35)], "left", ink(GREY))
    fits = found.distance < _FIT
    finding = f"Matching atoms lie {found.distance:.1f} Å apart on average" + (": they fit" if fits else "")
    best = f"no turning brings them closer than {found.closest:.1f} Å" if found.closest > _FIT else "one turn fits"
    heading(figure, finding, f"Computed shape, not measured; {best}")
    return (
        f"{finding}. {found.moved.name}, turned {minus(found.turn_deg)}° and laid over S-ketamine, which is held "
        f"still: {found.distance:.1f} ångström. The closest that any turning can bring them is {found.closest:.1f}. "
        "Beside the molecules stands the distance at every turn about the upright axis. At the carbon where the forms "
        "differ bonds towards you are wedges, bonds away from you rungs. Shapes were computed from the structural "
        "formula; real molecules bend and turn."
    )


def _molecule(axes: Axes, molecule: Molecule, colour: str, width: float) -> None:
    places, depth = molecule.positions[:, :2], molecule.positions[:, 2]
    centre = _mirrored_carbon(molecule)
    lines, doubles, wedges, hashes = [], [], [], []
    for first, second, order in sorted(molecule.bonds, key=lambda bond: depth[bond[0]] + depth[bond[1]]):
        start, end = (first, second) if first == centre else (second, first)
        toward = depth[end] - depth[start]
        if start == centre and toward > _TOWARDS:
            wedges.append(_wedge(places[start], places[end], 0.028 * width))
        elif start == centre and toward < -_TOWARDS:
            hashes += _rungs(places[start], places[end], 0.028 * width)
        else:
            lines.append(places[[first, second]])
            doubles += [places[[first, second]]] if order == 2 else []
    for drawn_lines, look, thick in ((lines, colour, width), (doubles, PAPER, width / 3), (hashes, colour, 1.6)):
        axes.add_collection(
            LineCollection(drawn_lines, colors=look, linewidths=thick, capstyle="round", zorder=3), autolim=False
        )
    axes.add_collection(PolyCollection(wedges, facecolors=colour, linewidths=0, zorder=3), autolim=False)
    for element, look in _COLOURS.items():
        at = places[[each == element for each in molecule.elements]]
        axes.plot(*at.T, "o", color=PAPER, markersize=17, markeredgecolor=look, markeredgewidth=width / 2, zorder=6)
        words(axes, [(element, x, y) for x, y in at], "center", ink(look))
        axes.collections[-1].set_zorder(7)


def _mirrored_carbon(molecule: Molecule) -> int:
    """The atom with four neighbours, at which the two forms differ."""
    ends = [atom for first, second, _ in molecule.bonds for atom in (first, second)]
    return max(range(len(molecule.elements)), key=ends.count)


def _across(start: Array, end: Array) -> Array:
    along = end - start
    return np.array((-along[1], along[0])) / max(float(np.hypot(*along)), 0.1)


def _wedge(start: Array, end: Array, half: float) -> Array:
    """A bond that comes towards the viewer: a triangle that widens to `half` on either side."""
    aside = half * _across(start, end)
    return np.array([start, end + aside, end - aside])


def _rungs(start: Array, end: Array, half: float) -> list[Array]:
    """A bond that goes away from the viewer: rungs that widen to `half` on either side."""
    aside = half * _across(start, end)
    shares = np.linspace(0.15, 1, 7)
    return [
        np.array([start + share * (end - start + aside), start + share * (end - start - aside)]) for share in shares
    ]
