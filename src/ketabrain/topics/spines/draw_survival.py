"""How long spines last: one rate, two pools, and what studies counted; beside it how many there are in all."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.spines.draw_spines import days_words, names_apart, plot_px
from ketabrain.topics.spines.survival import SURVIVAL_DAYS, SpineSurvival
from ketabrain.topics.spines.turnover import START_DAY

_MONTH = 30
_DENSITY_ENDS, _DENSITY_TICKS = (88, 114), (90, 100, 110)
"""Percent of the start that the plot of all spines shows: wide enough for every mix."""
_LAST_DAY = 5
_BEGAN_DAY = 22
"""Where the name of the first setting stands, below its lower curve."""

_NAMES: Mapping[str, tuple[str, str, float, float]] = MappingProxyType(
    {
        "frontal-2016-saline-loss-m1": ("2016", "center", 0, -17),
        "frontal-2021-saline-loss-m1": ("2021", "left", 6, 12),
        "frontal-2021-saline-new-kept-p7": ("new, 2021", "right", -8, 0),
        "grutzendler2002-grown": ("grown", "right", -9, 0),
        "grutzendler2002-young": ("young", "right", -9, 0),
        "trachtenberg2002-grown": ("Trachtenberg 2002", "right", 14, -14),
        "zuo2005-grown": ("grown", "left", 9, 0),
        "zuo2005-young": ("young", "left", 9, 0),
        "holtmaat2005-16-25": ("16–25 d", "right", -9, 0),
        "holtmaat2005-35-80": ("35–80 d", "left", 11, 0),
        "holtmaat2005-80-120": ("80–120 d", "left", 8, -8),
    }
)
"""What stands at a count of the table spine_courses, how it is aligned, and pixels to the right and up from there."""
_STUDIES = (
    ("Grutzendler 2002", 31.3, 84.5, "right"),
    ("Zuo 2005", 14.7, 90, "left"),
    ("Holtmaat 2005", 8.4, 27.5, "right"),
)
"""Names that stand once for several counts: where, and how aligned."""


@drawn(height_in=4.6)
def survival_curves(result: SpineSurvival, figure: Figure, began: SpineSurvival | None = None) -> str:
    """How many spines of day 0 are still counted, by one rate and by two pools, over what studies found (left), and
    how many spines there are in all (right).
    """
    left, right = plots(figure, (2.4, 1), gap=112, left=50)
    left.set(xlim=(-0.6, SURVIVAL_DAYS), ylim=(0, 106), xticks=(0, 10, 20, 30), yticks=(0, 50, 100))
    left.set_xlabel("Days later")
    name_y(left, "Still counted, %")
    if began is not None:
        for curve in (began.two, began.new_two):
            draw_began(left, began.days, curve)
        lower = float(np.interp(_BEGAN_DAY, began.days, began.new_two))
        direct(left, "where you began", _BEGAN_DAY, lower, GREY, "right", right=-4, up=-11)
    lines = ((result.new_two, ":", GREEN, "new spines"), (result.two, "-", BLUE, "two pools"),
             (result.one, "--", RED, "one pool"))  # fmt: skip
    for kept, dash, colour, _ in lines:
        left.plot(result.days, kept, color=colour, linestyle=dash)
    names_apart(left, SURVIVAL_DAYS, [(name, float(kept[-1]), colour) for kept, _, colour, name in lines])
    counts = list(result.points.itertuples())
    _counts(left, counts)
    _all_spines(right, result, began)
    heading(figure, _finding(result, counts), "Marks: counts in mice · lines: model, assumed shares")
    return _survival_in_words(result, counts)


def _finding(result: SpineSurvival, counts: Sequence[Any]) -> str:
    for row in counts:
        if row.own and row.new:
            return f"New after {row.days:.0f} days: {row.percent:.1f}% counted, {row.two:.1f}% by two pools"
    one, two = result.at(_MONTH)
    return f"After {_MONTH} days: one pool {one:.0f}%, two pools {two:.0f}%"


def _counts(axes: Axes, counts: Sequence[Any]) -> None:
    """Counts of this preparation in colour, of others in paper; each with its name and the spread that was printed."""
    spread = [row for row in counts if row.lower == row.lower]  # not a number where none was printed
    axes.vlines(*zip(*((row.days, row.lower, row.upper) for row in spread), strict=True), color=GREY, linewidth=1.4,
                zorder=3)  # fmt: skip
    for new, own, shape, face, edge in (
        (False, False, "s", PAPER, GREY), (False, True, "o", ORANGE, INK),
        (True, False, "D", PAPER, GREY), (True, True, "D", GREEN, INK),
    ):  # fmt: skip
        places = [(row.days, row.percent) for row in counts if (row.new, row.own) == (new, own)]
        if places:
            axes.plot(*zip(*places, strict=True), shape, color=face, markeredgecolor=edge, markersize=9,
                      markeredgewidth=1.4, zorder=4)  # fmt: skip
    day, percent = (
        np.ptp(ends) / px for ends, px in zip((axes.get_xlim(), axes.get_ylim()), plot_px(axes), strict=True)
    )

    def starts(name: str, align: str, x: float) -> float:
        """Where a name starts (days), so that all of a colour are written as one."""
        return x - {"left": 0, "center": 0.5, "right": 1}[align] * width_px(name) * day

    for own, colour in ((False, ink(GREY)), (True, INK)):
        named = [(*_NAMES[row.id], row) for row in counts if row.own == own]
        lines = [
            (name, starts(name, align, row.days + right * day), row.percent + up * percent)
            for name, align, right, up, row in named
        ]
        studies = [] if own else [(name, starts(name, align, x), y) for name, x, y, align in _STUDIES]
        words(axes, [*lines, *studies], "left", colour)
        if lines:  # curves may come anywhere: paper around the letters keeps them legible
            axes.collections[-1].set(path_effects=[Stroke(linewidth=2.6, foreground=PAPER), Normal()], zorder=3.5)


def _all_spines(axes: Axes, result: SpineSurvival, began: SpineSurvival | None) -> None:
    """What the rates say of the density of the same mice, beside what was counted."""
    name_y(axes, "All spines, %")
    axes.axhline(100, color=LIGHT, linewidth=1, zorder=0)
    axes.set(xlim=(START_DAY - 0.7, _LAST_DAY + 0.7), ylim=_DENSITY_ENDS, yticks=_DENSITY_TICKS, xlabel="Day")
    axes.set_xticks((START_DAY, 1, _LAST_DAY), [minus(day) for day in (START_DAY, 1, _LAST_DAY)])
    rows = {of: result.densities[of].to_numpy() for of in ("day", "density", "lower", "upper", "one", "two")}
    days = [START_DAY, *rows["day"]]
    if began is not None:
        draw_began(axes, days, [100, *began.densities["two"]])
    for name, colour, dash in (("one", RED, "--"), ("two", BLUE, "-")):
        axes.plot(days, [100, *rows[name]], color=colour, linestyle=dash)
    axes.vlines(rows["day"], 100 + rows["lower"], 100 + rows["upper"], color=GREY, linewidth=1.4, zorder=3)
    axes.plot(rows["day"], rows["density"], "o", color=ORANGE, markeredgecolor=INK, markersize=9, zorder=4)


def _survival_in_words(result: SpineSurvival, counts: Sequence[Any]) -> str:
    prep, own = result.preparation, [row for row in counts if row.own]
    said = "; ".join(
        f"{row.study} ({row.subjects}{'; new spines' if row.new else ''}): {row.percent:g}% at {row.days:g} days, "
        f"one pool {row.one:.1f}%, two pools {row.two:.1f}%"
        for row in own
    )
    new = [
        f"Of new spines {row.percent:.1f}% were counted again after {row.days:.0f} days, and {row.two:.1f}% are "
        "expected by two pools. "
        for row in own
        if row.new
    ]
    one, two = result.at(_MONTH)
    alike, fast, slow = (days_words(days) for days in (*result.lifetimes_one, *result.lifetimes_two))
    others = "; ".join(f"{row.label} {row.percent:g}% at {row.days:g} days" for row in counts if not row.own)
    return (
        f"{''.join(new)}Rates from {prep.name}: {prep.loss_percent:.3g}% lost in {prep.interval_days:g} "
        f"days. After {_MONTH} days one pool (mean lifetime {alike}) predicts {one:.1f}% of all spines. Two pools, "
        f"{result.fast_share_percent:g}% fast with a lifetime of {fast} and the others {slow}, predict "
        f"{two:.1f}%. {result.lasting_new_percent:g}% of new spines last; {result.scoring_error_percent:.3g}% of the "
        "spines are overlooked in each session. Shares, slow lifetime and error are assumptions of ours. "
        + (f"Counted in this preparation: {said}. " if own else "No points of its own. ")
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
