"""Ketamine's affinities for its targets beside the unbound drug in plasma."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel, plain_log_ticks
from ketabrain.engine.draw.style import BLUE, INK, RED, SMALL
from ketabrain.engine.numerals import counted
from ketabrain.topics.channel.rounding import two_digits
from ketabrain.topics.channel.targets import TargetMap
from ketabrain.topics.shared.draw_bands import BAND_COLOURS


@drawn(height_in=4.4)
def targets(found: TargetMap, figure: Figure) -> str:
    """Affinity of ketamine for each target, with the unbound drug at a chosen plasma level and in the bands."""
    axes = panel(figure, left=0.29, right=0.97, bottom=0.14, top=0.83)
    # A value that others did not find does not put a target on top.
    rank = found.rows["low"].where(~found.rows["disputed"])
    order = rank.groupby(found.rows["target"]).min().sort_values(ascending=False)
    places = {name: y for y, name in enumerate(order.index)}
    for i, (name, (low, high)) in enumerate(found.bands_um.items()):
        axes.axvspan(low, high, color=BAND_COLOURS[name], alpha=0.2, linewidth=0)
        # Above the panel, where the line of the level does not reach; in turn high and low, for bands overlap.
        axes.text(np.sqrt(low * high), 1.095 - 0.065 * (i % 2), name, transform=axes.get_xaxis_transform(), ha="center",
                  va="center", fontsize=SMALL,
                  bbox={"facecolor": BAND_COLOURS[name], "alpha": 0.25, "edgecolor": "none", "pad": 2})  # fmt: skip
    axes.axvline(found.unbound_um, color=INK, linewidth=1.5)
    rows = found.rows.assign(place=found.rows["target"].map(places))
    kinds = (
        (rows[~rows["disputed"] & ~rows["beyond"]], BLUE, "o", BLUE),
        (rows[rows["disputed"]], RED, "D", "none"),
        (rows[rows["beyond"]], BLUE, ">", "none"),
    )
    for kind, colour, marker, filling in kinds:
        spans = kind[kind["high"] > kind["low"]]
        axes.hlines(spans["place"], spans["low"], spans["high"], color=colour, linewidth=3)
        axes.plot(kind["low"], kind["place"], marker, color=colour, markersize=7, markerfacecolor=filling)
    axes.set_yticks([])  # names as plain text: ticks cost three times as much to draw
    for name, place in places.items():
        axes.text(-0.015, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=SMALL)
    axes.set(ylim=(-0.7, len(places) - 0.3), xlim=(0.03, 1000), xscale="log")
    plain_log_ticks(axes.xaxis)
    axes.set_xlabel("Concentration that fills or blocks half (µM)")
    axes.set_title(
        f"{found.level_ng_per_ml:g} ng/mL in plasma: {two_digits(found.unbound_um)} µM unbound", x=-0.4, y=1.15
    )
    reached, more = found.reached, found.reached_if_disputed
    disputed = f" Disputed values would add {', '.join(more)}." if more else ""
    return (
        f"At {found.level_ng_per_ml:g} ng/mL, {two_digits(found.unbound_um)} µM unbound, the level passes the tightest "
        f"undisputed half-way point of {counted(len(reached), 'target')}: {', '.join(reached) or 'none'}.{disputed} "
        "Diamonds are values that other laboratories dispute; arrows mean weaker than this."
    )
