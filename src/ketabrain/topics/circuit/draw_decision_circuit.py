"""Choices of the decision circuit: accuracy, outcomes and weight of evidence, and accuracy along the E/I balance."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel, panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, PAPER, PURPLE, RED, SMALL, pale
from ketabrain.topics.circuit.decision_circuit import SAMPLES, TRIAL_S, TRIALS, Balance, Choices
from ketabrain.topics.circuit.draw_error_bars import line_with_errors

_HARD_PERCENT = 6.4
"""Coherence of the trials whose outcomes are drawn as bars."""


def right_choices(choices: Choices, figure: Figure) -> str:
    """Right choices against strength of evidence, what became of hard trials, and when evidence counted."""
    left, middle, right = panels(figure, (1.2, 0.85, 1.0), left=0.1, right=0.97, gap=0.085)
    for rows, colour, dash, marker, name in (
        (choices.normal, GREY, "--", "s", "no block"),
        (choices.under, BLUE, "-", "o", "now"),
    ):
        line_with_errors(
            left, rows["coherence_percent"], 100 * rows["accuracy"], 100 * rows["accuracy_se"], color=colour,
            linestyle=dash, marker=marker, label=name,
        )  # fmt: skip
    left.set(xlim=(-1, 27), ylim=(40, 104), xlabel="Dots that agree (%)", ylabel="Right (%)")
    left.set(xticks=(0, 10, 20), yticks=(50, 75, 100))
    left.legend(loc="lower right", fontsize=SMALL)
    left.set_title("Accuracy")
    hard, hard_normal = _hard(choices.under), _hard(choices.normal)
    _outcomes(middle, hard, hard_normal)
    samples = (np.arange(SAMPLES) + 0.5) * TRIAL_S / SAMPLES
    right.plot(samples, choices.normal_weights, "s--", color=GREY, markersize=5, linewidth=1.8)
    right.plot(samples, choices.weights, "o-", color=BLUE, markersize=5, linewidth=1.8)
    right.axhline(0, color=INK, linewidth=0.8)
    right.set(xlim=(0, 2), ylim=(-0.15, 1.4), xlabel="When (s)", xticks=(0, 1, 2), yticks=(0, 0.5, 1))
    right.set_title("Weight over time")
    return (
        f"Block of {100 * choices.block_e:.0f}% on pyramidal cells and {100 * choices.block_i:.0f}% on interneurons, "
        f"{choices.deadline_s:g} s to choose. When {_HARD_PERCENT:g}% of dots agree {hard['accuracy']:.1%} of choices "
        f"are right (without block {hard_normal['accuracy']:.1%}), and {hard['none']:.1%} of trials end undecided, in "
        f"a coin toss ({hard_normal['none']:.1%}). The first half-second carries {choices.early:.0%} of the weight of "
        f"two seconds of evidence (without block {choices.normal_early:.0%}). Each point stands for {TRIALS} simulated "
        "trials; bars are two standard errors."
    )


def accuracy_by_balance(curve: Balance, figure: Figure) -> str:
    """Accuracy and undecided trials, from block on pyramidal cells (left) to block on interneurons (right)."""
    axes = panel(figure, left=0.1, right=0.76)
    place = np.arange(len(curve.labels))
    normal = curve.normal
    for values, colour, dash, marker, name in (
        (curve.accuracy, BLUE, "-", "o", "right, a coin toss\nif undecided"),
        (curve.undecided, PURPLE, "--", "s", "undecided when\ntime is up"),
    ):
        axes.plot(place, 100 * values, color=colour, linestyle=dash, marker=marker, markersize=5, label=name)
    error = 200 * curve.accuracy_se
    axes.fill_between(place, 100 * curve.accuracy - error, 100 * curve.accuracy + error, color=BLUE, alpha=0.2)
    axes.axvline(normal, color=GREY, linewidth=1, linestyle=":")
    axes.axhline(50, color=GREY, linewidth=0.8)
    axes.set_xticks(place, curve.labels)
    axes.set(xlim=(-0.3, len(place) - 0.7), ylim=(-3, 104), yticks=(0, 25, 50, 75, 100), ylabel="Trials (%)")
    axes.set_xlabel("← block on pyramidal cells (%)      E/I balance      block on interneurons (%) →")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=SMALL)
    axes.set_title(f"{curve.coherence_percent:g}% of dots agree, {curve.deadline_s:g} s to choose")
    best = curve.clearly_best
    if best is None:
        where = "Nowhere is it clearly better than without block"
    else:
        where = f"It is best with {curve.labels[best]}% on {'pyramidal cells' if best < normal else 'interneurons'}"
    return (
        f"{curve.coherence_percent:g}% of dots agree and there are {curve.deadline_s:g} s to choose. Accuracy is "
        f"{curve.accuracy[0]:.1%} with {curve.labels[0]}% block on pyramidal cells ({curve.undecided[0]:.0%} of trials "
        f"undecided), {curve.accuracy[normal]:.1%} without block ({curve.undecided[normal]:.0%}) and "
        f"{curve.accuracy[-1]:.1%} with {curve.labels[-1]}% block on interneurons ({curve.undecided[-1]:.0%}). "
        f"{where}. The shaded band is two standard errors of {TRIALS} simulated trials."
    )


def _hard(rows: pd.DataFrame) -> pd.Series:
    """The hard trials among stored decisions."""
    return rows.set_index("coherence_percent").loc[_HARD_PERCENT]


def _outcomes(axes: Axes, now: pd.Series, normal: pd.Series) -> None:
    base = np.zeros(2)
    for key, colour, words in (
        ("right", pale(BLUE), "right"),
        ("wrong", pale(RED), "wrong"),
        ("none", PAPER, "undecided"),
    ):
        shares = 100 * np.array([now[key], normal[key]])
        axes.bar((0, 1), shares, bottom=base, color=colour, width=0.92, edgecolor=INK, linewidth=0.8)
        for x, share in enumerate(shares):
            if share > 6:
                axes.text(x, base[x] + share / 2, words, ha="center", va="center", fontsize=SMALL)
        base = base + shares
    axes.set_xticks((0, 1), ("now", "no block"))
    axes.set(ylim=(0, 100), xlim=(-0.5, 1.5), yticks=(0, 50, 100))
    axes.set_title("Hard trials (%)")
