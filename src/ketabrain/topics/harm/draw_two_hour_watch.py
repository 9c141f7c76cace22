"""Share of the drug left over a day for several half-lives, the two-hour watch shaded."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, INK, LINES, ORANGE, PAPER, SMALL
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.two_hour_watch import WATCH_H, WEEK_AND_A_HALF_H, Watch


@drawn(height_in=4)
def what_is_left(result: Watch, figure: Figure) -> str:
    """Curves of what is left, the chosen hour marked."""
    axes = panel(figure, left=0.1, right=0.7, bottom=0.16, top=0.87)
    axes.axvspan(0, WATCH_H, color=ORANGE, alpha=0.25, linewidth=0)
    for curve, name, (colour, dash) in zip(result.curves, result.left.names, LINES, strict=False):
        axes.plot(result.times_h, 100 * curve, color=colour, linestyle=dash)
        axes.text(24.4, 100 * curve[-1] + (6 if name == "examiner, longest" else 0), name, va="center", fontsize=SMALL)
    inside = min(result.hours, 24.0)
    axes.axvline(inside, color=INK, linewidth=1.2, linestyle="-" if result.hours <= 24 else ":")
    highs = [float(each) for each in result.left.high]
    if result.hours <= 24:
        axes.plot([inside] * len(highs), [100 * each for each in highs], "D", color=BLUE, markeredgecolor=INK)
    axes.text(
        23.7, 96, "shaded: two-hour watch", fontsize=SMALL, ha="right", va="center",
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
    )  # fmt: skip
    axes.set(xlim=(0, 24), ylim=(0, 102), xlabel="Hours after the dose", ylabel="% left, at most")
    axes.set_xticks([0, 2, 6, 12, 18, 24])
    axes.set_title(f"After {result.hours:g} h: {', '.join(map(_percent, highs))} left", x=-0.14)
    told = "; ".join(
        f"{name}: {_percent(low)} to {_percent(high)}" if low != high else f"{name}: {_percent(high)}"
        for name, low, high in zip(result.left.names, map(float, result.left.low), highs, strict=True)
    )
    return (
        f"After {counted(result.hours, 'hour')}, at most is left: {told}. A week and a half is "
        f"{WEEK_AND_A_HALF_H:g} hours. “Spray in the blood” is the model of lesson 02, as a share of its peak; by one "
        "half-life early shares are upper bounds. The effect ends long before the drug is gone."
    )


def _percent(share: float) -> str:
    if share >= 0.01:
        return f"{100 * share:.0f}%"
    return f"{100 * share:.2f}%" if share >= 1e-4 else "less than 0.01%"
