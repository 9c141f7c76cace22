"""A spine and its synapse, and how spines are counted: the same stretch of dendrite, session after session."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, SMALL
from ketabrain.topics.spines.draw_spines import GONE, KEPT, NEW, SHAFT, plant_spines
from ketabrain.topics.spines.sessions import DAYS_APART, SESSIONS, Sessions


@drawn(height_in=4.6)
def sessions_so_far(result: Sessions, figure: Figure) -> str:
    """Draw one spine large at the left, and at the right every session so far with what is counted in it."""
    left, right = panels(figure, (1, 2.6), left=0.01, right=0.99, bottom=0.02, top=0.9, gap=0.025)
    _one_spine(left)
    _all_sessions(right, result)
    seen = int(result.seen[:, result.session - 1].sum())
    left.set_title(f"Session {result.session}, day {_day(result.session)}: {seen} spines seen", x=0.03)
    return _in_words(result, seen)


def _day(session: int) -> int:
    return DAYS_APART * (session - 1)


def _one_spine(axes: Axes) -> None:
    axes.set(xlim=(0, 10), ylim=(0, 20))
    axes.axis("off")
    axes.add_patch(Rectangle((0.3, 3), 9, 2.4, facecolor=SHAFT, linewidth=0))
    axes.add_patch(Rectangle((4.4, 5.2), 1.2, 4, facecolor=BLUE, linewidth=0))
    axes.add_patch(Ellipse((5, 10), 4.4, 4.2, facecolor=BLUE, linewidth=0))
    axes.add_patch(Ellipse((5, 15.4), 5, 4.6, facecolor=PAPER, edgecolor=GREEN, linewidth=2.5))
    for x, y in ((4.1, 14.9), (5.2, 15.7), (5.9, 14.6), (4.6, 16.5)):
        axes.add_patch(Circle((x, y), 0.42, facecolor=ORANGE, linewidth=0))
    for y, words in ((18.6, "axon ending"), (6.7, "spine"), (4.2, "dendrite")):
        axes.text(5 if y != 6.7 else 6.2, y, words, ha="center" if y != 6.7 else "left", va="center", fontsize=SMALL)
    axes.plot([5, 6.5], [12.6, 12.6], color=INK, linewidth=1)
    axes.text(6.6, 12.6, "synapse", va="center", fontsize=SMALL)
    axes.text(5, 1.5, "not to scale", ha="center", va="center", fontsize=SMALL, color=GREY)


def _all_sessions(axes: Axes, result: Sessions) -> None:
    axes.set(xlim=(-0.2, 20.6), ylim=(-0.75, SESSIONS - 0.15))
    axes.axis("off")
    places = 1.8 + np.arange(len(result.seen)) * 0.82
    for session in range(1, SESSIONS + 1):
        y = SESSIONS - session
        done = session <= result.session
        axes.hlines(y, 1.4, 13.7, color=SHAFT if done else LIGHT, linewidth=7, capstyle="round")
        axes.text(0.9, y, f"day {_day(session)}", ha="right", va="center", fontsize=SMALL, color=INK if done else GREY)
        if done:
            _one_session(axes, result, session, places, y)
    for x, name, look in ((2, "kept", KEPT), (5.6, "formed", NEW), (9.8, "lost", GONE)):
        plant_spines(axes, [x], [-0.62], look, size=34)
        axes.text(x + 0.4, -0.5, name, va="center", fontsize=SMALL)
    axes.text(20.5, -0.5, "illustration: invented spines", ha="right", va="center", fontsize=SMALL, color=GREY)


def _one_session(axes: Axes, result: Sessions, session: int, places: np.ndarray, y: float) -> None:
    now = result.seen[:, session - 1]
    none = np.zeros_like(now)
    formed, lost = (result.formed(session), result.lost(session)) if session > 1 else (none, none)
    for which, look in ((now & ~formed, KEPT), (formed, NEW), (lost, GONE)):
        plant_spines(axes, places[which], np.full(which.sum(), y + 0.06), look, size=44)
    missed = places[result.there[:, session - 1] & ~now]
    axes.plot(missed, np.full(missed.size, y + 0.27), linestyle="none", marker=sign("?"), markersize=9, color=INK,
              markeredgewidth=0)  # fmt: skip
    if session == 1:
        words = f"{now.sum()} spines: the start"
    else:
        gained, gone = result.percent(session)
        words = f"formed {formed.sum()} ({gained:.0f}%)\nlost {lost.sum()} ({gone:.0f}%)"
    axes.text(14.2, y + 0.12, words, va="center", fontsize=SMALL, linespacing=1.3)


def _in_words(result: Sessions, seen: int) -> str:
    first = int(result.seen[:, 0].sum())
    counts = [
        f"session {session} (day {_day(session)}): {result.formed(session).sum()} formed, "
        f"{result.lost(session).sum()} lost, "
        "{:.1f}% and {:.1f}% of those seen before".format(*result.percent(session))
        for session in range(2, result.session + 1)
    ]
    missed = int((result.there & ~result.seen)[:, : result.session].sum())
    counted = "; ".join(counts) or "nothing yet, the first session is the start"
    return (
        f"A spine on its dendrite faces an axon ending across the synapse. Session {result.session} of {SESSIONS}, "
        f"{DAYS_APART} days apart: {seen} spines are seen, {result.kept_from_first} of the {first} of the first "
        f"session among them. Counted: {counted}. "
        f"Scoring: {result.scoring}; {missed} so far. A spine that is overlooked is counted as lost, and as formed "
        "when it is seen again. Illustration with invented spines, not to scale."
    )
