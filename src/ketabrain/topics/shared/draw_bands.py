"""The reported bands of plasma levels, the colour that each has in every picture, and curves that run through them."""

from collections.abc import Iterable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.layout import panel, plain_log_ticks
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, GREEN, INK, LINES, ORANGE, PURPLE, SMALL
from ketabrain.topics.shared.bands import Band, CourseInBands
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, TimeCourse

BAND_COLOURS = {"analgesia": GREEN, "dissociation": PURPLE, "anaesthesia": ORANGE}
BAND_NAMES = 188
"""Pixels to the right of a panel that the names of its bands take, with the edge of the picture."""
_LOWEST, _HIGHEST = 3.0, 20_000.0
"""Ends of the logarithmic axis (ng/mL): below lies what no band needs, above the tallest peak of any control."""


def plasma_in_bands(result: CourseInBands, figure: Figure) -> str:
    """One plasma curve over the reported bands; says how long it stays in the band of dissociation."""
    axes, course, band = panel(figure, right=0.74), result.course, result.dissociation
    shade_bands(axes, result.bands)
    axes.plot(course.times_h, _above_zero(course), color=BLUE)
    axes.plot(course.times_h, result.dissociating, color=PURPLE, linewidth=6, alpha=0.7)
    axes.plot(course.peak_time_h, course.peak, "o", color=BLUE, clip_on=False)
    _hours_and_levels(axes, course.times_h)
    axes.set_title(f"Peak {course.peak:,.0f} ng/mL; {result.dissociating_min:.0f} min in the dissociation band")
    return (
        f"Plasma ketamine ({course.model.blood} blood, model of {result.study}) peaks at {course.peak:,.0f} ng/mL "
        f"{60 * course.peak_time_h:.0f} min after the start, {result.peak.words}. It spends "
        f"{result.dissociating_min:.0f} min between {band.lower:g} and {band.upper:g} ng/mL, the band in which "
        f"dissociation has been reported.{_too_early([course])}"
    )


def plasma_compared(results: Mapping[str, CourseInBands], figure: Figure) -> str:
    """Several plasma curves over the reported bands, each with its name, peak and time of peak."""
    axes, first = panel(figure, right=0.74), next(iter(results.values()))
    shade_bands(axes, first.bands)
    for (name, result), (colour, dash) in zip(results.items(), LINES, strict=False):
        axes.plot(result.course.times_h, _above_zero(result.course), color=colour, linestyle=dash, label=name)
    _hours_and_levels(axes, first.course.times_h)
    axes.legend(loc="lower left", bbox_to_anchor=(1.0, 0.0), fontsize=SMALL, handlelength=2.4, handletextpad=0.5)
    axes.set_title("The same drug, different doses and ways in")
    said = "; ".join(
        f"{name}: peak {result.course.peak:,.0f} ng/mL at {60 * result.course.peak_time_h:.0f} min, {result.peak.words}"
        for name, result in results.items()
    )
    warning = _too_early(result.course for result in results.values())
    return f"Plasma concentrations on a logarithmic scale. {said}.{warning}"


def shade_bands(axes: Axes, bands: Iterable[Band]) -> None:
    """Shade the bands (ng/mL) across the panel and name them at its right, where they take BAND_NAMES pixels."""
    beside = axes.get_yaxis_transform() + ScaledTranslation(8 / DPI, 0, axes.figure.dpi_scale_trans)
    for band in bands:
        axes.axhspan(band.lower, band.upper, color=BAND_COLOURS[band.name], alpha=0.2, linewidth=0)
        # The two low bands overlap, so their names stand at the ends that they do not share.
        end, up = (band.lower, 8) if band.name == "analgesia" else (band.upper, -8)
        moved = beside + ScaledTranslation(0, up / DPI, axes.figure.dpi_scale_trans)
        words(axes, [(f"{band.name} {band.lower:,.0f}–{band.upper:,.0f}", 1, end)], "left", INK, moved)


def _above_zero(course: TimeCourse) -> Array:
    """The curve with a gap where there is no drug, which a logarithmic axis cannot show."""
    return np.where(course.ketamine > 0, course.ketamine, np.nan)


def _too_early(courses: Iterable[TimeCourse]) -> str:
    """A warning if a peak falls into the minutes that the models get wrong, else nothing."""
    if all(60 * course.peak_time_h >= MIXING_MIN for course in courses):
        return ""
    return f" Do not trust a peak in the first {MIXING_MIN:.0f} min: the model mixes the drug at once, blood does not."


def _hours_and_levels(axes: Axes, hours: Array) -> None:
    """Hours from left to right, and levels on a logarithmic axis."""
    axes.set(xlim=(hours[0], hours[-1]), xlabel="Hours after the start")
    axes.set(yscale="log", ylim=(_LOWEST, _HIGHEST), ylabel="Plasma ketamine (ng/mL)")
    plain_log_ticks(axes.yaxis)
