"""A forest of links between detachment and an outcome, one column for each time at which the outcome was measured.

Nulls are drawn as large as positive findings: as what they leave open.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, rows
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREY, INK, LIGHT, ORANGE, RED, WIDTH_IN, ink
from ketabrain.engine.numerals import brief, counted, minus
from ketabrain.topics.detachment.dissociation_links import Link, LinkOutcome, LinkResult, Links, LinkTime, PeopleCounted

_NAMES, _GAP, _SLOPES = 272.0, 18.0, 84.0
"""Pixels for the names, between columns, and for the column of slopes."""
_STRONGEST = 0.8
"""Correlations that a column shows; what reaches beyond ends at its edge."""
_STEEPEST, _FLATTEST = -12.0, 3.0
"""Slopes (MADRS points per ten points of dissociation) that the column shows; steeper ends lie at its edge."""
_FEWEST = 8
"""Room is kept for at least so many rows, so that few rows do not drift apart."""
_COLOURS = {LinkResult.SHOWN: BLUE, LinkResult.OPPOSITE: RED}
_TIMES = {LinkTime.HOURS: "hours", LinkTime.DAY: "a day", LinkTime.WEEKS: "weeks", LinkTime.DURING: "during the drug"}
"""Short words for the times."""
_PALE = 0.28
_WIDE, _THIN = 9.0, 2.4
"""Widths of the bar that a null leaves open, and of a printed interval."""


class _Columns:
    """Where the columns stand, in pixels from the left of the plot: one for each time, and one for slopes."""

    def __init__(self, links: Sequence[Link]) -> None:
        self.times = [when for when in LinkTime if any(link.when is when for link in links)]
        room = DPI * WIDTH_IN - _NAMES - 24
        slopes = _SLOPES + _GAP if any(link.slope for link in links) else 0
        self.wide = (room - slopes - _GAP * (len(self.times) - 1)) / len(self.times)
        self.slopes = room - _SLOPES
        self.end = room

    def r(self, when: LinkTime, value: float) -> float:
        """Place of a correlation in the column of its time."""
        inside = min(_STRONGEST, max(-_STRONGEST, value))
        return self.times.index(when) * (self.wide + _GAP) + self.wide * (inside / _STRONGEST + 1) / 2

    def slope(self, value: float) -> float:
        """Place of a slope, at the edge if it is beyond."""
        inside = min(_FLATTEST, max(_STEEPEST, value))
        return self.slopes + _SLOPES * (inside - _STEEPEST) / (_FLATTEST - _STEEPEST)


@drawn(height_in=4.9)
def links(result: Links, figure: Figure) -> str:
    """Rows of correlations, of bands that a null leaves open, and of slopes."""
    groups = _groups(result.every)
    names = _names(groups)
    chosen = {id(link) for link in result.links}
    pale = [row for row, group in enumerate(groups.values()) if not any(id(link) in chosen for link in group)]
    axes = rows(figure, [*names, *[""] * (_FEWEST - len(names))], left=_NAMES, top=108, bottom=44, pale=pale)
    columns = _Columns(result.every)
    axes.set(xlim=(0, columns.end), xticks=())
    axes.spines["bottom"].set_visible(False)
    printed = dict(zip(map(id, result.every), result.printed, strict=True))
    told: list[tuple[str, float, float]] = []
    for row, group in enumerate(groups.values()):
        for link in group:
            share = 1.0 if id(link) in chosen else _PALE
            if result.counted is PeopleCounted.IMPLIED and link.people != printed[id(link)].people:
                before = printed[id(link)]
                axes.axhspan(row - 0.46, row + 0.46, color=tint(GREY, 0.3), linewidth=0, zorder=0)
                _bar(axes, columns, before, row, BEGAN, _WIDE)
            _mark(axes, columns, link, row, share)
            if link.slope is None and link.low is None and link.at_least is None:
                told.append((_CELLS.get(link.result, str(link.result)), columns.r(link.when, 0), row))
    words(axes, sorted(set(told)), "center", ink(GREY))
    _frame(axes, columns, result, {(x, row) for _, x, row in told})
    _key(axes)
    numbers = sum(link.value is not None or link.slope is not None for link in result.links)
    tests = counted(len(result.links), "test")
    kind = f"{result.kind[0].upper()}{result.kind[1:]}"
    finding = f"{kind}: {numbers} of {tests} print a number" if result.links else f"{kind}: no such test"
    heading(figure, finding, "r, 95% interval" + (", negative: relief" if result.kind is LinkOutcome.MOOD else ""))
    return f"{finding}. {_in_words(result)}"


_CELLS = {LinkResult.NONE_SHOWN: "none shown"}


def _groups(links: Sequence[Link]) -> dict[tuple[str, str], list[Link]]:
    """Tests of one study with one measure of detachment, which share a row."""
    found: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        found.setdefault((link.study, link.dissociation.split(",")[0]), []).append(link)
    return found


def _names(groups: dict[tuple[str, str], list[Link]]) -> list[str]:
    """Study and people of each row, with the measure unless it is the total; a study is named once."""
    names, last = [], ""
    for (study, what), group in groups.items():
        people = sorted({link.people for link in group if link.people is not None})
        number = "n ?" if not people else f"n {people[0]}" + (f"–{people[-1]}" if len(people) > 1 else "")
        measure = "" if what.startswith("total") else what.split(" ")[-1 if "perception" in what else 0]
        name = f"{brief(study)}, {number}"
        names.append(measure if study == last and measure else f"{name}: {measure}" if measure else name)
        last = study
    return names


def _frame(axes: Axes, columns: _Columns, result: Links, taken: set[tuple[float, float]]) -> None:
    """Zero lines, broken where words stand, heads, and a few numbers below each column."""
    bottom = axes.get_ylim()[0]
    zeros = [columns.r(when, 0) for when in columns.times]
    numbers = [
        (minus(value), columns.r(when, value), bottom + 0.45) for when in columns.times for value in (-0.5, 0, 0.5)
    ]
    heads = [(_TIMES[when], columns.r(when, 0), -0.9) for when in columns.times]
    if columns.slopes > columns.r(columns.times[-1], 1):
        zeros.append(columns.slope(0))
        numbers += [(minus(value), columns.slope(value), bottom + 0.45) for value in (-10, 0)]
        heads.append(("slope", columns.end, -0.9))
    rows_shown = range(max(_FEWEST, len(_groups(result.every))))
    ends = [[(x, row - 0.5), (x, row + 0.5)] for x in zeros for row in rows_shown if (x, row) not in taken]
    ends += [[(columns.r(when, -1), bottom), (columns.r(when, 1), bottom)] for when in columns.times]
    axes.add_collection(LineCollection(ends, colors=GREY, linewidths=1), autolim=False)
    words(axes, numbers, "center")
    for head, x, y in heads:
        own = result.when is not LinkTime.ALL and head == _TIMES.get(result.when)
        words(axes, [(head, x, y)], "right" if x == columns.end else "center", INK if own else ink(GREY), bold=own)


def _bar(axes: Axes, columns: _Columns, link: Link, row: int, colour: str, width: float) -> None:
    assert link.low is not None
    assert link.high is not None
    ends = [columns.r(link.when, link.low), columns.r(link.when, link.high)]
    axes.plot(ends, [row, row], color=colour, linewidth=width, solid_capstyle="butt")


def _mark(axes: Axes, columns: _Columns, link: Link, row: int, share: float) -> None:
    colour = tint(_COLOURS.get(link.result, ORANGE), share)
    line = tint(INK, share)
    if link.slope is not None:
        slope = link.slope
        axes.plot([columns.slope(slope.low), columns.slope(slope.high)], [row, row], color=line, linewidth=_THIN)
        axes.plot(columns.slope(slope.value), row, "D", color=colour, markersize=8)
    elif link.value is not None:
        _bar(axes, columns, link, row, line, _THIN)
        axes.plot(columns.r(link.when, link.value), row, "D", color=colour, markersize=7)
    elif link.low is not None:
        _bar(axes, columns, link, row, colour if share < 1 else tint(colour, 0.75), _WIDE)
    elif link.at_least is not None:
        end = 1.0 if link.at_least > 0 else -1.0
        x = [columns.r(link.when, link.at_least), columns.r(link.when, end)]
        axes.plot(x, [row, row], color=LIGHT, linewidth=_WIDE, solid_capstyle="butt")
        axes.plot(x[0], row, ">" if end > 0 else "<", color=colour, markersize=9)


def _key(axes: Axes) -> None:
    """What the three kinds of mark mean, in one line above the heads."""
    key, x = above(axes), -_NAMES + 16.0
    for name, marker, colour, width in (
        ("printed", "D", BLUE, 12), ("missed", "_", tint(ORANGE, 0.75), 22), ("at least", "<", BLUE, 12),
    ):  # fmt: skip
        axes.plot(x + width / 2, 14, marker, color=colour, markersize=8 if marker != "_" else 18, transform=key,
                  markeredgewidth=_WIDE if marker == "_" else 1, clip_on=False)  # fmt: skip
        words(axes, [(name, x + width + 6, 14)], "left", ink(GREY), key)
        x += width + width_px(name) + 20


def _short(link: Link) -> str:
    what = link.dissociation.split(",")[0]
    when = _TIMES.get(link.when) if link.when is not LinkTime.DURING else ""
    return f"{what}, {when}" if when else what


def _in_words(result: Links) -> str:
    told = []
    for link in result.links:
        people = "people not seen" if link.people is None else f"{link.people} people"
        group = f", {link.same_people}" if link.same_people else ""
        what = f"{link.study} ({people}{group}), {_short(link)}: {link.result}"
        if link.slope is not None:
            slope = link.slope
            what += f", {minus(round(slope.value, 2))} MADRS points per ten points ({_range(slope.low, slope.high)})"
        elif link.value is not None and link.low is not None and link.high is not None:
            what += f", r {minus(link.value)} ({_range(link.low, link.high)})"
        elif link.low is not None and link.high is not None:
            what += f", which leaves {_range(link.low, link.high)} open"
        elif link.at_least is not None:
            what += f", at least {minus(round(link.at_least, 2))} to be significant"
        told.append(what)
    when = "" if result.when is LinkTime.ALL else f" {result.when}"
    shared = sorted({link.same_people for link in result.links if link.same_people})
    return (
        f"Outcome: {result.kind}{when}; people {result.counted}; {counted(len(result.links), 'row')}. "
        + ("; ".join(told) if told else "no such test was found")
        + (f". Rows with the same name share people: {', '.join(shared)}." if shared else ".")
    )


def _range(low: float, high: float) -> str:
    return f"{minus(round(low, 2))} to {minus(round(high, 2))}"
