"""Pictures of a room's answers, to be read from its last row: few words, counts written out, no learner's text."""

import statistics
import textwrap
from collections import Counter
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from ketabrain.engine.classroom.answers import ClaimVerdicts, Missed, QuestionAnswers, RoomCalibration, Said
from ketabrain.engine.classroom.idea_answers import RoomIdeas
from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.draw import calibration_plot
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, heading, name_y, plain_log_ticks, plot, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, DPI, GREEN, GREY, INK, LIGHT, ORANGE, RED, SMALL
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.numerals import counted as counted_words
from ketabrain.engine.numerals import minus, shortened

_BINS = 40
_MANY = 100.0
"""A scale whose ends differ by this factor or more is drawn logarithmic."""
_WIDE = Path([(-1, -0.42), (1, -0.42), (1, 0.42), (-1, 0.42), (-1, -0.42)], closed=True)
"""A box around a count, as a marker, and its area in square points."""
_BOX = 1500
_HEADS = (("", "Right"), ("Mostly", "right"), ("Over-", "simplified"), ("Unsup-", "ported"), ("", "Wrong"))
_HEADS_PX = 100.0
"""The verdicts as heads of columns in two lines, and where their plot begins below the upper edge."""
_LINE_PX = 22.0
"""Height of a line of the question."""


@dataclass(frozen=True)
class QuestionView:
    """A room's answers to a question, and what of them is on the screen: the second answers, the truth."""

    answers: QuestionAnswers
    second: bool
    truth: bool


@dataclass(frozen=True)
class VerdictView:
    """A room's verdicts, and whether the course's are on the screen."""

    claims: tuple[ClaimVerdicts, ...]
    course: bool


@drawn(height_in=5.4)
def draw_question(view: QuestionView, figure: Figure) -> str:
    """Draw first answers, and with `second` the answers that learners stand by."""
    answers, question = view.answers, view.answers.question
    rows = [("at first", answers.first, GREY), ("after talking", answers.last, BLUE)][: 1 + view.second]
    draw = {"choice": _choices, "number": _numbers, "range": _ranges}[question.kind]
    asked = textwrap.wrap(f"{question.lesson} · {question.text}", 90)
    top = 51.0 + _LINE_PX * len(asked) + 24  # below the question, and the names above the plot
    told = draw(plot(figure, left=76, top=top), question, rows, view.truth)
    heading(figure, _found(view))
    words(figure, [(line, EDGE, 51 + _LINE_PX * row) for row, line in enumerate(asked)], "left", size=BODY)
    parts = [f"Question of lesson {question.lesson}: {question.text} {len(answers.first)} learners answered. {told}."]
    parts += [f"Sure on average: {_sure(said)} {name}." for name, said, _ in rows if said]
    if view.second:
        parts.append(f"{answers.changed} answered again after talking.")
    if view.truth and question.truth is None:
        parts.append("The answer comes in a later lesson.")
    elif view.truth:
        parts.append(f"The answer: {question.truth_words}. {question.explain}")
        parts.append(_hits("At first", answers.right(answers.first), len(answers.first)))
        if view.second:
            parts.append(_hits("After talking", answers.right(answers.last), len(answers.last)))
            parts.append(f"Talking made {answers.gained} right and {answers.lost} wrong.")
    if answers.late:
        parts.append(f"{answers.late} had looked at the answer first and are left out.")
    return " ".join(parts)


@drawn(height_in=7)
def draw_verdicts(view: VerdictView, figure: Figure) -> str:
    """Draw a row for each claim with the number of learners at each verdict."""
    axes = plot(figure, left=405, right=EDGE, top=_HEADS_PX, bottom=14)
    counted = [(x, y, n, n == max(claim.counts)) for y, claim in enumerate(view.claims)
               for x, n in enumerate(claim.counts) if n]  # fmt: skip
    for most, shade, ink in ((False, LIGHT, INK), (True, BLUE, "white")):
        chosen = [(x, y, n) for x, y, n, is_most in counted if is_most == most]
        axes.scatter([x for x, _, _ in chosen], [y for _, y, _ in chosen], s=_BOX, marker=_WIDE, color=shade)
        words(axes, [(str(n), x, y) for x, y, n in chosen], "center", ink)
    if view.course:
        steps = [STEPS.index(claim.course) for claim in view.claims]
        axes.scatter(steps, range(len(steps)), s=_BOX, marker=_WIDE, facecolor="none", edgecolor=ORANGE, linewidth=2.6)
    words(axes, [(shortened(f"{claim.claim} {claim.statement}", 52), -0.62, y) for y, claim in enumerate(view.claims)])
    axes.set(xlim=(-0.55, 4.55), ylim=(max(len(view.claims), 6) - 0.4, -0.6), yticks=())
    axes.set_xticks(())
    for step, name in enumerate(_HEADS):
        x = float(axes.transData.transform((step, 0))[0]) * DPI / figure.dpi
        words(figure, [(word, x, _HEADS_PX - 30 + 16 * row) for row, word in enumerate(name) if word], "center")
    for spine in axes.spines.values():
        spine.set_visible(False)
    framed = "; framed: the course" if view.course else ""
    heading(figure, _most_agreed(view.claims), f"Learners, dark the most{framed}")
    told = "; ".join(_claim_words(claim, view.course) for claim in view.claims if sum(claim.counts))
    said = f"{_most_agreed(view.claims)}. Verdicts of the room on {len(view.claims)} claims."
    return f"{said} {told}." if told else said


@drawn(height_in=4.6)
def draw_calibration(result: RoomCalibration, figure: Figure) -> str:
    """Draw the room's forecasts as one curve, and every learner's Brier score beside it."""
    told = calibration_plot.calibration_curve(result.pooled, figure, right=210)
    axes = figure.add_axes((0.83, 0.14, 0.14, 0.65))
    scores = [score for score, _ in result.scores]
    spread = np.linspace(-0.35, 0.35, len(scores)) if len(scores) > 1 else np.zeros(len(scores))
    axes.plot(spread, scores, "o", color=BLUE, markersize=6, alpha=0.7)
    axes.axhline(0.25, color=GREY, linestyle=":")
    axes.set(xlim=(-0.6, 0.6), ylim=(0, max([0.55, *scores]) + 0.02), xticks=())
    name_y(axes, "each learner's")
    if not scores:
        return told
    middle = f"{statistics.median(scores):.2f}, from {min(scores):.2f} to {max(scores):.2f}"
    return (
        f"{told} {len(scores)} learners have a Brier score of their own; the middle one is {middle} (less is better; "
        "dotted: a coin toss). Answers of one person hang together, so the room's intervals are too narrow."
    )


@drawn(height_in=5.4)
def draw_missed(missed: tuple[Missed, ...], figure: Figure) -> str:
    """Draw the items with the largest share of wrong answers."""
    axes = plot(figure, left=440, right=54, top=70)
    for kind, colour, hatch in (("prediction", RED, ""), ("exercise", BLUE, "//")):
        chosen = [(y, each) for y, each in enumerate(missed) if each.kind == kind]
        if chosen:
            axes.barh([y for y, _ in chosen], [100 * each.share for _, each in chosen], color=colour, height=0.62,
                      hatch=hatch, edgecolor="white")  # fmt: skip
    names = [(shortened(f"{each.item}: {each.text}", 60), -2, y) for y, each in enumerate(missed)]
    words(axes, names)
    words(axes, [(f"{each.wrong} of {each.of}", 100 * each.share + 1.5, y) for y, each in enumerate(missed)], "left")
    axes.set(xlim=(0, 100), ylim=(max(len(missed), 5) - 0.4, -0.6), yticks=(), xlabel="wrong at the first try (%)")
    most = f"Most missed: {missed[0].wrong} of {missed[0].of} were wrong" if missed else "Too few answers yet"
    heading(figure, most, "Plain: predictions. Hatched: exercises")
    told = "; ".join(f"{each.item} ({each.kind}): {each.wrong} of {each.of} wrong" for each in missed)
    return f"Most missed first. {told or 'Too few answers yet'}. Items with fewer than three answers are left out."


@drawn(height_in=5.0)
def draw_room_ideas(result: RoomIdeas, figure: Figure) -> str:
    """Draw for each idea the share of the room that was right before and after, and the mean gain with its interval."""
    shares, gain = plots(figure, (1, 0.42), left=260, gap=60)
    for y, row in enumerate(result.rows):
        shares.plot((100 * row.before, 100 * row.after), (y, y), color=LIGHT, linewidth=5, solid_capstyle="round")
        shares.plot(100 * row.before, y, "o", color=GREY, markersize=9)
        shares.plot(100 * row.after, y, "D", color=BLUE, markersize=8)
    words(shares, [(row.name, -8, y) for y, row in enumerate(result.rows)])
    shares.set(xlim=(-4, 104), ylim=(max(len(result.rows), 5) - 0.4, -0.6), yticks=(), xlabel="right (%)")
    if result.gain is not None:
        gain.vlines(0, *result.interval, color=BLUE, linewidth=3)
        gain.plot(0, result.gain, "D", color=BLUE, markersize=10)
    gain.axhline(0, color=INK, linewidth=0.8)
    gain.set(xlim=(-1, 1), ylim=(-10.5, 10.5), xticks=())
    name_y(gain, "more right of ten")
    gained = "" if result.gain is None else f"{minus(result.gain, '+.1f')} right answers of ten after the course"
    found = gained or "Nobody has answered both times yet"
    heading(
        figure, found, f"{counted_words(result.learners, 'learner')}: dot before, diamond after; mean with 95% interval"
    )
    told = "; ".join(f"{row.name}: {row.before:.0%} before, {row.after:.0%} after" for row in result.rows)
    return f"{result.words} {told or 'Nobody has answered both times yet, so there is 0 to show'}."


def _choices(axes: Axes, question: Question, rows: list[tuple[str, tuple[Said, ...], str]], truth: bool) -> str:
    thick = 0.38 if len(rows) > 1 else 0.6
    told = []
    for place, (name, said, colour) in enumerate(rows):
        counts = Counter(each.value for each in said)
        for y, option in enumerate(question.options):
            at = y + (place - (len(rows) - 1) / 2) * thick
            axes.barh(at, counts[option], height=thick * 0.92, color=colour)
            axes.text(counts[option], at, f" {counts[option]} {name}", va="center", fontsize=SMALL)
        told.append(f"{name}: " + ", ".join(f"“{option}” {counts[option]}" for option in question.options))
    for y, option in enumerate(question.options):
        right = truth and option == question.truth
        named = "\n".join(textwrap.wrap(f"{'✓ ' if right else ''}{option}", 28))
        axes.text(-0.01, y, named, ha="right", va="center", fontsize=SMALL, color=INK,
                  weight="bold" if right else "normal", transform=axes.get_yaxis_transform())  # fmt: skip
    _, bottom, _, height = axes.get_position().bounds
    axes.set_position((0.34, bottom, 0.63, height))
    most = max([1, *(count for _, said, _ in rows for count in Counter(each.value for each in said).values())])
    axes.set(xlim=(0, 1.3 * most), ylim=(len(question.options) - 0.4, -0.6), yticks=(), xlabel="learners")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return "; ".join(told)


def _numbers(axes: Axes, question: Question, rows: list[tuple[str, tuple[Said, ...], str]], truth: bool) -> str:
    scale = _scale(axes, question)
    edges = scale(np.linspace(0, 1, _BINS + 1))
    told, tallest = [], 4
    for name, said, colour in rows:
        values = np.array([each.value for each in said], dtype=float)
        bins = np.clip(np.digitize(values, edges) - 1, 0, _BINS - 1)
        heights = [int((bins[:i] == each).sum()) for i, each in enumerate(bins)]
        tallest = max([tallest, *(height + 1 for height in heights)])
        signs = {"at first": ("o", -1), "after talking": ("D", 1)}
        marker, side = signs[name]
        middles = (edges[bins] + edges[bins + 1]) / 2 if len(values) else values
        axes.plot(middles, [side * (0.6 + height) for height in heights], marker, color=colour, markersize=7,
                  label=name)  # fmt: skip
        middle = f"middle answer {question.words(float(f'{np.median(values):.3g}'))}" if len(values) else "no answer"
        told.append(f"{name}: {middle}")
        axes.text(0.995, 0.04 if side < 0 else 0.9, f"{name} ({len(values)})", ha="right", fontsize=SMALL,
                  color=INK, transform=axes.transAxes)  # fmt: skip
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set(ylim=(-tallest - 1, tallest + 1 if len(rows) > 1 else 1.5), yticks=())
    _mark_truth(axes, question, truth)
    return "; ".join(told)


def _ranges(axes: Axes, question: Question, rows: list[tuple[str, tuple[Said, ...], str]], truth: bool) -> str:
    scale = _scale(axes, question)
    at = scale(np.linspace(0, 1, 401))
    told = []
    for name, said, colour in rows:
        held = np.sum([(each.value[0] <= at) & (at <= each.value[1]) for each in said], axis=0) if said else 0 * at
        axes.plot(at, held, color=colour, linestyle="-" if name == "after talking" else "--", label=name)
        top = int(np.argmax(held))
        told.append(f"{name}: {int(held[top])} of {len(said)} ranges hold {question.words(float(f'{at[top]:.3g}'))}")
    axes.set_ylim(bottom=0, top=max([4, *(len(said) for _, said, _ in rows)]) * 1.12)
    name_y(axes, "ranges that hold this value")
    axes.legend(loc="upper right", ncols=2, bbox_to_anchor=(1.0, 1.13), fontsize=SMALL)
    _mark_truth(axes, question, truth)
    return "; ".join(told)


def _scale(axes: Axes, question: Question) -> "Scale":
    """Set the axis of a question's answers; returns its numbers from 0 (lowest) to 1 (highest)."""
    log = question.low > 0 and question.high / question.low >= _MANY
    if log:
        axes.set_xscale("log")
        plain_log_ticks(axes.xaxis)
    margin = 0.02
    scale = Scale(question.low, question.high, log)
    axes.set_xlim(*scale(np.array([-margin, 1 + margin])))
    axes.set_xlabel(f"answer ({question.unit})" if question.unit else "answer")
    return scale


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


def _mark_truth(axes: Axes, question: Question, truth: bool) -> None:
    if not truth or question.truth is None or isinstance(question.truth, str):
        return
    if isinstance(question.truth, tuple):
        middle = sum(question.truth) / 2
        axes.axvspan(*question.truth, color=GREEN, alpha=0.3, linewidth=0)
    else:
        middle = question.truth
        if question.kind == "number":
            axes.axvspan(*sorted((middle / question.factor, middle * question.factor)), color=GREEN, alpha=0.15, lw=0)
        axes.axvline(middle, color=GREEN, linewidth=3)
    low, high = axes.get_xlim()
    left = middle > (low * high) ** 0.5 if axes.get_xscale() == "log" else middle > (low + high) / 2
    axes.annotate(f"the answer: {question.truth_words}", (middle, 1), xycoords=("data", "axes fraction"),
                  xytext=(-6 if left else 6, -4), textcoords="offset points", ha="right" if left else "left", va="top",
                  fontsize=SMALL, weight="bold", color=INK)  # fmt: skip


def _sure(said: tuple[Said, ...]) -> str:
    return f"{100 * statistics.fmean(each.confidence for each in said):.0f}%"


def _found(view: QuestionView) -> str:
    """How many answered, and once the truth is on the screen how many met it."""
    answers = view.answers
    of = len(answers.first)
    if not view.truth or answers.question.truth is None or not of:
        return f"{counted_words(of, 'learner')} answered"
    after = f", {answers.right(answers.last)} after talking" if view.second else ""
    return f"{answers.right(answers.first)} of {of} were right at first{after}"


def _hits(when: str, right: int, of: int) -> str:
    return f"{when} {right} of {of} were right." if of else f"{when} nobody answered."


def _most_agreed(claims: tuple[ClaimVerdicts, ...]) -> str:
    """The claim on which most of those who judged it agree, and on what."""
    judged = [claim for claim in claims if sum(claim.counts)]
    if not judged:
        return "Nobody has judged a claim yet"
    most = max(judged, key=lambda claim: max(claim.counts) / sum(claim.counts))
    step = STEPS[most.counts.index(max(most.counts))]
    return f"Most agreed: {max(most.counts)} of {sum(most.counts)} call {most.claim} {step.lower()}"


def _claim_words(claim: ClaimVerdicts, course: bool) -> str:
    counts = ", ".join(f"{step} {count}" for step, count in zip(STEPS, claim.counts, strict=True) if count)
    return f"{claim.claim}: {counts}" + (f" (course: {claim.course})" if course else "")
