"""Plasma after a drip against the steady levels at which volunteers stored new material worse."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import LINES, ORANGE, SMALL
from ketabrain.topics.glutamate.memory_levels import MemoryLevels


def memory_levels(found: MemoryLevels, figure: Figure) -> str:
    """Plasma level of one drip in each blood, with the steady levels at which encoding suffered."""
    axes = panel(figure, right=0.8)
    said = []
    for (name, course), (colour, dash) in zip(found.courses.items(), LINES, strict=False):
        axes.plot(60 * course.times_h, course.ketamine, color=colour, linestyle=dash, label=name)
        above = zip(found.minutes_above[name], found.levels_ng_per_ml, strict=True)
        said.append(f"{name}: " + ", ".join(f"{minutes:.0f} min above {level:g}" for minutes, level in above))
    worse = "held at these levels people\nstored new items worse"
    for level in found.levels_ng_per_ml:
        axes.axhline(level, color=ORANGE, linewidth=1.5, linestyle=":", label=worse)
        worse = "_"
        axes.text(1.01, level, f"{level:g} ng/mL", transform=axes.get_yaxis_transform(), va="center", fontsize=SMALL)
    hours = next(iter(found.courses.values())).times_h
    top = max(course.peak for course in found.courses.values())
    axes.set(xlim=(0, 60 * hours[-1]), ylim=(0, max(1.1 * top, 1.5 * max(found.levels_ng_per_ml))))
    axes.set(xlabel="Minutes after the start", ylabel="Plasma ketamine (ng/mL)")
    axes.legend(loc="upper right", fontsize=SMALL)
    axes.set_title("How long does the drug stand in the way of new memories?")
    return (
        f"Minutes above the two steady levels at which volunteers stored new material worse (ng/mL), in {hours[-1]:g} "
        f"h from the start of one drip – {'; '.join(said)}. The study held the level steady; a drip does not, so this "
        "is a guide."
    )
