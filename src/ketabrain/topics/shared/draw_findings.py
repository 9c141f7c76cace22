"""A map of findings: one column a stance, one row a level, each study by name, so that nulls weigh as much as hits."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, BODY, GREY, INK, ORANGE, RED, SMALL
from ketabrain.engine.numerals import brief
from ketabrain.topics.shared.findings import CONTEXT, LEVELS, STANCES, FindingsMap

_COLUMNS = {
    "supports": (BLUE, "▲ supports"),
    "qualifies": (ORANGE, "◆ qualifies"),
    "contradicts": (RED, "▼ contradicts"),
}


def findings(found: FindingsMap, figure: Figure) -> str:
    """Write every study into the box of its level and stance; a box that is not chosen stays empty. Nothing is counted
    by stance, for findings are no votes; what is only context stands in the words alone.
    """
    axes = panel(figure, left=0.11, right=0.99, bottom=0.02, top=0.84)
    levels = [level for level in LEVELS if any(len(found.at(level, stance)) for stance in STANCES)]
    heights = [max(1, *(len(found.at(level, stance)) for stance in STANCES)) for level in levels]
    total = max(9.0, sum(heights) + 0.4 * len(heights))  # a single level keeps the size of its lines
    axes.set(xlim=(0, 3), ylim=(-total, 0))
    axes.set_yticks([])
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    for column, stance in enumerate(STANCES):
        axes.text(column + 0.04, 0.012 * total, _COLUMNS[stance][1], fontsize=BODY, va="bottom", color=INK)
    if found.rows.empty:
        axes.text(1.5, -total / 2, f"No finding at the level “{found.level}” in our table", ha="center", va="center")
    top = 0.0
    for level, height in zip(levels, heights, strict=True):
        axes.text(-0.03, top - (height + 0.2) / 2, level, ha="right", va="center", fontsize=SMALL)
        for column, stance in enumerate(STANCES):
            _box(axes, found, level, stance, column, top, height)
        top -= height + 0.4
    on_map = found.rows["stance"].isin(STANCES).sum()
    axes.set_title(f"Findings on {found.claim}: {on_map}", x=-0.12, y=1.09)
    said = "; ".join(
        f"{stance}: "
        + (
            ", ".join(f"{_named(row.study)} ({row.level})" for row in found.rows.itertuples() if row.stance == stance)
            or "none"
        )
        for stance in (*STANCES, CONTEXT)
        if stance in STANCES or on_map < len(found.rows)
    )
    where = "" if found.level == "all" else f" at the level {found.level}"
    return (
        f"{on_map} findings on {found.claim}{where}, by what they say of it; findings are no votes. "
        f"{said[:1].upper()}{said[1:]}. Look at what each study did."
    )


def _box(axes: Axes, found: FindingsMap, level: str, stance: str, column: int, top: float, height: float) -> None:
    rows = found.at(level, stance)
    colour = _COLUMNS[stance][0]
    axes.add_patch(
        Rectangle(
            (column + 0.01, top - height - 0.2),
            0.98,
            height + 0.2,
            facecolor=colour,
            alpha=0.14 if len(rows) else 0.03,
            edgecolor=GREY,
            linewidth=0.6,
        )
    )
    for i, study in enumerate(rows["study"]):
        axes.text(column + 0.05, top - 0.6 - i, brief(_named(study)), fontsize=SMALL, va="center")


def _named(study: str) -> str:
    """A study in words; without a year the reason is ours: the page that was read did not show one."""
    return study.replace(", no date", " (year not seen)")
