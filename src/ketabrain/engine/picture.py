"""A drawing as a page shows it: the image with its description as alternative text, and the same words below."""

import base64
import html
import io
from collections.abc import Callable

from matplotlib.figure import Figure

from ketabrain.engine.draw.style import SCALE, house_style

STYLE = """<style>
.kb-card figure{margin:0;max-width:760px}
.kb-card figure img{max-width:100%;height:auto;display:block;border:1px solid #d0d0cc;box-sizing:border-box}
.kb-card figcaption{font-size:14px;line-height:1.45;padding:6px 2px;min-height:4.4em;
color:var(--jp-content-font-color0,#222)}
</style>"""


def picture(draw: Callable[[Figure], str], figure: Figure) -> tuple[str, str]:
    """Draw on the figure in the course's look; returns the HTML of the picture and its description in words."""
    with house_style():
        words = draw(figure)
        image = io.BytesIO()
        figure.savefig(image, format="png", dpi=SCALE * figure.dpi, pil_kwargs={"compress_level": 1})
    width, height = (round(side * figure.dpi) for side in figure.get_size_inches())
    said = html.escape(words)
    page = (
        f'<figure><img width="{width}" height="{height}" alt="{said}" '
        f'src="data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}">'
        f'<figcaption><span role="status">{said}</span></figcaption></figure>'
    )
    return page, words
