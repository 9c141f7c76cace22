"""The winner's curse: invented trials with what is published of them, and what that shows by its size."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels, plain_log_ticks
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, RED, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.trials.winners_curse import SIZES, PublishedRecord

_WIDEST = 2.5
"""Effects beyond this many standard deviations are drawn at the edge."""


@drawn(height_in=4.8)
def curse(result: PublishedRecord, figure: Figure) -> str:
    """All trials with the published ones filled (left), and the mean published effect by size."""
    left, right = panels(figure, (1.25, 1), left=0.045, right=0.98, bottom=0.13, top=0.87, gap=0.105)
    _trials(left, result)
    _curve(right, result)
    return _in_words(result)


def _trials(axes: Axes, result: PublishedRecord) -> None:
    order = np.argsort(result.effects)
    heights = np.empty(order.size)
    heights[order] = (np.arange(order.size) + 0.5) / order.size
    shown = np.clip(result.effects, -_WIDEST, _WIDEST)
    size = float(np.clip(9 - order.size / 40, 4, 9))
    kinds = (
        (~result.seen, "o", PAPER, GREY),
        (result.seen & ~result.significant, "s", ORANGE, INK),
        (result.seen & result.significant, "D", BLUE, INK),
    )
    for which, shape, face, edge in kinds:
        axes.plot(shown[which], heights[which], shape, color=face, markeredgecolor=edge, markersize=size,
                  markeredgewidth=0.8, linestyle="none", clip_on=False)  # fmt: skip
    axes.axvline(0, color=LIGHT, linewidth=1.2, zorder=0)
    axes.axvline(result.true_effect, color=RED, linewidth=2, linestyle="--", zorder=1)
    if result.pooled:
        low, middle, high = np.clip((result.pooled.low, result.pooled.value, result.pooled.high), -_WIDEST, _WIDEST)
        axes.fill([low, middle, high, middle], [-0.08, -0.045, -0.08, -0.115], facecolor=BLUE, edgecolor=INK)
    else:
        axes.text(0, -0.08, "nothing published", ha="center", va="center", fontsize=SMALL)
    axes.set(xlim=(-_WIDEST, _WIDEST), ylim=(-0.14, 1.03), yticks=(), xticks=(-2, -1, 0, 1, 2))
    axes.set_xlabel("Effect (SD), invented trials; dashed: true")
    axes.set_title("◆ significant  ■ not  ○ unpublished", x=0)


def _curve(axes: Axes, result: PublishedRecord) -> None:
    axes.plot(result.along, result.curve, color=BLUE)
    axes.plot(SIZES, result.checks, "o", color=PAPER, markeredgecolor=INK, markersize=6, linestyle="none")
    axes.axhline(result.true_effect, color=RED, linewidth=2, linestyle="--")
    axes.plot(result.people_per_arm, result.expected.effect, "D", color=BLUE, markeredgecolor=INK, markersize=10)
    top = max(1.5, 1.3 * float(np.nanmax([*result.curve, *result.checks])))
    axes.set_xscale("log")
    bottom = min(-0.1 * top, 1.2 * float(np.nanmin(result.checks)))
    axes.set(xlim=(4.5, 220), ylim=(bottom, top))
    plain_log_ticks(axes.xaxis)
    axes.set_xticks([5, 10, 20, 50, 100, 200], ["5", "10", "20", "50", "100", "200"])
    axes.set_xlabel("People per arm (logarithmic)")
    axes.set_title("Mean of what is published", x=-0.12)
    words = f"{100 * result.expected.power:.0f}% of such trials: significant"
    if result.pooled:
        words += f"\npublished ones pooled: {_plain(result.pooled.value)} SD"
    axes.text(0.98, 0.99, words, transform=axes.transAxes, ha="right", va="top", fontsize=SMALL)


def _plain(value: float) -> str:
    return minus(round(value, 2))


def _in_words(result: PublishedRecord) -> str:
    count = int(result.seen.sum())
    start = (
        f"{result.effects.size} invented trials of {result.people_per_arm} people per arm, true effect "
        f"{result.true_effect:g} SD, spread between trials {result.between:g} SD, draw {result.seed}. Significant (p "
        f"below 0.05): {100 * result.share_significant:.0f}%, computed {100 * result.expected.power:.0f}%. "
        f"Published ({result.published}): {count}. "
    )
    mean = (
        f"Computed mean of what is published at this size: {_plain(result.expected.effect)} SD; with "
        f"{result.along[-1]:.0f} per arm {_plain(float(result.curve[-1]))}."
    )
    if result.pooled is None or result.fixed is None or result.share_wrong_sign is None:
        return f"{start}Nothing to pool. {mean}"
    times = "" if result.exaggeration is None else f", {result.exaggeration:.1f} times the true effect"
    return (
        f"{start}Pooled: {_plain(result.pooled.value)} SD (95% interval {_plain(result.pooled.low)} to "
        f"{_plain(result.pooled.high)}; taken as one true effect {_plain(result.fixed.value)}){times}. "
        f"{100 * result.share_wrong_sign:.0f}% of the published point below zero. {mean}"
    )
