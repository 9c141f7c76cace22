"""Other drugs on the NMDA receptor, a line for every trial: how much better, or in a strip what was concluded."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import GREEN, GREY, INK, LIGHT, ORANGE, RED, SMALL
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.unknowns.blockers import ActsAt, Blockers, BlockerTrial, BlockerVerdict, PrintedAs

_LOOKS = {
    BlockerVerdict.BETTER: ("o", GREEN),
    BlockerVerdict.MIXED: ("D", ORANGE),
    BlockerVerdict.NO_DIFFERENCE_SHOWN: ("s", RED),
}
_SPANS = {
    PrintedAs.POINTS: ((-1.5, 15), "Points better (MADRS or HDRS, as at the right)", "points"),
    PrintedAs.DEVIATIONS: ((-0.15, 1.35), "Standard deviations better", "SD"),
    PrintedAs.RESPONDERS: ((-5, 45), "Percentage points more who responded", "percentage points"),
}
"""Ends of the axis, its label, and the unit in words."""
_DRUG, _PEOPLE, _STRIP, _TEXT = -0.38, -0.24, -0.11, 1.02
"""Where the columns stand, in widths of the axis: ends of the first two, the middle of the strip, start of the text."""
_FULL_PERCENT = 95
"""An interval that is drawn as a bar; others are dotted and labelled."""


@drawn(height_in=4.4)
def blocked(result: Blockers, figure: Figure) -> str:
    """A line for every trial: its people, its mark, and an interval where one was printed or could be computed."""
    axes = panel(figure, left=0.38, right=0.7, bottom=0.125, top=0.845)
    span, label, _ = _SPANS[result.measure]
    beside = axes.get_yaxis_transform()
    axes.axvline(0, color=INK, linewidth=1)
    axes.add_patch(
        Rectangle((_STRIP - 0.07, -0.5), 0.14, len(result.trials), transform=beside, color=LIGHT, clip_on=False)
    )
    for y, each in enumerate(result.trials):
        _mark(axes, each, y)
    lines = list(enumerate(result.trials))
    words(axes, [(f"{each.drug} {each.year}", _DRUG, y) for y, each in lines], "right", transform=beside)
    words(axes, [(f"{each.people}", _PEOPLE, y) for y, each in lines], "right", transform=beside)
    words(axes, [(_beside(each), _TEXT, y) for y, each in lines], "left", transform=beside)
    words(axes, [("people", _PEOPLE, 1.025)], "right", GREY, axes.transAxes)
    words(axes, [("no number", _STRIP - 0.07, 1.025)], "left", GREY, axes.transAxes)
    axes.set(xlim=span, ylim=(max(len(result.trials), 8) - 0.4, -0.7), xlabel=label)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.spines["left"].set_visible(False)
    keys = "● better   ◆ mixed   ■ no difference shown   bar: 95%, dots: 80% interval   larger mark: more people"
    axes.text(-1.15, 1.085, keys, transform=axes.transAxes, fontsize=SMALL)
    head = "Other drugs on the receptor" if result.kind is ActsAt.ANYWHERE else f"Drugs that act {result.kind}"
    axes.set_title(f"{head}: {result.measure}", x=-1.15, y=1.145)
    return _in_words(result)


def _mark(axes: Axes, each: BlockerTrial, y: int) -> None:
    """The mark of a trial on the axis, or in the strip if no number was printed in this measure."""
    shape, colour = _LOOKS[each.verdict]
    if each.interval:
        is_full = each.interval_percent == _FULL_PERCENT
        axes.hlines(y, *each.interval, color=INK, linewidth=2 if is_full else 1.4, linestyle="-" if is_full else ":")
        if not is_full:
            words(axes, [(f"{each.interval_percent}%", each.interval[1] + 0.2, y)], "left")
    x, transform = (_STRIP, axes.get_yaxis_transform()) if each.better is None else (each.better, axes.transData)
    axes.plot(
        x, y, shape, color=colour, markeredgecolor=INK, markeredgewidth=0.8, markersize=_size(each), clip_on=False,
        transform=transform,
    )  # fmt: skip


def _size(each: BlockerTrial) -> float:
    """Points across: the area of a mark grows with the people, within what a line can hold."""
    return float(min(11.0, 3.5 + 0.36 * each.people**0.5))


def _beside(each: BlockerTrial) -> str:
    return each.concluded if each.better is None else each.outcome


def _in_words(result: Blockers) -> str:
    unit = _SPANS[result.measure][2]
    told = "; ".join(_words(each, unit) for each in result.trials)
    return (
        f"{_finding(result, unit)} {counted(result.drugs, 'drug')} that act: {result.kind}; shown: {result.measure}; "
        f"order: {result.order}. {told}. Trials without a number in this measure stand in the strip at the left."
    )


def _finding(result: Blockers, unit: str) -> str:
    """What the largest trial that prints a number found, after how many print none."""
    silent = f"{result.without_a_number} of {counted(len(result.trials), 'trial')} print nothing in {result.measure}"
    largest = result.largest_with_a_number
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
