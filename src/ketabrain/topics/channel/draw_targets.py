"""Ketamine's affinities for its targets beside the unbound drug in plasma."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, plain_log_ticks, rows
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, PAPER, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.channel.rounding import two_digits
from ketabrain.topics.channel.targets import TargetMap
from ketabrain.topics.shared.draw_bands import BAND_COLOURS

_LOWEST, _HIGHEST = 0.03, 900.0
_NOT_REACHED = "#8FB8D4"
_SHORT = (
    ("alpha-", "α"), (" beta-", "β"), ("kappa ", "κ "), ("mu ", "µ "), ("delta ", "δ "), (" and ", ", "),
    (" receptor", ""),
)  # fmt: skip
"""What is shorter on the picture than in words."""


@drawn(height_in=4.9)
def targets(found: TargetMap, figure: Figure) -> str:
    """Affinity of ketamine for each target, with the unbound drug at a chosen plasma level and in the bands."""
    # A value that others did not find does not put a target on top.
    rank = found.rows["low"].where(~found.rows["disputed"])
    order = list(rank.groupby(found.rows["target"]).min().sort_values().index)
    axes = rows(figure, [_short(name) for name in order], top=96)
    axes.set(xscale="log", xlim=(_LOWEST, _HIGHEST), xlabel="Half at, µM (logarithmic)")
    plain_log_ticks(axes.xaxis)
    for name, (low, high) in found.bands_um.items():
        axes.axvspan(low, high, color=tint(BAND_COLOURS[name], 0.25), linewidth=0, zorder=0)
        # The two low bands overlap, so their names stand at the ends that they do not share.
        x, align = (low, "right") if name == "analgesia" else (low, "left")
        direct(axes, name, x, -0.6, GREY, align, right=0, up=14)
    axes.axvspan(_LOWEST, found.unbound_um, color=tint(RED, 0.16), linewidth=0, zorder=-1)
    axes.axvline(found.unbound_um, color=RED, linewidth=2, zorder=2)
    places = {name: y for y, name in enumerate(order)}
    _values(axes, found.rows.assign(place=found.rows["target"].map(places)), found.unbound_um)
    reached, more = found.reached, found.reached_if_disputed
    finding = f"{len(reached)} of {len(order)} targets half filled at {found.level_ng_per_ml:,g} ng/mL"
    free = two_digits(found.unbound_um)
    heading(figure, finding, f"{free} µM unbound; tightest undisputed values")
    disputed = f" Disputed values would add {', '.join(more)}." if more else ""
    return (
        f"{finding}. At {free} µM unbound the level passes the tightest undisputed half-way point of "
        f"{counted(len(reached), 'target')}: {', '.join(reached) or 'none'}.{disputed} Dots left of the line are dark. "
        "Open diamonds are values that other laboratories dispute; arrows mean weaker than this."
    )


def _values(axes: Axes, values: pd.DataFrame, unbound_um: float) -> None:
    """Every published value in the row of its target, those that the level passes dark."""
    plain = values[~values["disputed"] & ~values["beyond"]]
    spans = plain[plain["high"] > plain["low"]]
    axes.hlines(spans["place"], spans["low"], spans["high"], color=_NOT_REACHED, linewidth=3)
    for kind, colour in ((plain["low"] <= unbound_um, BLUE), (plain["low"] > unbound_um, _NOT_REACHED)):
        axes.plot(plain["low"][kind], plain["place"][kind], "o", color=colour, markersize=8)
    disputed, beyond = values[values["disputed"]], values[values["beyond"]]
    axes.plot(disputed["low"], disputed["place"], "D", color=RED, markersize=7, markerfacecolor=PAPER)
    axes.plot(beyond["low"], beyond["place"], ">", color=GREY, markersize=7, markerfacecolor=PAPER)
    for kind, word in ((disputed, "disputed"), (beyond, "weaker")):
        last = kind.iloc[-1]
        direct(axes, word, last["low"], last["place"], GREY, right=9)


def _short(name: str) -> str:
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name
