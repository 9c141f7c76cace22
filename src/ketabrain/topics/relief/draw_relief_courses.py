"""The race to relief: one trial large, with its control and uncertainty, and every other trial small beside it."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, PAPER, WIDTH_IN, ink, pale
from ketabrain.engine.numerals import minus
from ketabrain.topics.relief.draw_small_panels import Small, in_columns, set_apart, write_names
from ketabrain.topics.relief.relief_courses import ArmCourse, Measure, ReliefCourses, TimeAxis

_HIGH = 470
"""Height of the picture in pixels."""
_LIMITS = {
    Measure.RESPONDERS: (0, 100), Measure.FREE_OF_SUICIDAL_THOUGHTS: (0, 100), Measure.POINTS_FALLEN: (-5, 30),
    Measure.POINTS_AHEAD: (-6, 16),
}  # fmt: skip
_LABELS = {
    Measure.RESPONDERS: "Responders (%)", Measure.FREE_OF_SUICIDAL_THOUGHTS: "Free of suicidal thoughts (%)",
    Measure.POINTS_FALLEN: "Fall of the MADRS (points)", Measure.POINTS_AHEAD: "Ahead of control (points)",
}  # fmt: skip
_LOG_TICKS = {2: "2 h", 24: "1 d", 168: "7 d", 672: "28 d"}
_DAYS = {0: "0", 168: "7", 336: "14", 504: "21", 672: "28"}
_LOG_ENDS, _LINEAR_ENDS = (1.5, 1100.0), (-30.0, 710.0)
"""Ends of the time axes in hours."""
_LARGE = {"left": 52.0, "bottom": 404.0, "width": 250.0, "height": 306.0}
_COLUMNS, _FEWEST_ROWS = (450.0, 599.0), 3
_BESIDE = {"width": 132.0, "top": 84.0, "height": 336.0}
"""The large panel, and the two columns of small ones beside it, in pixels."""
_MARK = {"ketamine": "o", "esketamine": "D"}
_STEP = 5.0
"""Pixels from one group to the next at the same time, in the large panel."""
_APART = 16.0
"""Least pixels between two names in the large panel."""


@drawn(height_in=_HIGH / 100)
def race(result: ReliefCourses, figure: Figure) -> str:
    """The chosen trial large, the others small at the same scale; the drug filled, its control open and dashed."""
    axes = canvas(figure)
    panels = places_of_trials(result)
    ticks = _LOG_TICKS if result.axis is TimeAxis.LOGARITHMIC else _DAYS
    _frames(axes, panels, result, list(ticks))
    for trial, panel in panels.items():
        own = [course for course in result.courses if course.trial == trial]
        _courses(axes, own, panel, chosen=trial == result.trial)
    _names(axes, result, panels[result.trial])
    _scales(axes, panels, result, ticks)
    finding, sentence = _finding(result)
    heading(figure, finding, f"{_LABELS[result.measure]}, with 95% intervals; published data")
    return f"{sentence} {_in_words(result)}"


def places_of_trials(result: ReliefCourses) -> dict[str, Small]:
    """Where each trial stands: the chosen one first and large, the others in two columns, always in one order."""
    logarithmic, y_ends = result.axis is TimeAxis.LOGARITHMIC, _LIMITS[result.measure]
    x_ends = _LOG_ENDS if logarithmic else _LINEAR_ENDS
    others = [trial for trial in dict.fromkeys(each.trial for each in result.courses) if trial != result.trial]
    large = Small(**_LARGE, x_ends=x_ends, y_ends=y_ends, logarithmic=logarithmic)
    rows = max(_FEWEST_ROWS, -(-len(others) // len(_COLUMNS)))
    return {result.trial: large} | in_columns(
        others, _COLUMNS, **_BESIDE, rows=rows, x_ends=x_ends, y_ends=y_ends, logarithmic=logarithmic
    )


def _frames(axes: Axes, panels: Mapping[str, Small], result: ReliefCourses, ticks: Sequence[float]) -> None:
    """All axes, and a thin line where nothing has changed if the scale runs below it, in one artist each."""
    frames = [segment for panel in panels.values() for segment in panel.frame(ticks)]
    axes.add_collection(LineCollection(frames, colors=GREY, linewidths=0.8))
    if _LIMITS[result.measure][0] < 0:
        zeros = [panel.line(panel.x_ends, 0) for panel in panels.values()]
        axes.add_collection(LineCollection(zeros, colors=pale(GREY), linewidths=1))


def _courses(axes: Axes, courses: Sequence[ArmCourse], panel: Small, *, chosen: bool) -> None:
    """Every group of a trial; neighbours stand some pixels apart, so that no bar hides another."""
    step, size, strength = (_STEP, 7.5, 1.0) if chosen else (_STEP / 2, 4.5, 0.75)
    bars: list[Array] = []
    colours: list[str] = []
    for place, course in enumerate(courses):
        drug = course.role == "drug"
        colour = BLUE if drug else GREY
        hours = [point.hours for point in course.points]
        line = panel.line(hours, [point.value for point in course.points])
        line[:, 0] += step * (place - (len(courses) - 1) / 2)
        axes.plot(
            *line.T, color=colour, linestyle="-" if drug else "--", marker=_MARK[course.group] if drug else "s",
            markersize=size, markerfacecolor=colour if drug else PAPER, markeredgecolor=PAPER if drug else colour,
            markeredgewidth=0.7 if drug else 1.4, linewidth=2 if chosen else 1.4, alpha=strength, zorder=4,
        )  # fmt: skip
        for (x, _), point in zip(line, course.points, strict=True):
            low, high = panel.y([point.low, point.high])
            bars.append(((x, low), (x, high)))  # type: ignore[arg-type]  # a segment is two points
            colours.append(colour)
    axes.add_collection(LineCollection(bars, colors=colours, linewidths=1.5 if chosen else 1, alpha=0.55 * strength))


def _names(axes: Axes, result: ReliefCourses, panel: Small) -> None:
    """Each group of the chosen trial at the end of its line."""
    last = [course.points[-1] for course in result.chosen]
    ys = set_apart([float(panel.y(point.value)) for point in last], _APART)
    beside = 10 + _STEP * (len(last) - 1) / 2
    for role, colour in (("drug", BLUE), ("control", ink(GREY))):
        lines = [
            (course.arm, float(panel.x(point.hours)) + beside, y)
            for course, point, y in zip(result.chosen, last, ys, strict=True)
            if course.role == role
        ]
        words(axes, lines, "left", colour)


def _scales(axes: Axes, panels: Mapping[str, Small], result: ReliefCourses, ticks: Mapping[int, str]) -> None:
    """Numbers at the large panel, names above the small ones, and what is the same in all below them."""
    big = panels[result.trial]
    low, high = _LIMITS[result.measure]
    levels = [level for level in (0, 25, 50, 75, 100) if low <= level <= high] if high == 100 else range(0, high + 1, 5)
    words(axes, [(f"{level}", big.left - 8, float(big.y(level))) for level in levels])
    words(axes, [(name, float(big.x(hour)), big.bottom + 16) for hour, name in ticks.items()], "center")
    label = "Time after the first dose (logarithmic)" if big.logarithmic else "Days after the first dose (linear)"
    words(axes, [(label, big.left + big.width / 2, big.bottom + 42)], "center")
    write_names(axes, {name: panel for name, panel in panels.items() if name != result.trial})
    key = "● ketamine  ◆ esketamine  □ control"
    words(axes, [(key, 100 * WIDTH_IN - EDGE, big.bottom + 42)], "right", ink(GREY))


def _finding(result: ReliefCourses) -> tuple[str, str]:
    """How far drug and control were at the first look, as a line for the picture and as a sentence."""
    first = min(point.hours for course in result.chosen for point in course.points)
    drug, control = (
        [
            point.value
            for course in result.chosen
            if course.role == role
            for point in course.points
            if point.hours == first
        ]
        for role in ("drug", "control")
    )
    when, points = f"{result.trial}, {_when(first)}:", result.unit == "points"
    if result.measure is Measure.POINTS_AHEAD:
        return f"{when} {_span(drug)} points ahead of the control", (
            f"In {result.trial} the drug's group was {_span(drug)} points ahead of its control at the first look "
            f"({_when(first)})."
        )
    unit = "" if points else "%"
    beside = f"{_span(control)}{unit} with its control" if control else "no control printed"
    sentence = {
        Measure.RESPONDERS: f"{_span(drug)}% with the drug had responded",
        Measure.FREE_OF_SUICIDAL_THOUGHTS: f"{_span(drug)}% with the drug were free of suicidal thoughts",
        Measure.POINTS_FALLEN: f"scores had fallen by {_span(drug)} points with the drug",
    }[result.measure]
    return f"{when} {_span(drug)}{' points' if points else '%'} with the drug, {beside}", (
        f"In {result.trial} {sentence} at the first look ({_when(first)}), {beside}."
    )


def _span(values: Sequence[float]) -> str:
    """One value, or the lowest and highest, in two digits."""
    low, high = (minus(float(f"{each:.2g}")) for each in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def _in_words(result: ReliefCourses) -> str:
    told = "; ".join(_told(course, result) for course in result.chosen)
    beside = ", ".join(dict.fromkeys(course.trial for course in result.courses if course.trial != result.trial))
    return (
        f"{_LABELS[result.measure]} after the first dose, {result.trial}, {result.axis} time axis, value with 95% "
        f"interval. {told}. Small beside it, at the same scale: {beside}. Trials differ in patients, doses and "
        "control, so courses of two trials are no race with one start."
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
