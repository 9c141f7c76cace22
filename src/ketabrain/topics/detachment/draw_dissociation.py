"""A dose, the level that follows it with a delay, the score that this predicts, and what was measured."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as where_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.detachment.dissociation import MeasuredScore, Trip, TripDosing

_LOWEST = 1.0
"""Level (ng/mL) at which the logarithmic axis begins."""
_DECADES, _POINTS = (0.0, 4.0), (0.0, 96.0)
"""Ends of both axes: powers of ten of ng/mL, and points of the scale, of which 92 are the most."""
_TOLD = 88.0
"""Points at which the numbers are written: no curve of a dose that was rated comes so high."""


@drawn(height_in=4.3)
def trip_course(result: Trip, figure: Figure, began: Trip | None = None) -> str:
    """Levels on the left, predicted and measured score on the right."""
    left, right = plots(figure, (1, 1.35), left=62, right=30, bottom=62, gap=56)
    for axes in (left, right):
        axes.set(xlim=(0, 240), xticks=(0, 60, 120, 240), xlabel="Minutes")
    _levels(left, result, began)
    _score(right, result, began)
    grey = " · grey: where you began" if began else ""
    heading(figure, _finding(result), f"Model: {_given(result)} · band: interval of the potency{grey}")
    return _in_words(result)


def _levels(axes: Axes, result: Trip, first: Trip | None) -> None:
    """Plasma and what follows it with the delay, as powers of ten."""
    times, plasma, site = result.times_min, *map(_power, (result.plasma_ng_per_ml, 2 * result.site_ng_per_ml))
    if first:
        where_began(axes, first.times_min, _power(2 * first.site_ng_per_ml))
    axes.plot(times, plasma, color=GREY, linestyle="--", linewidth=1.8)
    axes.plot(times, site, color=BLUE)
    peak = int(plasma.argmax())
    direct(axes, "plasma", times[peak], plasma[peak], GREY, up=8)
    direct(axes, "delayed", 90, float(np.interp(90, times, site)), BLUE, "center", right=0, up=-24)
    axes.set(ylim=_DECADES, yticks=(0, 1, 2, 3))
    axes.set_yticklabels(["1", "10", "100", "1,000"])
    name_y(axes, "Ketamine, ng/mL (logarithmic)")


def _power(level: np.ndarray) -> np.ndarray:
    return np.asarray(np.log10(np.maximum(_LOWEST, level)))


def _score(axes: Axes, result: Trip, first: Trip | None) -> None:
    if first:
        where_began(axes, first.times_min, first.score)
    axes.fill_between(result.times_min, result.low, result.high, color=tint(BLUE, 0.18), linewidth=0)
    axes.plot(result.times_min, result.score, color=BLUE)
    for place, rating in enumerate(result.ratings if result.studied else ()):
        if np.isnan(rating.minute):
            axes.axhspan(rating.low, rating.high, color=tint(ORANGE, 0.2), linewidth=0, zorder=0)
            axes.axhline(rating.mean, color=ORANGE, linestyle="--", linewidth=1.6)
            words(axes, [(f"measured {rating.mean:.1f}, minute not said", 236, _TOLD)], "right")
            continue
        axes.plot([rating.minute] * 2, [rating.low, rating.high], color=INK, linewidth=1.8)
        axes.plot(rating.minute, rating.mean, "D", color=ORANGE, markeredgecolor=INK, markersize=7)
        x, align = (rating.minute - 6, "left") if place == 0 else (236, "right")
        told = [(f"measured {rating.mean:.0f}", x, _TOLD), (f"model {result.at(rating.minute):.0f}", x, _TOLD - 8)]
        words(axes, told, align)
        axes.vlines(rating.minute, rating.high + 1, _TOLD - 13, color=GREY, linewidth=0.8, linestyle=":")
    if result.gone_min is not None and result.studied:
        axes.plot(result.gone_min, 2.5, "v", color=RED, markeredgecolor=INK, markersize=10)
        words(axes, [(f"▼ over by minute {result.gone_min:g}", 236, _TOLD - 8)], "right")
    if not result.studied:
        words(axes, [("this dose was not rated", 236, _TOLD + 5)], "right", ink(GREY))
    axes.set(ylim=_POINTS, yticks=(0, 40, 80))
    name_y(axes, f"Detachment, points{f', {_measured_in(result)}' if result.studied else ''}")


def _finding(result: Trip) -> str:
    highest = round(float(result.score.max()))
    if not result.studied:
        return f"{result.dose_mg_per_kg:g} mg/kg: by the model {counted(highest, 'point')} at most"
    last: MeasuredScore = result.ratings[-1]
    if np.isnan(last.minute):
        return f"At most {counted(highest, 'point')} by the model, {last.mean:.1f} measured"
    points = counted(round(result.at(last.minute)), "point")
    return f"Minute {last.minute:g}: {points} by the model, {last.mean:.0f} measured"


def _given(result: Trip) -> str:
    return f"{result.dose_mg_per_kg:g} mg/kg {'over 40 min' if result.dosing is TripDosing.INFUSION else 'and a drip'}"


def _in_words(result: Trip) -> str:
    where = int(result.score.argmax())
    told = (
        f"{_finding(result)}. {result.dose_mg_per_kg:g} mg/kg {result.dosing}{_drip(result)}; delay "
        f"{counted(result.delay_min, 'minute')}, "
        f"steepness {result.slope:g}, {result.top} (full effect: {result.top_points:.1f} points). The delayed level is "
        f"highest at minute {result.times_min[int(result.site_ng_per_ml.argmax())]:g}, "
        f"{2 * result.site_ng_per_ml.max():.0f} ng/mL of mixed ketamine; predicted score at most "
        f"{result.score[where]:.2f} points (potency's interval: "
        f"{result.low[where]:.1f} to {result.high[where]:.1f}), at minute 206 {result.at(206):.2f}. "
    )
    known = f"Measured in {_measured_in(result)}: " if result.studied else "Measured at another dose, so not drawn: "
    for rating in result.ratings:
        when = "minute not said" if np.isnan(rating.minute) else f"minute {rating.minute:g}"
        known += f"{when}: {rating.mean:.1f} points ({rating.interval} {rating.low:.1f} to {rating.high:.1f})"
        if not np.isnan(rating.minute):
            known += f", predicted {result.at(rating.minute):.1f}"
        known += "; "
    if result.gone_min is not None:
        known += f"over by about minute {result.gone_min:g}, predicted {result.at(result.gone_min):.1f}; "
    return (
        f"{told}{known}straightness of level and effect from 50 to 200 ng/mL: r "
        f"{result.straightness:.3f}, measured 0.93 to 0.99. The first minutes of the plasma curve are not to "
        "be believed."
    )


def _measured_in(result: Trip) -> str:
    return f"{result.ratings[0].people} {'patients' if result.dosing is TripDosing.INFUSION else 'volunteers'}"


def _drip(result: Trip) -> str:
    return f" of {result.dose_mg_per_kg:g} mg/kg per hour to minute 176" if result.dosing is TripDosing.DRIP else ""
