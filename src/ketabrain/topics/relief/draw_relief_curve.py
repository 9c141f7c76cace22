"""One course of relief with three questions on it: when do drug and control part, how far, and when do they meet?"""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, RED, SMALL
from ketabrain.engine.numerals import counted
from ketabrain.topics.relief.relief_curve import NOTICED_POINTS, ThreeQuestions

_TICKS = {1: "1 h", 4: "4 h", 24: "1 day", 168: "1 week", 672: "4 weeks"}


@drawn(height_in=4.4)
def relief_curve(result: ThreeQuestions, figure: Figure) -> str:
    """Falls of drug and control over time, the lead between them shaded."""
    axes = panel(figure, left=0.105, right=0.97, bottom=0.15, top=0.8)
    axes.fill_between(result.hours, result.control, result.drug, color=LIGHT)
    axes.plot(result.hours, result.control, color=GREY, linestyle="--")
    axes.plot(result.hours, result.drug, color=BLUE)
    if result.onset_h is not None:
        axes.axvline(result.onset_h, color=ORANGE, linewidth=2)
        axes.text(result.onset_h, 32.6, "1 onset", ha="center", fontsize=SMALL)
    if result.end_h is not None:
        axes.axvline(result.end_h, color=ORANGE, linewidth=2, linestyle=":")
        axes.text(result.end_h, 30.4, "3 end", ha="center", fontsize=SMALL)
    base = result.control_at_peak
    arrow = {"arrowstyle": "<->", "color": RED, "linewidth": 2}
    axes.annotate("", (result.peak_h, base + result.peak), (result.peak_h, base), arrowprops=arrow)
    below = base - 1.8 if base > 2 else base + result.peak + 1
    axes.text(result.peak_h, below, f"2 size {result.peak:.1f}", ha="center", fontsize=SMALL, color=INK)
    axes.set_xscale("log")
    axes.set_xticks(list(_TICKS), list(_TICKS.values()))
    axes.minorticks_off()
    axes.set(
        xlim=(0.25, 1000), ylim=(0, 30), xlabel="Time after the dose (logarithmic)", ylabel="Fall of the score (points)"
    )
    axes.set_title("Illustration: shape chosen, not measured   — drug  - - control", x=-0.08, y=1.14)
    return _in_words(result)


def _in_words(result: ThreeQuestions) -> str:
    if result.onset_h is None:
        clock = f"The lead never reaches {NOTICED_POINTS:g} points: no onset and no end can be told."
    else:
        end = "in the weeks drawn it stays above"
        if result.end_h is not None:
            end = f"it falls below again after {_when(result.end_h)}"
        clock = f"The lead passes {NOTICED_POINTS:g} points after {_when(result.onset_h)} (onset); {end} (duration)."
    return (
        f"Illustration: the shape is chosen, not measured (onset "
        f"{counted(result.onset_half_time_h, 'hour')}, size {counted(result.size_points, 'point')}, fading "
        f"{counted(result.fade_half_time_days, 'day')}, placebo {counted(result.placebo_points, 'point')}). "
        f"{clock} It is largest, {result.peak:.2f} points, after {_when(result.peak_h)} (size). The control has then "
        f"fallen by {result.control_at_peak:.2f} points, in the end by {result.control[-1]:.2f}."
    )


def _when(hours: float) -> str:
    return counted(float(f"{hours:.3g}"), "hour") if hours < 48 else counted(float(f"{hours / 24:.3g}"), "day")
