"""Usual doses of ketamine for four purposes, in the bands of lesson 00 and beside the level at which patients woke."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plain_log_ticks, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, PAPER, RED
from ketabrain.topics.history.four_doses import DoseCourse
from ketabrain.topics.shared.draw_bands import BAND_NAMES, shade_bands
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN

_LOWEST, _HIGHEST = 2.0, 20_000.0
"""Ends of the axis (ng/mL): no dose that can be chosen leaves it."""


@drawn(height_in=4.4)
def four_doses(result: DoseCourse, figure: Figure) -> str:
    """The chosen dose over all usual ones, thick up to the chosen minute, the level then marked."""
    axes = plot(figure, left=70, right=BAND_NAMES)
    axes.set(yscale="log", xlim=(0, 180), ylim=(_LOWEST, _HIGHEST), xlabel="Minutes after the start")
    axes.set_xticks(np.arange(0, 181, 60))
    plain_log_ticks(axes.yaxis)
    shade_bands(axes, result.bands)
    low, woke, high = result.waking
    axes.axhspan(low, high, color=GREY, alpha=0.18, linewidth=0)
    axes.axhline(woke, color=INK, linewidth=1.2, linestyle=":")
    direct(axes, "woke here (1979)", 180, woke, INK, "right", right=-6, up=9)
    believed = result.minutes >= MIXING_MIN
    minutes, level = result.minutes[believed], result.level[believed]
    axes.plot(minutes, result.usual_levels[:, believed].T, color=GREY, linewidth=1.2, linestyle="--")
    names = []
    for purposes, usual in _usual_curves(result):
        hidden = result.times == 1 and result.dose.purpose in purposes
        if not hidden:
            at = 110 if "mood" in purposes else 92  # apart from the names of the curves above and below
            names.append((f"usual: {', '.join(purposes)}", at, 1.35 * float(np.interp(at, result.minutes, usual))))
    words(axes, names, "left", over_lines=True)
    past = minutes <= result.minute
    axes.plot(minutes, level, color=BLUE, linewidth=1.2)
    axes.plot(minutes[past], level[past], color=BLUE, linewidth=4)
    axes.axvline(result.minute, color=RED, linewidth=1.6)
    axes.hlines(result.now, 0, result.minute, color=RED, linewidth=1.2)
    axes.plot(result.minute, result.now, "D", color=RED, markeredgecolor=PAPER, markersize=9, clip_on=False, zorder=5)
    name_y(axes, "Plasma ketamine, ng/mL (logarithmic)")
    finding = f"{result.now:,.0f} ng/mL at minute {result.minute:g}: {result.reading.words}"
    heading(figure, finding, f"Model: {result.mg_per_kg:g} mg/kg for {result.dose.purpose}")
    told = "; ".join(f"{dose.purpose} {dose.mg_per_kg:g} mg/kg" for dose in result.usual_doses)
    dose, measured = result.dose, result.waking_measured
    return (
        f"{result.now:,.0f} ng/mL at minute {result.minute:g} after {result.mg_per_kg:g} mg/kg for {dose.purpose}: "
        f"{result.reading.words}. "
        f"The usual dose for {dose.purpose} times {result.times:g}: {result.mg_per_kg:g} mg/kg over {dose.minutes:g} "
        f"min, {result.rate_mg_per_min:.1f} mg a minute at 70 kg ({dose.note}). At minute {result.minute:g} the model "
        f"gives {result.now:,.0f} ng/mL, {result.reading.words}. Patients woke at the dotted line, {measured.middle:g} "
        f"µmol/L ({measured.low:g} to {measured.high:g}). Dashed: the usual doses, {told}. The first {MIXING_MIN:g} "
        "minutes are left out: the model mixes the blood at once."
    )


def _usual_curves(result: DoseCourse) -> Iterator[tuple[list[str], Array]]:
    """The different usual curves (ng/mL), each with all the purposes that it serves."""
    pairs = zip(result.usual_doses, result.usual_levels, strict=True)
    for _, same in groupby(pairs, key=lambda each: each[0].mg_per_kg):
        doses, levels = zip(*same, strict=True)
        yield [dose.purpose for dose in doses], levels[0]
