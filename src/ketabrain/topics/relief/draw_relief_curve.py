"""One course of relief with three questions on it: when do drug and control part, how far, and when do they meet?"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as where_it_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.relief.draw_small_panels import set_apart
from ketabrain.topics.relief.relief_curve import NOTICED_POINTS, ThreeQuestions

_TICKS = {1: "1 h", 4: "4 h", 24: "1 d", 168: "7 d", 672: "28 d"}
_FIRST_H, _LAST_H = 0.25, 1000.0
_HIGHEST, _BAR, _TOP = 25, 28, 30
"""The largest fall that the controls allow, the height of the bar from onset to end, and the top of the axis."""
_NAMES_FIT = 20
"""Up to this fall the size is written above its arrow, from there on beside it."""
_EARLY_H, _LATE_H = 1.2, 150.0
"""Outside these hours a label stands on the inner side of its line, for there is no room on the outer."""
_APART = 1.7
"""Least points between two names at the right."""


@drawn(height_in=4.4)
def relief_curve(result: ThreeQuestions, figure: Figure, began: ThreeQuestions | None = None) -> str:
    """Falls of drug and control over time, the lead shaded between them, and a bar from its onset to its end."""
    axes = plot(figure, right=144)
    axes.set(xscale="log", xlim=(_FIRST_H, _LAST_H), ylim=(0, _TOP), yticks=range(0, _HIGHEST + 1, 5))
    axes.set_xticks(list(_TICKS), list(_TICKS.values()))
    axes.minorticks_off()
    axes.set_xlabel("Time after the dose (logarithmic)")
    ends = {"drug": (float(result.drug[-1]), BLUE), "control": (float(result.control[-1]), GREY)}
    if began is not None:
        where_it_began(axes, began.hours, began.drug)
        ends["where you began"] = (float(began.drug[-1]), GREY)
    axes.fill_between(result.hours, result.control, result.drug, color=LIGHT)
    axes.plot(result.hours, result.control, color=GREY, linestyle="--")
    axes.plot(result.hours, result.drug, color=BLUE)
    places = set_apart([end for end, _ in ends.values()], _APART)
    for (name, (_, colour)), y in zip(ends.items(), places, strict=True):
        direct(axes, name, _LAST_H, y, colour, right=10)
    _clock(axes, result)
    _size(axes, result)
    name_y(axes, "Fall of the score (points)")
    heading(figure, _finding(result), "Illustration: the shape is chosen, not measured")
    return _in_words(result)


def _clock(axes: Axes, result: ThreeQuestions) -> None:
    """A bar for as long as the lead is large enough to be noticed, with a line down to the curve at either end."""
    if result.onset_h is None:
        return
    end = _LAST_H if result.end_h is None else result.end_h
    axes.hlines(_BAR, result.onset_h, end, color=ORANGE, linewidth=7)
    inner = result.onset_h < _EARLY_H
    axes.vlines(result.onset_h, 0, _BAR, color=ORANGE, linewidth=1.6)
    direct(axes, f"1 onset: {_short(result.onset_h)}", result.onset_h, _BAR - 2, INK, "left" if inner else "right",
           right=6 if inner else -6)  # fmt: skip
    if result.end_h is None:
        axes.plot(_LAST_H, _BAR, ">", color=ORANGE, markersize=11, clip_on=False)
        return
    axes.vlines(end, 0, _BAR, color=ORANGE, linewidth=1.6, linestyle=":")
    inner = end > _LATE_H
    direct(axes, f"3 end: {_short(end)}", end, _BAR - 2, INK, "right" if inner else "left", right=-6 if inner else 6)


def _size(axes: Axes, result: ThreeQuestions) -> None:
    """The largest lead as an arrow with its number."""
    base, top = result.control_at_peak, result.control_at_peak + result.peak
    arrow = {"arrowstyle": "<->", "color": RED, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (result.peak_h, top), (result.peak_h, base), arrowprops=arrow)
    said = f"2 size: {result.peak:.2g}"
    if top > _NAMES_FIT:
        direct(axes, said, result.peak_h, (base + top) / 2, INK, right=8)
    else:
        early = result.peak_h < _EARLY_H
        direct(axes, said, result.peak_h, top, INK, "left" if early else "center", right=8 if early else 0, up=12)


def _finding(result: ThreeQuestions) -> str:
    """The answers to the three questions in one line."""
    if result.onset_h is None:
        return f"Never ahead by {NOTICED_POINTS:g} points: {result.peak:.2g} at most"
    end = "and still so at the end" if result.end_h is None else f"to {_short(result.end_h)}"
    return f"Ahead by {NOTICED_POINTS:g} points from {_short(result.onset_h)} {end}; {result.peak:.2g} at most"


def _short(hours: float) -> str:
    return f"{hours:.2g} h" if hours < 48 else f"day {hours / 24:.2g}"


def _in_words(result: ThreeQuestions) -> str:
    if result.onset_h is None:
        clock = f"The lead never reaches {NOTICED_POINTS:g} points: no onset and no end can be told."
    else:
        end = "in the weeks drawn it stays above"
        if result.end_h is not None:
            end = f"it falls below again after {_when(result.end_h)}"
        clock = f"The lead passes {NOTICED_POINTS:g} points after {_when(result.onset_h)} (onset); {end} (duration)."
    return (
        f"In this illustration the drug is {_small(_finding(result))}. "
        f"Illustration: the shape is chosen, not measured (onset "
        f"{counted(result.onset_half_time_h, 'hour')}, size {counted(result.size_points, 'point')}, fading "
        f"{counted(result.fade_half_time_days, 'day')}, placebo {counted(result.placebo_points, 'point')}). "
        f"{clock} It is largest, {result.peak:.2f} points, after {_when(result.peak_h)} (size). The control has then "
        f"fallen by {result.control_at_peak:.2f} points, in the end by {result.control[-1]:.2f}."
    )


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def _when(hours: float) -> str:
    return counted(float(f"{hours:.3g}"), "hour") if hours < 48 else counted(float(f"{hours / 24:.3g}"), "day")
