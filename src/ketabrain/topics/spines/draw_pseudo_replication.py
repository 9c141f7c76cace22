"""Branches or mice: one simulated study, false alarms, and measured comparisons, each analysed both ways."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, direct, heading, interval, name_y, plots, rows
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, RED, ink
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.spines.pseudo_replication import ALPHA, STUDIES, BothWays, FalseAlarms, SpineStudy, WelchTest

_REACH = 40.0
"""Points shown on either side of no difference."""
_DRUG = 1.15
"""Where the mice with the drug begin; those without stand between 0 and 1."""
_SIDE = 10
"""Studies in a row of the hundred that are drawn."""


@drawn(height_in=4.2)
def study(result: SpineStudy, figure: Figure) -> str:
    """Every branch above its mouse, both arms (left), and the difference by both ways of counting (right)."""
    left, right = plots(figure, (1.7, 1.0), gap=40)
    for values, colour, shift in ((result.control, GREY, 0.0), (result.treated, BLUE, _DRUG)):
        at = shift + (np.arange(result.mice) + 0.5) / result.mice
        left.plot(np.repeat(at, result.branches), values.ravel(), ".", color=colour, markersize=6, alpha=0.55)
        left.plot(at, values.mean(axis=1), "D", color=colour, markeredgecolor=INK, markersize=7)
        left.hlines(values.mean(), shift, shift + 1, color=colour, linewidth=1.6, linestyle="--")
    left.set_xticks([0.5, _DRUG + 0.5], [f"no drug, {result.mice} mice", f"drug, {result.mice} mice"])
    left.tick_params(axis="x", length=0)
    left.set(xlim=(-0.08, _DRUG + 1.08), ylim=(-105, 105), yticks=(-100, -50, 0, 50, 100))
    left.yaxis.set_major_formatter(lambda value, _position: minus(value))
    name_y(left, "Change of density, %")
    right.set(ylim=(-0.5, 1.75), xlim=(-_REACH, _REACH), yticks=())
    right.set_xticks((-40, -20, 0, 20, 40), [minus(tick) for tick in (-40, -20, 0, 20, 40)])
    right.spines["left"].set_visible(False)
    # Both lines stand at the results only, so that they leave the words alone.
    right.vlines([0, 0], [-0.25, 0.75], [0.25, 1.25], color=INK, linewidth=1)
    right.vlines([result.effect] * 2, [-0.25, 0.75], [0.25, 1.25], color=ORANGE, linewidth=6, alpha=0.5, zorder=0)
    for y, estimate, colour, shape, name in (
        (1, result.by_branch, BLUE, "o", "branches"), (0, result.by_mouse, RED, "D", "mice"),
    ):  # fmt: skip
        interval(right, y, estimate.low, estimate.difference, estimate.high, colour, marker=shape, size=10, width=2.5)
        words(right, [(f"counting {name}, {_p(estimate)}", -_REACH, y + 0.4)], "left", ink(colour))
    right.set_xlabel("Drug less no drug, points")
    words(right, [("wide pale bar: the truth", -_REACH, 1.68)], "left", ink(GREY))
    heading(
        figure,
        f"True effect {minus(result.effect)}: by branches {_p(result.by_branch)}, by mice {_p(result.by_mouse)}",
        "Simulated study: a column is a mouse, a dot a branch, ◆ its mean; 95% intervals",
    )
    return (
        f"Counting branches {_p(result.by_branch)}, counting mice {_p(result.by_mouse)}, where the true effect is "
        f"{counted(result.effect, 'point')}. A simulated study, seed {result.seed}: {result.mice} mice in each arm, "
        f"{counted(result.branches, 'branch', 'branches')} each, intraclass correlation {result.icc:g}. Counting "
        f"{2 * result.mice * result.branches} branches: {_said(result.by_branch)}. Counting "
        f"{2 * result.mice} mice: {_said(result.by_mouse)}."
    )


@drawn(height_in=4.2)
def alarms(result: FalseAlarms, figure: Figure, began: FalseAlarms | None = None) -> str:
    """Share of false alarms against branches per mouse (left), and a hundred studies counted both ways (right)."""
    left, right = plots(figure, (3.55, 1), left=46, right=20, gap=40)
    if began is not None and not np.array_equal(began.expected, result.expected):
        draw_began(left, began.along, began.expected)
        direct(left, "where you began", 20.3, float(began.expected[-1]), GREY, "right", right=0, up=-30)
    left.plot(result.along, result.expected, color=BLUE)
    left.axhline(100 * ALPHA, color=INK, linestyle=":", linewidth=1.6)
    left.plot(result.branches, result.by_branch, "o", color=BLUE, markeredgecolor=INK, markersize=10)
    left.plot(result.branches, result.by_mouse, "D", color=RED, markeredgecolor=INK, markersize=9)
    left.set(xlim=(1.5, 20.5), ylim=(0, 80), xticks=(2, 5, 10, 15, 20), yticks=(0, 20, 40, 60, 80))
    left.set_xlabel("Branches per mouse")
    name_y(left, "False alarms, % of studies")
    direct(left, "counting branches", 20.3, float(result.expected[-1]), BLUE, "right", right=0, up=18)
    promise, align = (1.8, "left") if result.branches > left.get_xlim()[1] / 2 else (20.3, "right")
    direct(left, "5%, as promised", promise, 100 * ALPHA, INK, align, right=0, up=-9)
    _hundred(right, result.by_branch, BLUE, "branches", 0)
    _hundred(right, result.by_mouse, RED, "mice", _SIDE + 2.5)
    right.set(xlim=(-0.7, _SIDE + 1.5), ylim=(2 * _SIDE + 2.6, -1.6))
    right.axis("off")
    heading(
        figure,
        f"Counting branches {result.by_branch:.0f}% false alarms, counting mice {result.by_mouse:.0f}%",
        f"{STUDIES:,} simulated studies of a drug that does nothing",
    )
    return (
        f"Counting branches {result.by_branch:.1f}% of studies raise a false alarm, counting mice "
        f"{result.by_mouse:.1f}%. {STUDIES:,} simulated studies of a drug that does nothing, {result.mice} mice in "
        f"each arm, {result.branches} branches each, intraclass correlation {result.icc:g}; an alarm is p below "
        f"{ALPHA:g}. {result.mice * result.branches} branches of an arm are worth {result.effective:.1f} independent "
        "ones."
    )


def _hundred(axes: Axes, percent: float, colour: str, name: str, top: float) -> None:
    """A hundred studies as dots in rows of ten, filled from the upper left as many as raise a false alarm."""
    place = np.arange(_SIDE * _SIDE)
    x, y = place % _SIDE, top + place // _SIDE
    alarm = place < round(percent)
    axes.plot(x[~alarm], y[~alarm], "o", color=LIGHT, markersize=7)
    axes.plot(x[alarm], y[alarm], "o", color=colour, markersize=7)
    words(axes, [(f"{name}: {percent:.0f} of 100", -0.4, top - 1.5)], "left", ink(colour))


@drawn(height_in=3.9)
def real_data(results: tuple[BothWays, ...], figure: Figure) -> str:
    """Four measured comparisons, each with branches as cases and with intervals widened by the design effect."""
    ways = (
        ("p by branch", [each.by_branch for each in results], -0.15, BLUE, "o"),
        ("p by mouse", [each.widened for each in results], 0.15, RED, "D"),
    )
    axes = rows(
        figure,
        [each.name for each in results],
        (
            Column(head="mice", texts=[str(sum(each.mice)) for each in results], width=46),
            *(Column(head=head, texts=[_p(test, "") for test in tests], width=94) for head, tests, *_ in ways),
        ),
        left=134,
    )
    axes.set(xlim=(-15, 31), xticks=(-10, 0, 10, 20, 30))
    axes.set_xlabel("Drug less saline on day 1, points")
    axes.xaxis.set_major_formatter(lambda value, _position: minus(value))
    axes.axvline(0, color=INK, linewidth=1)
    for _, tests, shift, colour, shape in ways:
        for row, test in enumerate(tests):
            interval(axes, row + shift, test.low, test.difference, test.high, colour, marker=shape, width=2.4)
    words(axes, [("each branch a case", 8, -0.42)], "left", ink(BLUE))
    words(axes, [("branches of a mouse alike", 8, 0.42)], "left", ink(RED))
    icc = results[0].icc
    found = (
        f"Where mice share {icc:g}, intervals are up to {max(_wider(each) for each in results):.1f} times as wide"
        if icc
        else "Where mice share 0, both ways give the same intervals"
    )
    heading(figure, found, "Ketamine in 2016, psilocybin in 2021 · recalculated, 95% intervals")
    return (
        f"{found}. Our recalculation from two public data sets, with an intraclass correlation of {icc:g}. "
        + " ".join(
            f"{each.name}, {each.drug}: {sum(each.branches)} branches of {sum(each.mice)} mice; by branches "
            f"{_said(each.by_branch)}; widened {_said(each.widened)}.{_implied(each)}"
            for each in results
        )
    )


def _wider(result: BothWays) -> float:
    """How many times as wide an interval is if branches of a mouse are alike."""
    return (result.widened.high - result.widened.low) / (result.by_branch.high - result.by_branch.low)


def _implied(result: BothWays) -> str:
    if result.implied is None:
        return ""
    likely, high = result.implied
    return f" Compared mouse by mouse, these data fit a correlation of about {likely:.1g}, hardly more than {high:.2f}."


def _p(test: WelchTest, sign: str = "p = ") -> str:
    return f"{sign}{test.p:.2g}" if test.p >= 0.001 else f"{sign.replace('= ', '')}< 0.001"


def _said(test: WelchTest) -> str:
    # + 0.0 turns −0 into 0
    difference, low, high = (minus(round(value, 1) + 0.0) for value in (test.difference, test.low, test.high))
    return f"{difference} points (95% {low} to {high}), {_p(test)}"
