"""Glutamate after ketamine: a forest of measurements in people, and directions by dose in rodents."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, RED, SMALL, ink
from ketabrain.engine.numerals import brief, minus
from ketabrain.topics.circuit.glutamate_surge import RodentDirections, SortedBy, SurgeFit, SurgeVerdict

_MARKS = {"up": ("^", BLUE, "up"), "none": ("o", ORANGE, "no change"), "down": ("v", RED, "down")}
_SIZE = 9.0
_VERDICTS = {
    SurgeVerdict.FITS: ("✓", ink(GREEN)),
    SurgeVerdict.AGAINST: ("✗", ink(RED)),
    SurgeVerdict.OPEN: ("?", INK),
}
_LATEST_MIN = 240.0
_DAY_AT = 285.0
"""Where on the axis a measurement after a day is drawn: beyond a break."""


@drawn(height_in=6)
def surge_forest(fit: SurgeFit, figure: Figure) -> str:
    """One line a measurement, marks of one size whatever was found, over the time of the surge that is assumed."""
    axes = panel(figure, left=0.4, right=0.755, bottom=0.12, top=0.86)
    rows = fit.rows
    heights = np.arange(len(rows), 0, -1)
    axes.axvspan(float(_at(fit.start_min)), float(_at(fit.end_min)), color=BLUE, alpha=0.12, linewidth=0)
    axes.hlines(heights, 0, _DAY_AT + 12, color=LIGHT, linewidth=0.7, zorder=0)
    for direction, (marker, colour, name) in _MARKS.items():
        here = (rows["glutamate"] == direction).to_numpy()
        if not here.any():
            continue
        first, last = (rows.loc[here, column].to_numpy(dtype=float) for column in ("start_min", "end_min"))
        known = ~np.isnan(first)
        ends = np.where(np.isnan(last), first, last)
        axes.hlines(heights[here][known], _at(first[known]), _at(ends[known]), color=colour, linewidth=3)
        middle = np.where(known, _at((first + ends) / 2), -14.0)
        axes.plot(middle, heights[here], marker, color=colour, markersize=_SIZE, linestyle="none", label=name)
    _labels(fit, axes, heights)
    axes.set(xlim=(-22, _DAY_AT + 12), ylim=(0.3, len(rows) + 0.7), xlabel="Minutes after the start of the dose")
    axes.set_xticks([-14, 0, 60, 120, 180, _DAY_AT], ["?", "0", "60", "120", "180", "1 day"])
    axes.axvline((_LATEST_MIN + _DAY_AT) / 2, color=GREY, linestyle=(0, (2, 3)), linewidth=1)
    axes.set_title(
        f"A surge from {fit.start_min:g} to {fit.end_min:g} min: fits {fit.count(SurgeVerdict.FITS)} of {len(rows)}",
        x=-1.1,
        y=1.075,
    )
    axes.legend(loc="lower left", bbox_to_anchor=(-1.14, 0.98), ncol=3, fontsize=SMALL, handletextpad=0.3)
    return _in_words(fit)


def _labels(fit: SurgeFit, axes: Axes, heights: np.ndarray) -> None:
    """Each row by study, what it was sorted by (by time: its measure) and people; at the right whether it fits."""
    shown = fit.rows["measure" if fit.by is SortedBy.MINUTES else fit.by]
    axes.set_yticks([])  # words cost a tenth of what ticks with labels do
    columns = ("study", "n", "change_percent", "lower")
    names, sizes = [], []
    for y, what, study, n, change, lower in zip(heights, shown, *(fit.rows[name] for name in columns), strict=True):
        names.append((f"{brief(study)}: {what}{f' ({n})' if n else ''}", -28, y))
        if pd.notna(change):
            sizes.append((_size(change, lower), _DAY_AT + 34, y))
    words(axes, names)
    words(axes, sizes, "left")
    for verdict, (mark, colour) in _VERDICTS.items():
        here = heights[(fit.rows["verdict"] == verdict).to_numpy()]
        axes.plot(np.full(len(here), _DAY_AT + 24), here, linestyle="none", marker=sign(mark), markersize=9,
                  color=colour, markeredgewidth=0, clip_on=False)  # fmt: skip
    axes.text(_DAY_AT + 18, len(fit.rows) + 1.1, "✓ fits  ✗ against\n? open", fontsize=SMALL, va="center")


def _size(change_percent: float, lower: float) -> str:
    """The change with half its interval, as printed."""
    spread = "" if pd.isna(lower) else f" ± {change_percent - lower:.3g}"
    return f"{'+' if change_percent > 0 else ''}{minus(change_percent)}{spread}%"


def _in_words(fit: SurgeFit) -> str:
    def named(verdict: SurgeVerdict) -> str:
        rows = fit.rows[fit.rows["verdict"] == verdict]
        return "; ".join(f"{row.study} ({row.measure} {row.glutamate})" for row in rows.itertuples()) or "none"

    ups = int((fit.rows["glutamate"] == "up").sum())
    sizes = "; ".join(
        f"{row.study}, {row.measure}, {_size(row.change_percent, row.lower)}"
        + (f" ({row.interval})" if row.interval else "")
        for row in fit.rows[fit.rows["change_percent"].notna()].itertuples()
    )
    return (
        f"{len(fit.rows)} measurements in people, sorted by {fit.by}: {ups} read as more glutamate, "
        f"{len(fit.rows) - ups} without change. "
        f"A surge from {fit.start_min:g} to {fit.end_min:g} minutes after the start of the dose fits "
        f"{fit.count(SurgeVerdict.FITS)}. It does not fit {fit.count(SurgeVerdict.AGAINST)}: "
        f"{named(SurgeVerdict.AGAINST)}. For {fit.count(SurgeVerdict.OPEN)} the time is "
        f"not known well enough: {named(SurgeVerdict.OPEN)}. Where only “during” was printed, the mark stands at 0. "
        f"Sizes that were printed: {sizes}. Less tracer binding is read as more glutamate."
    )


def _at(minutes: np.ndarray | float) -> np.ndarray:
    """Where minutes lie on the axis: as they are up to four hours, a day beyond a break."""
    minutes = np.asarray(minutes, dtype=float)
    late = _LATEST_MIN + (minutes - _LATEST_MIN) / (1440 - _LATEST_MIN) * (_DAY_AT - _LATEST_MIN)
    return np.where(minutes <= _LATEST_MIN, minutes, late)


def rodent_doses(found: RodentDirections, figure: Figure) -> str:
    """Direction of the change by dose and region; the band shows the dose that the learner looks at."""
    axes = panel(figure, left=0.24, right=0.97, top=0.82)
    regions = list(dict.fromkeys(found.rows["region"]))[::-1]
    places = found.rows["region"].map(regions.index).to_numpy(dtype=float)
    # Measurements at one dose in one region would cover each other: move every further one up a little.
    again = found.rows.groupby(["region", "dose_mg_per_kg", "glutamate"]).cumcount().to_numpy()
    axes.axvline(found.dose_mg_per_kg, color=BLUE, alpha=0.15, linewidth=16, zorder=0)
    axes.hlines(range(len(regions)), 5, 300, color=LIGHT, linewidth=0.7, zorder=0)
    for direction, (marker, colour, name) in _MARKS.items():
        here = (found.rows["glutamate"] == direction).to_numpy()
        doses = found.rows["dose_mg_per_kg"].to_numpy()[here]
        axes.plot(doses, places[here] + 0.25 * again[here], marker, color=colour, markersize=11, linestyle="none",
                  label=name)  # fmt: skip
    axes.set_xscale("log")
    axes.set(xlim=(5, 300), ylim=(-0.5, len(regions) - 0.4), xlabel="Ketamine (mg/kg, logarithmic)")
    axes.set_xticks([5, 10, 20, 50, 100, 200], ["5", "10", "20", "50", "100", "200"])
    axes.minorticks_off()
    axes.set_yticks(range(len(regions)), regions, fontsize=SMALL)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.3, 0.98), ncol=3, fontsize=SMALL, handletextpad=0.3)
    near = found.nearest
    headline = f"Near {near['dose_mg_per_kg']:g} mg/kg prefrontal glutamate in rodents: {_MARKS[near['glutamate']][2]}"
    axes.set_title(headline, x=-0.3, y=1.13)
    marks = {name: found.rows[found.rows["glutamate"] == name] for name in _MARKS}
    said = "; ".join(
        f"{_MARKS[name][2]}: "
        + ", ".join(f"{row.region} at {row.dose_mg_per_kg:g} mg/kg ({row.study})" for row in rows.itertuples())
        for name, rows in marks.items()
    )
    return (
        f"{headline}. It is the dose nearest to {found.dose_mg_per_kg:g} mg/kg. All measurements, directions only: "
        f"{said}."
    )
