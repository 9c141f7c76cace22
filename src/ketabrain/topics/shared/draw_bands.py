"""The reported bands of plasma levels behind a curve, and the colour that each has in every picture."""

from matplotlib.axes import Axes

from ketabrain.engine.draw.style import GREEN, ORANGE, PURPLE
from ketabrain.topics.shared.bands import reported_bands

BAND_COLOURS = {"analgesia": GREEN, "dissociation": PURPLE, "anaesthesia": ORANGE}


def shade_bands(axes: Axes) -> None:
    """Shade the reported bands across the panel and name them at its right."""
    for band in reported_bands():
        axes.axhspan(band.lower, band.upper, color=BAND_COLOURS[band.name], alpha=0.2, linewidth=0)
        # The two low bands overlap, so their names stand at the ends that they do not share.
        y, align = (band.lower, "bottom") if band.name == "analgesia" else (band.upper, "top")
        axes.text(
            1.015,
            y,
            f"{band.name} {band.lower:,.0f}–{band.upper:,.0f}",
            transform=axes.get_yaxis_transform(),
            va=align,
            fontsize=9.5,
        )
