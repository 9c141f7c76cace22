"""Run a lesson's cells in this process, so that its widgets can be moved and looked into without a browser."""

import os
import re
from collections.abc import Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell

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


def run_in_process(path: Path, ledger: Path, *, looked: bool = True) -> dict[str, Explorer]:
    """Run a notebook top to bottom with its own ledger and return its explores by name.

    Nothing waits for a prediction if the learner has `looked`. Raises whatever a cell raises.
    """
    if looked and not ledger.exists():
        look_at_everything(ledger, [path])
    begun = session.fresh()
    shell = InteractiveShell()
    before = os.environ.get("KETABRAIN_LEDGER"), Path.cwd()
    os.environ["KETABRAIN_LEDGER"] = str(ledger)
    os.chdir(path.parent)
    try:
        with redirect_stdout(StringIO()):  # without a front end every display would print itself
            for source in code_cells(path):
                shell.run_cell(source, store_history=False).raise_error()
    finally:
        os.chdir(before[1])
        os.environ.pop("KETABRAIN_LEDGER")
        if before[0] is not None:
            os.environ["KETABRAIN_LEDGER"] = before[0]
    return dict(begun.explores)
