"""`python -m tasks slides`: each lesson as slides, made from its notebook by nbconvert; there is no second source.

Every heading and every output begins a slide. Pictures show where their controls stand at first; truths and the
course's verdicts wait for one more press of the key.
"""

import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbconvert.exporters import SlidesExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode

from ketabrain.engine import tables
from ketabrain.engine.classroom.questions import all_questions
from tasks.environment import ROOT
from tasks.inside.routes import placed
from tasks.present import lesson_notebook, lesson_number

FOLDER = ROOT / "build" / "slides"
TEMPLATES = ROOT / "instructor"
WIDTH, HEIGHT = 1000, 720
SHARPNESS = "2"
WIDGET = "application/vnd.jupyter.widget-view+json"
LAST_ROOM = "## 9."


def slides_of(notebook: NotebookNode) -> NotebookNode:
    """The run notebook with the kind of slide of every cell, and with answers that wait for a key.

    Code is left out, but for the cells that an exercise asks learners to complete.
    """
    room = ""
    fresh = False  # whether the slide holds a heading alone so far, so that one output may join it
    notebook.metadata.pop("widgets", None)  # else the page would look for the script that draws them
    folded = [each.folded for each in placed(notebook)]
    for cell, passed_over in zip(notebook.cells, folded, strict=True):
        if passed_over:
            cell.metadata.slideshow = {"slide_type": "skip"}
            continue
        if cell.cell_type == "markdown":
            heading = re.search(r"^#{1,3} ", cell.source, re.MULTILINE)
            room = cell.source if cell.source.startswith("## ") else room
            cell.metadata.slideshow = {"slide_type": "slide" if heading or not fresh else "-"}
            fresh = True
            continue
        # No card runs on a slide; the copy beside it is plain HTML.
        cell.outputs = [output for output in cell.outputs if WIDGET not in output.get("data", {})]
        exercise = room.startswith("## 7.") and "def " in cell.source
        cell.metadata.transient = {"remove_source": not exercise}
        shows = bool(cell.outputs) or exercise
        if not shows or (
            room.startswith(LAST_ROOM) and "progress(" in cell.source and "references(" not in cell.source
        ):
            cell.metadata.slideshow = {"slide_type": "skip"}
            continue
        cell.metadata.slideshow = {"slide_type": "-" if fresh else "slide"}
        fresh = False
        answer = _answer(cell.source)
        if answer:
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": answer})]
    return notebook


def _answer(source: str) -> str:
    """What waits for a key in a cell that reveals truths or asks for verdicts, as HTML; empty for other cells."""
    parts = []
    known = {item: question for (_, item), question in all_questions().items()}
    for item in re.findall(r'^ *reveal\(\s*"([^"]+)"', source, re.MULTILINE):
        question = known[item]
        truth = f"<b>{html.escape(question.truth_words)}.</b> {html.escape(question.explain)}"
        parts.append((html.escape(question.text), truth))
    asked = re.search(r"^verdict\(([^)]*)\)", source, re.MULTILINE)
    course, claims = (tables.load(name).set_index("claim") for name in ("verdicts", "claims"))
    for claim in re.findall(r'"(C\w+)"', asked[1]) if asked else ():
        row = course.loc[claim]
        words = (
            f"<b>The course says: {row['verdict']}</b> (certainty {row['certainty']}). {html.escape(row['reasons'])}"
        )
        parts.append((f"{claim} · {html.escape(claims.loc[claim, 'statement'])}", words))
    return "".join(
        f'<div class="kb-card"><h3>{asks}</h3><div class="kb-answer fragment">{tells}</div></div>'
        for asks, tells in parts
    )


def write_slides(path: Path, folder: Path) -> Path:
    """Run a notebook and write its slides into a folder; returns the file. Raises CellExecutionError."""
    notebook = nbformat.read(path, as_version=4)
    runner = ExecutePreprocessor(timeout=120, kernel_name="python3", coalesce_streams=True)
    notebook, _ = runner.preprocess(notebook, {"metadata": {"path": str(path.parent)}})
    exporter = SlidesExporter(
        extra_template_basedirs=[str(TEMPLATES)], template_name="slides", reveal_url_prefix="reveal.js",
        reveal_theme="white", reveal_width=str(WIDTH), reveal_height=str(HEIGHT), exclude_input_prompt=True,
        exclude_output_prompt=True,
    )  # fmt: skip
    page, _ = exporter.from_notebook_node(slides_of(notebook), {"metadata": {"name": path.stem}})
    file = folder / f"{path.stem}.html"
    file.write_text(page, encoding="utf-8")
    return file


def copy_reveal(node_modules: Path, folder: Path) -> None:
    """Put the part of reveal.js that a page loads beside the slides."""
    for part in ("dist", "plugin/notes"):
        shutil.copytree(node_modules / "reveal.js" / part, folder / "reveal.js" / part, dirs_exist_ok=True)


def main(lessons: Sequence[str]) -> int:
    """Write the slides of some lessons, or of all; returns the exit status."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    copy_reveal(ROOT / ".venv" / "node" / "node_modules", FOLDER)
    every = [*map(lesson_number, sorted((ROOT / "notebooks").glob("*.ipynb")))]
    with tempfile.TemporaryDirectory() as ledger:
        os.environ |= {"KETABRAIN_LEDGER": str(Path(ledger) / "my-ledger.json"), "KETABRAIN_SCALE": SHARPNESS}
        for lesson in lessons or every:
            print(write_slides(lesson_notebook(lesson), FOLDER).relative_to(ROOT), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
