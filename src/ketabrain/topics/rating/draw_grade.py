"""The ladder of certainty: four rungs, the steps down for five reasons, and what is on record for each."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, SMALL, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.rating.grade import Certainty, Grade, Reason

_LEFT, _WIDTH, _GAP, _RUNG_Y, _RUNG_HEIGHT = 20.0, 172.0, 10.0, 62.0, 34.0
"""Rungs in pixels."""
_LINE = 17.0
"""Height of a line of text in pixels."""
_COLOURS = dict(zip(Certainty, (GREEN, BLUE, ORANGE, RED), strict=True))


@drawn(height_in=5.8)
def ladder(result: Grade, figure: Figure) -> str:
    """Rungs with the ratings on them, below them the five reasons."""
    axes = canvas(figure, 0.925, 536)
    _rung(axes, result)
    y = 128.0
    told: dict[str, list[tuple[str, float, float]]] = {INK: [], GREY: []}
    tops = []
    for reason in result.reasons:
        tops.append(y - 15)
        y = _reason(axes, reason, y, told) + 12
    axes.hlines(tops, _LEFT, 740, color=LIGHT, linewidth=1)
    for colour, lines in told.items():
        words(axes, lines, "left", colour)
    axes.set_title(f"{result.question[0].upper()}{result.question[1:]}: your rating is {result.level}", x=0.02, y=1.005)
    return _in_words(result)


def _rung(axes: Axes, result: Grade) -> None:
    names = []
    for place, level in enumerate(Certainty):
        x = _LEFT + place * (_WIDTH + _GAP)
        face = _COLOURS[level] if level == result.level else PAPER
        axes.add_patch(Rectangle((x, _RUNG_Y), _WIDTH, _RUNG_HEIGHT, facecolor=face, alpha=0.45, linewidth=0))
        axes.add_patch(Rectangle((x, _RUNG_Y), _WIDTH, _RUNG_HEIGHT, facecolor="none", edgecolor=GREY, linewidth=1.2))
        you = "  ◀ you" if level == result.level else ""
        names.append((level + you, x + _WIDTH / 2, _RUNG_Y + _RUNG_HEIGHT / 2))
    words(axes, names, "center")
    words(axes, [("Randomised trials start here ↓", _LEFT, 18.0)], "left", GREY)


def _reason(axes: Axes, reason: Reason, y: float, told: dict[str, list[tuple[str, float, float]]]) -> float:
    """A reason with its steps from `y` down; its record is added to what is `told` in each colour, for many lines in
    one artist draw faster. Returns where it ends.
    """
    steps = "▼" * reason.concern.steps or "–"
    axes.text(_LEFT, y, f"{reason.domain}: {reason.concern} {steps}", fontsize=SMALL, va="center", weight="bold",
              color=ink(RED) if reason.concern.steps else INK)  # fmt: skip
    record = [(f"{'−' if down else '+'} {known}", INK) for known, down in reason.record]
    if not record:
        record = [("Nothing on record.", GREY)]
    for line, colour in record:
        y += _LINE
        told[colour].append((line, _LEFT, y))
    return y + _LINE


def _in_words(result: Grade) -> str:
    parts = [f"{result.question}: five reasons to step down from high; your rating is {result.level}."]
    for reason in result.reasons:
        record = " ".join(f"({'for a step' if down else 'against'}) {known}" for known, down in reason.record)
        parts.append(
            f"{reason.domain}: {counted(reason.concern.steps, 'step')}, {reason.concern}. "
            f"{record or 'Nothing on record.'}"
        )
    return " ".join(parts)
