"""Two mirror forms of ketamine laid over each other, seen from the front."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, PAPER, RED, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.channel.molecule import Molecule, Overlay

_COLOURS = {"N": BLUE, "O": RED, "Cl": GREEN}


@drawn(height_in=4.4)
def overlaid_forms(found: Overlay, figure: Figure) -> str:
    """Draw the molecule that stands still in grey and the turned one in front of it, heteroatoms named."""
    axes = panel(figure, left=0.01, right=0.99, bottom=0.01, top=0.9)
    axes.set(xlim=(-8.7, 8.7), ylim=(-4.6, 4.4), aspect="equal")
    axes.axis("off")
    _molecule(axes, found.still, GREY, 4.5)
    _molecule(axes, found.moved, INK, 2.0)
    fits = found.distance < 0.3
    axes.set_title(
        f"Matching atoms lie {found.distance:.1f} Å apart on average" + (": they fit" if fits else ""), x=0.02
    )
    axes.text(-8.5, -4.3, "thick grey: S-ketamine, held still", fontsize=SMALL, va="center")
    axes.text(-8.5, -3.6, f"thin dark: {found.moved.name}, turned by you", fontsize=SMALL, va="center")
    axes.text(8.5, -4.3, "N nitrogen   O oxygen   Cl chlorine", fontsize=SMALL, va="center", ha="right")
    return (
        f"{found.moved.name}, turned {minus(found.turn_deg)}° and laid over S-ketamine: matching atoms lie "
        f"{found.distance:.1f} ångström apart on average. The closest that any turning can bring them is "
        f"{found.closest:.1f}. Shapes were computed from the structural formula; real molecules bend and turn."
    )


def _molecule(axes: Axes, molecule: Molecule, colour: str, width: float) -> None:
    places, depth = molecule.positions[:, :2], molecule.positions[:, 2]
    for first, second, order in molecule.bonds:
        (x0, y0), (x1, y1) = places[first], places[second]
        z = depth[first] + depth[second]
        axes.plot([x0, x1], [y0, y1], color=colour, linewidth=width, zorder=3 + 0.1 * z, solid_capstyle="round")
        if order == 2:
            axes.plot([x0, x1], [y0, y1], color=PAPER, linewidth=width / 3, zorder=3.01 + 0.1 * z)
    rim = width / 2
    for element, (x, y), z in zip(molecule.elements, places, depth, strict=True):
        if element in _COLOURS:
            order, ring = 6 + 0.1 * z, _COLOURS[element]
            axes.plot(x, y, "o", color=PAPER, markersize=15, markeredgecolor=ring, markeredgewidth=rim, zorder=order)
            axes.text(x, y, element, color=colour, fontsize=SMALL, ha="center", va="center", zorder=order + 0.01)
