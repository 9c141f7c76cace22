"""`python -m tasks gallery`: every explore's picture as a learner first meets it, for people to look through.

Goes to build/gallery: a picture each (02-blood-curve.png), a contact sheet a lesson (02.png), and index.html with
every picture and its description. With --states also a sheet an explore of every control at its ends
(02-blood-curve-states.png), and a line a control: the share of the picture, words left out, that it moves. With --looks
also a sheet an explore as it looks elsewhere (02-blood-curve-looks.png). With --before and the folder of an earlier
gallery, such as one of another checkout, also a sheet a lesson with every picture beside its earlier self
(02-before-and-after.png).
"""

import argparse
import dataclasses
import html
import io
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from ketabrain.engine import tables
from ketabrain.engine.draw.style import INK, PAPER
from ketabrain.engine.explore import Explorer, Runner
from tasks.environment import ROOT, TaskError
from tasks.inside.in_process import NOTEBOOKS, run_in_process
from tasks.inside.looks import looks
from tasks.inside.states import moved_shares, show, states
from tasks.present import lesson_notebook, lesson_number

FOLDER = ROOT / "build" / "gallery"
COLUMNS = 3
GAP, NAME_SIZE = 16, 18
"""Between the pictures of a contact sheet, and the height of their names, in pixels."""
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:800px;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "figure{margin:0 0 2em}img{max-width:100%;height:auto;border:1px solid #767676}a{color:#00538a}"
)


@dataclass(frozen=True)
class Shot:
    """One explore as it stands: its name, its picture (PNG) and the picture's description."""

    name: str
    image: bytes
    words: str


def shot(explorer: Explorer) -> Shot:
    """What an explore shows now. Raises TaskError if that is no picture but a refusal."""
    if explorer.refusal:
        raise TaskError(f"The explore {explorer.name!r} shows no picture: {explorer.refusal}")
    return Shot(explorer.name, explorer.image, explorer.description_text)


def explores(notebook: Path) -> list[Explorer]:
    """Run a notebook and return its explores."""
    with tempfile.TemporaryDirectory() as folder:
        return list(run_in_process(notebook, Path(folder) / "my-ledger.json").values())


def shots(explorers: Sequence[Explorer], *, run: bool = False) -> list[Shot]:
    """What each explore shows at first; with `run` those with a Run button are run before."""
    for explorer in explorers:
        if run and isinstance(explorer, Runner):
            explorer.run()
    return [shot(explorer) for explorer in explorers]


def write_states(lesson: str, explorers: Sequence[Explorer], folder: Path) -> None:
    """Write a sheet an explore of all its states, and print what share of the picture each control moves."""
    for explorer in explorers:
        found = []
        for state in states(explorer):
            show(explorer, state.values)
            found.append(dataclasses.replace(shot(explorer), name=state.name))
        contact_sheet(found).save(folder / f"{lesson}-{explorer.name}-states.png")
        for key, share in moved_shares(explorer):
            print(f"{lesson} {explorer.name}: {key} moves {share:.2%}", flush=True)


def beside(lesson: str, found: Sequence[Shot], before: Path) -> Image.Image:
    """Every picture of a lesson to the right of its earlier self, which is left out where that gallery has none."""
    pairs = []
    for each in found:
        earlier = before / file_name(lesson, each)
        if earlier.exists():
            pairs += [Shot(f"{each.name}, before", earlier.read_bytes(), ""), each]
    return contact_sheet(pairs, columns=2)


def contact_sheet(found: Sequence[Shot], columns: int = COLUMNS) -> Image.Image:
    """All pictures of a lesson on one, side by side at full size, each below its name. Raises ValueError for none."""
    pictures = [Image.open(io.BytesIO(each.image)) for each in found]
    rows = [range(first, min(first + columns, len(found))) for first in range(0, len(found), columns)]
    width = max(picture.width for picture in pictures) + GAP
    heights = [max(pictures[place].height for place in row) + NAME_SIZE + GAP for row in rows]
    sheet = Image.new("RGB", (columns * width + GAP, sum(heights) + GAP), PAPER)
    pen = ImageDraw.Draw(sheet)
    y = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, place in enumerate(row):
            x = GAP + column * width
            pen.text((x, y), found[place].name, fill=INK, font_size=NAME_SIZE - 4)
            sheet.paste(pictures[place], (x, y + NAME_SIZE))
        y += height
    return sheet


def file_name(lesson: str, each: Shot) -> str:
    """The file that a picture is kept in."""
    return f"{lesson}-{each.name}.png"


def page(lessons: Mapping[str, Sequence[Shot]]) -> str:
    """The HTML of index.html: by lesson ("02") every picture with its description."""
    titles = dict(tables.load("lessons")[["lesson", "title"]].itertuples(index=False))
    parts = []
    for lesson, found in lessons.items():
        parts.append(f'<h2 id="lesson-{lesson}">{lesson} · {html.escape(titles[lesson])}</h2>')
        for each in found:
            words = html.escape(each.words)
            parts.append(
                f'<h3>{html.escape(each.name)}</h3><figure><img src="{html.escape(file_name(lesson, each))}" '
                f'alt="{words}"><figcaption>{words}</figcaption></figure>'
            )
    links = "".join(
        f'<li><a href="#lesson-{lesson}">{lesson} · {html.escape(titles[lesson])}</a></li>' for lesson in lessons
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery of the course</title>'
        f"<style>{STYLE}</style></head><body><main><h1>Gallery of the course</h1>"
        f"<p>Every explore as a learner first meets it, with the description that stands below it.</p>"
        f'<nav aria-label="Lessons"><ul>{links}</ul></nav>{"".join(parts)}</main></body></html>\n'
    )


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the gallery holds besides every first picture: slow models after their `run`, every state of each explore,
    how pictures look elsewhere, and a sheet beside the gallery in the folder `before`. `only` names the explores, all
    if empty.
    """

    run: bool = False
    states: bool = False
    looks: bool = False
    only: tuple[str, ...] = ()
    before: Path | None = None


def write_gallery(notebooks: Sequence[Path], folder: Path, wanted: Wanted) -> None:
    """Write pictures, contact sheets and index.html of some lessons into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    lessons = {}
    for notebook in notebooks:
        lesson = lesson_number(notebook)
        explorers = [each for each in explores(notebook) if not wanted.only or each.name in wanted.only]
        lessons[lesson] = shots(explorers, run=wanted.run)
        for each in lessons[lesson]:
            (folder / file_name(lesson, each)).write_bytes(each.image)
            if wanted.looks:
                elsewhere = [Shot(name, image, each.words) for name, image in looks(each.image).items()]
                contact_sheet(elsewhere).save(folder / f"{lesson}-{each.name}-looks.png")
        contact_sheet(lessons[lesson]).save(folder / f"{lesson}.png")
        if wanted.before:
            beside(lesson, lessons[lesson], wanted.before).save(folder / f"{lesson}-before-and-after.png")
        if wanted.states:
            write_states(lesson, explorers, folder)
        print(f"{lesson}: {len(lessons[lesson])} pictures", flush=True)
    (folder / "index.html").write_text(page(lessons), encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """Write the gallery of all lessons, or of those given; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tasks gallery", description=__doc__)
    parser.add_argument("--lessons", default="", help="such as 00,02 (all unless given)")
    parser.add_argument("--only", default="", help="explores by name, such as body,clock (all unless given)")
    parser.add_argument("--states", action="store_true", help="also every control at its ends")
    parser.add_argument("--looks", action="store_true", help="also on dark paper, in grey, small, and to other eyes")
    parser.add_argument("--run", action="store_true", help="also press the Run button of slow models")
    parser.add_argument("--before", type=Path, help="the folder of an earlier gallery, to see both side by side")
    given = parser.parse_args(argv)
    try:
        chosen = [lesson_notebook(lesson) for lesson in given.lessons.split(",") if lesson]
        only = tuple(name for name in given.only.split(",") if name)
        wanted = Wanted(run=given.run, states=given.states, looks=given.looks, only=only, before=given.before)
        write_gallery(chosen or NOTEBOOKS, FOLDER, wanted)
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    print((FOLDER / "index.html").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
