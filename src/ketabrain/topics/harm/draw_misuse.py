"""Misuse: points by year that are joined within one method only, and deaths counted in three ways."""

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, LINES, ORANGE, SMALL
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.misuse import Deaths, MisuseSeries, SeriesAxis

_SHAPES = ("o", "s", "D", "^")


@drawn(height_in=4)
def series(result: MisuseSeries, figure: Figure) -> str:
    """Points by year, a line and a shape for each method."""
    axes = panel(figure, left=0.12, right=0.97, bottom=0.16, top=0.74)
    rows, values = result.rows, result.rows["value"]
    for place, method in enumerate(result.methods):
        own = rows[rows["method"] == method]
        colour, dash = LINES[place]
        axes.plot(own["year"], own["value"], _SHAPES[place], color=colour, linestyle=dash, markeredgecolor=INK,
                  markersize=10)  # fmt: skip
        axes.text(
            0.02 + 0.5 * (place % 2), 1.13 - 0.085 * (place // 2), method, transform=axes.transAxes, fontsize=SMALL
        )
        axes.plot(0.0 + 0.5 * (place % 2), 1.15 - 0.085 * (place // 2), _SHAPES[place], color=colour, markersize=7,
                  markeredgecolor=INK, transform=axes.transAxes, clip_on=False)  # fmt: skip
    low, high = float(values.min()), float(values.max())
    bottom = 0.0 if result.scale is SeriesAxis.FROM_ZERO else low - 0.15 * (high - low)
    axes.set(ylim=(bottom, high + 0.15 * (high - low)), xlim=(rows["year"].min() - 1, rows["year"].max() + 1))
    axes.set(xlabel="Year", ylabel=result.unit)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_title(f"{result.series} ({result.scale})", x=-0.1, y=1.24)
    told = "; ".join(
        f"{row.method}, {row.year:g}: {row.value:g} {row.unit}{f' ({row.note})' if row.note else ''}"
        for row in rows.itertuples()
    )
    return (
        f"{result.series}, axis {result.scale}. {told}. Points of {counted(len(result.methods), 'way')} of counting; "
        "lines join points of one way only."
    )


@drawn(height_in=3.8)
def three_ways(result: Deaths, figure: Figure) -> str:
    """Nested bars: detected, involved, alone; the chosen way framed."""
    axes = canvas(figure, 0.9, 342)
    top = max((count or 0) for count in result.counts.values())
    for place, (way, count) in enumerate(result.counts.items()):
        y, chosen = 40 + 58 * place, way == result.way
        words(axes, [(way, 175, y + 20)], "right", INK if chosen else GREY)
        if count is None:
            words(axes, [("not printed", 190, y + 20)], "left")
            continue
        wide = 450 * count / top
        axes.fill_between((190, 190 + wide), y, y + 40, facecolor=ORANGE if chosen else LIGHT, edgecolor=INK,
                          linewidth=3 if chosen else 1)  # fmt: skip
        words(axes, [(f"{count:,}", 198 + wide, y + 20)], "left", BLUE if chosen else INK)
    lines = [result.note]
    if result.per_100_000 is not None:
        lines.insert(0, f"{result.way}: {result.per_100_000:,.0f} of every 100,000 examined ({result.examined:,}).")
    if result.others_percent is not None:
        lines.insert(0, f"Other drugs were found in {result.others_percent:g}%.")
    words(axes, [(line, 20, 250 + 26 * place) for place, line in enumerate(lines)], "left")
    shown = "not printed" if result.count is None else f"{result.count:,}"
    axes.set_title(f"{result.place}, {result.period}: {result.way}: {shown}", x=0.02, y=1.0)
    told = "; ".join(f"{way}: {'not printed' if count is None else count}" for way, count in result.counts.items())
    return f"Deaths with ketamine, {result.place}, {result.period}. {told}. Chosen: {result.way}. {' '.join(lines)}"
