"""`python -m tasks notebooks`: notebooks as they are committed, without outputs except the numbers that nbval compares.

A notebook that has cells tagged `nbval-check-output` is run, and only what those cells print is kept. Each carries a
fingerprint of its cells, by which an update knows whether a learner has edited it or only run it.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode

from tasks.environment import ROOT
from tasks.own_files import CARRIED, cells_fingerprint

FOLDER = ROOT / "notebooks"
CHECKED = "nbval-check-output"
MORE = "more"
"""The tag of a heading under which stands what a learner may pass over: JupyterLab shows it shut."""
SHUT = "jp-MarkdownHeadingCollapsed"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def is_checked(cell: NotebookNode) -> bool:
    """Whether nbval compares what this cell prints."""
    return CHECKED in cell.metadata.get("tags", [])


def tidied(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Return the notebook with fresh printed numbers in its checked cells and nothing else that a run leaves behind.

    Raises CellExecutionError if a notebook with checked cells does not run.
    """
    if any(map(is_checked, notebook.cells)):
        runner = ExecutePreprocessor(timeout=120, kernel_name="python3", coalesce_streams=True)
        notebook, _ = runner.preprocess(notebook, {"metadata": {"path": str(folder)}})
    return without_a_run(notebook)


def without_a_run(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook without what a run leaves behind, except the printed numbers, and marked as it now is."""
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in ("tags", "jupyter") if key in cell.metadata}
            | ({SHUT: True} if MORE in cell.metadata.get("tags", []) else {})
        )
        if cell.cell_type == "code":
            cell.execution_count = 1 if is_checked(cell) else None  # nbval compares only cells that have run
            cell.outputs = [each for each in cell.outputs if is_checked(cell) and each.output_type == "stream"]
    notebook.metadata[CARRIED] = {"cells": cells_fingerprint(notebook)}
    return notebook


def main() -> int:
    """Tidy every notebook in place; returns the exit status."""
    with tempfile.TemporaryDirectory() as ledger:
        os.environ["KETABRAIN_LEDGER"] = str(Path(ledger) / "my-ledger.json")
        for path in sorted(FOLDER.glob("*.ipynb")):
            before = path.read_text(encoding="utf-8")
            after = nbformat.writes(tidied(nbformat.reads(before, as_version=4), FOLDER)) + "\n"
            if after != before:
                path.write_text(after, encoding="utf-8")
                print(f"{path.name}: tidied")
    return 0


if __name__ == "__main__":
    sys.exit(main())
