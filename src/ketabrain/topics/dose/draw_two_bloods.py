"""One dose as an artery and a vein show it, and the ratio of the two."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.transforms import Affine2D

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import BOTTOM, TOP, above, direct, heading, name_y, plain_log_ticks, plot
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, BODY, DPI, GREY, INK, RED, WIDTH_IN, ink
from ketabrain.topics.dose.two_bloods import TwoBloods
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, TimeCourse

_LOOKS = {"artery": (BLUE, "-"), "vein": (RED, "--")}
_LEVELS, _HIGHEST_RATIO = (5.0, 2000.0), 5.0
"""Ends of the logarithmic axis (ng/mL) and of the ratio, from the shortest drip to the longest."""
_BESIDE, _RATIO_PX = 318, 224.0
"""Pixels right of the levels for the ratio with its numbers, and its length."""
_UNDER_MIN = 60.0
"""How long after its peak a name lies below all curves (min)."""


@drawn(height_in=4.2)
def artery_and_vein(result: TwoBloods, figure: Figure, began: TwoBloods | None = None) -> str:
    """All courses on the left, artery over vein on the right."""
    axes = plot(figure, left=70, right=_BESIDE)
    _levels(axes, result, began)
    _ratio(axes, DPI * figure.get_size_inches()[1] - TOP - BOTTOM, result, began)
    grey = " · grey: where you began" if began is not None else ""
    heading(
        figure,
        f"The artery's peak is {result.peak_ratio:.1f} times the vein's",
        f"One dose, models · thin: a second model of each blood{grey}",
    )
    return (
        f"The artery's peak is {result.peak_ratio:.1f} times the vein's: {result.artery.peak:,.0f} against "
        f"{result.vein.peak:,.0f} ng/mL, each by a model of that blood. From "
        f"{MIXING_MIN:.0f} min on, the arterial value is {result.ratio.max():.1f} times the venous one at most and "
        f"{result.ratio[-1]:.2f} times at the end, {result.mixed_min[-1]:.0f} min after the start.{_others(result)}"
    )


def _levels(axes: Axes, result: TwoBloods, began: TwoBloods | None) -> None:
    """The curves of both bloods on a logarithmic axis, thick those that are divided, their peaks in words."""
    minutes = 60 * result.artery.times_h
    axes.set(xlabel="Minutes after the start", xlim=(0, minutes[-1]), yscale="log", ylim=_LEVELS)
    axes.set_xticks(np.arange(0, minutes[-1] + 1, 60))
    plain_log_ticks(axes.yaxis)
    name_y(axes, "Plasma, ng/mL (logarithmic)")
    if began is not None:
        for course in (began.artery, began.vein):
            began_curve(axes, minutes, _after_mixing(course))
    for name, course in result.courses.items():
        blood = name.partition(",")[0]
        colour, dash = _LOOKS[blood]
        axes.plot(minutes, _after_mixing(course), color=colour, linestyle=dash, linewidth=2.2 if name == blood else 1.1)
        if name == blood:
            axes.plot(60 * course.peak_time_h, course.peak, "o", color=colour, markersize=7)
    levels = np.array([course.ketamine for course in result.courses.values()])
    if began is not None:
        levels = np.vstack([levels, began.artery.ketamine, began.vein.ketamine])
    peak_min = 60 * result.artery.peak_time_h
    after = (minutes >= peak_min) & (minutes <= peak_min + _UNDER_MIN)
    direct(axes, _peaks(result, "artery"), peak_min, levels.max(), BLUE, right=-10, up=12)
    direct(axes, _peaks(result, "vein"), peak_min, levels[:, after].min(), RED, right=4, up=-14)


def _ratio(axes: Axes, high: float, result: TwoBloods, began: TwoBloods | None) -> None:
    """Right of the curves artery over vein, shaded above and below 1, on an axis of its own, `high` pixels."""
    # Axes of matplotlib would take as long again to draw as the curves, most of it for ticks.
    end = float(result.mixed_min[-1])
    left = WIDTH_IN * DPI - 70 - _BESIDE + 62
    scale = Affine2D().scale(_RATIO_PX / end, high / _HIGHEST_RATIO).translate(left, -high)
    place = scale + above(axes)
    minutes, ratio = result.mixed_min, result.ratio
    for where, colour, share in ((ratio >= 1, BLUE, 0.22), (ratio < 1, RED, 0.35)):
        part = np.where(where, ratio, 1.0)
        corners = [*zip(minutes, part, strict=True), (end, 1), (minutes[0], 1)]
        axes.add_patch(Polygon(corners, color=colour, alpha=share, linewidth=0, transform=place, clip_on=False))
    if began is not None:
        axes.plot(began.mixed_min, began.ratio, color=BEGAN, linewidth=1.4, transform=place, clip_on=False)
    axes.plot((0, end), (1, 1), color=INK, linewidth=1, transform=place, clip_on=False)
    axes.plot(minutes, ratio, color=INK, transform=place, clip_on=False)
    axis = LineCollection([[(0, _HIGHEST_RATIO), (0, 0)], [(0, 0), (end, 0)]], colors=GREY, linewidths=0.8,
                          transform=place, clip_on=False)  # fmt: skip
    axes.add_collection(axis, autolim=False)
    numbers = [(f"{y:g}", -8, y / _HIGHEST_RATIO * high - high) for y in range(6)]
    moved = Affine2D().translate(left, 0) + above(axes)
    words(axes, numbers, "right", INK, moved)
    words(axes, [(f"{x:g}", x / end * _RATIO_PX, -high - 16) for x in (0.0, 60.0, 120.0, end)], "center", INK, moved)
    words(axes, [("Artery ÷ vein", 0, 14)], "left", ink(GREY), moved)
    words(axes, [("Minutes", _RATIO_PX / 2, -high - 35)], "center", INK, moved, size=BODY)
    words(axes, [("artery higher", 60, 2.2)], "left", ink(BLUE), place)
    words(axes, [("vein higher", end, 0.6)], "right", ink(RED), place)


def _after_mixing(course: TimeCourse) -> np.ndarray:
    """Levels from the minute on from which the models can be believed."""
    return np.where(60 * course.times_h >= MIXING_MIN, course.ketamine, np.nan)


def _peaks(result: TwoBloods, blood: str) -> str:
    """The peaks of one blood by all its models."""
    peaks = [f"{course.peak:,.0f}" for name, course in result.courses.items() if name.partition(",")[0] == blood]
    return f"{blood}: {' and '.join(peaks)}"


def _others(result: TwoBloods) -> str:
    """The peaks of the courses that are not divided."""
    peaks = [f"{name} {course.peak:,.0f}" for name, course in result.courses.items() if name not in ("artery", "vein")]
    return f" Peaks of the other models, ng/mL: {', '.join(peaks)}." if peaks else ""
