"""The model of protein making: four steps after a drug, and its two levers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PURPLE, RED
from ketabrain.topics.bdnf.protein_synthesis import (
    MINUTES_AFTER,
    MINUTES_BEFORE,
    STEPS,
    Synthesis,
)

_NAMES = {"TrkB": "TrkB", "S6K": "S6 kinase", "eEF2K": "eEF2 kinase", "protein": "protein making"}
_LOOKS = {
    "TrkB": (ORANGE, "-.", 1.8),
    "S6K": (PURPLE, ":", 2.2),
    "eEF2K": (INK, "--", 1.8),
    "protein": (BLUE, "-", 3.2),
}
_HIGHEST = 3.4
"""The largest level that the sliders of lesson 06 reach, S6 kinase with eight times the BDNF, stays below this."""
_SEEN = 0.1
"""A level that differs less from where one began would hide it."""
_WRITE = {ORANGE: "#8A5A00", PURPLE: "#9A3F72"}
"""Two of the curves' colours, dark enough to write with."""


@drawn(height_in=4.2)
def course(result: Synthesis, figure: Figure, began: Synthesis | None = None) -> str:
    """The four steps over time (left), and protein making if calcium or BDNF alone is moved (right)."""
    left, right = plots(figure, (1.15, 1.0), left=50, right=30, gap=168)
    _steps(left, result, began)
    _levers(right, result)
    protein = result.final["protein"]
    finding = f"{_given(result)}: {protein:.2f} times the protein"
    heading(figure, finding, "A model of protein making, not of depression; calcium is assumed")
    return _in_words(result, finding)


def _given(result: Synthesis) -> str:
    """What was changed, short enough for a heading."""
    (calcium, _), (bdnf, _) = result.calcium_alone, result.bdnf_alone
    given = ["Ketamine"] if calcium < 1 else []
    if bdnf != 1:
        given.append(f"BDNF × {bdnf:g}" if bdnf else "antibody")
    if result.rapamycin:
        given.append("rapamycin")
    told = " + ".join(given) or "No drug"
    return told[0].upper() + told[1:]


def _steps(axes: Axes, result: Synthesis, began: Synthesis | None) -> None:
    axes.set(xlim=(-MINUTES_BEFORE, MINUTES_AFTER), ylim=(0, _HIGHEST), xlabel="Minutes")
    axes.set(xticks=(0, 30, 60, 90, 120), yticks=(0, 1, 2, 3))
    axes.axhline(1, color=LIGHT, linewidth=1.2, zorder=0)
    now = result.final["protein"]
    if began is not None and abs(now - began.final["protein"]) > _SEEN:
        draw_began(axes, began.minutes, began.relative[STEPS.index("protein")])
        up = -13 if now > began.final["protein"] else 14
        direct(axes, "where you began", MINUTES_AFTER, began.final["protein"], GREY, "right", right=0, up=up)
    for name, relative in zip(STEPS, result.relative, strict=True):
        colour, dash, width = _LOOKS[name]
        axes.plot(result.minutes, relative, color=colour, linestyle=dash, linewidth=width, label=_NAMES[name])
    name_y(axes, "Times rest")
    ends = apart(result.relative[:, -1], least=0.25)
    for name, end in zip(STEPS, ends, strict=True):
        colour = _LOOKS[name][0]
        direct(axes, _NAMES[name], MINUTES_AFTER, end, _WRITE.get(colour, colour))


def apart(values: Sequence[float] | np.ndarray, least: float) -> list[float]:
    """Where to write beside some values so that no two stand closer than `least`; never below half of it.

    >>> [round(place, 2) for place in apart([1.0, 1.05, 0.0, 3.0], least=0.25)]
    [0.9, 1.15, 0.12, 3.0]
    """
    order = np.argsort(values, kind="stable")
    places = np.asarray(values, dtype=float)[order]
    for _ in range(50):  # neighbours that are too close push each other away, until none is
        gaps = np.diff(places)
        push = np.clip(least - gaps, 0, None) / 2
        if not (push > 1e-9).any():
            break
        places[:-1] -= push
        places[1:] += push
        places = np.maximum(places, least / 2)
    found = np.empty_like(places)
    found[order] = places
    return found.tolist()


def _levers(axes: Axes, result: Synthesis) -> None:
    moved, together = result.levers, result.final["protein"]
    axes.set(xlim=(-0.15, 8.15), ylim=(0, _HIGHEST), xlabel="Input, times rest")
    axes.set(xticks=(0, 1, 2, 4, 8), yticks=(0, 1, 2, 3))
    axes.axhline(1, color=LIGHT, linewidth=1.2, zorder=0)
    axes.plot(moved.bdnf_fold, moved.by_bdnf, color=GREEN)
    axes.plot(moved.calcium_fold, moved.by_calcium, color=RED, linestyle="--", linewidth=3)
    axes.axhline(together, color=BLUE, linewidth=1.4, linestyle=":")
    axes.plot(*result.bdnf_alone, "s", color=GREEN, markersize=10, markeredgecolor=INK, zorder=5)
    axes.plot(*result.calcium_alone, "o", color=RED, markersize=10, markeredgecolor=INK, zorder=5)
    name_y(axes, "Protein, long run")
    direct(axes, "BDNF alone", 0.9, 2.2, GREEN, right=0)
    direct(axes, "calcium alone", 1.25, 0.72, RED, right=0)
    direct(axes, "together", 8.15, together, BLUE, "right", right=0, up=10)


def _in_words(result: Synthesis, finding: str) -> str:
    moved, final = result.levers, result.final
    return (
        f"{finding}, with BDNF at {result.bdnf_alone[0]:g} times rest and calcium at {result.calcium_um:.3g} µM. After "
        f"{MINUTES_AFTER} minutes, relative to rest: "
        + ", ".join(f"{_NAMES[name]}{' (with mTOR)' * (name == 'S6K')} {value:.2f}" for name, value in final.items())
        + f". Moved alone, calcium down to a quarter takes protein to {moved.by_calcium[0]:.2f} at most, BDNF from "
        f"none to eightfold from {moved.by_bdnf[0]:.2f} to {moved.by_bdnf[-1]:.2f}; the dotted line is what all "
        "together give. A model of protein making, not of depression. Calcium is assumed; while BDNF stays its TrkB "
        "is never turned down, as that of cells is."
    )
