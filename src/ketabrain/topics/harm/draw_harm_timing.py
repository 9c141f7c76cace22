"""Harms sorted by what two hours of watching can do about them."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import GREEN, INK, ORANGE, RED
from ketabrain.topics.harm.harm_timing import Timing, WatchingMeets

_LOOKS = {WatchingMeets.FULLY: ("o", GREEN), WatchingMeets.IN_PART: ("D", ORANGE), WatchingMeets.NOT: ("s", RED)}
_ROW = 40.0


@drawn(height_in=3.9)
def sorted_harms(result: Sequence[Timing], figure: Figure) -> str:
    """A line for every harm with when it shows and our answer."""
    axes = canvas(figure, 0.9, 351)
    for place, each in enumerate(result):
        y = 40 + _ROW * place
        for step, answer in enumerate(each.fair):
            shape, colour = _LOOKS[answer]
            axes.plot(26 + 22 * step, y, shape, color=colour, markeredgecolor=INK, markersize=11)
        words(axes, [(f"{each.harm} ({each.when})", 72, y)], "left")
    names = [(answer, 60 + 240 * place, 325) for place, answer in enumerate(WatchingMeets)]
    words(axes, names, "left")
    for place, (shape, colour) in enumerate(_LOOKS.values()):
        axes.plot(44 + 240 * place, 325, shape, color=colour, markeredgecolor=INK, markersize=9)
    axes.set_title("What watching for two hours can do about each harm (our sorting)", x=0.02, y=1.0)
    return f"Our sorting of {len(result)} harms. " + "; ".join(
        f"{each.harm}, shows {each.when}: {' or '.join(each.fair)}" for each in result
    )
