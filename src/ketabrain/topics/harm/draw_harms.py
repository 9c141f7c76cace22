"""Two hundred people: those with an unwanted effect on the spray and on placebo, and the difference in every trial."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, interval, missing, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, RED, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.proportions import Arm
from ketabrain.topics.harm.harms import Harm, SprayTrial, TrialHarm

_SIDE = 10
_APART = 12.2
"""From one group of a hundred to the other, in dots."""
_LEAST, _MOST = -15, 50
"""Differences (of 100 people) that the right panel shows."""


@drawn(height_in=4.1)
def hundreds(result: Harm, figure: Figure) -> str:
    """A hundred people in each arm of the chosen trial (left), all trials (right)."""
    people, right = plots(figure, (1.42, 1), left=16, right=24, top=96, bottom=62, gap=34)
    people.set(xlim=(-0.5, 2 * _APART - 2.7), ylim=(9.6, -1.0))
    people.axis("off")
    chosen = result.chosen
    for start, arm, colour, name in (
        (0.0, chosen and chosen.drug, BLUE, "spray"),
        (_APART, chosen and chosen.control, GREY, "placebo"),
    ):
        if arm:
            _people(people, start, arm, colour, name)
    if not chosen:
        wide = 2 * _APART - 3.2
        people.add_patch(Rectangle((-0.4, -0.5), wide, 10, fill=False, edgecolor=GREY, linestyle="--", linewidth=1.2))
        words(people, [("not listed by this trial", wide / 2, 3.9), ("which does not mean 0", wide / 2, 5.1)], "center",
              ink(GREY))  # fmt: skip
    _differences(right, result)
    event = f"{result.event[0].upper()}{result.event[1:]}"
    if chosen:
        more = 100 * chosen.difference.value
        told = "as many" if round(more) == 0 else f"{abs(more):.0f} {'more' if more > 0 else 'fewer'}"
        heading(
            figure, f"{event}: {told} of 100 people with the spray", f"{result.trial} · difference with 95% interval"
        )
    else:
        heading(
            figure, f"{event}: not listed by {_in_full(result.trial)}", "other trials: difference with 95% interval"
        )
    return _in_words(result)


def _people(axes: Axes, start: float, arm: Arm, colour: str, name: str) -> None:
    place = np.arange(_SIDE**2)
    x, y = start + place % _SIDE, place // _SIDE
    hit = round(100 * arm.share)
    axes.plot(x[:hit], y[:hit], "o", color=colour, markersize=12, linestyle="none", clip_on=False)
    axes.plot(x[hit:], y[hit:], "o", color=LIGHT, markersize=7, linestyle="none", clip_on=False)
    words(axes, [(f"{name}: {hit} of 100", start - 0.4, -1.3)], "left", ink(colour), bold=True)
    words(axes, [(f"counted: {arm.events} of {arm.people}", start - 0.4, 10.3)], "left", ink(GREY))


def _differences(axes: Axes, result: Harm) -> None:
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set(xlim=(_LEAST, _MOST), ylim=(len(SprayTrial) - 0.35, -0.75), xlabel="More of 100 people", yticks=())
    axes.set_xticks([0, 20, 40])
    axes.spines["left"].set_visible(False)
    rows = {trial: y for y, trial in enumerate(SprayTrial)}
    for each in result.trials:
        own = each.trial is result.trial
        low, value, high = (100 * part for part in (each.difference.low, each.difference.value, each.difference.high))
        colour, marker, size, width = (RED, "D", 10.0, 3.0) if own else (GREY, "o", 8.0, 1.6)
        interval(axes, rows[each.trial], low, value, high, colour, marker=marker, size=size, width=width)
    listed = {each.trial for each in result.trials}
    for trial, y in rows.items():
        own = trial is result.trial
        words(axes, [(trial, 2, y - 0.36)], "left", INK if own else ink(GREY), bold=own)
    missing(axes, [(y, "not listed") for trial, y in rows.items() if trial not in listed], 0.42)


def _in_full(trial: SprayTrial) -> str:
    return f"the {trial}" if trial is SprayTrial.LABEL else str(trial)


def _in_words(result: Harm) -> str:
    event = f"{result.event[0].upper()}{result.event[1:]}"
    if not result.chosen:
        first = f"{event}: {_in_full(result.trial)} do{'' if result.trial is SprayTrial.LABEL else 'es'} not list it, "
        first += "which does not mean 0. "
    else:
        drug, control, more = result.chosen.drug, result.chosen.control, 100 * result.chosen.difference.value
        told = f"{abs(more):.1f} {'fewer' if round(more, 1) < 0 else 'more'} of 100"
        first = f"{event}, {result.trial}: {drug.events} of {drug.people} with the spray and {control.events} of "
        first += f"{control.people} with placebo, {told}. "
    return (
        f"{first}Esketamine spray against placebo spray; chosen: {result.trial}. "
        f"In {counted(len(result.trials), 'trial')}: {'; '.join(map(_trial, result.trials))}."
    )


def _trial(each: TrialHarm) -> str:
    more, low, high = (
        minus(100 * part, ".1f") for part in (each.difference.value, each.difference.low, each.difference.high)
    )
    return (
        f"{each.trial} ({each.span}): {each.drug.events} of {each.drug.people} against {each.control.events} of "
        f"{each.control.people}, {more} more of 100 ({low} to {high}), "
        f"number needed: {each.needed}"
    )
