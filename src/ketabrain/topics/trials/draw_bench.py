"""The forest plot of the workbench, and the funnel plot of the same trials."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.style import (
    BLUE,
    DPI,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    PAPER,
    RED,
    counted,
    ink,
    minus,
    panel,
    words,
)
from ketabrain.engine.stats.pooling import MODELS, RATIOS, shown
from ketabrain.engine.stats.proportions import Z95
from ketabrain.topics.trials.bench import COMPARATORS, Bench, Trial

_LINE_IN = 0.27
"""Height of a line in inches."""
_TOP, _LINES = 0.905, 22.4
"""Where the lines begin (share of the figure), and how many there is room for with those of the refused."""
_AXIS_LINES = 3.1
"""Lines that the numbers and the name of the axis take."""
_RATIO_LIMITS, _RATIO_TICKS = (0.1, 40.0), (0.125, 1 / 3, 1, 3, 9, 27)
_LIMITS = {"risk difference": (-60.0, 100.0), "SMD": (-1.5, 2.5), "MADRS points": (-12.0, 20.0)}
_TICKS = {
    "risk difference": (-50, -25, 0, 25, 50, 75), "SMD": (-1, 0, 1, 2), "MADRS points": (-10, -5, 0, 5, 10, 15),
}  # fmt: skip
_UNITS = {
    "risk ratio": "Risk ratio (logarithmic)", "odds ratio": "Odds ratio (logarithmic)",
    "risk difference": "Risk difference (percentage points)", "SMD": "Standardised mean difference",
    "MADRS points": "Difference in MADRS points",
}  # fmt: skip
_NAME_X, _EFFECT_X, _WEIGHT_X, _PEOPLE_X = -0.03, 1.42, 2.0, 2.42
"""Where the columns stand, in widths of the panel: the second by its middle, the others by their right end."""
_TITLE_X = -0.93
"""Where the title begins, in the same widths."""


_BESIDE = np.array([(12.0, 0.0), (-12.0, 0.0), (0.0, 13.0), (0.0, -13.0)])
"""Where the number of a point may stand, in points from it."""


@drawn(height_in=7.2)
def forest(result: Bench, figure: Figure) -> str:
    """A square for every trial (its area is the weight), the pooled diamond, and below what was refused."""
    lines = 1.8 + len(_numbered(result)) + (2.2 if result.pooled else 1.2)
    height = lines * _LINE_IN / figure.get_size_inches()[1]
    axes = panel(figure, left=0.275, right=0.56, bottom=_TOP - height, top=_TOP)
    _scale(axes, result.measure)
    axes.set(ylim=(lines + 0.4, 0.4), yticks=())
    axes.vlines(result.no_effect, 1.5, lines + 0.4, color=INK, linewidth=1)
    axes.spines["left"].set_visible(False)
    y = 1.0
    beside = axes.get_yaxis_transform()
    names, people, effects, weights = [], [], [], []
    for number, trial in _numbered(result):
        y += 1
        left_out = trial is result.left_out
        _interval(axes, trial.effect.interval, y, result.measure, GREY if left_out else BLUE)
        value = np.clip(shown(trial.effect.value, result.measure), *axes.get_xlim())
        size = 4.5 + 15 * (0.0 if left_out else trial.weight) ** 0.5
        axes.plot(value, y, "s", color=PAPER if left_out else BLUE, markeredgecolor=INK, markersize=size)
        names.append((f"{number}  {trial.label}", _NAME_X, y))
        effects.append((_effect(trial.effect.value, *trial.effect.interval, result.measure), _EFFECT_X, y))
        if result.pooled:
            weights.append(("out" if left_out else f"{100 * trial.weight:.0f}%", _WEIGHT_X, y))
        people.append((f"{trial.people:.0f} : {trial.control_people:.0f}", _PEOPLE_X, y))
    y += 1.2
    if result.pooled:
        low, high = result.pooled.low, result.pooled.high
        _diamond(axes, result, y)
        names.append(("All together", _NAME_X, y))
        effects.append((_effect(result.pooled.estimate, low, high, result.measure), _EFFECT_X, y))
        weights.append(("100%", _WEIGHT_X, y))
        y += 1
        if result.pooled.prediction:
            names.append(("Next trial, 95% range", _NAME_X, y))
            _interval(axes, result.pooled.prediction, y, result.measure, ORANGE)
            effects.append((_range(*result.pooled.prediction, result.measure), _EFFECT_X, y))
        y += 1
    else:
        nothing = "Nothing to pool" if not result.trials else "One trial: nothing to pool"
        names.append((nothing, _NAME_X, y))
        y += 1
    for column, align in ((names, "right"), (effects, "center"), (weights, "right"), (people, "right")):
        words(axes, column, align, transform=beside)
    heads = [("weight", _WEIGHT_X, 1.0), ("people", _PEOPLE_X, 1.0), ("drug better →", 1.0, 1.0)]
    words(axes, heads, "right", GREY, beside)
    words(axes, [("effect (95% interval)", _EFFECT_X, 1.0)], "center", GREY, beside)
    words(axes, [("← control better", 0.0, 1.0)], "left", GREY, beside)
    _refused(axes, result, lines + _AXIS_LINES)
    axes.set_title(_title(result), x=_TITLE_X, y=1 + 0.3 / (lines * _LINE_IN))
    return _in_words(result)


def funnel(result: Bench, figure: Figure) -> str:
    """Effect against its standard error, with the region where 95 of 100 trials of one true effect would lie."""
    axes = panel(figure, left=0.11, right=0.97, bottom=0.16, top=0.87)
    errors = [trial.effect.se for trial in result.trials]
    deepest = 1.15 * max(errors, default=1.0)
    middle = result.pooled.estimate if result.pooled else 0.0
    reach = np.array([0.0, Z95 * deepest])
    axes.fill_betweenx([0, deepest], _each(middle - reach, result), _each(middle + reach, result), color=LIGHT)
    axes.axvline(result.no_effect, color=INK, linewidth=1)
    if result.pooled:
        axes.axvline(shown(middle, result.measure), color=RED, linestyle="--")
    _scale(axes, result.measure)
    axes.set(ylim=(deepest, 0), ylabel="Standard error (small trials below)")
    left = {number: trial for number, trial in _numbered(result) if trial is not result.left_out}
    if left:
        effects = np.clip([shown(trial.effect.value, result.measure) for trial in left.values()], *axes.get_xlim())
        points = np.column_stack([effects, [trial.effect.se for trial in left.values()]])
        axes.plot(*points.T, "o", color=BLUE, markeredgecolor=INK, markersize=9)
        places = axes.transData.inverted().transform(_free_places(axes.transData.transform(points)))
        words(axes, [(f"{number}", x, y) for number, (x, y) in zip(left, places, strict=True)], "center")
    few = counted(len(result.trials), "comparison")
    judged = "" if len(result.trials) >= 10 else ": too few to judge its shape"
    axes.set_title(f"Funnel of {few}{judged}", x=-0.06)
    told = "; ".join(
        f"{number} {trial.label} {_number(shown(trial.effect.value, result.measure), result.measure)}, standard error "
        f"{trial.effect.se:.2f}"
        for number, trial in _numbered(result)
        if trial is not result.left_out
    )
    return (
        f"Funnel of {few} ({_chosen(result)}). {told or 'No trial is left'}. Ten are commonly asked for "
        "before the shape of a funnel is judged; doses of one trial are not even independent."
    )


def _free_places(points: np.ndarray) -> list[np.ndarray]:
    """For each point (pixels) the place beside it that is farthest from the other points and from numbers so far."""
    places: list[np.ndarray] = []
    for i, point in enumerate(points):
        taken = np.array([*np.delete(points, i, axis=0), *places]).reshape(-1, 2)
        around = point + _BESIDE * DPI / 72
        room = np.linalg.norm(around[:, None] - taken, axis=2).min(axis=1, initial=np.inf)
        places.append(around[int(np.argmax(room))])
    return places


def _scale(axes: Axes, measure: str) -> None:
    if measure in RATIOS:
        axes.set_xscale("log")
        axes.set_xticks(_RATIO_TICKS, [f"{tick:g}" if tick >= 1 else f"1/{1 / tick:.0f}" for tick in _RATIO_TICKS])
        axes.minorticks_off()
    else:
        axes.set_xticks(_TICKS[measure], [minus(tick) for tick in _TICKS[measure]])
    axes.set_xlim(*_limits(measure))
    axes.set_xlabel(_UNITS[measure])


def _limits(measure: str) -> tuple[float, float]:
    return _RATIO_LIMITS if measure in RATIOS else _LIMITS[measure]


def _numbered(result: Bench) -> list[tuple[int, Trial]]:
    """Trials with the numbers that the control counts by; the one left out keeps its place."""
    trials = list(result.trials)
    if result.left_out:
        trials.insert(result.leave_out - 1, result.left_out)
    return list(enumerate(trials, 1))


def _interval(axes: Axes, interval: tuple[float, float], y: float, measure: str, colour: str) -> None:
    """A line; where it leaves the picture, an arrow says so."""
    low, high = _limits(measure)
    first, last = (shown(end, measure) for end in interval)
    axes.hlines(y, max(low, first), min(high, last), color=colour, linewidth=2)
    for limit, shape, out in ((low, "<", first < low), (high, ">", last > high)):
        if out:
            axes.plot(limit, y, shape, color=colour, markersize=7, clip_on=False)


def _diamond(axes: Axes, result: Bench, y: float) -> None:
    assert result.pooled is not None
    low, high = _limits(result.measure)
    left, middle, right = (
        float(np.clip(shown(value, result.measure), low, high))
        for value in (result.pooled.low, result.pooled.estimate, result.pooled.high)
    )
    axes.fill([left, middle, right, middle], [y, y - 0.42, y, y + 0.42], color=RED, edgecolor=INK)
    axes.vlines(middle, 1.5, y, color=RED, linestyle=":", linewidth=1.2)


def _refused(axes: Axes, result: Bench, y: float) -> None:
    beside = axes.get_yaxis_transform()
    if result.time_point not in result.looked:
        words(
            axes,
            [(line, _TITLE_X, y + place) for place, line in enumerate(_elsewhere(result))],
            "left",
            ink(RED),
            beside,
        )
    if not result.refused:
        return
    words(axes, [("Not pooled", _NAME_X, y)], "right", ink(RED), beside)
    room = int(_LINES - y)
    rows = list(result.refused[:room])
    more = len(result.refused) - room
    if more > 0:
        rows.pop()
    names = [(each.label, _NAME_X, y + place) for place, each in enumerate(rows, 1)]
    reasons = [(each.reason, 0.02, y + place) for place, each in enumerate(rows, 1)]
    if more > 0:
        reasons.append((f"and {more + 1} more, in the words below", 0.02, y + len(rows) + 1))
    words(axes, names, "right", GREY, beside)
    words(axes, reasons, "left", GREY, beside)


def _each(values: np.ndarray, result: Bench) -> list[float]:
    return [shown(float(value), result.measure) for value in values]


def _number(value: float, measure: str) -> str:
    if measure in RATIOS:
        return f"{value:.2f}" if value < 9.95 else f"{value:.0f}"
    if measure == "risk difference":
        return minus(round(value) + 0.0)
    return minus(value + 0.0, ".2f" if measure == "SMD" else ".1f")


def _range(low: float, high: float, measure: str) -> str:
    return f"{_number(shown(low, measure), measure)} to {_number(shown(high, measure), measure)}"


def _effect(value: float, low: float, high: float, measure: str) -> str:
    return f"{_number(shown(value, measure), measure)} ({_range(low, high, measure)})"


def _title(result: Bench) -> str:
    if result.leave_out and not result.left_out:
        return f"{_capital(result.question)}, {result.time_point}: there is no trial {result.leave_out}"
    if not result.pooled:
        return f"{_capital(result.question)}, {result.time_point}: {result.outcome}"
    spread = "" if result.model == MODELS[2] else f", tau² {result.pooled.tau2:.2g}"
    return f"{_capital(result.question)}, {result.time_point}: I² {100 * result.pooled.i2:.0f}%{spread}"


def _capital(question: str) -> str:
    return question[0].upper() + question[1:]


def _chosen(result: Bench) -> str:
    return (
        f"{result.question}, {result.outcome}, {result.time_point}, against {result.comparator}; {result.model} "
        f"effects, {result.interval} interval, crossovers {result.crossovers}, doses: {result.doses}"
    )


def _in_words(result: Bench) -> str:
    parts = [f"Forest plot of {counted(len(result.trials), 'comparison')} ({_chosen(result)})."]
    for number, trial in _numbered(result):
        out = " (left out)" if trial is result.left_out else ""
        parts.append(
            f"{number} {trial.label}, against {trial.comparator}: "
            f"{_effect(trial.effect.value, *trial.effect.interval, result.measure)}{out}."
        )
    parts.append(_pooled_words(result))
    if result.leave_out and not result.left_out:
        parts.append(f"There is no trial number {result.leave_out}, so none was left out.")
    if result.refused:
        parts.append("Not pooled: " + "; ".join(f"{each.label} ({each.reason})" for each in result.refused) + ".")
    return " ".join(parts)


def _elsewhere(result: Bench) -> list[str]:
    """Why the bench is empty, in lines: no trial of this kind in the table looked then, and when any did."""
    against = "" if result.comparator == COMPARATORS[0] else f" against {result.comparator}"
    if not result.looked:
        return [f"No trial of {result.question}{against} in our table"]
    when = " or ".join(f"“{point}”" for point in result.looked)
    return [f"No trial of {result.question}{against} at “{result.time_point}” in our table", f"try {when}"]


def _pooled_words(result: Bench) -> str:
    if result.time_point not in result.looked:
        return f"Nothing can be pooled. {'; '.join(_elsewhere(result))}."
    if not result.pooled:
        return "Fewer than two trials: nothing can be pooled."
    pooled = result.pooled
    told = (
        f"All together {_effect(pooled.estimate, pooled.low, pooled.high, result.measure)}; I² {100 * pooled.i2:.0f}%"
    )
    if result.model != MODELS[2]:
        told += f", tau² {pooled.tau2:.2g}"
    if pooled.prediction:
        told += f"; the next trial's true effect is expected in the range {_range(*pooled.prediction, result.measure)}"
    controls: Sequence[str] = sorted({trial.comparator for trial in result.trials})
    if len(controls) > 1:
        told += f". Different controls are mixed here: {', '.join(controls)}"
    return told + "."
