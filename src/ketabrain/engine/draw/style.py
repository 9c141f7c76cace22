"""One look for every figure: palette, sizes and matplotlib's settings.

The palette is Okabe and Ito's, which stays distinct in the three common colour-vision deficiencies; colour is
never the only cue, so lines also differ in dash and carry their name.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from font_source_sans_pro import font_files_ttf
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from ketabrain.engine import course

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
RED = "#D55E00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
GREY = "#767676"
LIGHT = "#E4E4E0"
BEGAN = "#B9BEC3"
"""Where a learner began, of which a curve is left."""
INK = "#222222"
PAPER = "#FFFFFF"

_INKS = {RED: "#A84A00", GREEN: "#007055", GREY: "#5E5E5E"}

LINES: Sequence[tuple[str, Any]] = ((BLUE, "-"), (RED, "--"), (GREEN, "-."), (INK, ":"), (PURPLE, (0, (6, 2))))
"""Colour and dash of the curves in one picture, in this order."""

DPI = 100
SCALE = float(course.served().setting("SCALE") or 1)
"""How many times more pixels a side than on a desk pictures get, for a page that shows them larger (`make present`)."""
WIDTH_IN = 7.6
"""Width of every figure in inches: 760 pixels, which fits a notebook beside an open file browser."""

SMALL, BODY, HEAD = 11.5, 12.5, 15.0
"""Sizes of words in points: beside marks and on axes, in a drawing, and of the finding above it."""

for _weight in ("SourceSansPro", "SourceSansProBold"):
    fontManager.addfont(font_files_ttf[_weight])

_RC: Any = {
    "font.size": BODY,
    "axes.titlesize": HEAD,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    # A fixed height spares matplotlib the search for a free one: a third of the time of a redraw.
    "axes.titley": 1.03,
    "axes.labelsize": BODY,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    # A number beside an axis that its own numbers must be added to or multiplied with is read by nobody.
    "axes.formatter.useoffset": False,
    "axes.formatter.limits": (-9, 12),
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    # Unhinted text draws a third faster and looks the same at this size.
    "text.hinting": "none",
    # Kernels differ in their fonts; these two come along, so pictures are the same everywhere. The second, which ships
    # with matplotlib, has the signs that the first lacks, such as ★ and ⁺.
    "font.family": ["Source Sans Pro", "DejaVu Sans"],
}


def _look() -> Any:
    """All of matplotlib's settings and their values, its defaults and then ours, but for the backend, which no picture
    here asks for.
    """
    defaults: Any = {key: value for key, value in dict.items(mpl.rcParamsDefault) if not key.startswith("backend")}
    with mpl.rc_context():
        dict.update(mpl.rcParams, defaults)
        mpl.rcParams.update(_RC)
        return {key: mpl.rcParams[key] for key in defaults}


_LOOK = _look()


@contextmanager
def house_style() -> Iterator[None]:
    """Apply the course's look to everything drawn inside the block, whatever a learner's own settings say."""
    with mpl.rc_context():
        dict.update(mpl.rcParams, _LOOK)  # all have been checked once; matplotlib would do so at every picture
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
    with house_style():
        return Figure(figsize=(width_in, height_in), dpi=DPI)
