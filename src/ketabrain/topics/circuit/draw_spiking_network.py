"""The spiking network: every spike of one run with its rhythm, and stored runs against NMDA on interneurons."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, LIGHT, PURPLE, RED, ink
from ketabrain.engine.draw.ticks import ticks_at
from ketabrain.topics.circuit.draw_error_bars import line_with_errors
from ketabrain.topics.circuit.spiking_network import (
    GAMMA_FROM_HZ,
    GAMMA_TO_HZ,
    SETTLING_S,
    GammaAtNmda,
    SpikingRun,
)


@drawn(height_in=4.2)
def network_run(run: SpikingRun, figure: Figure, began: SpikingRun | None = None) -> str:
    """Every spike of one run (left) and the power of its rhythm (right)."""
    left, right = plots(figure, (1.55, 1.0), left=24, gap=64)
    _raster(left, run, began)
    _spectrum(right, run, began)
    peak, gamma = run.gamma
    edge = peak <= GAMMA_FROM_HZ + 1
    finding = "This run has no gamma peak" if edge else f"This run has its gamma peak at {peak:.0f} Hz"
    grey = "grey line and brackets: where you began" if began else "a mark is a spike"
    heading(figure, finding, f"Model, seed {run.seed} · grey area: settling · {grey}")
    return (
        f"{finding}, and pyramidal cells fire {run.rate_e_hz:.2f}, interneurons {run.rate_i_hz:.2f} times a second. "
        f"It has {run.nmda_on_i:g} mS/cm² of NMDA and {run.ampa_on_i:g} of AMPA conductance on interneurons, "
        f"{run.nmda_on_e:g} of NMDA on pyramidal cells, and seed {run.seed}. From {GAMMA_FROM_HZ:g} to "
        f"{GAMMA_TO_HZ:g} Hz, between the dotted lines, the power is {gamma:.1f} mV². The first "
        f"{1000 * SETTLING_S:.0f} ms, on a grey ground, do not count."
    )


_POWERS = (0.1, 200)
"""Ends of the axis of power (mV²/Hz), which holds for every run; less power than that is drawn at its end."""
_BETWEEN_KINDS, _CELLS = 36, 250
"""Room between the two kinds of cells, in cells, where their names stand; how many cells there are."""


def _raster(axes: Axes, run: SpikingRun, began: SpikingRun | None) -> None:
    end = 1000 * run.duration_s
    above = run.count_e + _BETWEEN_KINDS
    axes.axvspan(0, 1000 * SETTLING_S, color=LIGHT, linewidth=0)
    axes.plot(1000 * run.spikes_e_s, run.cells_e, color=BLUE, marker="|", markersize=2.5, linestyle="none")
    axes.plot(1000 * run.spikes_i_s, run.cells_i + above, marker="|", markersize=4, color=RED, linestyle="none")
    axes.set(xlim=(0, end), ylim=(-3, _CELLS + 2 * _BETWEEN_KINDS), xlabel="Milliseconds")
    ticks_at(axes, (0, 500, 1000))
    axes.spines["left"].set_visible(False)
    for name, rate, before, y, colour in (
        ("pyramidal cells", run.rate_e_hz, began and began.rate_e_hz, run.count_e + _BETWEEN_KINDS / 2, BLUE),
        ("interneurons", run.rate_i_hz, began and began.rate_i_hz, _CELLS + 1.5 * _BETWEEN_KINDS, RED),
    ):
        at_first = "" if before is None else f" ({before:.1f})"
        words(axes, [(f"{name}: {rate:.1f} spikes a second{at_first}", 1000 * SETTLING_S + 15, y)], "left", ink(colour))


def _spectrum(axes: Axes, run: SpikingRun, began: SpikingRun | None) -> None:
    least, _ = _POWERS
    axes.set_yscale("log")
    axes.set(xlim=(5, 100), ylim=_POWERS, xlabel="Frequency, Hz")
    ticks_at(axes, (20, 50, 80), ((least, f"≤ {least:g}"), 1, 10, 100))
    name_y(axes, "Power, mV² per Hz (logarithmic)")
    axes.vlines((GAMMA_FROM_HZ, GAMMA_TO_HZ), *_POWERS, color=GREY, linewidth=1, linestyle=":")
    words(axes, [("gamma", 50, 120)], "center")
    for each, colour in ((began, BEGAN), (run, PURPLE)):
        if each is not None:
            hz, power = each.spectrum
            seen = (hz >= 5) & (hz <= 100)
            axes.plot(hz[seen], np.clip(power[seen], *_POWERS), color=colour, linewidth=1.4 if each is began else 2.2)


@drawn(height_in=4.0)
def gamma_against_nmda(found: GammaAtNmda, figure: Figure, began: GammaAtNmda | None = None) -> str:
    """Power in the gamma band, and firing, against NMDA on interneurons: means of stored runs with their errors."""
    left, right = plots(figure, left=50, right=124, gap=56, widths=(1, 1))
    runs, rows = found.runs, found.runs.rows
    x = rows["nmda_on_i"]
    other = began is not None and began.runs.ampa_on_i != runs.ampa_on_i
    if began is not None and other:
        before = began.runs.rows
        for axes, name in ((left, "gamma_mv2"), (right, "rate_e_hz"), (right, "rate_i_hz")):
            began_curve(axes, before["nmda_on_i"], before[name])
    line_with_errors(left, x, rows["gamma_mv2"], rows["gamma_mv2_se"], color=PURPLE, marker="o")
    for name, colour, dash, marker, label in (
        ("rate_e_hz", BLUE, "-", "o", "pyramidal cells"),
        ("rate_i_hz", RED, "--", "s", "interneurons"),
    ):
        line_with_errors(right, x, rows[name], rows[f"{name}_se"], color=colour, linestyle=dash, marker=marker)
        direct(right, label, float(x.iloc[-1]), float(rows[name].iloc[-1]), colour, right=12)
    here = found.nmda_on_i
    for axes, values in ((left, [found.gamma_mv2]), (right, [found.rate_e_hz, found.rate_i_hz])):
        axes.axvline(here, color=INK, linewidth=2, alpha=0.8, zorder=0.5)
        axes.plot([here] * len(values), values, "o", color=INK, markersize=9, clip_on=False, zorder=4)
        axes.set(xlim=(-0.003, 0.103), xlabel="NMDA on interneurons, mS/cm²")
    left.set_ylim(0, 125)
    right.set_ylim(0, 22)
    ticks_at(left, (0, 0.05, 0.1), (0, 50, 100))
    ticks_at(right, (0, 0.05, 0.1), (0, 10, 20))
    name_y(left, "Gamma power, 20–80 Hz, mV²")
    name_y(right, "Spikes per second")
    high, none, most = rows.iloc[-1], rows.iloc[0], rows["gamma_mv2"].max()
    grey = " · grey: with AMPA" if other else ""
    heading(
        figure,
        f"Gamma power here is {found.gamma_mv2:.0f} mV², at its highest {most:.0f}",
        f"Model, means of {rows['runs'].min():.0f} runs ± two standard errors · black: you{grey}",
    )
    return (
        f"At {here:g} mS/cm² of NMDA on interneurons gamma power is {found.gamma_mv2:.0f} mV², and the highest is "
        f"{most:.0f}. These are stored runs with {runs.ampa_on_i:g} mS/cm² of AMPA there, {rows['runs'].min():.0f} a "
        f"point; bars are two standard errors. At {here:g} most power lies at {found.peak_hz:.0f} Hz, and cells fire "
        f"{found.rate_e_hz:.1f} (pyramidal) and {found.rate_i_hz:.1f} (interneurons) spikes a second. Power is "
        f"{high['gamma_mv2']:.0f} at {high['nmda_on_i']:g}, largest, {most:.0f}, at {runs.best:g}, and "
        f"{none['gamma_mv2']:.0f} ± {2 * none['gamma_mv2_se']:.0f} with none."
    )
