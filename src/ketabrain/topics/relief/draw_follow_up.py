"""How a survival curve is made: people who relapse or leave, the curve with its band, and the truth."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, PAPER, RED, SKY, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.relief.draw_small_panels import set_apart
from ketabrain.topics.relief.follow_up import Ending, Followed

_HIGH = 450
"""Height of the picture in pixels."""
_LEFT, _TOP, _FOOT = 62, 92, 112
_APART = 102 / (_HIGH - _TOP - _FOOT) * 17
"""Least per cent between two names at the right: 17 pixels."""
_LOWEST = 3
"""Per cent below which no name stands, clear of the last day's number."""


@drawn(height_in=_HIGH / 100)
def survival_curve(result: Followed, figure: Figure) -> str:
    """Simulated people, their survival curve with its band, and who is left below."""
    axes = plot(figure, left=_LEFT, right=164, top=_TOP, bottom=_FOOT)
    seen = result.estimate
    steps = np.append(seen.steps, result.days)
    share, low, high = (100 * np.append(each, each[-1]) for each in (seen.share, seen.low, seen.high))
    axes.fill_between(steps, low, high, step="post", color=SKY, alpha=0.3, linewidth=0)
    axes.step(steps, share, where="post", color=BLUE)
    days = np.linspace(0, result.days, 80)
    truth = 100 * result.truth(days)
    axes.plot(days, truth, color=INK, linestyle=":", linewidth=1.8)
    left = result.left_at
    axes.plot(left, [100 * seen.at(day).value for day in left], "|", color=INK, markersize=11, markeredgewidth=1.8)
    crude = 100 * result.share_without_relapse
    axes.plot(result.days, crude, "D", color=PAPER, markeredgecolor=RED, markersize=8, clip_on=False, zorder=4)
    axes.set(xlim=(0, result.days), ylim=(0, 102), yticks=(0, 25, 50, 75, 100))
    axes.set_xticks(result.risk_days, [f"{day:.0f}" for day in result.risk_days])
    _names(axes, result.days, {
        "the curve, 95%": (float(share[-1]), BLUE), "the truth": (float(truth[-1]), INK),
        "not seen to relapse": (crude, RED),
    })  # fmt: skip
    at_risk = result.at_risk(result.risk_days)
    name_y(axes, "Still well (%)")
    words(figure, [("Day", _LEFT, _HIGH - 74)], "left")
    words(figure, [("Still followed and well:", _LEFT, _HIGH - 50)], "left", ink(GREY))
    words(axes, [(f"{n}", day, -0.335) for n, day in zip(at_risk, result.risk_days, strict=True)], "center",
          transform=axes.get_xaxis_transform())  # fmt: skip
    end = seen.at(result.days)
    finding = (
        f"The curve ends at {100 * end.value:.0f}%, the truth at {truth[-1]:.0f}%; "
        f"{counted(at_risk[-1], 'person', 'people')} left"
    )
    relapsed, gone = result.count(Ending.RELAPSED), result.count(Ending.LEFT)
    heading(figure, finding, f"{result.people} simulated people: {relapsed} relapsed, {gone} left early (ticks)")
    return _in_words(result, at_risk)


def _names(axes: Axes, day: float, ends: Mapping[str, tuple[float, str]]) -> None:
    """What the curves and the mark are, at the right where they end: each at a height (per cent), in a colour."""
    places = set_apart([y for y, _ in ends.values()], _APART)
    lift = max(0.0, _LOWEST - min(places))
    for (name, (_, colour)), y in zip(ends.items(), places, strict=True):
        direct(axes, name, day, y + lift, colour, right=12)


def _in_words(result: Followed, at_risk: Sequence[int]) -> str:
    estimate = result.estimate
    end = estimate.at(result.days)
    median = "never reached" if estimate.median is None else f"day {estimate.median:.0f}"
    followed = ", ".join(f"{n} on day {day:.0f}" for n, day in zip(at_risk, result.risk_days, strict=True))
    truth = 100 * float(result.truth(result.days))
    return (
        f"The curve of {result.people} simulated people ends at {100 * end.value:.0f}%, the truth at {truth:.0f}%, "
        f"with {counted(at_risk[-1], 'person', 'people')} left. "
        f"Simulated people, number {result.seed:g}: {result.people} people followed for {result.days:g} days, true "
        f"median {result.median_days:g} days, {result.dropout_percent:g}% leaving. "
        f"{result.count(Ending.RELAPSED)} relapsed, {result.count(Ending.LEFT)} left, {result.count(Ending.WELL)} were "
        f"well to the end. Still followed and well: {followed}. Median of the curve: {median}. At the end the curve "
        f"says {100 * end.value:.0f}% still well (95% band {100 * end.low:.0f} to "
        f"{100 * end.high:.0f}), the truth is "
        f"{100 * float(result.truth(result.days)):.0f}%; counting all who were not seen to relapse says "
        f"{100 * result.share_without_relapse:.0f}%, because it takes those who left for well."
    )
