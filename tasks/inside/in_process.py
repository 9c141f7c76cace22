"""Run a lesson's cells in this process, so that its widgets can be moved and looked into without a browser."""

import html
import os
import re
from collections.abc import Iterable
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from ketabrain.engine import session
from ketabrain.engine.explore import Explorer
from ketabrain.engine.ledger import Ledger
from tasks.environment import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> list[str]:
    """Source of every code cell, in order."""
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def look_at_everything(ledger: Path, notebooks: Iterable[Path] = NOTEBOOKS) -> None:
    """Note in a ledger that its learner has given up every prediction of the lessons, so that nothing waits for one."""
    book = Ledger(ledger)
    with book.locked():
        for path in notebooks:
            for item in re.findall(r'\bpredict\(\s*"([^"]+)"', "\n".join(code_cells(path))):
                book.append("look", path.stem.partition("-")[0], item)


def run_in_process(path: Path, ledger: Path) -> dict[str, Explorer]:
    """Run a notebook top to bottom with its own ledger and return its explores by name.

    In a new ledger every prediction is given up, so that nothing waits for one. Raises whatever a cell raises.
    """
    run_again(path, ledger)
    return dict(session.current().explores)


def run_again(path: Path, ledger: Path) -> list[str]:
    """The same, and returns what each cell shows, as HTML."""
    if not ledger.exists():
        look_at_everything(ledger, [path])
    return run_cells(code_cells(path), path.parent, ledger)


def run_cells(sources: Iterable[str], folder: Path, ledger: Path) -> list[str]:
    """Run cells one after the other in a folder, as a kernel that starts does; returns what each shows, as HTML.

    Raises whatever a cell raises.
    """
    session.fresh()
    shell = InteractiveShell.instance()  # the one that what is displayed goes to
    before = os.environ.get("KETABRAIN_LEDGER"), Path.cwd()
    os.environ["KETABRAIN_LEDGER"] = str(ledger)
    os.chdir(folder)
    shown = []
    try:
        for source in sources:
            with capture_output() as output:  # without a front end every display would print itself
                shell.run_cell(source, store_history=False).raise_error()
            pages = (each.data.get("text/html", "") for each in output.outputs)
            shown.append("\n".join((html.escape(output.stdout), *pages)))
    finally:
        InteractiveShell.clear_instance()
        os.chdir(before[1])
        os.environ.pop("KETABRAIN_LEDGER")
        if before[0] is not None:
            os.environ["KETABRAIN_LEDGER"] = before[0]
    return shown
