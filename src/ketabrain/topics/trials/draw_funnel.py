"""The funnel plot of the trials on the bench."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from ketabrain.engine.draw.layout import heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, PAPER, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.trials.bench import Bench
from ketabrain.topics.trials.bench_words import asked_words, effect_number
from ketabrain.topics.trials.draw_bench import effect_axis

_NAMES_PX = 184
"""Room for the names at the right."""
_APART = 0.068
"""Share of the plot's height that two names keep from one another."""
_ENOUGH = 10
"""Trials that are commonly asked for before the shape of a funnel is judged."""


def funnel(result: Bench, figure: Figure) -> str:
    """Effect against its standard error, with the region where 95 of 100 trials of one true effect would lie."""
    axes = plot(figure, right=_NAMES_PX)
    region = result.funnel_region
    effect_axis(axes, result.measure)
    axes.set_ylim(region.deepest, 0)
    axes.axvline(result.no_effect, color=INK, linewidth=1)
    if result.pooled:
        axes.plot([region.low, region.middle, region.high], [region.deepest, 0, region.deepest], color=GREY)
        axes.vlines(region.middle, 0, region.deepest, color=RED, linestyle="--", linewidth=1.6)
    if result.kept:
        effects = np.clip([row.shown.value for row in result.kept], *axes.get_xlim())
        points = np.column_stack([effects, [row.effect.se for row in result.kept]])
        axes.plot(*points.T, "o", color=BLUE, markeredgecolor=PAPER, markersize=10, zorder=3)
        _names(axes, [row.label for row in result.kept], points, region.deepest)
    name_y(axes, "Standard error (small trials below)")
    few = counted(len(result.trials), "trial")
    judged = "" if len(result.trials) >= _ENOUGH else ": too few to judge the shape"
    asked = f"{result.question[0].upper()}{result.question[1:]}, {result.time_point}"
    heading(
        figure,
        f"{few}{judged}",
        f"{asked} · dashed: all together · grey: where chance puts 95 of 100",
    )
    told = "; ".join(
        f"{row.number} {row.label} {effect_number(row.shown.value, result.measure)}, standard error {row.effect.se:.2f}"
        for row in result.kept
    )
    return (
        f"Funnel of {few}{judged}. The grey lines hold 95 of 100 trials of one true effect ({asked_words(result)}). "
        f"{told or 'No trial is left'}. Ten are commonly asked for before the shape of a funnel is judged."
    )


def _names(axes: Axes, names: list[str], points: np.ndarray, deepest: float) -> None:
    """Names in a column at the right, as deep as their trials where there is room, each with a line to its point."""
    order = np.lexsort((points[:, 0], points[:, 1]))
    depths = points[order, 1] / deepest
    steps = _APART * np.arange(len(order))
    deep = np.maximum.accumulate(depths - steps) + steps
    deep -= max(deep[-1] - 0.97, 0) if deep.size else 0
    right = axes.get_xlim()[1]
    y = deep * deepest
    lines = [[(points[place, 0], points[place, 1]), (right, each)] for place, each in zip(order, y, strict=True)]
    axes.add_collection(LineCollection(lines, colors=BEGAN, linewidths=0.9, zorder=0.6), autolim=False)
    at_right = blended_transform_factory(axes.transAxes, axes.transData)
    words(axes, [(names[place], 1.012, each) for place, each in zip(order, y, strict=True)], "left", INK, at_right)
