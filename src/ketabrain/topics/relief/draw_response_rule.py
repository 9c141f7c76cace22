"""One set of scores, three answers: who counts as better, and how the gap between the arms moves with the rule."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, PAPER, RED, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.relief.response_rule import ResponseRule, Rule

_FALLS, _SCORES = (-50.0, 100.0), (0.0, 60.0)
"""Span of the distributions: falls in per cent, end scores in points."""


@drawn(height_in=4.4)
def rule(result: ResponseRule, figure: Figure) -> str:
    """Distributions of both arms with the cut shaded (left), and the gap as the cut moves (right)."""
    left, right = panels(figure, (1.15, 1), left=0.045, right=0.97, bottom=0.365, top=0.895, gap=0.125)
    _people(left, result)
    _gap(right, result)
    told = "\n".join((_answers(result), *_test(result)))
    left.text(0, -0.355, told, transform=left.transAxes, fontsize=SMALL, va="top", linespacing=1.35)
    return _in_words(result)


def _people(axes: Axes, result: ResponseRule) -> None:
    """Both distributions; who counts as better is shaded."""
    response = result.rule is Rule.RESPONSE
    along = np.linspace(*(_FALLS if response else _SCORES), 121)
    here = result.here if response else result.here + 0.5
    counts = along >= here if response else along <= here
    highest = 0.0
    for arm, colour, dash in ((result.drug, BLUE, "-"), (result.control, GREY, "--")):
        density = arm.density(result.rule, along)
        highest = max(highest, float(density.max()))
        axes.plot(along, density, color=colour, linestyle=dash)
        axes.fill_between(along, 0, density, where=counts.tolist(), color=colour, alpha=0.2, linewidth=0)
    axes.axvline(here, ymax=0.77, color=RED, linewidth=1.5)
    axes.set(xlim=(along[0], along[-1]), ylim=(0, 1.45 * highest), yticks=(),
             xticks=(-50, 0, 50, 100) if response else (0, 20, 40, 60))  # fmt: skip
    axes.set_xlabel("Fall of the score (%)" if response else "Score at the end (points)")
    for y, arm, colour, line in ((0.97, result.drug, BLUE, "—"), (0.865, result.control, GREY, "- -")):
        share = arm.better(result.rule, result.here)
        axes.text(
            0.02 if response else 0.98, y, f"{line} {arm.name}: {100 * float(share):.0f}%", color=colour, va="top",
            fontsize=SMALL, transform=axes.transAxes, ha="left" if response else "right",
        )  # fmt: skip
    axes.set_title(result.trial, x=0)


def _gap(axes: Axes, result: ResponseRule) -> None:
    """Percentage points between the arms at every cut, with the chosen one and the counted one."""
    printed = result.printed_gap
    axes.axhline(0, color=INK, linewidth=1)
    axes.plot(result.along, result.gap, color=BLUE)
    axes.axvline(result.here, color=RED, linewidth=1.5)
    axes.plot(result.here, result.gap_here, "o", color=BLUE, markeredgecolor=INK, markersize=9, zorder=4)
    axes.vlines(result.printed_at, printed.low, printed.high, color=INK, linewidth=1.6, zorder=3)
    axes.plot(
        result.printed_at,
        printed.value,
        "D",
        color=PAPER,
        markeredgecolor=INK,
        markersize=8,
        markeredgewidth=1.6,
        zorder=5,
    )
    axes.set_xlim(result.along[0] - 1, result.along[-1] + 1)
    axes.set_ylim(min(printed.low, 0) - 6, max(printed.high, result.gap.max()) + 6)
    bottom, top = axes.get_ylim()
    axes.set_yticks([tick for tick in range(-20, 81, 10 if top - bottom < 45 else 20) if bottom < tick < top])
    axes.set_ylabel("Drug less control (% points)")
    response = result.rule is Rule.RESPONSE
    axes.set_xticks((20, 35, 50, 65) if response else (6, 9, 12, 15))
    axes.set_xlabel("Fall asked for (%)" if response else "Highest score allowed (points)")
    what = f"at {result.cut:g}%" if response else f"at {result.limit:g} points"
    axes.set_title(f"Gap {what}: {_signed(result.gap_here)}   ◇ counted", x=-0.2)


def _answers(result: ResponseRule) -> str:
    return (
        f"Drug better by: mean fall {_signed(result.change_gap, 1)}, mean end {_signed(result.end_gap, 1)} points; "
        f"fall of {result.cut:g}% {_signed(result.response_gap)}, end ≤ {result.limit:g} "
        f"{_signed(result.remission_gap)} in 100 people."
    )


def _test(result: ResponseRule) -> tuple[str, str, str]:
    """What the normal curve expects of the printed rule and what was counted, a line an arm; and what is assumed."""
    drug, control = (
        f"{arm.name}: {100 * arm.expected(result.rule):.0f}% expected, {arm.counted(result.rule).events} of "
        f"{arm.counted(result.rule).people} counted ({_interval(arm.counted(result.rule).interval)}%): "
        + ("fits" if arm.fits(result.rule) else "misses")
        for arm in (result.drug, result.control)
    )
    asked = f"fall of {result.printed_at:g}%" if result.rule is Rule.RESPONSE else f"end ≤ {result.printed_at:g}"
    assumed = f"Assumed: normal curves; start and end correlate by {result.r:.2f} (not printed)."
    return f"Test ({asked}). {drug};", f"{control}.", assumed


def _interval(shares: tuple[float, float]) -> str:
    return f"{100 * shares[0]:.0f} to {100 * shares[1]:.0f}"


def _signed(value: float, digits: int = 0) -> str:
    """A number with its sign; zero has none."""
    rounded = round(value, digits)
    return ("+" if rounded > 0 else "") + minus(rounded if rounded else 0)


def _in_words(result: ResponseRule) -> str:
    printed = result.printed_gap
    drug, control = result.drug, result.control
    told = " ".join(_test(result))
    responding = [100 * float(arm.responding(result.cut)) for arm in (drug, control)]
    remitting = [100 * float(arm.remitting(result.limit)) for arm in (drug, control)]
    return (
        f"{result.trial}: {drug.name} from {drug.start_mean:.1f} to {drug.end_mean:.1f} points, {control.name} from "
        f"{control.start_mean:.1f} to {control.end_mean:.1f}. The mean fall differs by {_signed(result.change_gap, 1)} "
        f"points, the mean end by {_signed(result.end_gap, 1)} (above 0: the drug did better). By the curves "
        f"{responding[0]:.1f}% and {responding[1]:.1f}% fell by at least "
        f"{result.cut:g}% (gap {_signed(result.response_gap, 1)} percentage points), and {remitting[0]:.1f}% and "
        f"{remitting[1]:.1f}% ended at or below {result.limit:g} points (gap {_signed(result.remission_gap, 1)}). As "
        f"the rule for {result.rule} moves, the gap runs from {_signed(result.gap.min(), 1)} to "
        f"{_signed(result.gap.max(), 1)}; counted: {_signed(printed.value, 1)} ({minus(round(printed.low, 1))} "
        f"to {minus(round(printed.high, 1))}). {told} The curves put {100 * drug.below_zero:.0f}% and "
        f"{100 * control.below_zero:.0f}% of end scores below 0, where none can be: real scores are not normal."
    )
