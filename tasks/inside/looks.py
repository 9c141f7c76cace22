"""How a picture looks elsewhere: on dark paper, in print, to other eyes, and as small as beside its controls."""

import io
from collections.abc import Callable

from coloraide import Color
from PIL import Image, ImageOps

BESIDE_PX = 628
"""Width of a picture that stands beside its controls."""


def dark(picture: Image.Image) -> Image.Image:
    """On dark paper, nearly as card.css turns it: light and dark change places, hues stay."""
    hue, saturation, value = ImageOps.invert(picture).convert("HSV").split()
    return Image.merge("HSV", (hue.point(lambda h: (h + 128) % 256), saturation, value)).convert("RGB")


def grey(picture: Image.Image) -> Image.Image:
    """In black and white print."""
    return ImageOps.grayscale(picture).convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    """As wide as beside its controls."""
    return picture.resize((BESIDE_PX, round(picture.height * BESIDE_PX / picture.width)))


def without(deficiency: str) -> Callable[[Image.Image], Image.Image]:
    """As eyes with a colour-vision deficiency ("protan", "deutan", "tritan") see it, at full strength."""

    def seen(picture: Image.Image) -> Image.Image:
        few = picture.quantize(256)
        palette = few.getpalette() or []
        found: list[int] = []
        for place in range(0, len(palette), 3):
            colour = Color("srgb", [part / 255 for part in palette[place : place + 3]])
            found += [round(255 * part) for part in colour.filter(deficiency).convert("srgb").clip().coords()]
        few.putpalette(found)
        return few.convert("RGB")

    return seen


LOOKS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "dark": dark,
    "grey": grey,
    "small": small,
    "protanopia": without("protan"),
    "deuteranopia": without("deutan"),
    "tritanopia": without("tritan"),
}
"""Every look by its name."""


def looks(image: bytes) -> dict[str, bytes]:
    """A picture (PNG) in every look, by name."""
    picture = Image.open(io.BytesIO(image)).convert("RGB")
    found = {}
    for name, look in LOOKS.items():
        kept = io.BytesIO()
        look(picture).save(kept, format="png")
        found[name] = kept.getvalue()
    return found
