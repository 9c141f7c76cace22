"""Plasma levels of many virtual people after one dose."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, direct, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREY, INK, ink
from ketabrain.topics.dose.people import PeopleSpread

_SINGLE = 6
"""People who are drawn each with a line of their own."""
_TOP = 260.0
"""Upper end of the axis (ng/mL): above everybody of any group."""
_DOTS_PX, _BAR_PX = 548.0, 660.0
"""Where the dots of all peaks begin and their bar stands, from the left end of the plot (px)."""
_ALIKE = 8.0
"""Peaks within so many ng/mL stand side by side."""
_NAMES_MIN = 66.0
"""Where the names of the bands stand (min)."""
_LEAD = 10.0
"""How far their lines reach beyond all curves (ng/mL)."""


@drawn(height_in=4.2)
def spread_of_levels(result: PeopleSpread, figure: Figure, began: PeopleSpread | None = None) -> str:
    """The middle half, the middle nine tenths, the median and a few single lines; at the right everybody's peak."""
    axes = plot(figure, left=58, right=190)
    p5, p25, p50, p75, p95 = result.percentiles
    axes.fill_between(result.minutes, p5, p95, color=BLUE, alpha=0.18, linewidth=0)
    axes.fill_between(result.minutes, p25, p75, color=BLUE, alpha=0.3, linewidth=0)
    axes.plot(result.minutes, result.levels[:_SINGLE].T, color=GREY, linewidth=0.7)
    axes.plot(result.minutes, p50, color=BLUE)
    axes.set(xlabel="Minutes after the start", ylim=(0, _TOP), xlim=(0, result.minutes[-1]))
    axes.set_xticks([0, 30, 60, 90, 120])
    axes.set_yticks([0, 50, 100, 150, 200, 250])
    name_y(axes, "Plasma ketamine, ng/mL")
    place = int(np.argmin(np.abs(result.minutes - _NAMES_MIN)))
    top, below = float(result.levels[:, place].max()) + _LEAD, float(result.levels[:, place].min()) - _LEAD
    wide, narrow = (p75[place] + p95[place]) / 2, (p25[place] + p50[place]) / 2
    axes.vlines(2 * [_NAMES_MIN], [wide, below], [top, narrow], color=GREY, linewidth=0.9)
    direct(axes, "wide: nine in ten", _NAMES_MIN, top, BLUE, right=-4, up=10)
    direct(axes, "narrow: middle half", _NAMES_MIN, below, BLUE, "right", up=-10)
    _peaks(axes, result, began)
    low, high = result.peak_range
    grey = " · grey bar: the first group" if began is not None else ""
    heading(
        figure,
        f"Nine peaks in ten lie between {low:,.0f} and {high:,.0f} ng/mL",
        f"One dose, {result.peaks.size} virtual people, six as grey lines · illustration{grey}",
    )
    return (
        f"In {result.peaks.size} virtual people nine peaks in ten lie between {low:,.0f} and {high:,.0f} ng/mL after "
        f"the same dose, a {high / low:.1f}-fold range. The median peak is {result.median_peak:,.0f} in venous blood. "
        "Grey lines are six single people, dots at the right everybody's peak. Illustration: people are drawn from the "
        "published spread of S-ketamine, not measured, and the mixed drug is taken to spread alike."
    )


def _peaks(axes: Axes, result: PeopleSpread, began: PeopleSpread | None) -> None:
    """Right of the curves, at the same levels, a dot for everybody's peak and a bar that holds nine in ten."""
    # A second panel would take half as long again to draw as the whole picture.
    place = blended_transform_factory(above(axes), axes.transData)
    peaks = np.sort(result.peaks)
    step = (peaks // _ALIKE).astype(int)
    x = _DOTS_PX + 7 * (np.arange(peaks.size) - np.searchsorted(step, step))
    axes.plot(x, peaks, "o", color=BLUE, markersize=4.5, markeredgewidth=0, transform=place, clip_on=False)
    low, high = result.peak_range
    if began is not None:
        axes.plot(2 * [_BAR_PX + 16], began.peak_range, color=BEGAN, linewidth=4, transform=place, clip_on=False)
    axes.plot(2 * [_BAR_PX], (low, high), color=INK, linewidth=2, transform=place, clip_on=False)
    axes.plot(_BAR_PX, result.median_peak, "D", color=INK, markersize=6, transform=place, clip_on=False)
    for end, up in ((high, 10), (low, -10)):
        moved = place + ScaledTranslation(0, up / DPI, axes.figure.dpi_scale_trans)
        words(axes, [(f"{end:,.0f}", _BAR_PX, end)], "center", INK, moved)
    words(axes, [("Everybody's peak", _DOTS_PX, 14)], "left", ink(GREY), above(axes))
