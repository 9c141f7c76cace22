"""NMDA current and the unplugged share of channels against voltage, and what magnesium keeps from flowing."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import direct, heading, name_y, plots
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BEGAN, BLUE, INK, PURPLE, RED
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.magnesium_currents import MagnesiumCurrents


def current_and_plug(found: MagnesiumCurrents, figure: Figure) -> str:
    """Current (left) and share of channels without a plug (right) against voltage, with the moment marked on both."""
    here, now, usual = found.here, found.now, found.usual
    left, right = plots(figure, (1.35, 1))
    volts, another = now.voltage_mv, here.magnesium_mm != usual.magnesium_mm
    left.fill_between(volts, found.without.current_pa, now.current_pa, color=tint(PURPLE, 0.22), linewidth=0)
    left.fill_between(volts, now.current_pa, color=tint(BLUE, 0.25), linewidth=0)
    left.plot(volts, found.without.current_pa, color=PURPLE, linestyle="-.", linewidth=1.4)
    right.fill_between(volts, 100 * now.unblocked, color=tint(BLUE, 0.25), linewidth=0)
    for axes, at_usual, at_now, at_here in (
        (left, usual.current_pa, now.current_pa, here.current_pa),
        (right, 100 * usual.unblocked, 100 * now.unblocked, 100 * here.unblocked),
    ):
        axes.axvline(found.voltage_mv, color=RED, linewidth=2)
        if another:
            axes.plot(usual.voltage_mv, at_usual, color=BEGAN, linestyle="--", linewidth=1.6)
        axes.plot(now.voltage_mv, at_now, color=BLUE)
        axes.plot(found.voltage_mv, at_here, "o", color=RED, markersize=9, zorder=4)
        axes.set(xlim=(-100, 40), xticks=(-100, -50, 0), xlabel="Voltage inside, mV")
    right.plot(volts, 100 * now.unblocked_elsewhere, color=INK, linestyle=":", linewidth=1.5)
    left.axhline(0, color=INK, linewidth=0.8)
    left.set(ylim=(-100, 45), yticks=(-100, -50, 0))
    right.set(ylim=(-3, 105), yticks=(0, 50, 100))
    name_y(left, "Current, pA (below 0: into the cell)")
    name_y(right, "Channels without a plug, %")
    direct(left, "no magnesium", -48, -55, INK, up=-8, over_lines=True)
    current = minus(round(float(here.current_pa), 1))
    free = f"{100 * here.unblocked:.0f}%"
    heading(
        figure,
        f"At {minus(found.voltage_mv)} mV {free} of channels are free: {current} pA",
        f"Formula, 1 nS · between the lines: kept out by {here.magnesium_mm:g} mM magnesium · dotted: another lab"
        + (f" · dashed: {usual.magnesium_mm:g} mM" if another else ""),
    )
    return (
        f"With {here.magnesium_mm:g} mM magnesium and {minus(found.voltage_mv)} mV inside the cell, "
        f"{free} of channels are unplugged and the current is {current} pA (minus: into the "
        f"cell). The inward current is largest at {minus(now.deepest_mv)} mV. By another laboratory's constants "
        f"{100 * here.unblocked_elsewhere:.0f}% would be unplugged. Without magnesium the current would be a straight "
        "line through zero; what lies between that line and the curve is what magnesium keeps from flowing."
    )
