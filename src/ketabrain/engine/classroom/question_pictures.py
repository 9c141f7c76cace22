"""The picture of a room's answers to a question: first answers, and beside them on the same scale what each stands by.

It is read from the last row: few words, counts written out, no learner's text. The question itself stands beside it.
"""

import statistics
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ketabrain.engine.classroom.answers import QuestionAnswers, Said
from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, above, heading, plain_log_ticks, plot, size_of_plot
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.style import BLUE, BODY, DPI, GREEN, GREY, INK, LIGHT, ink
from ketabrain.engine.numerals import counted, number_words, shortened

_BINS, _FEW_BINS, _MANY_ANSWERS = 40, 24, 40
"""Places for dots along a scale, and the fewer and larger ones for at most so many answers."""
_MANY = 100.0
"""A scale whose ends differ by this factor or more is drawn logarithmic."""
_NAMES_PX, _PLOT_TOP_PX, _PLOT_BOTTOM_PX = 262.0, 104.0, 62.0
"""Where the plot begins: right of options or of what is said of each panel, and below the heading and the truth."""
_SIDE_PX = 140.0
_GAP_PX = 64.0
"""Between the panels of numbers and of ranges, where lines show who moved."""
_LINE_PX = 19.0
_SMALLEST_PT = 7
"""Answers that get less height than this are drawn as one bar instead of dots."""
_FEWEST = 6
"""Learners for whom a panel has room at least, so that few do not fill it."""
_COUNT_PT = 14.0
"""Size of the numbers at the bars."""
AT_FIRST, AFTER = "at first", "after talking"


@dataclass(frozen=True)
class QuestionView:
    """A room's answers to a question, and what of them is on the screen: the second answers, the truth."""

    answers: QuestionAnswers
    second: bool
    truth: bool

    @property
    def panels(self) -> tuple[tuple[str, tuple[Said, ...], str], ...]:
        """Name, answers and colour of each panel."""
        both = ((AT_FIRST, self.answers.first, GREY), (AFTER, self.answers.last, BLUE))
        return both if self.second else both[:1]


@drawn(height_in=5.0)
def draw_question(view: QuestionView, figure: Figure) -> str:
    """Draw first answers, and with `second` beside them the answers that learners stand by, and who moved."""
    answers, question = view.answers, view.answers.question
    draw = {"choice": _choices, "number": _numbers, "range": _ranges}[question.kind]
    told = draw(view, figure)
    found = _found(view)
    heading(figure, found, _shown(view))
    parts = [f"{found}. Question of lesson {question.lesson}: {question.text}"]
    parts.append(f"{counted(len(answers.first), 'learner')} answered. {told}.")
    parts += [f"Sure on average: {_sure(said)} {name}." for name, said, _ in view.panels if said]
    if view.second:
        parts.append(f"{answers.changed} answered again after talking, {answers.moved} of them something else.")
    if view.truth and question.truth is None:
        parts.append("The answer comes in a later lesson.")
    elif view.truth:
        parts.append(f"The answer: {question.truth_words}. {question.explain}")
        parts += [_hits(name, answers.right(said), len(said)) for name, said, _ in view.panels]
        if view.second:
            parts.append(f"Talking made {answers.gained} right and {answers.lost} wrong.")
    if answers.late:
        parts.append(f"{answers.late} had looked at the answer first and are left out.")
    return " ".join(parts)


def _found(view: QuestionView) -> str:
    """What the room did: once the truth is on the screen how many met it, else how many moved or what most said."""
    answers = view.answers
    of = len(answers.first)
    if not of:
        return "Nobody has answered yet"
    if view.truth and answers.question.truth is not None:
        after = f", {answers.right(answers.last)} after talking" if view.second else ""
        return f"{answers.right(answers.first)} of {of} were right at first{after}"
    if view.second:
        return f"{answers.moved} of {of} changed their answer"
    return shortened(_common(answers.question, answers.first), 60)


def _common(question: Question, said: Sequence[Said]) -> str:
    """What most said, the middle answer, or what most ranges hold."""
    if question.kind == "choice":
        (option, count), *others = Counter(each.value for each in said).most_common()
        if others and others[0][1] == count:
            return f"{counted(len(said), 'answer')}, and none is ahead"
        return f"{count} of {len(said)}: {option}"
    if question.kind == "number":
        return f"Middle of {counted(len(said), 'answer')}: {question.words(_middle(said))}"
    place, count = _most_held(question, said)
    hold = "holds" if len(said) == 1 else "hold"
    return f"{count} of {counted(len(said), 'range')} {hold} {question.words(place)}"


def _shown(view: QuestionView) -> str:
    """The second line of the heading: what is drawn, and how sure the room was."""
    if not view.answers.first:
        return "It shows by itself once ledgers come in"
    if not view.second:
        return f"First answers, {_sure(view.answers.first)} sure on average"
    sure = " and ".join(_sure(said) for _, said, _ in view.panels)
    return f"At first and after talking, {sure} sure on average; blue: who changed"


def _choices(view: QuestionView, figure: Figure) -> str:
    """Bars by option; with second answers two panels back to back, and between them who went from where to where."""
    axes = plot(figure, left=_NAMES_PX, right=EDGE, top=_PLOT_TOP_PX, bottom=EDGE + 8)
    options = view.answers.question.options
    panels = [(name, Counter(each.value for each in said), colour) for name, said, colour in view.panels]
    most = max([_FEWEST, *(count for _, counts, _ in panels for count in counts.values())])
    reach, gap = 1.22 * most, 0.62 * most if view.second else 0.0  # a bar's number stands at its end
    axes.set(xlim=(-reach if view.second else 0, gap + reach), ylim=(len(options) - 0.45, -0.55), yticks=(), xticks=())
    axes.axis("off")
    _option_names(axes, view)
    for place, (name, counts, colour) in enumerate(panels):
        sign, base = (-1, 0.0) if view.second and not place else (1, gap)
        lengths = [sign * counts[option] for option in options]
        axes.barh(range(len(options)), lengths, left=base, height=0.62, color=colour)
        axes.plot((base, base), (-0.45, len(options) - 0.55), color=INK, linewidth=1)
        ends = [(str(counts[option]), base + sign * (counts[option] + 0.03 * reach), y)
                for y, option in enumerate(options)]  # fmt: skip
        words(axes, ends, "right" if sign < 0 else "left", size=_COUNT_PT)
        head = f"{name} ({counts.total()})"
        if view.second:
            words(
                axes,
                [(head, base + 0.03 * sign * reach, -0.5)],
                "right" if sign < 0 else "left",
                ink(colour),
                bold=True,
            )
    if view.second:
        _flows(axes, view.answers, gap)
    return "; ".join(
        f"{name}: " + ", ".join(f"“{option}” {counts[option]}" for option in options) for name, counts, _ in panels
    )


def _option_names(axes: Axes, view: QuestionView) -> None:
    """The options in up to three lines each; the right one, once it may be seen, in bold behind a tick."""
    question = view.answers.question
    height = size_of_plot(axes)[1] / len(question.options)
    for y, option in enumerate(question.options):
        right = view.truth and option == question.truth
        lines = textwrap.wrap(f"{'✓ ' if right else ''}{option}", 28)
        first = y - _LINE_PX * (len(lines) - 1) / 2 / height
        lettered = [(line, -0.02, first + _LINE_PX * row / height) for row, line in enumerate(lines)]
        words(axes, lettered, "right", INK, axes.get_yaxis_transform(), size=BODY, bold=right)


def _flows(axes: Axes, answers: QuestionAnswers, gap: float) -> None:
    """A line from each first answer to each last one, as thick as it had learners; blue where they differ."""
    options = answers.question.options
    pairs = Counter(
        (options.index(before.value), options.index(after.value))
        for before, after in zip(answers.first, answers.last, strict=True)
    )
    for (start, end), count in sorted(pairs.items()):
        # Every line has a place of its own on both bars, in the order of where it leads.
        y0, y1 = (at + 0.56 * ((other + 0.5) / len(options) - 0.5) for at, other in ((start, end), (end, start)))
        curve = Path([(0, y0), (gap / 2, y0), (gap / 2, y1), (gap, y1)], [Path.MOVETO, *[Path.CURVE4] * 3])
        colour, alpha = (LIGHT, 1.0) if start == end else (BLUE, 0.65)
        thick = 1.5 + 14 * count / len(answers.first)
        axes.add_patch(PathPatch(curve, fill=False, edgecolor=colour, alpha=alpha, linewidth=thick, zorder=1 + alpha))


def _numbers(view: QuestionView, figure: Figure) -> str:
    """Every answer a dot over its number; second answers hang below the same axis, with lines from where they were."""
    axes, scale = _side_axes(view, figure)
    bins = _BINS if len(view.answers.first) > _MANY_ANSWERS else _FEW_BINS
    edges, middles = scale(np.linspace(0, 1, bins + 1)), scale((np.arange(bins) + 0.5) / bins)
    again = np.array([before.value != after.value for before, after in _pairs(view)], dtype=bool)
    places = [_bins_of(said, edges) for _, said, _ in view.panels]
    counts = [(np.bincount(at[~new], minlength=bins), np.bincount(at[new], minlength=bins))
              for at, new in zip(places, (np.zeros_like(again), again), strict=False)]  # fmt: skip
    tallest = max(_FEWEST, *(int((same + new).max()) for same, new in counts))
    column = size_of_plot(axes)[0] / bins
    unit, bases = _room_for(axes, view, tallest, 1.1 * column)
    for sign, base, (same, new) in zip((1, -1), bases, counts, strict=False):
        for colour, marker, below, here in ((GREY, "o", 0 * same, same), (BLUE, "D", same, new)):
            if unit < _SMALLEST_PT:
                axes.bar(edges[:-1], sign * here, np.diff(edges), base + sign * below, align="edge", color=colour)
            else:
                dots = [(middles[i], base + sign * (below[i] + k + 0.6)) for i in range(bins) for k in range(here[i])]
                size = min(unit, column * 72 / DPI) * (0.86 if marker == "o" else 0.73)
                axes.plot([x for x, _ in dots], [y for _, y in dots], marker, color=colour, markeredgewidth=0,
                          markersize=size)  # fmt: skip
    if view.second:
        moves = zip(middles[places[0][again]], middles[places[1][again]], strict=True)
        lines = [[(start, bases[0]), (end, bases[1])] for start, end in moves]
        axes.add_collection(LineCollection(lines, colors=BLUE, alpha=0.45, linewidths=1.6), autolim=False)
    _say_sides(axes, view, lambda said: f"middle {number_words(_middle(said))}")
    _mark_truth(axes, view)
    return "; ".join(
        f"{name}: " + (f"middle answer {view.answers.question.words(_middle(said))}" if said else "no answer")
        for name, said, _ in view.panels
    )


def _bins_of(said: Sequence[Said], edges: np.ndarray) -> np.ndarray:
    """The place of every answer between the edges."""
    values = np.array([each.value for each in said], dtype=float)
    return np.clip(np.digitize(values, edges) - 1, 0, len(edges) - 2)


def _ranges(view: QuestionView, figure: Figure) -> str:
    """Every range a line over its numbers, in the order of their middles."""
    axes, _ = _side_axes(view, figure)
    tallest = max(_FEWEST, len(view.answers.first))
    unit, bases = _room_for(axes, view, tallest)
    changed = [before.value != after.value for before, after in _pairs(view)]
    for place, (_, said, _) in enumerate(view.panels):
        order = sorted(range(len(said)), key=lambda i: sum(said[i].value))
        for again, colour in ((False, GREY), (True, BLUE)):
            at = [(i, row) for row, i in enumerate(order) if (changed[i] and place == 1) == again]
            axes.hlines([bases[place] + (-1) ** place * (row + 0.6) for _, row in at],
                        [said[i].value[0] for i, _ in at], [said[i].value[1] for i, _ in at], color=colour,
                        linewidth=float(np.clip(0.62 * unit, 0.8, 7)))  # fmt: skip
    question = view.answers.question
    held = {name: _most_held(question, said) for name, said, _ in view.panels if said}
    _say_sides(axes, view, lambda said: _held_words(question, said))
    _mark_truth(axes, view)
    return "; ".join(
        f"{name}: {held[name][1]} of {len(said)} ranges hold {question.words(held[name][0])}" if said
        else f"{name}: no answer"
        for name, said, _ in view.panels
    )  # fmt: skip


def _held_words(question: Question, said: Sequence[Said]) -> str:
    place, count = _most_held(question, said)
    return f"{count} hold {number_words(place)}"


def _most_held(question: Question, said: Sequence[Said]) -> tuple[float, int]:
    """The number that most ranges hold, to three digits (the middle of such numbers), and how many hold it."""
    at = _scale_of(question)(np.linspace(0, 1, 401))
    held = np.sum([(each.value[0] <= at) & (at <= each.value[1]) for each in said], axis=0)
    most = at[held == held.max()]
    return float(f"{most[len(most) // 2]:.3g}"), int(held.max())


def _pairs(view: QuestionView) -> list[tuple[Said, Said]]:
    return list(zip(view.answers.first, view.answers.last, strict=True))


def _middle(said: Sequence[Said]) -> float:
    return float(f"{statistics.median(each.value for each in said):.3g}")


def _side_axes(view: QuestionView, figure: Figure) -> tuple[Axes, "Scale"]:
    """A plot over the numbers of a question, with room on the left for what is said of each panel."""
    axes = plot(figure, left=_SIDE_PX, top=_PLOT_TOP_PX, bottom=_PLOT_BOTTOM_PX)
    question = view.answers.question
    scale = _scale_of(question)
    if scale.log:
        axes.set_xscale("log")
        plain_log_ticks(axes.xaxis)
    margin = 0.02
    axes.set_xlim(*scale(np.array([-margin, 1 + margin])))
    axes.set_xlabel(f"answer ({question.unit})" if question.unit else "answer")
    axes.set_yticks(())
    axes.spines["left"].set_visible(False)
    return axes, scale


def _room_for(axes: Axes, view: QuestionView, tallest: int, largest: float = 100.0) -> tuple[float, tuple[float, ...]]:
    """Give each panel room for so many learners above one another, up to `largest` pixels each; the second hangs below
    a gap.

    Returns how many points one learner gets, and where each panel begins.
    """
    gap = _GAP_PX if view.second else 0.0
    panel = (size_of_plot(axes)[1] - gap) / len(view.panels)
    unit = min(panel / (tallest + 0.4), largest)
    half, reach = gap / unit / 2, panel / unit
    axes.set_ylim(-(half + reach) if view.second else 0, half + reach)
    bases = (half, -half) if view.second else (0.0,)
    for base in bases:
        axes.axhline(base, color=INK, linewidth=0.9)
    return unit * 72 / DPI, bases


def _say_sides(axes: Axes, view: QuestionView, say: Callable[[Sequence[Said]], str]) -> None:
    """Left of each panel its name, how many answered, and what their answers come to."""
    height = size_of_plot(axes)[1]
    for place, (name, said, colour) in enumerate(view.panels):
        middle = 0.5 if not view.second else 0.5 + (0.5 - place) * (height + _GAP_PX) / 2 / height
        lines = [(name, True), (counted(len(said), "answer"), False), *([(say(said), False)] if said else [])]
        for row, (line, bold) in enumerate(lines):
            y = middle - _LINE_PX * (row - 1) / height
            words(axes, [(line, -0.02, y)], "right", ink(colour) if bold else INK, axes.transAxes, bold=bold)


def _mark_truth(axes: Axes, view: QuestionView) -> None:
    """A line or a band at the truth through both panels, and its words above them."""
    question = view.answers.question
    truth: Any = question.truth
    if not view.truth or truth is None:
        return
    if isinstance(truth, tuple):
        middle = sum(truth) / 2
        axes.axvspan(*truth, color=GREEN, alpha=0.3, linewidth=0, zorder=0.5)
    else:
        middle = truth
        if question.kind == "number":
            band = sorted((middle / question.factor, middle * question.factor))
            axes.axvspan(*band, color=GREEN, alpha=0.15, linewidth=0, zorder=0.5)
        axes.axvline(middle, color=GREEN, linewidth=3, zorder=1.4)
    text = f"the answer: {question.truth_words}"
    place = axes.transData.transform((middle, 0))[0] - axes.transAxes.transform((0, 0))[0]
    half = width_px(text, bold=True) / 2
    x = min(max(place * DPI / axes.figure.dpi, half), size_of_plot(axes)[0] - half)
    words(axes, [(text, x, 13)], "center", ink(GREEN), above(axes), bold=True)


@dataclass(frozen=True)
class Scale:
    """Numbers between two ends, spaced evenly or, if `log`, by equal factors."""

    low: float
    high: float
    log: bool

    def __call__(self, share: np.ndarray) -> np.ndarray:
        """The number at each share (0 to 1) of the way."""
        if self.log:
            return self.low * (self.high / self.low) ** share
        return self.low + (self.high - self.low) * share


def _scale_of(question: Question) -> Scale:
    log = question.low > 0 and question.high / question.low >= _MANY
    return Scale(question.low, question.high, log)


def _sure(said: Sequence[Said]) -> str:
    return f"{100 * statistics.fmean(each.confidence for each in said):.0f}%" if said else "–"


def _hits(when: str, right: int, of: int) -> str:
    named = f"{when[0].upper()}{when[1:]}"
    return f"{named} {right} of {of} were right." if of else f"{named} nobody answered."
