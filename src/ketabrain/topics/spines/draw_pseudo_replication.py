"""Branches or mice: one simulated study, false alarms, and measured comparisons, each analysed both ways."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel, panels
from ketabrain.engine.draw.style import BLUE, BODY, GREY, INK, ORANGE, RED, SMALL
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.spines.pseudo_replication import ALPHA, STUDIES, BothWays, FalseAlarms, SpineStudy, WelchTest

_GAP = 1.5
"""Empty places between the two arms."""
_REACH = 40.0
"""Points shown on either side of no difference."""


def study(result: SpineStudy, figure: Figure) -> str:
    """Every branch above its mouse, both arms (left), and the difference by both ways of counting (right)."""
    left, right = panels(figure, (1.7, 1.0), left=0.1, right=0.975, bottom=0.15, top=0.88, gap=0.07)
    for values, colour, shift in ((result.control, GREY, 0.0), (result.treated, BLUE, result.mice + _GAP)):
        at = np.arange(result.mice) + shift
        left.plot(np.repeat(at, result.branches), values.ravel(), ".", color=colour, markersize=6, alpha=0.55)
        left.plot(at, values.mean(axis=1), "D", color=colour, markeredgecolor=INK, markersize=7)
        left.hlines(values.mean(), at[0] - 0.4, at[-1] + 0.4, color=colour, linewidth=1.6, linestyle="--")
    middles = [(result.mice - 1) / 2, (result.mice - 1) / 2 + result.mice + _GAP]
    left.set_xticks(middles, [f"no drug, {result.mice} mice", f"drug, {result.mice} mice"])
    left.tick_params(axis="x", length=0)
    left.set(xlim=(-1, 2 * result.mice + _GAP), ylim=(-105, 105), yticks=(-50, 0, 50))
    left.set_ylabel("Change of density (%)")
    left.set_title("Simulated: each column a mouse, each dot a branch, ◆ its mean", x=-0.14, fontsize=BODY)
    # Both lines stand at the results only, so that they leave the words alone.
    right.vlines([0, 0], [-0.35, 0.65], [0.35, 1.35], color=INK, linewidth=1)
    right.vlines([result.effect] * 2, [-0.35, 0.65], [0.35, 1.35], color=ORANGE, linewidth=5, alpha=0.5, zorder=0)
    for y, (estimate, colour, shape, name) in enumerate(
        ((result.by_mouse, RED, "D", "counting mice"), (result.by_branch, BLUE, "o", "counting branches"))
    ):
        right.hlines(y, estimate.low, estimate.high, color=colour, linewidth=2.5)
        # Few mice make intervals wider than the picture: an arrow says that they go on.
        for end, side, arrow in ((estimate.low, -_REACH, "<"), (estimate.high, _REACH, ">")):
            if abs(end) > _REACH:
                right.plot(side, y, arrow, color=colour, markersize=8, clip_on=False)
        right.plot(estimate.difference, y, shape, color=colour, markeredgecolor=INK, markersize=9)
        right.text(0.02, (y + 1.09) / 2.6, f"{name}: {_p(estimate)}", transform=right.transAxes, fontsize=SMALL)
    right.set(ylim=(-0.6, 2.0), xlim=(-_REACH, _REACH), xticks=(-20, 0, 20), yticks=())
    right.set_xlabel("Drug less no drug (points)")
    right.text(0.02, 0.94, "orange: the truth   line: 0", transform=right.transAxes, fontsize=SMALL)
    return (
        f"A simulated study, seed {result.seed}: {result.mice} mice in each arm, {result.branches} branches each, "
        f"intraclass correlation {result.icc:g}, true effect {counted(result.effect, 'point')}. "
        f"Counting {2 * result.mice * result.branches} branches: {_said(result.by_branch)}. Counting "
        f"{2 * result.mice} mice: {_said(result.by_mouse)}."
    )


@drawn(height_in=4)
def alarms(result: FalseAlarms, figure: Figure) -> str:
    """Share of false alarms against branches per mouse, by both ways of counting."""
    axes = panel(figure, left=0.1, right=0.97, bottom=0.15, top=0.88)
    axes.plot(result.along, result.expected, color=BLUE, label="counting branches (expected)")
    axes.axhline(100 * ALPHA, color=INK, linestyle=":", linewidth=1.6, label=f"{100 * ALPHA:g}%, as promised")
    axes.plot(result.branches, result.by_branch, "o", color=BLUE, markeredgecolor=INK, markersize=11,
              label="counting branches (simulated)")  # fmt: skip
    axes.plot(result.branches, result.by_mouse, "D", color=RED, markeredgecolor=INK, markersize=10,
              label="counting mice (simulated)")  # fmt: skip
    axes.set(xlim=(1.5, 20.5), ylim=(0, 80), xlabel="Branches per mouse", ylabel="False alarms (% of studies)")
    axes.set(xticks=(2, 5, 10, 15, 20), yticks=(0, 20, 40, 60, 80))
    axes.legend(loc="upper left", ncol=2, fontsize=SMALL)
    axes.set_title(f"A drug that does nothing “works” in {result.by_branch:.0f}% or {result.by_mouse:.0f}% of studies")
    return (
        f"{STUDIES:,} simulated studies of a drug that does nothing, {result.mice} mice in each arm, {result.branches} "
        f"branches each, intraclass correlation {result.icc:g}. Counting branches, p is below {ALPHA:g} in "
        f"{result.by_branch:.1f}% of them; counting mice, in {result.by_mouse:.1f}%. "
        f"{result.mice * result.branches} branches of an arm are worth {result.effective:.1f} independent ones."
    )


@drawn(height_in=4.4)
def real_data(results: tuple[BothWays, ...], figure: Figure) -> str:
    """Four measured comparisons, each with branches as cases and with intervals widened by the design effect."""
    axes = panel(figure, left=0.24, right=0.74, bottom=0.15, top=0.88)
    for row, each in enumerate(reversed(results)):
        for shift, estimate, colour, shape in ((0.16, each.by_branch, BLUE, "o"), (-0.16, each.widened, RED, "D")):
            axes.hlines(row + shift, estimate.low, estimate.high, color=colour, linewidth=2.4)
            axes.plot(estimate.difference, row + shift, shape, color=colour, markeredgecolor=INK, markersize=8)
        axes.text(
            32.5, row, f"● {_p(each.by_branch)}\n◆ {_p(each.widened)}", fontsize=SMALL, va="center", linespacing=1.5
        )
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(
        range(len(results)),
        [f"{each.name}\n{each.drug}, {sum(each.mice)} mice" for each in reversed(results)],
    )
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(-15, 31), ylim=(-0.6, len(results) - 0.4), xticks=(-10, 0, 10, 20, 30))
    axes.set_xlabel("Drug less saline on day 1 (percentage points)")
    icc = results[0].icc
    axes.set_title(f"● branches as cases   ◆ mice that share {icc:g} of the variation", x=-0.46)
    return f"Our recalculation from two public data sets, with an intraclass correlation of {icc:g}. " + " ".join(
        f"{each.name}, {each.drug}: {sum(each.branches)} branches of {sum(each.mice)} mice; by branches "
        f"{_said(each.by_branch)}; widened {_said(each.widened)}.{_implied(each)}"
        for each in results
    )


def _implied(result: BothWays) -> str:
    if result.implied is None:
        return ""
    likely, high = result.implied
    return f" Compared mouse by mouse, these data fit a correlation of about {likely:.1g}, hardly more than {high:.2f}."


def _p(test: WelchTest) -> str:
    return f"p = {test.p:.2g}" if test.p >= 0.001 else "p < 0.001"


def _said(test: WelchTest) -> str:
    # + 0.0 turns −0 into 0
    difference, low, high = (minus(round(value, 1) + 0.0) for value in (test.difference, test.low, test.high))
    return f"{difference} points (95% {low} to {high}), {_p(test)}"
