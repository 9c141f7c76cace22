"""What stands where a picture will be, until a run that takes seconds has been started."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import plot
from ketabrain.engine.draw.style import GREY, HEAD, INK


def waiting(settings: Mapping[str, str], button: str, figure: Figure) -> str:
    """List the settings that a press of the button would run."""
    axes = plot(figure, left=15, right=15, bottom=13, top=13)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set(visible=True, color=GREY, linestyle=(0, (4, 4)))
    axes.text(0.5, 0.72, f"Nothing has been run with these settings. Press “{button}”.", ha="center", fontsize=HEAD)
    lines = "\n".join(f"{name}: {value}" for name, value in settings.items())
    axes.text(0.5, 0.58, lines, ha="center", va="top", color=INK, linespacing=1.6)
    return f"Nothing has been run with these settings: {', '.join(lines.splitlines())}. Press “{button}” to run them."
