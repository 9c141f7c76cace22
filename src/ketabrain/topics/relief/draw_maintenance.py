"""Going on against stopping: curves by one hazard ratio, and what SUSTAIN-1 counted."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as where_it_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, PAPER, RED
from ketabrain.topics.relief.draw_small_panels import set_apart
from ketabrain.topics.relief.maintenance import Maintenance

LAST_DAY = 365
"""Where the axis ends, with the last day that can be chosen."""
_APART_PX = 17.0
"""Least pixels between two names at the right."""
_EARLY = 60
"""Up to this day the number of people spared stands right of its line, for there is no room at the left."""
_LATE = 300
"""From this day on the words at the counts end there, for there is no room at the right."""
_LABEL = 11
"""How high the words above the upper count stand, in per cent of the axis."""


@drawn(height_in=4.4)
def with_maintenance(result: Maintenance, figure: Figure, began: Maintenance | None = None) -> str:
    """Curves without and with going on, what lies between them up to the chosen day, and the counts of SUSTAIN-1."""
    axes = plot(figure, right=142)
    axes.set(xlim=(0, LAST_DAY), ylim=(0, 102), yticks=(0, 25, 50, 75, 100), xticks=(0, 90, 180, 270, LAST_DAY))
    axes.set_xlabel("Days after stopping, or going on")
    days = np.linspace(0, LAST_DAY, 120)
    stopped, kept = (100 * result.well(days, each) for each in (False, True))
    ends = {"stopped": (float(stopped[-1]), GREY), "kept on": (float(kept[-1]), BLUE)}
    if began is not None and began.hazard_ratio != result.hazard_ratio:
        before = 100 * began.well(days, True)
        where_it_began(axes, days, before)
        ends["where you began"] = (float(before[-1]), GREY)
    axes.plot(days, stopped, color=GREY, linestyle="--", zorder=3)
    axes.plot(days, kept, color=BLUE, zorder=2)
    _spared(axes, result)
    _counts(axes, result)
    pixel = 102 / (DPI * axes.get_position().height * figure.get_size_inches()[1])
    places = set_apart([end for end, _ in ends.values()], _APART_PX * pixel)
    for (name, (_, colour)), y in zip(ends.items(), places, strict=True):
        direct(axes, name, LAST_DAY, y, colour, right=10)
    name_y(axes, "Still well (%)")
    finding = (
        f"Risk × {result.hazard_ratio:.2f}: {100 * result.expected_kept:.0f}% would relapse if kept on, "
        f"{100 * result.kept.share:.0f}% did"
    )
    group = f"SUSTAIN-1, {result.group}, whom the spray had helped"
    heading(figure, finding, f"One constant rate, an assumption; marks: {group}")
    return _maintained_in_words(result)


def _spared(axes: Axes, result: Maintenance) -> None:
    """The chosen day, and how many more are well then."""
    days = np.linspace(0, result.day, 60)
    low, high = (100 * result.well(days, kept) for kept in (False, True))
    axes.fill_between(days, low, high, color=BLUE, alpha=0.3, linewidth=0, zorder=1)
    axes.axvline(result.day, color=RED, linewidth=1.2, zorder=1)
    axes.plot([result.day] * 2, [low[-1], high[-1]], color=RED, linewidth=5, solid_capstyle="butt", zorder=4)
    left = result.day > _EARLY
    more = round(result.more_well)
    direct(axes, f"+{more} of 100" if more else "nobody more", result.day, 6, RED, "right" if left else "left",
           right=-8 if left else 8)  # fmt: skip


def _counts(axes: Axes, result: Maintenance) -> None:
    """What SUSTAIN-1 counted, as open marks; their day is not printed, so the first is put on its curve."""
    low, high = (100 * (1 - share) for share in result.kept.interval[::-1])
    day = result.match_day
    axes.vlines(day, low, high, color=BLUE, linewidth=4, zorder=4)
    axes.plot([day] * 2, [100 * (1 - arm.share) for arm in (result.withdrawn, result.kept)], color=GREY, linewidth=1.6,
              zorder=3)  # fmt: skip
    axes.plot([0, day], [100 * (1 - result.kept.share)] * 2, color=BLUE, linewidth=1.2, linestyle=":", zorder=1)
    for arm, colour, shape in ((result.withdrawn, GREY, "s"), (result.kept, BLUE, "o")):
        axes.plot(day, 100 * (1 - arm.share), shape, color=PAPER, markeredgecolor=colour, markersize=12,
                  markeredgewidth=2.2, zorder=5)  # fmt: skip
    kept, withdrawn = (f"{arm.events} of {arm.people} relapsed" for arm in (result.kept, result.withdrawn))
    beside = ("right", 12) if day > _LATE else ("center", 0)
    if high < 100 * float(result.well(day, True)) < high + _LABEL:  # the curve runs where the words would stand
        align, right = ("right", -14) if day > _LATE else ("left", 14)
        direct(axes, f"{kept} (95%)", day, 100 * (1 - result.kept.share), INK, align, up=-12, right=right)
    else:
        direct(axes, f"{kept} (95%)", day, high, INK, beside[0], up=12, right=beside[1])
    direct(axes, withdrawn, day, 100 * (1 - result.withdrawn.share), INK, beside[0], up=-22, right=beside[1] - 14)


def _maintained_in_words(result: Maintenance) -> str:
    printed = result.printed
    stopped, kept_on = (result.well(result.day, kept) for kept in (False, True))
    widest = (
        "" if result.hazard_ratio == 1
        else f" The curves are farthest apart on day {result.widest_day:.0f} and then close in."
    )  # fmt: skip
    return (
        f"With {result.hazard_ratio:.2f} times the risk {100 * result.expected_kept:.0f}% would relapse if kept on, "
        f"where {100 * result.withdrawn.share:.0f}% do when stopped; {100 * result.kept.share:.0f}% did. "
        f"Half relapse by day {result.median_days:g} after stopping; with a hazard ratio of {result.hazard_ratio:.2f} "
        f"by day {result.kept_median:.0f} if kept on. On day {result.day:g} {100 * float(stopped):.0f}% "
        f"and {100 * float(kept_on):.0f}% are still well: {result.more_well:.1f} more of 100.{widest} "
        f"SUSTAIN-1, stable {result.group}: {result.withdrawn.events} of {result.withdrawn.people} relapsed when "
        f"stopped ({100 * result.withdrawn.share:.1f}%), {result.kept.events} of {result.kept.people} when kept on "
        f"({100 * result.kept.share:.1f}%). From the first share this ratio expects {100 * result.expected_kept:.1f}%, "
        f"{'inside' if result.reproduces else 'outside'} the 95% interval of the second; the counts alone give "
        f"{result.ratio_from_counts:.2f}, the trial printed {printed.value:.2f} "
        f"({printed.low:.2f} to {printed.high:.2f}). Only people "
        "helped by the spray took part, and chance decided who stopped: these are not response rates, and stopping a "
        "drug is not never having had it. One constant rate is an assumption."
    )
