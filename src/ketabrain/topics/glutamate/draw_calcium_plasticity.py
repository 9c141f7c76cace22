"""Change of a synapse's strength by the calcium rule: against the interval between spikes, and against their rate."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, LIGHT, PAPER, RED
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.calcium_plasticity import RateCurves, TimingWindow

_BARS = {"measured": "error", "simulated": "authors' band"}
"""What the bars of published points are: whether the error is one of the mean is not stated where they were read."""
_REACH_MS, _LOWEST, _HIGHEST = 100.0, -75.0, 135.0
"""Ends of the axes: as far apart as spikes of any rate can be, and beyond every change of any set."""
_SLOWEST_CHANGE, _FASTEST_CHANGE = -66.0, 110.0
_ASIDE_HZ = 0.45
"""How far the marks of the two orders stand from their rate, so that neither hides the other."""


def change_by_interval(window: TimingWindow, figure: Figure) -> str:
    """Change of strength against the interval between spikes, with published points where there are any."""
    axes = plot(figure)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvline(0, color=LIGHT, linewidth=0.8)
    reach = window.interval_ms[-1]
    if reach < _REACH_MS:
        for side in (-1, 1):
            axes.axvspan(side * reach, side * 1.06 * _REACH_MS, color=LIGHT, alpha=0.5, linewidth=0)
        direct(axes, "nearer to the next pair", _REACH_MS, _LOWEST + 12, GREY, "right")
    if window.block:
        axes.plot(window.interval_ms, _change(window.control), color=BEGAN, linestyle="--", linewidth=1.6)
    axes.plot(window.interval_ms, _change(window.ratio), color=BLUE)
    _published_points(axes, window.points, window.points["dt_ms"], RED, "o")
    axes.set(xlim=(-1.06 * _REACH_MS, 1.06 * _REACH_MS), xticks=(-100, -50, 0, 50, 100))
    axes.set(ylim=(_LOWEST, _HIGHEST), yticks=(-50, 0, 50, 100))
    axes.set(xlabel="Receiver’s spike after the sender’s, ms")
    name_y(axes, "Change of strength, %")
    direct(axes, "← receiver first", 0, 122, GREY, "right", right=-8)
    direct(axes, "sender first →", 0, 122, GREY, right=8)
    finding = (
        f"Sender 10 ms first: {_signed(window.ratio_at(10))}; receiver 10 ms first: {_signed(window.ratio_at(-10))}"
    )
    conditions = f"Rule, set {window.name}: {window.rate_hz:g} Hz, {100 * window.block:.0f}% blocked"
    conditions += " (dashed: none)" if window.block else ""
    heading(figure, finding, f"{conditions}{_marks(window.points)}")
    return (
        f"{finding}. Parameter set {window.name}, spike pairs at {window.rate_hz:g} Hz, {100 * window.block:.0f}% of "
        f"NMDA receptors blocked. Over all intervals the change runs from {_signed(window.ratio.min())} to "
        f"{_signed(window.ratio.max())}.{_points_in_words(window)}"
    )


def change_by_rate(curves: RateCurves, figure: Figure, began: RateCurves | None = None) -> str:
    """Change of strength against rate for the two orders of spikes, with published points."""
    axes = plot(figure)
    axes.axhline(0, color=INK, linewidth=0.8)
    if began is not None:
        for ratio in (began.after, began.before):
            draw_began(axes, began.rate_hz, _change(ratio))
        direct(axes, "without a block", began.rate_hz[60], float(_change(began.before[60])), GREY, right=0, up=-13)
    for ratio, colour, dash in ((curves.after, BLUE, "-"), (curves.before, RED, "--")):
        axes.plot(curves.rate_hz, _change(ratio), color=colour, linestyle=dash)
    for sign, colour, marker in ((1, BLUE, "o"), (-1, RED, "s")):
        rows = curves.points[curves.points["dt_ms"] * sign > 0]
        _published_points(axes, rows, rows["rate_hz"] - sign * _ASIDE_HZ, colour, marker)
    axes.set(xlim=(-1.5, curves.rate_hz[-1] + 1.5), ylim=(_SLOWEST_CHANGE, _FASTEST_CHANGE), yticks=(-50, 0, 50, 100))
    axes.set(xlabel="Pairs per second, Hz")
    name_y(axes, "Change of strength, %")
    direct(axes, "sender first, 10 ms", 25, 50, BLUE, "right")
    direct(axes, "receiver first, 10 ms", 31, -20, RED)
    slow, fast = 0, -1
    finding = (
        f"{100 * curves.block:.0f}% blocked, sender first: slow pairs {_signed(curves.after[slow])}, "
        f"fast {_signed(curves.after[fast])}"
    )
    heading(figure, finding, f"Lines: the rule for {curves.name}{_marks(curves.points)}")
    about = (
        " Points are measurements without any drug, with the errors that their file gives; the two of one rate stand a "
        "little apart."
    )
    unblocked = about if len(curves.points) else ""
    return (
        f"{finding}. Parameter set {curves.name}, {100 * curves.block:.0f}% of NMDA receptors blocked: at "
        f"{curves.rate_hz[slow]:g} Hz the change is {_signed(curves.after[slow])} with the sender first and "
        f"{_signed(curves.before[slow])} with the receiver first; at {curves.rate_hz[fast]:g} Hz "
        f"{_signed(curves.after[fast])} and {_signed(curves.before[fast])}.{unblocked} The block is a simplification: "
        "it only shrinks the calcium that the sending cell's spike brings."
    )


def _change(ratio: Array | pd.Series | float) -> Array:
    return 100 * (np.asarray(ratio) - 1)


def _signed(ratio: float) -> str:
    change = round(float(_change(ratio)))
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{abs(change)}%"


def _marks(points: pd.DataFrame) -> str:
    """What the marks of a picture are, if it has any."""
    role = next(iter(points["role"]), "")
    return f" · marks: {role} without a drug ± {_BARS[role]}" if role else ""


def _published_points(axes: Axes, rows: pd.DataFrame, x: pd.Series, colour: str, marker: str) -> None:
    """Mark published points at `x`, filled if they were measured, with their bars.

    `axes` shows the change in %; `rows` have a ratio, its ends and a role.
    """
    axes.vlines(x, _change(rows["lower"]), _change(rows["upper"]), color=colour, linewidth=1.5)
    for role, filling in (("measured", colour), ("simulated", PAPER)):
        chosen = rows["role"] == role
        axes.plot(
            x[chosen], _change(rows["ratio"][chosen]), marker, color=colour, markerfacecolor=filling, markersize=8
        )


def _points_in_words(window: TimingWindow) -> str:
    said = [
        f"{row.role} {_signed(row.ratio)} at {minus(row.dt_ms)} ms, where the curve says "
        f"{_signed(window.ratio_at(row.dt_ms))}"
        for row in window.points.itertuples()
    ]
    return f" Published: {'; '.join(said)}." if said else ""
