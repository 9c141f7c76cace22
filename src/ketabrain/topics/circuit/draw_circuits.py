"""Circuits under block: rates after a block, a spiking network and its rhythm, and choices."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, PAPER, PURPLE, RED, pale, panel, panels
from ketabrain.topics.circuit.decision_circuit import DEADLINES_S, SAMPLES, TRIALS, Balance, Choices
from ketabrain.topics.circuit.disinhibition import LEVELS, BlockCourse
from ketabrain.topics.circuit.parameters import parameters
from ketabrain.topics.circuit.spiking_network import GAMMA_HZ, SETTLING_S, GammaGrid, SpikingRun

_FEW_TICKS = (0, 25, 50, 75, 100)
"""Every tick costs a millisecond of a redraw."""
_HARD_PERCENT = 6.4
"""Coherence of the trials whose outcomes are drawn as bars."""
_MAP_COLOURS = ("#2166AC", "#92C5DE", "#F7E3D0", "#F4A582", "#D6604D")
"""From less than half the firing without drug (blue) to over four times of it (red), between the model's LEVELS."""


def block_course(course: BlockCourse, figure: Figure) -> str:
    """Firing after the block has set in at once, and a map of where every pair of blocks leads."""
    left, right = panels(figure, (1.1, 1.0), left=0.1, right=0.97, gap=0.13)
    state = course.state
    for rate, colour, dash, name in (
        (course.rate_e_hz, BLUE, "-", "pyramidal cells"),
        (course.rate_i_hz, RED, "--", "interneurons"),
    ):
        left.plot(course.times_ms, rate, color=colour, linestyle=dash, label=name)
    left.axvline(0, color=GREY, linewidth=1, linestyle=":")
    top = max(6.0, 1.35 * float(max(course.rate_e_hz.max(), course.rate_i_hz.max())))
    left.set(xlim=(-150, float(course.times_ms[-1])), ylim=(0, top))
    left.set(xlabel="Milliseconds after the block", ylabel="Spikes per second")
    left.legend(loc="upper right", fontsize=10)
    left.set_title(f"Output × {state.change_e:.2f}")
    _block_map(right, course)
    low, when = float(course.rate_i_hz.min()), float(course.times_ms[course.rate_i_hz.argmin()])
    return (
        f"Block of {100 * state.block_i:.0f}% on interneurons and {100 * state.block_e:.0f}% on pyramidal cells. "
        f"Pyramidal cells go from {state.baseline_e_hz:.2f} to {state.rate_e_hz:.2f} spikes a second, a factor of "
        f"{state.change_e:.2f}. Interneurons go from {state.baseline_i_hz:.2f} down to {low:.2f} at {when:.0f} ms and "
        f"settle at {state.rate_i_hz:.2f}. On the map the dot lies where output is "
        f"{'higher' if state.change_e > 1 else 'not higher'} than without drug; equal blocks, the dotted line, never "
        "raise it."
    )


def _block_map(axes: Axes, course: BlockCourse) -> None:
    percent = 100 * course.map_blocks
    right = np.full_like(percent, 100.0)
    for colour, level in zip(_MAP_COLOURS, (*LEVELS, None), strict=True):
        left = np.zeros_like(percent) if level is None else 100 * course.level_lines[level]
        axes.fill_betweenx(percent, left, right, color=colour, linewidth=0)
        if level is not None:
            axes.plot(left, percent, color=INK, linewidth=2 if level == 1 else 0.6)
        right = left
    for x, y, words in ((88, 20, "less than\nhalf"), (58, 38, "less"), (26, 88, "more")):
        axes.text(x, y, words, ha="center", va="center", fontsize=9.5, color="white" if y == 20 else INK)
    axes.plot([0, 100], [0, 100], color=INK, linestyle=":", linewidth=1.2)
    axes.plot(100 * course.state.block_e, 100 * course.state.block_i, "o", markersize=11, color="white",
              markeredgecolor=INK, markeredgewidth=2.5, clip_on=False, zorder=5)  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="Block on pyramidal cells (%)", ylabel="Block on interneurons (%)")
    axes.set(xticks=_FEW_TICKS, yticks=_FEW_TICKS)
    axes.set_title("Map of all pairs of blocks")


def network_run(run: SpikingRun, figure: Figure) -> str:
    """Every spike of one run (left) and the power of its rhythm (right)."""
    left, right = panels(figure, (1.5, 1.0), left=0.06, right=0.965, gap=0.115)
    cells_e = parameters("kirli2014")["N_E"]
    left.plot(1000 * run.spikes_e_s, run.cells_e, color=BLUE, marker="|", markersize=2.5, linestyle="none")
    left.plot(1000 * run.spikes_i_s, run.cells_i + cells_e + 6, marker="|", markersize=4, color=RED, linestyle="none")
    start, end = 1000 * SETTLING_S, 1000 * run.duration_s
    left.set(xlim=(0, end), ylim=(-3, 272), xlabel="Milliseconds")
    left.axvspan(0, start, color=GREY, alpha=0.15, linewidth=0)
    left.set_yticks([100, 231], ["pyramidal", "inter-"], rotation=90, va="center")
    left.tick_params(axis="y", length=0)
    left.set_title(f"E {run.rate_e_hz:.1f}, I {run.rate_i_hz:.1f} spikes per second")
    hz, power = run.spectrum
    seen = (hz >= 5) & (hz <= 100)
    right.axvspan(*GAMMA_HZ, color=ORANGE, alpha=0.15, linewidth=0)
    right.plot(hz[seen], power[seen], color=PURPLE)
    right.set(xlim=(5, 100), ylim=(0, max(8.0, 1.15 * float(power[seen].max()))))
    right.set(xlabel="Frequency (Hz)", ylabel="Power (mV² per Hz)")
    peak, gamma = run.gamma
    edge = peak <= GAMMA_HZ[0] + 1
    right.set_title("No gamma peak" if edge else f"Gamma peak at {peak:.0f} Hz")
    where = "no peak inside the band" if edge else f"a peak at {peak:.0f} Hz"
    return (
        f"One run with {run.nmda_on_i:g} mS/cm² of NMDA and {run.ampa_on_i:g} of AMPA conductance on interneurons and "
        f"{run.nmda_on_e:g} of NMDA on pyramidal cells, seed {run.seed}. Pyramidal cells fire {run.rate_e_hz:.2f} and "
        f"interneurons {run.rate_i_hz:.2f} spikes a second; from {GAMMA_HZ[0]:g} to {GAMMA_HZ[1]:g} Hz (shaded) the "
        f"power is {gamma:.1f} mV², with {where}. The first {start:.0f} ms, in grey, do not count."
    )


def _with_errors(axes: Axes, x: pd.Series, y: pd.Series, error: pd.Series, color: str, **look: Any) -> None:
    """A line with marks, and bars of two standard errors; errorbar() with its caps takes three times as long."""
    axes.vlines(x, y - 2 * error, y + 2 * error, color=color, linewidth=1.6)
    axes.plot(x, y, color=color, markersize=5, linewidth=1.8, clip_on=False, **look)


def gamma_against_nmda(grid: GammaGrid, nmda_on_i: float, figure: Figure) -> str:
    """Power in the gamma band, and firing, against NMDA on interneurons: means of stored runs with their errors."""
    left, right = panels(figure, (1, 1), left=0.1, right=0.97, gap=0.11)
    rows = grid.rows
    _with_errors(left, rows["nmda_on_i"], rows["gamma_mv2"], rows["gamma_mv2_se"], color=PURPLE, marker="o")
    left.set(ylim=(0, 150), yticks=(0, 50, 100, 150), ylabel="Gamma power, 20–80 Hz (mV²)")
    left.set_title("Rhythm")
    for name, colour, dash, marker, label in (
        ("rate_e_hz", BLUE, "-", "o", "pyramidal cells"),
        ("rate_i_hz", RED, "--", "s", "interneurons"),
    ):
        _with_errors(
            right, rows["nmda_on_i"], rows[name], rows[f"{name}_se"], color=colour, linestyle=dash, marker=marker,
            label=label,
        )  # fmt: skip
    right.set(ylim=(0, 26), yticks=(0, 10, 20), ylabel="Spikes per second")
    right.set_title("Firing")
    right.legend(loc="upper left", fontsize=10)
    for axes in (left, right):
        axes.axvline(nmda_on_i, color=ORANGE, linewidth=5, alpha=0.5, zorder=0)
        axes.set(xlim=(-0.003, 0.103), xticks=(0, 0.05, 0.1), xlabel="NMDA on interneurons (mS/cm²)")
    at = {name: float(np.interp(nmda_on_i, rows["nmda_on_i"], rows[name])) for name in ("gamma_mv2", "peak_hz")}
    fire = [float(np.interp(nmda_on_i, rows["nmda_on_i"], rows[name])) for name in ("rate_e_hz", "rate_i_hz")]
    high, none = rows.iloc[-1], rows.iloc[0]
    return (
        f"Stored runs with {grid.ampa_on_i:g} mS/cm² of AMPA on interneurons, {rows['runs'].min():.0f} a point; bars "
        f"are two standard errors. At {nmda_on_i:g} mS/cm² of NMDA there gamma power is {at['gamma_mv2']:.0f} mV², "
        f"most power lies at {at['peak_hz']:.0f} Hz, and cells fire {fire[0]:.1f} (pyramidal) and {fire[1]:.1f} "
        f"(interneurons) spikes a second. Power is {high['gamma_mv2']:.0f} at {high['nmda_on_i']:g}, largest, "
        f"{rows['gamma_mv2'].max():.0f}, at {grid.best:g}, and {none['gamma_mv2']:.0f} ± "
        f"{2 * none['gamma_mv2_se']:.0f} with none."
    )


def decisions(choices: Choices, figure: Figure) -> str:
    """Right choices against strength of evidence, what became of hard trials, and when evidence counted."""
    left, middle, right = panels(figure, (1.2, 0.85, 1.0), left=0.1, right=0.97, gap=0.085)
    for rows, colour, dash, marker, name in (
        (choices.normal, GREY, "--", "s", "no block"),
        (choices.under, BLUE, "-", "o", "now"),
    ):
        _with_errors(
            left, rows["coherence_percent"], 100 * rows["accuracy"], 100 * rows["accuracy_se"], color=colour,
            linestyle=dash, marker=marker, label=name,
        )  # fmt: skip
    left.set(xlim=(-1, 27), ylim=(40, 104), xlabel="Dots that agree (%)", ylabel="Right (%)")
    left.set(xticks=(0, 10, 20), yticks=(50, 75, 100))
    left.legend(loc="lower right", fontsize=10)
    left.set_title("Accuracy")
    hard, hard_normal = _hard(choices.under), _hard(choices.normal)
    _outcomes(middle, hard, hard_normal)
    samples = (np.arange(SAMPLES) + 0.5) * DEADLINES_S[-1] / SAMPLES
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


def balance(curve: Balance, figure: Figure) -> str:
    """Accuracy and undecided trials, from block on pyramidal cells (left) to block on interneurons (right)."""
    axes = panel(figure, left=0.1, right=0.76)
    place = np.arange(len(curve.labels))
    normal = curve.labels.index("none")
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
    axes.set(xlim=(-0.3, len(place) - 0.7), ylim=(-3, 104), yticks=_FEW_TICKS, ylabel="Trials (%)")
    axes.set_xlabel("← block on pyramidal cells (%)      E/I balance      block on interneurons (%) →")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=10)
    axes.set_title(f"{curve.coherence_percent:g}% of dots agree, {curve.deadline_s:g} s to choose")
    best = int(curve.accuracy.argmax())
    if curve.accuracy[best] - curve.accuracy[normal] < 2 * np.hypot(curve.accuracy_se[best], curve.accuracy_se[normal]):
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
                axes.text(x, base[x] + share / 2, words, ha="center", va="center", fontsize=9.5)
        base = base + shares
    axes.set_xticks((0, 1), ("now", "no block"))
    axes.set(ylim=(0, 100), xlim=(-0.5, 1.5), yticks=(0, 50, 100))
    axes.set_title("Hard trials (%)")
