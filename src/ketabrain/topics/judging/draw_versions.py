"""Three versions of the article against the word check, line by line."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, INK, LIGHT, PAPER, SMALL
from ketabrain.topics.judging.versions import Version


@drawn(height_in=5)
def word_checks(result: Sequence[Version], figure: Figure) -> str:
    """A column for each version, a row for each line of the word check: filled where it was met."""
    axes = panel(figure, left=0.42, right=0.97, bottom=0.03, top=0.8)
    lines = result[0].checked.lines
    for x, version in enumerate(result):
        for y, line in enumerate(version.checked.lines):
            axes.plot(x, y, "s" if line.found else "x", color=BLUE if line.found else INK, markersize=10,
                      markeredgewidth=1.6)  # fmt: skip
    axes.hlines(range(len(lines)), -0.5, len(result) - 0.5, color=LIGHT, linewidth=0.8, zorder=0)
    words(axes, [(line.asks, -0.6, y) for y, line in enumerate(lines)], "right")
    axes.set(xlim=(-0.55, len(result) - 0.45), ylim=(len(lines) - 0.4, -0.6), yticks=(), facecolor=PAPER)
    heads = [f"{each.name}\n{each.mark}\n{each.checked.found} of {len(lines)}" for each in result]
    axes.set_xticks(range(len(result)), heads, fontsize=SMALL)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    met = "; ".join(f"{each.name} ({each.mark}) {each.checked.found}" for each in result)
    axes.set_title("A word check does not see fairness   ■ met   × not met", x=-0.7, y=1.2)
    missed = "; ".join(
        f"{each.name} misses: {', '.join(line.asks for line in each.checked.lines if not line.found) or 'nothing'}"
        for each in result
    )
    return f"Of {len(lines)} lines of the word check the versions meet: {met}. {missed}."
