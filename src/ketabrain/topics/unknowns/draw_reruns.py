"""What one trial's result is compatible with: its estimate and interval, a supposed truth, and the power to find it."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE
from ketabrain.engine.numerals import minus
from ketabrain.topics.unknowns.reruns import SUPPOSED, Rerun


def compatible(result: Rerun, figure: Figure) -> str:
    """p value against every supposed effect, interval and supposed truth marked."""
    axes = panel(figure, left=0.1, right=0.97, bottom=0.15, top=0.87)
    low, high = result.interval
    p, inside = result.p_curve, (low <= SUPPOSED) & (high >= SUPPOSED)
    axes.fill_between(SUPPOSED, 0, p, where=inside.tolist(), color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(SUPPOSED, p, color=BLUE)
    axes.axvline(0, color=GREY, linewidth=1.2)
    axes.hlines(0.05, low, high, color=INK, linewidth=2.4)
    axes.plot(result.estimate, 1, "s", color=BLUE, markeredgecolor=INK, markersize=10, clip_on=False)
    axes.plot(result.truth, result.p_of_truth, "D", color=ORANGE, markeredgecolor=INK, markersize=11, zorder=4,
              clip_on=False)  # fmt: skip
    axes.set(xlim=(SUPPOSED.min(), SUPPOSED.max()), ylim=(0, 1.03), ylabel="p against it")
    axes.set_xlabel(f"Supposed effect ({result.unit}; right: better with the drug)")
    truth, estimate = minus(result.truth), minus(result.estimate, ".2f")
    interval = f"{minus(low, '.2f')} to {minus(high, '.2f')}"
    axes.set_title(f"p against nothing: {result.p:.2f}; power for {truth}: {100 * result.power:.0f}%", x=-0.08)
    return (
        f"{result.trial}: printed {result.printed}; error {result.error:.2f} {result.unit} ({result.how}). Estimate "
        f"{estimate} ({interval}) {result.unit}, p against no effect {result.p:.3f}. Against a true effect of "
        f"{truth}: p {result.p_of_truth:.3f}, so it is "
        f"{'compatible' if result.compatible else 'not compatible'} with the result. A trial of this size "
        f"would find a true {truth} in {100 * result.power:.0f}% of runs."
    )
