"""`python -m tasks site`: the reading edition, a static site in build/site that needs neither server nor network.

Every lesson is run, once for each state of the course, and its copy is given to Sphinx with the pages that the tables
make; the words of those pages, the settings and the looks are in site/. No answer is given away: truths stay locked,
and the course's verdicts stand behind a click on the claim map.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode

from ketabrain.engine import cards, session
from ketabrain.engine.explore import Explorer
from ketabrain.engine.front_end import CARDS
from ketabrain.engine.strip import claims_in
from tasks.binder import site_address
from tasks.environment import ROOT, TaskError
from tasks.inside.in_process import code_cells, run_again
from tasks.inside.reading.describe import described
from tasks.inside.reading.describe_answers import claim_map_data, course_data
from tasks.inside.reading.finish import finish
from tasks.inside.reading.held import cores, hold
from tasks.inside.reading.pages import made_pages, on_binder
from tasks.inside.reading.told import write_told
from tasks.inside.routes import BINDER_LINE
from tasks.present import lesson_notebook, lesson_number

FOLDER = ROOT / "build" / "site"
CACHE = ROOT / "build" / "site-lessons"
PAGES = ROOT / "site"
WIDGET = "application/vnd.jupyter.widget-view+json"
PART = re.compile(r'href="#\d\.-(?P<words>[^"]+)"')
LINK = re.compile(r'(?P<before>href="|\]\()(?P<lesson>\d\d[a-z]?-[\w-]+\.ipynb)')
PICTURE = re.compile(r'src="data:image/png;base64,(?P<data>[^"]+)"')
SAVED = re.compile(r'id="(kb-saved-\w+)"')
CARD = "card-{}"
SCRIPTS = (
    "host", "words", "order", "scale", "judge", "format", "shelf", "ledger", "waits", "explore", "predict", "exercise",
    "verdict", "sort", "tools", "tried", "sharing", "lesson", "tell_us",
)  # fmt: skip
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)
STAYS = "Your answers stay in this browser; nothing leaves it."
"""What each lesson says of answers; a learning management system is told something, so scorm.py says it otherwise."""

# --- the lessons ---


def run_lesson(path: Path, cache: Path) -> NotebookNode:
    """The notebook with its outputs, from the cache if neither it nor the course's code and data have changed.

    Raises CellExecutionError.
    """
    files = [path, *sorted((ROOT / "src").rglob("*.py")), *sorted((ROOT / "data").rglob("*.*"))]
    state = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    kept = cache / f"{path.stem}-{state[:16]}.ipynb"
    if not kept.exists():
        runner = ExecutePreprocessor(timeout=120, kernel_name="python3", coalesce_streams=True)
        notebook, _ = runner.preprocess(nbformat.read(path, as_version=4), {"metadata": {"path": str(path.parent)}})
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob(f"{path.stem}-*.ipynb"):
            old.unlink()
        nbformat.write(notebook, kept)
    return nbformat.read(kept, as_version=4)


def reading_edition(notebook: NotebookNode, built: Collection[str], pictures: Path) -> NotebookNode:
    """The run notebook as the site shows it: nothing that needs a kernel or a script, but the copy beside each card.

    Pictures become files in the folder `pictures`, links lead to the site's pages (`built`, by file name), a note under
    the title leads to the live lesson, and verdict cards lead to the claim map.
    """
    numbers = count()
    notebook.metadata.pop("widgets", None)  # else Sphinx would ask a server for the script that draws them
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = BINDER_LINE.sub(_note, _relinked(cell.source, built))
            continue
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "remove-input"]
        cell.outputs = [output for output in cell.outputs if WIDGET not in output.get("data", {})]
        for output in cell.outputs:
            data = output.get("data", {})
            for kind in {"text/html", "text/markdown"} & set(data):
                numbered = SAVED.sub(lambda _: f'id="{CARD.format(next(numbers))}"', data[kind])
                data[kind] = _with_files(STYLE.sub("", _relinked(numbered, built)), pictures)
        claims = claims_in(cell.source)
        if claims:
            cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": _to_the_claim_map(claims)}))
    return notebook


def count_copies(edition: NotebookNode) -> int:
    """How many cards have their copy in a reading edition: those that are made live take their places in this order."""
    outputs = (output for cell in edition.cells for output in cell.get("outputs", ()))
    return sum(output.get("data", {}).get("text/html", "").count(f'id="{CARD.format("")}') for output in outputs)


def _note(found: re.Match[str]) -> str:
    return (
        f"```{{note}}\nThis is the reading edition: pictures move here and nothing needs installing. {STAYS} "
        f"Code is run in the [live lesson on Binder]({found['address']}), "
        f"[as a page without code]({found['page']}), or [on your own computer](index.md).\n```"
    )


def _relinked(text: str, built: Collection[str]) -> str:
    """HTML or Markdown whose links between notebooks and to a lesson's parts lead to the site's pages and headings."""

    def moved(found: re.Match[str]) -> str:
        file = found["lesson"]
        # Sphinx finds the page of a notebook that Markdown names; HTML it leaves alone.
        page = file if found["before"] == "](" else file.replace(".ipynb", ".html")
        return found["before"] + (page if file in built else on_binder(file))

    return PART.sub(lambda found: f'href="#{_heading_id(unquote(found["words"]))}"', LINK.sub(moved, text))


def _heading_id(words: str) -> str:
    """The id that Sphinx gives a heading: its letters and digits, small, with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _with_files(page: str, folder: Path) -> str:
    """HTML whose pictures are files in a folder, loaded when they come into sight."""

    def moved(found: re.Match[str]) -> str:
        image = base64.b64decode(found["data"])
        name = hashlib.sha256(image).hexdigest()[:20] + ".png"
        (folder / name).write_bytes(image)
        return f'loading="lazy" src="_static/{folder.name}/{name}"'

    return PICTURE.sub(moved, page)


def _to_the_claim_map(claims: Iterable[str]) -> str:
    links = ", ".join(f'<a href="claims.html#{claim.lower()}">{claim}</a>' for claim in claims)
    return f'<p class="to-claim-map">Decided? The claim map has the course\'s verdict behind a click: {links}.</p>'


# --- the cards of the lessons, live ---


def script() -> str:
    """The script of all pages: the cards' own, then that of the reading edition; as one function, since a page from
    disk may load no module.
    """
    own = "\n".join((PAGES / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    course = f"const COURSE = {json.dumps(course_data(), ensure_ascii=False)};\n"
    return "(() => {\n" + course + CARDS.replace("export ", "") + "\n" + own + "})();\n"


def write_cards(path: Path, static: Path, cache: Path, built: Collection[str]) -> int:
    """Write the cards of a lesson as data for its page, and the pictures of its explores; returns how many cards."""
    lesson = lesson_number(path)
    with tempfile.TemporaryDirectory() as place:
        shown = run_again(path, Path(place) / "my-ledger.json")
    cards_by_id = {card.saved: card for card in session.current().watching}
    numbered = [(number, cards_by_id[saved]) for number, saved in enumerate(SAVED.findall("".join(shown)))]
    explorers = [card for _, card in numbered if isinstance(card, Explorer)]
    states = hold(lesson, explorers, code_cells(path), cache / "explores", static / "explores")
    found = {}
    for number, card in numbered:
        held = states[card.name] if isinstance(card, Explorer) else ()
        if data := described(card, lesson, held):
            found[CARD.format(number)] = data
    told = {"lesson": lesson, "cards": _everywhere(found, built)}
    write_told(static / "lessons" / f"{path.stem}.js", "kbLesson", told)
    return len(numbered)


def _everywhere(data: Any, built: Collection[str]) -> Any:
    """Data whose links lead to the site's pages."""
    match data:
        case str():
            return _relinked(data, built)
        case dict():
            return {key: _everywhere(value, built) for key, value in data.items()}
        case list() | tuple():
            return [_everywhere(each, built) for each in data]
    return data


# --- the site ---


def write_sources(lessons: Sequence[Path], folder: Path, cache: Path) -> None:
    """Write everything that Sphinx reads into a folder: site/, the pages of the tables, the lessons (notebooks)."""
    shutil.copytree(PAGES, folder)
    built = {path.name for path in lessons}
    (folder / "tables").mkdir()
    for name, words in made_pages(built).items():
        (folder / "tables" / f"{name}.md").write_text(words, encoding="utf-8")
    looks = cards.CSS
    (folder / "static" / "cards.css").write_text(looks + ".kb-asleep{display:none}", encoding="utf-8")
    (folder / "static" / "reading.js").write_text(script(), encoding="utf-8")
    pictures = folder / "static" / "pictures"
    pictures.mkdir()
    with ThreadPoolExecutor(cores()) as side_by_side:  # each lesson runs in a process of its own
        run = list(side_by_side.map(lambda path: run_lesson(path, cache), lessons))
    for path, notebook in zip(lessons, run, strict=True):
        print(path.stem, flush=True)
        edition = reading_edition(notebook, built, pictures)
        nbformat.write(edition, folder / path.name)
        if write_cards(path, folder / "static", cache, built) != (copies := count_copies(edition)):
            raise TaskError(f"{path.stem} has shown {copies} cards in a kernel and another number here: run it again.")
    write_told(folder / "static" / "lessons" / "claims.js", "kbClaims", claim_map_data())


def build(lessons: Sequence[Path], folder: Path, cache: Path) -> int:
    """Build the site with some lessons (notebooks) into a folder, which is emptied; returns Sphinx's exit status.

    The lessons write to the ledger that KETABRAIN_LEDGER names. Raises CellExecutionError, and TaskError where a lesson
    does not show the same cards twice.
    """
    with tempfile.TemporaryDirectory() as place:
        sources, doctrees = Path(place) / "sources", Path(place) / "doctrees"
        write_sources(lessons, sources, cache)
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
        command += ["-D", f"html_baseurl={site_address()}"]
        status = subprocess.run([*command, "-d", doctrees, sources, folder], check=False).returncode
    if status == 0:
        finish(folder, lessons)
    return status


def lessons_asked(lessons: Sequence[str]) -> list[Path]:
    """The notebooks of some lessons, or of all where none is named. Raises TaskError for a lesson that is not there."""
    every = [*map(lesson_number, sorted((ROOT / "notebooks").glob("*.ipynb")))]
    return [lesson_notebook(lesson) for lesson in lessons or every]


def build_afresh(lessons: Sequence[Path], folder: Path) -> int:
    """Build the site as `build` does, for a reader who has answered nothing; returns Sphinx's exit status."""
    with tempfile.TemporaryDirectory() as ledger:
        os.environ["KETABRAIN_LEDGER"] = str(Path(ledger) / "my-ledger.json")
        os.environ.pop("KETABRAIN_SCALE", None)  # a page is read, not projected
        return build(lessons, folder, CACHE)


def main(lessons: Sequence[str]) -> int:
    """Build the site in build/site with some lessons, or with all; returns the exit status."""
    try:
        status = build_afresh(lessons_asked(lessons), FOLDER)
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    if status == 0:
        print(f"Open {(FOLDER / 'index.html').relative_to(ROOT)} in a browser.")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
