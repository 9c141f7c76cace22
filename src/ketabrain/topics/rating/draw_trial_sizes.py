"""Real trials: bars of their people, what clinicians and patients saw, and which effects the trials allow."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, SMALL
from ketabrain.engine.numerals import brief, counted, minus
from ketabrain.topics.rating.trial_sizes import Finding, RatedBy, RealTrial, TrialSizes

_MARKS = dict(zip(Finding, (("^", BLUE), ("o", ORANGE), ("D", PAPER), (sign("?"), GREY)), strict=True))
_SHORT = {Finding.FAVOURS_KETAMINE: "for ketamine", Finding.UNKNOWN: "unknown to us"}
_COLUMNS = {RatedBy.BOTH: "reported", RatedBy.CLINICIANS: "clinicians", RatedBy.PATIENTS: "patients"}
"""Whose result a column shows, and its heading."""
_WHOSE = {RatedBy.BOTH: "as reported", RatedBy.CLINICIANS: "by clinicians", RatedBy.PATIENTS: "by patients"}
_LEFT = -1.62
"""Left edge of the picture, in widths of the first panel."""
_FEWEST = 6
"""Lines that there is room for at least, so that few trials do not make thick bars."""
_KEY = "▲ for ketamine   ● no difference   ◇ mixed   ? unknown        ■ effect found   ▬ not ruled out"


@drawn(height_in=4.8)
def sizes(result: TrialSizes, figure: Figure) -> str:
    """A line for every trial: people, results by rater, effect or what a null allows."""
    bars, raters, effects = panels(figure, (0.9, 1.5, 1.05), left=0.285, right=0.98, bottom=0.13, top=0.85, gap=0.025)
    lines = max(len(result.trials), _FEWEST)
    heights = lines - np.arange(len(result.trials), dtype=float)
    for axes in (bars, raters, effects):
        axes.set(ylim=(0.4, lines + 0.6), yticks=())
    _bars(bars, result, heights)
    _raters(raters, result, heights)
    _effects(effects, result, heights)
    bars.set_title(_title(result), x=_LEFT, y=1.08)
    bars.text(_LEFT, 1.025, _KEY, transform=bars.transAxes, fontsize=SMALL)
    return _in_words(result)


def _title(result: TrialSizes) -> str:
    """What the trial that weighs most found; trials are not votes, so nothing is counted."""
    largest, whose = result.largest, _WHOSE[result.rater]
    found = largest.result(result.rater)
    return f"The largest, {brief(largest.study)}, {largest.people} people, {whose}: {_SHORT.get(found, found)}"


def _bars(axes: Axes, result: TrialSizes, heights: np.ndarray) -> None:
    people = np.array([trial.people for trial in result.trials])
    widest = people.max()
    faces = [BLUE if trial.blind else PAPER for trial in result.trials]
    axes.barh(heights, people, 0.6, color=faces, edgecolor=INK, linewidth=0.8)
    names = [f"{brief(trial.study)}, {trial.control}" for trial in result.trials]
    words(axes, [(name, -0.04 * widest, y) for name, y in zip(names, heights, strict=True)])
    words(axes, [(str(n), 1.62 * widest, y) for n, y in zip(people, heights, strict=True)])
    axes.set_xlim(0, 1.64 * widest)
    axes.set_xticks([])
    axes.set_xlabel("People" if all(trial.blind for trial in result.trials) else "People (white: open label)")


def _raters(axes: Axes, result: TrialSizes, heights: np.ndarray) -> None:
    columns = list(_COLUMNS) if result.rater is RatedBy.BOTH else [result.rater]
    axes.hlines(heights, -0.5, 2.5, color=LIGHT, linewidth=0.8, zorder=0)
    for name, (marker, colour) in _MARKS.items():
        places = [
            (list(_COLUMNS).index(column), y)
            for trial, y in zip(result.trials, heights, strict=True)
            for column in columns
            if trial.result(column) is name
        ]
        axes.plot([x for x, _ in places], [y for _, y in places], linestyle="none", marker=marker, color=colour,
                  markersize=10, markeredgecolor=GREY if name is Finding.UNKNOWN else INK,
                  markeredgewidth=0.8)  # fmt: skip
    axes.set_xlim(-0.55, 2.5)
    axes.set_xticks([list(_COLUMNS).index(column) for column in columns], [_COLUMNS[column] for column in columns])
    axes.tick_params(axis="x", length=0, labelsize=SMALL)


def _effects(axes: Axes, result: TrialSizes, heights: np.ndarray) -> None:
    axes.axvline(0, color=INK, linewidth=1)
    axes.hlines(heights, -1, 2, color=LIGHT, linewidth=0.8, zorder=0)
    for trial, y in zip(result.trials, heights, strict=True):
        if trial.null_limit is not None:
            axes.hlines(y, -trial.null_limit, trial.null_limit, color=ORANGE, linewidth=9, alpha=0.6)
        if trial.effect is not None:
            axes.hlines(y, *trial.effect.interval, color=BLUE, linewidth=2.4)
            axes.plot(trial.effect.value, y, "s", color=BLUE, markeredgecolor=INK, markersize=8)
    axes.set(xlim=(-1, 2), xticks=(-1, 0, 1, 2))
    axes.set_xlabel("Effect (SD), by us")


def _told(trial: RealTrial, rater: RatedBy) -> str:
    seen = (
        f"by clinicians {trial.clinician}, by patients {trial.patient}"
        if rater is RatedBy.BOTH
        else trial.result(rater)
    )
    said = (
        f"{trial.study}, {trial.people} people, against {trial.control}{'' if trial.blind else ', open label'}: {seen}"
    )
    if trial.effect:
        said += f", {minus(round(trial.effect.value, 2))} SD ({_to(*trial.effect.interval)})"
    if trial.null_limit is not None:
        said += f", up to {trial.null_limit:.2f} SD either way not ruled out"
    return said


def _to(low: float, high: float) -> str:
    return f"{minus(round(low, 2))} to {minus(round(high, 2))}"


def _in_words(result: TrialSizes) -> str:
    return (
        f"{_title(result)}. {counted(len(result.trials), 'trial')} ({result.disorder}; scales of {result.rater}). "
        + "; ".join(_told(trial, result.rater) for trial in result.trials)
        + ". Above 0 favours the drug. Effects and bands are our calculation; of the rest no size is known to us."
    )
