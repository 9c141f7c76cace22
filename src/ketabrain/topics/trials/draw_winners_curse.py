"""The winner's curse: invented trials with what is published of them, and what that shows by its size."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as where_it_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.trials.winners_curse import SIZES, PublishedRecord

_WIDEST = 2.5
"""Effects beyond this many standard deviations are drawn at the edge."""
_LOWEST, _HIGHEST = -0.4, 2.0
"""Ends of the axis of means, in standard deviations: nothing leaves it within the ranges of the notebook."""
_DIAMOND = -0.09
"""Where the pooled effect of the published stands, below the trials."""


@drawn(height_in=4.4)
def curse(result: PublishedRecord, figure: Figure, began: PublishedRecord | None = None) -> str:
    """All trials with the published ones filled (left), and the mean published effect by size."""
    left, right = plots(figure, (1.1, 1), left=24, right=62, gap=62)
    _trials(left, result)
    _curve(right, result, began)
    found = f"{_plain(result.pooled.value)} SD" if result.pooled else "nothing"
    heading(
        figure,
        f"The truth is {_plain(result.true_effect)} SD; published and pooled: {found}",
        f"Illustration: {result.effects.size} invented trials of {result.people_per_arm} in each group, "
        f"{100 * result.share_significant:.0f}% of them significant",
    )
    return _in_words(result)


def _trials(axes: Axes, result: PublishedRecord) -> None:
    order = np.argsort(result.effects)
    heights = np.empty(order.size)
    heights[order] = (np.arange(order.size) + 0.5) / order.size
    shown = np.clip(result.effects, -_WIDEST, _WIDEST)
    kinds = (
        (~result.seen, "o", PAPER, GREY, "unpublished"),
        (result.seen & ~result.significant, "s", ORANGE, INK, "not significant"),
        (result.seen & result.significant, "D", BLUE, INK, "significant"),
    )
    for which, shape, face, edge, _ in kinds:
        axes.plot(shown[which], heights[which], shape, color=face, markeredgecolor=edge, markersize=7,
                  markeredgewidth=0.8, linestyle="none", clip_on=False)  # fmt: skip
    _key(axes, [(shape, face, edge, name) for which, shape, face, edge, name in reversed(kinds) if which.any()])
    axes.axvline(0, color=LIGHT, linewidth=1.2, zorder=0)
    axes.axvline(result.true_effect, color=RED, linewidth=2, linestyle="--", zorder=1)
    if result.pooled:
        low, middle, high = np.clip((result.pooled.low, result.pooled.value, result.pooled.high), -_WIDEST, _WIDEST)
        y = _DIAMOND
        axes.fill([low, middle, high, middle], [y, y + 0.045, y, y - 0.045], facecolor=BLUE, edgecolor=INK, zorder=3)
    axes.set(xlim=(-_WIDEST, _WIDEST), ylim=(-0.16, 1.03), yticks=())
    axes.set_xticks((-2, -1, 0, 1, 2), [minus(tick) for tick in (-2, -1, 0, 1, 2)])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("Effect (SD)")


def _key(axes: Axes, looks: Sequence[tuple[str, str, str, str]]) -> None:
    """What the marks that are drawn say, in the corner that ranked trials leave free."""
    named: list[tuple[str, float, float]] = []
    for line, (shape, face, edge, name) in enumerate(looks):
        y = 0.95 - 0.08 * line
        named.append((name, -2.24, y))
        axes.plot(-2.38, y, shape, color=face, markeredgecolor=edge, markersize=7, markeredgewidth=0.8)
    words(axes, named, "left")
    words(axes, [("pooled", -2.24, _DIAMOND)], "left", BLUE)


def _curve(axes: Axes, result: PublishedRecord, began: PublishedRecord | None) -> None:
    axes.set_xscale("log")
    axes.set(xlim=(4.5, 220), ylim=(_LOWEST, _HIGHEST))
    if began:
        where_it_began(axes, began.along, began.curve)
    axes.plot(result.along, result.curve, color=BLUE)
    axes.plot(SIZES, result.checks, "o", color=PAPER, markeredgecolor=INK, markersize=6, linestyle="none")
    axes.axhline(result.true_effect, color=RED, linewidth=2, linestyle="--", zorder=1.9)
    axes.plot(result.people_per_arm, result.expected.effect, "D", color=BLUE, markeredgecolor=INK, markersize=11,
              clip_on=False)  # fmt: skip
    direct(axes, "truth", 220, result.true_effect, RED)
    axes.minorticks_off()
    axes.set_xticks([5, 10, 20, 50, 100, 200], ["5", "10", "20", "50", "100", "200"])
    axes.set_yticks([0, 0.5, 1, 1.5, 2], ["0", "0.5", "1", "1.5", "2"])
    axes.set_xlabel("People per group (logarithmic)")
    name_y(axes, "Mean of what is published (SD)")
    if began:
        words(axes, [("grey: at first", 200, _LOWEST + 0.12)], "right", ink(GREY))


def _plain(value: float) -> str:
    return minus(round(value, 2) + 0.0)


def _in_words(result: PublishedRecord) -> str:
    count = int(result.seen.sum())
    truth = f"Where the truth is {_plain(result.true_effect)} SD"
    start = (
        f"{result.effects.size} invented trials of {result.people_per_arm} people per group, spread between trials "
        f"{result.between:g} SD, draw {result.seed}. Significant (p below 0.05): "
        f"{100 * result.share_significant:.0f}%, computed {100 * result.expected.power:.0f}%. "
        f"Published ({result.published}): {count}. "
    )
    mean = (
        f"Computed mean of what is published at this size: {_plain(result.expected.effect)} SD; with "
        f"{result.along[-1]:.0f} per group {_plain(float(result.curve[-1]))}."
    )
    if result.pooled is None or result.fixed is None or result.share_wrong_sign is None:
        return f"{truth}, nothing was published, so nothing can be pooled. {start}{mean}"
    times = "" if result.exaggeration is None else f", {result.exaggeration:.1f} times the true effect"
    return (
        f"{truth}, the published trials together say {_plain(result.pooled.value)} SD "
        f"({_plain(result.pooled.low)} to {_plain(result.pooled.high)}){times}. {start}"
        f"Taken as one true effect they give {_plain(result.fixed.value)}. "
        f"{100 * result.share_wrong_sign:.0f}% of the published point below zero. {mean}"
    )
