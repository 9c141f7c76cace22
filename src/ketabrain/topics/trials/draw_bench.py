"""The forest plot of the workbench: its picture. What it says in words is in bench_words, its table in bench_table."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, above, heading, interval, missing, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import (
    BEGAN,
    BLUE,
    DPI,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SKY,
    WIDTH_IN,
    ink,
    pale,
)
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.pooling import RATIOS, EffectMeasure
from ketabrain.engine.stats.proportions import Estimate
from ketabrain.topics.trials.bench import Bench
from ketabrain.topics.trials.bench_choices import Comparator, Crossovers, Printed
from ketabrain.topics.trials.bench_words import (
    forest_words,
    no_range,
    people_in_short,
)
from ketabrain.topics.trials.trial_bias import RiskOfBias

_FEWEST_LINES = 7
"""Lines that a picture has at least, so that few trials do not stand far apart."""
_RATIO_LIMITS, _RATIO_TICKS = (0.1, 40.0), {0.125: "⅛", 0.5: "½", 1: "1", 2: "2", 4: "4", 16: "16"}
_LIMITS = {
    EffectMeasure.RISK_DIFFERENCE: (-60.0, 100.0), EffectMeasure.SMD: (-1.5, 2.5),
    EffectMeasure.MADRS_POINTS: (-8.0, 16.0),
}  # fmt: skip
_TICKS = {
    EffectMeasure.RISK_DIFFERENCE: (-50, 0, 50, 100), EffectMeasure.SMD: (-1, 0, 1, 2),
    EffectMeasure.MADRS_POINTS: (-5, 0, 5, 10, 15),
}  # fmt: skip
_UNITS = {
    EffectMeasure.RISK_RATIO: "Risk ratio (logarithmic)", EffectMeasure.ODDS_RATIO: "Odds ratio (logarithmic)",
    EffectMeasure.RISK_DIFFERENCE: "People of 100",
    EffectMeasure.SMD: "Standard deviations", EffectMeasure.MADRS_POINTS: "MADRS points",
}  # fmt: skip
_CONTROL_PX, _EFFECT_PX, _BIAS_PX = 88, 126, 40
"""Widths of the columns at the right in pixels."""
_NAMES_PX, _NAMES_BESIDE_CONTROLS_PX = 206, 152
_LIGHTEST = 0.05
"""A trial of less weight is drawn pale."""
_SHAPES = {
    Comparator.PLACEBO_SPRAY: ("s", BLUE), Comparator.SALINE: ("D", SKY), Comparator.MIDAZOLAM: ("o", GREEN),
    Comparator.ANAESTHESIA: ("^", ORANGE), Comparator.ECT: ("P", PURPLE), Comparator.ANOTHER_DRUG: ("X", PURPLE),
}  # fmt: skip
"""The mark of a trial says its control, and where unlike ones are mixed its colour does too."""
_SHORT = {Comparator.PLACEBO_SPRAY: "spray", Comparator.ANAESTHESIA: "asleep", Comparator.ANOTHER_DRUG: "other drug"}
"""Controls whose name is too long for their column."""


@drawn(height_in=4.2)
def forest(result: Bench, figure: Figure, began: Bench | None = None) -> str:
    """A mark for every trial (its area is the weight, its shape the control) and the pooled diamond; in grey the
    interval where the learner began.
    """
    here, mixed = result.rows, len(result.controls) > 1
    start = began.all_together if began and began.measure is result.measure else None
    names = _names(result, mixed)
    effects = [effect_short(row.shown, result.measure) for row in here]
    bias = ["•" * (1 + list(RiskOfBias).index(row.bias.judgement)) for row in here]
    below = [("at the start" if start else "", ""), *_pooled_lines(result)]
    blank = [""] * max(_FEWEST_LINES - len(here) - len(below), 0)
    columns = [
        Column(
            head="effect (95%)",
            texts=[*effects, *(text for _, text in below), *blank],
            width=_EFFECT_PX,
        ),
        Column(head="bias", texts=[*bias, *([""] * (len(below) + len(blank)))], width=_BIAS_PX, align="right"),
    ]
    if mixed:
        controls = [_SHORT.get(row.comparator, str(row.comparator)) for row in here]
        columns.insert(0, Column(head="against", texts=[*controls, *([""] * len(below)), *blank], width=_CONTROL_PX))
    out = [place for place, row in enumerate(here) if row.left_out]
    axes = rows(
        figure,
        [*names, *(name for name, _ in below), *blank],
        columns,
        left=_NAMES_BESIDE_CONTROLS_PX if mixed else _NAMES_PX,
        pale=[*out, len(here)],
    )
    effect_axis(axes, result.measure)
    axes.axvline(result.no_effect, color=INK, linewidth=1, zorder=0.5)
    for y, row in enumerate(here):
        shape, colour = _SHAPES[row.comparator]
        colour = BEGAN if row.left_out else colour if mixed else BLUE
        colour = pale(colour) if row.weight < _LIGHTEST and not row.left_out else colour
        size = 5 + 15 * row.weight**0.5
        interval(axes, y, row.shown.low, row.shown.value, row.shown.high, colour, marker=shape, size=size)
    if start:
        interval(axes, len(here), start.low, start.value, start.high, BEGAN, marker="|", size=9, width=6)
    if result.all_together:
        _diamond(axes, result.all_together, len(here) + 1, is_mixed=mixed)
    if result.next_trial:
        told = result.next_trial
        interval(axes, len(here) + 2, told.low, None, told.high, RED, width=1.6)
    elif result.pooled:
        missing(axes, [(len(here) + 2, no_range(result))], 0.72)  # right of the line of no effect
    words(axes, [("← worse", 0, 14)], "left", ink(GREY), above(axes))
    width = axes.get_position().width * WIDTH_IN * DPI
    words(axes, [("better →", width, 14)], "right", ink(GREY), above(axes))
    heading(figure, _found(result), _shown(result))
    return forest_words(result)


def effect_axis(axes: Axes, measure: EffectMeasure) -> None:
    """The axis of effects of a measure, with its ticks and limits."""
    if measure in RATIOS:
        axes.set_xscale("log")
        axes.set_xticks(list(_RATIO_TICKS), list(_RATIO_TICKS.values()))
        axes.minorticks_off()
    else:
        axes.set_xticks(_TICKS[measure], [minus(tick) for tick in _TICKS[measure]])
    axes.set_xlim(*(_RATIO_LIMITS if measure in RATIOS else _LIMITS[measure]))
    axes.set_xlabel(_UNITS[measure])


def _names(result: Bench, mixed: bool) -> list[str]:
    """Number and name of every trial; beside a column of controls its doses are left to the table."""
    short = [row.trial.split(",")[0].replace(" and -", "/") if mixed else row.label for row in result.rows]
    return [f"{row.number} {name}" for row, name in zip(result.rows, short, strict=True)]


def _pooled_lines(result: Bench) -> list[tuple[str, str]]:
    """Name and effect of the two lines below the trials; without a pooled effect they say why there is none."""
    if not result.all_together:
        return [("Nothing to pool", ""), ("", "")]
    ends = result.next_trial
    told = f"{_short(ends.low, result.measure)} … {_short(ends.high, result.measure)}" if ends else ""
    return [("All together", effect_short(result.all_together, result.measure)), ("Next trial", told)]


def _diamond(axes: Axes, pooled: Estimate, y: float, *, is_mixed: bool) -> None:
    """The pooled effect: full where the controls are alike, hatched where unlike ones are mixed."""
    left, middle, right = np.clip((pooled.low, pooled.value, pooled.high), *axes.get_xlim())
    axes.fill(
        [left, middle, right, middle], [y, y - 0.48, y, y + 0.48], facecolor=PAPER if is_mixed else RED, edgecolor=RED,
        hatch="/////" if is_mixed else None, linewidth=1.6, zorder=3,
    )  # fmt: skip
    axes.vlines(middle, -0.6, y, color=RED, linestyle=":", linewidth=1.2, zorder=0.8)


def effect_short(estimate: Estimate, measure: EffectMeasure) -> str:
    """An effect and the ends of its interval, as short as a column asks for."""
    value, low, high = (_short(each, measure) for each in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low} … {high})"


def _short(value: float, measure: EffectMeasure) -> str:
    """Two digits, of which not more than two stand behind the point."""
    if abs(value) >= 999.5:
        return ">999"
    whole = measure is EffectMeasure.RISK_DIFFERENCE or abs(value) >= 9.95
    digits = 0 if whole else 1 if abs(value) >= 0.995 else 2
    return minus(round(value, digits) + 0.0, f".{digits}f")


_FOUND = {
    EffectMeasure.RISK_RATIO: "risk ratio {0}", EffectMeasure.ODDS_RATIO: "odds ratio {0}",
    EffectMeasure.RISK_DIFFERENCE: "{0} more of 100", EffectMeasure.SMD: "{0} SD better",
    EffectMeasure.MADRS_POINTS: "{0} points better",
}  # fmt: skip


def _found(result: Bench) -> str:
    """The pooled effect, or that of the only trial, and against which control."""
    mixed = len(result.controls) > 1
    who = "Unlike controls mixed" if mixed else f"Against {result.controls[0] if result.controls else 'nobody'}"
    effect = result.all_together or (result.kept[0].shown if len(result.kept) == 1 else None)
    if effect is None:
        return f"{who}: no trial is left"
    if not result.all_together:
        who = f"One trial, {who[0].lower()}{who[1:]}"
    value, low, high = (_short(each, result.measure) for each in (effect.value, effect.low, effect.high))
    return f"{who}: {_FOUND[result.measure].format(value)} ({low} to {high})"


def _shown(result: Bench) -> str:
    """Of what, when, from how many; counts end in people, and a number that no trial has is named."""
    if result.leave_out and not result.left_out:
        return f"There is no trial {result.leave_out}, so none is left out"
    what = f"{result.question[0].upper()}{result.question[1:]}, {result.time_point}"
    if result.outcome.printed_as is not Printed.SCORE:
        return f"{what}, {result.outcome.printed_as} · {people_in_short(result)}"
    crossed = counted(sum(row.crossover for row in result.kept), "crossover")
    of_them = f", {crossed}" if result.crossovers is Crossovers.COUNTED_IN else ""
    people = sum(row.people for row in result.kept)
    controls = sum({row.trial: row.control_people for row in result.kept}.values())
    return f"{what} · {counted(len(result.trials), 'trial')}{of_them}, {people} : {controls} people"
