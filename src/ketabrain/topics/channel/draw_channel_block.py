"""Block of the channel: who sits in the pore, and block against concentration for ketamine and its mirror forms."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel, panels, plain_log_ticks
from ketabrain.engine.draw.style import BLUE, GREY, LINES, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.channel import draw_pore
from ketabrain.topics.channel.channel_block import HELD_AT_MV, BlockCurve, FormCurves
from ketabrain.topics.channel.rounding import two_digits


def pore_and_curve(curve: BlockCurve, figure: Figure) -> str:
    """The channel with its likeliest occupant, and block against concentration here and where it was measured."""
    here = curve.here
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
        draw_pore.guest(left, 0, draw_pore.MAGNESIUM_Y, "Mg", draw_pore.MAGNESIUM)
    left.text(0, 45, "outside the cell", ha="center", fontsize=SMALL)
    left.text(0, -3.5, f"inside: {minus(here.voltage_mv)} mV", ha="center", fontsize=SMALL)
    shares = (
        f"empty {100 * here.empty:.0f}%\nmagnesium {100 * here.magnesium:.0f}%\nketamine {100 * here.ketamine:.0f}%"
    )
    left.text(19, 4.5, shares, fontsize=SMALL, va="center", linespacing=1.35)
    left.set_title("Who sits in the pore?", x=0.02)
    if here.ic50_um != curve.measured_ic50_um:
        right.plot(
            curve.concentrations_um, 100 * curve.blocked_where_measured, color=GREY, linestyle="--", linewidth=1.5
        )
        right.text(0.011, 91, f"dashed: {minus(HELD_AT_MV)} mV,\nno magnesium", fontsize=SMALL, color=GREY, va="top")
    markers = dict(zip(dict.fromkeys(point.preparation for point in curve.elsewhere), "^vs", strict=True))
    for point in curve.elsewhere:
        right.plot(
            point.concentration_um, 100 * point.blocked, markers[point.preparation], color=GREY, markerfacecolor="none"
        )
    key = "▵ on the cell   ▿ patch   □ neurons"
    right.text(0.011, 101, key, fontsize=SMALL, color=GREY, va="top")
    right.plot(curve.concentrations_um, 100 * curve.blocked, color=BLUE)
    right.plot(here.concentration_um, 100 * here.ketamine, "o", color=BLUE, markersize=9)
    right.set(ylim=(-3, 103), ylabel="Open channels that it blocks (%)")
    _log_concentration_axis(right)
    right.set_title(f"Half is blocked at {two_digits(here.ic50_um)} µM")
    weaker = here.ic50_um / here.ic50_alone_um
    return (
        f"{here.concentration_um:g} µM ketamine, {minus(here.voltage_mv)} mV inside, {here.magnesium_mm:g} mM "
        f"magnesium: of open channels {100 * here.empty:.0f}% are empty, {100 * here.magnesium:.0f}% hold magnesium "
        f"and {100 * here.ketamine:.0f}% ketamine. Half is blocked at {two_digits(here.ic50_um)} µM, {weaker:.1f} "
        f"times the {two_digits(here.ic50_alone_um)} µM without magnesium. That magnesium and ketamine compete is an "
        f"assumption. Others, without magnesium, saw blocked: {_seen(curve)}; no single curve passes through "
        "all of these. The drawing is an illustration and not to scale."
    )


def _seen(curve: BlockCurve) -> str:
    return ", ".join(
        f"{100 * point.blocked:.0f}% at {point.concentration_um:g} µM ({point.preparation})"
        for point in curve.elsewhere
    )


def form_block(forms: FormCurves, figure: Figure) -> str:
    """Block against concentration for ketamine, its mirror forms and their first products."""
    axes = panel(figure, right=0.76)
    for (name, curve), (colour, dash) in zip(forms.curves.items(), LINES, strict=True):
        axes.plot(forms.concentrations_um, 100 * curve, color=colour, linestyle=dash, label=name)
        axes.plot(forms.concentration_um, 100 * forms.here[name], "o", color=colour, markersize=6)
    axes.axvline(forms.concentration_um, color=GREY, linewidth=0.8)
    axes.set(ylim=(-3, 103), ylabel="Open channels blocked (%)")
    _log_concentration_axis(axes, "Concentration (µM)")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=SMALL, handlelength=2.8)
    ratio = forms.ic50s_um["R-ketamine"] / forms.ic50s_um["S-ketamine"]
    title = f"S blocks at {ratio:.1f} times lower levels than R"
    axes.set_title(title)
    said = "; ".join(
        f"{name} {100 * forms.here[name]:.0f}% (half at {two_digits(ic50)} µM)" for name, ic50 in forms.ic50s_um.items()
    )
    return (
        f"Share of open channels that {forms.concentration_um:g} µM blocks: {said}. {title}. The distances between "
        "the curves come from binding in rat cortex; that block follows binding is an assumption."
    )


def _log_concentration_axis(axes: Axes, label: str = "Ketamine (µM)") -> None:
    axes.set(xscale="log", xlim=(0.01, 100), xlabel=label)
    plain_log_ticks(axes.xaxis)
