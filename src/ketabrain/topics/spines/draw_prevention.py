"""Prevention in people: the shares of all arms, their differences, and what a trial of this size could have seen."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, interval, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, PAPER, RED, ink, pale
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.proportions import POWER
from ketabrain.topics.spines.prevention import Prevention, PreventionArms, PreventionTrial

_LOOKS = {PreventionTrial.OPERATION: (BLUE, "o"), PreventionTrial.CHILDBIRTH: (GREEN, "D")}
_STEP = 1.12
"""From one arm of a trial to the other."""
_SIDE = 10
"""Trials in a row of the hundred that are drawn."""


@drawn(height_in=3.9)
def prevention(result: Prevention, figure: Figure) -> str:
    """Shares with the event in both trials (left), their differences with the supposed benefit (middle), and how many
    of a hundred such trials would find it (right).
    """
    left, middle, right = plots(figure, (1.5, 1.06, 0.6), left=46, right=20, gap=28, bottom=66)
    _shares(left, result)
    _differences(middle, result)
    _hundred(right, result)
    found = f"{100 * result.power:.0f}"
    heading(
        figure,
        f"A true benefit of {counted(result.benefit, 'point')}: found in {found}% of such trials",
        "Low mood after one dose, 95% intervals · red-orange: supposed",
    )
    more = (
        f"{100 * POWER:.0f}% need {result.needed:,.0f} people in each of two equal arms. "
        if result.benefit
        else "That is by accident. "
    )
    return (
        f"A true benefit of {counted(result.benefit, 'point')} would be found in {found}% of trials "
        f"of the size of the one {result.arms.trial}. {more}"
        + "; ".join(_arms_in_words(arms) for arms in result.both)
        + "."
    )


def _tone(result: Prevention, arms: PreventionArms, colour: str) -> str:
    """The colour of what belongs to the trial that is asked about; of the other one a pale one."""
    return colour if arms.trial is result.arms.trial else pale(colour)


def _shares(axes: Axes, result: Prevention) -> None:
    """Every arm's share with its interval and its counts; the names of the trials above."""
    axes.set(xlim=(-0.46, 3.96), ylim=(0, 36), yticks=(0, 10, 20, 30), xticks=())
    name_y(axes, "With low mood, %")
    below = axes.get_xaxis_transform()
    for place, arms in zip((0.0, 2.3), result.both, strict=True):
        colour, shape = _LOOKS[arms.trial]
        for x, arm, face, mark in ((place, arms.placebo, GREY, "s"), (place + _STEP, arms.drug, colour, shape)):
            low, high = (100 * share for share in arm.interval)
            tone = _tone(result, arms, face)
            axes.vlines(x, low, high, color=tone, linewidth=2.4)
            axes.plot(x, 100 * arm.share, mark, color=tone, markeredgecolor=PAPER, markersize=10)
        pair = ((place, arms.placebo), (place + _STEP, arms.drug))
        words(axes, [(f"{100 * arm.share:.1f}%", x + 0.14, 100 * arm.share) for x, arm in pair], "left")
        words(axes, [(arm.name, x, -0.06) for x, arm in pair], "center", transform=below)
        words(axes, [(f"{arm.events}/{arm.people}", x, -0.13) for x, arm in pair], "center", ink(GREY), below)
        words(
            axes, [(arms.trial, place + _STEP / 2, 34.5)], "center", ink(colour), bold=arms.trial is result.arms.trial
        )


def _differences(axes: Axes, result: Prevention) -> None:
    """Drug less placebo in both trials, and a line at the benefit that is supposed."""
    axes.set(xlim=(-34, 16), ylim=(-0.3, 2.6), yticks=())
    axes.set_xticks((-20, -10, 0, 10), [minus(tick) for tick in (-20, -10, 0, 10)])
    axes.set_xlabel("Drug less placebo, points")
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=INK, linewidth=1)
    # The supposed benefit stands at the results only, so that it leaves the words alone.
    axes.vlines([-result.benefit] * 3, [-0.3, 0.3, 1.4], [0, 0.7, 1.8], color=RED, linewidth=2.4, zorder=1)
    axes.plot(-result.benefit, -0.3, "^", color=RED, markersize=10, clip_on=False, zorder=4)
    for y, arms in zip((1.6, 0.5), result.both, strict=True):
        colour, shape = _LOOKS[arms.trial]
        interval(axes, y, arms.low, arms.difference, arms.high, _tone(result, arms, colour), marker=shape, size=10)
        words(axes, [(_interval(arms), -34, y + 0.36)], "left", ink(colour))
    words(axes, [("prevents", -34, 2.6)], "left", ink(GREY))
    words(axes, [("harms", 16, 2.6)], "right", ink(GREY))


def _hundred(axes: Axes, result: Prevention) -> None:
    """A hundred trials as dots, as many of them filled as would find the benefit."""
    place = np.arange(_SIDE * _SIDE)
    found = place < round(100 * result.power)
    for which, colour in ((~found, LIGHT), (found, RED)):
        axes.plot((place % _SIDE)[which], (place // _SIDE)[which], "o", color=colour, markersize=7)
    axes.set(xlim=(-1, _SIDE), ylim=(17, -3.5))
    axes.axis("off")
    words(axes, [(f"{found.sum()} of 100 trials", -0.5, -1.9)], "left", ink(RED))


def _interval(arms: PreventionArms) -> str:
    difference, low, high = (minus(round(value, 1)) for value in (arms.difference, arms.low, arms.high))
    return f"{difference} ({low} to {high})"


def _arms_in_words(arms: PreventionArms) -> str:
    return (
        f"{arms.event[:1].upper()}{arms.event[1:]}: {arms.drug.events} of {arms.drug.people} with {arms.drug.name} "
        f"({100 * arms.drug.share:.1f}%), {arms.placebo.events} of {arms.placebo.people} with placebo "
        f"({100 * arms.placebo.share:.1f}%), difference {_interval(arms)} percentage points"
    )
