"""One synapse on a dendritic spine: glutamate, AMPA and NMDA receptors, the magnesium plug, calcium flowing in."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch, FancyBboxPatch, Rectangle

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, HEAD, INK, LIGHT, ORANGE, PAPER, PURPLE, RED, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.synapse import TwoSignals
from ketabrain.topics.shared.magnesium_block import REVERSAL_MV, SynapseState

_AMPA_X, _NMDA_X, _MEMBRANE_Y = 26.0, 60.0, 31.0
_GLUTAMATE = ((20, 42), (30, 45), (40, 41), (50, 45), (66, 43), (74, 44), (26, 39.5), (60, 39.5), (77, 40))


def synapse(signals: TwoSignals, figure: Figure) -> str:
    """Draw the synapse in its state, and beside it the table of two signals that makes a coincidence detector."""
    state = signals.now
    left, right = panels(figure, (2.0, 1.0), left=0.01, right=0.97, bottom=0.03, top=0.9, gap=0.1)
    left.set(xlim=(0, 100), ylim=(0, 72), aspect="equal", anchor="W")
    left.axis("off")
    _sender(left)
    _spine(left, state)
    _ampa(left, state)
    _nmda(left, state)
    if state.glutamate:
        for x, y in _GLUTAMATE:
            left.add_patch(Circle((x, y), 1.1, facecolor=GREEN, edgecolor=INK, linewidth=0.5, zorder=6))
    left.text(
        99, 42, "glutamate" if state.glutamate else "no glutamate", color=INK, ha="right", va="center", fontsize=SMALL
    )
    left.set_title(_headline(state), x=0.02)
    _two_signals(right, signals)
    return _words(state)


def _headline(state: SynapseState) -> str:
    if not state.glutamate:
        return "No glutamate: the NMDA receptor stays shut"
    return f"Glutamate, {minus(state.voltage_mv)} mV: {100 * state.calcium_inflow:.0f}% let calcium in"


def _words(state: SynapseState) -> str:
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
    flow = f"calcium flows through {100 * state.calcium_inflow:.0f}% of them"
    return (
        f"{'Glutamate is in the cleft' if state.glutamate else 'No glutamate'}: {ampa}. {plug}, and {flow}. "
        "The drawing is an illustration; the shares come from the published magnesium formula."
    )


def _sender(axes: Axes) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (14, 50), 72, 18, boxstyle="round,pad=0,rounding_size=7", facecolor=LIGHT, edgecolor=INK, linewidth=1.3
        )
    )
    for x in (26, 38, 50, 62, 74):
        axes.add_patch(Circle((x, 57), 3, facecolor=PAPER, edgecolor=GREEN, linewidth=1.5))
        for dx, dy in ((-1, 0.6), (1, 0.6), (0, -1)):
            axes.add_patch(Circle((x + dx, 57 + dy), 0.6, facecolor=GREEN, linewidth=0))
    axes.text(50, 64, "sending cell", ha="center", va="center", fontsize=SMALL)


def _spine(axes: Axes, state: SynapseState) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (3, 1), 94, 30, boxstyle="round,pad=0,rounding_size=8", facecolor=PAPER, edgecolor=INK, linewidth=1.3
        )
    )
    inside = "at rest" if state.voltage_mv <= -60 else "depolarised" if state.voltage_mv >= -45 else "half-way"
    axes.text(8, 5, f"receiving cell: {minus(state.voltage_mv)} mV, {inside}", ha="left", va="center", fontsize=SMALL)


def _walls(axes: Axes, x: float, half_gap: float, colour: str) -> None:
    for side in (-1, 1):
        axes.add_patch(
            FancyBboxPatch(
                (x + side * (half_gap + 2.5) - 2.5, _MEMBRANE_Y - 6),
                5,
                12,
                boxstyle="round,pad=0,rounding_size=2.2",
                facecolor=colour,
                edgecolor=INK,
                linewidth=1.2,
                zorder=4,
            )
        )


def _sodium_flows(state: SynapseState) -> bool:
    return state.glutamate and state.voltage_mv < REVERSAL_MV


def _ampa(axes: Axes, state: SynapseState) -> None:
    _walls(axes, _AMPA_X, 1.8 if state.glutamate else 0.1, ORANGE)
    axes.text(_AMPA_X - 9, _MEMBRANE_Y + 3.5, "AMPA", ha="right", va="center", fontsize=SMALL)
    if _sodium_flows(state):
        _arrow(axes, (_AMPA_X, _MEMBRANE_Y + 7), (_AMPA_X, 13), 2.2, ORANGE)
        axes.text(_AMPA_X + 3, 16, "Na⁺", fontsize=SMALL, va="center")


def _nmda(axes: Axes, state: SynapseState) -> None:
    _walls(axes, _NMDA_X, 2.6 if state.glutamate else 1.6, BLUE)
    axes.text(_NMDA_X + 9.5, _MEMBRANE_Y + 3.5, "NMDA", ha="left", va="center", fontsize=SMALL)
    plugged = 1 - state.nmda_unblocked
    if plugged > 0.005:
        axes.add_patch(
            Ellipse(
                (_NMDA_X, _MEMBRANE_Y - 1),
                4.6,
                4.6,
                facecolor=PURPLE,
                edgecolor=INK,
                alpha=max(0.15, plugged),
                zorder=5,
            )
        )
    axes.text(
        _NMDA_X + 9.5, 25.5, f"Mg²⁺ plugs\n{100 * plugged:.0f}%", ha="left", va="center", fontsize=SMALL, zorder=6
    )
    if state.calcium_inflow > 0.02:
        _arrow(axes, (_NMDA_X, _MEMBRANE_Y + 7), (_NMDA_X, 10), 0.8 + 5 * state.calcium_inflow, RED)
        axes.text(_NMDA_X - 4, 15, "Ca²⁺", fontsize=SMALL, va="center", ha="right")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], width: float, colour: str) -> None:
    style = f"simple,head_length={4 + width},head_width={4 + 1.7 * width},tail_width={width}"
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle=style, color=colour, linewidth=0, zorder=5))


def _two_signals(axes: Axes, signals: TwoSignals) -> None:
    """A two-by-two table: calcium inflow with and without each of the two signals."""
    now, at_rest = signals.now, signals.at_rest
    axes.set(xlim=(0, 2), ylim=(0, 2))
    axes.set_xticks([0.5, 1.5], [f"at rest\n{minus(at_rest.voltage_mv)} mV", f"now\n{minus(now.voltage_mv)} mV"])
    axes.set_yticks([0.5, 1.5], ["none", "glutamate"], rotation=90, va="center")
    axes.tick_params(length=0)
    axes.xaxis.tick_top()
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_position((0.69, 0.12, 0.29, 0.56))
    for column, state in enumerate((at_rest, now)):
        for row, glutamate in enumerate((False, True)):
            inflow = state.nmda_unblocked if glutamate else 0
            here = glutamate == now.glutamate and state is now
            axes.add_patch(
                Rectangle(
                    (column + 0.04, row + 0.04),
                    0.92,
                    0.92,
                    facecolor=(RED, 0.75 * inflow),
                    edgecolor=INK if here else GREY,
                    linewidth=3 if here else 0.8,
                )
            )
            axes.text(column + 0.5, row + 0.5, f"{100 * inflow:.0f}%", ha="center", va="center", fontsize=HEAD)
    axes.text(0, -0.1, "NMDA channels that let\ncalcium in; thick frame: now", fontsize=SMALL, va="top", ha="left")
