"""The way of a dose through the body: bands as wide as the share that has gone each way, and the brain as a gauge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, BODY, DPI, GREEN, GREY, INK, PURPLE, WIDTH_IN, ink
from ketabrain.topics.dose.body import LOST, BodySnapshot

_HERE = "here"
"""Where in a bar the part stands that has not moved on."""


@dataclass(frozen=True, kw_only=True)
class _Bar:
    """A place: where its bar stands (px), its names in words and in the picture, and what leaves it, from above."""

    x: float
    y: float
    name: str
    short: str
    leaves: tuple[str, ...]


_DOORS = {"iv": ("outside",), "nasal": ("nose", "gut"), "oral": ("gut",)}
_BARS = {
    "outside": _Bar(x=112, y=88, name="still in the syringe", short="syringe", leaves=("blood", _HERE)),
    "nose": _Bar(x=112, y=216, name="nose", short="nose", leaves=("blood", _HERE)),
    "gut": _Bar(x=112, y=280, name="stomach and gut", short="stomach, gut", leaves=(_HERE, "liver", LOST)),
    "blood": _Bar(x=266, y=112, name="blood and organs", short="blood + organs", leaves=("tissues", _HERE, "liver")),
    "tissues": _Bar(x=424, y=112, name="muscle, fat …", short="muscle, fat", leaves=(_HERE,)),
    "liver": _Bar(x=424, y=262, name="liver", short="liver", leaves=("blood", _HERE, "norketamine", LOST)),
    "norketamine": _Bar(x=580, y=256, name="norketamine", short="norketamine", leaves=(_HERE, LOST)),
    LOST: _Bar(x=726, y=392, name="broken down, lost or other", short=LOST, leaves=(_HERE,)),
}
_WIDE, _WHOLE = 18.0, 110.0
"""Width of a bar, and height of the whole dose (px)."""
_COLOURS = {"norketamine": PURPLE, LOST: GREY}
_GAUGE_X, _GAUGE_Y, _GAUGE_PX, _GAUGE_TOP = 622.0, 108.0, 84.0, 300.0
"""The gauge's zero and first bar, its length (px), and the level at its end (ng/mL)."""


@drawn(height_in=4.4)
def body(snapshot: BodySnapshot, figure: Figure) -> str:
    """Draw one moment: where the dose is, which ways it has gone so far, and the levels in plasma and brain."""
    axes = canvas(figure)
    doors = [place for place in _BARS if _BARS[place].x == _BARS["outside"].x]
    used = [place for place in _BARS if place not in doors or place in _DOORS[snapshot.route]]
    _ways(axes, snapshot, used)
    _bars(axes, snapshot, used)
    _names(axes, snapshot, doors, used)
    _gauge(axes, snapshot)
    door = {"iv": "the start of a drip into a vein", "nasal": "a nasal spray", "oral": "a drink"}[snapshot.route]
    plasma, brain = f"{snapshot.plasma_ng_per_ml:.0f}", f"{snapshot.effect_site_ng_per_ml:.0f}"
    heading(
        figure,
        f"After {snapshot.minutes:.0f} min the plasma holds {plasma} ng/mL, the brain {brain}",
        f"Share of {snapshot.dose_mg:g} mg: solid is there, tint went on · model, illustration",
    )
    filled = [name for name, share in snapshot.shares.items() if share >= 0.005]
    where = ", ".join(f"{100 * snapshot.shares[name]:.0f}% {_BARS[name].name}" for name in filled)
    gone = [f"{100 * share:.0f}% from {_BARS[one].short} to {_BARS[other].short}"
            for (one, other), share in snapshot.moved.items() if share >= 0.005]  # fmt: skip
    return (
        f"{snapshot.minutes:.0f} min after {door}, plasma holds {plasma} ng/mL and the brain (effect site) {brain} "
        f"ng/mL. The effect site follows with a delay. The dose is here: {where}. Net ways so far: "
        f"{', '.join(gone) or 'none'}. Bars and bands are as wide as the share of the dose; the drawing is an "
        "illustration."
    )


def _top(snapshot: BodySnapshot, place: str) -> float:
    """Upper end of a bar (px): they hang from a fixed height, only what is lost piles up from below."""
    return _BARS[place].y - (_WHOLE * snapshot.came(place) if place == LOST else 0)


def _parts(snapshot: BodySnapshot, place: str) -> Iterator[tuple[str, float, float]]:
    """What leaves a place or stays, from above: its name, and where in the bar it begins and ends (px)."""
    y = _top(snapshot, place)
    for part in _BARS[place].leaves:
        share = snapshot.shares[place] if part == _HERE else snapshot.moved.get((place, part), 0.0)
        yield part, y, y + _WHOLE * share
        y += _WHOLE * share


def _ways(axes: Axes, snapshot: BodySnapshot, used: list[str]) -> None:
    """Bands from place to place, from above as they arrive; a thin line where nothing has gone yet."""
    arrived = {place: _top(snapshot, place) for place in _BARS}
    bands, lines, colours = [], [], []
    for start in reversed(used):  # the order in which they arrive from above
        for end, low, high in _parts(snapshot, start):
            if end == _HERE:
                continue
            back = _BARS[end].x < _BARS[start].x
            x0, x1 = _BARS[start].x + (0 if back else _WIDE), _BARS[end].x + (_WIDE if back else 0)
            to = arrived[end]
            arrived[end] += high - low
            if high - low > 0.3:
                bands.append(PathPatch(_band(x0, (low, high), x1, (to, to + high - low))))
                colours.append(_COLOURS.get(start, BLUE))
                if back:
                    axes.plot(x1 + 6, to + (high - low) / 2, "<", color=BLUE, markersize=8, markeredgewidth=0)
            elif not back and (end, start) not in snapshot.moved:
                lines.append(np.asarray(_band(x0, (low, low), x1, (to, to)).vertices)[:4])
    curves = [PathPatch(Path(each, [Path.MOVETO] + 3 * [Path.CURVE4]), fill=False) for each in lines]
    axes.add_collection(PatchCollection(curves, facecolors="none", edgecolors=BEGAN, linewidths=1.4, zorder=0.3))
    axes.add_collection(
        PatchCollection(bands, facecolors=colours, edgecolors=colours, alpha=0.28, linewidths=0.8, zorder=0.5)
    )


def _band(x0: float, start: tuple[float, float], x1: float, end: tuple[float, float]) -> Path:
    """A band that leaves and arrives level: (upper, lower) heights at either end."""
    middle = (x0 + x1) / 2
    upper = [(x0, start[0]), (middle, start[0]), (middle, end[0]), (x1, end[0])]
    lower = [(x1, end[1]), (middle, end[1]), (middle, start[1]), (x0, start[1])]
    curve = 3 * [Path.CURVE4]
    return Path([*upper, *lower, upper[0]], [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])


def _bars(axes: Axes, snapshot: BodySnapshot, used: list[str]) -> None:
    """A bar for each place, pale for all that came and dark for what is there; an empty one for a door not used."""
    pale, dark, colours = [], [], []
    for place in used:
        bar = _BARS[place]
        top, came = _top(snapshot, place), _WHOLE * snapshot.came(place)
        pale.append(Rectangle((bar.x, top), _WIDE, max(2.0, came)))
        ((low, high),) = [(low, high) for part, low, high in _parts(snapshot, place) if part == _HERE]
        dark.append(Rectangle((bar.x, low), _WIDE, high - low))
        colours.append(_COLOURS.get(place, BLUE))
    axes.add_collection(PatchCollection(pale, facecolors=colours, alpha=0.45, linewidths=0, zorder=0.6))
    axes.add_collection(PatchCollection(dark, facecolors=colours, linewidths=0, zorder=0.7))


def _names(axes: Axes, snapshot: BodySnapshot, doors: list[str], used: list[str]) -> None:
    """Names left of the doors and above the other bars, with the share that is there."""
    shares = {place: f"{100 * snapshot.shares[place]:.0f}%" for place in used}
    shut = [place for place in doors if place not in used]
    left = _BARS["outside"].x - 10
    words(axes, [(_BARS[place].short, left, _BARS[place].y + 8) for place in doors if place in used], "right")
    words(axes, [(_BARS[place].short, left, _BARS[place].y + 8) for place in shut], "right", ink(GREY))
    empty = [Rectangle((_BARS[place].x, _BARS[place].y), _WIDE, 16) for place in shut]
    axes.add_collection(PatchCollection(empty, facecolors="none", edgecolors=BEGAN, linewidths=1.2))
    numbers = [(shares[place], left, _BARS[place].y + 27) for place in doors if place in used]
    words(axes, numbers, "right", INK, size=BODY, bold=True)
    inner = [place for place in _BARS if place not in doors and place != LOST]
    for place in inner:
        bar = _BARS[place]
        words(axes, [(shares[place], bar.x, bar.y - 14)], "left", INK, size=BODY, bold=True)
    words(axes, [(_BARS[place].short, _BARS[place].x + 38, _BARS[place].y - 14) for place in inner], "left")
    right, foot = WIDTH_IN * DPI - EDGE, _BARS[LOST].y
    words(axes, [(shares[LOST], right, foot + 14)], "right", INK, size=BODY, bold=True)
    words(axes, [(LOST, right - 40, foot + 14)], "right")


def _gauge(axes: Axes, snapshot: BodySnapshot) -> None:
    """The levels in plasma and brain on one axis, and a dashed line from the blood that both follow."""
    levels: Mapping[str, tuple[float, str]] = {
        "plasma": (snapshot.plasma_ng_per_ml, BLUE),
        "brain": (snapshot.effect_site_ng_per_ml, GREEN),
    }
    for i, (name, (level, colour)) in enumerate(levels.items()):
        y, long = _GAUGE_Y + 30 * i, _GAUGE_PX * level / _GAUGE_TOP
        axes.add_patch(Rectangle((_GAUGE_X, y - 9), long, 18, facecolor=colour, linewidth=0))
        words(axes, [(name, _GAUGE_X - 8, y)], "right")
        words(axes, [(f"{level:.0f}", _GAUGE_X + long + 6, y)], "left", ink(colour), size=BODY, bold=True)
    foot = _GAUGE_Y + 50
    ticks = [(_GAUGE_X + _GAUGE_PX * share, foot) for share in np.linspace(0, 1, 4)]
    axis = [[ticks[0], ticks[-1]], *([tick, (tick[0], foot + 4)] for tick in ticks)]
    axes.add_collection(LineCollection(axis, colors=GREY, linewidths=0.9))
    ends = [("0", ticks[0][0], foot + 15), (f"{_GAUGE_TOP:g} ng/mL", ticks[-1][0], foot + 15)]
    words(axes, ends, "center", ink(GREY))
    blood = _BARS["blood"]
    way = [
        (blood.x + 9, blood.y - 26),
        (blood.x + 9, blood.y - 38),
        (_GAUGE_X, blood.y - 38),
        (_GAUGE_X, _GAUGE_Y - 16),
    ]
    axes.plot(*zip(*way, strict=True), color=GREY, linewidth=1.1, linestyle=(0, (4, 2)))
    axes.plot(_GAUGE_X, _GAUGE_Y - 19, "v", color=GREY, markersize=6, markeredgewidth=0)
