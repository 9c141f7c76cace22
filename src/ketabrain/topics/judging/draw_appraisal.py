"""Marks of an instrument as bars, one item in focus."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, INK, ORANGE
from ketabrain.topics.judging.appraisal import Appraisal

_LINES = 16


@drawn(height_in=6)
def marks(result: Appraisal, figure: Figure) -> str:
    """Our marks from 1 to 5 for every item, the one in focus explained."""
    axes = panel(figure, left=0.5, right=0.97, bottom=0.17, top=0.9)
    for y, each in enumerate(result.items):
        colour = ORANGE if each.number == result.focus.number else BLUE
        axes.barh(y, each.mark, height=0.6, color=colour, edgecolor=INK, hatch="//" if each.mark < 3 else "")
        words(axes, [(each.ours, each.mark + 0.08, y)], "left")
    words(axes, [(f"{each.number}  {each.question}", -0.08, y) for y, each in enumerate(result.items)], "right")
    axes.set(xlim=(0, 6.2), ylim=(_LINES - 0.4, -0.7), xticks=(1, 2, 3, 4, 5), xlabel="Our mark")
    axes.set_yticks([])
    lines = [f"Item {result.focus.number}: {result.focus.ours}. {result.focus.why}", f"Licence: {result.licence}."]
    below = [(line, -1.02, -0.14 - 0.06 * place) for place, line in enumerate(lines)]
    words(axes, below, "left", transform=axes.transAxes)
    count = len(result.items)
    axes.set_title(f"{result.instrument}: {result.failed} of {count} items below 3", x=-1.02)
    told = "; ".join(f"{each.number} {each.question}: {each.ours}" for each in result.items)
    first = f"{result.instrument}, our rating of the article, {result.failed} of {count} below 3."
    return f"{first} {lines[0]} {told}. {lines[1]}"
