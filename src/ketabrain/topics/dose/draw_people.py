"""Plasma levels of many virtual people after one dose."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, SMALL
from ketabrain.topics.dose.people import PeopleSpread

_SINGLE = 6
"""People who are drawn each with a line of their own."""


def spread_of_levels(result: PeopleSpread, figure: Figure) -> str:
    """The middle half, the middle nine tenths, the median and a few single lines."""
    axes = panel(figure)
    p5, p25, p50, p75, p95 = result.percentiles
    axes.fill_between(result.minutes, p5, p95, color=BLUE, alpha=0.18, linewidth=0, label="nine people in ten")
    axes.fill_between(result.minutes, p25, p75, color=BLUE, alpha=0.3, linewidth=0, label="the middle half")
    names = ["six single people", *(_SINGLE - 1) * ["_"]]
    axes.plot(result.minutes, result.levels[:_SINGLE].T, color=GREY, linewidth=0.7, label=names)
    axes.plot(result.minutes, p50, color=BLUE, label="median")
    axes.legend(loc="upper right", fontsize=SMALL)
    axes.set(
        xlabel="Minutes after the start",
        ylabel="Plasma ketamine (ng/mL)",
        ylim=(0, None),
        xlim=(0, result.minutes[-1]),
    )
    low, high = result.peak_range
    axes.set_title(f"One dose, {result.peaks.size} people: nine peaks in ten at {low:,.0f}–{high:,.0f} ng/mL")
    return (
        f"In {result.peaks.size} virtual people the same dose gives a median peak of {result.median_peak:,.0f} "
        f"ng/mL in venous blood; nine in ten lie between {low:,.0f} and {high:,.0f}, a {high / low:.1f}-fold range. "
        "Grey lines are six single people. Illustration: people are drawn from the published spread of S-ketamine, not "
        "measured, and the mixed drug is taken to spread alike."
    )
