"""A dose, the level that follows it with a delay, the score that this predicts, and what was measured."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.detachment.dissociation import Trip, TripDosing


@drawn(height_in=4.6)
def trip_course(result: Trip, figure: Figure) -> str:
    """Levels on the left, predicted and measured score on the right."""
    left, right = panels(figure, (1, 1.25), left=0.102, right=0.98, bottom=0.15, top=0.88, gap=0.105)
    left.plot(result.times_min, result.plasma_ng_per_ml, color=GREY, linestyle="--")
    left.plot(result.times_min, 2 * result.site_ng_per_ml, color=BLUE)
    left.set(xlim=(0, 240), xticks=(0, 60, 120, 180, 240), xlabel="Minutes", ylabel="Ketamine (ng/mL)")
    # The first minutes of the plasma curve are not to be believed and would squeeze everything else.
    left.set_ylim(0, 1.15 * max(10.0, 2 * float(result.site_ng_per_ml.max())))
    left.set_title("Plasma - -   with the delay —", x=-0.13)
    _score(right, result)
    return _in_words(result)


def _score(axes: Axes, result: Trip) -> None:
    axes.fill_between(result.times_min, result.low, result.high, color=LIGHT)
    axes.plot(result.times_min, result.score, color=BLUE)
    tops = [float(result.high.max()), 12.0]
    for rating in result.ratings if result.studied else ():
        tops.append(rating.high)
        if np.isnan(rating.minute):
            axes.axhspan(rating.low, rating.high, color=ORANGE, alpha=0.15, linewidth=0)
            axes.axhline(rating.mean, color=ORANGE, linestyle=":")
            continue
        axes.plot([rating.minute] * 2, [rating.low, rating.high], color=INK, linewidth=1.8)
        axes.plot(rating.minute, rating.mean, "D", color=ORANGE, markeredgecolor=INK, markersize=9)
    if result.gone_min is not None and result.studied:
        axes.plot(result.gone_min, 1.5, "v", color=RED, markeredgecolor=INK, markersize=10)
    axes.set(xlim=(0, 240), xticks=(0, 60, 120, 180, 240), ylim=(0, 1.08 * max(tops)), xlabel="Minutes")
    axes.set_ylabel("Detachment (CADSS points)")
    marks = "··· patients  ▼ over" if result.dosing is TripDosing.INFUSION else f"◆ {_measured_in(result)}"
    if not result.studied:
        marks = "dose not rated"
    axes.set_title(f"— model   {marks}", x=-0.1)


def _in_words(result: Trip) -> str:
    where = int(result.score.argmax())
    told = (
        f"{result.dose_mg_per_kg:g} mg/kg {result.dosing}{_drip(result)}; delay {counted(result.delay_min, 'minute')}, "
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
        f"{result.straightness:.3f}, measured 0.93 to 0.99."
    )


def _measured_in(result: Trip) -> str:
    return f"{result.ratings[0].people} {'patients' if result.dosing is TripDosing.INFUSION else 'volunteers'}"


def _drip(result: Trip) -> str:
    return f" of {result.dose_mg_per_kg:g} mg/kg per hour to minute 176" if result.dosing is TripDosing.DRIP else ""
