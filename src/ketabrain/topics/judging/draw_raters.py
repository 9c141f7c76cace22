"""Two raters of the same pages, and their agreement among published ones."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import above, direct, heading, interval, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.judging.raters import TwoRaters

_AREA = 18.0
"""Area of the dot of one page, in square points."""


def agreement(result: TwoRaters, figure: Figure) -> str:
    """Marks of two raters (left), their kappa among published ones (right)."""
    left, right = plots(figure, (1, 1.3), left=40, right=24, gap=56)
    left.plot((0.5, 5.5), (0.5, 5.5), color=LIGHT, linewidth=14, zorder=0)
    spots, counts = np.unique(np.column_stack([result.first, result.second]).astype(int), axis=0, return_counts=True)
    left.scatter(spots[:, 0], spots[:, 1], _AREA * counts, color=BLUE, alpha=0.85, linewidths=0, clip_on=False)
    left.set(xlim=(0.5, 5.5), ylim=(0.5, 5.5), xticks=range(1, 6), yticks=range(1, 6), xlabel="first rater")
    name_y(left, "second rater")
    direct(left, "same mark", 5.35, 4.45, GREY, "right", right=0)
    right.set(xlim=(-0.3, 1.02), ylim=(len(result.published) - 0.4, -0.7), yticks=())
    for y, each in enumerate(result.published):
        interval(right, y, each.low, each.kappa, each.high, INK, marker="s", size=9)
        words(right, [(each.raters, 1, y - 0.32)])
    right.set_xlabel("kappa (0: by chance)")
    right.axvline(0, color=GREY, linewidth=1, zorder=0)
    if result.kappa is not None:
        rows = np.arange(len(result.published))  # at the marks only: a line from end to end would run through the words
        right.vlines([result.kappa] * len(rows), rows - 0.16, rows + 0.42, color=RED, linewidth=3)
    words(right, [("published", 0, 14)], "left", ink(GREY), above(right))
    words(right, [("these two", 90, 14)], "left", ink(RED), above(right))
    shown = "not defined" if result.kappa is None else minus(round(result.kappa, 2))
    heading(
        figure,
        f"The same mark on {100 * result.same:.0f}% of pages, yet a kappa of {shown}"
        if result.kappa is not None and result.kappa < result.same - 0.1
        else f"The same mark on {100 * result.same:.0f}% of pages, a kappa of {shown}",
        f"Illustration: {result.pages} pages, area is their number. Squares: 95% intervals",
    )
    told = "; ".join(f"{each.raters}: {each.kappa:g} ({each.low:g} to {each.high:g})" for each in result.published)
    return (
        f"Two invented raters give the same mark on {100 * result.same:.0f}% of {result.pages} pages, a weighted kappa "
        f"of {shown}. Each is right in {100 * result.careful:.0f}% of cases and guesses else. Published: {told}. "
        "Illustration."
    )
