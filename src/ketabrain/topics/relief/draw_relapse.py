"""Relapse after a course: published groups, going on against stopping, and how a survival curve is made."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SKY,
    ink,
    panel,
    words,
)
from ketabrain.topics.relief.relapse import LAST_DAY, RISK_DAYS, Followed, Group, Maintenance, Relapse, survival

_LOOKS = (
    (BLUE, "-"), (SKY, "--"), (PURPLE, "-."), (RED, ":"), (INK, (0, (6, 2))), (GREY, (0, (3, 1, 1, 1))),
    (ORANGE, "-"), (GREEN, "--"),
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
        if shown and group.basis == "median":
            axes.plot(group.curve_median, 50, "o", color=PAPER, markeredgecolor=look[0], markersize=7, zorder=4)
    if result.chosen is not None:
        _one(axes, result.chosen, result.days)
    axes.axvline(result.day, color=INK, linewidth=1, linestyle=(0, (2, 2)))
    axes.set(xlim=(0, LAST_DAY), ylim=(0, 102), yticks=(0, 25, 50, 75, 100), xticks=RISK_DAYS, ylabel="Still well (%)")
    axes.set_xlabel("Days after the course, or after the switch (SUSTAIN-1)")
    axes.set_title(
        f"Day {result.day:g}: one constant rate for each group (assumed)" if result.chosen is None
        else f"{result.chosen.label}: {_percent(result.chosen.well(result.day))} still well on day {result.day:g}",
        x=_EDGE,
    )  # fmt: skip
    _table(axes, result)
    if result.chosen is None:
        return _all_in_words(result)
    axes.text(
        _EDGE, -0.55, fill(result.chosen.test, 104), transform=axes.transAxes, fontsize=9.5, va="top", linespacing=1.3
    )
    return _one_in_words(result.chosen, result.day)


@drawn(height_in=4.6)
def with_maintenance(result: Maintenance, figure: Figure) -> str:
    """Curves without and with going on, and the counts of SUSTAIN-1 as open marks."""
    axes = panel(figure, left=0.115, right=0.965, bottom=0.26, top=0.9)
    end = max(2.2 * result.match_day, 1.1 * result.day)
    days = np.linspace(0, end, 120)
    for kept, colour, dash, name, x in ((False, RED, "--", "- - stopped", 0.83), (True, BLUE, "-", "— kept on", 1)):
        axes.plot(days, 100 * result.well(days, kept), color=colour, linestyle=dash, zorder=2 if kept else 3)
        axes.text(x, 0.97, name, transform=axes.transAxes, color=ink(colour), ha="right", va="top", fontsize=10.5,
                  bbox=_BLANK)  # fmt: skip
    axes.axvline(result.day, color=INK, linewidth=1, linestyle=(0, (2, 2)))
    low, high = (100 * (1 - share) for share in result.kept.interval)
    axes.vlines(result.match_day, high, low, color=BLUE, linewidth=2.5, zorder=4)
    for arm, colour, shape in ((result.withdrawn, RED, "s"), (result.kept, BLUE, "o")):
        axes.plot(result.match_day, 100 * (1 - arm.share), shape, color=PAPER, markeredgecolor=colour, markersize=10,
                  markeredgewidth=2, zorder=5)  # fmt: skip
    axes.set(xlim=(0, end), ylim=(0, 102), yticks=(0, 25, 50, 75, 100), ylabel="Still well (%)")
    axes.set_xlabel("Days after stopping, or going on")
    axes.set_title(
        f"Ratio {result.hazard_ratio:.2f} expects {100 * result.expected_kept:.0f}% relapsed if kept on; "
        f"{100 * result.kept.share:.0f}% were", x=-0.1,
    )  # fmt: skip
    verdict = "meets" if result.reproduces else "misses"
    axes.text(
        -0.1, -0.235,
        f"Relapsed in SUSTAIN-1, {result.group}: □ stopped {result.withdrawn.events} of {result.withdrawn.people}, "
        f"○ kept on {result.kept.events} of {result.kept.people}; the curve {verdict} its 95% bar.\n"
        "Their day is not in the abstract: □ is put on its curve, so only ○ tests. The spray had helped all before.",
        transform=axes.transAxes, fontsize=9.5, va="top", linespacing=1.3,
    )  # fmt: skip
    return _maintained_in_words(result)


@drawn(height_in=4.6)
def kaplan_meier(result: Followed, figure: Figure) -> str:
    """Simulated people, their survival curve with its band, and who is left below."""
    axes = panel(figure, left=0.115, right=0.965, bottom=0.27, top=0.9)
    steps, curve, low, high = (
        np.append(each, last) for each, last in (
            (result.steps, result.days), (result.curve, result.curve[-1]), (result.low, result.low[-1]),
            (result.high, result.high[-1]),
        )
    )  # fmt: skip
    axes.fill_between(steps, 100 * low, 100 * high, step="post", color=SKY, alpha=0.3, linewidth=0)
    axes.step(steps, 100 * curve, where="post", color=BLUE)
    days = np.linspace(0, result.days, 80)
    rate = np.log(2) / result.median_days
    axes.plot(days, 100 * survival(rate, days), color=INK, linestyle=":", linewidth=1.8)
    left = result.times[[end == "left" for end in result.ended]]
    axes.plot(left, [100 * result.at(day)[0] for day in left], "|", color=INK, markersize=11, markeredgewidth=1.8)
    crude = 100 * (1 - result.count("relapsed") / result.people)
    axes.plot(result.days, crude, "D", color=PAPER, markeredgecolor=RED, markersize=8, clip_on=False, zorder=4)
    axes.set(xlim=(0, result.days), ylim=(0, 102), yticks=(0, 25, 50, 75, 100), ylabel="Still well (%)")
    axes.set_xticks(result.risk_days, [f"{day:.0f}" for day in result.risk_days])
    axes.set_xlabel("Day")
    relapsed, gone = result.count("relapsed"), result.count("left")
    axes.set_title(f"Simulated: of {result.people} people {relapsed} relapsed, {gone} left", x=-0.1)
    at_risk = result.at_risk(result.risk_days)
    key = "| left   ··· the truth they were drawn from   band: 95%   ◇ share of all who were not seen to relapse"
    for y, text, weight in ((-0.195, "Still followed and well", "bold"), (-0.345, key, "normal")):
        axes.text(-0.1, y, text, transform=axes.transAxes, fontsize=9.5, va="center", weight=weight)
    words(axes, [(f"{n}", day, -0.265) for n, day in zip(at_risk, result.risk_days, strict=True)], align="center",
          transform=axes.get_xaxis_transform())  # fmt: skip
    return _followed_in_words(result, at_risk, crude)


def _one(axes: Axes, group: Group, days: np.ndarray) -> None:
    """What is printed of the chosen group: its interval, or the share at the horizon and what that would mean."""
    if group.low is not None and group.high is not None:
        low, high = (100 * survival(rate, days) for rate in (group.high, group.low))
        axes.fill_between(days, low, high, color=GREY, alpha=0.2, linewidth=0)
    if group.rate_from_share is not None and group.share_relapsed is not None and group.horizon_days is not None:
        axes.plot(days, 100 * survival(group.rate_from_share, days), color=RED, linestyle=":")
        axes.plot(group.horizon_days, 100 * (1 - group.share_relapsed), "D", color=PAPER, markeredgecolor=RED,
                  markersize=9, markeredgewidth=2, clip_on=False, zorder=5)  # fmt: skip
        axes.plot(group.curve_median, 100 - 50 * group.share_relapsed, "s", color=PAPER, markeredgecolor=INK,
                  markersize=7, zorder=5)  # fmt: skip
        axes.text(LAST_DAY * 0.985, 96, "○ half of all   □ half of those who relapsed   ◇ share printed", fontsize=9.5,
                  ha="right", va="top")  # fmt: skip
    elif group.low is not None:
        which = "all relapse: the narrowest possible" if group.narrowest else f"{group.relapsed} relapses"
        axes.text(
            LAST_DAY * 0.985,
            96,
            f"band: 95% interval of the rate ({which})",
            fontsize=9.5,
            ha="right",
            va="top",
            bbox=_BLANK,
        )


def _table(axes: Axes, result: Relapse) -> None:
    """Names with their line, and the number expected still well at some days, all in two artists."""
    top, step = -0.315, 0.073
    known = "people × curve of one constant rate, which is assumed; not counted"
    if result.chosen is not None and result.chosen.people is None:
        known = "how many people were followed is not in the abstract"
    for x, text, weight in ((_EDGE, "Expected still well", "bold"), (0.01, known, "normal")):
        axes.text(x, top, text, transform=axes.transAxes, fontsize=9.5, va="center", weight=weight)
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
    return (
        f"Still well on day {result.day:g} by their curves: {told}. {_CAUTION} SUSTAIN-1 chose at random among people "
        "who had already done well for months, so it does not compare with the others and says nothing about how many "
        "respond. Day 0 is the end of the course, or the switch."
    )


def _one_in_words(group: Group, day: float) -> str:
    people = "how many people is not in the abstract" if group.people is None else f"{group.people} people"
    interval = group.curve_median_interval
    spread = (
        "no interval without the number of people" if interval is None
        else f"95% interval of the median {interval[0]:.0f} to {interval[1]:.0f}"
        + (", the narrowest possible, as if all had relapsed" if group.narrowest else "")
    )  # fmt: skip
    at_risk = "" if group.people is None else (
        " Expected still well on days " + ", ".join(f"{each}: {group.at_risk(each):.0f}" for each in RISK_DAYS) + "."
    )  # fmt: skip
    return (
        f"{group.label} ({group.study}; {group.course}; then {group.treatment}; {people}; day 0: {group.starts}). By "
        f"its curve {100 * float(group.well(day)):.1f}% are still well on day {day:g}; half have relapsed on day "
        f"{group.curve_median:.3g} ({spread}).{at_risk} {group.test} {_CAUTION}"
    )


def _maintained_in_words(result: Maintenance) -> str:
    printed, low, high = result.printed
    widest = (
        "" if result.hazard_ratio == 1
        else f" The curves are farthest apart on day {result.widest_day:.0f} and then close in."
    )  # fmt: skip
    return (
        f"Half relapse by day {result.median_days:g} after stopping; with a hazard ratio of {result.hazard_ratio:.2f} "
        f"by day {result.kept_median:.0f} if kept on. On day {result.day:g} {_percent(result.well(result.day, False))} "
        f"and {_percent(result.well(result.day, True))} are still well: {result.more_well:.1f} more of 100.{widest} "
        f"SUSTAIN-1, stable {result.group}: {result.withdrawn.events} of {result.withdrawn.people} relapsed when "
        f"stopped ({100 * result.withdrawn.share:.1f}%), {result.kept.events} of {result.kept.people} when kept on "
        f"({100 * result.kept.share:.1f}%). From the first share this ratio expects {100 * result.expected_kept:.1f}%, "
        f"{'inside' if result.reproduces else 'outside'} the 95% interval of the second; the counts alone give "
        f"{result.ratio_from_counts:.2f}, the trial printed {printed:.2f} ({low:.2f} to {high:.2f}). Only people "
        "helped by the spray took part, and chance decided who stopped: these are not response rates, and stopping a "
        "drug is not never having had it. One constant rate is an assumption."
    )


def _followed_in_words(result: Followed, at_risk: Sequence[int], crude: float) -> str:
    share, low, high = (100 * each for each in result.at(result.days))
    seen = "never reached" if result.median_seen is None else f"day {result.median_seen:.0f}"
    followed = ", ".join(f"{n} on day {day:.0f}" for n, day in zip(at_risk, result.risk_days, strict=True))
    return (
        f"Simulated people, number {result.seed:g}: {result.people} people followed for {result.days:g} days, true "
        f"median {result.median_days:g} days, {result.dropout_percent:g}% leaving. "
        f"{result.count('relapsed')} relapsed, {result.count('left')} left, {result.count('well')} were well to the "
        f"end. Still followed and well: {followed}. Median of the curve: {seen}. At the end the curve says "
        f"{share:.0f}% still well (95% band {low:.0f} to "
        f"{high:.0f}), the truth is {100 * result.true_end:.0f}%; counting all who were not seen to relapse says "
        f"{crude:.0f}%, because it takes those who left for well."
    )
