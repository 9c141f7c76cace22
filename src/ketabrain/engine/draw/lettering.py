"""What letters look like on a picture: signs as markers, and short words as paths, which are drawn faster than text."""

from collections.abc import Sequence
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from ketabrain.engine.draw.style import INK, house_style


@lru_cache(maxsize=64)
@house_style()  # some modules ask at their import, when no picture is being drawn
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
@house_style()
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
