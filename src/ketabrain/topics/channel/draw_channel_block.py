"""Block of the channel: who sits in the pore, and block against concentration for ketamine and its mirror forms."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import add_plot, canvas, direct, heading, name_y, plain_log_ticks, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, LINES, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.channel import draw_pore
from ketabrain.topics.channel.channel_block import HELD_AT_MV, BlockCurve, FormCurves, PoreOccupants
from ketabrain.topics.channel.rounding import two_digits

_CHANNEL = draw_pore.Channel(116, 208, 27)
_MEMBRANE_END, _NAMES_X = 330, 216
_CHANNELS, _PER_ROW, _ACROSS, _DOWN = 100, 25, 7.4, 11.5
_GRID_X, _GRID_Y, _KEY_X, _COUNT_X = 22.0, 352.0, 222.0, 334.0
_ABSENT = "#C9C8C1"
_LEAST = 0.005
"""A smaller share is called under 1%."""
_BESIDE = {
    "on the cell": ("^", "on the cell", "right", -8),
    "patch pulled off": ("v", "patch", "left", 8),
    "whole neurons": ("s", "neurons", "left", 8),
}
"""Marker of each preparation, its name in short, and on which side of its last point it stands, so many pixels off."""


def pore_and_curve(curve: BlockCurve, figure: Figure) -> str:
    """The channel with its likeliest occupant, and block against concentration here and where it was measured."""
    here = curve.here
    axes = canvas(figure)
    draw_pore.membranes(axes, [(_CHANNEL, 0, _MEMBRANE_END)])
    draw_pore.draw_channels(axes, draw_pore.walls(_CHANNEL, is_open=True))
    draw_pore.rings(axes, _CHANNEL, _NAMES_X)
    likeliest = max(("ketamine", "magnesium", "empty"), key=lambda who: float(getattr(here, who)))
    if likeliest == "ketamine":
        draw_pore.ketamine(axes, [_CHANNEL.at(0, draw_pore.SEAT)], 48)
    elif likeliest == "magnesium":
        draw_pore.magnesium(axes, *_CHANNEL.at(0, draw_pore.PLUG), 30)
    _ions(axes, passing=likeliest == "empty")
    sides = [("ions, outside", _NAMES_X, 104), (f"inside: {minus(here.voltage_mv)} mV", _NAMES_X, 306)]
    words(axes, sides, "left", ink(GREY))
    _a_hundred(axes, here)
    _block_curve(figure, curve)
    finding = f"{100 * here.ketamine:.0f} of 100 open channels hold ketamine; half at {two_digits(here.ic50_um)} µM"
    conditions = f"{here.concentration_um:g} µM, {here.magnesium_mm:g} mM magnesium"
    heading(figure, finding, f"{conditions} · illustration and model; competition assumed")
    weaker = here.ic50_um / here.ic50_alone_um
    return (
        f"{finding}. {here.concentration_um:g} µM ketamine, {minus(here.voltage_mv)} mV inside, "
        f"{here.magnesium_mm:g} mM magnesium: of open channels {100 * here.empty:.0f}% are empty, "
        f"{100 * here.magnesium:.0f}% hold magnesium and {100 * here.ketamine:.0f}% ketamine; the one that is drawn "
        f"holds what is likeliest. Half is blocked at {two_digits(here.ic50_um)} µM, {weaker:.1f} times the "
        f"{two_digits(here.ic50_alone_um)} µM without magnesium. That magnesium and ketamine compete is an assumption. "
        f"Others, without magnesium, saw blocked: {_seen(curve)}; no single curve passes through all of these. The "
        "drawing is an illustration and not to scale."
    )


def _ions(axes: Axes, *, passing: bool) -> None:
    """Ions outside the cell, which a guest in the pore stops, and those that pass where there is none."""
    x, _ = _CHANNEL.at(0, 0)
    scatter = np.random.default_rng(5)
    outside = list(
        zip(x + np.linspace(-68, 68, 12) + scatter.uniform(-5, 5, 12), scatter.uniform(76, 104, 12), strict=True)
    )
    mouth = [(x - 9, 122), (x + 6, 130), (x - 2, 148), (x + 2, 164)]
    through = [
        (x - 4, 182),
        (x + 5, 202),
        (x - 3, 222),
        (x + 1, 244),
        (x - 5, 268),
        (x + 9, 288),
        (x - 12, 302),
        (x, 316),
    ]
    at = [*outside, *mouth, *(through if passing else [])]
    axes.plot(*zip(*at, strict=True), "o", color=RED, markersize=4.2, zorder=5)


def _a_hundred(axes: Axes, here: PoreOccupants) -> None:
    """A hundred open channels by who sits in them, with their numbers."""
    ketamine = round(100 * here.ketamine)
    magnesium = min(round(100 * here.magnesium), _CHANNELS - ketamine)
    groups = (
        ("ketamine", ketamine, "h", draw_pore.DRUG, draw_pore.DRUG, 6.2),
        ("magnesium", magnesium, "o", draw_pore.MAGNESIUM, draw_pore.MAGNESIUM, 4.6),
        ("empty", _CHANNELS - ketamine - magnesium, "o", _ABSENT, PAPER, 4.2),
    )
    first = 0
    for row, (name, many, marker, edge, filling, size) in enumerate(groups):
        place = np.arange(first, first + many)
        line = _GRID_Y - 2 + 18 * row
        x = [*(_GRID_X + _ACROSS * (place % _PER_ROW)), _KEY_X]
        y = [*(_GRID_Y + _DOWN * (place // _PER_ROW)), line]
        axes.plot(x, y, marker, color=edge, markerfacecolor=filling, markersize=size)
        words(axes, [(name, _KEY_X + 10, line)], "left")
        words(axes, [(f"{many}", _COUNT_X, line)], "right", bold=True)
        first += many


def _block_curve(figure: Figure, curve: BlockCurve) -> None:
    """Block against concentration; the shift of the half-block is the arrow between the two curves."""
    here = curve.here
    axes = add_plot(figure, left=424, right=28)
    if here.ic50_um != curve.measured_ic50_um:
        measured = 100 * curve.blocked_where_measured
        axes.plot(curve.concentrations_um, measured, color=BEGAN, linestyle="--", linewidth=1.6)
        direct(axes, f"{minus(HELD_AT_MV)} mV, no magnesium", 0.012, 97, GREY, right=0)
        arrow = {"arrowstyle": "-|>", "color": INK, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (here.ic50_um, 50), (curve.measured_ic50_um, 50), arrowprops=arrow)
    for preparation, (marker, name, align, right) in _BESIDE.items():
        points = [point for point in curve.elsewhere if point.preparation == preparation]
        at = [point.concentration_um for point in points], [100 * point.blocked for point in points]
        axes.plot(*at, marker, color=GREY, markerfacecolor="none")
        beside = max(points, key=lambda point: point.concentration_um)
        direct(axes, name, beside.concentration_um, 100 * beside.blocked, GREY, align, right=right, over_lines=True)
    axes.plot(curve.concentrations_um, 100 * curve.blocked, color=BLUE)
    axes.plot(here.concentration_um, 100 * here.ketamine, "o", color=RED, markersize=9, zorder=4)
    axes.set(ylim=(-3, 103))
    name_y(axes, "Open channels blocked, %")
    _log_concentration_axis(axes)


def _seen(curve: BlockCurve) -> str:
    return ", ".join(
        f"{100 * point.blocked:.0f}% at {point.concentration_um:g} µM ({point.preparation})"
        for point in curve.elsewhere
    )


def form_block(forms: FormCurves, figure: Figure, began: FormCurves | None = None) -> str:
    """Block against concentration for ketamine, its mirror forms and their first products; beside it at one level."""
    left, right = plots(figure, (1.6, 1), right=64, gap=172)
    order = sorted(forms.here, key=lambda form: -forms.here[form])
    moved = began is not None and began.ic50s_um != forms.ic50s_um
    if began is not None and moved:
        grey = [np.column_stack((began.concentrations_um, 100 * curve)) for curve in began.curves.values()]
        left.add_collection(LineCollection(grey, colors=BEGAN, linewidths=1.4, zorder=0.9), autolim=False)
    for (name, curve), (colour, dash) in zip(forms.curves.items(), LINES, strict=True):
        left.plot(forms.concentrations_um, 100 * curve, color=colour, linestyle=dash, label=name)
    looks = dict(zip(forms.curves, LINES, strict=True))
    shares, colours = [100 * forms.here[name] for name in order], [looks[name][0] for name in order]
    left.scatter([forms.concentration_um] * len(order), shares, s=40, c=colours, zorder=3)
    right.barh(range(len(order)), shares, height=0.5, color=colours)
    samples = LineCollection(
        [[(-0.87, row), (-0.69, row)] for row in range(len(order))], colors=colours, linewidths=2.2,
        linestyles=[looks[name][1] for name in order], transform=right.get_yaxis_transform(), clip_on=False,
    )  # fmt: skip
    right.add_collection(samples, autolim=False)
    left.axvline(forms.concentration_um, color=RED, linewidth=1.4, zorder=1)
    left.set(ylim=(-3, 103))
    name_y(left, "Open channels blocked, %")
    _log_concentration_axis(left, "Concentration, µM (logarithmic)")
    right.set(xlim=(0, 100), ylim=(len(order) - 0.5, -0.5), yticks=(), xlabel="Blocked, %")
    name_y(right, f"At {forms.concentration_um:g} µM")
    words(right, [(name, -0.04, row) for row, name in enumerate(order)], transform=right.get_yaxis_transform())
    beside = [(_whole_percent(forms.here[name]), 1.24, row) for row, name in enumerate(order)]
    words(right, beside, transform=right.get_yaxis_transform(), bold=True)
    ratio = forms.ic50s_um["R-ketamine"] / forms.ic50s_um["S-ketamine"]
    s, r = (f"{100 * forms.here[form]:.0f}%" for form in ("S-ketamine", "R-ketamine"))
    finding = f"At {forms.concentration_um:g} µM S-ketamine blocks {s} and R-ketamine {r}"
    grey_says = "; grey: where you began" if moved else ""
    heading(figure, finding, f"Model: as far apart as binding in rats, S {ratio:.1f} times tighter than R{grey_says}")
    said = "; ".join(
        f"{name} {100 * forms.here[name]:.0f}% (half at {two_digits(ic50)} µM)" for name, ic50 in forms.ic50s_um.items()
    )
    return (
        f"{finding}. Share of open channels that {forms.concentration_um:g} µM blocks: {said}. S blocks at {ratio:.1f} "
        "times lower levels than R. The distances between the curves come from binding in rat cortex; that block "
        "follows binding is an assumption."
    )


def _whole_percent(share: float) -> str:
    return "under 1" if 0 < share < _LEAST else f"{100 * share:.0f}"


def _log_concentration_axis(axes: Axes, label: str = "Ketamine, µM (logarithmic)") -> None:
    axes.set(xscale="log", xlim=(0.01, 100), xlabel=label)
    plain_log_ticks(axes.xaxis)
