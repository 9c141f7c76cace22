"""One simulated dendrite: the life of every spine, and its density beside what was counted in mice."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import add_plot, direct, heading, name_y, plot
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREEN, GREY, INK, LIGHT, ORANGE, RED
from ketabrain.engine.numerals import counted, minus
from ketabrain.topics.spines.draw_spines import days_words, names_apart
from ketabrain.topics.spines.turnover import END_DAY, SPINES, START_DAY, Turnover
from ketabrain.topics.spines.turnover_rates import Pools

_LEFT, _RIGHT, _BELOW, _BETWEEN = 62, 136, 62, 40
"""Pixels beside both plots, for the names of lines at the right, below them, and between them."""
_GAP = 8
"""Lanes that stay empty between the spines of the start and those that are new."""
_TOP = 78
_LIFE = 0.6
"""Width of the line of a spine, so that a little paper shows between two lanes."""
_DAYS = (-3, 0, 7, 14, 21, 28)
_SPAN = (START_DAY - 0.5, END_DAY)


@drawn(height_in=4.9)
def dendrite(result: Turnover, figure: Figure) -> str:
    """A line for every spine from its birth to its loss, a cursor at the day, and the density below."""
    kept, new, gone = _counts(result)
    upper, lower = _two_plots(figure, above=216)
    _lives(upper, result, most_new=120)
    _density(lower, result, ends=(0, 150), ticks=(0, 50, 100, 150), key_y=24)
    lower.axvline(result.day, color=INK, linewidth=1.2, zorder=3)
    heading(
        figure,
        f"Day {minus(result.day)}: {kept} of {SPINES} spines kept, {gone} gone, {new} new",
        "A line is a spine from birth to loss · simulated from counted rates",
    )
    return (
        f"On day {minus(result.day)} {kept} of the {SPINES} first spines of this simulated dendrite are kept, {gone} "
        f"are gone and {new} are new. "
    ) + _in_words(result)


@drawn(height_in=4.9)
def pulse(result: Turnover, figure: Figure, began: Turnover | None = None) -> str:
    """The same for one preparation with more formation or a drift: how near the density comes to what was counted."""
    upper, lower = _two_plots(figure, above=142)
    _lives(upper, result, most_new=146)
    if result.pulse != 1:
        top = upper.get_ylim()[1]
        upper.plot([0, result.pulse_days], [top, top], color=RED, linewidth=5, solid_capstyle="butt", clip_on=False)
        direct(upper, f"formation × {result.pulse:g}", result.pulse_days, top, RED)
    _density(lower, result, ends=(40, 160), ticks=(50, 75, 100, 125, 150), key_y=47, first=began)
    last = result.measured.iloc[-1]
    _misfits(lower, result)
    day, expected = minus(last["day"]), result.expected(last["day"])[0]
    heading(
        figure,
        f"On day {day}, {expected:.1f}% are expected, and {last['density']:.1f}% were counted",
        "Simulated; formation and drift are assumed · a line above is a spine",
    )
    return (
        f"On day {day}, {expected:.1f}% of the first spines' number are expected, and {last['density']:.1f}% were "
        "counted in ketamine mice. "
    ) + _in_words(result)


def _two_plots(figure: Figure, above: float) -> tuple[Axes, Axes]:
    """The lives in a plot so many pixels high, and the density below it on the same days."""
    lower = plot(figure, left=_LEFT, right=_RIGHT, top=_TOP + above + _BETWEEN, bottom=_BELOW)
    lower.set(xlim=_SPAN, xlabel="Day after injection")
    lower.set_xticks(_DAYS, [minus(day) for day in _DAYS])
    height = DPI * figure.get_size_inches()[1]
    upper = add_plot(figure, left=_LEFT, right=_RIGHT, top=_TOP, bottom=height - _TOP - above)
    upper.set(xlim=_SPAN, xticks=(), yticks=())
    upper.spines[["left", "bottom"]].set_visible(False)
    return upper, lower


def _counts(result: Turnover) -> tuple[int, int, int]:
    """How many spines are kept since the start, new and gone on the day."""
    before, now = result.alive_at(START_DAY), result.alive_at(result.day)
    return int((before & now).sum()), int((now & ~before).sum()), int((before & ~now).sum())


def lanes(born: NDArray[np.float64], died: NDArray[np.float64]) -> NDArray[np.int_]:
    """A lane for every life, in order of birth the lowest that is free, so that no two lie over one another."""
    free_from: list[float] = []
    lane = np.zeros(born.size, dtype=int)
    for each in np.argsort(born, kind="stable"):
        place = next((at for at, day in enumerate(free_from) if day < born[each]), len(free_from))
        free_from[place : place + 1] = [died[each]]
        lane[each] = place
    return lane


def _lives(axes: Axes, result: Turnover, most_new: int) -> None:
    """Spines of the start below, those that last longest lowest; above them the new ones, in lanes used again."""
    first = ~np.isfinite(result.born)
    y = np.empty(result.born.size)
    y[first] = np.argsort(np.argsort(-result.died[first], kind="stable"), kind="stable")
    y[~first] = SPINES + _GAP + lanes(result.born[~first], result.died[~first])
    ends = np.clip(np.column_stack([result.born, result.died]), START_DAY, END_DAY)
    now = result.alive_at(result.day)
    lives = np.stack([ends, np.column_stack([y, y])], axis=-1)
    for which, colour in ((~now, BEGAN), (first & now, BLUE), (~first & now, GREEN)):
        lines = LineCollection(list(lives[which]), colors=colour, linewidths=_LIFE, capstyle="butt", snap=False)
        axes.add_collection(lines, autolim=False)
    axes.set(ylim=(-_GAP, SPINES + _GAP + most_new))
    axes.axvline(result.day, ymax=0.94, color=INK, linewidth=1.2, zorder=3)  # below the name of a pulse
    direct(axes, "old", START_DAY, SPINES / 2, BLUE, "right", right=-10)
    direct(axes, "new", START_DAY, SPINES + _GAP + 10, GREEN, "right", right=-10)


def _density(
    axes: Axes,
    result: Turnover,
    *,
    ends: tuple[float, float],
    ticks: Sequence[float],
    key_y: float,
    first: Turnover | None = None,
) -> None:
    """The number of spines in percent of the start: expected, this dendrite and what was counted."""
    axes.set(ylim=ends, yticks=ticks)
    name_y(axes, "Spines, % of start")
    density = 100 * result.counted / SPINES
    axes.axhline(100, color=LIGHT, linewidth=1, zorder=0)
    axes.fill_between(result.days, result.low, result.high, color=BLUE, alpha=0.16, linewidth=0)
    for end in (result.least, result.most):
        axes.plot(result.days, end, color=BLUE, linestyle=":", linewidth=1.2)
    axes.plot(result.event_days, density, color=INK, linewidth=1, drawstyle="steps-post")
    axes.plot(result.days, result.mean, color=BLUE, linewidth=2.2)
    if first is not None:
        draw_began(axes, first.days, first.mean)
    _leaves(axes, result)
    names = [
        ("this dendrite", density[-1], INK),
        ("expected, 95%", result.mean[-1], BLUE),
        ("counts’ ends", result.least[-1], BLUE),
        *([("where you began", first.mean[-1], GREY)] if first is not None else []),
    ]
    names_apart(axes, END_DAY, names)
    if len(result.measured):
        days, counts, low, high = (result.measured[of].to_numpy() for of in ("day", "density", "lower", "upper"))
        axes.vlines(days, 100 + low, 100 + high, color=ORANGE, linewidth=1.8, zorder=4)
        axes.plot(days, counts, "s", color=ORANGE, markeredgecolor=INK, markersize=7, zorder=5)
        axes.plot(START_DAY + 0.6, key_y, "s", color=ORANGE, markeredgecolor=INK, markersize=7)
        direct(axes, f"counted, {result.measured['group'].iat[0]} mice", START_DAY + 0.6, key_y, right=9)


def _leaves(axes: Axes, result: Turnover) -> None:
    """Where the expected course leaves the plot an arrow says so, and how far it goes."""
    highest, top = int(np.argmax(result.mean)), axes.get_ylim()[1]
    if result.mean[highest] > top:
        axes.plot(result.days[highest], top, "^", color=BLUE, markersize=7, clip_on=False)
        direct(axes, f"up to {result.mean[highest]:.0f}%", result.days[highest], top, BLUE, up=14, right=28)


def _misfits(axes: Axes, result: Turnover) -> None:
    """A line from every count to what is expected on its day."""
    days, counts = (result.measured[of].to_numpy() for of in ("day", "density"))
    axes.vlines(days, [result.expected(day)[0] for day in days], counts, color=RED, linewidth=1.6, zorder=3)


def _in_words(result: Turnover) -> str:
    prep, day = result.preparation, minus(result.day)
    mean, low, high = result.expected(result.day)
    formed, lost = result.between(START_DAY, START_DAY + prep.interval_days)
    kept, new, gone = _counts(result)
    fleeting = int(((result.born > START_DAY) & (result.died <= result.day)).sum())
    lifetimes = " and ".join(days_words(1 / loss) for loss in result.rates.losses)
    pools = "one pool with a mean lifetime of" if result.pools is Pools.ONE else "a fast and a slow pool that live for"
    compared = "; ".join(
        f"day {minus(row.day)}: {row.density:.1f}, expected {result.expected(row.day)[0]:.1f}"
        for row in result.measured.itertuples()
    )
    return (
        f"That is {100 * (kept + new) / SPINES:.1f}% of its first spines' number on day {day}, and {mean:.1f}% are "
        f"expected; 95% of such dendrites lie between {low:.1f}% and {high:.1f}%. It had {SPINES} spines on day −3 "
        f"(dendrite number {result.seed}); {gone} of them are gone by day {day}, {fleeting} more came and went. Rates "
        f"from {prep.name}: {prep.formation_percent:.3g}% formed and {prep.loss_percent:.3g}% lost in "
        f"{prep.interval_days:g} days; this dendrite would show {formed:.1f}% and {lost:.1f}%. {_spread(result)}"
        f"{pools[:1].upper()}{pools[1:]} {lifetimes}"
        + (
            f" (fast pool: {result.fast_share_percent:g}% at the start, {result.lasting_new_percent:g}% of new ones "
            "last). "
            if result.pools is Pools.TWO
            else ". "
        )
        + f"Formation times {result.pulse:g} for {counted(result.pulse_days, 'day')} from day 0, loss times "
        f"{result.stress:g}, drift {minus(result.drift)}% a day: assumed, as an illustration. "
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
