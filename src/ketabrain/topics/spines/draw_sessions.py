"""How spines are counted: the same stretch of dendrite, session after session, and where on a neuron it lies."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BLUE, BODY, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, SMALL, ink
from ketabrain.topics.shared.draw_place import HEIGHT, where_we_are
from ketabrain.topics.spines.sessions import DAYS_APART, SESSIONS, Sessions

_HEIGHT_IN = 4.5
_FIRST, _PITCH = 138, 67
"""Where the branch of the first session lies, and from there to the next, in pixels."""
_LEFT, _STEP = 94, 31
"""The first place on the branch and the way to the next, in pixels."""
_LOST, _FORMED = 582, 672
"""Where the columns of numbers begin, in pixels."""
_BLOCK = 16
"""Pixels from the block of one spine that is counted to the next."""

_MUSHROOM = smooth(
    [(-3, 2), (-3, -16), (-12, -14), (-16, -28), (-8, -40), (8, -40), (16, -28), (12, -14), (3, -16), (3, 2)]
)
_THORN = Path([(-1.6, 0), (-1.6, -14), (-12, -26), (0, -40), (12, -26), (1.6, -14), (1.6, 0), (-1.6, 0)])
_LOOKS = {
    "kept": (_MUSHROOM, BLUE, PAPER, 0.6),
    "formed": (_THORN, GREEN, PAPER, 0.6),
    "lost": (_MUSHROOM, PAPER, GREY, 1.3),
    "overlooked": (_MUSHROOM, PAPER, INK, 1.3),
}
"""How a spine is drawn: its outline with the foot at 0, its face and the colour and width of its edge."""


@drawn(height_in=_HEIGHT_IN)
def sessions_so_far(result: Sessions, figure: Figure) -> str:
    """Draw every session so far with what is counted in it, and where on a neuron the branch is."""
    axes = canvas(figure)
    for session in range(1, SESSIONS + 1):
        _branch(axes, session, done=session <= result.session)
    for session in range(1, result.session + 1):
        _one_session(axes, result, session)
    days = [(f"day {DAYS_APART * number}", EDGE, _FIRST + _PITCH * number - 8) for number in range(SESSIONS)]
    words(axes, days[: result.session], "left", size=BODY)
    words(axes, days[result.session :], "left", ink(GREY), size=BODY)
    _heads_and_key(axes, missed=bool((result.there & ~result.seen).any()))
    where_we_are(figure, "branch", EDGE, DPI * _HEIGHT_IN - HEIGHT - EDGE)
    seen = int(result.seen[:, result.session - 1].sum())
    heading(figure, _finding(result), "The same branch every two days · illustration with invented spines")
    return _in_words(result, seen)


def _finding(result: Sessions) -> str:
    first, day = int(result.seen[:, 0].sum()), DAYS_APART * (result.session - 1)
    if result.session == 1:
        return f"Day {day}: {first} spines are seen, the start"
    return f"Day {day}: {result.kept_from_first} of the {first} first spines are seen"


def _branch(axes: Axes, session: int, *, done: bool) -> None:
    """A stretch of dendrite: it goes on at both ends, so it has none."""
    x = np.linspace(_LEFT - 22, _LEFT + 14 * _STEP + 22, 60)
    bend = 1.6 * np.sin(x / 41) + np.sin(x / 17)
    above, below = (_FIRST + _PITCH * (session - 1) + side + bend * way for side, way in ((-1, 1), (11, -0.7)))
    axes.fill_between(x, above, below, color=tint(BLUE, 0.14) if done else PAPER, linewidth=0, zorder=0.8)
    for edge in (above, below):
        axes.plot(x, edge, color=BLUE if done else LIGHT, linewidth=1.3, zorder=0.9)


def _one_session(axes: Axes, result: Sessions, session: int) -> None:
    now, y = result.seen[:, session - 1], _FIRST + _PITCH * (session - 1)
    none = np.zeros_like(now)
    formed, lost = (result.formed(session), result.lost(session)) if session > 1 else (none, none)
    missed = result.there[:, session - 1] & ~now
    found_again = formed & (result.there & ~result.seen)[:, max(session - 2, 0)]
    _halos(axes, np.flatnonzero(missed | found_again), y)
    for name, which in (("kept", now & ~formed), ("formed", formed), ("lost", lost & ~missed), ("overlooked", missed)):
        _spines(axes, [_LEFT + _STEP * place for place in np.flatnonzero(which)], y, name)
    words(
        axes, [("?", _LEFT + _STEP * place, y - 26) for place in np.flatnonzero(missed)], "center", size=BODY, bold=True
    )
    if session == 1:
        words(axes, [("the start", _LOST, y - 8)], "left", ink(GREY))
        return
    for x, count, percent, face, edge in (
        (_LOST, int(lost.sum()), result.percent(session)[1], PAPER, GREY),
        (_FORMED, int(formed.sum()), result.percent(session)[0], GREEN, GREEN),
    ):
        words(axes, [(f"{count}, {percent:.0f}%", x, y - 18)], "left", size=BODY)
        blocks = [_block(x + _BLOCK * at, y - 6, 12, 12) for at in range(count)]
        axes.add_collection(PathCollection(blocks, facecolors=face, edgecolors=edge, linewidths=1.2))


def _spines(axes: Axes, x: Sequence[float], y: float, name: str, scale: float = 1) -> None:
    """Spines of one look with their feet at x and y."""
    outline, face, edge, width = _LOOKS[name]
    paths = [outline.transformed(Affine2D().scale(scale).translate(each, y)) for each in x]
    axes.add_collection(
        PathCollection(paths, facecolors=face, edgecolors=edge, linewidths=width, zorder=0.95, label=name),
        autolim=False,
    )


def _halos(axes: Axes, places: NDArray[np.int_], y: float) -> None:
    """A patch behind a spine that is overlooked, and behind it when it is counted as formed."""
    halos = [_block(_LEFT + _STEP * place - 20, y - 46, 40, 62) for place in places]
    axes.add_collection(PathCollection(halos, facecolors=tint(ORANGE, 0.45), linewidths=0, zorder=0.7))


def _block(x: float, y: float, width: float, height: float) -> Path:
    return Path.unit_rectangle().transformed(Affine2D().scale(width, height).translate(x, y))


def _heads_and_key(axes: Axes, *, missed: bool) -> None:
    """The look of what is counted stands in the heads of its columns; what has no column stands below."""
    y = 84
    _spines(axes, [_LOST + 6], y + 10, "lost", 0.5)
    _spines(axes, [_FORMED + 6], y + 10, "formed", 0.5)
    words(axes, [("lost", _LOST + 20, y), ("formed", _FORMED + 20, y)], "left", size=SMALL)
    foot = DPI * _HEIGHT_IN - 30
    _spines(axes, [286], foot + 10, "kept", 0.5)
    words(axes, [("kept", 300, foot)], "left", size=SMALL)
    if missed:
        _spines(axes, [366], foot + 10, "overlooked", 0.5)
        words(axes, [("overlooked", 380, foot)], "left", size=SMALL)
    words(axes, [("% of those before", _LOST, foot)], "left", ink(GREY))


def _in_words(result: Sessions, seen: int) -> str:
    first = int(result.seen[:, 0].sum())
    counts = [
        f"session {session} (day {DAYS_APART * (session - 1)}): {result.formed(session).sum()} formed, "
        f"{result.lost(session).sum()} lost, "
        "{:.1f}% and {:.1f}% of those seen before".format(*result.percent(session))
        for session in range(2, result.session + 1)
    ]
    missed = int((result.there & ~result.seen)[:, : result.session].sum())
    counted = "; ".join(counts) or "nothing yet, the first session is the start"
    day = DAYS_APART * (result.session - 1)
    return (
        f"In session {result.session} of {SESSIONS}, day {day}, {result.kept_from_first} of the {first} first spines "
        f"are seen, and {seen} in all. Sessions are {DAYS_APART} days apart. Counted: {counted}. "
        f"Scoring: {result.scoring}; {missed} so far. A spine that is overlooked is counted as lost, and as formed "
        "when it is seen again. Three small pictures show where this is: on a branch of a neuron, which carries the "
        "spines. Illustration with invented spines, not to scale."
    )
