"""Findings as a strip: one column a stance, one row a level, one mark a study, whose area says how many it studied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, LIGHT, ORANGE, PAPER, RED, WIDTH_IN, ink
from ketabrain.engine.numerals import brief
from ketabrain.topics.shared.findings import CONTEXT, LEVELS, STANCES, FindingsMap

_COLOURS = {"supports": BLUE, "qualifies": ORANGE, "contradicts": RED}
_PLACES = {"synapse": "at synapses", "animal": "in animals", "people": "in people", "model": "in models"}
_HEIGHT_IN = 4.4
_HEADS, _TOP, _FOOT = 82, 98, 48
"""Pixels from above to the names of the columns and to the first row, and from below to the last."""
_LEFT = 92
_COLUMN = (WIDTH_IN * DPI - EDGE - _LEFT) / len(STANCES)
_GAP, _LINE, _PAD = 6, 17, 8
"""Pixels between marks, from one named mark to the next, and above the first and below the last of a row."""
_PER_ONE = 0.78
"""Radius of the mark of a single one, in pixels: 3,463 women take 46, and areas compare everywhere."""
_UNKNOWN = 4.5
"""Radius of the mark of a study whose number is not given."""
_NAMED = 5
_FADED = 0.35


@dataclass(frozen=True)
class _Mark:
    """A finding on the picture, its place in pixels from the upper left."""

    x: float
    y: float
    radius: float
    known: bool
    colour: str
    read: bool
    name: str = ""
    opacity: float = 1


@drawn(height_in=_HEIGHT_IN)
def findings(found: FindingsMap, figure: Figure) -> str:
    """Give every study a mark at its level and stance, and names to the largest; levels that are not chosen are pale.
    Nothing is counted by stance, for findings are no votes; what is only context stands in the words alone.
    """
    axes = canvas(figure)
    shown = found.every[found.every["stance"].isin(STANCES)]
    largest = _largest(shown if found.level == "all" else shown[shown["level"] == found.level])
    # Sorted and turned into Python once: a table that is cut for each box would take half of the time.
    box = ["level", "stance", "study", "number", "access"]
    each = list(shown[box].sort_values("number", ascending=False, kind="stable", na_position="last").itertuples())
    rows = {level: _row([finding for finding in each if finding.level == level], largest) for level in LEVELS}
    slack = (_HEIGHT_IN * DPI - _TOP - _FOOT - sum(height for _, height in rows.values())) / len(rows)
    marks, top = [], float(_TOP)
    for level, (row, height) in rows.items():
        bottom = top + height + slack
        faded = found.level not in ("all", level)
        middle = _draw_row(axes, level, top, bottom, chosen=found.level == level, faded=faded, empty=not row)
        marks += [replace(mark, y=mark.y + middle, opacity=_FADED if faded else 1) for mark in row]
        top = bottom
    _draw_marks(axes, marks)
    words(axes, [(mark.name, mark.x + mark.radius + 6, mark.y) for mark in marks if mark.name], "left")
    words(axes, [(stance, _LEFT + _COLUMN * place, _HEADS) for place, stance in enumerate(STANCES)], "left", ink(GREY))
    _key(axes, _HEIGHT_IN * DPI - 26)
    finding = _finding(shown, found)
    pale = "" if found.level == "all" else "; other levels pale"
    heading(figure, finding, f"Marks are findings, not votes{pale}")
    return f"{finding}; findings are no votes. {_said(found)} Look at what each study did."


def _finding(shown: pd.DataFrame, found: FindingsMap) -> str:
    level = "people" if found.level == "all" else found.level
    here = (shown["level"] == level).sum()
    were = "were" if here > 1 else "was"
    return f"{here or 'None'} of {len(shown)} findings on {found.claim} {were} made {_PLACES[level]}"


def _largest(rows: pd.DataFrame) -> set[int]:
    """The findings that get names: those with most people or animals. Where fewer say their number, each stance in
    turn fills up.
    """
    known = rows["number"].dropna().sort_values(ascending=False, kind="stable").index[:_NAMED]
    rest = rows[rows["number"].isna()].drop_duplicates("study")
    turn = rest.groupby("stance").cumcount()
    by_turn = rest.assign(turn=turn).sort_values(["turn", "stance"], kind="stable").index  # contradicts comes first
    return {*known, *by_turn[: _NAMED - len(known)]}


def _row(rows: Sequence[Any], largest: set[int]) -> tuple[list[_Mark], float]:
    """The marks of one level, y counted from its middle, and how high they are: named ones one below the other, the
    others below them side by side.
    """
    boxes = []
    for place, stance in enumerate(STANCES):
        box = [finding for finding in rows if finding.stance == stance]
        marks = [_mark(finding, finding.Index in largest, _COLOURS[stance]) for finding in box]
        boxes.append(_placed(marks, _LEFT + _COLUMN * place))
    every = [replace(mark, y=mark.y - height / 2) for marks, height in boxes for mark in marks]
    return every, max(_LINE, *(height for _, height in boxes)) + _PAD


def _mark(finding: Any, named: bool, colour: str) -> _Mark:
    known = not pd.isna(finding.number)
    radius = _PER_ONE * sqrt(finding.number) if known else _UNKNOWN
    name = brief(_named(finding.study)) if named else ""
    return _Mark(0, 0, radius, known, colour, finding.access == "full text", name)


def _placed(marks: Sequence[_Mark], left: float) -> tuple[list[_Mark], float]:
    """Marks of one level and stance in their places, y counted from the top, and how high they are together."""
    named = [mark for mark in marks if mark.name]
    widest = max((mark.radius for mark in named), default=0)
    placed, y = [], 0.0
    for mark in named:
        high = max(_LINE, 2 * mark.radius + 2)
        placed.append(replace(mark, x=left + widest, y=y + high / 2))
        y += high
    flow, x = [], left
    for mark in marks:
        if not mark.name:
            flow.append(replace(mark, x=x + mark.radius))
            x += 2 * mark.radius + _GAP
    high = max(_LINE, *(2 * mark.radius + 2 for mark in flow)) if flow else 0
    return placed + [replace(mark, y=y + high / 2) for mark in flow], y + high


def _draw_row(axes: Axes, level: str, top: float, bottom: float, *, chosen: bool, faded: bool, empty: bool) -> float:
    """The name of a level and the lines above and below it; returns its middle."""
    middle = (top + bottom) / 2
    words(axes, [(level, EDGE, middle)], "left", ink(GREY) if faded else INK, bold=chosen)
    edge, width = (INK, 2.2) if chosen else (LIGHT, 1)
    axes.hlines([top, bottom], EDGE, WIDTH_IN * DPI - EDGE, color=edge, linewidth=width, zorder=2 + width)
    if empty:
        words(axes, [("none", _LEFT, middle)], "left", ink(GREY))
    return middle


def _draw_marks(axes: Axes, marks: Sequence[_Mark]) -> None:
    for known, sign in ((True, "o"), (False, "s")):
        some = [mark for mark in marks if mark.known is known]
        edges = [to_rgba(mark.colour, mark.opacity) for mark in some]
        axes.scatter(
            [mark.x for mark in some], [mark.y for mark in some], [(2 * mark.radius * 72 / DPI) ** 2 for mark in some],
            marker=sign, facecolors=[edge if mark.read else PAPER for mark, edge in zip(some, edges, strict=True)],
            edgecolors=edges, linewidths=1.8, zorder=6,
        )  # fmt: skip


def _key(axes: Axes, y: float) -> None:
    """What area, shape and filling say, on one line."""
    marks, names, x = [], [], float(_LEFT)
    for name, radius, known, read in (
        ("10", _PER_ONE * sqrt(10), True, False),
        ("100 people or animals", _PER_ONE * sqrt(100), True, False),
        ("not given", _UNKNOWN, False, False),
        ("read in full", _UNKNOWN, True, True),
    ):
        marks.append(_Mark(x + radius, y, radius, known, GREY, read))
        names.append((name, x + 2 * radius + 6, y))
        x += 2 * radius + 30 + width_px(name)
    _draw_marks(axes, marks)
    words(axes, names, "left", ink(GREY))


def _said(found: FindingsMap) -> str:
    """Every finding that is shown, by stance, and what is only context."""
    rows = list(found.rows[["level", "stance", "study", "n", "access"]].itertuples())
    by_stance = {stance: [_each(row) for row in rows if row.stance == stance] for stance in (*STANCES, CONTEXT)}
    said = (f"{stance}: {', '.join(each) or 'none'}" for stance, each in by_stance.items() if each or stance in STANCES)
    return f"{(listed := '; '.join(said))[:1].upper()}{listed[1:]}."


def _each(finding: Any) -> str:
    parts = [
        finding.level,
        *([finding.n] if finding.n else []),
        *(["read in full"] if finding.access == "full text" else []),
    ]
    return f"{_named(finding.study)} ({', '.join(parts)})"


def _named(study: str) -> str:
    """A study in words; without a year the reason is ours: the page that was read did not show one."""
    return study.replace(", no date", " (year not seen)")
