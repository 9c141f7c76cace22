"""The "reset" ledger: who was measured, against what, when, and which way it moved."""

import math
from collections import Counter

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import GREY, INK, LIGHT, SMALL, ink
from ketabrain.engine.numerals import brief, minus
from ketabrain.topics.circuit.reset_ledger import (
    ControlsDemand,
    LateState,
    PlaceboDemand,
    ReplicationDemand,
    ResetLedger,
)

_X = {"placebo": 398, "controls": 464, "repeated": 527, "day": 576, "back": 616, "seen": 660}
"""Middle of each column in pixels."""
_YES_NO = {"none": "no", "failed": "no", "gone": "no", "no change": "no", "not looked": "?", "day not stated": "?",
           "not stated": "?", "not tried": "?", "no": "no"}  # fmt: skip
_DIRECTIONS = {
    "towards controls": "towards",
    "away from controls": "away",
    "no change": "none",
    "other change": "other",
}
_HEAD, _FIRST, _ROW = 36, 58, 27
"""Foot of the headings, middle of the first row, and height of a row in pixels."""
_MOVED_X = 696


@drawn(height_in=5.7)
def demands_and_results(found: ResetLedger, figure: Figure) -> str:
    """A grid of studies and what each did; rows that do not meet the demands are grey and struck. Rows that moved the
    same way stand together, as in the table."""
    axes = canvas(figure, 0.9, 513)
    _headings(axes, found)
    marks: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    names: dict[str, list[tuple[str, float, float]]] = {}
    before, edges = "", []
    for i, row in enumerate(found.rows.itertuples()):
        y = _FIRST + _ROW * i
        colour = INK if row.meets else ink(GREY)
        who = " (healthy)" if row.who == "healthy people" else ""
        names.setdefault(colour, []).append((f"{brief(row.study)}: {row.measure}{who}", 28, y))
        if row.direction != before:
            axes.text(_MOVED_X, y, _DIRECTIONS[row.direction], fontsize=SMALL, va="center")
            edges.append(y - _ROW / 2)
            before = row.direction
        for column, day in (("day", row.measured_day), ("back", row.back_by_day)):
            marks.setdefault(("?" if math.isnan(day) else f"{day:g}", row.meets), []).append((_X[column], y))
        cells = {"placebo": row.placebo, "controls": row.has_controls, "repeated": row.replication, "seen": row.at_day}
        for column, value in cells.items():
            marks.setdefault((_YES_NO.get(value, "yes"), row.meets), []).append((_X[column], y))
        marks.setdefault(("kept" if row.meets else "struck", row.meets), []).append((14, y))
    for colour, lines in names.items():
        words(axes, lines, "left", colour)
    axes.hlines(edges, 12, 752, color=LIGHT, linewidth=1)
    _draw_marks(axes, marks)
    struck = [_FIRST + _ROW * i for i, meets in enumerate(found.rows["meets"]) if not meets]
    axes.hlines(struck, 26, 360, color=GREY, linewidth=0.9)
    foot = _FIRST + _ROW * len(found.rows) + 4
    legend = "● yes   ○ no   ? not known   – left out"
    axes.text(12, foot, legend, fontsize=SMALL, va="center")
    moved = f"Of these, moved towards controls: {len(found.towards)}"
    axes.text(12, foot + 28, moved, fontsize=SMALL, va="center", weight="bold")
    axes.set_title(f"{len(found.kept)} of {len(found.rows)} results meet what you ask", x=0.016, y=1.01)
    return _in_words(found)


def _headings(axes: Axes, found: ResetLedger) -> None:
    """Names of the columns; those that the reader makes a demand of stand on a band."""
    names = {
        "placebo": "against\nplacebo",
        "controls": "healthy\ncontrols",
        "repeated": "found\nagain",
        "day": "on\nday",
        "back": "back\nby",
        "seen": f"seen\nday {minus(found.day)}+",
    }
    asked = {
        "placebo": found.placebo is not PlaceboDemand.ANY,
        "controls": found.controls is not ControlsDemand.ANY,
        "repeated": found.replication is not ReplicationDemand.ANY,
        "seen": found.day > 0,
    }
    for column, name in names.items():
        if asked.get(column):
            axes.axvspan(_X[column] - 26, _X[column] + 26, ymin=0.115, ymax=0.99, color=LIGHT, linewidth=0, zorder=0)
        axes.text(_X[column], _HEAD, name, fontsize=SMALL, ha="center", va="baseline", linespacing=1.1)
    for x, name in ((28, "study: measure"), (_MOVED_X, "moved")):
        axes.text(x, _HEAD, name, fontsize=SMALL, va="baseline")


def _draw_marks(axes: Axes, marks: dict[tuple[str, bool], list[tuple[float, float]]]) -> None:
    """All marks of one kind at once: a full disc, a ring, a question mark, a tick, a dash, the number of a day.

    Signs drawn as marks cost a tenth of text.
    """
    kinds = {"yes": ("o", 8, True), "no": ("o", 8, False), "?": (sign("?"), 10, True)}
    kinds |= {"kept": (sign("✓"), 12, True), "struck": ("_", 10, True)}
    for (kind, meets), places in marks.items():
        marker, size, filled = kinds.get(kind) or (sign(kind), 9 * len(kind) ** 0.8, True)  # the days
        colour = INK if meets else ink(GREY)
        xs, ys = zip(*places, strict=True)
        axes.plot(
            xs, ys, linestyle="none", marker=marker, markersize=size, color=colour,
            markerfacecolor=colour if filled else "none", markeredgewidth=1.4 if kind in ("no", "struck") else 0,
        )  # fmt: skip


def _in_words(found: ResetLedger) -> str:
    demands = (
        (found.placebo, PlaceboDemand.ANY),
        (found.controls, ControlsDemand.ANY),
        (found.replication, ReplicationDemand.ANY),
    )
    asked = [demand.value for demand, nothing in demands if demand is not nothing]
    if found.day > 0:
        asked.append(f"seen on day {found.day:g} or later")
    rows = found.rows.to_dict("records")
    left = [row for row in rows if row["meets"]]
    names = [f"{row['study']} ({row['measure']}, {row['who']})" for row in left]
    towards = [f"{row['study']} ({row['measure']})" for row in left if row["direction"] == "towards controls"]
    back = [f"{row['study']} (by day {row['back_by_day']:g})" for row in rows if row["at_day"] == LateState.GONE]
    state = Counter(row["at_day"] for row in rows)
    return (
        f"Asked for: {', '.join(asked) or 'nothing'}. {len(names)} of {len(rows)} results are left: "
        f"{'; '.join(names) or 'none'}. Of these {len(towards)} moved towards controls: "
        f"{'; '.join(towards) or 'none'}. On day {found.day:g} or later: {state[LateState.SEEN]} changes seen, "
        f"{state[LateState.NOT_LOOKED]} not looked for, gone: {', '.join(back) or 'none'}."
    )
