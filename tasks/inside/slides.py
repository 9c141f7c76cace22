"""`python -m tasks slides`: each lesson as slides to project, made from its notebook and its guide: no second source.

What is folded in the lesson is left out, and tables, references and progress too. A prediction is asked, left to think,
and answered after one more press of the key, before any picture that tells the answer.
"""

import html
import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from font_source_sans_pro import font_files_ttf
from PIL import Image, ImageChops

from ketabrain.engine.draw.layout import HEADING
from ketabrain.engine.explore import Explorer
from ketabrain.engine.picture import address, png
from tasks.environment import ROOT, TaskError
from tasks.inside.in_process import run_again
from tasks.inside.projected.deck import Slide, set_to, slides_of
from tasks.inside.projected.guide import Guide, guide_text, read_guide
from tasks.inside.projected.markup import with_picture
from tasks.inside.projected.notes import notes_of
from tasks.inside.projected.things import lesson_things
from tasks.present import lesson_notebook, lesson_number

FOLDER = ROOT / "build" / "slides"
TEMPLATES = Path(__file__).with_name("templates")
SHARPNESS = 2
"""How many times more pixels a side a picture has than on a desk; on a screen of 1920 by 1080 it is about as large."""
LETTERS = ("SourceSansPro", "SourceSansProBold")
EDGE_PX = 8
"""White around a picture."""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="stylesheet" href="reveal.js/dist/reset.css"><link rel="stylesheet" href="reveal.js/dist/reveal.css">
<style>{style}</style></head>
<body><div class="reveal"><div class="slides">
{slides}
</div></div>
<script src="reveal.js/dist/reveal.js"></script><script src="reveal.js/plugin/notes/notes.js"></script>
<script>{script}</script></body></html>
"""


def guide_of(notebook: Path) -> Guide:
    """The guide to a lesson; an empty one if it has none yet."""
    return read_guide(guide_text(notebook))


def write_slides(notebook: Path, folder: Path) -> Path:
    """Run a lesson and write its slides into a folder; returns the file.

    Raises TaskError for a guide that moves an explore where it cannot go, and whatever a cell raises.
    """
    guide = guide_of(notebook)
    with tempfile.TemporaryDirectory() as place:
        things = lesson_things(notebook, run_again(notebook, Path(place) / "my-ledger.json"))
        slides = slides_of(things, guide)
        title = slides[0].title
        feet = [f"{title} · {number} of {len(slides)}" for number in range(1, len(slides) + 1)]
        sections = list(map(_section, slides, notes_of(slides, guide), feet))
    style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("slides.css", "slides.js"))
    file = folder / f"{notebook.stem}.html"
    page = PAGE.format(title=html.escape(title), style=style, slides="\n".join(sections), script=script)
    file.write_text(page, encoding="utf-8")
    return file


def _section(slide: Slide, notes: str, foot: str) -> str:
    """One slide as HTML, with its speaker's notes and what stands at its foot."""
    above = f'<p class="above">{html.escape(slide.above)}</p>' if slide.above else ""
    page = slide.page
    if slide.explorer:
        set_to(slide.explorer, slide.values)
        page = with_picture(page, address(slide_picture(slide.explorer)))
    elif page:
        page = f'<div class="room"><div class="fits">{page}</div></div>'
    under = f'<p class="foot">{html.escape(foot)}</p>'
    aside = f'<aside class="notes">{notes}</aside>' if notes else ""
    return f'<section class="{slide.kind}">{above}<h2>{html.escape(slide.title)}</h2>{page}{under}{aside}</section>'


def slide_picture(explorer: Explorer) -> bytes:
    """The picture of an explore (PNG) without its heading, which the slide's title says, and without white edges."""
    headings = [artist for artist in explorer.figure.artists if artist.get_label() == HEADING]
    for artist in headings:
        artist.set_visible(False)
    whole = Image.open(io.BytesIO(png(explorer.figure, SHARPNESS))).convert("RGB")
    for artist in headings:
        artist.set_visible(True)
    drawn = ImageChops.difference(whole, Image.new("RGB", whole.size, whole.getpixel((0, 0)))).getbbox()
    left, top, right, bottom = drawn or (0, 0, *whole.size)
    edge = EDGE_PX * SHARPNESS
    box = (max(left - edge, 0), max(top - edge, 0), min(right + edge, whole.width), min(bottom + edge, whole.height))
    kept = io.BytesIO()
    whole.crop(box).save(kept, format="png", optimize=True)
    return kept.getvalue()


def copy_reveal(node_modules: Path, folder: Path) -> None:
    """Put beside the slides what their pages load: a part of reveal.js, and the letters of the pictures."""
    (folder / "letters").mkdir(exist_ok=True)
    for name in LETTERS:
        shutil.copy(font_files_ttf[name], folder / "letters" / f"{name}.ttf")
    for part in ("dist", "plugin/notes"):
        shutil.copytree(node_modules / "reveal.js" / part, folder / "reveal.js" / part, dirs_exist_ok=True)


def main(lessons: Sequence[str]) -> int:
    """Write the slides of some lessons, or of all; returns the exit status."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    copy_reveal(ROOT / ".venv" / "node" / "node_modules", FOLDER)
    every = [*map(lesson_number, sorted((ROOT / "notebooks").glob("*.ipynb")))]
    for lesson in lessons or every:
        try:
            print(write_slides(lesson_notebook(lesson), FOLDER).relative_to(ROOT), flush=True)
        except TaskError as problem:
            print(problem, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
