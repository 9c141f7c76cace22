"""One dose as an artery and a vein show it, and the ratio of the two."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import GREY, INK, LINES, SMALL
from ketabrain.topics.dose.two_bloods import TwoBloods
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN


def artery_and_vein(result: TwoBloods, figure: Figure) -> str:
    """All courses on the left, artery over vein on the right."""
    left, right = panels(figure, (1.5, 1), gap=0.11)
    for (name, course), (colour, dash) in zip(result.courses.items(), LINES, strict=False):
        left.plot(60 * course.times_h, course.ketamine, color=colour, linestyle=dash, label=name)
    left.set(xlabel="Minutes after the start", ylabel="Plasma ketamine (ng/mL)", ylim=(0, None), xlim=(0, None))
    left.legend(fontsize=SMALL, handlelength=3)
    left.set_title("Same dose, two honest answers")
    right.axhline(1, color=GREY, linewidth=1)
    right.plot(result.mixed_min, result.ratio, color=INK)
    right.set(xlabel="Minutes after the start", ylabel="Artery ÷ vein", ylim=(0, max(3.0, 1.1 * result.ratio.max())))
    right.set_title("Ratio")
    return (
        f"The model for arterial blood peaks at {result.artery.peak:,.0f} ng/mL and the one for venous blood at "
        f"{result.vein.peak:,.0f}: the artery's peak is {result.peak_ratio:.1f} times the vein's. From "
        f"{MIXING_MIN:.0f} min on, the arterial value is {result.ratio.max():.1f} times the venous one at most and "
        f"{result.ratio[-1]:.2f} times at the end, {result.mixed_min[-1]:.0f} min after the start.{_others(result)}"
    )


def _others(result: TwoBloods) -> str:
    """The peaks of the courses that are not divided."""
    peaks = [f"{name} {course.peak:,.0f}" for name, course in result.courses.items() if name not in ("artery", "vein")]
    return f" Peaks of the other models, ng/mL: {', '.join(peaks)}." if peaks else ""
