"""Pictures of lesson 04: the pore and its block curve, pulse trains, mirror forms, block after a dose, checks."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.style import (
    BLUE,
    GREY,
    INK,
    LIGHT,
    LINES,
    ORANGE,
    RED,
    counted,
    minus,
    panel,
    panels,
    plain_log_ticks,
)
from ketabrain.topics.channel import draw_pore
from ketabrain.topics.channel.block_after_dose import BlockCourse
from ketabrain.topics.channel.channel_block import HELD_AT_MV, FormCurves, PoreOccupants, block, ic50_um
from ketabrain.topics.channel.channel_checks import Checks
from ketabrain.topics.channel.targets import TargetMap
from ketabrain.topics.channel.trapping import Trace
from ketabrain.topics.shared.draw_bands import BAND_COLOURS
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN

_CONCENTRATIONS_UM = np.geomspace(0.01, 100, 161)


def pore_and_curve(here: PoreOccupants, figure: Figure) -> str:
    """The channel with its likeliest occupant, and block against concentration here and where it was measured."""
    left, right = panels(figure, (1, 1.2), left=0.01, gap=0.13)
    left.set(xlim=(-18, 42), ylim=(-5, 50), aspect="equal", anchor="NW")
    left.axis("off")
    draw_pore.membrane(left, -18, 18)
    draw_pore.pore(left)
    draw_pore.rings(left, 19)
    likeliest = max(("ketamine", "magnesium", "empty"), key=lambda who: float(getattr(here, who)))
    if likeliest == "ketamine":
        draw_pore.guest(left, 0, draw_pore.SEAT_Y, "ket", draw_pore.DRUG)
    elif likeliest == "magnesium":
        draw_pore.guest(left, 0, draw_pore.RINGS[-1][0], "Mg", draw_pore.MAGNESIUM)
    left.text(0, 45, "outside the cell", ha="center", fontsize=9.5)
    left.text(0, -3.5, f"inside: {minus(here.voltage_mv)} mV", ha="center", fontsize=9.5)
    shares = (
        f"empty {100 * here.empty:.0f}%\nmagnesium {100 * here.magnesium:.0f}%\nketamine {100 * here.ketamine:.0f}%"
    )
    left.text(19, 4.5, shares, fontsize=10, va="center", linespacing=1.35)
    left.set_title("Who sits in the pore?", x=0.02)
    reference = ic50_um(HELD_AT_MV)
    if here.ic50_um != reference:
        right.plot(
            _CONCENTRATIONS_UM, 100 * block(_CONCENTRATIONS_UM, reference), color=GREY, linestyle="--", linewidth=1.5
        )
        right.text(0.011, 92, f"dashed: {minus(HELD_AT_MV)} mV,\nno magnesium", fontsize=9.5, color=GREY, va="top")
    right.plot(_CONCENTRATIONS_UM, 100 * block(_CONCENTRATIONS_UM, here.ic50_um), color=BLUE)
    right.plot(here.concentration_um, 100 * here.ketamine, "o", color=BLUE, markersize=9)
    right.set(ylim=(-3, 103), ylabel="Open channels that it blocks (%)")
    _log_concentration_axis(right)
    right.set_title(f"Half is blocked at {_level(here.ic50_um)} µM")
    weaker = here.ic50_um / here.ic50_alone_um
    return (
        f"{here.concentration_um:g} µM ketamine, {minus(here.voltage_mv)} mV inside, {here.magnesium_mm:g} mM "
        f"magnesium: of open channels {100 * here.empty:.0f}% are empty, {100 * here.magnesium:.0f}% hold magnesium "
        f"and {100 * here.ketamine:.0f}% ketamine. Half is blocked at {_level(here.ic50_um)} µM, {weaker:.1f} times "
        f"the {_level(here.ic50_alone_um)} µM without magnesium. That magnesium and ketamine compete is an assumption. "
        "The drawing is an illustration and not to scale."
    )


@drawn(height_in=4.8)
def trains(traces: Sequence[Trace], figure: Figure) -> str:
    """The blocked share through a train of pulses for several drugs, and the response to each pulse."""
    upper, lower = _stacked(figure)
    for trace, (colour, dash), marker in zip(traces, LINES, "os", strict=False):
        upper.plot(
            trace.times_s, 100 * trace.blocked, color=colour, linestyle=dash, linewidth=1.8, label=trace.drug.name
        )
        lower.plot(
            trace.pulse_starts_s,
            100 * trace.responses,
            marker,
            color=colour,
            linestyle=dash,
            linewidth=0.8,
            markersize=5,
            clip_on=False,
            markerfacecolor=colour if marker == "o" else "none",
        )
    stretches, end = traces[0].stretches, traces[0].times_s[-1]
    starts = np.cumsum([0.0, *(stretch.duration_s for stretch in stretches[:-1])])
    with_drug = [(start, stretch) for start, stretch in zip(starts, stretches, strict=True) if stretch.concentration_um]
    drug_on, drug_off = with_drug[0][0], with_drug[-1][0] + with_drug[-1][1].duration_s
    for axes in (upper, lower):
        axes.axvspan(drug_on, drug_off, color=ORANGE, alpha=0.15, linewidth=0)
        axes.set(xlim=(0, end))
    upper.set(ylim=(0, 105), ylabel="Holds drug (%)")
    upper.text((drug_on + drug_off) / 2, 101, "drug in the bath", ha="center", va="top", fontsize=10)
    upper.tick_params(labelbottom=False)
    lower.set(ylim=(0, 118), ylabel="Response (%)", xlabel="Seconds (each mark is a pulse of glutamate)")
    concentration = with_drug[0][1].concentration_um
    upper.legend(loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=2, fontsize=10, handlelength=2.6)
    upper.set_title(f"{concentration:g} µM, pulse after pulse of glutamate")
    told = " ".join(_train_in_words(trace, drug_on, drug_off) for trace in traces)
    return f"{concentration:g} µM of drug in the bath from {drug_on:g} to {drug_off:g} s. {told}"


def form_block(forms: FormCurves, figure: Figure) -> str:
    """Block against concentration for ketamine, its mirror forms and their first products."""
    axes = panel(figure, right=0.76)
    for (name, curve), (colour, dash) in zip(forms.curves.items(), LINES, strict=True):
        axes.plot(forms.concentrations_um, 100 * curve, color=colour, linestyle=dash, label=name)
        axes.plot(forms.concentration_um, 100 * forms.here[name], "o", color=colour, markersize=6)
    axes.axvline(forms.concentration_um, color=GREY, linewidth=0.8)
    axes.set(ylim=(-3, 103), ylabel="Open channels blocked (%)")
    _log_concentration_axis(axes, "Concentration (µM)")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=10, handlelength=2.8)
    ratio = forms.ic50s_um["R-ketamine"] / forms.ic50s_um["S-ketamine"]
    title = f"S blocks at {ratio:.1f} times lower levels than R"
    axes.set_title(title)
    said = "; ".join(
        f"{name} {100 * forms.here[name]:.0f}% (half at {_level(ic50)} µM)" for name, ic50 in forms.ic50s_um.items()
    )
    return (
        f"Share of open channels that {forms.concentration_um:g} µM blocks: {said}. {title}. The distances between "
        "the curves come from binding in rat cortex; that block follows binding is an assumption."
    )


def block_after_dose(course: BlockCourse, figure: Figure) -> str:
    """Blocked share over time by three estimates that no measurement in people decides between."""
    axes = panel(figure, right=0.7)
    minutes = 60 * course.times_h
    mixed = minutes >= MIXING_MIN
    low, high = 100 * course.rats_low[mixed], 100 * course.rats_high[mixed]
    axes.fill_between(minutes[mixed], low, high, color=BLUE, alpha=0.18, linewidth=0)
    said = []
    for (name, share), (colour, dash) in zip(course.estimates.items(), LINES, strict=False):
        highest = f"at most {100 * share[mixed].max():.0f}%"
        axes.plot(
            minutes[mixed], 100 * share[mixed], color=colour, linestyle=dash, label=f"{fill(name, 20)}:\n{highest}"
        )
        said.append(f"{name}: {highest}")
    free = _level(float(course.unbound_um[mixed].max()))
    axes.set(xlim=(0, minutes[-1]), ylim=(0, 100))
    axes.set(xlabel="Minutes after the start", ylabel="Channels blocked (%)")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.03), fontsize=9.5, handlelength=2.2, labelspacing=1.0)
    axes.set_title(f"Unbound drug: at most {free} µM")
    return (
        f"From {MIXING_MIN:.0f} min on, unbound ketamine in plasma reaches {free} µM at most. Blocked share – "
        f"{'; '.join(said)}. The estimates differ because the receptors were in different surroundings; none was "
        f"measured in people. The band is the interval of the measurement in rats, {low.max():.0f} to "
        f"{high.max():.0f}% at most."
    )


@drawn(height_in=5)
def targets(found: TargetMap, figure: Figure) -> str:
    """Affinity of ketamine for each target, with the unbound drug at a chosen plasma level and in the bands."""
    axes = panel(figure, left=0.29, right=0.97, bottom=0.12, top=0.83)
    # A value that others did not find does not put a target on top.
    rank = found.rows["low"].where(~found.rows["disputed"])
    order = rank.groupby(found.rows["target"]).min().sort_values(ascending=False)
    places = {name: y for y, name in enumerate(order.index)}
    for i, (name, (low, high)) in enumerate(found.bands_um.items()):
        axes.axvspan(low, high, color=BAND_COLOURS[name], alpha=0.2, linewidth=0)
        # Above the panel, where the line of the level does not reach; in turn high and low, for bands overlap.
        axes.text(np.sqrt(low * high), 1.085 - 0.055 * (i % 2), name, transform=axes.get_xaxis_transform(), ha="center",
                  va="center", fontsize=9.5,
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
        axes.text(-0.015, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=9.5)
    axes.set(ylim=(-0.7, len(places) - 0.3), xlim=(0.03, 1000), xscale="log")
    plain_log_ticks(axes.xaxis)
    axes.set_xlabel("Concentration that fills or blocks half (µM)")
    axes.set_title(f"{found.level_ng_per_ml:g} ng/mL in plasma: {_level(found.unbound_um)} µM unbound", x=-0.4, y=1.135)
    reached = found.reached
    near = [
        f"{name} {100 * found.filled(affinity):.0f}%"
        for name, affinity in found.tightest.items()
        if found.filled(affinity) >= 0.1
    ]
    return (
        f"At {found.level_ng_per_ml:g} ng/mL, {_level(found.unbound_um)} µM unbound, the level passes the lowest "
        f"published half-way point of {counted(len(reached), 'target')}: "
        f"{', '.join(reached) or 'none'}. Share of sites held, by the tightest published value: "
        f"{', '.join(near) or 'below 10% everywhere'}. Diamonds are disputed by other laboratories; arrows mean "
        "weaker than this."
    )


@drawn(height_in=6)
def checks(found: Checks, figure: Figure) -> str:
    """Predicted over measured for every check, with the twofold band."""
    axes = panel(figure, left=0.46, right=0.97, bottom=0.11, top=0.9)
    errors = found.errors
    rows = np.arange(len(found.rows))[::-1]
    axes.axvspan(0.5, 2, color=LIGHT, linewidth=0)
    axes.axvline(1, color=GREY, linewidth=1)
    for y, row, ratio in zip(rows, found.rows, errors.ratios, strict=True):
        axes.plot([1, ratio], [y, y], color=BLUE, linewidth=1)
        axes.plot(ratio, y, "o", color=BLUE, markersize=7, markerfacecolor=BLUE if row.independent else "none")
    labels = [f"{row.name}: {_level(row.measured)} → {_level(row.predicted)} {row.unit}".rstrip() for row in found.rows]
    axes.set_yticks(rows, labels, fontsize=9)
    axes.tick_params(axis="y", length=0)
    axes.set(xscale="log", xlim=(0.2, 5), ylim=(-0.7, len(rows) - 0.3), xlabel="Predicted ÷ measured")
    axes.xaxis.set_major_locator(FixedLocator([0.25, 0.5, 1, 2, 4]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_title(f"Measured → predicted: typical miss {errors.geometric_mean_fold_error:.2f}-fold", x=-0.84)
    worst = found.rows[int(errors.folds.argmax())]
    return (
        f"{len(found.rows)} published values against the model. Typical miss "
        f"{errors.geometric_mean_fold_error:.2f}-fold; {100 * errors.share_within_twofold:.0f}% within a factor of two "
        f"(grey band). The worst is {worst.name}: {_level(worst.measured)} measured, {_level(worst.predicted)} "
        f"predicted ({worst.unit}). Open markers come from the study that gave the model its rates."
    )


def _train_in_words(trace: Trace, drug_on: float, drug_off: float) -> str:
    held = float(np.interp(drug_off, trace.times_s, trace.blocked))
    first = trace.responses[np.searchsorted(trace.pulse_starts_s, drug_on)]
    return (
        f"{trace.drug.name.capitalize()}: {100 * held:.0f}% of channels hold it when the bath is cleared and "
        f"{100 * trace.blocked[-1]:.0f}% at the end, {trace.times_s[-1]:g} s; the first pulse after the drug was added "
        f"gave {100 * first:.0f}% of the normal response, the last pulse {100 * trace.responses[-1]:.0f}%."
    )


def _stacked(figure: Figure) -> tuple[Axes, Axes]:
    """Two panels above one another: a tall one and a low one."""
    upper = panel(figure, bottom=0.5, top=0.91)
    lower = figure.add_axes((0.1, 0.13, 0.87, 0.31))
    lower.yaxis.set_label_coords(*upper.yaxis.label.get_position())
    return upper, lower


def _level(value: float) -> str:
    """Three digits are more than any of these numbers deserves."""
    return f"{value:.2g}" if value < 9.95 else f"{value:,.0f}"


def _log_concentration_axis(axes: Axes, label: str = "Ketamine (µM)") -> None:
    axes.set(xscale="log", xlim=(0.01, 100), xlabel=label)
    plain_log_ticks(axes.xaxis)
