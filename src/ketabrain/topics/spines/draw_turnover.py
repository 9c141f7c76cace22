"""One simulated dendrite: its spines on a day, and its density beside what was counted in mice."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED, SMALL
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.spines.draw_spines import GONE, KEPT, NEW, SHAFT, days_words, plant_spines
from ketabrain.topics.spines.turnover import END_DAY, SPINES, START_DAY, Turnover
from ketabrain.topics.spines.turnover_rates import Pools

_CEILINGS = (130, 160, 200, 260, 320, 400, 520, 700, 1000, 1500)
"""Where the axis of density may end (percent)."""


@drawn(height_in=5.6)
def dendrite(result: Turnover, figure: Figure) -> str:
    """The dendrite on the chosen day, cut into two rows, over its density from START_DAY to END_DAY."""
    upper = panel(figure, left=0.03, right=0.97, bottom=0.5, top=0.93)
    lower = figure.add_axes((0.1, 0.1, 0.87, 0.34))
    before, now = result.alive_at(START_DAY), result.alive_at(result.day)
    kept, new, gone = before & now, now & ~before, before & ~now
    _rows_of_spines(upper, result, kept, new, gone)
    upper.set_title(
        f"Day {minus(result.day)}: {kept.sum()} kept, {new.sum()} new, {gone.sum()} gone of {SPINES}", x=0.0, y=1.02
    )
    _density(lower, result)
    return _dendrite_in_words(result, int(kept.sum()), int(new.sum()), int(gone.sum()))


def _rows_of_spines(axes: Axes, result: Turnover, kept: np.ndarray, new: np.ndarray, gone: np.ndarray) -> None:
    """Left half of the stretch above, right half below; spines in turn on the upper and the lower side."""
    axes.set(xlim=(-0.015, 1.015), ylim=(-0.5, 1.95))
    axes.axis("off")
    axes.hlines([1, 0], 0, 1, color=SHAFT, linewidth=9, capstyle="round", zorder=1)
    x = 2 * (result.position % 0.5)
    row = np.where(result.position < 0.5, 1.0, 0.0)
    upward = np.arange(x.size) % 2 == 0
    for up, foot in ((True, 0.06), (False, -0.06)):
        side = upward if up else ~upward
        for zorder, (which, look) in enumerate(((gone, GONE), (kept, KEPT), (new, NEW)), start=2):
            here = side & which
            plant_spines(axes, x[here], row[here] + foot, look, size=38, up=up, markeredgewidth=0.8, zorder=zorder)
    for at, name, look in (
        (0.02, "kept since the start", KEPT),
        (0.32, "new", NEW),
        (0.44, "gone since the start; places are drawn at random", GONE),
    ):
        plant_spines(axes, [at], [1.68], look, size=32)
        axes.text(at + 0.02, 1.8, name, fontsize=SMALL, va="center")


def _density(axes: Axes, result: Turnover) -> None:
    density = 100 * result.counted / SPINES
    axes.fill_between(result.days, result.low, result.high, color=BLUE, alpha=0.16, linewidth=0)
    axes.plot(result.days, result.mean, color=BLUE, linestyle="--", linewidth=2, label="expected, with 95% range")
    for end in (result.least, result.most):
        axes.plot(result.days, end, color=BLUE, linestyle=":", linewidth=1.2)
    axes.plot(result.event_days, density, color=INK, linewidth=1.2, drawstyle="steps-post", label="this dendrite")
    if len(result.measured):
        rows = result.measured
        axes.vlines(rows["day"], 100 + rows["lower"], 100 + rows["upper"], color=ORANGE, linewidth=1.8, zorder=4)
        axes.plot(
            rows["day"], rows["density"], "s", color=ORANGE, markeredgecolor=INK, markersize=7, zorder=5,
            label=f"counted in mice, {rows['group'][0]}",
        )  # fmt: skip
    axes.axvline(result.day, ymax=0.88, color=RED, linestyle=":", linewidth=1.6)
    highest = max(result.high.max(), result.most.max(), density.max())
    axes.set(
        xlim=(START_DAY - 0.4, END_DAY + 0.4), ylim=(0, next(top for top in _CEILINGS if top > 1.16 * highest)),
        xlabel="Day after the injection", ylabel="Spines (% of start)",
    )  # fmt: skip
    axes.set_xticks([-3, 0, 7, 14, 21, 28], ["−3", "0", "7", "14", "21", "28"])
    axes.locator_params(axis="y", nbins=4)
    axes.xaxis.set_label_coords(0.16, -0.2)
    axes.yaxis.set_label_coords(-0.075, 0.5)
    axes.legend(
        loc="upper left", bbox_to_anchor=(0, 1.06), ncol=3, fontsize=SMALL, handlelength=1.6, columnspacing=1.2,
        borderpad=0.1,
    )  # fmt: skip
    axes.text(
        1, -0.2, "dotted: ends of the counts; pulse, stress, drift: illustrations", transform=axes.transAxes,
        ha="right", va="top", fontsize=SMALL, color=GREY,
    )  # fmt: skip


def _dendrite_in_words(result: Turnover, kept: int, new: int, gone: int) -> str:
    prep, day = result.preparation, minus(result.day)
    mean, low, high = result.expected(result.day)
    formed, lost = result.between(START_DAY, START_DAY + prep.interval_days)
    fleeting = int(((result.born > START_DAY) & (result.died <= result.day)).sum())
    lifetimes = " and ".join(days_words(1 / loss) for loss in result.rates.losses)
    pools = "one pool with a mean lifetime of" if result.pools is Pools.ONE else "a fast and a slow pool that live for"
    compared = "; ".join(
        f"day {minus(row.day)}: {row.density:.1f}, expected {result.expected(row.day)[0]:.1f}"
        for row in result.measured.itertuples()
    )
    return (
        f"On day {day} this simulated dendrite has {100 * (kept + new) / SPINES:.1f}% of its first spines' number, and "
        f"{mean:.1f}% are expected. It had {SPINES} spines on day −3 (dendrite number {result.seed}); rates from "
        f"{prep.name}: {prep.formation_percent:.3g}% formed and {prep.loss_percent:.3g}% lost in "
        f"{prep.interval_days:g} days; this dendrite would show {formed:.1f}% and {lost:.1f}%. {_spread(result)}"
        f"{pools[:1].upper()}{pools[1:]} {lifetimes}"
        + (
            f" (fast pool: {result.fast_share_percent:g}% at the start, {result.lasting_new_percent:g}% of new ones "
            "last). "
            if result.pools is Pools.TWO
            else ". "
        )
        + f"On day {day} {kept} of the first spines are kept, {gone} are gone and {new} are new; {fleeting} more came "
        f"and went. 95% of such dendrites lie between {low:.1f}% and {high:.1f}%. Formation times {result.pulse:g} for "
        f"{counted(result.pulse_days, 'day')} from day 0, loss times {result.stress:g}, drift {minus(result.drift)}% a "
        "day. "
        + (f"Counted in the same mice, % of the start: {compared}." if compared else "No densities to compare with.")
    )


def _spread(result: Turnover) -> str:
    """How far the counts reach, and the mean density at the end of the run with either end of them."""
    prep = result.preparation
    (least_formed, most_formed), (least_lost, most_lost) = prep.formation_range, prep.loss_range
    if least_lost == most_lost:
        return ""
    of = {"sessions": "from session to session", "SEM": "within one standard error", "range": "as printed"}[prep.spread]
    return (
        f"Counted were {least_formed:g} to {most_formed:g}% and {least_lost:g} to {most_lost:g}% {of}; with the ends "
        f"of these {result.least[-1]:.0f} to {result.most[-1]:.0f}% are expected on day {END_DAY}. "
    )
