"""Spines counted in mice before and after an injection: saline and drug, one standard error up and down."""

import pandas as pd
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, BODY, GREY, LIGHT, RED, SMALL, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.spines.courses import ImagingStudy, SpineCourses, SpineMeasure

_YLABELS = {
    SpineMeasure.DENSITY: "Change since day −3 (%)",
    SpineMeasure.FORMATION: "New in two days (%)",
    SpineMeasure.LOSS: "Lost in two days (%)",
}
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


def measured(result: SpineCourses, figure: Figure) -> str:
    """One measure of one study, saline and drug from day −3 to day 5, one standard error up and down."""
    axes = panel(figure, left=0.1, right=0.84, bottom=0.2, top=0.89)
    groups = (("saline", result.saline, BLUE, "s", "-", -0.06), (result.drug, result.treated, RED, "^", "--", 0.06))
    labels = _apart({name: float(rows["percent"].iloc[-1]) for name, rows, *_ in groups}, gap=3.0)
    for name, rows, colour, marker, dash, aside in groups:
        days = rows["day"].to_numpy(dtype=float) + aside
        axes.vlines(days, rows["lower"], rows["upper"], color=colour, linewidth=1.6)
        axes.plot(days, rows["percent"], marker=marker, linestyle=dash, color=colour, markersize=9)
        axes.text(5.3, labels[name], name, color=ink(colour), va="center", fontsize=BODY)
    axes.axvline(0, color=GREY, linestyle=":", linewidth=1.4)
    limits = (-34, 16) if result.measure is SpineMeasure.DENSITY else (0, 34)
    if result.measure is SpineMeasure.DENSITY:
        axes.axhline(0, color=LIGHT, linewidth=1.2, zorder=0)
    axes.set(xlim=(-3.4, 5.25), ylim=limits, ylabel=_YLABELS[result.measure])
    axes.set_yticks([-30, -20, -10, 0, 10] if result.measure is SpineMeasure.DENSITY else [0, 10, 20, 30])
    axes.yaxis.set_major_formatter(lambda value, _position: minus(value))
    ticks = zip(result.days, result.saline["mice"], result.treated["mice"], strict=True)
    axes.set_xticks(
        result.days, [f"{minus(day)}\n{saline} and {drug} mice" for day, saline, drug in ticks], fontsize=SMALL
    )
    axes.set_xlabel("Day after the injection (dotted line)")
    axes.xaxis.set_label_coords(0.5, -0.19)
    axes.text(5.2, limits[0] + 0.03 * (limits[1] - limits[0]), "our recalculation from the public counts",
              fontsize=SMALL, color=GREY, ha="right")  # fmt: skip
    last = result.days[-1]
    ends = (float(rows["percent"].iloc[-1]) for rows in (result.saline, result.treated))
    saline, drug = (f"{minus(end)}%" for end in ends)
    axes.set_title(f"{result.study.year}, {result.measure}, day {last}: saline {saline}, {result.drug} {drug}", x=-0.09)
    return _measured_in_words(result)


def _apart(heights: dict[str, float], gap: float) -> dict[str, float]:
    """Two heights moved apart from their middle until words at them do not touch."""
    (low, at_low), (high, at_high) = sorted(heights.items(), key=lambda item: item[1])
    more = max(gap - (at_high - at_low), 0) / 2
    return {low: at_low - more, high: at_high + more}


def _measured_in_words(result: SpineCourses) -> str:
    def said(rows: pd.DataFrame) -> str:
        return "; ".join(
            f"day {minus(row.day)} {minus(row.percent)}% (standard error {row.upper - row.percent:.1f}, "
            f"{row.dendrites} dendrites, {row.mice} mice)"
            for row in rows.itertuples()
        )

    gap, error = result.difference(1)
    return (
        f"Study of {result.study}; {result.measure} of spines in the frontal cortex of mice. "
        f"Saline: {said(result.saline)}. {result.drug.capitalize()}: {said(result.treated)}. On day 1 {result.drug} "
        f"minus saline is {minus(round(gap, 1))} percentage points, standard error {error:.1f} if "
        "dendrites of one mouse counted as independent. "
        + _READING[result.study, result.measure]
        + " Our recalculation from the public counts; small groups are usual in such imaging."
    )
