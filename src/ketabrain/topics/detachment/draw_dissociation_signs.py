"""Signs of detachment as a strip: in how many people, up or down, and whether a sign goes with detachment alone; the
brain beside it shows where the chosen one was seen.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import TOP, Column, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BLUE, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PURPLE, RED, WIDTH_IN, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.detachment.dissociation_signs import OurReading, Sign, SignChange, SignChart, SignVerdict

Points = Sequence[tuple[float, float]]

_HEIGHT_IN = 4.2
_NAMES, _BRAIN = 176.0, 164.0
"""Pixels that the names of signs take at the left, and the brain at the right."""
_MOST, _STRIP = 32.0, 132.0
"""People at the end of the strip, and its length in pixels."""
_LANES, _LANE = 154.0, 66.0
"""Where the lanes of our reading begin, and how wide each is, in pixels from the beginning of the strip."""
_LOOKS = {
    SignVerdict.SPECIFIC: GREEN,
    SignVerdict.NOT_TESTED: GREY,
    SignVerdict.NOT_SPECIFIC: ORANGE,
    SignVerdict.AGAINST: PURPLE,
}
_CHANGED = {SignChange.UP: "rose", SignChange.DOWN: "fell", SignChange.BOTH: "rose and fell"}
_ARROWS = {SignChange.UP: ("^",), SignChange.DOWN: ("v",), SignChange.BOTH: ("v", "^")}

_BODIES: dict[str, Sequence[Points]] = {
    "human": (
        ((82, 86), (96, 86), (100, 100), (98, 118), (88, 118), (86, 100)),
        ((98, 80), (124, 74), (134, 84), (124, 100), (106, 104), (92, 94)),
        ((4, 58), (6, 28), (26, 8), (56, 0), (90, 2), (118, 16), (137, 44), (134, 70), (114, 80), (96, 80), (84, 92),
         (60, 96), (40, 90), (36, 76), (20, 76)),
    ),
    "mouse": (
        ((94, 56), (124, 52), (140, 60), (140, 72), (112, 76), (94, 66)),
        ((96, 30), (118, 24), (134, 42), (126, 60), (102, 60)),
        ((2, 50), (6, 36), (22, 34), (34, 44), (30, 56), (12, 60)),
        ((20, 56), (24, 32), (48, 16), (82, 12), (104, 26), (106, 52), (92, 66), (56, 70), (32, 68)),
    ),
}  # fmt: skip
"""Brains from the side, nose to the left, as outlines in pixels: stem, cerebellum, (the mouse's bulb,) cerebrum."""
_FOLDS: dict[str, Sequence[Points]] = {
    "human": (
        ((36, 76), (60, 68), (90, 54)), ((72, 3), (62, 28), (74, 50)), ((30, 20), (36, 38), (24, 56)),
        ((50, 8), (44, 30), (54, 46)), ((96, 8), (86, 26), (98, 40)), ((118, 26), (106, 42), (120, 60)),
        ((52, 84), (74, 84), (98, 70)), ((100, 90), (114, 88), (128, 86)),
    ),
    "mouse": ((((104, 40), (116, 36), (126, 44))), ((104, 50), (114, 48), (124, 54))),
}  # fmt: skip
_SPOTS: dict[tuple[str, str], Sequence[Points]] = {
    ("mouse", "retrosplenial cortex"): (((70, 15), (88, 14), (103, 26), (100, 34), (84, 26)),),
    ("human", "retrosplenial cortex"): (((86, 46), (100, 38), (112, 46), (106, 58), (92, 58)),),
    ("human", "back of the head"): (((112, 30), (124, 28), (134, 46), (131, 66), (116, 72), (110, 52)),),
    ("human", "default mode network"): (
        ((8, 44), (14, 30), (26, 34), (26, 54), (14, 60)),
        ((84, 36), (98, 28), (108, 38), (100, 52), (88, 50)),
        ((102, 20), (114, 22), (122, 34), (112, 38)),
    ),
    ("human", "insula"): (((44, 62), (60, 50), (78, 52), (70, 64), (52, 70)),),
    ("human", "prefrontal cortex and amygdala"): (
        ((8, 46), (14, 30), (26, 34), (26, 56), (14, 62)),
        ((48, 76), (58, 72), (66, 78), (60, 86), (50, 85)),
    ),
}  # fmt: skip


@drawn(height_in=_HEIGHT_IN)
def brain_signs(result: SignChart, figure: Figure) -> str:
    """A row for each sign: arrow at the people in whom it was seen, lane of our reading once it is asked for."""
    own = result.picked
    names = ["" if each == own else each.name for each in result.signs]
    room = Column(head="", texts=[""] * len(names), width=_BRAIN)
    axes = rows(figure, names, [room], left=_NAMES, bottom=46, pale=range(len(names)))
    wide = DPI * WIDTH_IN - _NAMES - _BRAIN - 12
    axes.set(xlim=(0, wide), xticks=[_STRIP * people / _MOST for people in (0, 10, 20, 30)])
    axes.set_xticklabels(["0", "10", "20", "30"])
    axes.spines["bottom"].set_bounds(0, _STRIP)
    words(axes, [("people", 0, -0.95)], "left", ink(GREY))
    for row, each in enumerate(result.signs):
        _strip(axes, row, each, chosen=each == own)
    _lanes(axes, result)
    words(axes, [(own.name, -10, result.signs.index(own))], "right", bold=True)
    _brain(figure, own)
    line = f"{own.what[0].upper()}{own.what[1:]} {_CHANGED[own.change]}"
    heading(figure, f"{line} {_in_whom(own)}", f"{own.study} · schematic")
    return _in_words(result)


def _strip(axes: Axes, row: int, sign: Sign, *, chosen: bool) -> None:
    colour = BLUE if chosen else tint(GREY, 0.55)
    if sign.people is None:
        words(axes, [("not printed", 0, row)], "left", INK if chosen else ink(GREY))
        return
    x = _STRIP * sign.people / _MOST
    axes.hlines(row, 0, x, color=colour, linewidth=4 if chosen else 1.5)
    arrows = _ARROWS[sign.change]
    for place, arrow in enumerate(arrows):
        axes.plot(x + 9 * (2 * place - len(arrows) + 1), row, arrow, color=colour, markersize=12 if chosen else 9,
                  clip_on=False)  # fmt: skip


def _lanes(axes: Axes, result: SignChart) -> None:
    """Where each sign stands by our reading; as long as that is hidden the lanes are empty and have no names."""
    bottom = len(result.signs) - 0.5
    lefts = {verdict: _LANES + _LANE * lane for lane, verdict in enumerate(SignVerdict)}
    tiles = [_tile(x, -0.5, bottom) for x in lefts.values()]
    axes.add_collection(PolyCollection(tiles, facecolors=tint(LIGHT, 0.45)), autolim=False)
    if result.reading is OurReading.HIDDEN:
        words(axes, [("judge first", _LANES + 2 * _LANE, bottom / 2 - 0.25)], "center", ink(GREY))
        return
    heads = [(word, x + _LANE / 2, -1.6 + 0.65 * line)
             for verdict, x in lefts.items() for line, word in enumerate(verdict.split(" ", 1))]  # fmt: skip
    words(axes, heads, "center", ink(GREY))
    faces = [tint(_LOOKS[each.verdict], 1 if each == result.picked else 0.45) for each in result.signs]
    tiles = [_tile(lefts[each.verdict], row - 0.36, row + 0.36) for row, each in enumerate(result.signs)]
    edges = [INK if each == result.picked else face for each, face in zip(result.signs, faces, strict=True)]
    axes.add_collection(PolyCollection(tiles, facecolors=faces, edgecolors=edges, clip_on=False), autolim=False)


def _tile(x: float, top: float, bottom: float) -> Points:
    left, right = x + 2, x + _LANE - 2
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _brain(figure: Figure, sign: Sign) -> None:
    """The brain of who was studied, with the place of the sign filled."""
    width, height = DPI * WIDTH_IN, DPI * _HEIGHT_IN
    box = (_BRAIN - 18, 128.0)
    axes = figure.add_axes(
        ((width - _BRAIN) / width, 1 - (TOP + 20 + box[1]) / height, box[0] / width, box[1] / height)
    )
    axes.set(xlim=(0, box[0]), ylim=(box[1], 0))
    axes.axis("off")
    bodies, spots = (
        [smooth(each) for each in found] for found in (_BODIES[sign.species], _SPOTS[sign.species, sign.place])
    )
    folds = [Path(list(fold), [Path.MOVETO, Path.CURVE3, Path.CURVE3]) for fold in _FOLDS[sign.species]]
    for paths, face, edge, line in (
        (bodies, tint(GREY, 0.14), GREY, 1.6), (spots, RED, INK, 1.2), (folds, "none", GREY, 0.9),
    ):  # fmt: skip
        shapes = PathCollection(paths, facecolors=face, edgecolors=edge, linewidths=line)
        axes.add_collection(shapes, autolim=False)
    words(axes, [(sign.species, 70, 118 if sign.species == "mouse" else 126)], "center", ink(GREY))


def _in_whom(sign: Sign) -> str:
    if sign.people is None:
        return "in mice" if sign.species == "mouse" else "in people"
    return f"in {counted(sign.people, 'person', 'people')}"


def _in_words(result: SignChart) -> str:
    own = result.picked
    size = f", {own.size}" if own.size else ""
    number = ", number not printed" if own.people is None else ""
    told = (
        f"{own.what[0].upper()}{own.what[1:]} {_CHANGED[own.change]} {_in_whom(own)}{size}; without detachment: "
        f"{own.without}. {own.study}, {own.species}, {own.place}{number}. Went with: {own.went_with}. "
        f"{own.comment.rstrip('.')}. "
    )
    if result.reading is OurReading.HIDDEN:
        told += "Our reading is hidden: judge first. "
    else:
        told += f"Our reading: {own.verdict}. All signs: "
        told += "; ".join(f"{each.name} {each.verdict}" for each in result.signs) + ". "
    people = "; ".join(
        f"{each.name} ({each.study}) {'number not printed' if each.people is None else each.people}"
        for each in result.signs
    )
    return told + f"People studied: {people}. The brain is schematic."
