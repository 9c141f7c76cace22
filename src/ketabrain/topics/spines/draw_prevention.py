"""Prevention in people: the shares of all arms, their differences, and what a trial of this size could have seen."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PAPER, RED, SMALL, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.proportions import POWER
from ketabrain.topics.spines.prevention import Prevention, PreventionArms, PreventionTrial

_BLANK = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
"""Keeps the line at zero out of the words."""
_LOOKS = {PreventionTrial.OPERATION: (BLUE, "o"), PreventionTrial.CHILDBIRTH: (GREEN, "D")}


@drawn(height_in=3.8)
def prevention(result: Prevention, figure: Figure) -> str:
    """Shares with the event in both trials (left), and their differences with the supposed benefit (right)."""
    left, right = panels(figure, (1.2, 1.05), left=0.1, right=0.98, bottom=0.2, top=0.86, gap=0.07)
    ticks = []
    for place, arms in enumerate(result.both):
        colour, shape = _LOOKS[arms.trial]
        for x, arm, face, mark in (
            (2.4 * place, arms.placebo, GREY, "s"),
            (2.4 * place + 1.1, arms.drug, colour, shape),
        ):
            low, high = (100 * share for share in arm.interval)
            left.vlines(x, low, high, color=face, linewidth=3)
            left.plot(x, 100 * arm.share, mark, color=face, markeredgecolor=INK, markersize=11)
            left.text(x + 0.2, 100 * arm.share, f"{100 * arm.share:.1f}%", fontsize=SMALL, va="center")
            ticks.append((x, f"{arm.name}\n{arm.events} of {arm.people}"))
        left.text(2.4 * place + 0.65, 38, arms.trial, fontsize=SMALL, ha="center", color=ink(colour))
    left.set_xticks([x for x, _ in ticks], [name for _, name in ticks], fontsize=SMALL)
    left.set(xlim=(-0.6, 4.4), ylim=(0, 42), yticks=(0, 10, 20, 30), ylabel="With low mood (%)")
    left.set_title("One dose to prevent low mood", x=-0.13)
    right.axvline(0, color=INK, linewidth=1)
    for y, arms in zip((2, 1), result.both, strict=True):
        colour, shape = _LOOKS[arms.trial]
        right.hlines(y, arms.low, arms.high, color=colour, linewidth=3)
        right.plot(arms.difference, y, shape, color=colour, markeredgecolor=INK, markersize=11)
        right.text(-6.5, y + 0.27, f"{arms.trial}: {_interval(arms)}", fontsize=SMALL, ha="center", bbox=_BLANK)
    right.plot(-result.benefit, 0, "v", color=ORANGE, markeredgecolor=INK, markersize=13)
    right.text(
        -6.5,
        0.27,
        f"supposed: found in {100 * result.power:.0f}% of such trials",
        fontsize=SMALL,
        ha="center",
        bbox=_BLANK,
    )
    right.text(-28.5, -0.55, "← prevents", fontsize=SMALL, color=GREY)
    right.text(15.5, -0.55, "harms →", fontsize=SMALL, color=ink(RED), ha="right")
    right.set(xlim=(-29, 16), ylim=(-0.7, 2.7), yticks=(), xticks=(-20, -10, 0, 10))
    right.set_xlabel("Drug less placebo (points)")
    more = (
        f"{100 * POWER:.0f}% need {result.needed:,.0f} people in each of two equal arms. "
        if result.benefit
        else "That is by accident. "
    )
    return (
        f"A true benefit of {counted(result.benefit, 'point')} would be found in {100 * result.power:.0f}% of trials "
        f"of the size of the one {result.arms.trial}. {more}"
        + "; ".join(_arms_in_words(arms) for arms in result.both)
        + "."
    )


def _interval(arms: PreventionArms) -> str:
    difference, low, high = (minus(round(value, 1)) for value in (arms.difference, arms.low, arms.high))
    return f"{difference} ({low} to {high})"


def _arms_in_words(arms: PreventionArms) -> str:
    return (
        f"{arms.event[:1].upper()}{arms.event[1:]}: {arms.drug.events} of {arms.drug.people} with {arms.drug.name} "
        f"({100 * arms.drug.share:.1f}%), {arms.placebo.events} of {arms.placebo.people} with placebo "
        f"({100 * arms.placebo.share:.1f}%), difference {_interval(arms)} percentage points"
    )
