"""One logarithmic clock for everything: a bar for each process, from a signal at a synapse to a lifted mood."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import BLUE, GREEN, INK, LIGHT, PURPLE, RED, SMALL
from ketabrain.topics.bdnf.timescales import MOLECULES, Moment, ProcessState, in_words

_MOLECULE_MARKS = dict(zip(MOLECULES, zip("osD^", (BLUE, RED, GREEN, PURPLE), strict=True), strict=True))
_STATE_MARKS: Mapping[ProcessState, tuple[object, float, bool]] = {
    ProcessState.ON: ("o", 9, True),
    ProcessState.NOT_YET: ("o", 9, False),
    ProcessState.OVER: (sign("✗"), 10, True),
    ProcessState.UNKNOWN: (sign("?"), 10, True),
}
_EARLIEST_S, _LATEST_S = 0.0007, 2.2e6
_TIMES = {0.001: "1 ms", 0.03: "30 ms", 1: "1 s", 10: "10 s", 120: "2 min", 1200: "20 min", 10800: "3 h",
          86400: "1 day", 864000: "10 d"}  # fmt: skip


@drawn(height_in=4.4)
def time_axis(moment: Moment, figure: Figure) -> str:
    """One bar a process over a logarithmic clock, and a line at the chosen time."""
    axes = panel(figure, left=0.37, right=0.985, bottom=0.125, top=0.85)
    rows = moment.rows
    heights = np.arange(len(rows), 0, -1)
    axes.axvline(float(_at(moment.seconds)), color=INK, linewidth=2, zorder=1)
    axes.hlines(heights, _at(_EARLIEST_S), _at(_LATEST_S), color=LIGHT, linewidth=0.7, zorder=0)
    for name, (marker, colour) in _MOLECULE_MARKS.items():
        here = (rows["molecule"] == name).to_numpy()
        start, end = _at(rows.loc[here, "start_s"]), _at(rows.loc[here, "end_s"])
        tail = (rows.loc[here, "after"] == "not known").to_numpy()
        axes.hlines(heights[here], start, end, color=colour, linewidth=9, zorder=2)
        axes.hlines(heights[here][tail], end[tail], end[tail] + 0.5, color=colour, linewidth=2, linestyle=":", zorder=2)
        axes.plot(start, heights[here], marker, color=colour, markersize=10, markeredgecolor=INK, markeredgewidth=0.7,
                  zorder=3, clip_on=False)  # fmt: skip
    _state_column(axes, moment, heights)
    axes.set(
        xlim=(_at(_EARLIEST_S), _at(_LATEST_S)),
        ylim=(0.3, len(rows) + 0.7),
        xlabel="Time since its own start (logarithmic)",
    )
    axes.set_xticks(_at(list(_TIMES)), list(_TIMES.values()), fontsize=SMALL)
    axes.set_yticks([])
    counts = moment.counts
    axes.set_title(
        f"After {in_words(moment.seconds)}: "
        + ", ".join(f"{counts[state]} {state}" for state in (ProcessState.ON, ProcessState.OVER, ProcessState.UNKNOWN)),
        x=-0.58,
        y=1.075,
    )
    axes.text(-0.58, 1.035, "● on   ○ not yet   ✗ over   ? begun, end not known   dotted: how long is not known",
              fontsize=SMALL, va="center", transform=axes.transAxes)  # fmt: skip
    return _moment_in_words(moment)


def _at(seconds: ArrayLike) -> Array:
    """Where seconds lie on the axis: their decimal logarithm, which draws faster than matplotlib's own log scale."""
    return np.log10(np.maximum(seconds, _EARLIEST_S))


def _state_column(axes: Axes, moment: Moment, heights: np.ndarray) -> None:
    """Name and state of each process left of the bars."""
    across = axes.get_yaxis_transform()
    for y, label in zip(heights, moment.rows["label"], strict=True):
        axes.text(-0.535, y, label, fontsize=SMALL, va="center", transform=across)
    for state, (marker, size, filled) in _STATE_MARKS.items():
        here = heights[(moment.rows["state"] == state).to_numpy()]
        axes.plot(np.full(len(here), -0.565), here, linestyle="none", marker=marker, markersize=size, color=INK,
                  markerfacecolor=INK if filled else "none", markeredgewidth=1.3 if marker == "o" else 0,
                  transform=across, clip_on=False)  # fmt: skip


def _moment_in_words(moment: Moment) -> str:
    def said(words: str, state: ProcessState) -> str:
        return f"{words} ({moment.counts[state]}): {'; '.join(moment.labels(state)) or 'none'}. "

    return (
        f"{in_words(moment.seconds)} after the start of each of {len(moment.rows)} processes. "
        + said("On", ProcessState.ON)
        + said("Over", ProcessState.OVER)
        + said("Begun, but nobody is known to have looked so late", ProcessState.UNKNOWN)
        + said("Not yet", ProcessState.NOT_YET)
        + "Each row counts from its own start: a signal, BDNF applied, or a dose."
    )
