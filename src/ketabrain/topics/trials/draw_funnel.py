"""The funnel plot of the trials on the bench."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, INK, LIGHT, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.trials.bench import Bench
from ketabrain.topics.trials.bench_words import asked_words, effect_number
from ketabrain.topics.trials.draw_bench import effect_axis

_BESIDE = np.array([(12.0, 0.0), (-12.0, 0.0), (0.0, 13.0), (0.0, -13.0)])
"""Where the number of a point may stand, in points from it."""
_CLEAR_PX = 9
"""Pixels that a number keeps from the line of the pooled effect."""


def funnel(result: Bench, figure: Figure) -> str:
    """Effect against its standard error, with the region where 95 of 100 trials of one true effect would lie."""
    axes = panel(figure, left=0.11, right=0.97, bottom=0.16, top=0.87)
    region = result.funnel_region
    depths, lows, highs = (0, region.deepest), (region.middle, region.low), (region.middle, region.high)
    axes.fill_betweenx(depths, lows, highs, color=LIGHT)
    axes.axvline(result.no_effect, color=INK, linewidth=1)
    if result.pooled:
        axes.axvline(region.middle, color=RED, linestyle="--")
    effect_axis(axes, result.measure)
    axes.set(ylim=(region.deepest, 0), ylabel="Standard error (small trials below)")
    if result.kept:
        effects = np.clip([row.shown.value for row in result.kept], *axes.get_xlim())
        points = np.column_stack([effects, [row.effect.se for row in result.kept]])
        axes.plot(*points.T, "o", color=BLUE, markeredgecolor=INK, markersize=9)
        pixels, line = axes.transData.transform(points), axes.transData.transform((region.middle, 0))[0]
        places = axes.transData.inverted().transform(_free_places(pixels, line))
        words(axes, [(f"{row.number}", x, y) for row, (x, y) in zip(result.kept, places, strict=True)], "center")
    few = counted(len(result.trials), "trial")
    judged = "" if len(result.trials) >= 10 else ": too few to judge its shape"
    axes.set_title(f"Funnel of {few}{judged}", x=-0.06)
    told = "; ".join(
        f"{row.number} {row.label} {effect_number(row.shown.value, result.measure)}, standard error {row.effect.se:.2f}"
        for row in result.kept
    )
    return (
        f"Funnel of {few} ({asked_words(result)}). {told or 'No trial is left'}. Ten are commonly asked for "
        "before the shape of a funnel is judged."
    )


def _free_places(points: np.ndarray, line: float) -> list[np.ndarray]:
    """For each point (pixels) the place beside it that is farthest from the other points and from numbers so far, and
    not on the upright line at `line`.
    """
    places: list[np.ndarray] = []
    for i, point in enumerate(points):
        taken = np.array([*np.delete(points, i, axis=0), *places]).reshape(-1, 2)
        around = point + _BESIDE * DPI / 72
        room = np.linalg.norm(around[:, None] - taken, axis=2).min(axis=1, initial=np.inf)
        room[np.abs(around[:, 0] - line) < _CLEAR_PX] = 0
        places.append(around[int(np.argmax(room))])
    return places
