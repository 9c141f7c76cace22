"""The numbers of a picture: every curve, mark, bar and band that stands on its plots, read from the figure itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Transform
from numpy.typing import NDArray

from ketabrain.engine.draw.style import BEGAN, GREY, ink

Points = NDArray[np.float64]
Written = tuple[str, str, Points]
"""Words on a plot, their colour, and where they stand, in pixels."""
_NEAR_PX = 90
"""How far from a thing its name may stand."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """What a plot shows under one name: points (x, y), thinned out of `of`; NaN where one is no number of the data.

    `across` and `up` are the names of the axes, `places` the name of a row or a category for each point, if it has one.
    """

    plot: int
    name: str
    kind: str
    across: str
    up: str
    points: Points
    places: tuple[str, ...]
    of: int


def series_of(figure: Figure, most: int | None = None) -> list[Series]:
    """Every series of a drawn figure, each of at most so many points.

    A drawing on a canvas without axes has no numbers, and neither have words, arrows and images.
    """
    plots = [axes for axes in figure.axes if axes.get_visible() and axes.axison]
    return [each for number, axes in enumerate(plots, start=1) for each in _on(axes, number, most)]


def _on(axes: Axes, number: int, most: int | None) -> Iterator[Series]:
    axes.get_xlim(), axes.get_ylim()  # a scale that has not been needed yet is found out only now
    written = list(_words(axes))
    rows, columns = _rows(axes, written), _ticks(axes, "x")
    tally: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for artist, kind, drawn in _things(axes):
        points = drawn[np.isfinite(drawn).any(axis=1)]
        if not len(points):
            continue
        name = _name(axes, artist, points, written) or f"{kind} {next(tally[kind])}"
        kept = points[_spread(len(points), most)]
        places = tuple(rows.get(_key(y), "") or columns.get(_key(x), "") for x, y in kept)
        yield Series(
            plot=number, name=name, kind=kind, across=axes.get_xlabel(), up=axes.get_ylabel() or _above(axes, written),
            points=kept, places=places, of=len(points),
        )  # fmt: skip


def _things(axes: Axes) -> Iterator[tuple[Artist, str, Points]]:
    """What is drawn in the units of the data, with its kind and its points."""
    for line in axes.lines:
        if line.get_visible() and (data := _of_data(line.get_transform(), axes)).any():
            points = _numbers(line.get_xydata())
            marks = line.get_linestyle() in ("None", "", " ") or len(points) == 1
            yield line, "marks" if marks else "curve", np.where(data, points, np.nan)
    for group in axes.collections:
        if group.get_visible():
            yield from _in_collection(group, axes)
    bars = [patch for patch in axes.patches if type(patch) is Rectangle and patch.get_visible()]
    for colour in dict.fromkeys(to_hex(bar.get_facecolor()) for bar in bars):
        same = [bar for bar in bars if to_hex(bar.get_facecolor()) == colour]
        if ends := [_end(bar, level=_level(bars)) for bar in same if _of_data(bar.get_transform(), axes).all()]:
            yield same[0], "bars", np.array(ends, dtype=float)


def _in_collection(group: Collection, axes: Axes) -> Iterator[tuple[Artist, str, Points]]:
    if isinstance(group, PathCollection):
        if group.get_gid() is None and _of_data(group.get_offset_transform(), axes).all():
            yield group, "marks", _numbers(group.get_offsets())
    elif isinstance(group, LineCollection) and (data := _of_data(group.get_transform(), axes)).any():
        if segments := [each for each in group.get_segments() if len(each)]:  # one of missing values alone is empty
            yield group, "range", np.where(data, _numbers(np.concatenate(segments)), np.nan)
    elif isinstance(group, PolyCollection) and group.get_paths() and _of_data(group.get_transform(), axes).all():
        yield group, "band", _numbers(np.concatenate([path.vertices for path in group.get_paths()]))


def _of_data(transform: Transform, axes: Axes) -> NDArray[np.bool_]:
    """Whether x, and whether y, are numbers of the data rather than shares of the plot."""
    return np.array(transform.contains_branch_seperately(axes.transData))


def _numbers(points: Any) -> Points:
    return np.ma.filled(np.ma.asarray(points, dtype=float), np.nan)


def _level(bars: Sequence[Rectangle]) -> bool:
    """Whether bars lie: they differ in their length, and not in their breadth."""
    return len({round(bar.get_height(), 9) for bar in bars}) < len({round(bar.get_width(), 9) for bar in bars})


def _end(bar: Rectangle, *, level: bool) -> tuple[float, float]:
    """The end of a bar, in the middle of its breadth."""
    x, y, width, height = bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height()
    return (x + width, y + height / 2) if level else (x + width / 2, y + height)


def _spread(length: int, most: int | None) -> NDArray[np.int_]:
    """The numbers of at most so many points, evenly spread, the first and the last among them."""
    return np.unique(np.linspace(0, length - 1, min(length, most or length)).round().astype(int))


# --- names ---


def _words(axes: Axes) -> Iterator[Written]:
    """What is written on a plot: short words are drawn as paths (`lettering.words`), whose gid says what they are."""
    for group in axes.collections:
        if isinstance(group, PathCollection) and group.get_gid() is not None:
            places = group.get_offset_transform().transform(_numbers(group.get_offsets()))
            for text, place in zip(str(group.get_gid()).split("\n"), places, strict=False):
                yield text, to_hex(_colours(group)[0]), place
    for each in axes.texts:
        colour: Any = each.get_color()
        yield each.get_text(), to_hex(colour), each.get_transform().transform(each.get_position())


def _name(axes: Axes, artist: Artist, points: Points, written: Sequence[Written]) -> str:
    """The label of a thing, or the words nearest to it that have its colour."""
    label = str(artist.get_label())
    if label and not label.startswith("_"):
        return label
    colours = {to_hex(ink(BEGAN_NAMED.get(each, each))) for each in _colours(artist)}
    box, places = axes.bbox, axes.transData.transform(points[np.isfinite(points).all(axis=1)])
    near = []
    for text, colour, place in written:
        if (
            colour in colours
            and len(places)
            and any(map(str.isalpha, text))
            and box.x0 <= place[0]
            and place[1] <= box.y1
        ):
            away = float(np.hypot(*(places - place).T).min())
            near += [(away, text)] if away <= _NEAR_PX else []
    return min(near)[1] if near else ""


BEGAN_NAMED = {BEGAN.upper(): GREY}
"""A curve that is too pale to write in its colour, and the colour of its name."""


def _colours(artist: Artist) -> list[str]:
    if isinstance(artist, Line2D):
        found = [artist.get_color(), artist.get_markerfacecolor()]
    elif isinstance(artist, Rectangle):
        found = [artist.get_facecolor()]
    elif isinstance(artist, Collection):
        found = [*artist.get_facecolor(), *artist.get_edgecolor()]
    else:
        found = []
    return [to_hex(each).upper() for each in found if not isinstance(each, str) or each != "none"]


def _above(axes: Axes, written: Sequence[Written]) -> str:
    """The name of the y axis where it stands level above it (`layout.name_y`)."""
    corner = axes.bbox.x0, axes.bbox.y1
    found = [text for text, _, place in written if abs(place[0] - corner[0]) < 2 and 0 < place[1] - corner[1] < 30]
    return found[0] if found else ""


def _rows(axes: Axes, written: Sequence[Written]) -> dict[float, str]:
    """What is written beside a height of a plot, or stands there as a tick: the names of its rows."""
    back, box = axes.transData.inverted(), axes.bbox
    beside = [(text, place) for text, _, place in written if place[0] < box.x0 and box.y0 <= place[1] <= box.y1]
    return {_key(back.transform(place)[1]): text for text, place in reversed(beside)} | _ticks(axes, "y")


def _ticks(axes: Axes, side: str) -> dict[float, str]:
    """The ticks of an axis that are words."""
    axis = axes.xaxis if side == "x" else axes.yaxis
    places = [float(place) for place in axis.get_majorticklocs()]
    texts = axis.get_major_formatter().format_ticks(places)
    return {_key(place): text for place, text in zip(places, texts, strict=True) if any(map(str.isalpha, text))}


def _key(place: float) -> float:
    return round(float(place), 6) + 0.0
