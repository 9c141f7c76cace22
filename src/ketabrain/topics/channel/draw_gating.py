"""The four states of a channel and its blocker, a hundred channels dealt among them, on the experiment's clock."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BEGAN, BLUE, BODY, GREEN, GREY, HEAD, INK, ORANGE, ink
from ketabrain.topics.channel.draw_pore import DRUG, SEAT, Channel, draw_channels, ketamine, membranes, walls
from ketabrain.topics.channel.trapping import GatingMoment

_HEIGHT_IN = 4.5
_PLACES = {"closed": (16, 68), "open": (442, 68), "trapped": (16, 216), "open_blocked": (442, 216)}
_NAMES = {"closed": "closed", "open": "open", "open_blocked": "blocked", "trapped": "trapped"}
_CARD, _ICON, _UNIT = (302, 112), 62, 12.8
"""Size of the card of a state, where its channel stands on it, and the size of that channel; in pixels."""
_DOTS_X, _DOTS_Y, _DOTS_PER_ROW, _APART = 130, 48, 20, (8.3, 11.5)
_STEPS = [[(326, 112), (434, 112)], [(326, 260), (434, 260)], [(504, 182), (504, 214)]]
_STRIP = (92, 690, 347, 394)
"""The clock from left to right, and its curve from 100% down to 0, in pixels."""
_ABSENT, _CARD_COLOUR = "#C9C8C1", "#F6F5F2"


@drawn(height_in=_HEIGHT_IN)
def gating(moment: GatingMoment, figure: Figure) -> str:
    """Draw the four states with their channels; an arrow is dark only while its step can happen."""
    axes = canvas(figure)
    glutamate, drug = moment.conditions.glutamate, moment.conditions.concentration_um
    channels = _of_a_hundred(moment)
    _cards(axes, channels)
    _steps(axes, possible=glutamate)
    gate, around = ("glutamate opens", "opens and shuts") if glutamate else ("no glutamate: shut", "shut in")
    colour = INK if glutamate else ink(GREY)
    words(axes, [(gate, 380, 132), (around, 380, 280)], "center", colour)
    words(axes, [("the drug’s only way", 520, 198)], "left", colour)
    _clock(axes, moment)
    name = moment.trace.drug.name
    held = channels["open_blocked"] + channels["trapped"]
    finding = f"{held} of 100 channels hold {name}"
    present = f"{drug:g} µM {name} is in the bath" if drug else f"no {name} is in the bath"
    trapped = "all" if channels["trapped"] == held else channels["trapped"]
    shut_in = f", {trapped} of them shut in with it" if channels["trapped"] else ""
    heading(figure, finding + shut_in, f"Illustration, shares from the model · {moment.time_s:.1f} s")
    shares = ", ".join(f"{_NAMES[state]} {100 * share:.1f}%" for state, share in moment.shares.items())
    return (
        f"{finding}{shut_in}. {moment.time_s:.1f} s into the experiment {present} and glutamate is "
        f"{'on' if glutamate else 'off'}. Share of channels: {shares}. Trapped means closed with the drug inside. The "
        "strip below is the whole experiment: pulses of glutamate, the time with drug in the bath, and the share that "
        "holds it. The drawing is an illustration; the shares are the model's."
    )


def _of_a_hundred(moment: GatingMoment) -> dict[str, int]:
    """How many of a hundred channels are in each state, so rounded that they are a hundred together."""
    shares = moment.shares
    held = round(100 * (shares["open_blocked"] + shares["trapped"]))
    blocked, opened = (round(100 * shares[state]) for state in ("open_blocked", "open"))
    blocked, opened = min(blocked, held), min(opened, 100 - held)
    return {"closed": 100 - held - opened, "open": opened, "open_blocked": blocked, "trapped": held - blocked}


def _cards(axes: Axes, channels: dict[str, int]) -> None:
    """A card for each state: its channel cut lengthwise, its name, and its share of a hundred channels as dots."""
    width, height = _CARD
    place = np.arange(100)
    across, down = _APART
    grid = np.column_stack((across * (place % _DOTS_PER_ROW), down * (place // _DOTS_PER_ROW)))
    dots: dict[str, list[Array]] = {_ABSENT: [], BLUE: [], DRUG: []}
    grounds, found, spans, seats, names, counts = [], [], [], [], [], []
    for state, many in channels.items():
        x, y = _PLACES[state]
        holds = state in ("open_blocked", "trapped")
        channel = Channel(x + _ICON, y + height / 2, _UNIT)
        grounds.append([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        spans.append((channel, x, x + 2 * _ICON - 8))
        found += walls(channel, is_open=state.startswith("open"))
        seats += [channel.at(0, SEAT)] if holds else []
        names.append((_NAMES[state], x + _DOTS_X - 4, y + 24))
        counts.append((f"{many}", x + width - 14, y + 24))
        here = grid + np.array((x + _DOTS_X, y + _DOTS_Y))
        dots[_ABSENT].append(here[many:])
        dots[DRUG if holds else BLUE].append(here[:many])
    axes.add_collection(PolyCollection(grounds, facecolors=_CARD_COLOUR, linewidths=0, zorder=-1), autolim=False)
    membranes(axes, spans)
    draw_channels(axes, found)
    ketamine(axes, seats, 1.9 * _UNIT)
    words(axes, names, "left", size=BODY)
    words(axes, counts, "right", size=HEAD, bold=True)
    for colour, places in dots.items():
        filling, size = (_CARD_COLOUR, 3.4) if colour == _ABSENT else (colour, 5.2)
        axes.plot(*np.concatenate(places).T, "o", color=colour, markersize=size, markerfacecolor=filling)


def _steps(axes: Axes, *, possible: bool) -> None:
    """The arrows between the states, dark while the gate can open."""
    colour, width = (INK, 2.2) if possible else (BEGAN, 1.2)
    axes.add_collection(LineCollection(_STEPS, colors=colour, linewidths=width), autolim=False)
    heads = []
    for (x0, y0), (x1, y1) in _STEPS:
        along = np.array((x1 - x0, y1 - y0)) / np.hypot(x1 - x0, y1 - y0)
        aside = np.array((-along[1], along[0]))
        for tip, back in (((x0, y0), along), ((x1, y1), -along)):
            heads.append([tip, tip + 11 * back + 5 * aside, tip + 11 * back - 5 * aside])
    axes.add_collection(PolyCollection(heads, facecolors=colour, linewidths=0), autolim=False)


def _clock(axes: Axes, moment: GatingMoment) -> None:
    """The whole experiment as a strip: drug in the bath, pulses, the share that holds drug, and where one stands."""
    left, right, top, foot = _STRIP
    trace = moment.trace
    per_second = (right - left) / trace.times_s[-1]

    def at(seconds: Array | float) -> Array:
        return left + per_second * np.asarray(seconds)

    now, pulses = 0.0, []
    for stretch in trace.stretches:
        if stretch.glutamate:
            pulses.append((float(at(now)), per_second * stretch.duration_s))
        now += stretch.duration_s
    drug_on, drug_off = (float(at(end)) for end in trace.drug_in_bath_s)
    axes.broken_barh([(drug_on, drug_off - drug_on)], (top, foot - top), color=tint(ORANGE, 0.28), linewidth=0)
    axes.broken_barh(pulses, (foot + 7, 10), color=GREEN, linewidth=0)
    x, held = at(trace.times_s), foot - (foot - top) * trace.blocked
    past = trace.times_s <= moment.time_s
    here = (float(at(moment.time_s)), foot - (foot - top) * trace.blocked_at(moment.time_s))
    axes.plot(x, held, color=BEGAN, linewidth=1.4)
    axes.plot([*x[past], here[0]], [*held[past], here[1]], color=INK, linewidth=2)
    axes.plot([here[0]] * 2, [top - 4, foot + 22], color=INK, linewidth=1.2)
    axes.plot(*here, "o", color=INK, markersize=6)
    ticks = [(f"{second}", float(at(second)), foot + 34) for second in range(0, 101, 20)]
    axes.add_collection(LineCollection([[(left, foot + 22), (right, foot + 22)]], colors=GREY, linewidths=0.8))
    words(axes, [*ticks, ("s", right, foot + 34)], "center")
    words(axes, [("glutamate", left - 8, foot + 12)], "right", ink(GREEN))
    words(axes, [("hold drug", left - 8, (top + foot) / 2)], "right", ink(GREY))
    words(axes, [("100%", right + 8, top), ("0", right + 8, foot)], "left")
    words(axes, [("drug in the bath", drug_off - 8, (top + foot) / 2 + 4)], "right")
