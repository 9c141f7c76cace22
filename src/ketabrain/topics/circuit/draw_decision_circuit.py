"""Choices of the decision circuit: accuracy, outcomes and weight of evidence, and accuracy along the E/I balance."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.layout import direct, heading, name_y, plot, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, LIGHT, PURPLE, ink
from ketabrain.engine.draw.ticks import ticks_at
from ketabrain.topics.circuit.decision_circuit import SAMPLES, TRIAL_S, TRIALS, Balance, Choices
from ketabrain.topics.circuit.draw_error_bars import line_with_errors

_HARD_PERCENT = 6.4
"""Coherence of the trials whose outcomes are drawn as bars."""


@drawn(height_in=3.8)
def right_choices(choices: Choices, figure: Figure) -> str:
    """Right choices against strength of evidence, what became of hard trials, and when evidence counted."""
    left, middle, right = plots(figure, (1.1, 0.9, 1.1), left=52, right=28, gap=58)
    blocked = bool(choices.block_e or choices.block_i)
    _accuracy(left, choices, blocked)
    hard, hard_normal = _hard(choices.under), _hard(choices.normal)
    _outcomes(middle, hard, hard_normal)
    _weights(right, choices)
    with_block = f", without block {hard_normal['accuracy']:.0%}" if blocked else " without block"
    heading(
        figure,
        f"{hard['accuracy']:.0%} of hard choices are right{with_block}",
        f"{TRIALS:,} model trials a point ± two standard errors · hard: {_HARD_PERCENT:g}% of dots agree",
    )
    return (
        f"When {_HARD_PERCENT:g}% of dots agree, {hard['accuracy']:.1%} of choices are right, without block "
        f"{hard_normal['accuracy']:.1%}. Block takes {100 * choices.block_e:.0f}% on pyramidal cells and "
        f"{100 * choices.block_i:.0f}% on interneurons, and there are {choices.deadline_s:g} s to choose. Of these "
        f"trials {hard['none']:.1%} end undecided, in a coin toss ({hard_normal['none']:.1%} without block). "
        f"The first half-second carries {choices.early:.0%} of the weight of "
        f"two seconds of evidence (without block {choices.normal_early:.0%}). Each point stands for {TRIALS} simulated "
        "trials; bars are two standard errors. Grey is without block."
    )


@drawn(height_in=4.0)
def accuracy_by_balance(curve: Balance, figure: Figure, began: Balance | None = None) -> str:
    """Accuracy and undecided trials, from block on pyramidal cells (left) to block on interneurons (right)."""
    axes = plot(figure, left=50, right=106, bottom=66)
    place = np.arange(len(curve.labels))
    normal = curve.normal
    axes.axvline(normal, color=GREY, linewidth=1, linestyle=":")
    axes.axhline(50, color=GREY, linewidth=0.8)
    if began:
        began_curve(axes, place, 100 * began.accuracy)
        began_curve(axes, place, 100 * began.undecided)
    error = 200 * curve.accuracy_se
    axes.fill_between(place, 100 * curve.accuracy - error, 100 * curve.accuracy + error, color=BLUE, alpha=0.2)
    ends = 100 * np.array([curve.accuracy[-1], curve.undecided[-1]])
    apart = max(0.0, _NAMES_APART - abs(ends[0] - ends[1])) / 2 * (1 if ends[0] >= ends[1] else -1)
    for name, values, at, colour, dash, marker in (
        ("right", curve.accuracy, ends[0] + apart, BLUE, "-", "o"),
        ("undecided", curve.undecided, ends[1] - apart, PURPLE, "--", "s"),
    ):
        axes.plot(place, 100 * values, color=colour, linestyle=dash, marker=marker, markersize=5)
        direct(axes, name, float(place[-1]), float(at), _NAMED.get(colour, colour), right=12)
    best = curve.clearly_best
    if best is not None:
        axes.plot(best, 100 * curve.accuracy[best], "o", markersize=13, color="none", markeredgecolor=INK,
                  markeredgewidth=2)  # fmt: skip
    axes.set(xlim=(-0.3, len(place) - 0.7), ylim=(-3, 106))
    ticks_at(axes, list(enumerate(curve.labels)), (0, 50, 100))
    name_y(axes, "Trials, %")
    below = axes.get_xaxis_transform() + ScaledTranslation(0, -38 / DPI, figure.dpi_scale_trans)
    words(axes, [("← block on pyramidal cells, %", normal - 1, 0)], "right", transform=below)
    words(axes, [("block on interneurons, % →", len(place) - 1, 0)], "right", transform=below)
    if best is None:
        finding = f"No block is clearly better than none: {curve.accuracy[normal]:.0%} right"
        where = f"Nowhere is it clearly better than without block, {curve.accuracy[normal]:.1%}"
    else:
        on = f"{curve.labels[best]}% on {'pyramidal cells' if best < normal else 'interneurons'}"
        finding = f"Best with {on}: {curve.accuracy[best]:.0%} right, without {curve.accuracy[normal]:.0%}"
        where = f"It is best with {on}, {curve.accuracy[best]:.1%} right"
    grey = " · grey: where you began" if began else ""
    heading(
        figure,
        finding,
        f"Model: {curve.coherence_percent:g}% of dots agree, {curve.deadline_s:g} s, then a coin toss · "
        f"band: two standard errors{grey}",
    )
    return (
        f"{where}, when {curve.coherence_percent:g}% of dots agree and there are {curve.deadline_s:g} s to choose. "
        f"Accuracy is {curve.accuracy[0]:.1%} with {curve.labels[0]}% block on pyramidal cells "
        f"({curve.undecided[0]:.0%} of trials undecided), {curve.accuracy[normal]:.1%} without block "
        f"({curve.undecided[normal]:.0%}) and {curve.accuracy[-1]:.1%} with {curve.labels[-1]}% block on interneurons "
        f"({curve.undecided[-1]:.0%}). The shaded band is two standard errors of {TRIALS} simulated trials; an "
        "undecided trial is decided by a coin toss, and the grey line is chance."
    )


_NAMES_APART = 9.0
"""Percent between the names of two lines that end at one place."""
_NAMED = {PURPLE: "#9C4A79"}
"""Purple is too light to write with."""
_NOW, _BEFORE = (BLUE, "-", "o"), (GREY, "--", "s")


def _hard(rows: pd.DataFrame) -> pd.Series:
    """The hard trials among stored decisions."""
    return rows.set_index("coherence_percent").loc[_HARD_PERCENT]


def _accuracy(axes: Axes, choices: Choices, blocked: bool) -> None:
    for rows, (colour, dash, marker) in ((choices.normal, _BEFORE), (choices.under, _NOW)):
        line_with_errors(
            axes, rows["coherence_percent"], 100 * rows["accuracy"], 100 * rows["accuracy_se"], color=colour,
            linestyle=dash, marker=marker,
        )  # fmt: skip
    axes.set(xlim=(-1, 27), ylim=(40, 104), xlabel="Dots that agree, %")
    ticks_at(axes, (0, 10, 20), (50, 75, 100))
    name_y(axes, "Right, %")
    words(axes, [("now", 26, 43.5)], "right", BLUE)  # below chance, where no line comes
    if blocked:
        words(axes, [("no block", 18, 43.5)], "right", ink(GREY))


def _outcomes(axes: Axes, now: pd.Series, normal: pd.Series) -> None:
    """What became of hard trials: a bar for each outcome, and a line across it where it would end without block."""
    outcomes = ("right", "wrong", "none")
    rows = np.arange(len(outcomes))
    axes.barh(rows, [100 * now[key] for key in outcomes], height=0.36, color=BLUE)
    axes.vlines([100 * normal[key] for key in outcomes], rows - 0.28, rows + 0.28, color=GREY, linewidth=3)
    axes.set(xlim=(0, 100), ylim=(2.4, -0.7), xlabel="Hard trials, %")
    ticks_at(axes, (0, 50, 100))
    names = zip(("decided right", "decided wrong", "undecided"), rows, strict=True)
    words(axes, [(name, 3, row - 0.42) for name, row in names], "left")


def _weights(axes: Axes, choices: Choices) -> None:
    samples = (np.arange(SAMPLES) + 0.5) * TRIAL_S / SAMPLES
    for weights, (colour, dash, marker) in ((choices.normal_weights, _BEFORE), (choices.weights, _NOW)):
        axes.plot(samples, weights, color=colour, linestyle=dash, marker=marker, markersize=5, linewidth=1.8)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvspan(0, TRIAL_S / 4, color=LIGHT, linewidth=0, zorder=0)
    axes.set(xlim=(0, 2), ylim=(-0.15, 1.4), xlabel="Seconds")
    ticks_at(axes, (0, 1, 2), (0, 0.5, 1))
    words(axes, [(f"first half-second: {choices.early:.0%}", 1.97, 1.31)], "right")
    name_y(axes, "Weight on choice, SD")
