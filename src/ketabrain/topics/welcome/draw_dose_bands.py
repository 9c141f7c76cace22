"""The reported plasma bands of ketamine on one axis, from pain relief to anaesthesia."""

from textwrap import fill

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import INK, PAPER, RED, SMALL
from ketabrain.topics.shared.bands import BandReading
from ketabrain.topics.shared.draw_bands import BAND_COLOURS


@drawn(height_in=3.6)
def dose_bands(reading: BandReading, figure: Figure) -> str:
    """Draw each band as a bar with the dose behind it, and the learner's level as a line across them."""
    axes = panel(figure, left=0.03, right=0.97, bottom=0.2, top=0.86)
    rows = {band.name: i for i, band in enumerate(reading.bands)}
    for band in reading.bands:
        y, hit = rows[band.name], band in reading.inside
        axes.barh(
            y,
            band.upper - band.lower,
            left=band.lower,
            height=0.62,
            color=BAND_COLOURS[band.name],
            alpha=0.85 if hit else 0.35,
            edgecolor=INK,
            linewidth=1.8 if hit else 0.6,
        )
        words = f"{band.name}: {band.lower:,.0f} to {band.upper:,.0f} ng/mL\n" + fill(f"after {band.dose}", 32)
        right = band.upper < 1000  # the highest band has more room on its left
        axes.text(
            band.upper * 1.08 if right else band.lower / 1.08,
            y,
            words,
            va="center",
            ha="left" if right else "right",
            fontsize=SMALL,
            linespacing=1.25,
            zorder=5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
        )
    axes.axvline(reading.level, color=RED, linewidth=2)
    axes.set(xscale="log", xlim=(10, 5000), ylim=(-0.6, len(rows) - 0.4), xlabel="Ketamine in plasma (ng/mL)")
    axes.xaxis.set_major_locator(FixedLocator([10, 30, 100, 300, 1000, 3000]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_title(f"{reading.level:,.0f} ng/mL: {reading.words}")
    said = "; ".join(f"{band.name} {band.lower:,.0f} to {band.upper:,.0f}" for band in reading.bands)
    return f"A plasma level of {reading.level:,.0f} ng/mL lies {reading.words}. Reported bands in ng/mL: {said}."
