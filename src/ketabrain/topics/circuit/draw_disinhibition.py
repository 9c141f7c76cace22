"""Disinhibition: a corner of cortex as a diagram, its firing after a block, and a map of all pairs of blocks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.layout import canvas, direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, PAPER, RED, ink
from ketabrain.engine.draw.ticks import ticks_at
from ketabrain.topics.circuit.disinhibition import LEVELS, CircuitState, RatesAfterBlock
from ketabrain.topics.circuit.draw_cells import FIELD, INTERNEURON, PYRAMIDAL, bend, cell, connection, receptors

_SHOWN_S = 2.0
_NOTABLE = 0.05
"""Changes of firing smaller than this share are called no change."""
_MAP_COLOURS = ("#2166AC", "#92C5DE", "#F7E3D0", "#F4A582", "#D6604D")
"""From less than half the firing without drug (blue) to over four times of it (red), between the model's LEVELS."""


@drawn(height_in=4.0)
def circuit(state: CircuitState, figure: Figure, began: CircuitState | None = None) -> str:
    """Draw who excites and who holds back whom, fibres as thick as what they carry, and the spikes of both cells.

    Grey behind fibres and spikes is what they were in the first setting, without drug.
    """
    axes = canvas(figure)
    _fibres(axes, state, began)
    cell(axes, _BRAKE, INTERNEURON, RED, more=[((4, 20), (10, 32), (12, 52), 6)])
    cell(axes, _SENDER, PYRAMIDAL, BLUE, more=[((0, -52), (30, -62), (66, -46), 6)])
    receptors(axes, _FIELD_I, state.block_i, RED)
    receptors(axes, _FIELD_E, state.block_e, BLUE)
    _names(axes, state)
    _spikes(axes, state)
    finding, outcome = _outcome(state)
    heading(figure, finding, "Rate model at rest · grey: no drug · cells and even spikes: illustration")
    return (
        f"{outcome}. Of the NMDA receptors {100 * state.block_i:.0f}% on interneurons and {100 * state.block_e:.0f}% "
        f"on pyramidal cells are blocked. Interneurons fire {state.rate_i_hz:.1f} spikes a second "
        f"({state.baseline_i_hz:.1f} before), pyramidal cells {state.rate_e_hz:.1f} ({state.baseline_e_hz:.1f} "
        "before). Pyramidal cells excite themselves and the interneurons, which hold them back; a fibre is as thick as "
        "what it carries, and of the 20 receptors drawn on each cell the filled ones are blocked. "
        "Rates come from the published model; the even spacing of spikes and the drawing are illustrations."
    )


_BRAKE, _SENDER = (104, 196), (296, 232)
"""Middles of the interneuron and of the pyramidal cell, in pixels as all places here."""
_FIELD_I, _FIELD_E = (66, 248), (362, 176)
"""Upper left corners of their fields of receptors."""
_AXON_ENDS = 352
_EXCITES_BRAKE = ((296, 300), (250, 318), (171, 261))
_EXCITES_SENDER = ((296, 316), (520, 336), (468, 190))
_HOLDS_BACK = ((128, 186), (206, 152), (278, 216))
_OUTPUT = ((296, 262), (296, 300), (296, _AXON_ENDS))
_WIDEST = 9.0


def _outcome(state: CircuitState) -> tuple[str, str]:
    """What the block did, as a heading and as a sentence."""
    change = f"{state.change_e:.2g}"
    on = f"With {100 * state.block_i:.0f}% blocked on interneurons and {100 * state.block_e:.0f}% on pyramidal cells"
    if not state.block_e and not state.block_i:
        fires = f"{state.rate_e_hz:.1f} times a second"
        return f"No drug: pyramidal cells fire {fires}", f"With nothing blocked pyramidal cells fire {fires}"
    if state.change_e > 1 + _NOTABLE:
        return f"Brakes weakened: the output rises {change}-fold", f"{on} the output rises {change}-fold"
    if state.change_e < 1 - _NOTABLE:
        falls = f"the output falls to {change} of"
        return f"Excitation weakened: {falls} before", f"{on} {falls} what it was"
    return (
        f"Two blocks that cancel out: output × {state.change_e:.1f}",
        f"{on} the output stays: × {state.change_e:.1f}",
    )


def _fibres(axes: Axes, state: CircuitState, began: CircuitState | None) -> None:
    """Excitation goes with S_E and the receptors left, inhibition with the current that interneurons send."""
    for at, grey in ((began, True), (state, False)):
        if at is None:
            continue
        excite = 14 * at.nmda_gating
        fibres = (
            (_EXCITES_BRAKE, BLUE, excite * (1 - at.block_i), True),
            (_EXCITES_SENDER, BLUE, excite * (1 - at.block_e), True),
            (_HOLDS_BACK, RED, 60 * at.inhibition_na, False),
            (_OUTPUT, BLUE, 0.5 * at.rate_e_hz, True),
        )
        for way, colour, width, excites in fibres:
            thick = float(np.clip(width, 0.6, _WIDEST))
            if grey:
                axes.plot(*bend(*way).T, color=BEGAN, linewidth=thick + 2.4, zorder=1.5, solid_capstyle="butt")
            else:
                connection(axes, way, colour, thick, excites=excites)


def _names(axes: Axes, state: CircuitState) -> None:
    _, height = FIELD
    x_i, y_i = _FIELD_I
    x_e, y_e = _FIELD_E
    of_brake = [
        ("interneuron", 34, 128),
        ("holds back (GABA)", 144, 126),
        (f"NMDA: {100 * state.block_i:.0f}% blocked", x_i - 46, y_i + height + 15),
    ]
    of_sender = [
        ("pyramidal cell", 166, 94),
        ("excites (glutamate)", 150, 322),
        ("output", 312, _AXON_ENDS + 2),
        (f"NMDA: {100 * state.block_e:.0f}% blocked", x_e, y_e - 12),
    ]
    for lines, colour in ((of_brake, RED), (of_sender, BLUE)):
        words(axes, lines, "left", ink(colour))


def _spikes(axes: Axes, state: CircuitState) -> None:
    """Evenly spaced spikes at the model's rates over two seconds, and behind them, in grey, those before."""
    left, right = 536, 740
    rows = (
        ("pyramidal cell", state.rate_e_hz, state.baseline_e_hz, BLUE, 150),
        ("interneuron", state.rate_i_hz, state.baseline_i_hz, RED, 250),
    )
    for name, now, before, colour, y in rows:
        for rate, half, paint, width in ((before, 26, BEGAN, 3.2), (now, 18, colour, 1.6)):
            x = left + (right - left) / _SHOWN_S * np.arange(0.5 / rate, _SHOWN_S, 1 / rate)
            axes.vlines(x, y - half, y + half, color=paint, linewidth=width)
        words(axes, [(f"{name}: {_hz(now)} a second", left, y - 40)], "left", ink(colour))
    foot = 300
    ticks = np.linspace(left, right, 3)
    axes.hlines(foot, left, right, color=GREY, linewidth=0.8)
    axes.vlines(ticks, foot, foot + 5, color=GREY, linewidth=0.8)
    words(axes, [(f"{second}", x, foot + 16) for second, x in enumerate(ticks)], "center")
    words(axes, [("Seconds", (left + right) / 2, foot + 38)], "center")


def _hz(rate: float) -> str:
    """A rate as a picture has room for it."""
    return f"{rate:.1f}" if rate < 10 else f"{rate:.0f}"


@drawn(height_in=4.1)
def rates_and_map(course: RatesAfterBlock, figure: Figure, began: RatesAfterBlock | None = None) -> str:
    """Firing after the block has set in at once, and a map of where every pair of blocks leads."""
    left, right = plots(figure, (1.0, 0.86), left=50, right=130, gap=56)
    state = course.state
    _rates_after(left, course, began)
    _block_map(right, course)
    change = f"{state.change_e:.2g}" if abs(state.change_e - 1) > _SAME else "1"
    finding = "The output stays as it was" if change == "1" else f"The output settles at {change} times what it was"
    grey = " · grey: where you began" if began else ""
    heading(figure, finding, f"Rate model, block at 0 ms{grey}")
    when, low = course.deepest_i
    return (
        f"With {100 * state.block_i:.0f}% blocked on interneurons and {100 * state.block_e:.0f}% on pyramidal cells "
        f"output is {state.change_e:.2f} times what it was. "
        f"Pyramidal cells go from {state.baseline_e_hz:.2f} to {state.rate_e_hz:.2f} spikes a second. "
        f"Interneurons go from {state.baseline_i_hz:.2f} down to {low:.2f} at {when:.0f} ms and "
        f"settle at {state.rate_i_hz:.2f}. On the map the ring lies where output is "
        f"{'higher' if state.change_e > 1 else 'not higher'} than without drug; equal blocks, the dotted line, never "
        "raise it."
    )


_SAME = 0.005
_RATES, _RATE_TICKS = (0.8, 40), (1, 3, 10, 30)
"""Ends and ticks of the axis of rates (Hz), which holds for every pair of blocks."""
_CHANGES = (0.25, 16)
"""Ends of the scale of output beside the map."""


def _rates_after(axes: Axes, course: RatesAfterBlock, began: RatesAfterBlock | None) -> None:
    axes.set_yscale("log")
    axes.set(xlim=(-150, float(course.times_ms[-1])), ylim=_RATES, xlabel="Milliseconds after the block")
    ticks_at(axes, (0, 500, 1000, 1500), _RATE_TICKS)
    axes.axvline(0, color=GREY, linewidth=1, linestyle=":")
    name_y(axes, "Spikes per second (logarithmic)")
    if began:
        began_curve(axes, began.times_ms, began.rate_e_hz)
    lines = (("pyramidal cells", course.rate_e_hz, BLUE, "-"), ("interneurons", course.rate_i_hz, RED, "--"))
    e_on_top = course.rate_e_hz[-1] > course.rate_i_hz[-1]
    for name, rate, colour, dash in lines:
        axes.plot(course.times_ms, rate, color=colour, linestyle=dash)
        above = (colour == BLUE) == e_on_top
        direct(
            axes, name, float(course.times_ms[-1]), float(rate[-1]), colour, "right", right=-2, up=12 if above else -12
        )


def _block_map(axes: Axes, course: RatesAfterBlock) -> None:
    percent = 100 * course.map_blocks
    ends = [np.full_like(percent, 100.0), *(100 * course.level_lines[level] for level in LEVELS), 0 * percent]
    lines = [np.column_stack([end, percent]) for end in ends]
    areas = [np.concatenate([right, left[::-1]]) for right, left in pairwise(lines)]
    axes.add_collection(PolyCollection(areas, facecolors=_MAP_COLOURS, linewidths=0), autolim=False)
    weights = [2 if level == 1 else 0.6 for level in LEVELS]
    equal = [(0, 0), (100, 100)]
    axes.add_collection(
        LineCollection([*lines[1:-1], equal], colors=INK, linewidths=[*weights, 1.2],
                       linestyles=[*["-"] * len(LEVELS), ":"]),
        autolim=False,
    )  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="Block on pyramidal cells, %")
    ticks_at(axes, (0, 50, 100), (0, 50, 100))
    axes.tick_params(pad=6)  # the ring stands on an axis where one block is 0
    axes.plot(100 * course.state.block_e, 100 * course.state.block_i, "o", markersize=10, color=PAPER,
              markeredgecolor=INK, markeredgewidth=3, clip_on=False, zorder=5)  # fmt: skip
    name_y(axes, "Block on interneurons, %")
    words(axes, [("equal", 57, 49)], "left")  # beside the dotted line, where the two blocks are
    _scale_of_output(axes, course.state.change_e)


def _scale_of_output(axes: Axes, change: float) -> None:
    """Beside the map its colours as a scale of changes of output, with a mark where the circuit is now.

    An axes of its own, with a logarithm and ticks, would cost a fifth of the redraw.
    """
    least, most = _CHANGES
    low, high = np.log2(_CHANGES)

    def height(changes: Sequence[float]) -> NDArray[np.float64]:
        return 100 * (np.log2(changes) - low) / (high - low)

    x, width = 122, 7
    feet = height((least, *LEVELS, most))
    boxes = [[(x, a), (x + width, a), (x + width, b), (x, b)] for a, b in pairwise(feet)]
    axes.add_collection(PolyCollection(boxes, facecolors=_MAP_COLOURS, linewidths=0, clip_on=False), autolim=False)
    lines = [(f"× {level:g}", x + width + 3, y) for level, y in zip(LEVELS, height(LEVELS), strict=True)]
    words(axes, [*lines, ("more", x + width + 3, 91), ("less", x + width + 3, 5), ("output", x, 105.5)], "left")
    axes.plot(x - 3, height([change])[0], ">", color=INK, markersize=9, clip_on=False)
