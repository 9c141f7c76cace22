"""Change of a synapse's strength by the calcium rule: against the interval between spikes, and against their rate."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, RED, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.calcium_plasticity import RateCurves, TimingWindow

_BARS = {"measured": "error", "simulated": "authors' band"}
"""What the bars of published points are: whether the error is one of the mean is not stated where they were read."""


def change_by_interval(window: TimingWindow, figure: Figure) -> str:
    """Change of strength against the interval between spikes, with published points where there are any."""
    axes = panel(figure)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvline(0, color=LIGHT, linewidth=0.8)
    if window.block:
        axes.plot(window.interval_ms, _change(window.control), color=GREY, linestyle="--", linewidth=1.5)
    axes.plot(window.interval_ms, _change(window.ratio), color=BLUE)
    _published_points(axes, window.points, window.points["dt_ms"])
    low, high = _limits(window.ratio, window.control, window.points)
    reach = 1.06 * window.interval_ms[-1]  # a little beyond, so that points at the end are seen whole
    axes.set(xlim=(-reach, reach), ylim=(low, high))
    axes.set(
        xlabel="Receiving cell fires before (−) or after (+) the sending cell (ms)", ylabel="Change of strength (%)"
    )
    axes.set_title(f"{window.name}: pairs at {window.rate_hz:g} Hz, {100 * window.block:.0f}% of receptors blocked")
    return (
        f"Parameter set {window.name}, spike pairs at {window.rate_hz:g} Hz, {100 * window.block:.0f}% of NMDA "
        f"receptors blocked. Sender 10 ms first: {_signed(window.ratio_at(10))}. Receiver 10 ms first: "
        f"{_signed(window.ratio_at(-10))}. Over all intervals from {_signed(window.ratio.min())} to "
        f"{_signed(window.ratio.max())}.{_points_in_words(window)}"
    )


def change_by_rate(curves: RateCurves, figure: Figure) -> str:
    """Change of strength against rate for the two orders of spikes, with published points."""
    axes = panel(figure, right=0.74)
    axes.axhline(0, color=INK, linewidth=0.8)
    for ratio, colour, dash, name in (
        (curves.after, BLUE, "-", "sender first,\n+10 ms"),
        (curves.before, RED, "--", "receiver first,\n−10 ms"),
    ):
        axes.plot(curves.rate_hz, _change(ratio), color=colour, linestyle=dash, label=name)
    for sign, colour, marker in ((1, BLUE, "o"), (-1, RED, "s")):
        _published_points(axes, curves.points[curves.points["dt_ms"] * sign > 0], None, colour, marker)
    low, high = _limits(curves.after, curves.before, curves.points)
    axes.set(xlim=(-1.5, curves.rate_hz[-1] + 1.5), ylim=(min(low, -60), max(high, 110)))
    axes.set(xlabel="Pairs per second (Hz)", ylabel="Change of strength (%)")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=SMALL, handlelength=2.2)
    slow, fast = 0, -1
    axes.set_title(
        f"{100 * curves.block:.0f}% of NMDA receptors blocked, sender first: slow {_signed(curves.after[slow])}, "
        f"fast {_signed(curves.after[fast])}"
    )
    about = " Points are measurements without any drug, with the errors that their file gives."
    unblocked = about if len(curves.points) else ""
    return (
        f"Parameter set {curves.name}, {100 * curves.block:.0f}% of NMDA receptors blocked: at "
        f"{curves.rate_hz[slow]:g} Hz the change is {_signed(curves.after[slow])} with the sender first and "
        f"{_signed(curves.before[slow])} with the receiver first; at {curves.rate_hz[fast]:g} Hz "
        f"{_signed(curves.after[fast])} and {_signed(curves.before[fast])}.{unblocked} The block is a simplification: "
        "it only shrinks the calcium that the sending cell's spike brings."
    )


def _change(ratio: Array | float) -> Array:
    return 100 * (np.asarray(ratio) - 1)


def _signed(ratio: float) -> str:
    change = round(float(_change(ratio)))
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{abs(change)}%"


def _limits(one: Array, other: Array, points: pd.DataFrame) -> tuple[float, float]:
    ends = np.concatenate([one, other, points[["ratio", "lower", "upper"]].to_numpy(dtype=float).ravel()])
    low, high = _change(np.nanmin(ends)), _change(np.nanmax(ends))
    return min(-40.0, float(low) - 8), max(60.0, float(high) + 8)


def _published_points(
    axes: Axes, points: pd.DataFrame, x: pd.Series | None = None, colour: str = RED, marker: str = "o"
) -> None:
    for i, row in enumerate(points.itertuples()):
        at = row.rate_hz if x is None else row.dt_ms
        axes.vlines(at, *_change(np.array([row.lower, row.upper])), color=colour, linewidth=1.5)
        filled = colour if row.role == "measured" else "none"
        axes.plot(
            at,
            _change(row.ratio),
            marker,
            color=colour,
            markerfacecolor=filled,
            markersize=8,
            label=f"{row.role} ± {_BARS[row.role]},\nno drug" if i == 0 else "_",
        )
    if x is not None and len(points):
        axes.legend(loc="upper right", fontsize=SMALL)


def _points_in_words(window: TimingWindow) -> str:
    said = [
        f"{row.role} {_signed(row.ratio)} at {minus(row.dt_ms)} ms, where the curve says "
        f"{_signed(window.ratio_at(row.dt_ms))}"
        for row in window.points.itertuples()
    ]
    return f" Published: {'; '.join(said)}." if said else ""
