"""Events on a line of years, a lane for each place where they happened, and the newest of them in words."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.history.history import FIRST_YEAR, LAST_YEAR, History, Topic

_LOOKS = dict(zip(Topic, (("o", BLUE), ("s", GREEN), ("D", PURPLE), ("^", ORANGE), ("v", RED)), strict=True))
"""Shape and colour of every topic."""
_LISTED = 8
"""Newest events that are written out."""
_FIRST_LINE, _LINE = -0.24, 0.135
"""Where the list starts below the lanes, and the height of its lines, as shares of the panel."""
_MARGIN = -0.24
"""Left end of title and list, as a share of the panel."""


@drawn(height_in=5.2)
def lanes_of_events(result: History, figure: Figure) -> str:
    """Lanes of events up to the chosen year above the newest ones in words."""
    axes = panel(figure, left=0.2, right=0.97, bottom=0.53, top=0.9)
    axes.axvspan(result.until, LAST_YEAR + 2, color=LIGHT, linewidth=0)
    for lane, (topic, (shape, colour)) in enumerate(_LOOKS.items()):
        own = result.rows[result.rows["topic"] == topic]
        doubted = own["doubt"] != ""
        for years, face in ((own["year"][~doubted], colour), (own["year"][doubted], PAPER)):
            axes.plot(
                years, [lane] * len(years), shape, color=face, markeredgecolor=INK, markersize=9, linestyle="none"
            )
    words(axes, [("open: date or story in doubt", 1.0, 1.075)], "right", INK, axes.transAxes)
    axes.axvline(result.until, color=INK, linewidth=1.2)
    axes.set(xlim=(FIRST_YEAR - 2, LAST_YEAR + 2), ylim=(len(Topic) - 0.4, -0.6), xticks=range(1970, 2030, 10))
    axes.set_yticks(range(len(Topic)), list(Topic))
    listed = _list(axes, result)
    axes.set_title(f"{counted(len(result.rows), 'event')} up to {result.until} ({result.topic})", x=_MARGIN)
    return (
        f"Timeline ({result.topic}): {counted(len(result.rows), 'event')} up to {result.until}, {result.later} "
        f"still to come. The newest: {'; '.join(listed) or 'none yet'}. "
        f"{(result.rows['doubt'] != '').sum()} of the events shown carry a doubt about the date or its telling."
    )


def _list(axes: Axes, result: History) -> list[str]:
    """The newest events, newest first, with what is in doubt about them."""
    newest = result.rows.iloc[::-1].head(_LISTED)
    told = [f"{row.year}  {row.event}" for row in newest.itertuples()]
    lines = [(text, _MARGIN, _FIRST_LINE - _LINE * place) for place, text in enumerate(told)]
    marked = [(row.doubt, place) for place, row in enumerate(newest.itertuples()) if row.doubt]
    words(axes, lines or [("Nothing of this kind yet", _MARGIN, _FIRST_LINE)], "left", transform=axes.transAxes)
    if marked:
        doubt, place = marked[0]
        year = int(newest.iloc[place]["year"])
        last = [(f"In doubt, {year}: {doubt}", _MARGIN, _FIRST_LINE - _LINE * len(newest))]
        words(axes, last, "left", GREY, axes.transAxes)
        told.append(f"in doubt about {year}: {doubt}")
    return told
