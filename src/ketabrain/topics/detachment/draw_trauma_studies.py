"""Studies around trauma in three columns: better, no difference shown, worse; nulls as large as the others."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, GREY, INK, LIGHT, ORANGE, PAPER, RED
from ketabrain.engine.numerals import brief, counted, minus
from ketabrain.topics.detachment.trauma_studies import TraumaResult, TraumaStudies, TraumaStudy

_LOOK = {
    TraumaResult.BETTER: (0, BLUE, "<"),
    TraumaResult.NO_DIFFERENCE: (1, ORANGE, "s"),
    TraumaResult.WORSE: (2, RED, ">"),
    TraumaResult.OPEN: (3, GREY, "o"),
}
"""Column, colour and marker of each result."""
_FEWEST = 9
"""Room is kept for at least so many rows, so that few rows do not drift apart."""


@drawn(height_in=4.8)
def directions(result: TraumaStudies, figure: Figure) -> str:
    """One row per study, filled if lots were drawn."""
    axes = panel(figure, left=0.455, right=0.985, bottom=0.03, top=0.83)
    count = max(len(result.studies), _FEWEST)
    axes.set(xlim=(-0.4, 7.65), ylim=(count - 0.3, -0.7))
    axes.vlines([0, 1, 2, 3], -0.6, count - 0.3, color=LIGHT, linewidth=1.2, zorder=0)
    axes.axis("off")
    names, numbers = [], []
    for place, study in enumerate(result.studies):
        column, colour, mark = _LOOK[study.direction]
        size = 7 if study.people is None else 6 + 1.1 * study.people**0.38
        axes.plot(column, place, mark, color=colour if study.randomised else PAPER, markeredgecolor=colour,
                  markersize=size, markeredgewidth=2)  # fmt: skip
        people = "n ?" if study.people is None else f"n {study.people}"
        names.append((f"{brief(study.name)}, {people}: {_cut(study.outcome)}", -0.52, place))
        if study.value is not None:
            numbers.append((_number(study), 3.3, place))
    words(axes, names, "right")
    words(axes, numbers, "left")
    heads = ("better", "no diff.", "worse", "open")
    words(axes, [(head, column, -1.1) for column, head in enumerate(heads)], "center", GREY)
    if not result.studies:
        axes.text(1, 3, "No such study.", ha="center", va="center", fontsize=BODY, color=INK)
    axes.set_title(f"{result.setting.capitalize()}   filled: lots drawn   size: people", x=-0.824, y=1.08)
    return _in_words(result)


def _cut(outcome: str) -> str:
    """The outcome without what stands in brackets, which the table has."""
    return outcome.split(" (")[0].replace("symptoms in the first months", "first months").replace(" a year later", "")


def _number(study: TraumaStudy) -> str:
    assert study.value is not None
    told = f"{study.unit} {minus(round(study.value, 2))}"
    if study.low is None or study.high is None:
        return told
    return f"{told} ({minus(round(study.low, 2))} to {minus(round(study.high, 2))})"


def _in_words(result: TraumaStudies) -> str:
    told = []
    for study in result.studies:
        people = "people not seen" if study.people is None else f"{study.people} people"
        lots = "lots drawn" if study.randomised else "no lots drawn"
        size = "" if study.value is None else f", {_number(study)}"
        told.append(
            f"{study.name} ({people}, {lots}), {study.outcome} against {study.compared}: {study.direction}{size}"
        )
    return (
        f"{result.setting.capitalize()}, {result.counted}: {counted(len(result.studies), 'row')}. "
        + ("; ".join(told) + ". " if told else "")
        + "Ratios above 1 and differences above 0 mean worse with ketamine. Nobody compared people with PTSD who felt "
        "more and less detached."
    )
