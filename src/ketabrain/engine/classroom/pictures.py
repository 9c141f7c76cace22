"""Pictures of a room's verdicts and answers, to be read from its last row: few words, counts written out, no learner's
text.
"""

import statistics
import textwrap
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path

from ketabrain.engine.classroom.answers import ClaimVerdicts, Missed, RoomCalibration
from ketabrain.engine.classroom.idea_answers import RoomIdeas
from ketabrain.engine.draw import calibration_plot
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, add_plot, heading, name_y, plot, plots, size_of_plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, DPI, GREY, INK, LIGHT, ORANGE, RED
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.numerals import counted as counted_words
from ketabrain.engine.numerals import minus

_WIDE = Path([(-1, -0.5), (1, -0.5), (1, 0.5), (-1, 0.5), (-1, -0.5)], closed=True)
"""A box around a count, as a marker, and its area in square points."""
_BOX = 2300
_HEADS = (("", "Right"), ("Mostly", "right"), ("Over-", "simplified"), ("Unsup-", "ported"), ("", "Wrong"))
_HEADS_PX = 104.0
"""The verdicts as heads of columns in two lines, and where their plot begins below the upper edge."""
_NAMES_PX, _LINE_PX = 356.0, 19.0
"""Width of the names of rows, in up to two lines, and the height of a line."""
_LETTERS = 43
"""Letters of a line of a name."""
_ROWS = 8
"""Rows that a picture has room for."""


@dataclass(frozen=True)
class VerdictView:
    """A room's verdicts, whether the course's are on the screen, and whether those most apart were asked for."""

    claims: tuple[ClaimVerdicts, ...]
    course: bool
    apart: bool = False


def _row_names(axes: Axes, names: list[str]) -> None:
    """Names left of rows 0, 1, 2 …, in up to two lines."""
    low, high = sorted(axes.get_ylim())
    line = _LINE_PX * (high - low) / size_of_plot(axes)[1]
    lettered = []
    for y, name in enumerate(names):
        lines = textwrap.wrap(name, _LETTERS, max_lines=2, placeholder=" …")
        lettered += [(text, -0.015, y + line * (row - (len(lines) - 1) / 2)) for row, text in enumerate(lines)]
    words(axes, lettered, "right", INK, axes.get_yaxis_transform())


@drawn(height_in=5.0)
def draw_verdicts(view: VerdictView, figure: Figure) -> str:
    """Draw a row for each claim with the number of learners at each verdict."""
    axes = plot(figure, left=_NAMES_PX, right=EDGE, top=_HEADS_PX, bottom=EDGE)
    axes.set(xlim=(-0.55, 4.55), ylim=(max(len(view.claims), _ROWS) - 0.45, -0.55), yticks=(), xticks=())
    axes.axis("off")
    counted = [(x, y, n, n == max(claim.counts)) for y, claim in enumerate(view.claims)
               for x, n in enumerate(claim.counts) if n]  # fmt: skip
    for most, shade, ink in ((False, LIGHT, INK), (True, BLUE, "white")):
        chosen = [(x, y, n) for x, y, n, is_most in counted if is_most == most]
        axes.scatter([x for x, _, _ in chosen], [y for _, y, _ in chosen], s=_BOX, marker=_WIDE, color=shade)
        words(axes, [(str(n), x, y) for x, y, n in chosen], "center", ink, size=BODY)
    if view.course:
        steps = [STEPS.index(claim.course) for claim in view.claims]
        axes.scatter(steps, range(len(steps)), s=_BOX, marker=_WIDE, facecolor="none", edgecolor=ORANGE, linewidth=4)
    _row_names(axes, [f"{claim.claim} {claim.statement}" for claim in view.claims])
    for step, name in enumerate(_HEADS):
        x = float(axes.transData.transform((step, 0))[0]) * DPI / figure.dpi
        words(figure, [(word, x, _HEADS_PX - 26 + 16 * row) for row, word in enumerate(name) if word], "center")
    found = _furthest(view.claims) if view.apart else _most_agreed(view.claims)
    framed = "; framed: the course" if view.course else ""
    heading(figure, found, f"Learners who gave each verdict, blue the most{framed}")
    told = "; ".join(_claim_words(claim, view.course) for claim in view.claims if sum(claim.counts))
    said = f"{found}. Verdicts of the room on {counted_words(len(view.claims), 'claim')}."
    return f"{said} {told}." if told else said


@drawn(height_in=4.6)
def draw_calibration(result: RoomCalibration, figure: Figure) -> str:
    """Draw the room's forecasts as one curve, and every learner's Brier score beside it."""
    told = calibration_plot.calibration_curve(result.pooled, figure, right=270)
    axes = add_plot(figure, left=566)
    scores = [score for score, _ in result.scores]
    spread = np.linspace(-0.45, 0.45, len(scores)) if len(scores) > 1 else np.zeros(len(scores))
    axes.plot(spread, scores, "o", color=BLUE, markersize=6, alpha=0.7)
    axes.axhline(0.25, color=GREY, linestyle=":")
    axes.set(xlim=(-0.6, 0.6), ylim=(0, max([0.55, *scores]) + 0.02), xticks=())
    name_y(axes, "Brier score, a dot each")
    if not scores:
        return told
    middle = f"{statistics.median(scores):.2f}, from {min(scores):.2f} to {max(scores):.2f}"
    who = "1 learner has" if len(scores) == 1 else f"{len(scores)} learners have"
    return (
        f"{told} {who} a Brier score of their own; the middle one is {middle} (less is better; dotted: a coin toss). "
        "Answers of one person hang together, so the room's intervals are too narrow."
    )


@drawn(height_in=5.0)
def draw_missed(missed: tuple[Missed, ...], figure: Figure) -> str:
    """Draw the items with the largest share of wrong answers."""
    axes = plot(figure, left=_NAMES_PX, right=86, top=76)
    axes.set(xlim=(0, 100), ylim=(max(len(missed), _ROWS) - 0.45, -0.55), yticks=())
    axes.set_xlabel("wrong at the first try (%)")
    for kind, colour, hatch in (("prediction", RED, ""), ("exercise", BLUE, "//")):
        chosen = [(y, each) for y, each in enumerate(missed) if each.kind == kind]
        if chosen:
            axes.barh([y for y, _ in chosen], [100 * each.share for _, each in chosen], color=colour, height=0.62,
                      hatch=hatch, edgecolor="white")  # fmt: skip
    _row_names(axes, [f"{each.item.partition('.')[0]} · {each.text}" for each in missed])
    ends = [(f"{each.wrong} of {each.of}", 100 * each.share + 1.5, y) for y, each in enumerate(missed)]
    words(axes, ends, "left", size=BODY)
    most = f"Most missed: {missed[0].wrong} of {missed[0].of} were wrong" if missed else "Too few answers yet"
    heading(figure, most, "Lesson and question; plain: predictions, hatched: exercises")
    told = "; ".join(f"{each.item} ({each.kind}): {each.wrong} of {each.of} wrong" for each in missed)
    return f"{most}. {f'Most missed first. {told}. ' if told else ''}Items with fewer than 3 answers are left out."


@drawn(height_in=5.0)
def draw_room_ideas(result: RoomIdeas, figure: Figure) -> str:
    """Draw for each idea the share of the room that was right before and after, and the mean gain with its interval."""
    shares, gain = plots(figure, (1, 0.36), left=240, gap=84)
    shares.set(xlim=(-4, 104), ylim=(max(len(result.rows), 5) - 0.4, -0.6), yticks=(), xlabel="right (%)")
    for y, row in enumerate(result.rows):
        shares.plot((100 * row.before, 100 * row.after), (y, y), color=LIGHT, linewidth=5, solid_capstyle="round")
        shares.plot(100 * row.before, y, "o", color=GREY, markersize=10)
        shares.plot(100 * row.after, y, "D", color=BLUE, markersize=9)
    names = [(row.name, -0.02, y) for y, row in enumerate(result.rows)]
    words(shares, names, "right", INK, shares.get_yaxis_transform(), size=BODY)
    if result.gain is not None:
        gain.vlines(0, *result.interval, color=BLUE, linewidth=4)
        gain.plot(0, result.gain, "D", color=BLUE, markersize=13)
    gain.axhline(0, color=INK, linewidth=0.8)
    gain.set(xlim=(-1, 1), ylim=(-10.5, 10.5), xticks=(), yticks=(-10, -5, 0, 5, 10))
    name_y(gain, "more right of ten")
    found = f"{minus(result.gain, '+.1f')} right answers of ten after the course" if result.gain is not None else (
        "Nobody has answered both times yet" if not result.learners else "Too few have answered both times yet"
    )  # fmt: skip
    who = counted_words(result.learners, "learner")
    heading(figure, found, f"{who}; dot before, diamond after; mean with 95% interval")
    told = "; ".join(f"{row.name}: {row.before:.0%} before, {row.after:.0%} after" for row in result.rows)
    return f"{found}. {result.words}{f' {told}.' if told else ''}"


def _furthest(claims: tuple[ClaimVerdicts, ...]) -> str:
    """The claim on which two learners are furthest apart; `claims` begin with it."""
    apart = claims[0].apart if claims else None
    if apart is None:
        return "Fewer than 2 have judged the same claim"
    steps = "1 step" if f"{apart:.1f}" == "1.0" else f"{apart:.1f} steps"
    return f"Most apart on {claims[0].claim}: two of us by {steps} on average"


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
