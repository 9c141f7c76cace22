"""Studies around trauma in three lanes: better, no difference shown, worse; nulls as large as the others."""

from collections import Counter

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, missing, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import brief, counted
from ketabrain.topics.detachment.trauma_studies import TraumaResult, TraumaStudies, TraumaStudy

_LOOK = {
    TraumaResult.BETTER: (0, BLUE, "<"),
    TraumaResult.NO_DIFFERENCE: (1, ORANGE, "s"),
    TraumaResult.WORSE: (2, RED, ">"),
}
"""Lane, colour and marker of each result; what has no result yet gets a word."""
_MOST_ROWS = 8
"""Rows of the setting with most studies, so that all settings have the same picture."""
_SMALLEST = 9.0
"""Size of the mark of a study whose number of people was not seen."""


@drawn(height_in=4.1)
def directions(result: TraumaStudies, figure: Figure) -> str:
    """One row per study, filled if lots were drawn; those that the choice leaves out stay in pale."""
    every = result.every
    empty = [""] * (_MOST_ROWS - len(every))
    shown = [study in result.studies for study in every]
    people = ["not seen" if study.people is None else f"{study.people:,}" for study in every]
    axes = rows(
        figure, [*_names(every), *empty], [Column(head="people", texts=[*people, *empty], width=84, align="right")],
        left=262, bottom=24, pale=[row for row, here in enumerate(shown) if not here],
    )  # fmt: skip
    axes.set(xlim=(-0.5, 2.5), xticks=())
    axes.spines["bottom"].set_visible(False)
    axes.axvspan(0.5, 1.5, color=tint(LIGHT, 0.45), linewidth=0)
    for row, (study, here) in enumerate(zip(every, shown, strict=True)):
        if study.direction not in _LOOK:
            missing(axes, [(row, "no result yet")])
            continue
        lane, colour, mark = _LOOK[study.direction]
        colour = colour if here else tint(colour, 0.22)
        size = _SMALLEST if study.people is None else 8 + 1.1 * study.people**0.38
        axes.plot([1, lane], [row, row], color=colour, linewidth=2.4, zorder=1.5)
        axes.plot(lane, row, mark, color=colour if study.randomised else PAPER, markeredgecolor=colour,
                  markersize=size, markeredgewidth=2)  # fmt: skip
    heads = ("better", "no difference shown", "worse")
    words(axes, [(head, lane, -0.95) for lane, head in enumerate(heads)], "center", ink(GREY))
    heading(figure, _finding(result), "size: people · filled: lots drawn")
    return _in_words(result)


def _names(studies: tuple[TraumaStudy, ...]) -> list[str]:
    """Names of studies, with the outcome where one study has two rows."""
    rows_of = Counter(study.name for study in studies)
    return [brief(study.name) + (f": {_cut(study.outcome)}" if rows_of[study.name] > 1 else "") for study in studies]


def _cut(outcome: str) -> str:
    """The outcome without what the table has in full."""
    return outcome.split(" (")[0].replace("symptoms in the first months", "months").split(" stress")[0].split(" ")[-1]


def _finding(result: TraumaStudies) -> str:
    drawn_lots = sum(study.randomised for study in result.studies)
    setting = f"{result.setting[0].upper()}{result.setting[1:]}"
    if not result.studies:
        return f"{setting}: none of {counted(len(result.every), 'row')} is left"
    return f"{setting}: lots drawn in {drawn_lots} of {counted(len(result.studies), 'row')}"


def _in_words(result: TraumaStudies) -> str:
    told = []
    for study in result.studies:
        people = "people not seen" if study.people is None else f"{study.people} people"
        lots = "lots drawn" if study.randomised else "no lots drawn"
        size = "" if study.value is None else f", {study.size}"
        told.append(
            f"{study.name} ({people}, {lots}), {study.outcome} against {study.compared}: {study.direction}{size}"
        )
    left_out = len(result.every) - len(result.studies)
    return (
        f"{_finding(result)}. Shown: {counted(len(result.studies), 'row')} of {len(result.every)}, {result.counted}. "
        + ("; ".join(told) + ". " if told else "")
        + (f"In pale: {counted(left_out, 'row')} that the choice leaves out. " if left_out else "")
        + "Ratios above 1 and differences above 0 mean worse with ketamine. Nobody compared people with PTSD who felt "
        "more and less detached."
    )
