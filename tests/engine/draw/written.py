"""What stands written in a picture, and where: texts, and the short words that `lettering.words` draws as paths."""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

from ketabrain.engine.draw.layout import HEADING


def written(axes: Axes) -> list[str]:
    """Every text of one panel, without its title and the labels of its axes."""
    drawn = [text for each in axes.collections if draws_words(each) for text in each.get_gid().split("\n")]
    return [text.get_text() for text in axes.texts] + drawn


def on_axes(axes: Axes) -> list[Artist]:
    """What draws the marks and numbers of the axes of a panel that has been drawn."""
    shown = (axes.xaxis, axes.yaxis) if axes.axison else ()
    return [each for axis in shown if axis.get_visible() for each in axis.get_children()]


def heading(figure: Figure) -> list[str]:
    """The lines above a picture: what it finds, and what is shown."""
    return [each.get_gid() for each in figure.artists if each.get_label() == HEADING]


def said_and_written(figure: Figure, description: str) -> str:
    """All words of a picture: its description, every text and title, and what is drawn as paths."""
    texts = [text.get_text() for text in figure.findobj(Text)]
    lines = [each.get_gid() for each in figure.artists if draws_words(each)]
    lines += [line for axes in figure.axes for line in written(axes)]
    lines += [each.get_gid() for axes in figure.axes for each in on_axes(axes) if draws_words(each)]
    return "\n".join([description, *texts, *lines])


def broken_words(text: str) -> list[str]:
    """Words with a minus sign (U+2212) where a hyphen belongs, as in "double−blind"."""
    return re.findall(r"[^\W\d_]+−[^\W\d_]+", text)


def hyphens_before_numbers(text: str) -> list[str]:
    """Negative numbers with a hyphen for a minus sign, as in "-3"; "day 3-4" is none."""
    return re.findall(r"(?<!\w)-\d\S*", text)


def draws_words(artist: Artist) -> bool:
    """Whether an artist was made by `lettering.words`, which puts what is written into its gid."""
    return isinstance(artist, PathCollection) and artist.get_gid() is not None


def boxes_of_words(artist: PathCollection, dpi: float) -> Iterator[tuple[str, Bbox]]:
    """The words of one artist of `lettering.words`, each with its box in pixels."""
    offsets = artist.get_offset_transform().transform(artist.get_offsets())
    for text, path, offset in zip(artist.get_gid().split("\n"), artist.get_paths(), offsets, strict=True):
        yield text, _extents(path).transformed(Affine2D().scale(dpi / 72).translate(*offset))


@lru_cache(maxsize=4096)
def _extents(path: Path) -> Bbox:
    """The box of words that are drawn as a path. Made of short lines first: matplotlib's own way, which solves for each
    curve, gives the same box and takes sixty times as long.
    """
    drawn = path.cleaned(curves=False)
    points = drawn.vertices[np.isin(drawn.codes, (Path.MOVETO, Path.LINETO))]
    return Bbox([points.min(axis=0), points.max(axis=0)]) if len(points) else path.get_extents()
