"""Other drugs on the NMDA receptor against placebo: points better, with an interval where one was printed."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import GREEN, INK, LIGHT, ORANGE, RED
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.unknowns.blockers import Blockers, BlockerTrial, BlockerVerdict

_LOOKS = {
    BlockerVerdict.BETTER: ("o", GREEN),
    BlockerVerdict.MIXED: ("D", ORANGE),
    BlockerVerdict.NO_DIFFERENCE_SHOWN: ("s", RED),
}
_LINES = 10
_UNKNOWN = -3.2
"""Where marks without a number stand on the axis of points."""


@drawn(height_in=5)
def blocked(result: Blockers, figure: Figure) -> str:
    """A line for every drug, marks without a number at the left edge."""
    axes = panel(figure, left=0.36, right=0.76, bottom=0.12, top=0.82)
    axes.axvline(0, color=INK, linewidth=1)
    for y, each in enumerate(result.trials):
        shape, colour = _LOOKS[each.verdict]
        if each.interval:
            axes.hlines(y, *each.interval, color=INK, linewidth=2)
        face, edge = (LIGHT, colour) if each.better is None else (colour, INK)
        x = _UNKNOWN if each.better is None else each.better
        axes.plot(x, y, shape, color=face, markeredgecolor=edge, markersize=10)
    names = [f"{each.drug}{f' ({each.people})' if each.people else ''}" for each in result.trials]
    words(axes, [(name, -4.6, y) for y, name in enumerate(names)], "right")
    words(axes, [(each.outcome, 13.9, y) for y, each in enumerate(result.trials)], "left")
    axes.set(xlim=(-4.3, 13.5), ylim=(_LINES - 0.5, -0.7), xlabel="Points better than placebo")
    axes.set_yticks([])
    axes.set_xticks((0, 5, 10))
    axes.spines["left"].set_visible(False)
    keys = (("● better", -0.8), ("◆ mixed", -0.5), ("■ no difference shown (pale: no number)", -0.2))
    for text, x in keys:
        axes.text(x, 1.045, text, transform=axes.transAxes, fontsize=10)
    count = len(result.trials)
    axes.set_title(f"{result.told_better} of {count} shown better ({result.kind}; {result.shown})", x=-0.8, y=1.115)
    told = "; ".join(map(_words, result.trials))
    return (
        f"{counted(count, 'drug')} ({result.kind}; {result.shown}), {result.told_better} shown better than placebo. "
        f"{told}."
    )


def _words(each: BlockerTrial) -> str:
    number = "no number printed" if each.better is None else f"{each.better:g} points better"
    if each.interval:
        number += f" ({each.interval_percent}% interval {minus(each.interval[0])} to {each.interval[1]:g})"
    return f"{each.drug}, {each.outcome}: {number}, {each.verdict} ({each.note})"
