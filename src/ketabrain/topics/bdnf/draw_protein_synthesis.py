"""The model of protein making: four steps after a drug, and its two levers."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, SMALL, ink
from ketabrain.topics.bdnf.protein_synthesis import (
    MINUTES_AFTER,
    MINUTES_BEFORE,
    STEPS,
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
    left.legend(loc="upper left", ncol=2, fontsize=SMALL, handlelength=2.2, columnspacing=1.0, borderpad=0.1)
    protein = result.final["protein"]
    left.set_title(f"{_given(result)}: protein making × {protein:.2f}", x=-0.16)
    _levers(right, result)
    left.text(
        -0.16, -0.27,
        "A model of protein making, not of depression. Calcium is assumed; TrkB, unlike in cells, never tires.",
        fontsize=SMALL, color=GREY, transform=left.transAxes,
    )  # fmt: skip
    return _course_in_words(result)


def _given(result: Synthesis) -> str:
    """What was changed, short enough for a title."""
    (calcium, _), (bdnf, _) = result.calcium_alone, result.bdnf_alone
    given = ["Ketamine"] if calcium < 1 else []
    if bdnf != 1:
        given.append(f"BDNF × {bdnf:g}" if bdnf else "antibody")
    if result.rapamycin:
        given.append("rapamycin")
    told = " + ".join(given) or "No drug"
    return told[0].upper() + told[1:]


def _levers(axes: Axes, result: Synthesis) -> None:
    moved = result.levers
    axes.plot(moved.bdnf_fold, moved.by_bdnf, color=GREEN)
    axes.plot(moved.calcium_fold, moved.by_calcium, color=RED, linestyle="--", linewidth=3)
    axes.plot(*result.bdnf_alone, "s", color=GREEN, markersize=10, markeredgecolor=INK, zorder=5)
    axes.plot(*result.calcium_alone, "o", color=RED, markersize=10, markeredgecolor=INK, zorder=5)
    axes.axhline(result.final["protein"], color=BLUE, linewidth=1.4, linestyle=":")
    axes.text(8.1, 1.55, "■ BDNF alone", color=ink(GREEN), fontsize=SMALL, ha="right")
    axes.text(8.1, 0.72, "● calcium alone", color=ink(RED), fontsize=SMALL, ha="right")
    axes.text(8.1, 0.15, "dotted: here, all together", color=BLUE, fontsize=SMALL, ha="right")
    axes.set(xlim=(-0.15, 8.15), ylim=(0, 3), xlabel="Input, times rest", ylabel="Protein, times rest")
    axes.set(xticks=(0, 1, 4, 8), yticks=(0, 1, 2, 3))


def _course_in_words(result: Synthesis) -> str:
    moved, final = result.levers, result.final
    return (
        f"{_given(result)}: protein making × {final['protein']:.2f}, with BDNF at {result.bdnf_alone[0]:g} times rest "
        f"and calcium at {result.calcium_um:.3g} µM. After {MINUTES_AFTER} minutes, relative to rest: "
        + ", ".join(f"{_NAMES[name]} {value:.2f}" for name, value in final.items())
        + f". Moved alone, calcium down to a quarter takes protein to {moved.by_calcium[0]:.2f} at most, BDNF from "
        f"none to eightfold from {moved.by_bdnf[0]:.2f} to {moved.by_bdnf[-1]:.2f}. A model of protein making, not of "
        "depression; while BDNF stays its TrkB is never turned down, as that of cells is."
    )
