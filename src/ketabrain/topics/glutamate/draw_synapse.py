"""One synapse on a dendritic spine: glutamate, AMPA and NMDA receptors, the magnesium plug, calcium flowing in.

Beside it a hundred NMDA channels in each of four cases show why the receptor tells when two things happen together.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch, Rectangle

from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BEGAN, BLUE, BODY, GREEN, GREY, INK, ORANGE, PAPER, PURPLE, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.synapse import TwoSignals
from ketabrain.topics.shared.draw_place import where_we_are
from ketabrain.topics.shared.magnesium_block import REVERSAL_MV, SynapseState

_HEIGHT = 420
_SENDER = (
    (232, 70), (310, 70), (312, 94), (380, 104), (402, 150), (380, 182), (270, 186), (160, 182), (138, 150), (160, 104),
    (228, 94),
)  # fmt: skip
_SPINE = (
    (158, 226), (270, 218), (382, 226), (420, 272), (384, 330), (308, 338), (304, 384), (348, 398), (790, 392),
    (790, 450), (-30, 450), (-30, 392), (192, 398), (236, 384), (232, 338), (156, 330), (120, 272),
)  # fmt: skip
_VESICLES = ((194, 126), (240, 114), (288, 126), (336, 116), (366, 140), (178, 152), (224, 156), (316, 156))
_AMPA_X, _NMDA_X, _MIDDLE_X = 200.0, 336.0, 270.0
_GRIDS = ((586.0, "at rest"), (676.0, "now"))
_ROW_NAMES_X = 570.0
_GRID_ROWS = (("none", 118.0), ("glutamate", 216.0))
_PITCH, _PER_ROW, _CHANNELS = 6.4, 10, 100


def synapse(signals: TwoSignals, figure: Figure) -> str:
    """Draw the synapse in its state, and beside it the table of two signals that makes a coincidence detector."""
    state = signals.now
    axes = canvas(figure)
    _cells(axes, state)
    if state.glutamate:
        _glutamate(axes)
    _receptor(axes, _AMPA_X, 6 if state.glutamate else 0.7, ORANGE)
    _receptor(axes, _NMDA_X, 7 if state.glutamate else 1.5, BLUE)
    _flows(axes, state)
    plugged = 1 - state.nmda_unblocked
    if plugged > 0.005:
        axes.add_patch(Circle((_NMDA_X, 238), 8, facecolor=PURPLE, edgecolor=INK, alpha=max(0.25, plugged), zorder=5))
    _names(axes, state)
    _two_signals(axes, signals)
    where_we_are(figure, "spine", 562, 322)
    heading(
        figure,
        _finding(state),
        f"Illustration, not to scale · shares: published formula, {state.magnesium_mm:g} mM magnesium",
    )
    return _description(state)


def _finding(state: SynapseState) -> str:
    signal = f"Glutamate, {minus(state.voltage_mv)} mV" if state.glutamate else "No glutamate"
    return f"{signal}: {100 * state.calcium_inflow:.0f} of 100 NMDA channels let calcium in"


def _description(state: SynapseState) -> str:
    plugged = 100 * (1 - state.nmda_unblocked)
    if not state.glutamate:
        ampa = "AMPA receptors and NMDA receptors stay shut"
    elif _sodium_flows(state):
        ampa = "AMPA receptors open and let sodium in"
    else:
        ampa = "AMPA receptors open, but at this voltage nothing drives sodium in"
    plug = (
        f"With {state.magnesium_mm:g} mM magnesium and {minus(state.voltage_mv)} mV inside, "
        f"{plugged:.0f}% of NMDA channels are plugged"
    )
    return (
        f"{_finding(state)}. {ampa}. {plug}; calcium flows through {100 * state.calcium_inflow:.0f}% of them. "
        "Beside the synapse stand a hundred channels in each of four cases: without glutamate all are shut, with it "
        "those without a plug let calcium in. The drawing is an illustration and not to scale; the shares come from "
        "the published magnesium formula."
    )


def _sodium_flows(state: SynapseState) -> bool:
    return state.glutamate and state.voltage_mv < REVERSAL_MV


def _cells(axes: Axes, state: SynapseState) -> None:
    """The sending cell's ending above, the spine on its branch below, with the charge on the inside of its skin."""
    for points, colour, share in ((_SENDER, GREEN, 0.16), (_SPINE, BLUE, 0.12)):
        axes.add_patch(PathPatch(smooth(points), facecolor=tint(colour, share), edgecolor=colour, linewidth=1.6))
    axes.add_patch(Rectangle((200, 0), 140, 78, facecolor=PAPER, linewidth=0, zorder=1.5))  # the axon goes on upwards
    for x, y in _VESICLES:
        axes.add_patch(Circle((x, y), 12, facecolor=PAPER, edgecolor=GREEN, linewidth=1.4, zorder=2))
    inside = np.array(_VESICLES)
    for dx, dy in ((-4, -2), (4, -2), (4, 5), (-2, 5)):
        axes.plot(*(inside + np.array((dx, dy))).T, "o", color=GREEN, markersize=3.2, zorder=3)
    _charges(axes, state.voltage_mv)


def _charges(axes: Axes, voltage_mv: float) -> None:
    """Signs along the inside of the spine's skin, one for every 5 mV."""
    along = np.radians(np.linspace(34, 146, 19))
    many = min(round(abs(voltage_mv) / 5), along.size)
    chosen = along[np.linspace(0, along.size - 1, many).round().astype(int)]
    x, y = _MIDDLE_X + 112 * np.cos(chosen), 276 + 44 * np.sin(chosen)
    axes.plot(x, y, "_" if voltage_mv < 0 else "+", color=BLUE, markersize=7, markeredgewidth=1.6, zorder=3)


def _glutamate(axes: Axes) -> None:
    scatter = np.random.default_rng(4)
    across = np.linspace(170, 372, 30) + scatter.uniform(-4, 4, 30)
    axes.plot(across, scatter.uniform(191, 211, 30), "o", color=GREEN, markersize=4.4, zorder=3)
    bound = [x + side * 14 for x in (_AMPA_X, _NMDA_X) for side in (-1, 1)]
    (dots,) = axes.plot(bound, [208] * len(bound), "o", color=GREEN, markersize=7, zorder=6)
    dots.set(markeredgecolor=INK, markeredgewidth=0.7)


def _receptor(axes: Axes, x: float, gap: float, colour: str) -> None:
    """Two halves in the spine's skin, with `gap` pixels between each and the middle."""
    for side in (-1, 1):
        half = (
            (gap, 210),
            (gap + 6, 204),
            (gap + 20, 206),
            (gap + 20, 226),
            (gap + 15, 256),
            (gap + 4, 256),
            (gap, 250),
        )
        points = [(x + side * px, py) for px, py in half]
        axes.add_patch(PathPatch(smooth(points), facecolor=colour, edgecolor=INK, linewidth=1, zorder=4))


def _flows(axes: Axes, state: SynapseState) -> None:
    """Arrows into the spine, as wide as much flows, with the names of the ions."""
    flows = [(_AMPA_X, 2.0, ORANGE, "Na⁺")] if _sodium_flows(state) else []
    if state.calcium_inflow > 0.005:
        flows.append((_NMDA_X, 0.6 + 6 * state.calcium_inflow, RED, "Ca²⁺"))
    for x, width, colour, name in flows:
        style = f"simple,head_length={5 + width},head_width={6 + 2 * width},tail_width={width}"
        axes.add_patch(FancyArrowPatch((x, 254), (x, 302), arrowstyle=style, color=colour, linewidth=0, zorder=3))
        words(axes, [(name, x - 16, 282)], size=BODY)


def _names(axes: Axes, state: SynapseState) -> None:
    soft = [("sender", 24, 112), ("receiver", 24, 356)]
    words(axes, soft, "left", ink(GREY))
    words(axes, [(f"{minus(state.voltage_mv)} mV", _MIDDLE_X, 354)], "center", size=BODY, bold=True)
    leads = [
        ((_AMPA_X - 20, 236), (122, 240), "AMPA receptor", "right"),
        ((_NMDA_X + 24, 220), (424, 206), "NMDA receptor", "left"),
    ]
    if state.glutamate:
        leads.append(((166, 200), (122, 200), "glutamate", "right"))
    else:
        words(axes, [("no glutamate", _MIDDLE_X, 200)], "center", ink(GREY))
    if state.nmda_unblocked < 0.995:
        leads.append(((_NMDA_X + 8, 238), (424, 240), "Mg²⁺ plug", "left"))
    for end, start, name, align in leads:
        axes.plot(*zip(end, start, strict=True), color=GREY, linewidth=0.9, zorder=6)
        words(axes, [(name, start[0] + (5 if align == "left" else -5), start[1])], align)


def _two_signals(axes: Axes, signals: TwoSignals) -> None:
    """A hundred NMDA channels in each of four cases: with and without each of the two signals."""
    for (x, when), state in zip(_GRIDS, (signals.at_rest, signals.now), strict=True):
        middle = x + _PITCH * (_PER_ROW - 1) / 2
        words(axes, [(when, middle, 80), (f"{minus(state.voltage_mv)} mV", middle, 96)], "center")
        for name, y in _GRID_ROWS:
            glutamate = name == "glutamate"
            inflow = state.nmda_unblocked if glutamate else 0.0
            here = state is signals.now and glutamate == signals.now.glutamate
            _hundred_channels(axes, x, y + 18, inflow, shut=not glutamate)
            words(axes, [(f"{100 * inflow:.0f}", middle, y + 4)], "center", INK, size=BODY, bold=here)
            if here:
                axes.add_patch(Rectangle((x - 9, y - 8), 76, 92, facecolor="none", edgecolor=INK, linewidth=2))
    words(axes, [(name, _ROW_NAMES_X, y + 47) for name, y in _GRID_ROWS])


def _hundred_channels(axes: Axes, x: float, y: float, open_share: float, *, shut: bool) -> None:
    place = np.arange(_CHANNELS)
    across, down = x + _PITCH * (place % _PER_ROW), y + _PITCH * (place // _PER_ROW)
    lets_in = place < round(_CHANNELS * open_share)
    axes.plot(across[lets_in], down[lets_in], "o", color=RED, markersize=4.4)
    colour, size, filling = (BEGAN, 2.0, BEGAN) if shut else (PURPLE, 3.2, PAPER)
    axes.plot(across[~lets_in], down[~lets_in], "o", color=colour, markersize=size, markerfacecolor=filling)
