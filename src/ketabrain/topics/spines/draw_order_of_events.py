"""Which comes first: every look at every step of the story on one logarithmic clock."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, RED, SMALL, ink
from ketabrain.topics.spines.order_of_events import (
    EARLIEST_HOURS,
    LATEST_HOURS,
    Order,
    SeenIn,
    Start,
    StepTiming,
    StoryEffect,
    StoryStep,
)

_TICKS = {0.5: "30 min", 3: "3 h", 24: "1 day", 168: "1 week"}
_LINE, _GAP, _HEAD = 1.0, 0.5, 1.0
"""Heights of a study's line, of the gap between steps, and of a step's heading."""


@drawn(height_in=6.8)
def order(result: Order, figure: Figure) -> str:
    """Looks at every step: filled where it had changed, open where not, with our judgement at the right."""
    axes = panel(figure, left=0.25, right=0.72, bottom=0.12, top=0.9)
    y = 0.0
    marks: dict[str, tuple[list[float], list[float]]] = {"changed": ([], []), "unchanged": ([], [])}
    lines: list[tuple[float, float, float, str]] = []
    people: list[float] = []
    names: list[tuple[str, float]] = []
    bands: list[tuple[float, float, str]] = []
    for process in (*StoryStep, *StoryEffect):
        rows = result.rows[result.rows["process"] == process]
        if rows.empty and isinstance(process, StoryEffect):
            continue
        top = y
        for row in rows.itertuples():
            ends = np.unique([row.from_hours, row.to_hours])
            mark = marks["changed" if row.result == "changed" else "unchanged"]
            mark[0].extend(ends)
            mark[1].extend([y] * ends.size)
            lines.append((y, ends[0], ends[-1], BLUE if row.result == "changed" else GREY))
            names.append((row.study, y))
            people.extend([y] if row.host == "people" else [])
            y += _LINE
        if rows.empty:
            y += _LINE
        middle = (top + y - _LINE) / 2
        axes.text(LATEST_HOURS * 1.25, middle, _words(result, process), fontsize=SMALL, va="center", linespacing=1.15,
                  color=_colour(result, process))  # fmt: skip
        bands.append((top - 0.65, y - 0.35, ORANGE if isinstance(process, StoryEffect) else BLUE))
        y += _GAP
    _add_bands(axes, bands)
    words(axes, [(name, 0.77 * EARLIEST_HOURS, at) for name, at in names])
    at, first, last, colours = zip(*lines, strict=True)
    axes.hlines(at, EARLIEST_HOURS, LATEST_HOURS, color=LIGHT, linewidth=0.8, zorder=0)
    axes.hlines(at, first, last, colors=colours, linewidth=2.6)
    for name, shape, face in (("changed", "o", BLUE), ("unchanged", "s", PAPER)):
        axes.plot(*marks[name], shape, color=face, markeredgecolor=INK, markersize=7, linestyle="none", zorder=4)
    axes.plot(
        [0.88 * EARLIEST_HOURS] * len(people), people, "d", color=INK, markersize=5, linestyle="none", clip_on=False
    )
    axes.axvline(result.onset_hours, color=RED, linewidth=2, linestyle="--")
    axes.set_xscale("log")
    axes.set(xlim=(EARLIEST_HOURS, LATEST_HOURS), ylim=(y - _GAP, -_HEAD))
    axes.set_xticks(list(_TICKS), list(_TICKS.values()))
    axes.minorticks_off()
    axes.set_yticks([])
    axes.set_xlabel("Time after the dose (logarithmic)")
    axes.set_title(f"Effect from {_hours(result.onset_hours)} on   ● changed   □ unchanged   ♦ people", x=-0.51)
    return _in_words(result)


def _add_bands(axes: Axes, bands: Sequence[tuple[float, float, str]]) -> None:
    """Shade the steps, all in one artist, which draws faster than one for each."""
    ends = (EARLIEST_HOURS, LATEST_HOURS)
    corners = [[(ends[0], low), (ends[1], low), (ends[1], high), (ends[0], high)] for low, high, _ in bands]
    axes.add_collection(PolyCollection(corners, facecolors=[each[2] for each in bands], alpha=0.05, zorder=0))


def _words(result: Order, process: StoryStep | StoryEffect) -> str:
    """Name of the process and the judgement, in the lines that its band has room for."""
    if isinstance(process, StoryEffect):
        return f"{process} (the effect)"
    return f"{process}:\n{result.timing(process).start}"


def _colour(result: Order, process: StoryStep | StoryEffect) -> str:
    start = None if isinstance(process, StoryEffect) else result.timing(process).start
    return BLUE if start is Start.POSSIBLE else ink(RED) if start is Start.NOT_SEEN else INK


def _hours(hours: float) -> str:
    if hours < 1:
        return f"{60 * hours:.0f} min"
    return f"{hours:.3g} h"


def _told(timing: StepTiming) -> str:
    earliest = "never seen" if timing.earliest_changed_h is None else f"first seen at {timing.earliest_changed_h:g} h"
    latest = (
        "" if timing.latest_unchanged_h is None else f", last looked for in vain at {timing.latest_unchanged_h:g} h"
    )
    return f"{timing.step}: {timing.start} ({earliest}{latest}; a day later or more: {timing.lasts})"


def _in_words(result: Order) -> str:
    host = "rodents and people" if result.host is SeenIn.BOTH else result.host
    return (
        f"{len(result.rows)} looks in {host}. If the effect starts {_hours(result.onset_hours)} after the dose: "
        + "; ".join(_told(timing) for timing in result.timings)
        + f". The effect itself is seen from {result.effect_seen_h:g} h on. Being there in time is not being "
        "the cause; mouse hours are not human hours."
    )
