"""Share of channels blocked after a dose, by estimates that nothing measured in people decides between."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import above, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, DPI, GREEN, GREY, LINES, WIDTH_IN
from ketabrain.topics.channel.block_after_dose import BlockEstimates
from ketabrain.topics.channel.rounding import two_digits
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN

_BESIDE = 226
"""Pixels to the right of the plot, for the line of each answer, its name and the most that it says is blocked."""
_LEFT, _FIRST, _APART = 62, 8, 50
_SHORT = {
    "tightest binding, test tube": "tightest binding",
    "dish, no magnesium, −70 mV": "dish, no magnesium",
    "living rats, effect delayed": "living rats, delayed",
    "dish with magnesium (assumed)": "magnesium (assumed)",
}
"""Names of answers that are too long for a picture."""


def blocked_by_estimate(course: BlockEstimates, figure: Figure, began: BlockEstimates | None = None) -> str:
    """Blocked share over time by every estimate, for no measurement in people decides between them."""
    axes = plot(figure, left=_LEFT, right=_BESIDE)
    minutes = 60 * course.times_h
    mixed = minutes >= MIXING_MIN
    low, high = 100 * course.rats_low[mixed], 100 * course.rats_high[mixed]
    if began is not None:
        for share in began.estimates.values():
            axes.plot(minutes[mixed], 100 * share[mixed], color=BEGAN, linewidth=1.2, zorder=0.9)
    axes.fill_between(minutes[mixed], low, high, color=GREEN, alpha=0.2, linewidth=0)
    most = {}
    for (name, share), (colour, dash) in zip(course.estimates.items(), LINES, strict=False):
        percent = 100 * share[mixed]
        most[name] = float(percent.max())
        axes.plot(minutes[mixed], percent, color=colour, linestyle=dash)
        axes.plot(minutes[mixed][percent.argmax()], most[name], "o", color=colour, markersize=6)
    axes.set(xlim=(0, minutes[-1]), ylim=(0, 100), yticks=(0, 50, 100), xticks=(0, 60, 120, 180))
    axes.axhline(50, color=GREY, linewidth=0.8, linestyle=":", zorder=0)
    axes.set_xlabel("Minutes after the start")
    name_y(axes, "Channels blocked, %")
    _answers(axes, most)
    free = two_digits(float(course.unbound_um[mixed].max()))
    finding = f"Five answers: at most {min(most.values()):.0f} to {max(most.values()):.0f}% of channels blocked"
    heading(figure, finding, f"Models, {free} µM unbound at most; none measured in people; band: interval in rats")
    said = "; ".join(f"{name}: at most {percent:.0f}%" for name, percent in most.items())
    return (
        f"{finding}. From {MIXING_MIN:.0f} min on, unbound ketamine in plasma reaches {free} µM at most. Blocked "
        f"share – {said}. The estimates differ because the receptors were in different surroundings; none was "
        f"measured in people. The band is the interval of the measurement in rats, {low.max():.0f} to "
        f"{high.max():.0f}% at most."
    )


def _answers(axes: Axes, most: dict[str, float]) -> None:
    """The answers at the right, from the most that is blocked to the least, each with its kind of line."""
    looks = dict(zip(most, LINES, strict=False))
    corner = above(axes)
    right = DPI * WIDTH_IN - _LEFT - _BESIDE
    names, percents = [], []
    for place, name in enumerate(sorted(most, key=lambda each: -most[each])):
        colour, dash = looks[name]
        y = -_FIRST - _APART * place
        axes.plot([right + 10, right + 42], [y, y], color=colour, linestyle=dash, transform=corner, clip_on=False)
        names.append((_SHORT.get(name, name), right + 50, y))
        percents.append((f"{most[name]:.0f}%", right + 50, y - 17))
    words(axes, names, "left", transform=corner)
    words(axes, percents, "left", transform=corner, bold=True)
