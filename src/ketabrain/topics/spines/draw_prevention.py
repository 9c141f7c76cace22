"""Prevention in people: the shares of both arms, their difference, and what a trial of this size could have seen."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.proportions import POWER
from ketabrain.topics.spines.prevention import Prevention

_BLANK = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
"""Keeps the line at zero out of the words."""


@drawn(height_in=3.8)
def prevention(result: Prevention, figure: Figure) -> str:
    """Shares with the event (left), and the difference with the supposed benefit (right)."""
    left, right = panels(figure, (1, 1.25), left=0.1, right=0.97, bottom=0.17, top=0.86, gap=0.08)
    for x, arm, colour, shape in ((0, result.placebo, GREY, "s"), (1, result.ketamine, BLUE, "o")):
        low, high = (100 * share for share in arm.interval)
        left.vlines(x, low, high, color=colour, linewidth=3)
        left.plot(x, 100 * arm.share, shape, color=colour, markeredgecolor=INK, markersize=11)
        left.text(x + 0.1, 100 * arm.share, f"{100 * arm.share:.1f}%", fontsize=10.5, va="center")
    left.set_xticks([0, 1], [f"{arm.name}\n{arm.events} of {arm.people}" for arm in (result.placebo, result.ketamine)])
    left.set(xlim=(-0.5, 1.6), ylim=(0, 30), yticks=(0, 10, 20, 30), ylabel="With symptoms on day 3 (%)")
    left.set_title("People after an operation", x=-0.14)
    right.axvline(0, color=INK, linewidth=1)
    right.hlines(1, result.low, result.high, color=BLUE, linewidth=3)
    right.plot(result.difference, 1, "o", color=BLUE, markeredgecolor=INK, markersize=11)
    right.text(
        0, 1.25, f"found: {minus(round(result.difference, 1))} ({minus(round(result.low, 1))} to "
        f"{minus(round(result.high, 1))})", fontsize=10.5, ha="center", bbox=_BLANK,
    )  # fmt: skip
    right.plot(-result.benefit, 0, "v", color=ORANGE, markeredgecolor=INK, markersize=13)
    right.text(
        0, 0.25, f"supposed: found in {100 * result.power:.0f}% of such trials", fontsize=10.5, ha="center", bbox=_BLANK
    )
    right.text(-15.5, -0.55, "← prevents", fontsize=10, color=GREY)
    right.text(15.5, -0.55, "harms →", fontsize=10, color=ink(RED), ha="right")
    right.set(xlim=(-16, 16), ylim=(-0.7, 1.7), yticks=(), xticks=(-15, -10, -5, 0, 5, 10, 15))
    right.set_xlabel("Ketamine less placebo (percentage points)")
    return (
        f"{result.event.capitalize()}: {result.ketamine.events} of {result.ketamine.people} people with ketamine "
        f"({100 * result.ketamine.share:.1f}%), {result.placebo.events} of {result.placebo.people} with placebo "
        f"({100 * result.placebo.share:.1f}%). Difference {minus(round(result.difference, 1))} percentage points, 95% "
        f"interval {minus(round(result.low, 1))} to {minus(round(result.high, 1))}. "
        f"A true benefit of {counted(result.benefit, 'point')} would be found "
        f"in {100 * result.power:.0f}% of trials of this size"
        + (
            f"; {100 * POWER:.0f}% need {result.needed:,.0f} people in each of two equal arms."
            if result.benefit
            else ", by accident."
        )
    )
