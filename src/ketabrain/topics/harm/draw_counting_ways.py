"""One effect, counted in two ways: bars for the spray and for placebo, a range where trials differ."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, INK, ink
from ketabrain.topics.harm.counting_ways import Count, CountingWay, TwoWays

_COLOURS = {"spray": BLUE, "placebo": GREY}
_ORDER = (CountingWay.REPORTED, CountingWay.MEASURED)
_BLOCK = 3.1
"""Rows that a way of counting takes: its name, spray, placebo, and a gap."""
_HIGHEST = 100


@drawn(height_in=4)
def bars_by_way(result: TwoWays, figure: Figure) -> str:
    """A block for each way of counting, with bars in percent of people; what is not chosen is pale."""
    axes = plot(figure, left=92, right=34, top=74, bottom=62)
    axes.set(
        xlim=(0, _HIGHEST),
        ylim=(2 * _BLOCK - 0.4, -0.6),
        xlabel="% of people",
        yticks=(),
        xticks=(0, 20, 40, 60, 80, 100),
    )
    for place, way in enumerate(_ORDER):
        found = {each.arm: each for each in result.every if each.way is way}
        _block(axes, _BLOCK * place, way, found, pale=result.way not in (CountingWay.BOTH, way))
    effect = f"{result.effect[0].upper()}{result.effect[1:]}"
    shown = "pale end: range over trials"
    heading(figure, f"{effect}: {_spray(result)}", shown)
    told = "; ".join(f"{each.way}, {each.arm}: {each.words} ({each.note})" for each in result.counts)
    return (
        f"{effect} with the spray: {_spray(result)}. Esketamine spray and placebo. {told}. "
        "Both kinds of number are right; they answer two questions."
    )


def _spray(result: TwoWays) -> str:
    """Shares with the spray by each way, in words."""
    shares = {each.way: each.words for each in result.every if each.arm == "spray"}
    return ", ".join(f"{shares[way]} {way}" for way in _ORDER if result.way in (CountingWay.BOTH, way))


def _block(axes: Axes, top: float, way: CountingWay, found: dict[str, Count], *, pale: bool) -> None:
    colour = ink(GREY) if pale else INK
    note = next((each.note for each in found.values()), "")
    words(axes, [(f"{way}: {note}", 0.4, top)], "left", colour, bold=not pale)
    for row, arm in enumerate(_COLOURS):
        y = top + 0.85 + 0.9 * row
        words(axes, [(arm, -1, y)], "right", colour)
        if arm not in found:
            words(axes, [("not printed", 1, y)], "left", ink(GREY))
            continue
        each, share = found[arm], 0.3 if pale else 1.0
        own = tint(_COLOURS[arm], share)
        axes.barh(y, each.low, height=0.62, color=own)
        axes.barh(y, each.high - each.low, left=each.low, height=0.62, color=tint(_COLOURS[arm], 0.45 * share))
        of = "" if each.people is None else f" of {each.people}"
        words(axes, [(f"{each.words}{of}", each.high + 1, y)], "left", colour)
