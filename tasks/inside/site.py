"""`python -m tasks site`: the reading edition, a static site in build/site that needs neither server nor network.

Every lesson is run, once for each state of the course, and its copy is given to Sphinx with the pages that the tables
make; the words of those pages, the settings and the looks are in site/. No answer is given away: truths stay locked,
and the course's verdicts stand behind a click on the claim map.
"""

import base64
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import nbformat
from bs4 import BeautifulSoup
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode

from ketabrain.engine import cards, session, tables
from ketabrain.engine.explore import Explorer
from ketabrain.engine.front_end import CARDS
from ketabrain.engine.judgement import certainty_words
from ketabrain.engine.start import lesson_file
from ketabrain.engine.tables import Reference
from ketabrain.engine.verdict import MEANINGS
from tasks import binder
from tasks.environment import ROOT
from tasks.inside.in_process import code_cells, run_again
from tasks.inside.reading.describe import described
from tasks.inside.reading.describe_answers import claim_map_data, course_data
from tasks.inside.reading.held import hold
from tasks.inside.routes import BINDER_LINE
from tasks.present import lesson_notebook, lesson_number

T = TypeVar("T")
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
    "host", "words", "order", "scale", "judge", "format", "ledger", "waits", "explore", "predict", "exercise",
    "verdict", "sort", "tools", "tried", "sharing", "lesson",
)  # fmt: skip
MORE_NAMED = "More"
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)
VERDICT = re.compile(r"^verdict\((?P<claims>[^)]*)\)", re.MULTILINE)
MARKDOWN = re.compile(r"([\\`*_\[\]<>|$])")

# --- the pages that the tables make ---


def lessons_page(built: Collection[str]) -> str:
    """The table of all lessons; `built` holds the file names of those that the site has."""
    rows = [
        f"| {row['lesson']} | {_lesson_link(row, row['title'], built)} | {row['minutes_low']} to {row['minutes_high']} "
        f"| [Binder: {row['lesson']}]({_on_binder(lesson_file(row))}) |"
        for row in _lessons().values()
    ]
    return "\n".join(["|   | Lesson | Minutes | Live |", "|---|---|---|---|", *rows, ""])


def repository_page() -> str:
    """One sentence that says where the files of the course are."""
    address = f"https://github.com/{binder.repository_and_branch()[0]}"
    return f"The files of the course are at [{address}]({address}).\n"


def claims_page(built: Collection[str]) -> str:
    """Every claim with its lessons, a choice to make first, and the course's verdict behind a click."""
    course = tables.load("verdicts").set_index("claim")
    meanings = "\n".join(f"- **{step}**: {meaning}" for step, meaning in MEANINGS.items())
    parts = [f"{meanings}\n"]
    for row in tables.load("claims").to_dict("records"):
        claim, told = row["claim"], course.loc[row["claim"]]
        sentences = row["article_sentences"].split(";")
        place = f"Sentence{'s' if len(sentences) > 1 else ''} {' and '.join(sentences)} of the article"
        links = ", ".join(
            _lesson_link(_lessons()[key], f"{key} {_lessons()[key]['title']}", built)
            for key in row["lessons"].split(";")
        )
        parts += [
            f"({claim.lower()})=\n## {claim} · {_plain(row['statement'])}\n",
            f"What the article says, in our words: {_plain(row['article_says'])}\n",
            f"{place}. Treated in {links}.\n",
            f'<div id="judge-{claim}">{_choice(claim)}{_verdict(claim, told)}</div>\n',
        ]
    return "\n".join(parts)


def glossary_page(built: Collection[str]) -> str:
    """Every term with its definition and the lesson that brings it in, by first letter."""
    rows = tables.load("glossary").to_dict("records")
    parts = []
    for letter, group in _by_letter(rows, lambda row: row["term"]):
        terms = [
            f"{_plain(row['term'])}\n  {_plain(row['definition'])} "
            f"({_lesson_link(_lessons()[row['lesson']], 'lesson ' + row['lesson'], built)})\n"
            for row in group
        ]
        parts.append(f"## {letter}\n\n```{{glossary}}\n" + "\n".join(terms) + "```\n")
    return "\n".join(parts)


def references_page() -> str:
    """Every source of the course under the name by which it is cited, by first letter."""
    parts = []
    for letter, group in _by_letter(tables.references().values(), lambda reference: reference.short):
        items = "".join(f'<li id="{html.escape(each.key)}">{_entry(each)}</li>' for each in group)
        parts.append(f'## {letter}\n\n<ul class="references">{items}</ul>\n')
    return "\n".join(parts)


def _choice(claim: str) -> str:
    """Five verdicts to choose from, without any script; nothing keeps the choice."""
    choices = "".join(f'<label><input type="radio" name="{claim}"> {step}</label>' for step in MEANINGS)
    return f'<fieldset class="decide"><legend>Decide before you open: {claim} is …</legend>{choices}</fieldset>'


def _verdict(claim: str, told: Mapping[str, str]) -> str:
    """The course's verdict on one claim (its row of the table verdicts), which shows once it is opened."""
    references = tables.references()
    sources = "; ".join(cards.link(references[key].short, references[key].link) for key in told["sources"].split(";"))
    return (
        f'<details class="verdict"><summary>What the course says about {claim}</summary>'
        f"<p><b>{told['verdict']}.</b> {html.escape(told['reasons'])}</p>"
        f"<p>Certainty: <b>{told['certainty']}</b>. {html.escape(certainty_words(claim))}</p>"
        f"<p>Sources: {sources}</p></details>"
    )


def _entry(reference: Reference) -> str:
    journal = f" <i>{html.escape(reference.journal)}</i>." if reference.journal else ""
    place = f" {cards.link(reference.link, reference.link)}" if reference.link else ""
    return f"<b>{html.escape(reference.short)}.</b> {html.escape(reference.titled)}{journal}{place}"


def _by_letter(rows: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """Rows in the order of their names, grouped by the first letter; brackets and quotes before it do not count."""

    def bare(row: T) -> str:
        return re.sub(r"^\W+", "", name(row))

    ordered = sorted(rows, key=lambda row: bare(row).casefold())
    return [(first, list(group)) for first, group in groupby(ordered, lambda row: bare(row)[0].upper())]


def _lessons() -> dict[str, dict[str, str]]:
    return {row["lesson"]: row for row in tables.load("lessons").to_dict("records")}


def _lesson_link(row: Mapping[str, str], words: str, built: Collection[str]) -> str:
    """A link to the site's page of a lesson, or to the live one where the site has none, in Markdown."""
    file = lesson_file(row)
    return f"[{_plain(words)}]({file if file in built else _on_binder(file)})"


def _on_binder(file: str) -> str:
    return binder.link(*binder.repository_and_branch(), file)


def _plain(words: str) -> str:
    """Words in which Markdown finds nothing to format."""
    return MARKDOWN.sub(r"\\\1", words)


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
        asked = VERDICT.search(cell.source)
        if asked:
            claims = re.findall(r"C\w+", asked["claims"])
            cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": _to_the_claim_map(claims)}))
    return notebook


def _note(found: re.Match[str]) -> str:
    return (
        "```{note}\nThis is the reading edition: your answers are kept in this browser. Python runs in the "
        f"[live lesson on Binder]({found['address']}), [as a page without code]({found['page']}), "
        "or [on your own computer](index.md).\n```"
    )


def _relinked(text: str, built: Collection[str]) -> str:
    """HTML or Markdown whose links between notebooks and to a lesson's parts lead to the site's pages and headings."""

    def moved(found: re.Match[str]) -> str:
        file = found["lesson"]
        # Sphinx finds the page of a notebook that Markdown names; HTML it leaves alone.
        page = file if found["before"] == "](" else file.replace(".ipynb", ".html")
        return found["before"] + (page if file in built else _on_binder(file))

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


def write_cards(path: Path, static: Path, cache: Path, built: Collection[str]) -> None:
    """Write the cards of a lesson as data for its page, and the pictures of its explores."""
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
    (static / "lessons").mkdir(exist_ok=True)
    told = json.dumps({"lesson": lesson, "cards": _everywhere(found, built)}, ensure_ascii=False)
    (static / "lessons" / f"{path.stem}.js").write_text(f"globalThis.kbLesson = {told};\n", encoding="utf-8")


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
    pages = {
        "lessons": lessons_page(built),
        "repository": repository_page(),
        "claims": claims_page(built),
        "glossary": glossary_page(built),
        "references": references_page(),
    }
    (folder / "tables").mkdir()
    for name, words in pages.items():
        (folder / "tables" / f"{name}.md").write_text(words, encoding="utf-8")
    looks = cards.CSS
    (folder / "static" / "cards.css").write_text(looks + ".kb-asleep{display:none}", encoding="utf-8")
    (folder / "static" / "reading.js").write_text(script(), encoding="utf-8")
    pictures = folder / "static" / "pictures"
    pictures.mkdir()
    for path in lessons:
        print(path.stem, flush=True)
        nbformat.write(reading_edition(run_lesson(path, cache), built, pictures), folder / path.name)
        write_cards(path, folder / "static", cache, built)
    told = json.dumps(claim_map_data(), ensure_ascii=False)
    (folder / "static" / "lessons" / "claims.js").write_text(f"globalThis.kbClaims = {told};\n", encoding="utf-8")


def build(lessons: Sequence[Path], folder: Path, cache: Path) -> int:
    """Build the site with some lessons (notebooks) into a folder, which is emptied; returns Sphinx's exit status.

    The lessons write to the ledger that KETABRAIN_LEDGER names. Raises CellExecutionError.
    """
    with tempfile.TemporaryDirectory() as place:
        sources, doctrees = Path(place) / "sources", Path(place) / "doctrees"
        write_sources(lessons, sources, cache)
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
        status = subprocess.run([*command, "-d", doctrees, sources, folder], check=False).returncode
    for lesson in lessons:
        if (page := folder / f"{lesson.stem}.html").exists():
            page.write_text(live(folded(page.read_text(encoding="utf-8")), lesson.stem), encoding="utf-8")
    if (page := folder / "claims.html").exists():
        page.write_text(live(page.read_text(encoding="utf-8"), "claims"), encoding="utf-8")
    return status


def live(page: str, name: str) -> str:
    """A lesson's page with its cards and the script that brings them to life."""
    scripts = "".join(f'<script src="_static/{file}"></script>' for file in (f"lessons/{name}.js", "reading.js"))
    return page.replace("</body>", f"{scripts}</body>")


def folded(page: str) -> str:
    """A page whose sections named “More: …” are shut, each behind its heading."""
    soup = BeautifulSoup(page, "html.parser")
    for heading in soup.find_all("h3"):
        section = heading.find_parent("section")
        if section and heading.get_text().startswith(MORE_NAMED):
            inside = [each for each in section.contents if each is not heading]
            box, line = soup.new_tag("details"), soup.new_tag("summary")
            heading.replace_with(box)
            line.append(heading)
            box.append(line)
            box.extend(inside)
    return str(soup)


def main(lessons: Sequence[str]) -> int:
    """Build the site in build/site with some lessons, or with all; returns the exit status."""
    every = [*map(lesson_number, sorted((ROOT / "notebooks").glob("*.ipynb")))]
    with tempfile.TemporaryDirectory() as ledger:
        os.environ["KETABRAIN_LEDGER"] = str(Path(ledger) / "my-ledger.json")
        os.environ.pop("KETABRAIN_SCALE", None)  # a page is read, not projected
        status = build([lesson_notebook(lesson) for lesson in lessons or every], FOLDER, CACHE)
    if status == 0:
        print(f"Open {(FOLDER / 'index.html').relative_to(ROOT)} in a browser.")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
