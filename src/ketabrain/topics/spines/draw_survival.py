"""How long spines last: one rate, two pools, and what studies counted."""

import pandas as pd
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PAPER, RED, SMALL, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.spines.draw_spines import days_words
from ketabrain.topics.spines.survival import SURVIVAL_DAYS, SpineSurvival
from ketabrain.topics.spines.turnover import START_DAY

_MONTH = 30


@drawn(height_in=4.6)
def survival_curves(result: SpineSurvival, figure: Figure) -> str:
    """How many spines of day 0 are still counted: one rate, two pools, and what studies found."""
    axes = panel(figure, left=0.1, right=0.66, bottom=0.13, top=0.9)
    for line, (kept, dash, colour, name) in enumerate(
        (
            (result.new_two, ":", GREEN, "· · · ·  two pools, new spines only"),
            (result.two, "-", BLUE, "———  two pools (shares and error assumed)"),
            (result.one, "--", RED, "– – –  one pool"),
        )
    ):
        axes.plot(result.days, kept, color=colour, linestyle=dash)
        axes.text(0.3, 107 + 7 * line, name, color=ink(colour), fontsize=SMALL)
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
    axes.text(SURVIVAL_DAYS + 1.2, 127, _legend_of(result), fontsize=SMALL, va="top", linespacing=1.35)
    return _survival_in_words(result)


def _legend_of(result: SpineSurvival) -> str:
    lines = [f"{number}  {label}" for number, label in enumerate(result.points["label"], start=1)]
    own = "● this one" if result.points["own"].any() else "none of this one"
    return "\n".join([*lines, f"{own}  ■ others  ◆ new", *_density_lines(result)])


def _density_lines(result: SpineSurvival) -> list[str]:
    """What the rates say of the density in the last session of the same mice, beside what was counted."""
    if result.densities.empty:
        return []
    last = result.densities.iloc[-1]
    return [
        f"All spines, day {last['day']:g}: {last['density']:.1f}%;",
        f"one pool {last['one']:.1f}, two pools {last['two']:.1f}",
    ]


def _survival_in_words(result: SpineSurvival) -> str:
    def said(rows: pd.DataFrame) -> str:
        return "; ".join(
            f"{row.study} ({row.subjects}{'; new spines' if row.new else ''}): {row.percent:g}% at {row.days:g} days, "
            f"one pool {row.one:.1f}%, two pools {row.two:.1f}%"
            for row in rows.itertuples()
        )

    prep, own = result.preparation, result.points["own"]
    one, two = result.at(_MONTH)
    alike, fast, slow = (days_words(days) for days in (*result.lifetimes_one, *result.lifetimes_two))
    others = "; ".join(f"{row.label} {row.percent:g}% at {row.days:g} days" for row in result.points[~own].itertuples())
    return (
        f"Rates from {prep.name}: {prep.loss_percent:.3g}% lost in {prep.interval_days:g} days. One pool "
        f"(mean lifetime {alike}) predicts {one:.1f}% after {_MONTH} days. Two pools, "
        f"{result.fast_share_percent:g}% fast with a lifetime of {fast} and the others {slow}, predict "
        f"{two:.1f}%. {result.lasting_new_percent:g}% of new spines last; {result.scoring_error_percent:.3g}% of the "
        "spines are overlooked in each session. Shares, slow lifetime and error are assumptions of ours. "
        + (f"Counted in this preparation: {said(result.points[own])}. " if own.any() else "No points of its own. ")
        + _densities_in_words(result)
        + f"In other preparations, which need not agree: {others}. {prep.comment}"
    )


def _densities_in_words(result: SpineSurvival) -> str:
    if result.densities.empty:
        return ""
    said = "; ".join(
        f"day {minus(row.day)} {row.density:.1f}%, one pool {row.one:.1f}%, two pools {row.two:.1f}%"
        for row in result.densities.itertuples()
    )
    return f"All spines of these mice, in percent of day {minus(START_DAY)}: {said}. "
