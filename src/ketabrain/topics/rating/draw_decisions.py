"""Decisions on a line of years, by country and use: a mark of its own shape, colour and letter for every kind."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, rows
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE, RED, SKY, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.rating.decisions import DecidedIn, DecisionKind, Decisions

_LOOKS = {
    DecisionKind.APPROVED: ("o", GREEN, "A"), DecisionKind.RECOMMENDED: ("h", BLUE, "R"),
    DecisionKind.SUGGESTED: ("D", SKY, "S"), DecisionKind.STATEMENT: ("s", GREY, "T"),
    DecisionKind.WARNING: ("^", ORANGE, "W"), DecisionKind.NOT_RECOMMENDED: ("8", RED, "N"),
    DecisionKind.NOT_APPROVED: ("v", PURPLE, "U"),
}  # fmt: skip
"""Shape, colour and letter of every kind."""
_ON_DARK = (GREEN, BLUE, GREY, RED)
_FIRST, _LAST, _KEY = 2016, 2026, 2027.0
"""Ends of the years, and where the key stands."""
_APART = 0.7
"""Years between two decisions of one year and line."""
_LETTER_UP = {"^": 0.1, "v": -0.1}
"""Lines by which the letter stands lower or higher, so that it lies within its mark."""
_SHORT = {"United States": "US", "United Kingdom": "UK", "European Union": "EU"}
_LEFT = 170
"""Pixels that the names take."""


@drawn(height_in=4.6)
def decision_timeline(result: Decisions, figure: Figure) -> str:
    """A line for every country and use; what was not chosen in pale."""
    every = result.every
    lines = list(dict.fromkeys(zip(every["country"], every["use"], strict=True)))
    lines.sort(key=lambda line: list(DecidedIn).index(DecidedIn(line[0])))
    here = set(zip(result.rows["country"], result.rows["use"], strict=True))
    out = [y for y, line in enumerate(lines) if line not in here]
    axes = rows(figure, [use.removesuffix(" psychiatric use") for _, use in lines], left=_LEFT, top=72, pale=out)
    axes.hlines(range(len(lines)), _FIRST, _LAST, color=LIGHT, linewidth=0.8, zorder=0)
    firsts = {country: y for y, (country, _) in reversed(list(enumerate(lines)))}
    far = axes.get_yaxis_transform() + ScaledTranslation((16 - _LEFT) / DPI, 0, axes.figure.dpi_scale_trans)
    for shown, colour in ((True, INK), (False, ink(GREY))):
        named = [
            (_SHORT.get(name, name), 0, y)
            for name, y in firsts.items()
            if any(line[0] == name for line in here) is shown
        ]
        words(axes, named, "left", colour, far)
    places = _places(every, lines, here)
    for line, kind in enumerate(DecisionKind, 1):
        places.setdefault((kind, True), []).append((_KEY, line))
    for (kind, shown), spots in places.items():
        _marks(axes, kind, spots, pale=not shown)
    words(axes, [(kind, _KEY + 0.45, y) for y, kind in enumerate(DecisionKind, 1)], "left")
    axes.set(xlim=(_FIRST, 2030.5))
    axes.set_xticks((2017, 2019, 2021, 2023, 2025))
    axes.spines["bottom"].set_bounds(_FIRST, _LAST)
    count = counted(len(result.rows), "decision or statement", "decisions and statements")
    approved = int((result.rows["decision"] == DecisionKind.APPROVED).sum())
    heading(
        figure,
        f"{count}: {approved or 'none'} approved",
        f"Country: {result.country} · use: {result.use} · U: as of that year",
    )
    told = "; ".join(
        f"{row.year}, {row.country}, {row.body}, {row.drug} for {row.use}: {row.decision}"
        for row in result.rows.itertuples()
    )
    return (
        f"{count} (country: {result.country}; use: {result.use}): {approved or 'none'} approved. "
        f"{told or 'None in our table'}. A licence, a guideline, a payer and a warning answer different questions."
    )


def _places(
    every: pd.DataFrame, lines: list[tuple[str, str]], here: set[tuple[str, str]]
) -> dict[tuple[DecisionKind, bool], list[tuple[float, int]]]:
    """Year and line of every decision, by its kind and whether it was chosen; two of one year stand side by side."""
    places: dict[tuple[DecisionKind, bool], list[tuple[float, int]]] = {}
    for (country, use, year), found in every.groupby(["country", "use", "year"], sort=False):
        for place, kind in enumerate(found["decision"]):
            x = year + _APART * (place - (len(found) - 1) / 2)
            spot = (x, lines.index((country, use)))
            places.setdefault((DecisionKind(kind), (country, use) in here), []).append(spot)
    return places


def _marks(axes: Axes, kind: DecisionKind, spots: list[tuple[float, int]], *, pale: bool) -> None:
    shape, colour, letter = _LOOKS[kind]
    x, y = [at for at, _ in spots], [at for _, at in spots]
    axes.plot(x, y, shape, color=PAPER if pale else colour, markeredgecolor=BEGAN if pale else INK, markersize=15,
              markeredgewidth=0.8, linestyle="none")  # fmt: skip
    on = ink(GREY) if pale else PAPER if colour in _ON_DARK else INK
    axes.plot(x, [at + _LETTER_UP.get(shape, 0) for at in y], marker=sign(letter), color=on, markersize=6.5,
              markeredgewidth=0.2, linestyle="none")  # fmt: skip
