"""Usual doses of ketamine for four purposes, in the bands of lesson 00 and beside the level at which patients woke."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel, plain_log_ticks
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, SMALL
from ketabrain.topics.history.four_doses import DoseCourse
from ketabrain.topics.shared.draw_bands import shade_bands
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN


@drawn(height_in=4.4)
def four_doses(result: DoseCourse, figure: Figure) -> str:
    """The chosen dose over all usual ones, the level at the chosen minute marked."""
    axes = panel(figure, right=0.74)
    shade_bands(axes, result.bands)
    believed = result.minutes >= MIXING_MIN
    minutes = result.minutes[believed]
    axes.plot(minutes, result.usual_levels[:, believed].T, color=GREY, linewidth=1.2, linestyle="--")
    names = []
    for purposes, level in _usual_curves(result):
        hidden = result.times == 1 and result.dose.purpose in purposes
        if not hidden:
            at = 110 if "mood" in purposes else 92  # apart from the names of the curves above and below
            names.append((f"usual: {', '.join(purposes)}", at, 1.35 * float(np.interp(at, result.minutes, level))))
    words(axes, names, "left")
    axes.plot(minutes, result.level[believed], color=BLUE, linewidth=2.8)
    axes.plot(result.minute, result.now, "D", color=ORANGE, markeredgecolor=INK, markersize=10, clip_on=False)
    low, woke, high = result.waking
    axes.axhspan(low, high, color=GREY, alpha=0.18, linewidth=0)
    axes.axhline(woke, color=INK, linewidth=1.2, linestyle=":")
    axes.text(176, woke * 1.04, "woke here (1979)", fontsize=SMALL, ha="right", va="bottom")
    axes.set(yscale="log", xlim=(0, 180), ylim=(5, 20_000), xlabel="Minutes after the start")
    axes.set_ylabel("Plasma ketamine (ng/mL)")
    axes.set_xticks(np.arange(0, 181, 30))
    plain_log_ticks(axes.yaxis)
    told = "; ".join(f"{dose.purpose} {dose.mg_per_kg:g} mg/kg" for dose in result.usual_doses)
    dose, measured = result.dose, result.waking_measured
    axes.set_title(
        f"For {dose.purpose}: {result.mg_per_kg:g} mg/kg; minute {result.minute:g}: {result.now:,.0f} ng/mL", x=-0.12
    )
    return (
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
