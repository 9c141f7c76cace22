"""The number needed to treat: a hundred people in three kinds, and how it hangs on those who get better anyway."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, SKY, ink
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.proportions import number_needed_words, people_for_one
from ketabrain.topics.rating.number_needed import Needed

_NUMBERS = (1, 2, 3, 5, 10)
"""Numbers needed that are marked on the axis of differences."""
_SIDE = 10


@drawn(height_in=4.4)
def needed(result: Needed, figure: Figure) -> str:
    """A hundred people (left); number needed by the share that gets better anyway (right)."""
    left, right = plots(figure, (1, 1.35), left=20, gap=56)
    _hundred(left, result)
    _by_baseline(right, result)
    harmed = result.moved.value < 0
    heading(
        figure,
        f"Treat {people_for_one(result.moved.value)} for one more {'harmed' if harmed else 'better'}",
        f"{result.trial}: {result.drug.events} of {result.drug.people} against {result.control.events} of "
        f"{result.control.people}; its {result.keeps} kept",
    )
    return _in_words(result)


def _hundred(axes: Axes, result: Needed) -> None:
    anyway, helped, rest = result.of_hundred
    place = np.arange(_SIDE**2)
    x, y = place % _SIDE, _SIDE - 1 - place // _SIDE
    for first, last, shape, face in (
        (0, anyway, "s", SKY), (anyway, anyway + helped, "D", ORANGE), (anyway + helped, _SIDE**2, "o", PAPER),
    ):  # fmt: skip
        axes.plot(x[first:last], y[first:last], shape, color=face, markeredgecolor=INK, markersize=11, linestyle="none",
                  markeredgewidth=0.8, clip_on=False)  # fmt: skip
    axes.set(xlim=(-0.6, 9.6), ylim=(-2.6, 9.6))
    axes.axis("off")
    lines = [f"■ {anyway} anyway   ○ {rest} not", f"◆ {helped} through the drug"]
    words(axes, [(line, -0.4, -1.3 - 1.05 * place) for place, line in enumerate(lines)], "left")
    name_y(axes, "Better, of 100 people")


def _by_baseline(axes: Axes, result: Needed) -> None:
    percent = 100 * result.along
    estimate, low, high = result.curve
    axes.fill_between(percent, low, high, color=BLUE, alpha=0.17, linewidth=0)
    axes.plot(percent, 1 - result.along, color=GREY, linewidth=1.2, linestyle=":")
    axes.plot(percent, estimate, color=BLUE)
    axes.axhline(0, color=INK, linewidth=1)
    own = result.difference
    axes.vlines(100 * result.control.share, own.low, own.high, color=INK, linewidth=2.5)
    axes.plot(100 * result.control.share, own.value, "s", color=BLUE, markeredgecolor=INK, markersize=10)
    axes.plot(result.baseline_percent, result.moved.value, "D", color=ORANGE, markeredgecolor=INK, markersize=11)
    rates = result.control_rates
    axes.vlines([rate.percent for rate in rates], -0.22, 1, color=LIGHT, linewidth=1.5, zorder=0)
    words(axes, [(f"on {rate.control}", rate.percent, -0.27) for rate in rates], "center", ink(GREY))
    direct(axes, "all better", 61, 0.93, GREY, "right", right=0)
    direct(axes, "harm ↓", 61, -0.09, GREY, "right", right=0)
    axes.set(xlim=(0, 62), ylim=(-0.31, 1.0))
    axes.set_yticks([*(1 / number for number in _NUMBERS), 0, -0.2], [*map(str, _NUMBERS), "∞", "5"])
    axes.set_xlabel("Better without the drug (%):  ■ trial  ◆ yours")
    name_y(axes, "Number needed to treat")


def _in_words(result: Needed) -> str:
    anyway, helped, rest = result.of_hundred
    own, moved = result.difference, result.moved
    more = "is harmed" if moved.value < 0 else "gets better"
    return (
        f"Where {result.baseline_percent:g}% get better anyway, one more {more} of every "
        f"{people_for_one(moved.value)} people treated. "
        f"{result.trial}, {result.outcome}: {result.drug.events} of {result.drug.people} with {result.drug.name}, "
        f"{result.control.events} of {result.control.people} with {result.control.name}. Difference "
        f"{minus(100 * own.value, '.1f')} percentage points, number needed to treat {number_needed_words(own)}. If the "
        f"{result.keeps} of {result.ratio.value:.2f} ({result.ratio.low:.2f} to {result.ratio.high:.2f}) stays and "
        f"{result.baseline_percent:g}% get better without the drug: {number_needed_words(moved)}; of 100 people "
        f"{anyway} better anyway, {helped} through the drug, {rest} not."
        + (" That would be more people than there are, so all are counted." if result.capped else "")
    )
