"""`python -m tasks print 05`: a lesson as one page in build/print that a browser prints well on A4, without any script.

A lesson that was run is printed as it stands saved, with its learner's answers; another one is run first, on a copy of
their ledger. The copy for reading above each card is what goes on paper.
"""

import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
from nbconvert.filters import markdown2html
from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor
from nbformat import NotebookNode

from ketabrain.engine import session
from ketabrain.engine.front_end import STYLE_SHEET
from tasks.binder import repository_and_branch
from tasks.environment import ROOT, TaskError
from tasks.present import lesson_notebook

FOLDER = ROOT / "build" / "print"
SHARPNESS = "2"
WIDGET = "application/vnd.jupyter.widget-view+json"
PICTURES = ("image/png", "image/jpeg")
WHERE_TO_OPEN = re.compile(r"^(\[Open this lesson on Binder\]|On GitHub pictures ).*\n?", re.MULTILINE)
NOT_ON_PAPER = re.compile(r'<(style|script)\b.*?</\1\s*>|<p class="kb-asleep">.*?</p>', re.DOTALL | re.IGNORECASE)
LOOKS = Path(__file__).with_name("templates") / "print.css"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style></head>
<body data-theme="light"><main>{cells}</main><hr><p><small>{foot}</small></p></body></html>
"""


def was_run(notebook: NotebookNode) -> bool:
    """Whether a notebook is saved with pages that its cells displayed; a few printed numbers come with every one."""
    shown = (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    return any(output.output_type in ("display_data", "execute_result") for output in shown)


def run(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook after a run in a folder, with its learner's answers, which the run cannot change.

    Raises CellExecutionError.
    """
    ledger = session.current().ledger.path
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "my-ledger.json"
        if ledger.exists():
            shutil.copy(ledger, copy)
        before = dict(os.environ)
        os.environ |= {"KETABRAIN_LEDGER": str(copy), "KETABRAIN_SCALE": SHARPNESS}
        try:
            runner = ExecutePreprocessor(timeout=120, kernel_name="python3", coalesce_streams=True)
            made, _ = runner.preprocess(notebook, {"metadata": {"path": str(folder)}})
        finally:
            os.environ.clear()
            os.environ.update(before)
    return made


def printed(notebook: NotebookNode, title: str) -> str:
    """A notebook that was run, as one HTML page that needs neither script nor network."""
    cells = "\n".join(filter(None, map(_cell, notebook.cells)))
    return PAGE.format(
        title=html.escape(title),
        style=STYLE_SHEET + LOOKS.read_text(encoding="utf-8"),
        cells=cells,
        foot=html.escape(foot_of_paper()),
    )


def foot_of_paper() -> str:
    """What stands at the foot of whatever is printed: whose it is, where it comes from, and what it is not."""
    repository, _ = repository_and_branch()
    return f"Ketamine and the Brain, claim by claim · https://github.com/{repository} · not medical advice"


def _cell(cell: NotebookNode) -> str:
    """A cell on paper: its words, or its outputs below the code that is there to be read."""
    if cell.cell_type == "markdown":
        return f'<section class="to-read">{markdown2html(WHERE_TO_OPEN.sub("", _with_attachments(cell)))}</section>'
    if cell.cell_type != "code":
        return ""
    folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
    code = "" if folded or not cell.source.strip() else f"<pre>{html.escape(cell.source)}</pre>"
    return code + "".join(map(_output, cell.outputs))


def _with_attachments(cell: NotebookNode) -> str:
    """The words of a cell, with pictures that were pasted into it."""
    words = str(cell.source)
    for name, kinds in cell.get("attachments", {}).items():
        for kind in PICTURES:
            if kind in kinds:
                words = words.replace(f"attachment:{name}", f"data:{kind};base64,{kinds[kind]}")
    return words


def _output(output: NotebookNode) -> str:
    """What a cell displayed, as HTML: of a live card nothing, for its copy stands above it."""
    if output.output_type == "stream":
        return f"<pre>{html.escape(output.text)}</pre>" if output.name == "stdout" else ""
    if output.output_type == "error":
        return f"<pre>{html.escape(f'{output.ename}: {output.evalue}')}</pre>"
    data = output.data
    if WIDGET in data:
        return ""
    if data.get("text/html"):
        # What folds on a screen lies open on paper.
        return re.sub(r"<details(?=[\s>])", "<details open", NOT_ON_PAPER.sub("", data["text/html"]))
    for kind in PICTURES:
        if kind in data:
            return f'<img alt="" src="data:{kind};base64,{"".join(data[kind].split())}">'
    if "text/markdown" in data:
        return f'<section class="to-read">{markdown2html(data["text/markdown"])}</section>'
    return f"<pre>{html.escape(data['text/plain'])}</pre>" if data.get("text/plain") else ""


def read_saved(path: Path) -> NotebookNode:
    """A notebook as it was saved. Raises TaskError for one that cannot be read."""
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, TypeError, AttributeError, KeyError, OSError) as error:
        raise TaskError(f"{path.name} cannot be read: open it in JupyterLab and save it, then try again.") from error


def write_page(path: Path, folder: Path) -> tuple[Path, bool]:
    """Write the page of a notebook into a folder; returns the file, and whether the notebook was run for it.

    Raises TaskError for a notebook that cannot be read or run.
    """
    notebook = read_saved(path)
    needs_run = not was_run(notebook)
    if needs_run:
        print(f"Running {path.name} first; this may take a minute.", flush=True)
        try:
            notebook = run(notebook, path.parent)
        except CellExecutionError as error:
            raise TaskError(
                f"{path.name} stops at a cell with {error.ename}: open the lesson, mend the cell or run what you want "
                "on paper, save it, then type the same command again."
            ) from error
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{path.stem}.html"
    file.write_text(printed(notebook, path.stem), encoding="utf-8")
    return file, needs_run


def print_lessons(notebooks: Iterable[Path], folder: Path) -> int:
    """Write the pages of notebooks and say where they are; returns the exit status."""
    for path in notebooks:
        try:
            file, ran = write_page(path, folder)
        except TaskError as problem:
            print(problem, file=sys.stderr)
            return 1
        how = "run just now" if ran else "as you saved it"
        print(f"{_shown(file)} ({how}): open it in a browser and print it (Ctrl+P).", flush=True)
    return 0


def _shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name


def main(lessons: Sequence[str]) -> int:
    """Write the pages of lessons such as "05"; returns the exit status."""
    try:
        notebooks = [lesson_notebook(lesson) for lesson in lessons]
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    return print_lessons(notebooks, FOLDER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
