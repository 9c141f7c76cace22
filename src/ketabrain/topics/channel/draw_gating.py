"""The four states of a channel and its blocker, each with its share of all channels, on the experiment's clock."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import GREEN, GREY, HEAD, INK, LIGHT, ORANGE, SMALL
from ketabrain.topics.channel.draw_pore import DRUG, SEAT_Y, guest, pore
from ketabrain.topics.channel.trapping import GatingMoment

_SCALE = 0.72
_PLACES = {"closed": (22, 48), "open": (88, 48), "open_blocked": (88, 11), "trapped": (22, 11)}
_NAMES = {"closed": "closed", "open": "open", "open_blocked": "blocked", "trapped": "trapped"}


@drawn(height_in=4.4)
def gating(moment: GatingMoment, figure: Figure) -> str:
    """Draw the four states with their shares; an arrow is drawn in full only while its step can happen."""
    axes = panel(figure, left=0.005, right=0.995, bottom=0.01, top=0.92)
    axes.set(xlim=(-10, 134), ylim=(-1, 82))
    axes.axis("off")
    for state, (x, y) in _PLACES.items():
        _state(axes, state, x, y, moment.shares[state])
    glutamate, drug = moment.conditions.glutamate, moment.conditions.concentration_um
    name = moment.trace.drug.name
    _step(
        axes, (40, 66), (70, 66), "glutamate opens it" if glutamate else "no glutamate:\nthe gate stays shut", glutamate
    )
    _step(axes, (40, 29), (70, 29), "opens and closes\nwith the drug inside" if glutamate else "shut in", glutamate)
    _step(axes, (88, 50), (88, 40.5), "", glutamate)
    axes.text(92, 45.3, "drug enters and leaves\nthrough an open gate", fontsize=SMALL, va="center", color=INK)
    _clock(axes, moment)
    held = moment.shares["open_blocked"] + moment.shares["trapped"]
    title = f"{100 * held:.0f}% of channels hold {name}"
    axes.set_title(f"{moment.time_s:.1f} s: {title}", x=0.01)
    shares = ", ".join(f"{_NAMES[state]} {100 * share:.1f}%" for state, share in moment.shares.items())
    present = f"{drug:g} µM {name} is in the bath" if drug else f"no {name} in the bath"
    return (
        f"{moment.time_s:.1f} s into the experiment, {present} and glutamate is {'on' if glutamate else 'off'}: "
        f"{title}. Share of channels: {shares}. Trapped means closed with the drug inside. "
        "The drawing is an illustration; the shares are the model's."
    )


def _state(axes: Axes, state: str, x: float, y: float, share: float) -> None:
    pore(axes, x, y, _SCALE, gate_open=state.startswith("open"))
    if state in ("open_blocked", "trapped"):
        guest(axes, x, y + _SCALE * SEAT_Y, "", DRUG, _SCALE)
    left = x < 50
    at = x - 12 if left else x + 12
    align = "right" if left else "left"
    axes.text(at, y + 20, _NAMES[state], ha=align, va="bottom", fontsize=SMALL)
    axes.text(at, y + 19, f"{100 * share:.1f}%", ha=align, va="top", fontsize=HEAD, fontweight="bold")


def _step(axes: Axes, start: tuple[float, float], end: tuple[float, float], words: str, possible: bool) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="<|-|>",
            mutation_scale=13,
            color=INK if possible else GREY,
            linestyle="-" if possible else ":",
            linewidth=1.8 if possible else 1.0,
            zorder=6,
        )
    )
    axes.text((start[0] + end[0]) / 2, start[1] + 2, words, ha="center", va="bottom", fontsize=SMALL)


def _clock(axes: Axes, moment: GatingMoment) -> None:
    """A strip along the bottom: drug in the bath, pulses of glutamate, and where the learner stands."""
    left, width = 14.0, 112.0
    scale = width / moment.trace.times_s[-1]
    now, drug, glutamate = left, [], []
    for stretch in moment.trace.stretches:
        bar = (now, scale * stretch.duration_s)
        if stretch.concentration_um:
            drug.append(bar)
        if stretch.glutamate:
            glutamate.append(bar)
        now += bar[1]
    axes.broken_barh([(left, width)], (4.2, 2.4), facecolor=LIGHT)
    axes.broken_barh(drug, (4.2, 2.4), facecolor=ORANGE)
    axes.broken_barh(glutamate, (1.2, 2.4), facecolor=GREEN)
    axes.text(left - 1, 5.4, "drug", ha="right", va="center", fontsize=SMALL)
    axes.text(left - 1, 2.4, "glutamate", ha="right", va="center", fontsize=SMALL)
    x = left + scale * moment.time_s
    axes.plot([x, x], [0, 8], color=INK, linewidth=2)
