"""Spines that come and go: one simulated dendrite, how long spines last, and what was counted in mice."""

from functools import cache

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    PAPER,
    RED,
    counted,
    ink,
    minus,
    panel,
    sign,
)
from ketabrain.topics.spines.courses import SpineCourses
from ketabrain.topics.spines.turnover import END_DAY, POOLS, SPINES, START_DAY, SURVIVAL_DAYS, Survival, Turnover

_SHAFT = "#CFCFC8"
_CEILINGS = (130, 160, 200, 260, 320, 400, 520, 700, 1000, 1500)
_MONTH = 30


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


def mushroom(up: bool = True) -> Path:
    """A spine that was there at the start, as a marker: its foot on the point."""
    angles = np.radians(np.linspace(-65, 245, 15))
    head = np.column_stack([0.3 * np.cos(angles), 0.7 + 0.3 * np.sin(angles)])
    return _upright(np.vstack([[(0.1, 0)], head, [(-0.1, 0), (0.1, 0)]]), up)


def thorn(up: bool = True) -> Path:
    """A new spine, as a marker: a thin stalk and a head with corners."""
    corners = [(0.07, 0), (0.07, 0.42), (0.32, 0.7), (0, 1), (-0.32, 0.7), (-0.07, 0.42), (-0.07, 0), (0.07, 0)]
    return _upright(np.array(corners, dtype=float), up)


def _upright(outline: np.ndarray, up: bool) -> Path:
    return Path(outline * (1 if up else (1, -1)))


@cache
def _shapes(up: bool) -> tuple[Path, Path]:
    return mushroom(up), thorn(up)


def _rows_of_spines(axes: Axes, result: Turnover, kept: np.ndarray, new: np.ndarray, gone: np.ndarray) -> None:
    """Left half of the stretch above, right half below; spines in turn on the upper and the lower side."""
    axes.set(xlim=(-0.015, 1.015), ylim=(-0.5, 1.95))
    axes.axis("off")
    axes.hlines([1, 0], 0, 1, color=_SHAFT, linewidth=9, capstyle="round", zorder=1)
    x = 2 * (result.position % 0.5)
    row = np.where(result.position < 0.5, 1.0, 0.0)
    upward = np.arange(x.size) % 2 == 0
    for up, foot in ((True, 0.06), (False, -0.06)):
        side = upward if up else ~upward
        round_head, corner_head = _shapes(up)
        for which, shape, face, edge, order in (
            (gone, round_head, "none", GREY, 2), (kept, round_head, BLUE, PAPER, 3), (new, corner_head, RED, PAPER, 4),
        ):  # fmt: skip
            axes.plot(
                x[side & which], row[side & which] + foot, linestyle="none", marker=shape, markersize=38,
                markerfacecolor=face, markeredgecolor=edge, markeredgewidth=0.8, zorder=order,
            )  # fmt: skip
    round_head, corner_head = _shapes(True)
    for at, name, shape, face, edge in (
        (0.02, "kept since the start", round_head, BLUE, PAPER),
        (0.32, "new", corner_head, RED, PAPER),
        (0.44, "gone since the start; places are drawn at random", round_head, "none", GREY),
    ):
        axes.plot(
            [at], [1.68], linestyle="none", marker=shape, markersize=32, markerfacecolor=face, markeredgecolor=edge
        )
        axes.text(at + 0.02, 1.8, name, fontsize=10, va="center")


def _density(axes: Axes, result: Turnover) -> None:
    counted = 100 * result.counted / SPINES
    axes.fill_between(result.days, result.low, result.high, color=BLUE, alpha=0.16, linewidth=0)
    axes.plot(result.days, result.mean, color=BLUE, linestyle="--", linewidth=2, label="expected, with 95% range")
    axes.plot(result.event_days, counted, color=INK, linewidth=1.2, drawstyle="steps-post", label="this dendrite")
    if len(result.measured):
        rows = result.measured
        axes.vlines(rows["day"], 100 + rows["lower"], 100 + rows["upper"], color=ORANGE, linewidth=1.8, zorder=4)
        axes.plot(
            rows["day"], rows["density"], "s", color=ORANGE, markeredgecolor=INK, markersize=7, zorder=5,
            label=f"counted in mice, {rows['group'][0]}",
        )  # fmt: skip
    axes.axvline(result.day, ymax=0.88, color=RED, linestyle=":", linewidth=1.6)
    highest = max(result.high.max(), counted.max())
    axes.set(
        xlim=(START_DAY - 0.4, END_DAY + 0.4), ylim=(0, next(top for top in _CEILINGS if top > 1.16 * highest)),
        xlabel="Day after the injection", ylabel="Spines (% of start)",
    )  # fmt: skip
    axes.set_xticks([-3, 0, 7, 14, 21, 28], ["−3", "0", "7", "14", "21", "28"])
    axes.locator_params(axis="y", nbins=4)
    axes.xaxis.set_label_coords(0.16, -0.2)
    axes.yaxis.set_label_coords(-0.075, 0.5)
    axes.legend(
        loc="upper left", bbox_to_anchor=(0, 1.06), ncol=3, fontsize=10, handlelength=1.6, columnspacing=1.2,
        borderpad=0.1,
    )  # fmt: skip
    axes.text(1, -0.2, "pulse, stress and drift are illustrations", transform=axes.transAxes, ha="right", va="top",
              fontsize=10, color=GREY)  # fmt: skip


def _dendrite_in_words(result: Turnover, kept: int, new: int, gone: int) -> str:
    prep, day = result.preparation, minus(result.day)
    mean, low, high = result.expected(result.day)
    formed, lost = result.between(START_DAY, START_DAY + prep.interval_days)
    fleeting = int(((result.born > START_DAY) & (result.died <= result.day)).sum())
    lifetimes = " and ".join(f"{_days(1 / loss)}" for loss in result.rates.losses)
    pools = "one pool with a mean lifetime of" if result.pools == POOLS[0] else "a fast and a slow pool that live for"
    compared = "; ".join(
        f"day {minus(row.day)}: {row.density:.1f}, expected {result.expected(row.day)[0]:.1f}"
        for row in result.measured.itertuples()
    )
    return (
        f"A simulated dendrite with {SPINES} spines on day −3 (dendrite number {result.seed}), rates from {prep.name}: "
        f"{prep.formation_percent:.3g}% formed and {prep.loss_percent:.3g}% lost in {prep.interval_days:g} days; this "
        f"dendrite would show {formed:.1f}% and {lost:.1f}%. {pools[:1].upper()}{pools[1:]} {lifetimes}"
        + (f" (fast pool: {result.fast_share_percent:g}% at the start). " if result.pools == POOLS[1] else ". ")
        + f"On day {day} {kept} of the first spines are kept, {gone} are gone and {new} are new; {fleeting} more came "
        f"and went. That is {100 * (kept + new) / SPINES:.1f}% of the start; expected are {mean:.1f}%, and 95% of such "
        f"dendrites lie between {low:.1f}% and {high:.1f}%. Formation times {result.pulse:g} for "
        f"{counted(result.pulse_days, 'day')} from day 0, loss times {result.stress:g}, drift {minus(result.drift)}% a "
        "day. "
        + (f"Counted in the same mice, % of the start: {compared}." if compared else "No densities to compare with.")
    )


@drawn(height_in=4.6)
def survival(result: Survival, figure: Figure) -> str:
    """How many spines of day 0 are still counted: one rate, two pools, and what studies found."""
    axes = panel(figure, left=0.1, right=0.66, bottom=0.13, top=0.9)
    for line, (kept, dash, colour, name) in enumerate(
        (
            (result.new_two, ":", GREEN, "· · · ·  two pools, new spines only"),
            (result.two, "-", BLUE, "———  two pools (share and error assumed)"),
            (result.one, "--", RED, "– – –  one pool"),
        )
    ):
        axes.plot(result.days, kept, color=colour, linestyle=dash)
        axes.text(0.3, 107 + 7 * line, name, color=ink(colour), fontsize=10.5)
    points = result.points
    spread = points[points["lower"].notna()]
    axes.vlines(spread["days"], spread["lower"], spread["upper"], color=GREY, linewidth=1.4, zorder=3)
    new, own = points["new"].to_numpy(), points["own"].to_numpy()
    for which, shape, face in (
        (~new & ~own, "s", PAPER),
        (~new & own, "o", ORANGE),
        (new, "D", GREEN if (new & own).any() else PAPER),
    ):
        rows = points[which]
        axes.plot(rows["days"], rows["percent"], shape, color=face, markeredgecolor=INK, markersize=16, zorder=4)
    for number, (days, percent) in enumerate(zip(points["days"], points["percent"], strict=True), start=1):
        axes.plot(days, percent, marker=sign(str(number)), color=INK, markeredgewidth=0,
                  markersize=7 if number < 10 else 12, zorder=5)  # fmt: skip
    axes.set(
        xlim=(-0.5, SURVIVAL_DAYS),
        ylim=(0, 128),
        xlabel="Days since they were first counted",
        ylabel="Still counted (%)",
    )
    axes.set_xticks([0, 8, 14, 30])
    axes.set_yticks([0, 50, 100])
    one, two = result.at(_MONTH)
    axes.set_title(f"After {_MONTH} days: one pool {one:.0f}%, two pools {two:.0f}%", x=-0.12)
    axes.text(SURVIVAL_DAYS + 1.2, 127, _legend_of(result), fontsize=9.5, va="top", linespacing=1.35)
    return _survival_in_words(result)


def _legend_of(result: Survival) -> str:
    lines = [f"{number}  {label}" for number, label in enumerate(result.points["label"], start=1)]
    own = "● this one" if result.points["own"].any() else "none of this one"
    return "\n".join([*lines, f"{own}  ■ others  ◆ new"])


def _survival_in_words(result: Survival) -> str:
    def said(rows: pd.DataFrame) -> str:
        return "; ".join(
            f"{row.study} ({row.subjects}{'; new spines' if row.new else ''}): {row.percent:g}% at {row.days:g} days, "
            f"one pool {np.interp(row.days, result.days, result.new_one if row.new else result.one):.1f}%, two pools "
            f"{np.interp(row.days, result.days, result.new_two if row.new else result.two):.1f}%"
            for row in rows.itertuples()
        )

    prep, own = result.preparation, result.points["own"]
    one, two = result.at(_MONTH)
    fast, slow = result.lifetimes_two
    others = "; ".join(f"{row.label} {row.percent:g}% at {row.days:g} days" for row in result.points[~own].itertuples())
    return (
        f"Rates from {prep.name}: {prep.loss_percent:.3g}% lost in {prep.interval_days:g} days. One pool "
        f"(mean lifetime {_days(result.lifetimes_one[0])}) predicts {one:.1f}% after {_MONTH} days. Two pools, "
        f"{result.fast_share_percent:g}% fast with a lifetime of {_days(fast)} and the others {_days(slow)}, predict "
        f"{two:.1f}%. {result.scoring_error_percent:g}% of the spines are overlooked in each session. "
        "Share, slow lifetime and error are assumptions of ours. "
        + (f"Counted in this preparation: {said(result.points[own])}. " if own.any() else "No points of its own. ")
        + f"In other preparations, which need not agree: {others}. {prep.comment}"
    )


def measured(result: SpineCourses, figure: Figure) -> str:
    """One measure of one study, saline and drug from day −3 to day 5, one standard error up and down."""
    axes = panel(figure, left=0.1, right=0.84, bottom=0.2, top=0.89)
    groups = (("saline", result.saline, BLUE, "s", "-", -0.06), (result.drug, result.treated, RED, "^", "--", 0.06))
    labels = _apart({name: float(rows["percent"].iloc[-1]) for name, rows, *_ in groups}, gap=3.0)
    for name, rows, colour, marker, dash, aside in groups:
        days = rows["day"].to_numpy(dtype=float) + aside
        axes.vlines(days, rows["lower"], rows["upper"], color=colour, linewidth=1.6)
        axes.plot(days, rows["percent"], marker=marker, linestyle=dash, color=colour, markersize=9)
        axes.text(5.3, labels[name], name, color=ink(colour), va="center", fontsize=11)
    axes.axvline(0, color=GREY, linestyle=":", linewidth=1.4)
    limits = (-34, 16) if result.measure == "density" else (0, 34)
    if result.measure == "density":
        axes.axhline(0, color=LIGHT, linewidth=1.2, zorder=0)
    axes.set(xlim=(-3.4, 5.25), ylim=limits, ylabel=_YLABELS[result.measure])
    axes.set_yticks([-30, -20, -10, 0, 10] if result.measure == "density" else [0, 10, 20, 30])
    axes.yaxis.set_major_formatter(lambda value, _position: minus(value))
    ticks = zip(result.days, result.saline["mice"], result.treated["mice"], strict=True)
    axes.set_xticks(
        result.days, [f"{minus(day)}\n{saline} and {drug} mice" for day, saline, drug in ticks], fontsize=10
    )
    axes.set_xlabel("Day after the injection (dotted line)")
    axes.xaxis.set_label_coords(0.5, -0.19)
    axes.text(5.2, limits[0] + 0.03 * (limits[1] - limits[0]), "our recalculation from the public counts", fontsize=9.5,
              color=GREY, ha="right")  # fmt: skip
    last = result.days[-1]
    ends = (float(rows["percent"].iloc[-1]) for rows in (result.saline, result.treated))
    saline, drug = (f"{minus(end)}%" for end in ends)
    axes.set_title(f"{result.study[:4]}, {result.measure}, day {last}: saline {saline}, {result.drug} {drug}", x=-0.09)
    return _measured_in_words(result)


def _apart(heights: dict[str, float], gap: float) -> dict[str, float]:
    """Two heights moved apart from their middle until words at them do not touch."""
    (low, at_low), (high, at_high) = sorted(heights.items(), key=lambda item: item[1])
    more = max(gap - (at_high - at_low), 0) / 2
    return {low: at_low - more, high: at_high + more}


_YLABELS = {
    "density": "Change since day −3 (%)",
    "formation": "New in two days (%)",
    "loss": "Lost in two days (%)",
}


def _measured_in_words(result: SpineCourses) -> str:
    def said(rows: pd.DataFrame) -> str:
        return "; ".join(
            f"day {minus(row.day)} {minus(row.percent)}% (standard error {row.upper - row.percent:.1f}, "
            f"{row.dendrites} dendrites, {row.mice} mice)"
            for row in rows.itertuples()
        )

    gap, error = result.difference(1)
    return (
        f"Study of {result.study}; {result.measure} of spines in the frontal cortex of mice. "
        f"Saline: {said(result.saline)}. {result.drug.capitalize()}: {said(result.treated)}. On day 1 {result.drug} "
        f"minus saline is {minus(round(gap, 1))} percentage points, standard error {error:.1f} if "
        "dendrites of one mouse counted as independent. "
        + _READING[result.study[:4], result.measure]
        + " Our recalculation from the public counts; small groups are usual in such imaging."
    )


_READING = {
    ("2016", "density"): "Saline falls and ketamine stays nearer to its start: less loss of density, not growth.",
    ("2016", "formation"): "The ketamine mice formed more spines even before any injection.",
    ("2016", "loss"): "Loss is as large with ketamine as with saline, or larger.",
    ("2021", "density"): "Saline hardly moves, and psilocybin, which does not block NMDA receptors, rises.",
    ("2021", "formation"): "Both groups start alike, and psilocybin forms more after the injection.",
    ("2021", "loss"): "Loss hardly differs between the groups.",
}


def _days(days: float) -> str:
    return f"{days:.1f} days" if days < 100 else f"{days:,.0f} days"
