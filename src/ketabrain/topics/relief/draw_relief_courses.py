"""The race to relief: all published courses in grey, and those of one trial with their groups and uncertainty."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE
from ketabrain.engine.numerals import minus
from ketabrain.topics.relief.relief_courses import ArmCourse, Measure, ReliefCourses, TimeAxis

_LOOKS = {
    "ketamine": ("o", BLUE, "-"), "esketamine": ("D", ORANGE, "-"), "saline": ("s", GREY, "--"),
    "midazolam": ("v", PURPLE, "--"), "placebo spray": ("^", GREEN, "--"),
    "antidepressant": ("P", INK, "-."),
}  # fmt: skip
"""Marker, colour and dash of a kind of treatment; controls are dashed and open."""
_KEY = "● ketamine   ◆ esketamine   open: □ saline  ▽ midazolam  △ placebo spray  ✚ placebo spray, new tablet"
_LIMITS = {
    Measure.RESPONDERS: (0, 100), Measure.FREE_OF_SUICIDAL_THOUGHTS: (0, 100), Measure.POINTS_FALLEN: (-5, 30),
    Measure.POINTS_AHEAD: (-6, 16),
}  # fmt: skip
_LABELS = {
    Measure.RESPONDERS: "Responders (%)", Measure.FREE_OF_SUICIDAL_THOUGHTS: "Free of suicidal thoughts (%)",
    Measure.POINTS_FALLEN: "Fall of the MADRS (points)", Measure.POINTS_AHEAD: "Ahead of control (points)",
}  # fmt: skip
_LOG_HOURS = {2: "2 h", 4: "4 h", 24: "1 day", 72: "3 days", 168: "1 week", 336: "2 weeks", 672: "4 weeks"}
_DAYS = (0, 7, 14, 21, 28)
_FIRST_H, _LAST_H = 1.5, 1100.0


@drawn(height_in=5)
def race(result: ReliefCourses, figure: Figure) -> str:
    """Every group of every trial over time, the chosen trial in colour with 95% bars."""
    axes = panel(figure, left=0.105, right=0.975, bottom=0.13, top=0.84)
    others = [_line(course) for course in result.courses if course.trial != result.trial]
    axes.add_collection(
        LineCollection([list(zip(*line, strict=True)) for line in others], colors=LIGHT, linewidths=1.4)
    )
    xs, ys = ([x for line in others for x in line[i]] for i in (0, 1))
    axes.plot(xs, ys, "o", color=LIGHT, markersize=5, zorder=1)
    _draw(axes, result.chosen, 0.025 if result.axis is TimeAxis.LOGARITHMIC else 0.0)
    low, high = _LIMITS[result.measure]
    if low < 0:
        axes.axhline(0, color=INK, linewidth=1)
    axes.set(ylim=(low, high), ylabel=_LABELS[result.measure])
    if result.axis is TimeAxis.LOGARITHMIC:
        axes.set_xscale("log")
        axes.set_xticks(list(_LOG_HOURS), list(_LOG_HOURS.values()))
        axes.minorticks_off()
        axes.set_xlim(_FIRST_H, _LAST_H)
        axes.set_xlabel("Time after the first dose (logarithmic)")
    else:
        axes.set_xticks([24 * day for day in _DAYS], [f"{day}" for day in _DAYS])
        axes.set_xlim(-20, 24 * 29.5)
        axes.set_xlabel("Days after the first dose (linear)")
    words(axes, [(_KEY, -0.085, 1.045)], "left", INK, axes.transAxes)
    axes.set_title(f"{result.trial}: {_small(_LABELS[result.measure])}", x=-0.085, y=1.1)
    return _in_words(result)


def _draw(axes: Axes, courses: Sequence[ArmCourse], step: float) -> None:
    """Courses with their bars, all bars in one artist; `step` sets neighbours apart, so that no bar hides another."""
    bars: list[tuple[float, float, float, str]] = []
    for place, course in enumerate(courses):
        marker, colour, dash = _LOOKS[course.group]
        hours, values = _line(course)
        shifted = [hour * 10 ** ((place % 4 - 1.5) * step) for hour in hours]
        drug = course.role == "drug"
        axes.plot(
            shifted, values, color=colour, linestyle=dash, marker=marker, markersize=7.5, zorder=4,
            linewidth=1.8, markerfacecolor=colour if drug else PAPER,
            markeredgecolor=INK if drug else colour,
        )  # fmt: skip
        bars += [(x, point.low, point.high, colour) for x, point in zip(shifted, course.points, strict=True)]
    at, lows, highs, colours = zip(*bars, strict=True)
    axes.vlines(at, lows, highs, colors=colours, linewidth=1.5, alpha=0.6, zorder=3)


def _line(course: ArmCourse) -> tuple[list[float], list[float]]:
    return [point.hours for point in course.points], [point.value for point in course.points]


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def _in_words(result: ReliefCourses) -> str:
    told = "; ".join(_told(course, result) for course in result.chosen)
    return (
        f"{_LABELS[result.measure]} after the first dose, {result.trial}, {result.axis} time axis, value with 95% "
        f"interval. {told}. Trials differ in patients, doses and control, so courses of two trials are no race with "
        "one start."
    )


def _told(course: ArmCourse, result: ReliefCourses) -> str:
    unit = "" if result.unit == "points" else "%"
    points = ", ".join(
        f"{_when(point.hours)} {minus(round(point.value, 1))}{unit} ({minus(round(point.low, 1))} to "
        f"{minus(round(point.high, 1))})"
        for point in course.points
    )
    return f"{course.trial}, {course.arm} ({course.role}): {points}"


def _when(hours: float) -> str:
    return f"{hours:g} h" if hours < 24 else f"day {hours / 24:.3g}"
