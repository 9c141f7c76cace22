"""Relapse after a course: published groups, each with the curve of one constant rate."""

from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, PAPER, PURPLE, RED, SKY, SMALL, ink
from ketabrain.topics.relief.relapse import LAST_DAY, RISK_DAYS, Group, Relapse

_LOOKS = (
    (BLUE, "-"), (SKY, "--"), (PURPLE, "-."), (RED, ":"), (INK, (0, (6, 2))), (GREY, (0, (3, 1, 1, 1))),
)  # fmt: skip
"""Colour and dash of the groups, in the order of the table."""
_LEFT, _RIGHT = 0.285, 0.965
_EDGE = (0.02 - _LEFT) / (_RIGHT - _LEFT)
"""Where words begin at the left of the picture, as a share of the panel."""
_BLANK = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
"""Keeps lines out of the words."""
_CAUTION = "Curves: one constant rate each, an assumption. Numbers: expected, nobody counted them."


@drawn(height_in=5)
def curves(result: Relapse, figure: Figure) -> str:
    """Published groups, all or one, with the expected number still well below the axis."""
    axes = panel(figure, left=_LEFT, right=_RIGHT, bottom=0.465, top=0.91)
    for group, look in zip(result.groups, _LOOKS, strict=True):
        shown = group in result.shown
        axes.plot(result.days, 100 * group.well(result.days), color=look[0] if shown else LIGHT, linestyle=look[1],
                  linewidth=2 if shown else 1.2, zorder=3 if shown else 1)  # fmt: skip
        if shown:
            axes.plot(group.curve_median, 50, "o", color=PAPER, markeredgecolor=look[0], markersize=7, zorder=4)
    if result.chosen is not None:
        _one(axes, result.chosen, result.days)
    axes.axvline(result.day, color=INK, linewidth=1, linestyle=(0, (2, 2)))
    axes.set(xlim=(0, LAST_DAY), ylim=(0, 102), yticks=(0, 25, 50, 75, 100), xticks=RISK_DAYS, ylabel="Still well (%)")
    axes.set_xlabel("Days after the course")
    axes.set_title(
        f"Day {result.day:g}: one constant rate for each group (assumed)" if result.chosen is None
        else f"{result.chosen.label}: {_percent(result.chosen.well(result.day))} still well on day {result.day:g}",
        x=_EDGE,
    )  # fmt: skip
    _table(axes, result)
    if result.chosen is None:
        return _all_in_words(result)
    axes.text(
        _EDGE, -0.55, fill(result.chosen.test, 104), transform=axes.transAxes, fontsize=SMALL, va="top", linespacing=1.3
    )
    return _one_in_words(result.chosen, result.day)


def _one(axes: Axes, group: Group, days: np.ndarray) -> None:
    """What is printed of the chosen group: its interval, or the share at the horizon and what that would mean."""
    band, by_share = group.band(days), group.well_by_share(days)
    if band is not None:
        low, high = band
        axes.fill_between(days, 100 * low, 100 * high, color=GREY, alpha=0.2, linewidth=0)
    if by_share is not None and group.share_relapsed is not None and group.horizon_days is not None:
        axes.plot(days, 100 * by_share, color=RED, linestyle=":")
        axes.text(150, 100 * float(np.interp(150, days, by_share)) + 4, "one rate through the share printed",
                  fontsize=SMALL, color=ink(RED))  # fmt: skip
        axes.plot(group.horizon_days, 100 * (1 - group.share_relapsed), "D", color=PAPER, markeredgecolor=RED,
                  markersize=9, markeredgewidth=2, clip_on=False, zorder=5)  # fmt: skip
        axes.plot(group.curve_median, 100 - 50 * group.share_relapsed, "s", color=PAPER, markeredgecolor=INK,
                  markersize=7, zorder=5)  # fmt: skip
        axes.text(LAST_DAY * 0.985, 96, "○ half of all   □ half of those who relapsed   ◇ share printed",
                  fontsize=SMALL, ha="right", va="top")  # fmt: skip
    elif band is not None:
        axes.text(LAST_DAY * 0.985, 96, "band: 95% interval of the rate (all relapse: the narrowest possible)",
                  fontsize=SMALL, ha="right", va="top", bbox=_BLANK)  # fmt: skip


def _table(axes: Axes, result: Relapse) -> None:
    """Names with their line, and the number expected still well at some days, all in two artists."""
    top, step = -0.315, 0.073
    known = "people × curve of one constant rate, which is assumed; not counted"
    if result.chosen is not None and result.chosen.people is None:
        known = "the number of people is not printed"
    for x, text, weight in ((_EDGE, "Expected still well", "bold"), (0.01, known, "normal")):
        axes.text(x, top, text, transform=axes.transAxes, fontsize=SMALL, va="center", weight=weight)
    names: list[tuple[str, float, float]] = []
    numbers: list[tuple[str, float, float]] = []
    for row, group in enumerate(result.shown):
        y = top - (row + 1) * step
        colour, dash = _LOOKS[result.groups.index(group)]
        axes.plot([_EDGE, _EDGE + 0.055], [y, y], color=colour, linestyle=dash, transform=axes.transAxes, clip_on=False,
                  linewidth=2)  # fmt: skip
        names.append((group.label, -0.035, y))
        for day in RISK_DAYS:
            expected = group.at_risk(day)
            numbers.append(("?" if expected is None else f"{expected:.0f}", day / LAST_DAY, y))
    words(axes, names, transform=axes.transAxes)
    words(axes, numbers, align="center", transform=axes.transAxes)


def _percent(share: np.ndarray) -> str:
    return f"{100 * float(share):.0f}%"


def _all_in_words(result: Relapse) -> str:
    told = "; ".join(
        f"{group.label} ({group.study}) {100 * float(group.well(result.day)):.1f}%, median day {group.curve_median:.3g}"
        for group in result.groups
    )
    return f"Still well on day {result.day:g} by their curves: {told}. {_CAUTION} Day 0 is the end of the course."


def _one_in_words(group: Group, day: float) -> str:
    people = "the number of people is not printed" if group.people is None else f"{group.people} people"
    interval = group.curve_median_interval
    spread = (
        "no interval without the number of people" if interval is None
        else f"95% interval of the median {interval[0]:.0f} to {interval[1]:.0f}, the narrowest possible, as if all "
        "had relapsed"
    )  # fmt: skip
    at_risk = "" if group.people is None else (
        " Expected still well on days " + ", ".join(f"{each}: {group.at_risk(each):.0f}" for each in RISK_DAYS) + "."
    )  # fmt: skip
    return (
        f"{group.label} ({group.study}; {group.course}; then {group.treatment}; {people}; day 0: {group.starts}). By "
        f"its curve {100 * float(group.well(day)):.1f}% are still well on day {day:g}; half have relapsed on day "
        f"{group.curve_median:.3g} ({spread}).{at_risk} {group.test} {_CAUTION}"
    )
