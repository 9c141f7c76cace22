"""How a survival curve is made: people who relapse or leave, the curve with its band, and the truth."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, INK, PAPER, RED, SKY, SMALL
from ketabrain.topics.relief.follow_up import Ending, Followed


@drawn(height_in=4.6)
def survival_curve(result: Followed, figure: Figure) -> str:
    """Simulated people, their survival curve with its band, and who is left below."""
    axes = panel(figure, left=0.115, right=0.965, bottom=0.27, top=0.9)
    seen = result.estimate
    steps = np.append(seen.steps, result.days)
    share, low, high = (100 * np.append(each, each[-1]) for each in (seen.share, seen.low, seen.high))
    axes.fill_between(steps, low, high, step="post", color=SKY, alpha=0.3, linewidth=0)
    axes.step(steps, share, where="post", color=BLUE)
    days = np.linspace(0, result.days, 80)
    axes.plot(days, 100 * result.truth(days), color=INK, linestyle=":", linewidth=1.8)
    left = result.left_at
    axes.plot(left, [100 * seen.at(day).value for day in left], "|", color=INK, markersize=11, markeredgewidth=1.8)
    crude = 100 * result.share_without_relapse
    axes.plot(result.days, crude, "D", color=PAPER, markeredgecolor=RED, markersize=8, clip_on=False, zorder=4)
    axes.set(xlim=(0, result.days), ylim=(0, 102), yticks=(0, 25, 50, 75, 100), ylabel="Still well (%)")
    axes.set_xticks(result.risk_days, [f"{day:.0f}" for day in result.risk_days])
    axes.set_xlabel("Day")
    relapsed, gone = result.count(Ending.RELAPSED), result.count(Ending.LEFT)
    axes.set_title(f"Simulated: of {result.people} people {relapsed} relapsed, {gone} left", x=-0.1)
    at_risk = result.at_risk(result.risk_days)
    key = "| left   ··· the truth they were drawn from   band: 95%   ◇ share of all who were not seen to relapse"
    for y, text, weight in ((-0.195, "Still followed and well", "bold"), (-0.345, key, "normal")):
        axes.text(-0.1, y, text, transform=axes.transAxes, fontsize=SMALL, va="center", weight=weight)
    words(axes, [(f"{n}", day, -0.265) for n, day in zip(at_risk, result.risk_days, strict=True)], align="center",
          transform=axes.get_xaxis_transform())  # fmt: skip
    return _in_words(result, at_risk)


def _in_words(result: Followed, at_risk: Sequence[int]) -> str:
    estimate = result.estimate
    end = estimate.at(result.days)
    median = "never reached" if estimate.median is None else f"day {estimate.median:.0f}"
    followed = ", ".join(f"{n} on day {day:.0f}" for n, day in zip(at_risk, result.risk_days, strict=True))
    return (
        f"Simulated people, number {result.seed:g}: {result.people} people followed for {result.days:g} days, true "
        f"median {result.median_days:g} days, {result.dropout_percent:g}% leaving. "
        f"{result.count(Ending.RELAPSED)} relapsed, {result.count(Ending.LEFT)} left, {result.count(Ending.WELL)} were "
        f"well to the end. Still followed and well: {followed}. Median of the curve: {median}. At the end the curve "
        f"says {100 * end.value:.0f}% still well (95% band {100 * end.low:.0f} to "
        f"{100 * end.high:.0f}), the truth is "
        f"{100 * float(result.truth(result.days)):.0f}%; counting all who were not seen to relapse says "
        f"{100 * result.share_without_relapse:.0f}%, because it takes those who left for well."
    )
