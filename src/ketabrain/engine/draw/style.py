"""One look for every figure: palette, sizes and the few helpers that all drawings share.

The palette is Okabe and Ito's, which stays distinct in the three common colour-vision deficiencies; colour is
never the only cue, so lines also differ in dash and carry their name.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from ketabrain.engine import course

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
RED = "#D55E00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
GREY = "#767676"
LIGHT = "#E4E4E0"
INK = "#222222"
PAPER = "#FFFFFF"

_INKS = {RED: "#A84A00", GREEN: "#007055", GREY: "#5E5E5E"}

LINES: Sequence[tuple[str, Any]] = ((BLUE, "-"), (RED, "--"), (GREEN, "-."), (INK, ":"), (PURPLE, (0, (6, 2))))
"""Colour and dash of the curves in one picture, in this order."""

DPI = 100
SCALE = float(course.served().setting("SCALE") or 1)
"""How much larger than on a desk everything is shown, as `make present` sets it: pictures get as many more pixels."""
WIDTH_IN = 7.6
"""Width of every figure in inches: 760 pixels, which fits a notebook beside an open file browser."""

_LABEL_LEFT_IN, _LABEL_BELOW_IN = 0.58, 0.38
"""Distance of axis labels from their axis in inches."""

_RC: Any = {
    "font.size": 11,
    "axes.titlesize": 12.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    # A fixed height spares matplotlib the search for a free one: a third of the time of a redraw.
    "axes.titley": 1.03,
    "axes.labelsize": 11,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    # Unhinted text draws a third faster and looks the same at this size.
    "text.hinting": "none",
    # Kernels differ in their fonts; this one ships with matplotlib, so pictures are the same everywhere.
    "font.family": "DejaVu Sans",
}


@contextmanager
def house_style() -> Iterator[None]:
    """Apply the course's look to everything drawn inside the block."""
    with mpl.rc_context(_RC):
        yield


def ink(colour: str) -> str:
    """The same hue, dark enough to write with: small words need more contrast than curves and marks."""
    return _INKS.get(colour, colour)


def pale(colour: str) -> str:
    """The same hue, light enough to be written on in INK."""
    red, green, blue = (0.55 * part + 0.45 for part in to_rgb(colour))
    return to_hex((red, green, blue))


def new_figure(height_in: float = 4.2, width_in: float = WIDTH_IN) -> Figure:
    """Make an empty figure that belongs to no global state, so that nothing has to be closed."""
    return Figure(figsize=(width_in, height_in), dpi=DPI)


def minus(value: float, form: str = "g") -> str:
    """A number as text with a real minus sign, which is as wide as a plus and is read aloud as "minus".

    `form` is a format specification such as ".1f". Sentences never go through here: their hyphens stay hyphens.
    """
    return f"{value:{form}}".replace("-", "−")


def counted(number: float, one: str, more: str = "") -> str:
    """A number with its noun: "1 day", "2 days"; `more` is the plural if an s does not make it."""
    return f"{minus(number)} {one if number == 1 else more or f'{one}s'}"


def brief(study: str) -> str:
    """A study's name as short as a picture needs it: "Pozzi 2014"; every letter costs time to draw."""
    return study.replace(" et al.", "").replace(",", "")


def shortened(text: str, longest: int) -> str:
    """A text of at most so many letters, cut between two words where it is longer."""
    return text if len(text) <= longest else text[: longest - 2].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=64)
def sign(text: str) -> Path:
    """A letter, number or tick as a marker, its centre on the point: drawn for a tenth of what text costs."""
    path = TextPath((0, 0), text, size=10)
    box = path.get_extents()
    return Path(path.vertices - [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2], path.codes)


@lru_cache(maxsize=1024)
def label(text: str, align: str = "right", size: float = 9.5) -> Path:
    """Words in points that end ("right"), start ("left") or have their middle ("center") at the origin."""
    x = 0.0
    outlines: list[Path] = []
    for letter in text:
        outline, advance = _letter(letter, size)
        outlines += [] if outline is None else [outline.transformed(Affine2D().translate(x, -0.37 * size))]
        x += advance
    start = {"right": x, "left": 0.0, "center": x / 2}[align]
    return Path.make_compound_path(*outlines).transformed(Affine2D().translate(-start, 0))


@lru_cache(maxsize=256)
def _letter(letter: str, size: float) -> tuple[Path | None, float]:
    """Outline of a letter (None for a space) and the way to the next; laying out whole words anew costs far more."""
    alone, after = (TextPath((0, 0), text, size=size).vertices[-1, 0] for text in ("|", f"{letter}|"))
    return None if letter.isspace() else TextPath((0, 0), letter, size=size), float(after - alone)


def words(
    axes: Axes,
    lines: Sequence[tuple[str, float, float]],
    align: str = "right",
    colour: str = INK,
    transform: Transform | None = None,
) -> None:
    """Write many short texts (each with x and y) in one artist, which costs a fifth of as many texts; x and y are in
    the data's units unless another `transform` is given. The artist's gid says what is written, a line for each.
    """
    if not lines:
        return
    paths = [label(text, align) for text, _, _ in lines]
    axes.add_collection(
        PathCollection(
            # A size of 1 draws a path at its own size in points.
            paths, sizes=[1], offsets=[(x, y) for _, x, y in lines], offset_transform=transform or axes.transData,
            transform=IdentityTransform(), facecolors=colour, linewidths=0, clip_on=False,
            snap=False,  # a lone T or I, all straight lines, would be moved to whole pixels and get fat or thin
            gid="\n".join(text for text, _, _ in lines),
        ),
        autolim=False,
    )  # fmt: skip


def plain_log_ticks(*axes: Axis) -> None:
    """Mark the powers of ten on logarithmic axes with plain numbers, and nothing between them."""
    for axis in axes:
        axis.set_major_locator(FixedLocator([10.0**power for power in range(-2, 5)]))
        axis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,g}"))
        axis.set_minor_locator(NullLocator())


def panel(figure: Figure, left: float = 0.1, right: float = 0.97, bottom: float = 0.15, top: float = 0.9) -> Axes:
    """Empty the figure and return its single panel; the margins are shares of the figure, kept fixed for speed."""
    return panels(figure, [1.0], left, right, bottom, top)[0]


def canvas(figure: Figure, top: float, height: float) -> Axes:
    """Empty the figure and return one panel over its whole width up to `top` (share of the figure), without axes, in
    pixels from its upper left corner: a drawing of boxes and words rather than a chart.
    """
    axes = panel(figure, left=0, right=1, bottom=0, top=top)
    axes.set(xlim=(0, WIDTH_IN * DPI), ylim=(height, 0))
    axes.axis("off")
    return axes


def panels(
    figure: Figure,
    widths: Sequence[float],
    left: float = 0.1,
    right: float = 0.97,
    bottom: float = 0.15,
    top: float = 0.9,
    gap: float = 0.09,
) -> list[Axes]:
    """Empty the figure and return panels side by side with the given relative widths."""
    for old in list(figure.axes):
        figure.delaxes(old)  # figure.clear() would first empty each panel with care, for a tenth of a redraw
    room = right - left - gap * (len(widths) - 1)
    axes, x = [], left
    for share in widths:
        width = room * share / sum(widths)
        axes.append(figure.add_axes((x, bottom, width, top - bottom)))
        _fix_labels(axes[-1], figure, width, top - bottom)
        x += width + gap
    return axes


def _fix_labels(axes: Axes, figure: Figure, width: float, height: float) -> None:
    """Hold the axis labels at a fixed distance: finding a free one by measuring every tick costs as much as drawing."""
    width_in, height_in = figure.get_size_inches()
    axes.yaxis.set_label_coords(-_LABEL_LEFT_IN / (width * width_in), 0.5)
    axes.xaxis.set_label_coords(0.5, -_LABEL_BELOW_IN / (height * height_in))
