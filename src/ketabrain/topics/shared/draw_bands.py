"""The reported bands of plasma levels, the colour that each has in every picture, and curves that run through them."""

from collections.abc import Iterable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.layout import direct, heading, name_y, plain_log_ticks, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, GREEN, INK, LINES, ORANGE, PURPLE
from ketabrain.engine.numerals import counted
from ketabrain.topics.shared.bands import Band, CourseInBands
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, TimeCourse

BAND_COLOURS = {"analgesia": GREEN, "dissociation": PURPLE, "anaesthesia": ORANGE}
BAND_NAMES = 188
"""Pixels to the right of a panel that the names of its bands take, with the edge of the picture."""
_LEFT = 70
"""Pixels for the numbers of the levels."""
_LOWEST, _HIGHEST = 2.0, 20_000.0
"""Ends of the logarithmic axis (ng/mL): below lies what no band needs, above the tallest peak of any control."""
_HIGHEST_COMPARED = 3_000.0
"""Upper end where the doses are such that no curve leaves the bands upwards (ng/mL)."""


@drawn(height_in=4.2)
def plasma_in_bands(result: CourseInBands, figure: Figure, began: CourseInBands | None = None) -> str:
    """One plasma curve over the reported bands; says how long it stays in the band of dissociation."""
    axes, course, band = plot(figure, left=_LEFT, right=BAND_NAMES), result.course, result.dissociation
    _hours_and_levels(axes, course.times_h, _HIGHEST)
    shade_bands(axes, result.bands)
    if began is not None:
        began_curve(axes, began.course.times_h, _above_zero(began.course))
    axes.plot(course.times_h, _above_zero(course), color=BLUE)
    axes.plot(course.times_h, result.dissociating, color=PURPLE, linewidth=6, alpha=0.7, solid_capstyle="butt")
    axes.plot(course.peak_time_h, course.peak, "o", color=BLUE, markersize=8, clip_on=False)
    direct(axes, f"{course.peak:,.0f}", course.peak_time_h, course.peak, BLUE, right=7, up=9)
    minutes = counted(round(result.dissociating_min), "minute")
    heading(
        figure,
        f"The {course.model.blood} peak is {course.peak:,.0f} ng/mL; {minutes} in dissociation",
        f"Model of {result.study}{_GREY_BEGAN if began is not None else ''}",
    )
    return (
        f"Plasma ketamine ({course.model.blood} blood, model of {result.study}) peaks at {course.peak:,.0f} ng/mL "
        f"{60 * course.peak_time_h:.0f} min after the start, {result.peak.words}. It spends "
        f"{result.dissociating_min:.0f} min between {band.lower:g} and {band.upper:g} ng/mL, the band in which "
        f"dissociation has been reported.{_too_early([course])}"
    )


_GREY_BEGAN = " · grey: where you began"


@drawn(height_in=4.2)
def plasma_compared(
    results: Mapping[str, CourseInBands], figure: Figure, began: Mapping[str, CourseInBands] | None = None
) -> str:
    """Several plasma curves over the reported bands, each with its name, peak and time of peak."""
    axes, first = plot(figure, left=_LEFT, right=BAND_NAMES), next(iter(results.values()))
    _hours_and_levels(axes, first.course.times_h, _HIGHEST_COMPARED)
    shade_bands(axes, first.bands)
    for before in (began or {}).values():
        began_curve(axes, before.course.times_h, _above_zero(before.course))
    for result, (colour, dash) in zip(results.values(), LINES, strict=False):
        course = result.course
        axes.plot(course.times_h, _above_zero(course), color=colour, linestyle=dash)
        axes.plot(course.peak_time_h, course.peak, "o", color=colour, markersize=7)
    _names_of_curves(axes, {name: result.course for name, result in results.items()}, began or {})
    peaks = [f"{name.partition(',')[0]} {result.course.peak:,.0f}" for name, result in results.items()]
    heading(
        figure,
        f"Peaks in plasma: {', '.join(peaks)} ng/mL",
        f"Venous blood · models{_GREY_BEGAN if began is not None else ''}",
    )
    said = "; ".join(
        f"{name}: peak {result.course.peak:,.0f} ng/mL at {60 * result.course.peak_time_h:.0f} min, {result.peak.words}"
        for name, result in results.items()
    )
    warning = _too_early(result.course for result in results.values())
    highest = [f"{result.course.peak:,.0f} ng/mL ({name})" for name, result in results.items()]
    return f"The highest levels in plasma are {' and '.join(highest)}. On a logarithmic scale: {said}.{warning}"


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


def _names_of_curves(axes: Axes, courses: Mapping[str, TimeCourse], began: Mapping[str, CourseInBands]) -> None:
    """Names half-way along: the highest above all curves, those of the beginning too, the others below them."""
    hours = next(iter(courses.values())).times_h
    place = hours.size // 2
    heights = {name: float(course.ketamine[place]) for name, course in courses.items()}
    order = sorted(heights, key=lambda name: -heights[name])
    looks = dict(zip(courses, LINES, strict=False))
    every = [*heights.values(), *(float(before.course.ketamine[place]) for before in began.values())]
    for i, name in enumerate(order):
        end = min(every) if i else max(every)
        up = 14 if i == 0 else 4 - 18 * i
        direct(axes, name, float(hours[place]), end, looks[name][0], "left" if i == 0 else "right", right=0, up=up)


def _hours_and_levels(axes: Axes, hours: Array, highest: float) -> None:
    """Hours from left to right, and levels on a logarithmic axis."""
    axes.set(xlim=(hours[0], hours[-1]), xlabel="Hours after the start", xticks=np.arange(hours[0], hours[-1] + 0.1))
    axes.set(yscale="log", ylim=(_LOWEST, highest))
    plain_log_ticks(axes.yaxis)
    name_y(axes, "Plasma ketamine, ng/mL (logarithmic)")
