"""Plasma after a drip against the steady levels at which volunteers stored new material worse."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plain_log_ticks, plot
from ketabrain.engine.draw.style import LINES, ORANGE
from ketabrain.topics.glutamate.memory_levels import MemoryLevels
from ketabrain.topics.shared.pharmacokinetics import TimeCourse

_LOWEST, _HIGHEST = 4.0, 1000.0
"""Ends of the logarithmic axis (ng/mL): beyond what any dose of the control leaves or reaches."""
_FIRST_RISE = 13.0
_ASIDE = 1.07
"""How many times above and below a level the time above it is drawn, so that the two bloods do not hide each other."""


def memory_levels(found: MemoryLevels, figure: Figure, began: MemoryLevels | None = None) -> str:
    """Plasma level of one drip in each blood, and for how long each is above the levels at which encoding suffered."""
    axes = plot(figure, right=176)
    for course in began.courses.values() if began is not None else ():
        draw_began(axes, 60 * course.times_h, _above_zero(course))
    for level in found.levels_ng_per_ml:
        axes.axhline(level, color=ORANGE, linewidth=1.3, linestyle=":")
    said = []
    for (name, course), (colour, dash), side in zip(found.courses.items(), LINES, (1, -1), strict=False):
        axes.plot(60 * course.times_h, _above_zero(course), color=colour, linestyle=dash)
        _name(axes, name, course, side, colour)
        above = list(zip(found.minutes_above[name], found.levels_ng_per_ml, strict=True))
        for minutes, level in above:
            _time_above(axes, course, level, _ASIDE**side, colour)
            text = f"{name}: {minutes:.0f} min > {level:g}"
            direct(axes, text, 60 * course.times_h[-1], level, colour, right=12, up=8 * side)
        said.append(f"{name}: " + ", ".join(f"{minutes:.0f} min above {level:g}" for minutes, level in above))
    first, course = next(iter(found.courses.items()))
    axes.set(xlim=(0, 60 * course.times_h[-1]), yscale="log", ylim=(_LOWEST, _HIGHEST))
    axes.set_xlabel("Minutes after the start")
    plain_log_ticks(axes.yaxis)
    name_y(axes, "Plasma ketamine, ng/mL (logarithmic)")
    (low, high), (longer, shorter) = found.levels_ng_per_ml, found.minutes_above[first]
    finding = f"{first.capitalize()}: {longer:.0f} min above {low:g} ng/mL, {shorter:.0f} min above {high:g}"
    heading(figure, finding, "Two models · dotted: held steady there, volunteers stored new items worse")
    return (
        f"{finding}. Minutes above the two steady levels at which volunteers stored new material worse (ng/mL), in "
        f"{course.times_h[-1]:g} h from the start of one drip – {'; '.join(said)}. The study held the level steady; a "
        "drip does not, so this is a guide. Thick lines at the two levels show from when to when each blood is above."
    )


def _name(axes: Axes, name: str, course: TimeCourse, side: int, colour: str) -> None:
    """Write a name above a course's peak (`side` 1), or beside its first rise (−1), where no other curve runs.

    `axes` shows minutes and ng/mL.
    """
    at = int(np.argmax(course.ketamine if side > 0 else course.ketamine >= _FIRST_RISE))
    direct(axes, name, 60 * course.times_h[at], course.ketamine[at], colour, right=9, up=9 if side > 0 else -4)


def _time_above(axes: Axes, course: TimeCourse, level: float, aside: float, colour: str) -> None:
    """A thick line along a level while the course is above it, moved by the factor `aside`; a gap while it is below.

    `axes` shows minutes and ng/mL, `level` is in ng/mL.
    """
    along = np.where(course.ketamine >= level, level * aside, np.nan)
    axes.plot(60 * course.times_h, along, color=colour, linewidth=5, alpha=0.55, solid_capstyle="butt")


def _above_zero(course: TimeCourse) -> Array:
    """The curve with a gap where there is no drug, which a logarithmic axis cannot show."""
    return np.where(course.ketamine > 0, course.ketamine, np.nan)
