"""Share of the drug left over a week and a half, for a model and two half-lives, the two-hour watch shaded."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import INK, LINES, ORANGE, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.two_hour_watch import FIRST_H, MODEL, WATCH_H, WEEK_AND_A_HALF_H, Watch

_AXIS_FROM_H = 0.45
"""Where the axis of hours begins: a little before the first that can be chosen, whose marks would hide its numbers."""
_TICKS = {2: "2", 6: "6", 24: "24", 72: "72", 252: "252"}
_NAMED = {
    MODEL: (0.12, "right", -6.0, -11.0),
    "examiner, longest": (0.42, "left", 14.0, 14.0),
    "esketamine spray": (0.62, "left", 10.0, 4.0),
}
"""Share left where the name of a curve stands, on which side, and pixels to the right and up from there."""


@drawn(height_in=4.2)
def what_is_left(result: Watch, figure: Figure) -> str:
    """Curves of what is left, the chosen hour marked."""
    axes = plot(figure, left=56, right=40, bottom=62)
    axes.axvspan(np.log10(_AXIS_FROM_H), np.log10(WATCH_H), color=tint(ORANGE, 0.25), linewidth=0)
    times = np.log10(result.times_h)
    for curve, name, (colour, dash) in zip(result.curves, result.left.names, LINES, strict=False):
        axes.plot(times, 100 * curve, color=colour, linestyle=dash)
        share, align, right, up = _NAMED[name]
        at = int(np.argmax(curve < share))
        for row, line in enumerate(name.split(", ")):
            direct(axes, line, times[at], 100 * curve[at], colour, align, right=right, up=up - 18 * row)
    x, highs = np.log10(result.hours), [float(each) for each in result.left.high]
    axes.axvline(x, color=RED, linewidth=3.5, zorder=1.5)
    axes.plot([x] * len(highs), [100 * each for each in highs], "D", color=RED, markeredgecolor=INK, markersize=10,
              clip_on=False)  # fmt: skip
    words(axes, [("watched", np.log10(FIRST_H) + 0.06, 3)], "left")
    axes.set(xlim=(np.log10(_AXIS_FROM_H), np.log10(result.times_h[-1])), ylim=(-4, 106), yticks=(0, 50, 100))
    axes.set_xticks([np.log10(hour) for hour in _TICKS], _TICKS.values())
    axes.set_xlabel("Hours after the dose (logarithmic)")
    name_y(axes, "% left, at most")
    low, high = _percent(min(highs)), _percent(max(highs))
    least = high if low == high else f"{low} to {high}"
    hours = counted(result.hours, "hour")
    heading(figure, f"After {hours} at most {least} is left", "model of the spray, and two published half-lives")
    told = ", ".join(
        f"{_percent(high)} ({name})"
        if _percent(low) == _percent(high)
        else f"{_percent(low)} to {_percent(high)} ({name})"
        for name, low, high in zip(result.left.names, map(float, result.left.low), highs, strict=True)
    )
    return (
        f"After {hours} this much is left at most: {told}. A week and a half is "
        f"{WEEK_AND_A_HALF_H:g} hours. “Spray in the blood” is the model of lesson 02, as a share of its peak; by one "
        "half-life early shares are upper bounds. The effect ends long before the drug is gone."
    )


def _percent(share: float) -> str:
    if share >= 0.01:
        return f"{100 * share:.0f}%"
    return f"{100 * share:.2f}%" if share >= 1e-4 else "less than 0.01%"
