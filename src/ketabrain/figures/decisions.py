"""Decisions on a line of years: a mark of its own shape for every kind, with who decided and for what."""

from matplotlib.figure import Figure

from ketabrain.evidence.decisions import KINDS, Decisions
from ketabrain.figures.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PURPLE, RED, panel, words

_LOOKS = dict(zip(
    KINDS,
    (("o", GREEN), ("D", BLUE), ("s", GREY), ("^", ORANGE), ("X", RED), ("v", PURPLE)),
    strict=True,
))  # fmt: skip
_KEY = "● approved  ◆ suggested  ■ statement  ▲ warning  ✖ not recommended  ▼ not approved"
_LINES = 10
_SHORT = {"United States": "US", "United Kingdom": "UK"}


def timeline(result: Decisions, figure: Figure) -> str:
    """A line for every decision, oldest first; meant for 4.4 inches of height."""
    axes = panel(figure, left=0.04, right=0.4, bottom=0.14, top=0.82)
    beside = axes.get_yaxis_transform()
    lines = []
    for y, row in enumerate(result.rows.itertuples()):
        marker, colour = _LOOKS[row.decision]
        axes.plot(row.year, y, marker, color=colour, markeredgecolor=INK, markersize=10)
        lines.append(
            (f"{row.year}  {_SHORT.get(row.country, row.country)}, {row.body}: {row.drug}, {row.use}", 1.04, y)
        )
    words(axes, lines, "left", transform=beside)
    axes.hlines(range(len(result.rows)), 2016, 2026, color=LIGHT, linewidth=0.8, zorder=0)
    axes.set(xlim=(2016, 2026), ylim=(_LINES - 0.5, -0.6), yticks=(), xticks=(2017, 2019, 2021, 2023, 2025))
    axes.set_xlabel("Year")
    if not lines:
        words(axes, [("No decision of this kind in our table", 1.04, 0.0)], "left", GREY, beside)
    words(axes, [(_KEY, 0.0, 1.055)], "left", INK, axes.transAxes)
    axes.set_title(
        f"{len(result.rows)} decisions and statements (country: {result.country}, use: {result.use})", x=0.0, y=1.13
    )
    told = "; ".join(
        f"{row.year}, {row.country}, {row.body}, {row.drug} for {row.use}: {row.decision}"
        for row in result.rows.itertuples()
    )
    return (
        f"{len(result.rows)} decisions and statements (country: {result.country}; use: {result.use}). "
        f"{told or 'None in our table'}. A licence, a guideline and a warning answer different questions."
    )
