"""A lead over the control with a curve laid beside it: points used, points held back, and how far the curve misses."""

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, PAPER
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.relief.relief_fit import Fit, PublishedLead

_SHORT = {"percentage points": "% points", "%": "% of the lead"}
_SEEN_FROM_H = 24
"""A shorter half-time of the onset lies on the axis and is told in words only."""


@drawn(height_in=4.4)
def fitted(result: Fit, figure: Figure) -> str:
    """Filled points are used, open ones held back."""
    axes = plot(figure)
    gap = result.gap
    days = gap.hours / 24
    reach = gap.reach
    axes.axhline(0, color=INK, linewidth=1)
    axes.vlines(days, gap.values - reach, gap.values + reach, color=GREY, linewidth=1.6)
    axes.plot(result.hours / 24, result.line, color=BLUE)
    for part, face in ((slice(None, result.used), INK), (slice(result.used, None), PAPER)):
        axes.plot(days[part], gap.values[part], "o", color=face, markeredgecolor=INK, markersize=9, markeredgewidth=1.6)
    top = float((gap.values + reach).max())
    axes.set_ylim(min(-0.12 * top, float((gap.values - reach).min()) * 1.1), 1.18 * top)
    axes.set_xlim(-0.02 * days.max(), 1.05 * days.max())
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 2.5, 5, 10]))
    axes.set_xlabel("Days after the first dose")
    upper = gap.values + reach
    last, at_end = result.used - 1, result.used == len(days)
    align, right = ("right", -6) if at_end else ("left", 8)
    direct(axes, "used", float(days[last]), float(upper[last]), INK, align, right=right, up=13 if at_end else 8)
    if result.used < len(days):
        direct(axes, "held back", float(days[-1]), float(upper[-1]), INK, "right", right=14, up=14)
    if result.onset_h > _SEEN_FROM_H:
        half = result.onset_h / 24
        axes.axvline(half, color=ORANGE, linewidth=2)
        direct(axes, f"half-time of growth: day {half:.2g}", half, 0, INK, right=8, up=-12)
    name_y(axes, f"Ahead of control ({_SHORT.get(gap.unit, gap.unit)})")
    bars = "" if not reach.any() else ", 95% intervals"
    heading(figure, _finding(result), f"{gap.name}{bars}; curve: {result.curve}, by least squares")
    return f"{_finding(result)}. {_in_words(result)}"


def _finding(result: Fit) -> str:
    """How far the curve misses what it has not seen; of the SSRIs what was there after a week."""
    held = len(result.gap.hours) - result.used
    if result.gap.name is PublishedLead.SSRIS:
        return f"After one week {result.gap.values[0]:.0f}% of the lead at six weeks is there"
    if result.misfit_held is None:
        return f"Nothing tests this curve: all {result.used} points are used"
    points = counted(held, "point")
    return f"The {points} held back {'is' if held == 1 else 'are'} missed by {result.misfit_held:.2g} {result.gap.unit}"


def _in_words(result: Fit) -> str:
    gap = result.gap
    points = "; ".join(
        f"hour {hour:g}: {minus(round(float(value), 1))}" for hour, value in zip(gap.hours, gap.values, strict=True)
    )
    fade = ""
    if result.fade_h is not None:
        fade = f", fading with a half-time of {counted(round(result.fade_h / 24, 1), 'day')}"
    held = (
        f"{result.misfit_held:.2f} on the {len(gap.hours) - result.used} held back"
        if result.misfit_held is not None
        else "no point is held back, so nothing tests it"
    )
    hours = counted(float(f"{result.onset_h:.3g}"), "hour")
    told = (
        f"{gap.name}, ahead of the control in {gap.unit}: {points}. Curve ({result.curve}, least squares): size "
        f"{result.size:.3g}, onset with a half-time of {hours}{fade}. Root-mean-square misfit "
        f"{result.misfit_used:.2f} on the {result.used} points used, {held}."
    )
    if result.asked > result.used:
        told += f" You asked for {result.asked} points, and there are {result.used}."
    if result.onset_unseen:
        told += " The onset ends at the earliest that we allow: no look was early enough to tell it."
    if result.used <= result.unknowns:
        told += (
            f" The curve may choose {result.unknowns} numbers and sees {result.used} points: it is drawn through them, "
            "which tests nothing, and other numbers would do as well."
        )
    if gap.name is PublishedLead.SSRIS:
        told += " The last point is 100% by definition, and neither has a printed error."
    return told
