"""The model of protein making: four steps after a drug, its two levers, and its receptor beside measured cells."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, ink
from ketabrain.topics.bdnf.protein_synthesis import (
    MINUTES_AFTER,
    MINUTES_BEFORE,
    STEPS,
    AlsoGiven,
    ChannelBlocker,
    ReceptorTest,
    Synthesis,
)

_NAMES = {"TrkB": "TrkB", "S6K": "S6 kinase (with mTOR)", "eEF2K": "eEF2 kinase", "protein": "protein making"}
_LOOKS = {
    "TrkB": (ORANGE, "-.", 1.8),
    "S6K": (PURPLE, ":", 2.2),
    "eEF2K": (INK, "--", 1.8),
    "protein": (BLUE, "-", 3.2),
}


@drawn(height_in=4.4)
def course(result: Synthesis, figure: Figure) -> str:
    """The four steps over time (left), and protein making if calcium or BDNF alone is moved (right)."""
    left, right = panels(figure, (1.3, 1.0), left=0.1, right=0.975, bottom=0.2, top=0.88, gap=0.12)
    for name, relative in zip(STEPS, result.relative, strict=True):
        colour, dash, width = _LOOKS[name]
        left.plot(result.minutes, relative, color=colour, linestyle=dash, linewidth=width, label=_NAMES[name])
    left.axvline(0, color=GREY, linewidth=1, linestyle=":")
    left.set(
        xlim=(-MINUTES_BEFORE, MINUTES_AFTER), ylim=(0, max(2.0, 1.5 * float(result.relative.max()))),
        xlabel="Minutes", ylabel="Level, times rest",
    )  # fmt: skip
    left.set_xticks([0, 30, 60, 90, 120])
    left.locator_params(axis="y", nbins=4)
    left.legend(loc="upper left", ncol=2, fontsize=9.5, handlelength=2.2, columnspacing=1.0, borderpad=0.1)
    protein = result.final["protein"]
    left.set_title(f"{_given(result)}: protein making × {protein:.2f}", x=-0.16)
    _levers(right, result)
    left.text(
        -0.16, -0.27, "A model of protein making, not of depression. That ketamine lowers calcium is our assumption.",
        fontsize=9.5, color=GREY, transform=left.transAxes,
    )  # fmt: skip
    return _course_in_words(result)


@drawn(height_in=4)
def receptor(result: ReceptorTest, figure: Figure) -> str:
    """The model's receptor and the cells of yuen1999: over time at one dose (left), by dose at one time (right)."""
    left, right = panels(figure, (1, 1), left=0.1, right=0.975, bottom=0.17, top=0.88, gap=0.09)
    points = result.points
    by_time = points[points["measure"] == "active TrkB"]
    by_dose = points[points["measure"] == "phosphorylated SHC"]
    for axes, x, curve, counted, at in (
        (left, result.seconds / 60, result.course, by_time, by_time["time_s"] / 60),
        (right, result.bdnf_nm, result.dose, by_dose, by_dose["bdnf_nm"]),
    ):
        axes.vlines(at, counted["percent"], counted["model"], color=GREY, linewidth=1.4, linestyle=":")
        axes.plot(x, curve, color=BLUE, label="model")
        axes.plot(at, counted["percent"], "D", color=ORANGE, markeredgecolor=INK, markersize=9, label="measured")
        axes.set(ylim=(-5, 125), xlim=(-0.03 * x[-1], x[-1]), yticks=(0, 50, 100))
    left.set(xlabel=f"Minutes with {by_time['bdnf_nm'].iloc[0]:g} nM of BDNF", ylabel="Percent of the peak")
    left.set_title("Active receptor")
    left.legend(loc="lower right", fontsize=10)
    right.set(xlabel="BDNF (nM)")
    right.set_title(f"Its partner SHC after {by_dose['time_s'].iloc[0] / 60:g} minutes")
    return (
        f"The model's receptor made to need {result.looser:g} times its BDNF, beside cells of another kind. Dotted "
        f"lines show the misfit, {result.mean_miss:.1f} percentage points on average. "
        + "; ".join(
            f"{row.measure} with {row.bdnf_nm:g} nM after {_after(row.time_s)}: measured {row.percent:.0f}%, model "
            f"{row.model:.0f}%"
            for row in points.itertuples()
        )
        + ". Each in percent of its largest measurement."
    )


def _after(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 60 else f"{seconds / 60:g} min"


def _given(result: Synthesis) -> str:
    """What was given, short enough for a title."""
    given = [] if result.drug is ChannelBlocker.NONE else [result.drug.capitalize()]
    if result.switch is not AlsoGiven.NOTHING:
        given.append("antibody + rapamycin" if result.switch is AlsoGiven.BOTH else result.switch)
    return " + ".join(given) if given else "No drug"


def _levers(axes: Axes, result: Synthesis) -> None:
    moved = result.levers
    axes.plot(moved.bdnf_fold, moved.by_bdnf, color=GREEN)
    axes.plot(moved.calcium_fold, moved.by_calcium, color=RED, linestyle="--", linewidth=3)
    axes.plot(*result.bdnf_alone, "s", color=GREEN, markersize=10, markeredgecolor=INK, zorder=5)
    axes.plot(*result.calcium_alone, "o", color=RED, markersize=10, markeredgecolor=INK, zorder=5)
    axes.axhline(result.final["protein"], color=BLUE, linewidth=1.4, linestyle=":")
    axes.text(8.1, 1.55, "■ BDNF alone", color=ink(GREEN), fontsize=10.5, ha="right")
    axes.text(8.1, 0.72, "● calcium alone", color=ink(RED), fontsize=10.5, ha="right")
    axes.text(8.1, 0.15, "dotted: here, all together", color=BLUE, fontsize=10, ha="right")
    axes.set(xlim=(-0.15, 8.15), ylim=(0, 3), xlabel="Input, times rest", ylabel="Protein, times rest")
    axes.set(xticks=(0, 1, 4, 8), yticks=(0, 1, 2, 3))


def _course_in_words(result: Synthesis) -> str:
    moved, final = result.levers, result.final
    return (
        f"{_given(result)}; BDNF set to {result.bdnf_fold:g} times rest and {1000 * result.bdnf_um:.3g} nM outside the "
        f"cell, calcium {result.calcium_um:.3g} µM ({result.ketamine_calcium_um:.3g} µM under ketamine). "
        f"After {MINUTES_AFTER} minutes, relative to rest: "
        + ", ".join(f"{_NAMES[name]} {value:.3f}" for name, value in final.items())
        + f". Protein making at 60 minutes: {result.at('protein', 60):.3f}. Moved alone, calcium down to a quarter "
        f"takes protein to {moved.by_calcium[0]:.2f} at most, BDNF from none to eightfold from {moved.by_bdnf[0]:.2f} "
        f"to {moved.by_bdnf[-1]:.2f}. A model of protein making, not of depression."
    )
