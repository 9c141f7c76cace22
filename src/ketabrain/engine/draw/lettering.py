"""What letters look like on a picture: signs as markers, and short words as paths, which are drawn faster than text."""

from collections.abc import Sequence
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from ketabrain.engine.draw.style import DPI, INK, PAPER, SMALL, house_style

_RIM_PT, _OVER_LINES = 3.5, 3
"""Rim around words that lie over lines: its width in points, and how high it lies; lines lie at 2."""


@lru_cache(maxsize=64)
@house_style()  # some modules ask at their import, when no picture is being drawn
def sign(text: str) -> Path:
    """A letter, number or tick as a marker, its centre on the point: drawn for a tenth of what text costs."""
    path = TextPath((0, 0), text, size=10)
    box = path.get_extents()
    return Path(path.vertices - [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2], path.codes)


@lru_cache(maxsize=1024)
def label(text: str, align: str = "right", size: float = SMALL, bold: bool = False) -> Path:
    """Words in points that end ("right"), start ("left") or have their middle ("center") at the origin."""
    x = 0.0
    outlines: list[Path] = []
    for letter in text:
        outline, advance = _letter(letter, size, bold)
        outlines += [] if outline is None else [outline.transformed(Affine2D().translate(x, -0.33 * size))]
        x += advance
    start = {"right": x, "left": 0.0, "center": x / 2}[align]
    return Path.make_compound_path(*outlines).transformed(Affine2D().translate(-start, 0))


@lru_cache(maxsize=512)
@house_style()
def _letter(letter: str, size: float, bold: bool) -> tuple[Path | None, float]:
    """Outline of a letter (None for a space) and the way to the next; laying out whole words anew costs far more."""
    font = FontProperties(weight="bold" if bold else "normal")
    alone, after = (TextPath((0, 0), text, size=size, prop=font).vertices[-1, 0] for text in ("|", f"{letter}|"))
    return None if letter.isspace() else TextPath((0, 0), letter, size=size, prop=font), float(after - alone)


def width_px(text: str, size: float = SMALL, bold: bool = False) -> float:
    """How wide a line of words is on a picture, in pixels at a desk."""
    return float(sum(_letter(letter, size, bold)[1] for letter in text)) * DPI / 72


def words(
    on: Axes | Figure,
    lines: Sequence[tuple[str, float, float]],
    align: str = "right",
    colour: str = INK,
    transform: Transform | None = None,
    *,
    size: float = SMALL,
    bold: bool = False,
    over_lines: bool = False,
) -> None:
    """Write many short texts (each with x and y) in one artist, which costs a fifth of as many texts.

    On axes x and y are in the data's units unless another `transform` is given, on a figure in pixels from its upper
    left corner. The artist's gid says what is written, a line for each. `over_lines` keeps lines away from letters that
    a control may move them across: a rim of paper lies around these, above the lines drawn before.
    """
    if not lines:
        return
    if isinstance(on, Figure):
        on.add_artist(word_paths(lines, align, colour, transform or pixels(on), size=size, bold=bold))
    else:
        artist = word_paths(lines, align, colour, transform or on.transData, size=size, bold=bold)
        if over_lines:
            rim = word_paths(lines, align, PAPER, transform or on.transData, size=size, bold=bold)
            # Of two edges, since matplotlib would measure a single path with a single edge at every drawing.
            rim.set(linewidths=_RIM_PT, edgecolors=[PAPER, PAPER], capstyle="round", joinstyle="round", gid=None)
            for each in (rim, artist):
                each.set_zorder(_OVER_LINES)
            on.add_collection(rim, autolim=False)
        on.add_collection(artist, autolim=False)


def word_paths(
    lines: Sequence[tuple[str, float, float]],
    align: str,
    colour: str,
    transform: Transform,
    *,
    size: float = SMALL,
    bold: bool = False,
) -> PathCollection:
    """The artist of `words`, not yet on anything."""
    return PathCollection(
        # A size of 1 draws a path at its own size in points.
        [label(text, align, size, bold) for text, _, _ in lines],
        sizes=[1], offsets=[(x, y) for _, x, y in lines], offset_transform=transform,
        transform=IdentityTransform(), facecolors=colour, linewidths=0, clip_on=False,
        snap=False,  # a lone T or I, all straight lines, would be moved to whole pixels and get fat or thin
        gid="\n".join(text for text, _, _ in lines),
    )  # fmt: skip


def pixels(figure: Figure) -> Transform:
    """From pixels at a desk, counted from the upper left corner, to wherever the figure is drawn."""
    width, height = (DPI * side for side in figure.get_size_inches())
    return Affine2D().scale(1 / width, -1 / height).translate(0, 1) + figure.transFigure
