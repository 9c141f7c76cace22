"""BDNF after ketamine: a line a study in people over time, and a line an experiment in rodents over dose."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, RED, SMALL
from ketabrain.engine.numerals import brief, counted
from ketabrain.topics.bdnf.bdnf_changes import BdnfStudies, Blood, Direction, DosesGiven, Experiment

_MARKS = {Direction.UP: ("^", BLUE), Direction.NONE: ("o", ORANGE), Direction.DOWN: ("v", RED)}
_SIZE = 11.0
_WORDS = {direction: "unchanged" if direction is Direction.NONE else direction.value for direction in Direction}
_UNKNOWN_H, _UNKNOWN_MG_PER_KG = 0.18, 0.16
"""Where on the axis a mark of unknown time or dose stands: in a column of its own."""
_HOURS = {0.67: "40 min", 4: "4 h", 24: "1 d", 168: "7 d", 624: "26 d"}
_DOSES = (0.5, 5, 10, 25, 50)
_GIVEN = {
    DosesGiven.ALL: "one dose and many", DosesGiven.ONCE: "one dose", DosesGiven.REPEATED: "repeated doses",
}  # fmt: skip
_NOTHING = "No study of this kind in our table"
_SIZES = "Only directions are drawn, no sizes."


def people(studies: BdnfStudies, figure: Figure) -> str:
    """One line a study, marks of one size whatever was found, over hours."""
    axes = panel(figure, left=0.385, right=0.775, bottom=0.15, top=0.82)
    found = studies.experiments
    heights = np.arange(len(found), 0, -1, dtype=float)
    _frame(axes, heights, max(len(found), 6), _UNKNOWN_H, 1100)
    _marks(axes, studies.rows, "time_h", heights, _UNKNOWN_H)
    axes.set_xticks([_UNKNOWN_H, *_HOURS], ["?", *_HOURS.values()])
    axes.set_xlabel("Time after the first dose (logarithmic)")
    for y, experiment in zip(heights, found, strict=True):
        _label(axes, y, f"{brief(experiment.study)}: {_who(experiment)}", _comparison(experiment))
    _headings(axes, "▲ up   ● no change", "compared with")
    headline = f"BDNF in the {_blood(studies)} of people: which way it went, not how far"
    axes.set_title(headline, x=-0.94, y=1.11)
    told = "; ".join(f"{each.study}, {_who(each)}, {_comparison(each)}: {_found(each)}" for each in found)
    return (
        f"{headline}: {_counts(studies)}, of {counted(len(found), 'study', 'studies')} (compared: {studies.compared}). "
        f"{told or _NOTHING}. Several samples of one study count once. {_SIZES} A mark over the question mark has no "
        "known hour. Blood is not brain."
    )


def rodents(studies: BdnfStudies, figure: Figure) -> str:
    """One line an experiment in animals and cells over its dose, single doses above repeated ones."""
    axes = panel(figure, left=0.405, right=0.75, bottom=0.15, top=0.85)
    found = studies.experiments
    heights = np.zeros(len(found))
    y = 0.0
    for regimen, heading in ((DosesGiven.ONCE, "One dose"), (DosesGiven.REPEATED, "Repeated doses")):
        members = [i for i, experiment in enumerate(found) if experiment.regimen is regimen]
        if members:
            y -= 1
            _label(axes, y, heading, "", bold=True)
        for i in members:
            y -= 1
            heights[i] = y
            _label(axes, y, f"{brief(found[i].study)}: {_where(found[i])}", _other_drug(found[i]))
    _frame(axes, heights, max(-y, 8), _UNKNOWN_MG_PER_KG, 80, top=-1)
    _marks(axes, studies.rows, "dose_mg_per_kg", heights, _UNKNOWN_MG_PER_KG)
    axes.set_xticks([_UNKNOWN_MG_PER_KG, *_DOSES], ["?", *(f"{dose:g}" for dose in _DOSES)])
    axes.set_xlabel("Dose (mg/kg, logarithmic)")
    _headings(axes, "▲ up   ● no change   ▼ down", "drug if not ketamine")
    headline = f"BDNF in rodents and cells, {_GIVEN[studies.regimen]}"
    axes.set_title(headline, x=-1.13, y=1.07)
    told = "; ".join(
        f"{each.study}, {_where(each)}, {_drug(each)}, {each.regimen}: {_WORDS[each.direction]}" for each in found
    )
    return (
        f"{headline}: {_counts(studies)}, of {len(found)} experiments. {told}. Every "
        "drug and every kind of animal makes an experiment of its own; its doses, times and places count once. "
        f"{_SIZES} A mark over the question mark has no known dose."
    )


def _frame(axes: Axes, heights: np.ndarray, rows: float, unknown: float, last: float, top: float | None = None) -> None:
    """Lines to read along, a logarithmic axis, and at its left a column for what is not known."""
    highest = (len(heights) if top is None else top) + 0.6
    axes.set_xscale("log")
    axes.set(xlim=(0.62 * unknown, last), ylim=(highest - rows - 0.2, highest))
    axes.hlines(heights, 0.62 * unknown, last, color=LIGHT, linewidth=0.8, zorder=0)
    axes.axvline(1.6 * unknown, color=GREY, linestyle=(0, (2, 3)), linewidth=1)
    axes.minorticks_off()
    axes.set_yticks([])
    if not len(heights):
        axes.text(0.55, 0.5, _NOTHING, transform=axes.transAxes, ha="center", va="center", fontsize=SMALL)


def _marks(axes: Axes, rows: pd.DataFrame, column: str, heights: np.ndarray, unknown: float) -> None:
    """A mark for every measurement on the line of its experiment; all marks have one size."""
    for direction, (marker, colour) in _MARKS.items():
        here = rows[rows["direction"] == direction]
        axes.plot(here[column].fillna(unknown), heights[here["line"].to_numpy(dtype=int)], marker, color=colour,
                  markersize=_SIZE, linestyle="none", markeredgecolor=INK, markeredgewidth=0.6)  # fmt: skip


def _label(axes: Axes, y: float, left: str, right: str, bold: bool = False) -> None:
    """What stands beside a line of the chart."""
    beside = axes.get_yaxis_transform()
    weight = "bold" if bold else "normal"
    axes.text(-0.03, y, left, transform=beside, ha="right", va="center", fontsize=SMALL, weight=weight)
    if right:
        axes.text(1.03, y, right, transform=beside, va="center", fontsize=SMALL)


def _headings(axes: Axes, key: str, right: str) -> None:
    axes.text(0.5, 1.01, key, transform=axes.transAxes, ha="center", va="bottom", fontsize=SMALL)
    axes.text(1.03, 1.01, right, transform=axes.transAxes, va="bottom", fontsize=SMALL)


def _blood(studies: BdnfStudies) -> str:
    return "blood" if studies.place is Blood.ALL else f"blood {studies.place}"


def _counts(studies: BdnfStudies) -> str:
    """How many experiments went which way, without the ways that none went."""
    said = [f"{studies.count(direction)} {word}" for direction, word in _WORDS.items() if studies.count(direction)]
    return ", ".join(said) or "none"


def _who(experiment: Experiment) -> str:
    who = "healthy" if experiment.subjects == "healthy people" else "patients"
    return f"{experiment.n} {who}, {experiment.places[0].removeprefix('blood ')}"


def _comparison(experiment: Experiment) -> str:
    return experiment.control + (" (six doses)" if experiment.regimen is DosesGiven.REPEATED else "")


def _found(experiment: Experiment) -> str:
    hours = ", ".join(f"{time:g} h" for time in experiment.times_h) or "hour unknown"
    return f"{_WORDS[experiment.direction]} ({hours})"


def _where(experiment: Experiment) -> str:
    """Who and where; subfields of the hippocampus are one place."""
    places: Sequence[str] = list(dict.fromkeys(place.split(",")[0] for place in experiment.places))
    return f"{experiment.subjects.split()[0]}, {places[0] if len(places) == 1 else f'{len(places)} places'}"


def _other_drug(experiment: Experiment) -> str:
    return "" if _drug(experiment) == "ketamine" else _drug(experiment)


def _drug(experiment: Experiment) -> str:
    return experiment.drug + (", no FKBP51" if "FKBP51" in experiment.subjects else "")
