"""Blood pressure after the spray: a few sessions and their mean, and the share of people who ever pass a threshold."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.blood_pressure import HIGHER_MMHG, LABEL_MMHG, LABEL_SESSIONS, PressureRun

_NEAR_MMHG = 6
"""Thresholds so near to the label's would lie under its name."""


@drawn(height_in=4.3)
def sessions_and_shares(result: PressureRun, figure: Figure) -> str:
    """Sessions of 25 invented people (left), share above each threshold (right)."""
    left, right = plots(figure, (1, 1), left=56, right=32, bottom=62, gap=68)
    _sessions(left, result)
    _shares(right, result)
    group = result.group
    passing = f"{100 * result.passed:.1f}% pass {result.threshold_mmhg:g} mmHg in {counted(result.sessions, 'session')}"
    heading(figure, passing, f"{group.name} · mean rise {group.mean_mmhg:g} mmHg at its peak · invented people")
    share, (low, high) = group.share, group.interval
    return (
        f"{group.name[0].upper()}{group.name[1:]}: {100 * result.passed:.1f}% pass {result.threshold_mmhg:g} mmHg at "
        f"least once in {counted(result.sessions, 'session')}. "
        f"The mean rise is {group.mean_mmhg:g} mmHg at its highest. The spread is "
        f"{result.spread_mmhg:.1f} mmHg, {100 * result.between_share:.0f}% of it between people. "
        f"The label counts {group.passed} of {group.people} ({100 * share:.1f}%, {100 * low:.1f} to "
        f"{100 * high:.1f}) at {LABEL_MMHG:g} mmHg in about {LABEL_SESSIONS} sessions. At minute 90 the bump has "
        f"{100 * result.left_at_90_min:.0f}% left. People peak at different minutes, so their own largest rises "
        f"average more than that mean: with {HIGHER_MMHG:g} mmHg more a spread of {result.spread_if_higher_mmhg:.1f} "
        "would do. "
        "Illustration: invented people."
    )


def _sessions(axes: Axes, result: PressureRun) -> None:
    """One rise of each invented person; those that pass the threshold are in its colour."""
    lines = [np.column_stack([result.minutes, rise]) for rise in result.rises]
    passes = result.rises.max(axis=1) > result.threshold_mmhg
    colours = [RED if over else tint(GREY, 0.6) for over in passes]
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=[1.8 if over else 0.8 for over in passes]))
    axes.plot(result.minutes, result.mean_rise, color=BLUE, linewidth=3.2)
    axes.axhspan(result.threshold_mmhg, 66, color=tint(RED, 0.13), linewidth=0, zorder=0)
    axes.axhline(result.threshold_mmhg, color=RED, linestyle="--", linewidth=2)
    direct(axes, "mean", 240, 0, BLUE, "right", right=-2, up=-14)
    axes.set(xlim=(0, 240), ylim=(-20, 66), xlabel="Minutes after the spray", xticks=(0, 40, 90, 240))
    axes.set(yticks=(0, 20, 40, 60))
    name_y(axes, "Rise of systolic pressure, mmHg")


def _shares(axes: Axes, result: PressureRun) -> None:
    """The curve, what the label counted, and the learner's threshold read off."""
    x, y = result.threshold_mmhg, 100 * result.passed
    share, (low, high) = result.group.share, result.group.interval
    axes.vlines(LABEL_MMHG, 100 * low, 100 * high, color=INK, linewidth=2.2)
    axes.plot([x, x, 5], [0, y, y], color=RED, linewidth=2, linestyle="--", zorder=1.5)
    axes.plot(result.thresholds_mmhg, 100 * result.passing, color=BLUE)
    axes.plot(LABEL_MMHG, 100 * share, "s", color=ORANGE, markeredgecolor=INK, markersize=13, clip_on=False)
    axes.plot(x, y, "D", color=RED, markeredgecolor=INK, markersize=8, zorder=4, clip_on=False)
    top = max(100 * high, y if abs(x - LABEL_MMHG) < _NEAR_MMHG else 0)
    direct(axes, "US label", LABEL_MMHG, top, INK, right=2, up=16)
    axes.set(xlim=(5, 60), ylim=(0, 102), xlabel="Threshold (mmHg)", xticks=(20, 40, 60), yticks=(0, 50, 100))
    name_y(axes, "% who ever pass it")
