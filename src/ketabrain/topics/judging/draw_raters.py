"""Two raters of the same pages, and their agreement among published ones."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE
from ketabrain.engine.numerals import minus
from ketabrain.topics.judging.raters import TwoRaters


def agreement(result: TwoRaters, figure: Figure) -> str:
    """Marks of two raters (left), their kappa among published ones (right)."""
    left, right = panels(figure, (1, 1.1), left=0.11, right=0.97, bottom=0.15, top=0.86, gap=0.1)
    left.plot((0.5, 5.5), (0.5, 5.5), color=LIGHT, linewidth=8, zorder=0)
    spots: dict[tuple[int, int], int] = {}
    for a, b in zip(result.first, result.second, strict=True):
        spots[int(a), int(b)] = spots.get((int(a), int(b)), 0) + 1
    for (a, b), count in spots.items():
        left.plot(a, b, "o", color=BLUE, markeredgecolor=INK, markersize=5 + 3 * count**0.5)
    left.set(xlim=(0.5, 5.5), ylim=(0.5, 5.5), xlabel="First rater", ylabel="Second rater")
    left.set_title(f"{100 * result.same:.0f}% the same mark", x=-0.1)
    for y, each in enumerate(result.published):
        right.hlines(y, each.low, each.high, color=INK, linewidth=2.2)
        right.plot(each.kappa, y, "s", color=GREY, markeredgecolor=INK, markersize=9)
        words(right, [(each.raters, 0.98, y - 0.3)], "right")
    if result.kappa is not None:
        rows = np.arange(len(result.published))  # at the marks only: a line from end to end would run through the words
        right.vlines([result.kappa] * len(rows), rows - 0.17, rows + 0.45, color=ORANGE, linewidth=2.6)
    right.axvline(0, color=INK, linewidth=0.8)
    right.set(xlim=(-0.3, 1.02), ylim=(2.5, -0.7), xlabel="Kappa: 0 chance, 1 agreement")
    right.set_yticks([])
    shown = "not defined" if result.kappa is None else minus(round(result.kappa, 2))
    right.set_title(f"Kappa of these two: {shown}", x=0)
    told = "; ".join(f"{each.raters}: {each.kappa:g} ({each.low:g} to {each.high:g})" for each in result.published)
    return (
        f"Two invented raters of {result.pages} pages, each right in {100 * result.careful:.0f}% of cases and guessing "
        f"else: {100 * result.same:.0f}% the same mark, weighted kappa {shown}. Published: {told}. Illustration."
    )
