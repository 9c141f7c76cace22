"""The ladder of certainty: how far each of five reasons leads down from high, and what is on record for each."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, missing, rows
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.rating.grade import Certainty, Grade, Reason

_RECORD = 4.1
"""Where the tiles of the record begin, in rungs."""
_TILE = 0.42
"""Distance of two tiles, in rungs."""
_END = 6.35
_LOWEST = len(Certainty) - 1


@drawn(height_in=4.0)
def ladder(result: Grade, figure: Figure) -> str:
    """A line for every reason: its steps down the four rungs, and a tile for everything on record."""
    axes = rows(figure, [_capital(reason.domain) for reason in result.reasons] + ["Your rating"], left=142, bottom=20)
    rungs = list(Certainty)
    axes.set(xlim=(-0.55, _END), xticks=())
    axes.spines["bottom"].set_visible(False)
    axes.vlines(range(len(rungs)), -0.5, len(result.reasons) + 0.4, color=LIGHT, linewidth=1.2, zorder=0)
    _steps(axes, result)
    _tiles(axes, result.reasons)
    for place, level in enumerate(rungs):
        words(axes, [(level, place, -0.62)], "center", INK if level == result.level else ink(GREY),
              bold=level == result.level)  # fmt: skip
    words(axes, [("− for a step, + against", _RECORD - 0.2, -0.62)], "left", ink(GREY))
    steps = sum(reason.concern.steps for reason in result.reasons)
    heading(
        figure,
        f"{_capital(result.question)}: you rate {result.level}, after {counted(steps, 'step')}",
        "Randomised trials start at high; each reason can take one or two steps",
    )
    return _in_words(result, steps)


def _steps(axes: Axes, result: Grade) -> None:
    """The way down: a dot where each reason leaves you, with a bar for its steps, and your rating."""
    now, xs = 0, []
    for y, reason in enumerate(result.reasons):
        after = min(now + reason.concern.steps, _LOWEST)
        if after > now:
            axes.hlines(y, now, after, color=RED, linewidth=7, zorder=1)
        axes.vlines(after, y, y + 1, color=GREY, linewidth=1.2, zorder=0.5)
        xs.append((after, y, bool(reason.concern.steps)))
        now = after
    for down, colour in ((True, RED), (False, GREY)):
        here = [(x, y) for x, y, steps in xs if steps is down]
        axes.plot([x for x, _ in here], [y for _, y in here], "o", color=colour, markeredgecolor=PAPER, markersize=10,
                  linestyle="none")  # fmt: skip
    axes.plot(now, len(result.reasons), "D", color=INK, markersize=14, zorder=3)


def _tiles(axes: Axes, reasons: Sequence[Reason]) -> None:
    """A square for everything on record, in the order of the table below: minus for a step down, plus against it."""
    for down, face, letter in ((True, ORANGE, "−"), (False, BLUE, "+")):
        here = [
            (_RECORD + _TILE * place, y)
            for y, reason in enumerate(reasons)
            for place, (_, speaks_for_step) in enumerate(reason.record)
            if speaks_for_step is down
        ]
        x, y = [at for at, _ in here], [at for _, at in here]
        axes.plot(x, y, "s", color=face, markersize=22, markeredgecolor=PAPER, linestyle="none")
        axes.plot(x, y, marker=sign(letter), color=INK if down else PAPER, markersize=8, linestyle="none")
    missing(axes, [(y, "nothing") for y, reason in enumerate(reasons) if not reason.record], x=0.76)


def _capital(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"


def _in_words(result: Grade, steps: int) -> str:
    parts = [
        f"{_capital(result.question)}: your rating is {result.level}, after {counted(steps, 'step')} down from high.",
        "A line for each of five reasons.",
    ]
    for reason in result.reasons:
        record = " ".join(f"({'for a step' if down else 'against'}) {known}" for known, down in reason.record)
        parts.append(
            f"{reason.domain}: {counted(reason.concern.steps, 'step')}, {reason.concern}. "
            f"{record or 'Nothing on record.'}"
        )
    return " ".join(parts)
