"""Pictures of lesson 03: magnesium and current, spike timing and rate, levels at which memory suffers."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, LINES, ORANGE, RED, ink, minus, panel, panels
from ketabrain.topics.glutamate.calcium_plasticity import RateCurves, TimingWindow
from ketabrain.topics.shared.magnesium_block import nmda_current_pa, unblocked_share, unblocked_share_elsewhere
from ketabrain.topics.shared.pharmacokinetics import TimeCourse

_VOLTAGES_MV = np.linspace(-100, 40, 141)
_BARS = {"measured": "error", "simulated": "authors' band"}
"""What the bars of published points are: whether the error is one of the mean is not stated where they were read."""
_BRAIN_MG_MM = 1.0
"""Magnesium in the models of neurons that this course draws on, kept as a grey line for comparison."""


def magnesium_currents(state: tuple[float, float], figure: Figure) -> str:
    """NMDA current and the unplugged share against voltage; `state` is (voltage in mV, magnesium in mM)."""
    voltage, magnesium = state
    left, right = panels(figure, (1.35, 1), gap=0.12)
    for axes, curve, label in (
        (left, nmda_current_pa, "Current through 1 nS (pA)"),
        (right, lambda v, mg: 100 * unblocked_share(v, mg), "Channels without a plug (%)"),
    ):
        if magnesium != _BRAIN_MG_MM:
            axes.plot(_VOLTAGES_MV, curve(_VOLTAGES_MV, _BRAIN_MG_MM), color=GREY, linestyle="--", linewidth=1.5)
        axes.plot(_VOLTAGES_MV, curve(_VOLTAGES_MV, magnesium), color=BLUE)
        axes.plot(voltage, curve(voltage, magnesium), "o", color=BLUE, markersize=9)
        axes.set(xlim=(-100, 40), xlabel="Voltage inside the cell (mV)", ylabel=label)
    right.plot(
        _VOLTAGES_MV, 100 * unblocked_share_elsewhere(_VOLTAGES_MV, magnesium), color=RED, linestyle=":", linewidth=1.5
    )
    right.text(38, 1, "dotted: another\nlaboratory", fontsize=9.5, color=ink(RED), va="bottom", ha="right")
    left.axhline(0, color=INK, linewidth=0.8)
    left.set_ylim(-100, 45)
    if magnesium != _BRAIN_MG_MM:
        left.annotate(f"dashed: {_BRAIN_MG_MM:g} mM magnesium", (-98, 38), fontsize=10, color=GREY, va="center")
    left.annotate("into the cell", (38, -92), ha="right", fontsize=10, color=GREY)
    right.set_ylim(-3, 105)
    current, share = float(nmda_current_pa(voltage, magnesium)), float(unblocked_share(voltage, magnesium))
    left.set_title(f"{magnesium:g} mM magnesium, {minus(voltage)} mV: {minus(round(current, 1))} pA")
    elsewhere = float(unblocked_share_elsewhere(voltage, magnesium))
    deepest = int(nmda_current_pa(_VOLTAGES_MV, magnesium).argmin())
    return (
        f"With {magnesium:g} mM magnesium and {minus(voltage)} mV inside the cell, {100 * share:.0f}% of channels are "
        f"unplugged and the current is {minus(round(current, 1))} pA (minus: into the cell). The inward current is "
        f"largest at {minus(_VOLTAGES_MV[deepest])} mV. By another laboratory's constants {100 * elsewhere:.0f}% would "
        "be unplugged. Without magnesium the current would be a straight line through zero."
    )


def timing_window(window: TimingWindow, figure: Figure) -> str:
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
    before, after = (float(np.interp(side, window.interval_ms, window.ratio)) for side in (-10, 10))
    said = _points_in_words(window.points, window.interval_ms, window.ratio)
    return (
        f"Parameter set {window.name}, spike pairs at {window.rate_hz:g} Hz, {100 * window.block:.0f}% of NMDA "
        f"receptors blocked. Sender 10 ms first: {_signed(after)}. Receiver 10 ms first: {_signed(before)}. Over all "
        f"intervals from {_signed(window.ratio.min())} to {_signed(window.ratio.max())}.{said}"
    )


def rate_curves(curves: RateCurves, figure: Figure) -> str:
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
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=10, handlelength=2.2)
    axes.set_title(f"{curves.name[0].upper()}{curves.name[1:]}: {100 * curves.block:.0f}% of NMDA receptors blocked")
    slow, fast = 0, -1
    about = " Points are measurements without any drug, with the errors that their file gives."
    unblocked = about if len(curves.points) else ""
    return (
        f"Parameter set {curves.name}, {100 * curves.block:.0f}% of NMDA receptors blocked. At "
        f"{curves.rate_hz[slow]:g} Hz the change is {_signed(curves.after[slow])} with the sender first and "
        f"{_signed(curves.before[slow])} with the receiver first; at {curves.rate_hz[fast]:g} Hz "
        f"{_signed(curves.after[fast])} and {_signed(curves.before[fast])}.{unblocked} The block is a simplification: "
        "it only shrinks the calcium that the sending cell's spike brings."
    )


def memory_levels(courses: Mapping[str, TimeCourse], levels: tuple[float, ...], figure: Figure) -> str:
    """Plasma level of one drip in both bloods, with the steady levels (ng/mL) at which encoding suffered."""
    axes = panel(figure, right=0.8)
    said = []
    for (name, course), (colour, dash) in zip(courses.items(), LINES, strict=False):
        axes.plot(60 * course.times_h, course.ketamine, color=colour, linestyle=dash, label=name)
        above = [60 * course.hours_between(level, np.inf) for level in levels]
        said.append(
            f"{name}: " + ", ".join(f"{a:.0f} min above {level:g}" for a, level in zip(above, levels, strict=True))
        )
    for level in levels:
        axes.axhline(level, color=ORANGE, linewidth=1.5, linestyle=":")
        axes.text(1.01, level, f"{level:g} ng/mL", transform=axes.get_yaxis_transform(), va="center", fontsize=10)
    hours = next(iter(courses.values())).times_h
    top = max(course.peak for course in courses.values())
    axes.set(xlim=(0, 60 * hours[-1]), ylim=(0, max(1.1 * top, 1.5 * max(levels))))
    axes.set(xlabel="Minutes after the start", ylabel="Plasma ketamine (ng/mL)")
    axes.legend(loc="upper right", fontsize=10)
    axes.set_title("How long does the drug stand in the way of new memories?")
    return (
        f"Plasma level in {hours[-1]:g} h from the start of one drip. Minutes above the two steady levels at which "
        f"volunteers stored new material worse (ng/mL) – {'; '.join(said)}. The study held the level steady; a drip "
        "does not, so this is a guide."
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
        axes.legend(loc="upper right", fontsize=10)


def _points_in_words(points: pd.DataFrame, interval_ms: Array, ratio: Array) -> str:
    said = [
        f"{row.role} {_signed(row.ratio)} at {minus(row.dt_ms)} ms, where the curve says "
        f"{_signed(float(np.interp(row.dt_ms, interval_ms, ratio)))}"
        for row in points.itertuples()
    ]
    return f" Published: {'; '.join(said)}." if said else ""
