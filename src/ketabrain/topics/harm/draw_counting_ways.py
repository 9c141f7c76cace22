"""One effect, counted in two ways: bars for the spray and for placebo, a range where trials differ."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, INK, ORANGE, SMALL
from ketabrain.topics.harm.counting_ways import CountingWay, TwoWays

_LOOKS = {"spray": (ORANGE, ""), "placebo": (BLUE, "//")}
_ORDER = tuple((way, arm) for way in (CountingWay.REPORTED, CountingWay.MEASURED) for arm in _LOOKS)


@drawn(height_in=3.8)
def bars_by_way(result: TwoWays, figure: Figure) -> str:
    """Bars in percent of people."""
    axes = panel(figure, left=0.2, right=0.97, bottom=0.15, top=0.87)
    found = {(each.way, each.arm): each for each in result.counts}
    for y, (way, arm) in enumerate(_ORDER):
        axes.text(-1, y, f"{way}, {arm}", ha="right", va="center", fontsize=SMALL)
        if (way, arm) not in found:
            shown = result.way in (CountingWay.BOTH, way)
            words(axes, [("not printed" if shown else "not shown", 1, y)], "left")
            continue
        each, (colour, hatch) = found[way, arm], _LOOKS[arm]
        axes.barh(y, each.low, height=0.42, color=colour, edgecolor=INK, hatch=hatch)
        axes.barh(y, each.high - each.low, left=each.low, height=0.42, color=colour, edgecolor=INK, alpha=0.45)
        words(axes, [(each.words, each.high + 1, y)], "left")
        words(axes, [(each.note, 0, y - 0.37)], "left")
    axes.set(xlim=(0, 85), ylim=(3.5, -0.75), xlabel="% of people")
    axes.set_yticks([])
    axes.set_title(f"{result.effect[0].upper()}{result.effect[1:]}, counted: {result.way}", x=-0.24)
    told = "; ".join(f"{each.way}, {each.arm}: {each.words} ({each.note})" for each in result.counts)
    return (
        f"{result.effect}, esketamine spray and placebo. {told}. "
        "Both kinds of number are right; they answer two questions."
    )
