"""The forest plot of the workbench, and the funnel plot of the same trials."""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.pooling import RATIOS, EffectMeasure, PoolingModel
from ketabrain.engine.stats.proportions import Estimate
from ketabrain.topics.trials.bench import Bench, ForestRow
from ketabrain.topics.trials.bench_choices import Comparator
from ketabrain.topics.trials.refusals import Refused, Why

_LINE_IN = 0.27
"""Height of a line in inches."""
_TOP, _LINES = 0.905, 22.4
"""Where the lines begin (share of the figure), and how many there is room for with those of the refused."""
_AXIS_LINES = 3.1
"""Lines that the numbers and the name of the axis take."""
_HEAD_Y, _FIRST_Y, _GAP = 1.0, 2.0, 0.2
"""Lines of the headings and of the first trial, and what is left free above the pooled effect."""
_RATIO_LIMITS, _RATIO_TICKS = (0.1, 40.0), (0.125, 1 / 3, 1, 3, 9, 27)
_LIMITS = {
    EffectMeasure.RISK_DIFFERENCE: (-60.0, 100.0), EffectMeasure.SMD: (-1.5, 2.5),
    EffectMeasure.MADRS_POINTS: (-12.0, 20.0),
}  # fmt: skip
_TICKS = {
    EffectMeasure.RISK_DIFFERENCE: (-50, -25, 0, 25, 50, 75), EffectMeasure.SMD: (-1, 0, 1, 2),
    EffectMeasure.MADRS_POINTS: (-10, -5, 0, 5, 10, 15),
}  # fmt: skip
_UNITS = {
    EffectMeasure.RISK_RATIO: "Risk ratio (logarithmic)", EffectMeasure.ODDS_RATIO: "Odds ratio (logarithmic)",
    EffectMeasure.RISK_DIFFERENCE: "Risk difference (percentage points)",
    EffectMeasure.SMD: "Standardised mean difference", EffectMeasure.MADRS_POINTS: "Difference in MADRS points",
}  # fmt: skip
_LEFT, _RIGHT = 0.275, 0.56
"""Edges of the plot between the columns of words, in shares of the picture's width as all that follow."""
_TITLE_X, _NAME_X, _REASON_X, _EFFECT_X, _WEIGHT_X, _PEOPLE_X = 0.00995, 0.26645, 0.2807, 0.6797, 0.845, 0.9647
"""Where the columns stand: title and reasons by their left end, effects by their middle, the others by their right."""
_BESIDE = np.array([(12.0, 0.0), (-12.0, 0.0), (0.0, 13.0), (0.0, -13.0)])
"""Where the number of a point may stand, in points from it."""
_REASONS = {
    Why.BY_TABLE: "{other}",
    Why.NO_RESPONSE: "no counts of response",
    Why.NO_REMISSION: "no counts of remission",
    Why.NO_MADRS: "no MADRS scores",
    Why.NO_SPREAD: "no scores with a spread",
    Why.CROSSOVER: "crossover: everybody had both",
    Why.TRIALS_HERE: "its trials are here already",
    Why.IN_REPORT: "its people are in {other}",
}


class _Line(NamedTuple):
    """What stands beside the plot in one line, at `y`; empty where nothing does."""

    y: float
    name: str
    effect: str = ""
    weight: str = ""
    people: str = ""


@drawn(height_in=7.2)
def forest(result: Bench, figure: Figure) -> str:
    """A square for every trial (its area is the weight), the pooled diamond, and below what was refused."""
    lines = 1.8 + len(result.rows) + (2.2 if result.pooled else 1.2)
    height = lines * _LINE_IN / figure.get_size_inches()[1]
    axes = panel(figure, left=_LEFT, right=_RIGHT, bottom=_TOP - height, top=_TOP)
    _scale(axes, result.measure)
    axes.set(ylim=(lines + 0.4, 0.4), yticks=())
    axes.vlines(result.no_effect, 1.5, lines + 0.4, color=INK, linewidth=1)
    axes.spines["left"].set_visible(False)
    for y, row in enumerate(result.rows, int(_FIRST_Y)):
        _square(axes, row, y, result.measure)
    below = _FIRST_Y + len(result.rows) + _GAP
    if result.all_together:
        _diamond(axes, result.all_together, below, result.measure)
    if result.next_trial:
        _interval(axes, result.next_trial, below + 1, result.measure, ORANGE)
    _columns(axes, [*_trial_lines(result), *_pooled_lines(result, below)])
    _refused(axes, result, lines + _AXIS_LINES)
    axes.set_title(_title(result), x=_in_panels(_TITLE_X), y=1 + 0.3 / (lines * _LINE_IN))
    return _in_words(result)


def funnel(result: Bench, figure: Figure) -> str:
    """Effect against its standard error, with the region where 95 of 100 trials of one true effect would lie."""
    axes = panel(figure, left=0.11, right=0.97, bottom=0.16, top=0.87)
    region = result.funnel_region
    depths, lows, highs = (0, region.deepest), (region.middle, region.low), (region.middle, region.high)
    axes.fill_betweenx(depths, lows, highs, color=LIGHT)
    axes.axvline(result.no_effect, color=INK, linewidth=1)
    if result.pooled:
        axes.axvline(region.middle, color=RED, linestyle="--")
    _scale(axes, result.measure)
    axes.set(ylim=(region.deepest, 0), ylabel="Standard error (small trials below)")
    if result.trials:
        effects = np.clip([row.shown.value for row in result.trials], *axes.get_xlim())
        points = np.column_stack([effects, [row.effect.se for row in result.trials]])
        axes.plot(*points.T, "o", color=BLUE, markeredgecolor=INK, markersize=9)
        places = axes.transData.inverted().transform(_free_places(axes.transData.transform(points)))
        words(axes, [(f"{row.number}", x, y) for row, (x, y) in zip(result.trials, places, strict=True)], "center")
    few = counted(len(result.trials), "comparison")
    judged = "" if len(result.trials) >= 10 else ": too few to judge its shape"
    axes.set_title(f"Funnel of {few}{judged}", x=-0.06)
    told = "; ".join(
        f"{row.number} {row.label} {_number(row.shown.value, result.measure)}, standard error {row.effect.se:.2f}"
        for row in result.trials
    )
    return (
        f"Funnel of {few} ({_asked(result)}). {told or 'No trial is left'}. Ten are commonly asked for "
        "before the shape of a funnel is judged; doses of one trial are not even independent."
    )


def reason_words(refused: Refused) -> str:
    """Why a row is not pooled, in a few words."""
    return _REASONS[refused.why].format(other=refused.other)


def _free_places(points: np.ndarray) -> list[np.ndarray]:
    """For each point (pixels) the place beside it that is farthest from the other points and from numbers so far."""
    places: list[np.ndarray] = []
    for i, point in enumerate(points):
        taken = np.array([*np.delete(points, i, axis=0), *places]).reshape(-1, 2)
        around = point + _BESIDE * DPI / 72
        room = np.linalg.norm(around[:, None] - taken, axis=2).min(axis=1, initial=np.inf)
        places.append(around[int(np.argmax(room))])
    return places


def _scale(axes: Axes, measure: EffectMeasure) -> None:
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


def _square(axes: Axes, row: ForestRow, y: float, measure: EffectMeasure) -> None:
    """The effect of a trial and its interval; what was left out is grey and hollow."""
    _interval(axes, row.shown, y, measure, GREY if row.left_out else BLUE)
    value, size = np.clip(row.shown.value, *_limits(measure)), 4.5 + 15 * row.weight**0.5
    axes.plot(value, y, "s", color=PAPER if row.left_out else BLUE, markeredgecolor=INK, markersize=size)


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
            effect=_effect(row.shown, result.measure),
            weight="" if not result.pooled else "out" if row.left_out else f"{100 * row.weight:.0f}%",
            people=f"{row.people:.0f} : {row.control_people:.0f}",
        )
        for place, row in enumerate(result.rows)
    ]


def _pooled_lines(result: Bench, y: float) -> list[_Line]:
    if not result.all_together:
        return [_Line(y, "One trial: nothing to pool" if result.trials else "Nothing to pool")]
    lines = [_Line(y, "All together", _effect(result.all_together, result.measure), "100%")]
    if result.next_trial:
        lines.append(_Line(y + 1, "Next trial, 95% range", _range(result.next_trial, result.measure)))
    return lines


def _columns(axes: Axes, lines: list[_Line]) -> None:
    """The columns of words with their headings."""
    heads = _Line(_HEAD_Y, "", "effect (95% interval)", "weight", "people")
    for x, align, column in (
        (_NAME_X, "right", [(line.name, line.y) for line in lines]),
        (_EFFECT_X, "center", [(line.effect, line.y) for line in lines]),
        (_WEIGHT_X, "right", [(line.weight, line.y) for line in lines]),
        (_PEOPLE_X, "right", [(line.people, line.y) for line in lines]),
    ):
        _write(axes, [(text, x, y) for text, y in column if text], align)
    _write(axes, [(heads.weight, _WEIGHT_X, heads.y), (heads.people, _PEOPLE_X, heads.y)], "right", GREY)
    _write(axes, [(heads.effect, _EFFECT_X, heads.y)], "center", GREY)
    _write(axes, [("drug better →", _RIGHT, heads.y)], "right", GREY)
    _write(axes, [("← control better", _LEFT, heads.y)], "left", GREY)


def _write(axes: Axes, texts: list[tuple[str, float, float]], align: str, colour: str = INK) -> None:
    """Texts, each at a share of the picture's width and in a line of the plot."""
    words(axes, [(text, _in_panels(x), y) for text, x, y in texts], align, colour, axes.get_yaxis_transform())


def _in_panels(x: float) -> float:
    """A share of the picture's width in widths of the plot, from its left edge."""
    return (x - _LEFT) / (_RIGHT - _LEFT)


def _refused(axes: Axes, result: Bench, y: float) -> None:
    """What was refused and why, as far as there is room from the line `y` on."""
    if result.time_point not in result.looked:
        _write(axes, [(line, _TITLE_X, y + place) for place, line in enumerate(_elsewhere(result))], "left", ink(RED))
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


def _number(value: float, measure: EffectMeasure) -> str:
    if measure in RATIOS:
        return f"{value:.2f}" if value < 9.95 else f"{value:.0f}"
    if measure is EffectMeasure.RISK_DIFFERENCE:
        return minus(round(value) + 0.0)
    return minus(value + 0.0, ".2f" if measure is EffectMeasure.SMD else ".1f")


def _range(estimate: Estimate, measure: EffectMeasure) -> str:
    return f"{_number(estimate.low, measure)} to {_number(estimate.high, measure)}"


def _effect(estimate: Estimate, measure: EffectMeasure) -> str:
    return f"{_number(estimate.value, measure)} ({_range(estimate, measure)})"


def _title(result: Bench) -> str:
    if result.leave_out and not result.left_out:
        return f"{_capital(result.question)}, {result.time_point}: there is no trial {result.leave_out}"
    if not result.pooled:
        return f"{_capital(result.question)}, {result.time_point}: {result.outcome}"
    spread = "" if result.model is PoolingModel.FIXED else f", tau² {result.pooled.tau2:.2g}"
    return f"{_capital(result.question)}, {result.time_point}: I² {100 * result.pooled.i2:.0f}%{spread}"


def _capital(question: str) -> str:
    return question[0].upper() + question[1:]


def _asked(result: Bench) -> str:
    return (
        f"{result.question}, {result.outcome}, {result.time_point}, against {result.comparator}; {result.model} "
        f"effects, {result.interval} interval, crossovers {result.crossovers}, doses: {result.doses}"
    )


def _in_words(result: Bench) -> str:
    parts = [f"Forest plot of {counted(len(result.trials), 'comparison')} ({_asked(result)})."]
    parts += [
        f"{row.number} {row.label}, against {row.comparator}: {_effect(row.shown, result.measure)}"
        f"{' (left out)' if row.left_out else ''}."
        for row in result.rows
    ]
    parts.append(_pooled_words(result))
    if result.leave_out and not result.left_out:
        parts.append(f"There is no trial number {result.leave_out}, so none was left out.")
    if result.refused:
        told = (f"{each.label} ({reason_words(each)})" for each in result.refused)
        parts.append(f"Not pooled: {'; '.join(told)}.")
    return " ".join(parts)


def _elsewhere(result: Bench) -> list[str]:
    """Why the bench is empty, in lines: no trial of this kind in the table looked then, and when any did."""
    against = "" if result.comparator is Comparator.ALL else f" against {result.comparator}"
    if not result.looked:
        return [f"No trial of {result.question}{against} in our table"]
    when = " or ".join(f"“{point}”" for point in result.looked)
    return [f"No trial of {result.question}{against} at “{result.time_point}” in our table", f"try {when}"]


def _pooled_words(result: Bench) -> str:
    if result.time_point not in result.looked:
        return f"Nothing can be pooled. {'; '.join(_elsewhere(result))}."
    pooled, together = result.pooled, result.all_together
    if not pooled or not together:
        return "Fewer than two trials: nothing can be pooled."
    told = f"All together {_effect(together, result.measure)}; I² {100 * pooled.i2:.0f}%"
    if result.model is not PoolingModel.FIXED:
        told += f", tau² {pooled.tau2:.2g}"
    if result.next_trial:
        told += f"; the next trial's true effect is expected in the range {_range(result.next_trial, result.measure)}"
    controls = sorted({row.comparator for row in result.trials})
    if len(controls) > 1:
        told += f". Different controls are mixed here: {', '.join(controls)}"
    return told + "."
