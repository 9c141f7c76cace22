"""The reported plasma bands of ketamine on one axis, from pain relief to anaesthesia."""

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.style import BEGAN, BODY, INK, PAPER, RED, ink
from ketabrain.topics.shared.bands import BandReading
from ketabrain.topics.shared.draw_bands import BAND_COLOURS

_ENDS = (8.0, 6000.0)
"""Ends of the logarithmic axis (ng/mL), beyond those of the learner's level."""
_LEFT, _TOP = 118, 118
"""Pixels for the names of the bands, and above the plot for the learner's number."""


@drawn(height_in=3.8)
def dose_bands(reading: BandReading, figure: Figure, began: BandReading | None = None) -> str:
    """Draw each band as a bar with the dose behind it, and the learner's level as a line across them."""
    bands = reading.bands[::-1]
    ranges = [f"{band.lower:,.0f} to {band.upper:,.0f}" for band in bands]
    doses = [band.dose.partition(" of ")[0] for band in bands]
    columns = [Column(head="ng/mL", texts=ranges, width=124), Column(head="after", texts=doses, width=96)]
    out = [row for row, band in enumerate(bands) if band not in reading.inside]
    axes = rows(figure, [band.name for band in bands], columns, left=_LEFT, top=_TOP, pale=out)
    axes.set(xscale="log", xlim=_ENDS, xlabel="Ketamine in plasma, ng/mL (logarithmic)")
    axes.xaxis.set_major_locator(FixedLocator([10, 30, 100, 300, 1000, 3000]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    for row, band in enumerate(bands):
        hit = band in reading.inside
        axes.barh(
            row,
            band.upper - band.lower,
            left=band.lower,
            height=0.6,
            color=BAND_COLOURS[band.name],
            alpha=0.9 if hit else 0.3,
            edgecolor=INK,
            linewidth=1.8 if hit else 0.6,
        )
    if began is not None:
        axes.axvline(began.level, color=BEGAN, linewidth=1.4)
    flag, foot = -1.18, len(bands) - 0.4
    axes.plot(2 * [reading.level], (flag, foot), color=RED, linewidth=4, clip_on=False, solid_capstyle="butt")
    axes.text(
        reading.level,
        flag,
        f"{reading.level:,.0f}",
        ha="center",
        va="center",
        fontsize=BODY,
        color=PAPER,
        bbox={"facecolor": ink(RED), "edgecolor": "none", "boxstyle": "round,pad=0.3"},
    )
    heading(
        figure,
        f"{reading.level:,.0f} ng/mL is {reading.words}",
        f"Levels at which studies reported each state{' · grey: where you began' if began is not None else ''}",
    )
    said = "; ".join(f"{band.name} {band.lower:,.0f} to {band.upper:,.0f} after {band.dose}" for band in reading.bands)
    return f"A plasma level of {reading.level:,.0f} ng/mL lies {reading.words}. Reported bands in ng/mL: {said}."
