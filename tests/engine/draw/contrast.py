"""Can every word of a picture be read on what lies behind it? One measure for all pictures.

WCAG 2.2, success criterion 1.4.3: text that is not large needs a contrast of 4.5. What lies behind is read from the
picture itself, drawn once more without its words, so that bands, see-through fills and marks all count.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from coloraide import Color
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from ketabrain.engine.draw.style import house_style
from tests.engine.draw.written import boxes_of_words, draws_words

LEAST = 4.5
_COUNTS = 0.15
"""Share of the area behind a word from which on a colour there counts: a thin line across it does not."""


class Word(NamedTuple):
    """What is written, in which colour (RGBA, 0–1) and where (pixels from the lower left corner)."""

    text: str
    colour: tuple[float, float, float, float]
    box: Bbox


def faint_words(figure: Figure) -> list[str]:
    """The words of a figure that are too faint, each with its contrast; letters drawn as marks are words too."""
    canvas = FigureCanvasAgg(figure)
    with house_style():
        canvas.draw()
        found = list(_words(figure, canvas))
        written = [artist for artist in figure.findobj() if _writes(artist)]
        before = [artist.get_alpha() for artist in written]
        for artist in written:
            artist.set_alpha(0)  # hidden altogether a text would take the box behind it along
        numbered = [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) if axis.get_visible()]
        for axis in numbered:
            axis.set_visible(False)  # it makes its numbers anew whenever it is drawn
        canvas.draw()
        behind = np.asarray(canvas.buffer_rgba())[..., :3] @ [1 << 16, 1 << 8, 1]
        for axis in numbered:
            axis.set_visible(True)
        for artist, alpha in zip(written, before, strict=True):
            artist.set_alpha(alpha)
    return [f"{word.text} ({ratio:.1f})" for word in found if (ratio := _contrast(word, behind)) < LEAST]


def _writes(artist: Artist) -> bool:
    """Whether an artist is text, or stands for text: `lettering.words`, or `lettering.sign`, which has no edge."""
    return isinstance(artist, Text) or draws_words(artist) or _is_sign(artist)


def _is_sign(artist: Artist) -> bool:
    return isinstance(artist, Line2D) and isinstance(artist.get_marker(), Path) and artist.get_markeredgewidth() == 0


def _words(figure: Figure, canvas: FigureCanvasAgg) -> Iterator[Word]:
    for artist in figure.findobj(_writes):
        if not artist.get_visible():
            continue
        if isinstance(artist, Text):
            if artist.get_text().strip():
                yield Word(artist.get_text(), to_rgba(artist.get_color(), artist.get_alpha()),
                           artist.get_window_extent(canvas.get_renderer()))  # fmt: skip
        elif _is_sign(artist):
            half = artist.get_markersize() * figure.dpi / 144
            for x, y in artist.get_transform().transform(artist.get_xydata()):
                yield Word(f"sign at {x:.0f}, {y:.0f}", to_rgba(artist.get_markerfacecolor(), artist.get_alpha()),
                           Bbox([(x - half, y - half), (x + half, y + half)]))  # fmt: skip
        else:
            for text, box in boxes_of_words(artist, figure.dpi):
                yield Word(text, tuple(artist.get_facecolor()[0]), box)


def _contrast(word: Word, behind: np.ndarray) -> float:
    """The least contrast of a word to the colours that make up much of what is behind it.

    `behind` holds the picture without words, a number for the colour of each pixel (0xRRGGBB).
    """
    height, width = behind.shape
    box = word.box
    rows = slice(max(0, height - int(np.ceil(box.y1))), max(0, height - int(box.y0)))
    area = behind[rows, max(0, int(box.x0)) : min(width, int(np.ceil(box.x1)))]
    if not area.size:  # the label of a tick that lies outside and is not drawn
        return np.inf
    colours, counts = np.unique(area, return_counts=True)
    much = colours[counts >= min(_COUNTS * area.size, counts.max())]
    return min(_ratio(word.colour, f"#{colour:06x}") for colour in much)


@lru_cache(maxsize=256)
def _ratio(colour: tuple[float, float, float, float], behind: str) -> float:
    """Contrast of a see-through colour to the one behind it."""
    red, green, blue, alpha = colour
    shown = [
        alpha * part + (1 - alpha) * back for part, back in zip((red, green, blue), to_rgba(behind)[:3], strict=True)
    ]
    return Color(to_hex(shown)).contrast(behind, method="wcag21")
