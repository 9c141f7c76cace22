"""What one trial's result is compatible with: its estimate and interval, a supposed truth, and the power to find it."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, name_y, plots
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, ORANGE, PAPER, RED, WIDTH_IN
from ketabrain.engine.numerals import minus
from ketabrain.topics.unknowns.reruns import SUPPOSED, Rerun

_HEIGHT_IN = 4.6
_UPPER, _LOWER, _BETWEEN = 168, 78, 48
"""Heights of the two plots in pixels, and what lies between them."""


@drawn(height_in=_HEIGHT_IN)
def compatible(result: Rerun, figure: Figure) -> str:
    """Above, the p value against every supposed effect; below, where such trials would land if yours were true."""
    upper, lower = plots(figure, (1, 1))
    _place(upper, 92, _UPPER)
    _place(lower, 92 + _UPPER + _BETWEEN, _LOWER)
    low, high = result.interval
    for axes in (upper, lower):
        axes.set_xlim(SUPPOSED.min(), SUPPOSED.max())
        axes.axvline(0, color=GREY, linewidth=1.2)
        axes.axvline(result.truth, color=RED, linewidth=1.6, linestyle="--")
    _p_values(upper, result)
    _such_trials(lower, result)
    ticks = (-20, -15, -10, -5, 0, 5, 10, 15, 20)
    upper.set_xticks(ticks, [""] * len(ticks))
    lower.set_xticks(ticks, [minus(tick) for tick in ticks])
    lower.set_xlabel(f"Effect ({result.unit}; right: better with the drug)")
    truth, estimate = minus(result.truth), minus(result.estimate, ".2f")
    interval = f"{minus(low, '.2f')} to {minus(high, '.2f')}"
    fits = "fits" if result.compatible else "does not fit"
    heading(
        figure,
        f"A true effect of {truth} {fits} the result: p {_p(result.p_of_truth)}",
        f"{result.trial[0].upper()}{result.trial[1:]}, {result.unit} · bar: 95% interval · dashed: supposed",
    )
    return (
        f"A true effect of {truth} {result.unit} {fits} the result: p {_p(result.p_of_truth)}; power for "
        f"it: {100 * result.power:.0f}%. "
        f"{result.trial}: printed {result.printed}; error {result.error:.2f} {result.unit} ({result.how}). Estimate "
        f"{estimate} ({interval}) {result.unit}, p against no effect {result.p:.3f}. The supposed {truth} is "
        f"{'compatible' if result.compatible else 'not compatible'} with the result. A trial of this size "
        f"would find a true {truth} in {100 * result.power:.0f}% of runs: the filled part of the lower curve, beyond "
        f"{result.significant_from:.1f} either way."
    )


def _p(value: float) -> str:
    """A p value with three decimals; a smaller one only as that."""
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def _place(axes: Axes, top: float, height: float) -> None:
    """Stand over the whole width, from `top` down, in pixels."""
    whole = DPI * _HEIGHT_IN
    axes.set_position((62 / (DPI * WIDTH_IN), 1 - (top + height) / whole, 1 - 86 / (DPI * WIDTH_IN), height / whole))
    axes.xaxis.set_label_coords(0.5, -38 / height)


def _p_values(axes: Axes, result: Rerun) -> None:
    low, high = result.interval
    p, inside = result.p_curve, (low <= SUPPOSED) & (high >= SUPPOSED)
    axes.fill_between(SUPPOSED, 0, p, where=inside.tolist(), color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(SUPPOSED, p, color=BLUE)
    axes.hlines(0.05, low, high, color=INK, linewidth=3)
    axes.plot(result.estimate, 1, "s", color=BLUE, markeredgecolor=INK, markersize=10, clip_on=False)
    axes.plot(result.truth, result.p_of_truth, "D", color=ORANGE, markeredgecolor=INK, markersize=11, zorder=4,
              clip_on=False)  # fmt: skip
    axes.set(ylim=(0, 1.03))
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "", "0.5", "", "1"])
    name_y(axes, "p against each supposed effect")


def _such_trials(axes: Axes, result: Rerun) -> None:
    """A bell around the supposed effect, filled where an estimate would be significant."""
    bell = result.estimates
    found = abs(SUPPOSED) >= result.significant_from
    axes.fill_between(SUPPOSED, 0, bell, where=found.tolist(), color=ORANGE, linewidth=0)
    axes.plot(SUPPOSED, bell, color=RED, linewidth=1.6)
    axes.plot(result.estimate, 0, "s", color=BLUE, markeredgecolor=PAPER, markersize=8, clip_on=False, zorder=4)
    axes.set(ylim=(0, 1.12), yticks=())
    axes.spines["left"].set_visible(False)
    name_y(axes, f"Such trials, if yours were true: {100 * result.power:.0f}% significant (filled)")
