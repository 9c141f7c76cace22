"""A forest of links between detachment and an outcome, in which nulls are drawn as large as positive findings."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, GREY, INK, LIGHT, ORANGE, RED
from ketabrain.engine.numerals import brief, counted, minus
from ketabrain.topics.detachment.dissociation_links import Link, LinkOutcome, LinkResult, Links, LinkTime

_BEYOND = -12.0
"""Slopes below this many MADRS points per ten points of dissociation are drawn at the edge."""
_FEWEST = 8
"""Room is kept for at least so many rows, so that few rows do not drift apart."""
_COLOURS = {LinkResult.SHOWN: BLUE, LinkResult.OPPOSITE: RED}
_TIMES = {LinkTime.HOURS: "hours", LinkTime.DAY: "a day", LinkTime.WEEKS: "weeks"}
"""Short words for the times that are written beside a row."""
_KIND_TITLES = {
    LinkOutcome.MOOD: "r (negative: more relief)",
    LinkOutcome.BRAIN: "r, as printed",
    LinkOutcome.PAIN: "r, as printed",
}


@drawn(height_in=6)
def links(result: Links, figure: Figure) -> str:
    """Rows of correlations, of bands that a null leaves open, and of slopes."""
    left, right = panels(figure, (1.5, 0.75), left=0.44, right=0.975, bottom=0.1, top=0.91, gap=0.04)
    count = len(result.links)
    for axes in (left, right):
        axes.set_ylim(max(count, _FEWEST) - 0.4, -0.6)
        axes.set_yticks([])
        axes.axvline(0, color=GREY, linewidth=1)
        axes.spines["left"].set_visible(False)
    left.set(xlim=(-1, 1), xlabel=_KIND_TITLES[result.kind])
    right.set(xlim=(_BEYOND, 3), xlabel="MADRS per 10 points")
    right.xaxis.set_label_coords(0.4, right.xaxis.label.get_position()[1])  # its middle would put it at the edge
    right.xaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(value)))
    names = []
    for place, link in enumerate(result.links):
        _row(left, right, link, place)
        people = "n ?" if link.people is None else f"n {link.people}"
        names.append((f"{brief(link.study)}, {people}: {_short(link)}", -1.06, place))
    words(left, names, "right")
    if not count:
        left.text(0, 3, "No such test was found.", ha="center", va="center", fontsize=BODY)
    left.set_title("◆ printed  ▬ would have been missed  ▶ at least", x=-1.06)
    return _in_words(result)


def _row(left: Axes, right: Axes, link: Link, place: int) -> None:
    colour = _COLOURS.get(link.result, ORANGE)
    if link.slope is not None:
        value = link.slope.value
        right.plot([max(link.slope.low, _BEYOND), link.slope.high], [place] * 2, color=INK, linewidth=1.8)
        right.plot(value, place, "D", color=colour, markeredgecolor=INK, markersize=8)
    elif link.value is not None:
        left.plot([link.low or 0.0, link.high or 0.0], [place] * 2, color=INK, linewidth=1.8)
        left.plot(link.value, place, "D", color=colour, markeredgecolor=INK, markersize=8)
    elif link.low is not None and link.high is not None:
        left.plot([link.low, link.high], [place] * 2, color=colour, linewidth=8, alpha=0.6, solid_capstyle="butt")
    elif link.at_least is not None:
        end = 1.0 if link.at_least > 0 else -1.0
        left.plot([link.at_least, end], [place] * 2, color=LIGHT, linewidth=8, solid_capstyle="butt")
        left.plot(link.at_least, place, ">" if end > 0 else "<", color=colour, markeredgecolor=INK, markersize=9)
    else:
        words(left, [(link.result, 0.06, place)], "left", GREY)


def _short(link: Link) -> str:
    what = link.dissociation.split(",")[0]
    when = _TIMES.get(link.when)
    return f"{what}, {when}" if when else what


def _in_words(result: Links) -> str:
    told = []
    for link in result.links:
        people = "people not seen" if link.people is None else f"{link.people} people"
        group = f", {link.same_people}" if link.same_people else ""
        what = f"{link.study} ({people}{group}), {_short(link)}: {link.result}"
        if link.slope is not None:
            slope = link.slope
            what += f", {minus(round(slope.value, 2))} MADRS points per ten points ({_range(slope.low, slope.high)})"
        elif link.value is not None and link.low is not None and link.high is not None:
            what += f", r {minus(link.value)} ({_range(link.low, link.high)})"
        elif link.low is not None and link.high is not None:
            what += f", which leaves {_range(link.low, link.high)} open"
        elif link.at_least is not None:
            what += f", at least {minus(round(link.at_least, 2))} to be significant"
        told.append(what)
    when = "" if result.when is LinkTime.ALL else f" {result.when}"
    shared = sorted({link.same_people for link in result.links if link.same_people})
    return (
        f"Outcome: {result.kind}{when}; people {result.counted}; {counted(len(result.links), 'row')}. "
        + ("; ".join(told) if told else "no such test was found")
        + (f". Rows with the same name share people: {', '.join(shared)}." if shared else ".")
    )


def _range(low: float, high: float) -> str:
    return f"{minus(round(low, 2))} to {minus(round(high, 2))}"
