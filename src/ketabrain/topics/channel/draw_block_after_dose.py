"""Share of channels blocked after a dose, by estimates that nothing measured in people decides between."""

from textwrap import fill

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import GREEN, LINES, SMALL
from ketabrain.topics.channel.block_after_dose import BlockEstimates
from ketabrain.topics.channel.rounding import two_digits
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN


def blocked_by_estimate(course: BlockEstimates, figure: Figure) -> str:
    """Blocked share over time by every estimate, for no measurement in people decides between them."""
    axes = panel(figure, right=0.7)
    minutes = 60 * course.times_h
    mixed = minutes >= MIXING_MIN
    low, high = 100 * course.rats_low[mixed], 100 * course.rats_high[mixed]
    axes.fill_between(minutes[mixed], low, high, color=GREEN, alpha=0.18, linewidth=0)
    said = []
    for (name, share), (colour, dash) in zip(course.estimates.items(), LINES, strict=False):
        highest = f"at most {100 * share[mixed].max():.0f}%"
        axes.plot(
            minutes[mixed], 100 * share[mixed], color=colour, linestyle=dash, label=f"{fill(name, 20)}:\n{highest}"
        )
        said.append(f"{name}: {highest}")
    free = two_digits(float(course.unbound_um[mixed].max()))
    axes.set(xlim=(0, minutes[-1]), ylim=(0, 100))
    axes.set(xlabel="Minutes after the start", ylabel="Channels blocked (%)")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.03), fontsize=SMALL, handlelength=2.2, labelspacing=0.6)
    axes.set_title(f"Unbound drug: at most {free} µM")
    return (
        f"From {MIXING_MIN:.0f} min on, unbound ketamine in plasma reaches {free} µM at most. Blocked share – "
        f"{'; '.join(said)}. The estimates differ because the receptors were in different surroundings; none was "
        f"measured in people. The band is the interval of the measurement in rats, {low.max():.0f} to "
        f"{high.max():.0f}% at most."
    )
