"""Trains of glutamate pulses: how much of the drug is held, and what is left of the response."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, add_plot, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import GREEN, GREY, LINES, ORANGE, ink
from ketabrain.topics.channel.trapping import Trace

_UPPER, _LOWER = {"top": 92, "bottom": 232}, {"top": 296, "bottom": 62}
"""Pixels above and below the two plots."""
_PULSES_Y, _PULSES_HIGH = -13, 9
_KEY_X, _KEY_STEP = 440, 130
_PERIODS = 26
"""Pulses with their pauses in the experiment of lesson 04: 3 before, 10 with drug, 10 in the wash, 3 to test."""


@drawn(height_in=4.8)
def trains(traces: Sequence[Trace], figure: Figure) -> str:
    """The blocked share through a train of pulses for several drugs, and the response to each pulse.

    Time is counted in pulses with their pauses, so that the axis stays where it is when the pause grows.
    """
    upper, lower = plot(figure, **_UPPER), add_plot(figure, **_LOWER)
    experiment = traces[0]
    period_s = float(np.diff(experiment.pulse_starts_s)[-1])
    for trace, (colour, dash), marker in zip(traces, LINES, "os", strict=False):
        upper.plot(trace.times_s / period_s, 100 * trace.blocked, color=colour, linestyle=dash, linewidth=1.8)
        filling = colour if marker == "o" else "none"
        (line,) = lower.plot(trace.pulse_starts_s / period_s, 100 * trace.responses, marker, color=colour)
        line.set(linestyle=dash, linewidth=0.8, markersize=5, markerfacecolor=filling, clip_on=False)
    drug_on, drug_off = experiment.drug_in_bath_s
    for axes in (upper, lower):
        axes.axvspan(drug_on / period_s, drug_off / period_s, color=tint(ORANGE, 0.2), linewidth=0, zorder=0)
        axes.set(xlim=(0, _PERIODS), xticks=(0, 3, 13, 23))
    pulses = [stretch.duration_s for stretch in experiment.stretches if stretch.glutamate]
    starts = experiment.pulse_starts_s / period_s
    upper.broken_barh([(start, pulses[0] / period_s) for start in starts], (_PULSES_Y, _PULSES_HIGH), color=GREEN)
    upper.set(ylim=(_PULSES_Y - 3, 105), yticks=(0, 50, 100))
    upper.tick_params(labelbottom=False)
    lower.set(ylim=(0, 142), yticks=(0, 50, 100))
    lower.set_xlabel(f"Pulses, {period_s:g} s apart")
    name_y(upper, "Channels that hold drug, %")
    name_y(lower, "Response to a pulse, %")
    _key(upper, [trace.drug.name for trace in traces])
    words(lower, [("drug in the bath", 8, 129), ("clean bath", 18, 129)], "center", ink(GREY))
    concentration = max(stretch.concentration_um for stretch in experiment.stretches)
    kept = [f"{100 * trace.blocked_at(trace.pulse_starts_s[-3]):.0f}% hold {trace.drug.name}" for trace in traces]
    finding = f"After the wash {', '.join(kept)}"
    heading(figure, finding, f"Model, {concentration:g} µM of each drug; green: pulses of glutamate")
    told = " ".join(_train_in_words(trace) for trace in traces)
    return f"{finding}. {concentration:g} µM of drug in the bath from {drug_on:g} to {drug_off:g} s. {told}"


def _key(axes: Axes, names: Sequence[str]) -> None:
    """Each drug's line and name, at the upper right above the plot."""
    for place, (name, (colour, dash)) in enumerate(zip(names, LINES, strict=False)):
        x = _KEY_X + _KEY_STEP * place
        axes.plot([x, x + 30], [14, 14], color=colour, linestyle=dash, linewidth=1.8, transform=above(axes),
                  clip_on=False)  # fmt: skip
        words(axes, [(name, x + 36, 14)], "left", ink(colour), above(axes))


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
