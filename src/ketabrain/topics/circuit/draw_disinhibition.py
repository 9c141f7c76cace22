"""Disinhibition: a corner of cortex as a diagram, its firing after a block, and a map of all pairs of blocks."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Polygon, Rectangle

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, PAPER, PURPLE, RED, SMALL
from ketabrain.topics.circuit.disinhibition import LEVELS, CircuitState, RatesAfterBlock

_SHOWN_S = 2.0
_NOTABLE = 0.05
"""Changes of firing smaller than this share are called no change."""
_FEW_TICKS = (0, 25, 50, 75, 100)
"""Every tick costs a millisecond of a redraw."""
_MAP_COLOURS = ("#2166AC", "#92C5DE", "#F7E3D0", "#F4A582", "#D6604D")
"""From less than half the firing without drug (blue) to over four times of it (red), between the model's LEVELS."""


def circuit(state: CircuitState, figure: Figure) -> str:
    """Draw who excites and who inhibits whom, arrows as thick as the signal, and beside it the firing of each cell."""
    left, right = panels(figure, (1.6, 1.0), left=0.01, right=0.97, bottom=0.13, top=0.9, gap=0.06)
    left.set(xlim=(2, 102), ylim=(2, 68))
    left.axis("off")
    _arrows(left, state)
    _cells(left)
    _receptors(left, 20, 20, state.block_i, 13.5)
    _receptors(left, 88, 50, state.block_e, 56.5)
    headline, outcome = _outcome(state)
    left.set_title(headline, x=0.02)
    _firing(right, state)
    return (
        f"{100 * state.block_i:.0f}% of NMDA receptors on interneurons and {100 * state.block_e:.0f}% on pyramidal "
        f"cells are blocked. Interneurons fire {state.rate_i_hz:.1f} spikes a second ({state.baseline_i_hz:.1f} "
        f"before), pyramidal cells {state.rate_e_hz:.1f} ({state.baseline_e_hz:.1f} before): {outcome}. "
        "Rates come from the published model; the even spacing of spikes and the drawing are illustrations."
    )


def _outcome(state: CircuitState) -> tuple[str, str]:
    """What the block did, as a headline and as a clause."""
    if not state.block_e and not state.block_i:
        return "No drug: excitation and inhibition in balance", "the circuit is undisturbed"
    if state.change_e > 1 + _NOTABLE:
        return f"Brakes weakened: output × {state.change_e:.1f}", f"block has excited it {state.change_e:.1f}-fold"
    if state.change_e < 1 - _NOTABLE:
        left = f"{state.change_e:.2f}"
        return f"Excitation weakened: output × {left}", f"block has quieted it to {left} of what it was"
    return "Two blocks that cancel out", "the circuit fires as before"


def _cells(axes: Axes) -> None:
    axes.add_patch(Circle((18, 36), 10, facecolor=PAPER, edgecolor=RED, linewidth=2.5, zorder=4))
    axes.text(18, 36, "inter-\nneuron", ha="center", va="center", fontsize=SMALL, zorder=5)
    axes.add_patch(Rectangle((67.4, 44), 3.2, 22, facecolor=BLUE, linewidth=0, zorder=3))
    axes.add_patch(Polygon([(55, 24), (83, 24), (69, 52)], facecolor=PAPER, edgecolor=BLUE, linewidth=2.5, zorder=4))
    axes.text(69, 30.5, "pyramidal\ncell", ha="center", va="center", fontsize=SMALL, zorder=5)


def _arrows(axes: Axes, state: CircuitState) -> None:
    """Excitation goes with S_E and the receptors left, inhibition with the current that interneurons send."""
    excite = 14 * state.nmda_gating
    to_i, to_e = excite * (1 - state.block_i), excite * (1 - state.block_e)
    _arrow(axes, (58, 23), (31, 21), "arc3,rad=-0.3", BLUE, to_i)
    _arrow(axes, (81, 26), (79, 40), "arc3,rad=1.6", BLUE, to_e)
    _arrow(axes, (29, 39), (59, 37), "arc3,rad=-0.2", RED, 60 * state.inhibition_na, head="|-|,widthA=0,widthB=6")
    axes.text(43, 47, "inhibits (GABA)", ha="center", va="center", fontsize=SMALL)
    axes.text(47, 9.5, "excites\n(glutamate)", ha="center", va="center", fontsize=SMALL)
    _arrow(axes, (69, 23), (69, 5), "arc3", GREEN, 0.5 * state.rate_e_hz)
    axes.text(73, 6, "output", ha="left", va="center", fontsize=SMALL)


def _arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], bend: str, colour: str, width: float,
    head: str = "-|>,head_length=6,head_width=4",
) -> None:  # fmt: skip
    axes.add_patch(
        FancyArrowPatch(
            start, end, connectionstyle=bend, arrowstyle=head, color=colour, linewidth=float(np.clip(width, 0.5, 9)),
            mutation_scale=1, zorder=2,
        )
    )  # fmt: skip


def _receptors(axes: Axes, x: float, y: float, block: float, words_y: float) -> None:
    """The receptors of one cell as a bar, filled as far as they are blocked."""
    axes.add_patch(Rectangle((x - 9, y - 2.2), 18, 4.4, facecolor=PAPER, edgecolor=INK, linewidth=1.2, zorder=6))
    axes.add_patch(Rectangle((x - 9, y - 2.2), 18 * block, 4.4, facecolor=PURPLE, linewidth=0, zorder=6.1))
    axes.text(x, words_y, f"NMDA: {100 * block:.0f}% blocked", ha="center", va="center", fontsize=SMALL, zorder=6)


def _firing(axes: Axes, state: CircuitState) -> None:
    """Evenly spaced spikes at the model's rates, before and now."""
    rows = (
        ("pyramidal, now", state.rate_e_hz, BLUE),
        ("before", state.baseline_e_hz, GREY),
        ("interneuron, now", state.rate_i_hz, RED),
        ("before", state.baseline_i_hz, GREY),
    )
    heights = (4.3, 3.2, 1.5, 0.4)
    for (name, rate, colour), y in zip(rows, heights, strict=True):
        spikes = np.arange(0.5 / rate, _SHOWN_S, 1 / rate)
        axes.vlines(spikes, y - 0.3, y + 0.3, color=colour, linewidth=1.6)
        axes.text(0, y + 0.36, f"{name}: {rate:.1f} per second", fontsize=SMALL, va="bottom")
    axes.set(xlim=(0, _SHOWN_S), ylim=(0, 5.3), xlabel="Seconds")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def rates_and_map(course: RatesAfterBlock, figure: Figure) -> str:
    """Firing after the block has set in at once, and a map of where every pair of blocks leads."""
    left, right = panels(figure, (1.1, 1.0), left=0.1, right=0.97, gap=0.13)
    state = course.state
    for rate, colour, dash, name in (
        (course.rate_e_hz, BLUE, "-", "pyramidal cells"),
        (course.rate_i_hz, RED, "--", "interneurons"),
    ):
        left.plot(course.times_ms, rate, color=colour, linestyle=dash, label=name)
    left.axvline(0, color=GREY, linewidth=1, linestyle=":")
    top = max(6.0, 1.35 * float(max(course.rate_e_hz.max(), course.rate_i_hz.max())))
    left.set(xlim=(-150, float(course.times_ms[-1])), ylim=(0, top))
    left.set(xlabel="Milliseconds after the block", ylabel="Spikes per second")
    left.legend(loc="upper right", fontsize=SMALL)
    left.set_title(f"Output × {state.change_e:.2f}")
    _block_map(right, course)
    when, low = course.deepest_i
    return (
        f"Block of {100 * state.block_i:.0f}% on interneurons and {100 * state.block_e:.0f}% on pyramidal cells. "
        f"Pyramidal cells go from {state.baseline_e_hz:.2f} to {state.rate_e_hz:.2f} spikes a second, a factor of "
        f"{state.change_e:.2f}. Interneurons go from {state.baseline_i_hz:.2f} down to {low:.2f} at {when:.0f} ms and "
        f"settle at {state.rate_i_hz:.2f}. On the map the dot lies where output is "
        f"{'higher' if state.change_e > 1 else 'not higher'} than without drug; equal blocks, the dotted line, never "
        "raise it."
    )


def _block_map(axes: Axes, course: RatesAfterBlock) -> None:
    percent = 100 * course.map_blocks
    right = np.full_like(percent, 100.0)
    for colour, level in zip(_MAP_COLOURS, (*LEVELS, None), strict=True):
        left = np.zeros_like(percent) if level is None else 100 * course.level_lines[level]
        axes.fill_betweenx(percent, left, right, color=colour, linewidth=0)
        if level is not None:
            axes.plot(left, percent, color=INK, linewidth=2 if level == 1 else 0.6)
        right = left
    for x, y, words in ((88, 20, "less than\nhalf"), (58, 38, "less"), (26, 88, "more")):
        axes.text(x, y, words, ha="center", va="center", fontsize=SMALL, color="white" if y == 20 else INK)
    axes.plot([0, 100], [0, 100], color=INK, linestyle=":", linewidth=1.2)
    axes.plot(100 * course.state.block_e, 100 * course.state.block_i, "o", markersize=11, color="white",
              markeredgecolor=INK, markeredgewidth=2.5, clip_on=False, zorder=5)  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="Block on pyramidal cells (%)", ylabel="Block on interneurons (%)")
    axes.set(xticks=_FEW_TICKS, yticks=_FEW_TICKS)
    axes.set_title("Map of all pairs of blocks")
