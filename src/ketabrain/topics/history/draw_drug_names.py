"""A family tree of names: phencyclidine, the mixed drug, and the two mirror forms that are in it."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Wedge

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER
from ketabrain.topics.history.drug_names import DrugFamily

_BOXES = {
    "phencyclidine": (27.0, 95.0),
    "ketamine": (295.0, 95.0),
    "esketamine": (560.0, 40.0),
    "arketamine": (560.0, 150.0),
}
"""Upper left corners in pixels."""
_WIDE, _HIGH = 172.0, 76.0
_ARROWS = (("phencyclidine", "ketamine"), ("ketamine", "esketamine"), ("ketamine", "arketamine"))


@drawn(height_in=3.8)
def drug_names(result: DrugFamily, figure: Figure) -> str:
    """The tree with one name framed, and what it is below."""
    asked = result.asked
    axes = canvas(figure, 0.9, 342)
    for start, end in _ARROWS:
        (x, y), (to_x, to_y) = _BOXES[start], _BOXES[end]
        axes.add_patch(
            FancyArrowPatch(
                (x + _WIDE + 6, y + _HIGH / 2), (to_x - 6, to_y + _HIGH / 2), arrowstyle="-|>", mutation_scale=18,
                color=GREY, linewidth=2, linestyle="--" if start == "phencyclidine" else "-",
            )
        )  # fmt: skip
    words(axes, [("replaced by", 247, 116)], "center", GREY)
    for member in result.members:
        _box(axes, member.name, member.forms, member == asked)
    lines = [f"Sold: {asked.sold}.", f"For: {asked.use}.", asked.note]
    words(axes, [(line, 30, 262 + 25 * place) for place, line in enumerate(lines)], "left")
    axes.set_title(f"{asked.name[0].upper()}{asked.name[1:]}: mirror forms in it: {asked.forms}", x=0.035, y=1.0)
    return (
        f"{asked.name}, mirror forms in it: {asked.forms} (of 2). {' '.join(lines)} Schematic: half-discs stand for "
        "S (left) and R (right)."
    )


def _box(axes: Axes, name: str, forms: str, chosen: bool) -> None:
    x, y = _BOXES[name]
    axes.add_patch(
        FancyBboxPatch(
            (x, y), _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=8", facecolor=LIGHT if chosen else PAPER,
            edgecolor=INK if chosen else GREY, linewidth=3 if chosen else 1.2,
        )
    )  # fmt: skip
    if forms == "neither":
        words(axes, [(name, x + _WIDE / 2, y + _HIGH / 2)], "center")
        return
    words(axes, [(name, x + 70, y + _HIGH / 2)], "left")
    centre = (x + 36, y + _HIGH / 2)
    for form, colour, first, last in (("S", BLUE, 90, 270), ("R", ORANGE, 270, 450)):
        face = colour if form in forms else PAPER
        axes.add_patch(Wedge(centre, 24, first, last, facecolor=face, edgecolor=INK, linewidth=1.2))
        if form in forms:
            words(
                axes, [(form, x + (25 if form == "S" else 47), y + _HIGH / 2)], "center", PAPER if form == "S" else INK
            )
