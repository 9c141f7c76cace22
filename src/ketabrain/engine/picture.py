"""A drawing as an image: drawn once in the course's look, and saved at the size and sharpness that a page needs."""

import base64
import io
from collections.abc import Callable

from matplotlib.figure import Figure

from ketabrain.engine.draw.style import SCALE, house_style


def picture(draw: Callable[[Figure], str], figure: Figure) -> tuple[bytes, str]:
    """Draw on the figure in the course's look; returns the picture as PNG and its description in words."""
    with house_style():
        words = draw(figure)
        return png(figure), words


def png(figure: Figure, sharpness: float = 1) -> bytes:
    """A drawn figure as PNG, with so many times more pixels a side than it takes on the page."""
    image = io.BytesIO()
    with house_style():
        figure.savefig(image, format="png", dpi=sharpness * SCALE * figure.dpi, pil_kwargs={"compress_level": 1})
    return image.getvalue()


def size_px(figure: Figure) -> tuple[int, int]:
    """Width and height that a figure takes on the page."""
    width, height = (round(side * figure.dpi) for side in figure.get_size_inches())
    return width, height


def address(image: bytes) -> str:
    """A PNG as an address that needs no file."""
    return f"data:image/png;base64,{base64.b64encode(image).decode()}" if image else ""
