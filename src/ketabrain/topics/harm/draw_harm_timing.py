"""Harms by when they show, and what two hours of watching can do about them."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, rows
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, LIGHT, ORANGE, RED, ink
from ketabrain.topics.harm.harm_timing import Timing, WatchingMeets

_LOOKS = {
    WatchingMeets.FULLY: ("o", GREEN, "meets it"),
    WatchingMeets.IN_PART: ("D", ORANGE, "in part"),
    WatchingMeets.NOT: ("s", RED, "cannot"),
}
"""Marker, colour and short name of each answer."""
_WHEN = {
    "about 40 minutes": 0,
    "within two hours": 0,
    "hours": 1,
    "hours, unseen": 1,
    "days to weeks": 2,
    "months to years": 3,
}
"""Column of each time at which a harm shows."""
_HEADS = ("two hours", "hours", "days to weeks", "months to years")
_BESIDE = 0.16
"""Between two fair answers, in columns."""


@drawn(height_in=4)
def sorted_harms(result: Sequence[Timing], figure: Figure) -> str:
    """A row for every harm, with our answers in the column of when it shows."""
    ordered = sorted(result, key=lambda each: _WHEN[each.when])
    axes = rows(figure, [each.harm for each in ordered], left=196, top=126, bottom=24)
    axes.set(xlim=(-0.5, len(_HEADS) - 0.5), xticks=())
    axes.spines["bottom"].set_visible(False)
    axes.axvspan(-0.5, 0.5, color=tint(BLUE, 0.14), linewidth=0)
    axes.hlines(range(len(ordered)), -0.5, len(_HEADS) - 0.5, color=LIGHT, linewidth=1, zorder=0)
    for row, each in enumerate(ordered):
        for place, answer in enumerate(each.fair):
            marker, colour, _ = _LOOKS[answer]
            x = _WHEN[each.when] + _BESIDE * (2 * place - len(each.fair) + 1)
            axes.plot(x, row, marker, color=colour, markersize=13)
    words(axes, [(head, column, -0.9) for column, head in enumerate(_HEADS)], "center", ink(GREY))
    key, x = above(axes), -180.0
    for marker, colour, name in _LOOKS.values():
        axes.plot(x + 6, 40, marker, color=colour, markersize=10, transform=key, clip_on=False)
        words(axes, [(name, x + 18, 40)], "left", ink(GREY), key)
        x += width_px(name) + 40
    heading(figure, "Watching for two hours meets what shows within them", "our sorting · columns: when a harm shows")
    return f"Our sorting of {len(result)} harms: watching for two hours meets what shows within them. " + "; ".join(
        f"{each.harm}, shows {each.when}: {' or '.join(each.fair)}" for each in result
    )
