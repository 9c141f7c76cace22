"""A body with the organs where ketamine can do harm over time, and how many people each study of them had."""

from collections import Counter
from collections.abc import Sequence
from math import log10

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, missing, rows
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, ORANGE, PAPER, RED, WIDTH_IN, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.long_harms import HarmPlace, LongHarms, UseSetting, people_in

Points = Sequence[tuple[float, float]]

_HEIGHT_IN = 4.4
_NAMES = 358.0
"""Pixels that body and names take at the left."""
_ORDER = (HarmPlace.BRAIN, HarmPlace.DEPENDENCE, HarmPlace.HEART, HarmPlace.LIVER, HarmPlace.BLADDER)
"""Places from the head downwards, so that no leader line crosses another."""
_MIDDLE, _HEAD = 108.0, 70.0
"""Where the middle of the body and the top of its head stand, in pixels."""
_SIDE: Points = (
    (10, 0), (25, 3), (31, 22), (26, 42), (13, 54), (14, 68), (44, 74), (62, 88), (66, 124), (74, 168), (84, 210),
    (78, 224), (70, 214), (60, 176), (52, 140), (46, 112), (42, 150), (48, 190), (50, 226), (44, 280), (38, 336),
    (52, 350), (30, 356), (20, 336), (14, 280), (6, 226),
)  # fmt: skip
"""Right half of a body from the crown to the crotch, in pixels from its middle and from the top."""
_LUNG: Points = ((10, 88), (22, 84), (38, 108), (38, 132), (14, 134), (9, 110))
_ORGANS: dict[HarmPlace, Sequence[Points]] = {
    HarmPlace.BRAIN: (((-12, 6), (12, 6), (23, 22), (14, 36), (-14, 36), (-23, 22)),),
    HarmPlace.HEART: (
        _LUNG,
        tuple((-x, y) for x, y in reversed(_LUNG)),
        ((-6, 104), (4, 98), (20, 106), (20, 124), (8, 136), (-6, 118)),
    ),
    HarmPlace.LIVER: (((-40, 146), (-20, 138), (16, 140), (18, 150), (-6, 160), (-20, 174), (-40, 172)),),
    HarmPlace.BLADDER: (((-12, 202), (0, 194), (12, 202), (14, 218), (0, 224), (-14, 218)),),
}
"""Organs as outlines from the middle and the top of the body; dependence has none."""
_ENDS = {
    HarmPlace.BRAIN: (16, 22),
    HarmPlace.HEART: (30, 112),
    HarmPlace.LIVER: (12, 147),
    HarmPlace.BLADDER: (10, 210),
}
"""Where leader lines end on the organs."""
_LOOKS = {UseSetting.RECREATIONAL: ("s", ORANGE, -0.14), UseSetting.MEDICAL: ("o", BLUE, 0.14)}
"""Marker, colour and place in the row of each use."""
_MOST_STUDIES = 5
"""Studies of the place that has most, which is filled fully."""


@drawn(height_in=_HEIGHT_IN)
def harm_map(result: LongHarms, figure: Figure) -> str:
    """The body (left); the studies of each place by how many people they had (right)."""
    names = ["" if place is result.place else place for place in _ORDER]
    axes = rows(figure, names, left=_NAMES, bottom=62, pale=range(len(names)))
    axes.set(xlim=(log10(3), log10(8_000)), xlabel="People studied (logarithmic)", xticks=(1, 2, 3))
    axes.set_xticklabels(["10", "100", "1,000"])
    own = _ORDER.index(result.place)
    axes.axhspan(own - 0.45, own + 0.45, color=tint(RED, 0.1), linewidth=0)
    _studies(axes, result)
    _key(axes)
    _body(figure, axes, result)
    controls = int(result.rows["control"].sum())
    place = f"{result.place[0].upper()}{result.place[1:]}"
    shown = sum(result.per_place.values())
    finding = f"{len(result.rows)} of {counted(shown, 'study', 'studies')}, {controls} with a control group"
    heading(
        figure, f"{place}: {finding}", f"{result.setting.capitalize()} use · darker organ: more studies · schematic"
    )
    told = " ".join(
        f"{row.study}, {row.setting}: {row.who}; {row.dose}; found: {row.found}; came in: {row.chosen}"
        f"{'' if row.control else ', no control group'}."
        for row in result.rows.itertuples()
    )
    per_place = "; ".join(f"{place} {counted(count, 'study', 'studies')}" for place, count in result.per_place.items())
    return f"{place}, {result.setting} use: {finding}. {told} Shown of every place: {per_place}."


def _studies(axes: Axes, result: LongHarms) -> None:
    """A mark for each study at its number of people, hollow without a control group; pale where not chosen."""
    unseen: Counter[str] = Counter()
    for use, (marker, colour, up) in _LOOKS.items():
        x, y, faces, edges = [], [], [], []
        shown = result.setting in (UseSetting.ALL, use)
        for study in result.every[result.every["setting"] == use].itertuples():
            people = people_in(study.who)
            if people is None:
                unseen[study.place] += shown
                continue
            edges.append(tint(colour, (1 if study.place == result.place else 0.55) if shown else 0.16))
            faces.append(edges[-1] if study.control else PAPER)
            x.append(log10(people))
            y.append(_ORDER.index(study.place) + up)
        axes.scatter(x, y, 150, faces, marker=marker, edgecolors=edges, linewidths=2.4, zorder=2)
    told = [
        (_ORDER.index(HarmPlace(place)), f"{count} more: number not said") for place, count in unseen.items() if count
    ]
    missing(axes, told, 0.45)


def _key(axes: Axes) -> None:
    """Both uses with their marks, in one line above the axis."""
    key = above(axes)
    x = 0.0
    for use, (marker, colour, _) in _LOOKS.items():
        axes.plot(x + 8, 14, marker, color=colour, markersize=9, transform=key, clip_on=False)
        words(axes, [(use, x + 20, 14)], "left", ink(GREY), key)
        x += width_px(use) + 38
    axes.plot(x + 8, 14, "o", color=PAPER, markeredgecolor=GREY, markeredgewidth=2, markersize=9, transform=key,
              clip_on=False)  # fmt: skip
    words(axes, [("no control group", x + 20, 14)], "left", ink(GREY), key)


def _body(figure: Figure, beside: Axes, result: LongHarms) -> None:
    """The silhouette with its organs, and a line from each to the name of its row."""
    width, height = WIDTH_IN * DPI, _HEIGHT_IN * DPI
    axes = figure.add_axes((0, 0, 1, 1), zorder=-1)
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    outline = [*_SIDE, *((-x, y) for x, y in reversed(_SIDE))]
    paths, faces, edges, lines = [smooth(_placed(outline))], [tint(GREY, 0.14)], [GREY], [1.6]
    for place, shapes in _ORGANS.items():
        own, share = place is result.place, result.per_place[place] / _MOST_STUDIES
        paths += [smooth(_placed(shape)) for shape in shapes]
        faces += [tint(RED, share) if result.per_place[place] else PAPER] * len(shapes)
        edges += [INK if own else GREY] * len(shapes)
        lines += [2.4 if own else 1.0] * len(shapes)
    axes.add_collection(PathCollection(paths, facecolors=faces, edgecolors=edges, linewidths=lines), autolim=False)
    box = beside.get_position()
    leaders, colours = [], []
    for row, place in enumerate(_ORDER):
        if place not in _ENDS:
            continue
        y = height * (1 - box.y1) + height * box.height * (row + 0.6) / len(_ORDER)
        (start,), name = _placed([_ENDS[place]]), width_px(place, bold=place is result.place)
        end = _NAMES - 18 - name
        leaders.append([start, (min(210, end - 10), y), (end, y)])
        colours.append(INK if place is result.place else GREY)
    axes.add_collection(LineCollection(leaders, colors=colours, linewidths=0.9), autolim=False)
    y = height * (1 - box.y1) + height * box.height * (_ORDER.index(result.place) + 0.6) / len(_ORDER)
    words(axes, [(result.place, _NAMES - 10, y)], "right", bold=True)


def _placed(points: Points) -> list[tuple[float, float]]:
    return [(_MIDDLE + x, _HEAD + y) for x, y in points]
