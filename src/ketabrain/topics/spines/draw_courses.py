"""Spines counted in mice before and after an injection: saline and drug, one standard error up and down."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, LIGHT, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.spines.courses import ImagingStudy, SpineCourses, SpineMeasure
from ketabrain.topics.spines.draw_spines import names_apart, plot_px

_MEASURES = {
    SpineMeasure.DENSITY: ("Change of density since day −3, %", (-34, 18), (-30, -20, -10, 0, 10)),
    SpineMeasure.FORMATION: ("New in two days, % of spines before", (0, 34), (0, 10, 20, 30)),
    SpineMeasure.LOSS: ("Lost in two days, % of spines before", (0, 34), (0, 10, 20, 30)),
}
"""Name, ends and ticks of the y axis."""
_LAST, _LABEL_DOWN = 5.2, 60
"""Where names stand, and pixels from the axis down to its name, below the numbers of mice."""
_READING = {
    (ImagingStudy.KETAMINE_2016, SpineMeasure.DENSITY): (
        "Saline falls and ketamine stays nearer to its start: less loss of density, not growth."
    ),
    (ImagingStudy.KETAMINE_2016, SpineMeasure.FORMATION): (
        "The ketamine mice formed more spines even before any injection."
    ),
    (ImagingStudy.KETAMINE_2016, SpineMeasure.LOSS): "Loss is as large with ketamine as with saline, or larger.",
    (ImagingStudy.PSILOCYBIN_2021, SpineMeasure.DENSITY): (
        "Saline hardly moves, and psilocybin, which does not block NMDA receptors, rises."
    ),
    (ImagingStudy.PSILOCYBIN_2021, SpineMeasure.FORMATION): (
        "Both groups start alike, and psilocybin forms more after the injection."
    ),
    (ImagingStudy.PSILOCYBIN_2021, SpineMeasure.LOSS): "Loss hardly differs between the groups.",
}


@drawn(height_in=4.3)
def measured(result: SpineCourses, figure: Figure) -> str:
    """One measure of one study, saline and drug from day −3 to day 5, one standard error up and down."""
    name, ends, ticks = _MEASURES[result.measure]
    axes = plot(figure, right=132, bottom=100)
    axes.set(xlim=(-3.4, 5.3), ylim=ends)
    groups = (("saline", result.saline, GREY, "s", "-", -0.06), (result.drug, result.treated, BLUE, "^", "--", 0.06))
    for _, rows, colour, marker, dash, aside in groups:
        days = rows["day"].to_numpy(dtype=float) + aside
        axes.vlines(days, rows["lower"], rows["upper"], color=colour, linewidth=1.6)
        axes.plot(days, rows["percent"], marker=marker, linestyle=dash, color=colour, markersize=9)
    last = [(group, float(rows["percent"].iloc[-1]), colour) for group, rows, colour, *_ in groups]
    names_apart(axes, _LAST, last)
    axes.axvline(0, color=GREY, linestyle=":", linewidth=1.4)
    words(axes, [("injection", 0.1, ends[1] - 1)], "left", ink(GREY))
    if result.measure is SpineMeasure.DENSITY:
        axes.axhline(0, color=LIGHT, linewidth=1.2, zorder=0)
    axes.set_yticks(ticks, [minus(tick) for tick in ticks])
    axes.set_xticks(result.days, [minus(day) for day in result.days])
    axes.set_xlabel("Day after the injection")
    axes.xaxis.set_label_coords(0.5, -_LABEL_DOWN / plot_px(axes)[1])
    name_y(axes, name)
    _mice(axes, result)
    heading(figure, _finding(result), "Our recalculation from public counts · bars: one standard error over branches")
    return _measured_in_words(result)


def _mice(axes: Axes, result: SpineCourses) -> None:
    """How many mice stand behind the counts of each day: a line for either group, below the days."""
    below = above(axes)
    wide, tall = plot_px(axes)
    left, right = axes.get_xlim()
    for rows, group, colour, down in ((result.saline, "saline", GREY, 32), (result.treated, result.drug, BLUE, 49)):
        places = [wide * (day - left) / (right - left) for day in rows["day"]]
        counts = [(f"{mice:.0f}", x, -tall - down) for mice, x in zip(rows["mice"], places, strict=True)]
        words(axes, counts, "center", ink(colour), below)
        words(axes, [(f"mice, {group}", wide + 8, -tall - down)], "left", ink(colour), below)


def _finding(result: SpineCourses) -> str:
    saline, drug = (f"{minus(rows['percent'].iloc[-1])}%" for rows in (result.saline, result.treated))
    day = minus(result.days[-1])
    if result.measure is SpineMeasure.DENSITY:
        return f"Day {day}: {saline} density with saline, {drug} with {result.drug}"
    changed = "new" if result.measure is SpineMeasure.FORMATION else "lost"
    return f"Day {day}: {saline} {changed} with saline, {drug} with {result.drug}"


def _measured_in_words(result: SpineCourses) -> str:
    def said(rows: pd.DataFrame) -> str:
        return "; ".join(
            f"day {minus(row.day)} {minus(row.percent)}% (standard error {row.upper - row.percent:.1f}, "
            f"{row.dendrites} dendrites, {row.mice} mice)"
            for row in rows.itertuples()
        )

    gap, error = result.difference(1)
    return (
        f"{_finding(result)}. Study of {result.study}; {result.measure} of spines in the frontal cortex of mice. "
        f"Saline: {said(result.saline)}. {result.drug.capitalize()}: {said(result.treated)}. On day 1 {result.drug} "
        f"minus saline is {minus(round(gap, 1))} percentage points, standard error {error:.1f} if "
        "dendrites of one mouse counted as independent. "
        + _READING[result.study, result.measure]
        + " Our recalculation from the public counts; small groups are usual in such imaging."
    )
