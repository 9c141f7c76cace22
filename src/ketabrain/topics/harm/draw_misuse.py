"""Misuse: points by year that are joined within one method only, and deaths counted in three ways."""

from math import log10

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, direct, heading, name_y, plot, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LINES, ORANGE, PAPER, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.misuse import DeathCount, DeathPlace, Deaths, DeathTally, MisuseSeries, SeriesAxis

_SHAPES = ("o", "s", "D", "^")
_ABOVE: dict[str, tuple[int, str, float, float]] = {
    "survey until 2019": (-1, "right", 6.0, 19.0),
    "first count": (0, "left", -8.0, 20.0),
}
"""Names that stand above a point instead of beside the last: which point, alignment, and pixels from it."""
_NAMES = 236.0
"""Pixels that the names of places take, with the edge."""
_DECADES = (-0.1, 3.3)
"""Ends of the axis of deaths, as powers of ten."""
_SHORT = {DeathCount.DETECTED: "detected", DeathCount.INVOLVED: "involved", DeathCount.ALONE: "alone"}
_MARKS = {
    DeathCount.DETECTED: ("o", BLUE, "center"),
    DeathCount.INVOLVED: ("s", ORANGE, "right"),
    DeathCount.ALONE: ("D", GREEN, "center"),
}
"""Marker, colour, and to which side the name of each way of counting goes."""


@drawn(height_in=4)
def series(result: MisuseSeries, figure: Figure) -> str:
    """Points by year, a line and a shape for each method."""
    axes = plot(figure, right=176)
    found, values = result.rows, result.rows["value"]
    low, high = float(values.min()), float(values.max())
    bottom = 0.0 if result.scale is SeriesAxis.FROM_ZERO else low - 0.15 * (high - low)
    axes.set(ylim=(bottom, high + 0.15 * (high - low)), xlim=(found["year"].min() - 1, found["year"].max() + 1))
    axes.set(xlabel="Year")
    for place, method in enumerate(result.methods):
        own = found[found["method"] == method]
        colour, dash = LINES[place]
        axes.plot(own["year"], own["value"], _SHAPES[place], color=colour, linestyle=dash, linewidth=1.5, markersize=12)
        _name_of_method(axes, method, own, colour)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    name_y(axes, result.unit)
    told = "; ".join(
        f"{row.method}, {row.year:g}: {row.value:,g} {row.unit}{f' ({row.note})' if row.note else ''}"
        for row in found.itertuples()
    )
    first, last = found.iloc[0], found.iloc[-1]
    finding = f"{first['value']:,g} in {int(first['year'])}, {last['value']:,g} in {int(last['year'])}"
    ways = counted(len(result.methods), "way")
    if len(result.methods) > 1:
        finding = f"{ways} of counting, not to be joined"
    named = f"{result.series[0].upper()}{result.series[1:]}"
    heading(figure, f"{named}: {finding}", f"points as printed; nothing is known between them · axis {result.scale}")
    return (
        f"{named}: {finding}. Axis {result.scale}. {told}. Points of {ways} of counting; lines join points of one way "
        "only, and nothing is known between two points."
    )


def _name_of_method(axes: Axes, method: str, own: pd.DataFrame, colour: str) -> None:
    """The name beside its last point, in two lines if it is long, or above a point where there is more room."""
    point, align, right, up = _ABOVE.get(method, (-1, "left", 16.0, 0.0))
    x, y = float(own["year"].iloc[point]), float(own["value"].iloc[point])
    lines = method.split(", with ")
    if len(lines) > 1:
        lines = [f"{lines[0]},", f"with {lines[1]}"]
    for line, text in enumerate(lines):
        direct(axes, text, x, y, colour, align, right=right, up=up + 9 * (len(lines) - 1) - 18 * line)


@drawn(height_in=4)
def three_ways(result: DeathTally, figure: Figure) -> str:
    """A row for each place with its counts on one axis, the chosen place in ink."""
    own = result.everywhere.index(result.picked)
    names = ["" if row == own else _of_how_many(each) for row, each in enumerate(result.everywhere)]
    column = Column(head="not printed", texts=[_not_printed(each) for each in result.everywhere], width=160)
    axes = rows(figure, names, [column], left=_NAMES, pale=_without(own, len(names)))
    axes.set(xlim=_DECADES, xlabel="Deaths (logarithmic)", xticks=(0, 1, 2, 3))
    axes.set_xticklabels(["1", "10", "100", "1,000"])
    axes.axhspan(own - 0.48, own + 0.48, color=tint(RED, 0.1), linewidth=0)
    for row, each in enumerate(result.everywhere):
        _counts(axes, row, each, chosen=row == own)
    picked = result.picked
    words(axes, [(_of_how_many(picked), -0.026, own)], "right", INK, axes.get_yaxis_transform(), bold=True)
    told = ", ".join(f"{_SHORT[way]} in {count:,}" for way, count in picked.counts.items() if count is not None)
    heading(figure, f"{picked.place}: {told}", f"{picked.period} · not a risk")
    return _deaths_in_words(result)


def _counts(axes: Axes, row: int, deaths: Deaths, *, chosen: bool) -> None:
    """Marks joined by a bar; the first row, which has them all, names them, the chosen one says its numbers."""
    known = {way: log10(count) for way, count in deaths.counts.items() if count}
    share = 1.0 if chosen else 0.4
    if len(known) > 1:
        axes.hlines(row, min(known.values()), max(known.values()), color=tint(GREY, 0.5 * share), linewidth=7)
    for way, x in known.items():
        marker, colour, align = _MARKS[way]
        axes.plot(x, row, marker, color=tint(colour, share), markersize=12, markeredgecolor=PAPER)
        if row == 0:
            direct(axes, _SHORT[way], x, row, INK, align, right=-4 if align == "right" else 0, up=19)
    if chosen:
        numbers = [(f"{deaths.counts[way]:,}", x, row + 0.33) for way, x in known.items()]
        words(axes, numbers, "center")


def _without(row: int, count: int) -> list[int]:
    return [each for each in range(count) if each != row]


def _of_how_many(deaths: Deaths) -> str:
    what = "calls" if deaths.place is DeathPlace.US_POISON_CENTRES else "deaths"
    return deaths.place if deaths.examined is None else f"{deaths.place}, {deaths.examined:,} {what}"


def _not_printed(deaths: Deaths) -> str:
    unseen = [_SHORT[way] for way, count in deaths.counts.items() if count is None]
    return ", ".join([*([] if deaths.examined else ["total"]), *unseen])


def _deaths_in_words(result: DeathTally) -> str:
    picked = result.picked
    told = "; ".join(
        f"{way}: {'not printed' if count is None else f'{count:,}'}" for way, count in picked.counts.items()
    )
    first = f"Deaths with ketamine, {picked.place}, {picked.period}: {told}."
    of = "how many in all is not printed" if picked.examined is None else f"of {picked.examined:,}"
    every = "; ".join(
        f"{each.place} {', '.join(f'{way} {count:,}' for way, count in each.counts.items() if count is not None)}"
        for each in result.everywhere
    )
    others = f"Other drugs were found in {picked.others_percent:g}%. " if picked.others_percent else ""
    shares = "; ".join(
        f"{way} {100_000 * count / picked.examined:,.0f}"
        for way, count in picked.counts.items()
        if picked.examined and count
    )
    per = f" Of every 100,000: {shares}." if shares else ""
    return f"{first} Counted {of}.{per} {others}{picked.note} On one logarithmic axis: {every}."
