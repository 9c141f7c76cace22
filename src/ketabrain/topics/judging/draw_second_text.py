"""The second text with our verdicts: one row a sentence."""

import textwrap

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, HEAD, LIGHT, SMALL
from ketabrain.engine.judgement import STEPS
from ketabrain.topics.judging.second_text import TextSentence

_COLUMNS = ("Right", "Mostly\nright", "Over-\nsimplified", "Un-\nsupported", "Wrong")


@drawn(height_in=4.6)
def second_verdicts(sentences: tuple[TextSentence, ...], figure: Figure) -> str:
    """Draw a square for each verdict that is fair, and the idea that decides beside the sentence."""
    axes = panel(figure, left=0.5, right=0.98, bottom=0.03, top=0.86)
    for y, each in enumerate(sentences):
        axes.axhline(y + 0.5, color=LIGHT, linewidth=0.8)
        places = [STEPS.index(step) for step in each.fair]
        axes.plot(places, [y] * len(places), "s", color=BLUE, markersize=13)
        lines = textwrap.wrap(each.text, 52, max_lines=2, placeholder=" …")
        words(axes, [(line, -0.6, y + 0.34 * (row - (len(lines) - 1) / 2)) for row, line in enumerate(lines)])
    axes.set(xlim=(-0.55, 4.55), ylim=(len(sentences) - 0.4, -0.6), yticks=())
    axes.set_xticks(range(5), _COLUMNS, fontsize=SMALL)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    figure.suptitle("An invented text, as we judge it", x=0.02, y=0.985, ha="left", fontsize=HEAD, weight="bold")
    told = " ".join(
        f"{each.number}: {' or '.join(each.fair)}{f', {each.idea.lower()}' if each.idea else ''}." for each in sentences
    )
    return f"An invented text of {len(sentences)} sentences, as we judge it. {told}"
