"""The forest plot of the workbench: its picture. What it says in words is in bench_words."""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.pooling import RATIOS, EffectMeasure
from ketabrain.engine.stats.proportions import Estimate
from ketabrain.topics.trials.bench import Bench, ForestRow
from ketabrain.topics.trials.bench_choices import Comparator, Crossovers
from ketabrain.topics.trials.bench_words import (
    effect_words,
    forest_words,
    in_people,
    no_range,
    range_words,
    reason_words,
)

_LINE_IN = 0.27
"""Height of a line in inches."""
_TOP, _LINES = 0.905, 22.4
"""Where the lines begin (share of the figure), and how many there is room for with those of the refused."""
_AXIS_LINES = 3.1
"""Lines that the numbers and the name of the axis take."""
_HEAD_Y, _FIRST_Y, _GAP = 1.0, 2.0, 0.2
"""Lines of the headings and of the first trial, and what is left free above the pooled effect."""
_RATIO_LIMITS, _RATIO_TICKS = (0.1, 40.0), (1 / 3, 1, 3, 9, 27)
_LIMITS = {
    EffectMeasure.RISK_DIFFERENCE: (-60.0, 100.0), EffectMeasure.SMD: (-1.5, 2.5),
    EffectMeasure.MADRS_POINTS: (-12.0, 20.0),
}  # fmt: skip
_TICKS = {
    EffectMeasure.RISK_DIFFERENCE: (-50, 0, 50), EffectMeasure.SMD: (-1, 0, 1, 2),
    EffectMeasure.MADRS_POINTS: (-10, 0, 10),
}  # fmt: skip
_UNITS = {
    EffectMeasure.RISK_RATIO: "Risk ratio (logarithmic)", EffectMeasure.ODDS_RATIO: "Odds ratio (logarithmic)",
    EffectMeasure.RISK_DIFFERENCE: "Risk difference (percentage points)",
    EffectMeasure.SMD: "Standardised mean difference", EffectMeasure.MADRS_POINTS: "Difference in MADRS points",
}  # fmt: skip
_LEFT, _RIGHT = 0.275, 0.5
"""Edges of the plot between the columns of words, in shares of the picture's width as all that follow."""
_TITLE_X, _NAME_X, _REASON_X, _EFFECT_X, _WEIGHT_X, _PEOPLE_X = 0.00995, 0.26645, 0.2807, 0.595, 0.735, 0.825
_AGAINST_X, _BIAS_X = 0.838, 0.943
"""Where the columns stand: effects by their middle, names, weights and people by their right end, the others by their
left."""
_SHAPES = {
    Comparator.PLACEBO_SPRAY: "s", Comparator.SALINE: "D", Comparator.MIDAZOLAM: "o", Comparator.ANAESTHESIA: "^",
    Comparator.ECT: "P", Comparator.ANOTHER_DRUG: "X",
}  # fmt: skip
"""The mark of a trial says its control."""
_SHORT = {Comparator.PLACEBO_SPRAY: "spray", Comparator.ANAESTHESIA: "asleep", Comparator.ANOTHER_DRUG: "other drug"}
"""Controls whose name is too long for their column."""


class _Line(NamedTuple):
    """What stands beside the plot in one line, at `y`; empty where nothing does."""

    y: float
    name: str
    effect: str = ""
    weight: str = ""
    people: str = ""
    against: str = ""
    bias: str = ""


@drawn(height_in=7.2)
def forest(result: Bench, figure: Figure) -> str:
    """A mark for every trial (its area is the weight, its shape the control), the pooled diamond, and people of 1000;
    below what was refused.
    """
    lines = 1.8 + len(result.rows) + (2.2 if result.pooled else 1.2)
    height = lines * _LINE_IN / figure.get_size_inches()[1]
    axes = panel(figure, left=_LEFT, right=_RIGHT, bottom=_TOP - height, top=_TOP)
    effect_axis(axes, result.measure)
    axes.set(ylim=(lines + 0.4, 0.4), yticks=())
    axes.vlines(result.no_effect, 1.5, lines + 0.4, color=INK, linewidth=1)
    axes.spines["left"].set_visible(False)
    for y, row in enumerate(result.rows, int(_FIRST_Y)):
        _mark(axes, row, y, result.measure)
    below = _FIRST_Y + len(result.rows) + _GAP
    if result.all_together:
        _diamond(axes, result.all_together, below, result.measure)
    if result.next_trial:
        _interval(axes, result.next_trial, below + 1, result.measure, ORANGE)
    _columns(axes, [*_trial_lines(result), *_pooled_lines(result, below)])
    people = in_people(result)
    _write(axes, [(people, _TITLE_X, lines + _AXIS_LINES)] if people else [], "left", ink(RED))
    _refused(axes, result, lines + _AXIS_LINES + (1.3 if people else 0))
    axes.set_title(_title(result), x=_in_panels(_TITLE_X), y=1 + 0.3 / (lines * _LINE_IN))
    return forest_words(result)


def effect_axis(axes: Axes, measure: EffectMeasure) -> None:
    """The axis of effects of a measure, with its ticks and limits."""
    if measure in RATIOS:
        axes.set_xscale("log")
        axes.set_xticks(_RATIO_TICKS, [f"{tick:g}" if tick >= 1 else f"1/{1 / tick:.0f}" for tick in _RATIO_TICKS])
        axes.minorticks_off()
    else:
        axes.set_xticks(_TICKS[measure], [minus(tick) for tick in _TICKS[measure]])
    axes.set_xlim(*_limits(measure))
    axes.set_xlabel(_UNITS[measure])


def _limits(measure: EffectMeasure) -> tuple[float, float]:
    return _RATIO_LIMITS if measure in RATIOS else _LIMITS[measure]


def _mark(axes: Axes, row: ForestRow, y: float, measure: EffectMeasure) -> None:
    """The effect of a trial and its interval; what was left out is grey and hollow."""
    _interval(axes, row.shown, y, measure, GREY if row.left_out else BLUE)
    value, size = np.clip(row.shown.value, *_limits(measure)), 4.5 + 15 * row.weight**0.5
    axes.plot(
        value, y, _SHAPES[row.comparator], color=PAPER if row.left_out else BLUE, markeredgecolor=INK, markersize=size
    )


def _interval(axes: Axes, estimate: Estimate, y: float, measure: EffectMeasure, colour: str) -> None:
    """A line; where it leaves the picture, an arrow says so."""
    low, high = _limits(measure)
    axes.hlines(y, max(low, estimate.low), min(high, estimate.high), color=colour, linewidth=2)
    for limit, shape, out in ((low, "<", estimate.low < low), (high, ">", estimate.high > high)):
        if out:
            axes.plot(limit, y, shape, color=colour, markersize=7, clip_on=False)


def _diamond(axes: Axes, pooled: Estimate, y: float, measure: EffectMeasure) -> None:
    left, middle, right = np.clip((pooled.low, pooled.value, pooled.high), *_limits(measure))
    axes.fill([left, middle, right, middle], [y, y - 0.42, y, y + 0.42], color=RED, edgecolor=INK)
    axes.vlines(middle, 1.5, y, color=RED, linestyle=":", linewidth=1.2)


def _trial_lines(result: Bench) -> list[_Line]:
    return [
        _Line(
            y=_FIRST_Y + place,
            name=f"{row.number}  {row.label}",
            effect=effect_words(row.shown, result.measure),
            weight="" if not result.pooled else "out" if row.left_out else f"{100 * row.weight:.0f}%",
            people=f"{row.people} : {row.control_people}",
            against=_SHORT.get(row.comparator, row.comparator),
            bias=row.bias.judgement.split()[0],
        )
        for place, row in enumerate(result.rows)
    ]


def _pooled_lines(result: Bench, y: float) -> list[_Line]:
    if not result.all_together:
        return [_Line(y, "One trial: nothing to pool" if result.trials else "Nothing to pool")]
    lines = [_Line(y, "All together", effect_words(result.all_together, result.measure), "100%")]
    next_trial = range_words(result.next_trial, result.measure) if result.next_trial else no_range(result)
    return [*lines, _Line(y + 1, "Next trial, 95% range", next_trial)]


def _columns(axes: Axes, lines: list[_Line]) -> None:
    """The columns of words with their headings."""
    heads = _Line(_HEAD_Y, "", "effect (95%)", "weight", "people", "against", "bias")
    for x, align, column in (
        (_NAME_X, "right", [(line.name, line.y) for line in lines]),
        (_EFFECT_X, "center", [(line.effect, line.y) for line in lines]),
        (_WEIGHT_X, "right", [(line.weight, line.y) for line in lines]),
        (_PEOPLE_X, "right", [(line.people, line.y) for line in lines]),
        (_AGAINST_X, "left", [(line.against, line.y) for line in lines]),
        (_BIAS_X, "left", [(line.bias, line.y) for line in lines]),
    ):
        _write(axes, [(text, x, y) for text, y in column if text], align)
    _write(axes, [(heads.weight, _WEIGHT_X, heads.y), (heads.people, _PEOPLE_X, heads.y)], "right", GREY)
    _write(axes, [(heads.effect, _EFFECT_X, heads.y)], "center", GREY)
    _write(axes, [(heads.against, _AGAINST_X, heads.y), (heads.bias, _BIAS_X, heads.y)], "left", GREY)
    _write(axes, [("better →", _RIGHT, heads.y)], "right", GREY)
    _write(axes, [("← worse", _LEFT, heads.y)], "left", GREY)


def _write(axes: Axes, texts: list[tuple[str, float, float]], align: str, colour: str = INK) -> None:
    """Texts, each at a share of the picture's width and in a line of the plot."""
    words(axes, [(text, _in_panels(x), y) for text, x, y in texts], align, colour, axes.get_yaxis_transform())


def _in_panels(x: float) -> float:
    """A share of the picture's width in widths of the plot, from its left edge."""
    return (x - _LEFT) / (_RIGHT - _LEFT)


def _refused(axes: Axes, result: Bench, y: float) -> None:
    """What was refused and why, as far as there is room from the line `y` on."""
    if not result.refused:
        return
    room = int(_LINES - y)
    more = len(result.refused) - room
    rows = result.refused if more <= 0 else result.refused[: room - 1]
    reasons = [(reason_words(each), _REASON_X, y + place) for place, each in enumerate(rows, 1)]
    if more > 0:
        reasons.append((f"and {more + 1} more, in the words below", _REASON_X, y + len(rows) + 1))
    _write(axes, [("Not pooled", _NAME_X, y)], "right", ink(RED))
    _write(axes, [(each.label, _NAME_X, y + place) for place, each in enumerate(rows, 1)], "right", GREY)
    _write(axes, reasons, "left", GREY)


def _title(result: Bench) -> str:
    what = f"{result.question[0].upper()}{result.question[1:]}, {result.time_point}"
    if result.leave_out and not result.left_out:
        return f"{what}: there is no trial {result.leave_out}"
    mixed = "UNLIKE CONTROLS MIXED" if len(result.controls) > 1 else f"against {result.comparator}"
    crossed = counted(sum(row.crossover for row in result.kept), "crossover")
    of_them = f", {crossed}" if result.crossovers is Crossovers.COUNTED_IN else ""
    return f"{what}, {mixed}: {counted(len(result.trials), 'trial')}{of_them}"
