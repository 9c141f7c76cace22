"""The receptor of BDNF beside measured cells."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE
from ketabrain.topics.bdnf.receptor import ReceptorTest

_HIGHEST = 145
"""Percent of the peak that neither form goes beyond, however much BDNF it needs."""


@drawn(height_in=4)
def receptor(result: ReceptorTest, figure: Figure, began: ReceptorTest | None = None) -> str:
    """A receptor of the model and the cells of yuen1999: over time at one dose (left), by dose at one time (right)."""
    left, right = plots(figure, (1, 1), left=56, right=34, gap=66)
    points = result.points
    by_time = points[points["measure"] == "active TrkB"]
    by_dose = points[points["measure"] == "phosphorylated SHC"]
    before = began or result
    for axes, x, curve, first, counted, at in (
        (left, result.seconds / 60, result.course, before.course, by_time, by_time["time_s"].to_numpy() / 60),
        (right, result.bdnf_nm, result.dose, before.dose, by_dose, by_dose["bdnf_nm"].to_numpy()),
    ):
        if began is not None:
            draw_began(axes, x, first)
        percent, model = (counted[of].to_numpy() for of in ("percent", "model"))
        axes.vlines(at, percent, model, color=GREY, linewidth=1.8, linestyle=(0, (1, 1)))
        axes.plot(x, curve, color=BLUE)
        axes.plot(at, percent, "D", color=ORANGE, markeredgecolor=INK, markersize=9)
        axes.set(ylim=(-5, _HIGHEST), xlim=(-0.03 * x[-1], x[-1]), yticks=(0, 50, 100))
    if began is not None:
        direct(right, "where you began", 0.4, float(began.dose[2]), GREY, right=0, up=42)
    left.set(xlabel=f"Minutes with {by_time['bdnf_nm'].iloc[0]:g} nM of BDNF", xticks=(0, 5, 10, 15))
    name_y(left, "Active receptor (%)")
    right.set(xlabel=f"BDNF (nM), for {by_dose['time_s'].iloc[0] / 60:g} minutes", xticks=(0, 2, 4, 6, 8))
    name_y(right, "Its partner SHC (%)")
    last = by_time.iloc[-1]
    direct(left, "cells", last["time_s"] / 60, last["percent"], "#8A5A00", "right", right=-12)
    direct(left, "model", 10, float(result.course[120]), BLUE, right=0, up=12)
    form = result.form.partition(":")[0]
    finding = f"The {form} misses cells by {_points(result.mean_miss)} on average"
    needed = "as published" if result.looser == 1 else f"needing {result.looser:g} × its BDNF"
    heading(figure, finding, f"Model {needed}; cells of another kind; % of the peak")
    return (
        f"{finding}, {needed}. Beside it stand cells of another kind, {result.mean_miss:.1f} percentage points away "
        f"on average (dotted lines): {result.form}, made to need {result.looser:g} times its BDNF. "
        + "; ".join(
            f"{row.measure} with {row.bdnf_nm:g} nM after {_after(row.time_s)}: measured {row.percent:.0f}%, model "
            f"{row.model:.0f}%"
            for row in points.itertuples()
        )
        + ". Each in percent of its largest measurement."
    )


def _points(miss: float) -> str:
    return f"{miss:.2g} percentage points" if miss < 10 else f"{miss:.0f} percentage points"


def _after(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 60 else f"{seconds / 60:g} min"
