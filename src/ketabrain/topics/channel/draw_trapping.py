"""Trains of glutamate pulses: how much of the drug is held, and what is left of the response."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import LINES, ORANGE, SMALL
from ketabrain.topics.channel.trapping import Trace


@drawn(height_in=4.8)
def trains(traces: Sequence[Trace], figure: Figure) -> str:
    """The blocked share through a train of pulses for several drugs, and the response to each pulse."""
    upper, lower = _stacked(figure)
    for trace, (colour, dash), marker in zip(traces, LINES, "os", strict=False):
        upper.plot(
            trace.times_s, 100 * trace.blocked, color=colour, linestyle=dash, linewidth=1.8, label=trace.drug.name
        )
        lower.plot(
            trace.pulse_starts_s,
            100 * trace.responses,
            marker,
            color=colour,
            linestyle=dash,
            linewidth=0.8,
            markersize=5,
            clip_on=False,
            markerfacecolor=colour if marker == "o" else "none",
        )
    experiment = traces[0]
    drug_on, drug_off = experiment.drug_in_bath_s
    for axes in (upper, lower):
        axes.axvspan(drug_on, drug_off, color=ORANGE, alpha=0.15, linewidth=0)
        axes.set(xlim=(0, experiment.times_s[-1]))
    upper.set(ylim=(0, 105), ylabel="Holds drug (%)")
    upper.text((drug_on + drug_off) / 2, 101, "drug in the bath", ha="center", va="top", fontsize=SMALL)
    upper.tick_params(labelbottom=False)
    lower.set(ylim=(0, 118), ylabel="Response (%)", xlabel="Seconds (each mark is a pulse of glutamate)")
    concentration = max(stretch.concentration_um for stretch in experiment.stretches)
    upper.legend(loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=2, fontsize=SMALL, handlelength=2.6)
    upper.set_title(f"{concentration:g} µM, pulse after pulse of glutamate")
    told = " ".join(_train_in_words(trace) for trace in traces)
    return f"{concentration:g} µM of drug in the bath from {drug_on:g} to {drug_off:g} s. {told}"


def _train_in_words(trace: Trace) -> str:
    drug_on, drug_off = trace.drug_in_bath_s
    held, kept = trace.blocked_at(drug_off), trace.blocked_at(trace.pulse_starts_s[-3])
    first = trace.responses[np.searchsorted(trace.pulse_starts_s, drug_on)]
    return (
        f"{trace.drug.name.capitalize()}: {100 * held:.0f}% of channels hold it when the bath is cleared, "
        f"{100 * kept:.0f}% just before the last three pulses and {100 * trace.blocked[-1]:.0f}% at the end, "
        f"{trace.times_s[-1]:g} s; the first pulse after the drug was added "
        f"gave {100 * first:.0f}% of the normal response, the last pulse {100 * trace.responses[-1]:.0f}%."
    )


def _stacked(figure: Figure) -> tuple[Axes, Axes]:
    """Two panels above one another: a tall one and a low one."""
    upper = panel(figure, bottom=0.5, top=0.91)
    lower = figure.add_axes((0.1, 0.13, 0.87, 0.31))
    lower.yaxis.set_label_coords(*upper.yaxis.label.get_position())
    return upper, lower
