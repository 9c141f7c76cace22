"""Other drugs on the NMDA receptor, a line for every trial, by drug: its people, and how much better it was."""

from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.unknowns.blockers import Blockers, BlockerTrial, BlockerVerdict, PrintedAs

_LOOKS = {
    BlockerVerdict.BETTER: ("o", GREEN),
    BlockerVerdict.MIXED: ("D", ORANGE),
    BlockerVerdict.NO_DIFFERENCE_SHOWN: ("s", RED),
}
_SPANS = {
    PrintedAs.POINTS: ((-2, 15), (0, 5, 10, 15), "Points better", "points", "points"),
    PrintedAs.DEVIATIONS: ((-0.2, 1.35), (0, 0.5, 1), "Standard deviations better", "SD", "SD"),
    PrintedAs.RESPONDERS: ((-6, 45), (0, 20, 40), "Percentage points more", "percentage points", "share who responded"),
}
"""Ends of the axis, its numbers, its label, the unit in words, and what a trial without a number does not print."""
_FEWEST, _MOST = 3.5, 1000
"""Ends of the axis of people."""
_LEFT, _TOP, _BOTTOM = 182, 92, 44
_FULL_PERCENT = 95
"""An interval that is drawn as a bar; others are dotted."""


@drawn(height_in=4.9)
def blocked(result: Blockers, figure: Figure) -> str:
    """A line for every trial: its people at the left, a number and its interval at the right where one was printed."""
    people, better = plots(figure, (1, 1.15), left=_LEFT, top=_TOP, bottom=_BOTTOM, gap=34)
    every = _by_drug(result)
    here = [each in result.trials for each in every]
    for axes in (people, better):
        axes.set(ylim=(len(every) - 0.4, -0.6), yticks=())
        axes.spines["left"].set_visible(False)
    _bands(people, better, [each.drug for each in every], here)
    _people(people, every, here)
    _better(better, result.measure, every, here)
    heading(figure, _found(result), "Each line is a trial: ● better  ◆ mixed  ■ no difference shown")
    return _in_words(result)


def _by_drug(result: Blockers) -> list[BlockerTrial]:
    """All trials by drug, in the chosen order of their first ones, and within a drug in that order."""
    first = {each.drug: place for place, each in reversed(list(enumerate(result.every)))}
    return sorted(result.every, key=lambda each: first[each.drug])


def _bands(people: Axes, better: Axes, drugs: Sequence[str], here: Sequence[bool]) -> None:
    """Every other drug on a pale band; its name stands at the first of its trials."""
    far = people.get_yaxis_transform() + ScaledTranslation(-10 / DPI, 0, people.figure.dpi_scale_trans)
    y = 0
    names: dict[bool, list[tuple[str, float, float]]] = {True: [], False: []}
    for place, (drug, group) in enumerate(groupby(drugs)):
        count = len(list(group))
        if place % 2 == 0:
            for axes in (people, better):
                axes.axhspan(y - 0.5, y + count - 0.5, color=LIGHT, alpha=0.45, linewidth=0, zorder=0)
        names[here[y]].append((drug, 0, y + (count - 1) / 2))
        y += count
    words(people, names[True], "right", INK, far)
    words(people, names[False], "right", ink(GREY), far)


def _people(axes: Axes, every: Sequence[BlockerTrial], here: Sequence[bool]) -> None:
    axes.set_xscale("log")
    axes.set_xlim(_FEWEST, _MOST)
    axes.minorticks_off()
    axes.set_xticks([10, 100, 1000], ["10", "100", "1,000"])
    _marks(axes, [(each.people, y, each, here[y]) for y, each in enumerate(every)])
    name_y(axes, "People (logarithmic)")


def _better(axes: Axes, measure: PrintedAs, every: Sequence[BlockerTrial], here: Sequence[bool]) -> None:
    """The printed numbers with their intervals; where nothing is printed the line ends in a word."""
    span, ticks, label, _, _ = _SPANS[measure]
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_xlim(span)
    axes.set_xticks(ticks, [minus(tick) for tick in ticks])
    for y, each in enumerate(every):
        if each.interval:
            dots = "-" if each.interval_percent == _FULL_PERCENT else ":"
            axes.hlines(y, *each.interval, color=INK if here[y] else BEGAN, linewidth=2, linestyle=dots)
            if dots == ":":
                words(axes, [(f"{each.interval_percent}%", each.interval[1] + 0.2, y)], "left", ink(GREY))
    _marks(axes, [(each.better, y, each, here[y]) for y, each in enumerate(every) if each.better is not None])
    silent = [y for y, each in enumerate(every) if each.better is None]
    dash = axes.get_yaxis_transform()
    words(axes, [("–", 0.985, y) for y in silent], "right", INK, dash, bold=True)
    name_y(axes, f"{label} (–: not printed)")


def _marks(axes: Axes, spots: Sequence[tuple[float, int, BlockerTrial, bool]]) -> None:
    """A mark for each spot, by what its trial showed; open and grey where its drug was not chosen."""
    for verdict, (shape, colour) in _LOOKS.items():
        for shown in (True, False):
            own = [(x, y) for x, y, each, chosen in spots if each.verdict is verdict and chosen is shown]
            axes.plot([x for x, _ in own], [y for _, y in own], shape, color=colour if shown else PAPER,
                      markeredgecolor=INK if shown else BEGAN, markeredgewidth=0.9, markersize=7,
                      linestyle="none")  # fmt: skip


def _found(result: Blockers) -> str:
    """How many trials print no number in this measure: what was found in them cannot be seen in the plot."""
    return _silent(result, _SPANS[result.measure][4])


def _silent(result: Blockers, number: str) -> str:
    return f"{result.without_a_number} of {counted(len(result.trials), 'trial')} print no {number}"


def _in_words(result: Blockers) -> str:
    _, _, _, unit, number = _SPANS[result.measure]
    told = "; ".join(_words(each, unit) for each in result.trials)
    return (
        f"{_finding(result, unit, number)} {counted(result.drugs, 'drug')} that act: {result.kind}; "
        f"shown: {result.measure}; order: {result.order}. {told}. "
        "Trials without a number in this measure have a dash in its place."
    )


def _finding(result: Blockers, unit: str, number: str) -> str:
    """What the largest trial that prints a number found, after how many print none."""
    silent, largest = _silent(result, number), result.largest_with_a_number
    if largest is None or largest.better is None:
        return f"{silent}."
    return (
        f"{silent}; the largest that does, {largest.drug} {largest.year} with {largest.people} people, "
        f"was {minus(largest.better, '.3g')} {unit} better than {largest.against}."
    )


def _words(each: BlockerTrial, unit: str) -> str:
    name = f"{each.drug} {each.year} against {each.against}, {counted(each.people, 'person', 'people')}"
    if each.better is None:
        return f"{name}: no number printed, {each.concluded} ({each.verdict}; {each.note})"
    number = f"{minus(each.better, '.3g')} {unit} better, {each.outcome}"
    if each.interval:
        number += f", {each.interval_percent}% interval {minus(each.interval[0])} to {each.interval[1]:g}"
    return f"{name}: {number} ({each.verdict}; {each.note})"
