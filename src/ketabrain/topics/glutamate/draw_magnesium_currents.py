"""NMDA current and the unplugged share of channels against voltage, with and without magnesium."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, RED, SMALL, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.magnesium_currents import MagnesiumCurrents


def current_and_plug(found: MagnesiumCurrents, figure: Figure) -> str:
    """Current (left) and share of channels without a plug (right) against voltage, with the moment marked on both."""
    here, now, usual = found.here, found.now, found.usual
    left, right = panels(figure, (1.35, 1), gap=0.12)
    another = here.magnesium_mm != usual.magnesium_mm
    for axes, label, at_usual, at_now, at_here in (
        (left, "Current through 1 nS (pA)", usual.current_pa, now.current_pa, here.current_pa),
        (right, "Channels without a plug (%)", 100 * usual.unblocked, 100 * now.unblocked, 100 * here.unblocked),
    ):
        if another:
            axes.plot(usual.voltage_mv, at_usual, color=GREY, linestyle="--", linewidth=1.5)
        axes.plot(now.voltage_mv, at_now, color=BLUE)
        axes.plot(found.voltage_mv, at_here, "o", color=BLUE, markersize=9)
        axes.set(xlim=(-100, 40), xlabel="Voltage inside the cell (mV)", ylabel=label)
    right.plot(now.voltage_mv, 100 * now.unblocked_elsewhere, color=RED, linestyle=":", linewidth=1.5)
    right.text(38, 1, "dotted: another\nlaboratory", fontsize=SMALL, color=ink(RED), va="bottom", ha="right")
    left.axhline(0, color=INK, linewidth=0.8)
    left.set_ylim(-100, 45)
    if another:
        left.annotate(
            f"dashed: {usual.magnesium_mm:g} mM magnesium", (-98, 38), fontsize=SMALL, color=GREY, va="center"
        )
    left.annotate("into the cell", (38, -92), ha="right", fontsize=SMALL, color=GREY)
    right.set_ylim(-3, 105)
    current = minus(round(float(here.current_pa), 1))
    left.set_title(f"{here.magnesium_mm:g} mM magnesium, {minus(found.voltage_mv)} mV: {current} pA")
    return (
        f"With {here.magnesium_mm:g} mM magnesium and {minus(found.voltage_mv)} mV inside the cell, "
        f"{100 * here.unblocked:.0f}% of channels are unplugged and the current is {current} pA (minus: into the "
        f"cell). The inward current is largest at {minus(now.deepest_mv)} mV. By another laboratory's constants "
        f"{100 * here.unblocked_elsewhere:.0f}% would be unplugged. Without magnesium the current would be a straight "
        "line through zero."
    )
