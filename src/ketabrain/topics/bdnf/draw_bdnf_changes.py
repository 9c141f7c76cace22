"""BDNF after ketamine: a line a study in people over time, and a line an experiment in rodents by its direction."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, above, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, LIGHT, ORANGE, RED, ink, pale
from ketabrain.engine.numerals import brief
from ketabrain.topics.bdnf.bdnf_changes import BdnfStudies, Blood, Direction, DosesGiven, Experiment

_MARKS = {Direction.UP: ("^", BLUE), Direction.NONE: ("o", ORANGE), Direction.DOWN: ("v", RED)}
_SIZE = 11.0
_FADED = 0.3
_WORDS = {direction: "unchanged" if direction is Direction.NONE else direction.value for direction in Direction}
_UNKNOWN_H = 0.2
"""Where on the axis a mark of unknown time stands: in a column of its own."""
_HOURS = {1: "1 h", 4: "4 h", 24: "1 d", 168: "7 d", 624: "26 d"}
_COLUMNS = {Direction.DOWN: (0.0, "less"), Direction.NONE: (1.0, "same"), Direction.UP: (2.0, "more")}
"""Where in the chart of rodents a direction stands, and its word."""
_NOTHING = "No study of this kind in our table"
_SIZES = "Only directions are drawn, no sizes."


@drawn(height_in=3.9)
def people(studies: BdnfStudies, figure: Figure) -> str:
    """One line a study, marks of one size whatever was found, over hours; those that are left out are pale."""
    every, left = studies.every, studies.chosen
    faded = [number for number, here in enumerate(left) if not here]
    columns = [
        Column(head="n", texts=[str(each.n) for each in every], width=66, align="right"),
        Column(head="against", texts=[_comparison(each) for each in every], width=156),
    ]
    axes = rows(figure, [brief(each.study) for each in every], columns, left=176, bottom=74, pale=faded)
    axes.set_xscale("log")
    axes.set(xlim=(0.12, 1100), xlabel="Time after the first dose (logarithmic)")
    axes.minorticks_off()
    axes.set_xticks([_UNKNOWN_H, *_HOURS], ["?", *_HOURS.values()])
    axes.axvline(1.9 * _UNKNOWN_H, color=GREY, linestyle=(0, (2, 3)), linewidth=1)
    axes.hlines(range(len(every)), 0.12, 1100, color=LIGHT, linewidth=0.8, zorder=0)
    measured = studies.all_rows
    _marks(axes, measured, measured["time_h"].fillna(_UNKNOWN_H), measured["line"])
    _key(axes, (Direction.UP, Direction.NONE))
    with_placebo = sum(each.control == "placebo" for each in studies.experiments)
    finding = f"{with_placebo} of {len(every)} studies of blood had a placebo"
    if faded:
        left_over = len(studies.experiments)
        are = "are" if left_over > 1 else "is"
        finding = f"{left_over or 'None'} of {len(every)} studies {are} left"
        finding += f", {with_placebo or 'none'} with a placebo" if left_over else ""
    heading(figure, finding, "BDNF: direction, not size")
    told = "; ".join(f"{each.study}, {_who(each)}, {_comparison(each)}: {_found(each)}" for each in studies.experiments)
    return (
        f"{finding}. In {_blood(studies)}, compared: {studies.compared}: {_counts(studies)}. {told or _NOTHING}. "
        f"Several samples of one study count once. {_SIZES} A mark over the question mark has no known hour. Pale: "
        "what is left out. Blood is not brain."
    )


@drawn(height_in=4.7)
def rodents(studies: BdnfStudies, figure: Figure) -> str:
    """One line an experiment in animals and cells, a mark for each of its doses at the direction that it found."""
    every, left = studies.every, studies.chosen
    names = ["" if same else brief(each.study) for each, same in zip(every, _repeats(every), strict=True)]
    columns = [Column(head="other drug", texts=[_other_drug(each) for each in every], width=176)]
    faded = [number for number, here in enumerate(left) if not here]
    axes = rows(figure, names, columns, left=166, bottom=40, pale=faded)
    measured = studies.all_rows
    places = {direction: place for direction, (place, _) in _COLUMNS.items()}
    axes.set(xlim=(-0.75, 2.75), xticks=())
    axes.spines["bottom"].set_visible(False)
    axes.vlines(list(places.values()), -0.5, len(every) - 0.5, color=LIGHT, linewidth=1, zorder=0)
    drugs = [(row, places[each.direction] + 0.4) for row, each in enumerate(every) if _other_drug(each)]
    axes.hlines([row for row, _ in drugs], [x for _, x in drugs], 2.72, color=LIGHT, linewidth=1, zorder=0)
    once = sum(each.regimen is DosesGiven.ONCE for each in every)
    axes.axhline(once - 0.5, color=GREY, linewidth=1)
    words(axes, [(name, place, len(every) - 0.1) for place, name in _COLUMNS.values()], "center")
    words(axes, [("one dose", -0.75, -0.35), ("repeated", -0.75, once - 0.1)], "left", ink(GREY))
    _marks(axes, measured, measured["direction"].map(places), measured["line"])
    _doses(axes, measured, places, faded)
    down = sum(each.direction is Direction.DOWN for each in studies.experiments)
    finding = _fell(down, studies)
    heading(figure, finding, "Direction, not size; mg/kg, ?: not given")
    told = "; ".join(
        f"{each.study}, {_where(each)}, {_drug(each)}, {each.regimen}: {_WORDS[each.direction]}"
        for each in studies.experiments
    )
    return (
        f"{finding}. In rodents and cells: {_counts(studies)}, of {len(studies.experiments)} experiments. {told}. "
        "Every drug and every kind of animal makes an experiment of its own; its doses, times and places count once. "
        f"{_SIZES} A mark without a number has no known dose. Pale: what is left out."
    )


def _fell(down: int, studies: BdnfStudies) -> str:
    """The finding: in how many experiments BDNF fell, and after what."""
    of = f"{down or 'none'} of {len(studies.experiments)} experiments"
    if studies.regimen is DosesGiven.ALL:
        many = sum(e.direction is Direction.DOWN and e.regimen is DosesGiven.REPEATED for e in studies.experiments)
        return f"BDNF fell in {of}, {'both' if many == down == 2 else many} after repeated doses"
    given = "one dose" if studies.regimen is DosesGiven.ONCE else "repeated doses"
    return f"After {given} BDNF fell in {of}"


def _marks(axes: Axes, measured: pd.DataFrame, x: pd.Series, lines: pd.Series) -> None:
    """A mark for every measurement on the line of its experiment; all have one size, those left out are faded."""
    for direction, (marker, colour) in _MARKS.items():
        for left in (True, False):
            here = (measured["direction"] == direction) & (measured["left"] == left)
            if here.any():
                axes.plot(
                    x[here].to_numpy(), lines[here].to_numpy(), marker, color=colour if left else pale(colour),
                    markersize=_SIZE, linestyle="none", markeredgecolor=INK, markeredgewidth=0.6,
                    alpha=1 if left else _FADED,
                )  # fmt: skip


def _key(axes: Axes, directions: Sequence[Direction]) -> None:
    """Signs and words of the directions, in pixels from the upper left corner of the plot."""
    for place, direction in enumerate(directions):
        marker, colour = _MARKS[direction]
        at = 8 + 70 * place
        axes.plot(at, 14, marker, color=colour, markersize=_SIZE, markeredgecolor=INK, markeredgewidth=0.6,
                  transform=above(axes), clip_on=False)  # fmt: skip
        words(axes, [(_COLUMNS[direction][1], at + 13, 14)], "left", INK, above(axes))


def _doses(axes: Axes, measured: pd.DataFrame, places: Mapping[Direction, float], faded: Sequence[int]) -> None:
    """The doses of each mark, in mg/kg, right of it; a question mark where none is given."""
    known: list[tuple[str, float, float]] = []
    unknown: list[tuple[str, float, float]] = []
    for (line, direction), here in measured.groupby(["line", "direction"]):
        doses = list(dict.fromkeys(f"{dose:g}" for dose in here["dose_mg_per_kg"].dropna()))
        (known if doses and line not in faded else unknown).append((", ".join(doses) or "?", places[direction], line))
    beside = axes.transData + ScaledTranslation(13 / DPI, 0, axes.figure.dpi_scale_trans)
    words(axes, known, "left", INK, beside)
    words(axes, unknown, "left", ink(GREY), beside)


def _repeats(experiments: Sequence[Experiment]) -> list[bool]:
    """Whether an experiment stands below another of the same study, whose name serves for both."""
    return [False, *(one.study == other.study for one, other in pairwise(experiments))]


def _blood(studies: BdnfStudies) -> str:
    return "blood" if studies.place is Blood.ALL else f"blood {studies.place}"


def _counts(studies: BdnfStudies) -> str:
    """How many experiments went which way, without the ways that none went."""
    said = [f"{studies.count(direction)} {word}" for direction, word in _WORDS.items() if studies.count(direction)]
    return ", ".join(said) or "none"


def _who(experiment: Experiment) -> str:
    who = "healthy people" if experiment.subjects == "healthy people" else "patients"
    return f"{experiment.n} {who}, {experiment.places[0].removeprefix('blood ')}"


def _comparison(experiment: Experiment) -> str:
    return experiment.control + (", 6 doses" if experiment.regimen is DosesGiven.REPEATED else "")


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
