"""A family tree of names: phencyclidine, the mixed drug, and the two mirror forms that are in it."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Wedge

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, BODY, GREY, INK, ORANGE, PAPER, ink, pale
from ketabrain.topics.history.drug_names import DrugFamily, DrugName

_HIGH = 400
"""Height of the picture in pixels."""
_BOXES = {
    "phencyclidine": (22.0, 168.0),
    "ketamine": (304.0, 168.0),
    "esketamine": (552.0, 84.0),
    "arketamine": (552.0, 252.0),
}
"""Upper left corners in pixels."""
_WIDE, _TALL, _DISC = 190.0, 92.0, 31.0
_ARROWS = (("phencyclidine", "ketamine"), ("ketamine", "esketamine"), ("ketamine", "arketamine"))
_FORMS = {
    "neither": "is neither mirror form of ketamine", "S and R": "holds two mirror forms, S and R",
    "S": "is one of the two mirror forms, S", "R": "is one of the two mirror forms, R",
}  # fmt: skip


@drawn(height_in=_HIGH / 100)
def drug_names(result: DrugFamily, figure: Figure) -> str:
    """The tree with one name framed, and below each what it is for."""
    asked = result.asked
    axes = canvas(figure)
    for start, end in _ARROWS:
        (x, y), (to_x, to_y) = _BOXES[start], _BOXES[end]
        axes.add_patch(
            FancyArrowPatch(
                (x + _WIDE + 6, y + _TALL / 2), (to_x - 6, to_y + _TALL / 2), arrowstyle="-|>", mutation_scale=18,
                color=GREY, linewidth=2, linestyle="--" if start == "phencyclidine" else "-",
            )
        )  # fmt: skip
    words(axes, [("replaced by", 258, 196)], "center", ink(GREY))
    for member in result.members:
        _box(axes, member, member == asked)
    finding = f"{asked.name[0].upper()}{asked.name[1:]} {_FORMS[asked.forms]}"
    # Names of products begin with a capital, what is told in their place does not.
    sold = f"Sold as {asked.sold}" if asked.sold[0].isupper() else f"{asked.sold[0].upper()}{asked.sold[1:]}"
    heading(figure, finding, f"{sold}. Half-discs stand for mirror forms")
    return (
        f"{finding}. {asked.name}, mirror forms in it: {asked.forms} (of 2). Sold: {asked.sold}. For: {asked.use}. "
        f"{asked.note} Schematic: half-discs stand for S (left) and R (right)."
    )


def _box(axes: Axes, member: DrugName, chosen: bool) -> None:
    """A name with its mirror forms, in ink if chosen and else paler, and what it is used for."""
    x, y = _BOXES[member.name]
    colour = INK if chosen else ink(GREY)
    axes.add_patch(
        FancyBboxPatch(
            (x, y), _WIDE, _TALL, boxstyle="round,pad=0,rounding_size=10", facecolor=PAPER,
            edgecolor=INK if chosen else BEGAN, linewidth=3.5 if chosen else 1.6,
        )
    )  # fmt: skip
    uses = member.use.split("; ")
    words(axes, [(use, x + _WIDE / 2, y + _TALL + 17 + 19 * line) for line, use in enumerate(uses)], "center", colour)
    middle = y + _TALL / 2
    if member.forms == "neither":
        words(axes, [(member.name, x + _WIDE / 2, middle)], "center", colour, size=BODY, bold=chosen)
        return
    words(axes, [(member.name, x + 84, middle)], "left", colour, size=BODY, bold=chosen)
    for form, fill, first, last, side in (("S", BLUE, 90, 270, -1), ("R", pale(ORANGE), 270, 450, 1)):
        holds = form in member.forms
        axes.add_patch(
            Wedge((x + 43, middle), _DISC, first, last, facecolor=fill if holds else PAPER, edgecolor=colour,
                  linewidth=1.4)
        )  # fmt: skip
        if holds:
            letter = PAPER if form == "S" else INK
            words(axes, [(form, x + 43 + 14 * side, middle)], "center", letter, size=BODY, bold=True)
