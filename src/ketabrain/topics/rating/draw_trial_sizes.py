"""Real trials: their people, what clinicians and patients saw, and which effects the trials allow."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, name_y, plots
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREY, INK, LIGHT, ORANGE, PAPER, ink
from ketabrain.engine.numerals import brief, counted, minus
from ketabrain.topics.rating.trial_sizes import Finding, RatedBy, RealTrial, TrialSizes

_MARKS = dict(zip(Finding, (("^", BLUE), ("o", ORANGE), ("D", PAPER), (sign("?"), GREY)), strict=True))
_KEY = "▲ for ketamine   ● no difference   ◇ mixed   ? unknown   ○ open   ▬ not excluded"
_SHORT = {Finding.FAVOURS_KETAMINE: "for ketamine", Finding.UNKNOWN: "unknown"}
_COLUMNS = {RatedBy.BOTH: "reported", RatedBy.CLINICIANS: "clinicians", RatedBy.PATIENTS: "patients"}
"""Whose result a column shows, and its heading."""
_WHOSE = {RatedBy.CLINICIANS: ", by clinicians", RatedBy.PATIENTS: ", by patients"}
_LEFT, _GAP = 188, 24
"""Pixels that the names take, and between the plots."""
_FEWEST, _MOST = 7, 1000
"""Ends of the axis of people, which is the same for every choice."""


@drawn(height_in=4.6)
def sizes(result: TrialSizes, figure: Figure) -> str:
    """A line for every trial: people, results by rater, effect or what a null allows; those not chosen in pale."""
    people, raters, effects = plots(figure, (0.95, 1.25, 0.9), left=_LEFT, bottom=44, gap=_GAP)
    here = [trial in result.trials for trial in result.every]
    lines = len(result.every)
    for axes in (people, raters, effects):
        axes.set(ylim=(lines - 0.4, -0.6), yticks=())
        axes.spines["left"].set_visible(False)
        axes.hlines(range(lines), 0, 1, color=LIGHT, linewidth=0.8, zorder=0, transform=axes.get_yaxis_transform())
    _names(people, result, here)
    _people(people, result.every, here)
    _raters(raters, result, here)
    _effects(effects, result.every, here)
    heading(figure, _title(result), _KEY)
    return _in_words(result)


def _title(result: TrialSizes) -> str:
    """What the trial that weighs most found; trials are not votes, so nothing is counted."""
    largest, whose = result.largest, _WHOSE.get(result.rater, "")
    found = largest.result(result.rater)
    return f"The largest, {brief(largest.study)}, {largest.people} people{whose}: {_SHORT.get(found, found)}"


def _names(axes: Axes, result: TrialSizes, here: Sequence[bool]) -> None:
    """Names at the left, that of a disorder before the first of its trials."""
    beside = axes.get_yaxis_transform()
    firsts = {trial.disorder: y for y, trial in reversed(list(enumerate(result.every)))}
    far = beside + ScaledTranslation((16 - _LEFT) / DPI, 0, axes.figure.dpi_scale_trans)
    near = beside + ScaledTranslation(-10 / DPI, 0, axes.figure.dpi_scale_trans)
    for shown, colour in ((True, INK), (False, ink(GREY))):
        rows = [(y, trial) for y, trial in enumerate(result.every) if here[y] is shown]
        words(axes, [(brief(trial.study), 0, y) for y, trial in rows], "right", colour, near)
        words(axes, [(trial.disorder, 0, y) for y, trial in rows if firsts[trial.disorder] == y], "left", colour, far)


def _people(axes: Axes, trials: Sequence[RealTrial], here: Sequence[bool]) -> None:
    axes.set_xscale("log")
    axes.set_xlim(_FEWEST, _MOST)
    axes.minorticks_off()
    axes.set_xticks([10, 100, 1000], ["10", "100", "1,000"])
    for shown, colour in ((True, BLUE), (False, BEGAN)):
        rows = [(y, trial) for y, trial in enumerate(trials) if here[y] is shown]
        axes.hlines([y for y, _ in rows], _FEWEST, [trial.people for _, trial in rows], color=colour, linewidth=1.6)
        for blind, face in ((True, colour), (False, PAPER)):
            of_kind = [(trial.people, y) for y, trial in rows if trial.blind is blind]
            axes.plot([n for n, _ in of_kind], [y for _, y in of_kind], "o", color=face, markeredgecolor=colour,
                      markeredgewidth=1.6, markersize=9, linestyle="none")  # fmt: skip
        beside = axes.transData + ScaledTranslation(9 / DPI, 0, axes.figure.dpi_scale_trans)
        words(axes, [(f"{trial.people}", trial.people, y) for y, trial in rows], "left",
              INK if shown else ink(GREY), beside)  # fmt: skip
    name_y(axes, "People (logarithmic)")


def _raters(axes: Axes, result: TrialSizes, here: Sequence[bool]) -> None:
    """What was found by whom; results that are not chosen, and trials that are not, in pale."""
    places: dict[tuple[Finding, bool], list[tuple[int, int]]] = {}
    for column, rater in enumerate(_COLUMNS):
        asked = result.rater in (RatedBy.BOTH, rater)
        for y, trial in enumerate(result.every):
            places.setdefault((trial.result(rater), asked and here[y]), []).append((column, y))
    for (name, shown), spots in places.items():
        marker, colour = _MARKS[name]
        edge = GREY if name is Finding.UNKNOWN else INK
        if not shown:
            colour, edge = (colour if colour == PAPER else BEGAN), BEGAN
        axes.plot(*zip(*spots, strict=True), linestyle="none", marker=marker, color=colour, markersize=10,
                  markeredgecolor=edge, markeredgewidth=0.8)  # fmt: skip
    axes.set(xlim=(-0.5, 2.5), xticks=())
    words(axes, [(name, column, -1.1) for column, name in enumerate(_COLUMNS.values())], "center", ink(GREY))
    axes.spines["bottom"].set_visible(False)


def _effects(axes: Axes, trials: Sequence[RealTrial], here: Sequence[bool]) -> None:
    axes.axvline(0, color=INK, linewidth=1)
    nulls = [(y, trial.null_limit) for y, trial in enumerate(trials) if trial.null_limit is not None]
    limits = [limit for _, limit in nulls]
    axes.hlines([y for y, _ in nulls], [-limit for limit in limits], limits, linewidth=9,
                color=[ORANGE if here[y] else LIGHT for y, _ in nulls])  # fmt: skip
    for y, trial in enumerate(trials):
        if trial.effect is not None:
            colour = BLUE if here[y] else BEGAN
            axes.hlines(y, *trial.effect.interval, color=colour, linewidth=2.4)
            axes.plot(trial.effect.value, y, "s", color=colour, markeredgecolor=PAPER, markersize=9)
    axes.set_xlim(-1, 2)
    axes.set_xticks((-1, 0, 1, 2), [minus(tick) for tick in (-1, 0, 1, 2)])
    name_y(axes, "Effect (SD)")


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
