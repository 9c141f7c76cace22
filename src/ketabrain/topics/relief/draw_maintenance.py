"""Going on against stopping: curves by one hazard ratio, and what SUSTAIN-1 counted."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, INK, PAPER, RED, SMALL, ink
from ketabrain.topics.relief.maintenance import Maintenance

_BLANK = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
"""Keeps lines out of the words."""


@drawn(height_in=4.6)
def with_maintenance(result: Maintenance, figure: Figure) -> str:
    """Curves without and with going on, and the counts of SUSTAIN-1 as open marks."""
    axes = panel(figure, left=0.115, right=0.965, bottom=0.26, top=0.9)
    end = max(2.2 * result.match_day, 1.1 * result.day)
    days = np.linspace(0, end, 120)
    for kept, colour, dash, name, x in ((False, RED, "--", "- - stopped", 0.83), (True, BLUE, "-", "— kept on", 1)):
        axes.plot(days, 100 * result.well(days, kept), color=colour, linestyle=dash, zorder=2 if kept else 3)
        axes.text(x, 0.97, name, transform=axes.transAxes, color=ink(colour), ha="right", va="top", fontsize=SMALL,
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
        transform=axes.transAxes, fontsize=SMALL, va="top", linespacing=1.3,
    )  # fmt: skip
    return _maintained_in_words(result)


def _maintained_in_words(result: Maintenance) -> str:
    printed = result.printed
    stopped, kept_on = (result.well(result.day, kept) for kept in (False, True))
    widest = (
        "" if result.hazard_ratio == 1
        else f" The curves are farthest apart on day {result.widest_day:.0f} and then close in."
    )  # fmt: skip
    return (
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
