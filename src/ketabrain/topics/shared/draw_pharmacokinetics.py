"""Pictures of plasma concentrations: curves in their bands, artery and vein, people, half-lives, occupancy, misfit."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine import tables
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    LINES,
    ORANGE,
    PURPLE,
    RED,
    panel,
    panels,
    plain_log_ticks,
)
from ketabrain.engine.stats.fold_error import FoldErrors
from ketabrain.topics.shared.bands import read_level, reported_bands
from ketabrain.topics.shared.draw_bands import shade_bands
from ketabrain.topics.shared.half_life import ShareLeft
from ketabrain.topics.shared.occupancy import OccupancyCourse
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, TimeCourse

_LOWEST, _HIGHEST = 3.0, 20_000.0
"""Ends of the logarithmic axis (ng/mL): below lies what no band needs, above the tallest peak of any control."""


def plasma_in_bands(course: TimeCourse, figure: Figure) -> str:
    """One plasma curve over the reported bands; says how long it stays in the band of dissociation."""
    axes = panel(figure, right=0.74)
    shade_bands(axes)
    hours = course.times_h
    axes.plot(hours, _above_zero(course), color=BLUE)
    band = next(band for band in reported_bands() if band.name == "dissociation")
    inside = (course.ketamine >= band.lower) & (course.ketamine <= band.upper)
    axes.plot(hours, np.where(inside, course.ketamine, np.nan), color=PURPLE, linewidth=6, alpha=0.7)
    axes.plot(course.peak_time_h, course.peak, "o", color=BLUE, clip_on=False)
    _time_axis(axes, hours)
    _log_concentration_axis(axes)
    minutes = 60 * course.hours_between(band.lower, band.upper)
    axes.set_title(f"Peak {course.peak:,.0f} ng/mL; {minutes:.0f} min in the dissociation band")
    model = tables.references()[course.model.key].short
    return (
        f"Plasma ketamine ({course.model.blood} blood, model of {model}) peaks at {course.peak:,.0f} ng/mL "
        f"{60 * course.peak_time_h:.0f} min after the start, {read_level(course.peak).words}. It spends "
        f"{minutes:.0f} min between {band.lower:g} and {band.upper:g} ng/mL, the band in which dissociation has been "
        f"reported.{_too_early([course])}"
    )


def plasma_compared(courses: Mapping[str, TimeCourse], figure: Figure) -> str:
    """Several plasma curves over the reported bands, each with its name, peak and time of peak."""
    axes = panel(figure, right=0.74)
    shade_bands(axes)
    for (name, course), (colour, dash) in zip(courses.items(), LINES, strict=False):
        axes.plot(course.times_h, _above_zero(course), color=colour, linestyle=dash, label=name)
    hours = next(iter(courses.values())).times_h
    _time_axis(axes, hours)
    _log_concentration_axis(axes)
    axes.legend(loc="lower left", bbox_to_anchor=(1.0, 0.0), fontsize=9.5, handlelength=2.4, handletextpad=0.5)
    axes.set_title("The same drug, different doses and doors")
    said = "; ".join(
        f"{name}: peak {course.peak:,.0f} ng/mL at {60 * course.peak_time_h:.0f} min, {read_level(course.peak).words}"
        for name, course in courses.items()
    )
    return f"Plasma concentrations on a logarithmic scale. {said}.{_too_early(list(courses.values()))}"


def artery_and_vein(courses: Mapping[str, TimeCourse], figure: Figure) -> str:
    """The same dose seen from an artery and from a vein, and their ratio; the first two courses are compared."""
    left, right = panels(figure, (1.5, 1), gap=0.11)
    for (name, course), (colour, dash) in zip(courses.items(), LINES, strict=False):
        left.plot(60 * course.times_h, course.ketamine, color=colour, linestyle=dash, label=name)
    left.set(xlabel="Minutes after the start", ylabel="Plasma ketamine (ng/mL)", ylim=(0, None), xlim=(0, None))
    left.legend(fontsize=10, handlelength=3)
    left.set_title("Same dose, two honest answers")
    (_, artery), (_, vein) = list(courses.items())[:2]
    mixed = 60 * artery.times_h >= MIXING_MIN
    ratio = artery.ketamine[mixed] / vein.ketamine[mixed]
    right.axhline(1, color=GREY, linewidth=1)
    right.plot(60 * artery.times_h[mixed], ratio, color=INK)
    right.set(xlabel="Minutes after the start", ylabel="Artery ÷ vein", ylim=(0, max(3.0, 1.1 * ratio.max())))
    right.set_title("Ratio")
    return (
        f"The model for arterial blood peaks at {artery.peak:,.0f} ng/mL and the one for venous blood at "
        f"{vein.peak:,.0f}. From {MIXING_MIN:.0f} min on, the arterial value is {ratio.max():.1f} times the venous one "
        f"at most and {ratio[-1]:.2f} times at the end, {60 * artery.times_h[-1]:.0f} min after the start."
    )


def people_spread(course: TimeCourse, figure: Figure) -> str:
    """Many virtual people after the same dose: the middle half, the middle nine tenths and a few single lines."""
    axes = panel(figure)
    minutes = 60 * course.times_h
    p5, p25, p50, p75, p95 = np.percentile(course.ketamine, [5, 25, 50, 75, 95], axis=0)
    axes.fill_between(minutes, p5, p95, color=BLUE, alpha=0.18, linewidth=0, label="nine people in ten")
    axes.fill_between(minutes, p25, p75, color=BLUE, alpha=0.3, linewidth=0, label="the middle half")
    axes.plot(minutes, course.ketamine[:6].T, color=GREY, linewidth=0.7, label=["six single people", *5 * ["_"]])
    axes.plot(minutes, p50, color=BLUE, label="median")
    peaks = course.ketamine.max(axis=1)
    low, high = np.percentile(peaks, [5, 95])
    axes.legend(loc="upper right", fontsize=10)
    axes.set(
        xlabel="Minutes after the start",
        ylabel="Plasma ketamine (ng/mL)",
        ylim=(0, None),
        xlim=(0, minutes[-1]),
    )
    axes.set_title(f"One dose, {peaks.size} people: nine peaks in ten at {low:,.0f}–{high:,.0f} ng/mL")
    return (
        f"In {peaks.size} virtual people the same dose gives a median peak of {np.median(peaks):,.0f} ng/mL in venous "
        f"blood; nine in ten lie between {low:,.0f} and {high:,.0f}, a {high / low:.1f}-fold range. Grey lines are six "
        "single people. Illustration: people are drawn from the published spread of S-ketamine, not measured, and the "
        "mixed drug is taken to spread alike."
    )


@drawn(height_in=3.6)
def half_life_clock(share: ShareLeft, figure: Figure) -> str:
    """Bars of what is left after a while, one for each half-life in the literature."""
    axes = panel(figure, left=0.4, right=0.94)
    rows = np.arange(len(share.names))[::-1]
    colours = [ORANGE if species == "mouse" else BLUE for species in share.species]
    hatches = ["//" if species == "mouse" else "" for species in share.species]
    for row, left_high, left_low, colour, hatch in zip(rows, share.high, share.low, colours, hatches, strict=True):
        axes.barh(row, left_low, height=0.6, color=colour, alpha=0.75, hatch=hatch, edgecolor=INK, linewidth=0.6)
        axes.barh(row, left_high - left_low, left=left_low, height=0.6, color=colour, alpha=0.3, linewidth=0)
        axes.text(left_high + 0.015, row, _percent(left_low, left_high), va="center", fontsize=10)
    axes.set_yticks(rows, share.names, fontsize=10)
    axes.set(xlim=(0, 1.08), xlabel="Share of the drug still there")
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    axes.tick_params(axis="y", length=0)
    axes.set_title(f"After {share.hours:g} h", x=0)
    said = "; ".join(
        f"{name}: {_percent(low, high)}" for name, low, high in zip(share.names, share.low, share.high, strict=True)
    )
    return f"After {share.hours:g} h, if each half-life held from the start, this much would be left: {said}."


def occupancy_course(result: OccupancyCourse, figure: Figure) -> str:
    """Share of receptor channels that hold ketamine, with the uncertainty of the rat measurement."""
    axes = panel(figure)
    minutes = 60 * result.times_h
    axes.fill_between(minutes, 100 * result.low, 100 * result.high, color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(minutes, 100 * result.share, color=BLUE)
    axes.axhline(50, color=GREY, linewidth=1, linestyle="--")
    axes.annotate("half of the channels", (minutes[-1], 50), ha="right", va="bottom", fontsize=10, color=GREY)
    top = int(result.share.argmax())
    axes.plot(minutes[top], 100 * result.share[top], "o", color=BLUE)
    axes.set(
        xlabel="Minutes after the start",
        ylabel="Channels that hold ketamine (%)",
        ylim=(0, 100),
        xlim=(0, minutes[-1]),
    )
    axes.set_title(f"At most {100 * result.share[top]:.0f}% of channels hold the drug")
    return (
        f"The share of NMDA receptor channels that hold ketamine peaks at {100 * result.share[top]:.0f}% "
        f"({100 * result.low[top]:.0f} to {100 * result.high[top]:.0f}% from the interval of the rat measurement), "
        f"{minutes[top]:.0f} min after the start, and is {100 * result.share[-1]:.0f}% at {minutes[-1]:.0f} min."
    )


@drawn(height_in=4.8)
def predicted_against_measured(points: pd.DataFrame, errors: FoldErrors, figure: Figure) -> str:
    """Prediction over measurement on log axes with the two-fold band; one marker shape for each study in `points`.

    `points` has the columns `study` and `independent` (bool), in the order of `errors`.
    """
    axes = panel(figure, left=0.1, right=0.66, bottom=0.14)
    both = np.concatenate([errors.measured, errors.predicted])
    low, high = 0.6 * both.min(), 1.7 * both.max()
    line = np.array([low, high])
    axes.fill_between(line, line / 2, line * 2, color=LIGHT, linewidth=0)
    axes.plot(line, line, color=GREY, linewidth=1)
    markers = "os^DvP*Xh<>"
    colours = (BLUE, RED, GREEN, INK, PURPLE, ORANGE)
    for i, study in enumerate(dict.fromkeys(points["study"])):
        here = (points["study"] == study).to_numpy()
        filled = points.loc[here, "independent"].iloc[0]
        colour = colours[i % len(colours)]
        axes.plot(
            errors.measured[here],
            errors.predicted[here],
            markers[i % len(markers)],
            color=colour,
            markersize=7,
            markerfacecolor=colour if filled else "none",
            linestyle="none",
            label=study,
        )
    axes.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high))
    axes.set(xlabel="Measured (ng/mL)", ylabel="Predicted (ng/mL)")
    plain_log_ticks(axes.xaxis, axes.yaxis)
    axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), fontsize=9.5, handletextpad=0.4, labelspacing=0.7)
    gmfe, share = errors.geometric_mean_fold_error, errors.share_within_twofold
    axes.set_title(f"Typical miss: {gmfe:.2f}-fold; {100 * share:.0f}% within 2-fold")
    worst = int(errors.folds.argmax())
    return (
        f"{errors.measured.size} published concentrations against predictions. The typical miss (geometric mean fold "
        f"error) is {gmfe:.2f}, and {100 * share:.0f}% of points lie within a factor of two (grey band). The worst is "
        f"{points['study'].iloc[worst]}: {errors.measured[worst]:,.0f} ng/mL measured, {errors.predicted[worst]:,.0f} "
        "predicted. Open markers may share data with the model's own fit."
    )


def _above_zero(course: TimeCourse) -> np.ndarray:
    """The curve with a gap where there is no drug, which a logarithmic axis cannot show."""
    return np.where(course.ketamine > 0, course.ketamine, np.nan)


def _too_early(courses: Sequence[TimeCourse]) -> str:
    """A warning if a peak falls into the minutes that the models get wrong, else nothing."""
    if all(60 * course.peak_time_h >= MIXING_MIN for course in courses):
        return ""
    return f" Do not trust a peak in the first {MIXING_MIN:.0f} min: the model mixes the drug at once, blood does not."


def _percent(low: float, high: float) -> str:
    if high < 0.005:
        return "less than 1%"
    return f"{100 * high:.0f}%" if high - low < 0.005 else f"{100 * low:.0f}–{100 * high:.0f}%"


def _time_axis(axes: Axes, hours: np.ndarray) -> None:
    axes.set(xlim=(hours[0], hours[-1]), xlabel="Hours after the start")


def _log_concentration_axis(axes: Axes) -> None:
    axes.set(yscale="log", ylim=(_LOWEST, _HIGHEST), ylabel="Plasma ketamine (ng/mL)")
    plain_log_ticks(axes.yaxis)
