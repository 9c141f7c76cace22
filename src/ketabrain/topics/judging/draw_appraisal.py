"""Marks of an instrument as dots, one item in focus. What each item asks, and why it got its mark, is the table's."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE
from ketabrain.topics.judging.appraisal import MOST_ITEMS, Appraisal

_DOT, _FOCUS = 10, 18
"""Size of a mark, and of the one in focus, in points."""


@drawn(height_in=3.8)
def marks(result: Appraisal, figure: Figure) -> str:
    """Our marks from 1 to 5 for every item, in the order of the instrument; below 3 an item fails."""
    axes = plot(figure, left=40)
    axes.axhspan(0.5, 2.5, color=LIGHT, alpha=0.6, linewidth=0, zorder=0)
    direct(axes, "fails", MOST_ITEMS + 0.85, 0.68, GREY, "right", right=0)
    for failed, shape, colour in ((False, "o", BLUE), (True, "s", ORANGE)):
        items = [each for each in result.items if (each.mark < 3) == failed and each is not result.focus]
        axes.plot([each.number for each in items], [each.mark for each in items], shape, color=colour, markersize=_DOT,
                  alpha=0.55)  # fmt: skip
    focus = result.focus
    axes.vlines(focus.number, 0.5, focus.mark, color=INK, linewidth=3, zorder=1)
    axes.plot(
        focus.number, focus.mark, "s" if focus.mark < 3 else "o", color=ORANGE if focus.mark < 3 else BLUE,
        markeredgecolor=INK, markeredgewidth=1.8, markersize=_FOCUS,
    )  # fmt: skip
    axes.set(xlim=(0.3, MOST_ITEMS + 0.9), ylim=(0.5, 5.4), yticks=(1, 2, 3, 4, 5), xlabel="Item")
    axes.set_xticks([1, 4, 7, 10, 13, 16])
    name_y(axes, "our mark")
    count = len(result.items)
    heading(
        figure,
        f"The article fails {result.failed} of {count} items of {result.instrument}",
        f"Item {focus.number}: {focus.question[0].lower()}{focus.question[1:]}",
    )
    told = "; ".join(f"{each.number} {each.question}: {each.ours}" for each in result.items)
    first = f"By our marks the article fails {result.failed} of {count} items of {result.instrument}."
    return (
        f"{first} Item {focus.number} of {count}, {focus.question}: {focus.ours}. {focus.why} A mark below 3 of 5 "
        f"fails. All: {told}. Licence of the instrument: {result.licence}."
    )
