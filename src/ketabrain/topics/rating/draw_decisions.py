"""Decisions by country on a line of years: a mark of its own shape, and a letter beside the line, for every kind."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PURPLE, RED, SKY
from ketabrain.engine.numerals import counted
from ketabrain.topics.rating.decisions import DecidedIn, DecisionKind, Decisions

_LOOKS = {
    DecisionKind.APPROVED: ("o", GREEN, "A"), DecisionKind.RECOMMENDED: ("H", SKY, "R"),
    DecisionKind.SUGGESTED: ("D", BLUE, "S"), DecisionKind.STATEMENT: ("s", GREY, "T"),
    DecisionKind.WARNING: ("^", ORANGE, "W"), DecisionKind.NOT_RECOMMENDED: ("8", RED, "N"),
    DecisionKind.NOT_APPROVED: ("v", PURPLE, "U"),
}  # fmt: skip
"""Shape, colour and letter of every kind."""
_LINES = 19
"""Lines that the picture has room for."""
_FIRST, _LAST = 2016, 2026
_SHORT = {"United States": "US", "United Kingdom": "UK", "European Union": "EU"}


@drawn(height_in=5.4)
def decision_timeline(result: Decisions, figure: Figure) -> str:
    """A line for every decision, by country and then by year."""
    axes = panel(figure, left=0.04, right=0.36, bottom=0.105, top=0.8)
    places = {country: place for place, country in enumerate(DecidedIn)}
    rows = result.rows.sort_values("country", key=lambda names: names.map(places), kind="stable", ignore_index=True)
    lines = []
    for y, row in enumerate(rows.itertuples()):
        as_of = "as of " if row.decision == DecisionKind.NOT_APPROVED else ""
        name = _SHORT.get(row.country, row.country)
        lines.append((f"{as_of}{row.year}  {name}, {row.body}: {row.drug}, {row.use}", 1.12, y))
    for kind, marked in rows.groupby("decision"):
        _marks(axes, DecisionKind(kind), marked)
    lines += [(_LOOKS[DecisionKind(kind)][2], 1.04, y) for y, kind in enumerate(rows["decision"])]
    if not lines:
        lines = [("No decision of this kind in our table", 1.04, 0)]
    words(axes, lines, "left", transform=axes.get_yaxis_transform())
    axes.hlines(range(len(rows)), _FIRST, _LAST, color=LIGHT, linewidth=0.8, zorder=0)
    changes = [y - 0.5 for y in range(1, len(rows)) if rows.at[y, "country"] != rows.at[y - 1, "country"]]
    axes.hlines(changes, _FIRST, _LAST, color=GREY, linewidth=0.8)
    axes.set(xlim=(_FIRST, _LAST), ylim=(_LINES - 0.4, -0.6), yticks=(), xticks=(2017, 2019, 2021, 2023, 2025))
    axes.set_xlabel("Year")
    _key(axes)
    count = counted(len(rows), "decision or statement", "decisions and statements")
    axes.set_title(f"{count} (country: {result.country}, use: {result.use})", x=0.0, y=1.17)
    told = "; ".join(
        f"{row.year}, {row.country}, {row.body}, {row.drug} for {row.use}: {row.decision}" for row in rows.itertuples()
    )
    return (
        f"{count} (country: {result.country}; use: {result.use}). "
        f"{told or 'None in our table'}. A licence, a guideline, a payer and a warning answer different questions."
    )


def _marks(axes: Axes, kind: DecisionKind, rows: pd.DataFrame) -> None:
    """Marks of one kind at the years of its decisions, whose places in the table are their lines."""
    shape, colour, _ = _LOOKS[kind]
    axes.plot(rows["year"], rows.index, shape, color=colour, markeredgecolor=INK, markersize=10, linestyle="none")


def _key(axes: Axes) -> None:
    """Mark, letter and name of the kinds, in two lines above the chart."""
    named = []
    for place, (kind, (shape, colour, letter)) in enumerate(_LOOKS.items()):
        x, y = 0.03 + 0.68 * (place % 4), 1.115 - 0.065 * (place // 4)
        axes.plot(x, y, shape, color=colour, markeredgecolor=INK, markersize=9, transform=axes.transAxes, clip_on=False)
        named.append((f"{letter} {kind}", x + 0.05, y))
    words(axes, named, "left", INK, axes.transAxes)
