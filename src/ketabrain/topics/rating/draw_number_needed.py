"""The number needed to treat: a hundred people in three kinds, and how it hangs on those who get better anyway."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, SKY, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.proportions import number_needed_words, people_for_one
from ketabrain.topics.rating.number_needed import Needed

_NUMBERS = (1, 2, 3, 5, 10)
"""Numbers needed that are marked on the axis of differences."""
_SIDE = 10


@drawn(height_in=4.4)
def needed(result: Needed, figure: Figure) -> str:
    """A hundred people (left); number needed by the share that gets better anyway (right)."""
    left, right = panels(figure, (1, 1.25), left=0.02, right=0.975, bottom=0.14, top=0.86, gap=0.11)
    _hundred(left, result)
    _by_baseline(right, result)
    return _in_words(result)


def _hundred(axes: Axes, result: Needed) -> None:
    anyway, helped, _ = result.of_hundred
    place = np.arange(_SIDE**2)
    x, y = place % _SIDE, _SIDE - 1 - place // _SIDE
    for first, last, shape, face in (
        (0, anyway, "s", SKY), (anyway, anyway + helped, "D", ORANGE), (anyway + helped, _SIDE**2, "o", PAPER),
    ):  # fmt: skip
        axes.plot(x[first:last], y[first:last], shape, color=face, markeredgecolor=INK, markersize=11, linestyle="none",
                  markeredgewidth=0.8, clip_on=False)  # fmt: skip
    axes.set(xlim=(-0.6, 9.6), ylim=(-2, 9.6))
    axes.axis("off")
    rest = _SIDE**2 - anyway - helped
    words = f"■ {anyway} better anyway   ○ {rest} not better\n◆ {helped} better through the drug"
    axes.text(-0.5, -1.9, words, fontsize=SMALL, linespacing=1.3)
    axes.set_title("Of 100 people", x=0.01)


def _by_baseline(axes: Axes, result: Needed) -> None:
    percent = 100 * result.along
    estimate, low, high = result.curve
    axes.fill_between(percent, low, high, color=BLUE, alpha=0.15, linewidth=0)
    axes.plot(percent, 1 - result.along, color=GREY, linewidth=1.2, linestyle=":")
    axes.plot(percent, estimate, color=BLUE)
    axes.axhline(0, color=INK, linewidth=1)
    own = result.difference
    axes.vlines(100 * result.control.share, own.low, own.high, color=INK, linewidth=2.5)
    axes.plot(100 * result.control.share, own.value, "s", color=BLUE, markeredgecolor=INK, markersize=10)
    axes.plot(result.baseline_percent, result.moved.value, "D", color=ORANGE, markeredgecolor=INK, markersize=11)
    rates = result.control_rates
    axes.vlines([rate.percent for rate in rates], -0.28, 1, color=LIGHT, linewidth=1.5, zorder=0)
    for rate in rates:
        axes.text(rate.percent, -0.27, f"on {rate.control}", ha="center", fontsize=SMALL, color=GREY)
    axes.text(61, 0.93, "dotted: everybody gets better", ha="right", va="top", fontsize=SMALL, color=GREY)
    axes.set(xlim=(0, 62), ylim=(-0.3, 1.0))
    axes.set_yticks([*(1 / number for number in _NUMBERS), 0, -0.2], [*map(str, _NUMBERS), "∞", "5"])
    axes.text(61, -0.04, "harm ↓", ha="right", va="top", fontsize=SMALL, color=GREY)
    axes.set_ylabel("Number needed to treat")
    axes.set_xlabel("Better without the drug (%):  ■ trial  ◆ chosen")
    axes.set_title(f"Treat {_short(result)} for one more better", x=-0.16)


def _short(result: Needed) -> str:
    moved = result.moved.value
    return f"{'harm ' if moved < 0 else ''}{people_for_one(moved)}"


def _in_words(result: Needed) -> str:
    anyway, helped, rest = result.of_hundred
    own, moved = result.difference, result.moved
    return (
        f"{result.trial}, {result.outcome}: {result.drug.events} of {result.drug.people} with {result.drug.name}, "
        f"{result.control.events} of {result.control.people} with {result.control.name}. Difference "
        f"{minus(100 * own.value, '.1f')} percentage points, number needed to treat {number_needed_words(own)}. If the "
        f"{result.keeps} of {result.ratio.value:.2f} ({result.ratio.low:.2f} to {result.ratio.high:.2f}) stays and "
        f"{result.baseline_percent:g}% get better without the drug: {number_needed_words(moved)}; of 100 people "
        f"{anyway} better anyway, {helped} through the drug, {rest} not."
        + (" That would be more people than there are, so all are counted." if result.capped else "")
    )
