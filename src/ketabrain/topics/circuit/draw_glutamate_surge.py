"""Glutamate after ketamine: a forest of measurements in people, and directions by dose in rodents."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform, blended_transform_factory

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREEN, GREY, INK, LIGHT, ORANGE, RED, ink
from ketabrain.engine.draw.ticks import ticks_at
from ketabrain.engine.numerals import brief, minus
from ketabrain.topics.circuit.glutamate_surge import RodentDirections, SurgeFit, SurgeVerdict

_MARKS = {"up": ("^", BLUE), "none": ("o", ORANGE), "down": ("v", RED)}
_WAY = {"up": "up", "none": "no change", "down": "down"}
_WENT = {"up": "went up", "none": "showed no change", "down": "went down"}
_SIZE = 9.0
_VERDICTS = {
    SurgeVerdict.FITS: ("✓", ink(GREEN)),
    SurgeVerdict.AGAINST: ("✗", ink(RED)),
    SurgeVerdict.OPEN: ("?", INK),
}
_LATEST_MIN = 240.0
_DAY_AT = 285.0
"""Where on the axis a measurement after a day is drawn: beyond a break."""
_NO_TIME_AT = -24.0
"""Where a measurement without any minutes is drawn: before the axis, below a question mark."""
_METHODS = {"1H spectroscopy": "1H", "13C spectroscopy": "13C", "PET tracer": "PET"}


@drawn(height_in=4.9)
def surge_forest(fit: SurgeFit, figure: Figure) -> str:
    """One line a measurement, marks of one size whatever was found, over the time of the surge that is assumed."""
    found = fit.rows
    axes = rows(
        figure, _row_names(found), [
            Column(head="scan", texts=[_METHODS[method] for method in found["method"]], width=40),
            Column(head="people", texts=[str(n).replace(" and ", " + ") for n in found["n"]], width=54),
            Column(head="change, %", texts=[_size(*each) for each in zip(found["change_percent"], found["lower"],
                                                                          strict=True)], width=80),
            Column(head="fit", texts=[""] * len(found), width=32),
        ], left=196,
    )  # fmt: skip
    heights = np.arange(len(found))
    axes.set(xlim=(_NO_TIME_AT - 12, _DAY_AT + 12), xlabel="Minutes after the start")
    axes.axvspan(float(_at(fit.start_min)), float(_at(fit.end_min)), color=BLUE, alpha=0.22, linewidth=0)
    axes.hlines(heights, -6, _DAY_AT + 12, color=LIGHT, linewidth=0.7, zorder=0.5)
    axes.vlines([-12, (_LATEST_MIN + _DAY_AT) / 2], -0.6, len(found) - 0.4, color=GREY, linestyle=(0, (2, 3)),
                linewidth=1)  # fmt: skip
    for direction, (marker, colour) in _MARKS.items():
        here = (found["glutamate"] == direction).to_numpy()
        if not here.any():
            continue
        first, last = (found.loc[here, column].to_numpy(dtype=float) for column in ("start_min", "end_min"))
        known = ~np.isnan(first)
        during = known & np.isnan(last)
        ends = np.where(np.isnan(last), first, last)
        axes.hlines(heights[here][known], _at(first[known]), _at(ends[known]), color=colour, linewidth=3)
        axes.hlines(heights[here][during], 0, 24, color=colour, linewidth=2, linestyle=(0, (1, 1)))
        middle = np.where(known, _at((first + ends) / 2), _NO_TIME_AT)
        axes.plot(middle, heights[here], marker, color=colour, markersize=_SIZE, linestyle="none")
    ticks_at(axes, ((_NO_TIME_AT, "?"), 0, 60, 120, 180, (_DAY_AT, "1 day")))
    for verdict, (mark, colour) in _VERDICTS.items():
        here = heights[(found["verdict"] == verdict).to_numpy()]
        axes.plot(np.full(len(here), _FIT_AT), here, linestyle="none", marker=sign(mark), markersize=10, color=colour,
                  markeredgewidth=0, clip_on=False, transform=_beside(axes))  # fmt: skip
    fits = fit.count(SurgeVerdict.FITS)
    heading(
        figure,
        f"A surge from {fit.start_min:g} to {fit.end_min:,g} min fits {fits} of {len(found)}",
        "▲ read as more glutamate, ● no change · ? open",
    )
    return _in_words(fit)


_FIT_AT = 196.0
"""Pixels from the plot's right edge to the marks of the last column."""


def _beside(axes: Axes) -> Transform:
    """From pixels to the right of the plot and rows to where they are drawn."""
    edge = ScaledTranslation(1, 0, axes.transAxes)  # type: ignore[arg-type]  # it is affine, typed as less
    pixels = Affine2D().scale(1 / DPI) + axes.figure.dpi_scale_trans + edge
    return blended_transform_factory(pixels, axes.transData)


def _row_names(found: pd.DataFrame) -> list[str]:
    """The study of each row, or what else it measured where it is that of the row above."""
    above = [None, *found["study"][:-1]]
    return [
        measure if study == before else brief(study)
        for study, before, measure in zip(found["study"], above, found["measure"], strict=True)
    ]


def _size(change_percent: float, lower: float) -> str:
    """The change with half its interval, as printed; nothing where none was."""
    if pd.isna(change_percent):
        return ""
    spread = "" if pd.isna(lower) else f" ± {change_percent - lower:.3g}"
    return f"{'+' if change_percent > 0 else ''}{minus(change_percent)}{spread}"


def _in_words(fit: SurgeFit) -> str:
    def named(verdict: SurgeVerdict) -> str:
        told = fit.rows[fit.rows["verdict"] == verdict]
        return "; ".join(f"{row.study} ({row.measure} {row.glutamate})" for row in told.itertuples()) or "none"

    ups = int((fit.rows["glutamate"] == "up").sum())
    sizes = "; ".join(
        f"{row.study}, {row.measure}, {_size(row.change_percent, row.lower)}%"
        + (f" ({row.interval})" if row.interval else "")
        for row in fit.rows[fit.rows["change_percent"].notna()].itertuples()
    )
    return (
        f"A surge from {fit.start_min:g} to {fit.end_min:,g} minutes after the start of the dose fits "
        f"{fit.count(SurgeVerdict.FITS)} of {len(fit.rows)} measurements in people. "
        f"They are sorted by {fit.by}: {ups} read as more glutamate, {len(fit.rows) - ups} without change. "
        f"It does not fit {fit.count(SurgeVerdict.AGAINST)}: "
        f"{named(SurgeVerdict.AGAINST)}. For {fit.count(SurgeVerdict.OPEN)} the time is "
        f"not known well enough: {named(SurgeVerdict.OPEN)}. Where only “during” was printed, the mark stands at 0 and "
        f"a dotted line leads on. Sizes that were printed: {sizes}. Less tracer binding is read as more glutamate."
    )


def _at(minutes: np.ndarray | float) -> np.ndarray:
    """Where minutes lie on the axis: as they are up to four hours, a day beyond a break."""
    minutes = np.asarray(minutes, dtype=float)
    late = _LATEST_MIN + (minutes - _LATEST_MIN) / (1440 - _LATEST_MIN) * (_DAY_AT - _LATEST_MIN)
    return np.where(minutes <= _LATEST_MIN, minutes, late)


@drawn(height_in=3.8)
def rodent_doses(found: RodentDirections, figure: Figure) -> str:
    """Direction of the change by dose and region, and how far the dose that one looks at is from what was measured."""
    regions = list(dict.fromkeys(found.rows["region"]))
    nearest = {region: found.nearest_in(region) for region in regions}
    axes = rows(
        figure, regions, [Column(head="nearest, mg/kg", texts=[_told(nearest[each]) for each in regions], width=122)],
        left=178,
    )  # fmt: skip
    places = found.rows["region"].map(regions.index).to_numpy(dtype=float)
    # Measurements at one dose in one region would cover each other: move every further one up a little.
    again = found.rows.groupby(["region", "dose_mg_per_kg", "glutamate"]).cumcount().to_numpy()
    axes.set_xscale("log")
    axes.set(xlim=_DOSES, xlabel="Ketamine, mg/kg (logarithmic)")
    ticks_at(axes, (5, 10, 20, 50, 100, 200))
    axes.hlines(range(len(regions)), *_DOSES, color=LIGHT, linewidth=0.7, zorder=0)
    axes.axvline(found.dose_mg_per_kg, color=INK, linewidth=2, zorder=1)
    reached = [nearest[region]["dose_mg_per_kg"] for region in regions]
    axes.hlines(range(len(regions)), found.dose_mg_per_kg, reached, color=BEGAN, linewidth=7, zorder=0.8)
    near = np.zeros(len(found.rows), dtype=bool)
    near[[row.name for row in nearest.values()]] = True
    for direction, (marker, colour) in _MARKS.items():
        for here, share, size in ((near, 1.0, 14), (~near, 0.45, 11)):
            chosen = (found.rows["glutamate"] == direction).to_numpy() & here
            if not chosen.any():
                continue
            axes.plot(found.rows["dose_mg_per_kg"][chosen], (places - 0.2 * again)[chosen], marker, color=colour,
                      alpha=share, markersize=size, linestyle="none", zorder=2 + share)  # fmt: skip
    first = nearest["prefrontal cortex"]
    finding = f"Near {first['dose_mg_per_kg']:g} mg/kg prefrontal glutamate in rats {_WENT[first['glutamate']]}"
    heading(figure, finding, "Rodents: ▲ up, ● no change, ▼ down; no sizes printed")
    said = "; ".join(
        f"{way}: "
        + ", ".join(
            f"{row.region} at {row.dose_mg_per_kg:g} mg/kg ({row.study})"
            for row in found.rows[found.rows["glutamate"] == direction].itertuples()
        )
        for direction, way in _WAY.items()
    )
    return (
        f"{finding}. It is the dose nearest to {found.dose_mg_per_kg:g} mg/kg; grey bars lead from there to the "
        f"nearest measurement in each region. All measurements, directions only: {said}."
    )


_DOSES = (4.5, 300)
"""Ends of the axis of doses (mg/kg), which holds for every dose that can be set."""


def _told(row: pd.Series) -> str:
    return f"{_WAY[row['glutamate']]}, {row['dose_mg_per_kg']:g}"
