"""A notebook that is run in this process leaves its explores behind, and everything else as it was."""

import os
from pathlib import Path

import nbformat
import pytest

from ketabrain.engine import session
from tasks.inside.in_process import code_cells, run_in_process

EXPLORE = """
from ketabrain.lesson import explore, slider


def draw(result, figure):
    return "A line."


explore(lambda dose: dose, draw, name="line", height_in=2, dose=slider(0, 2, 1, unit="mg", label="Dose"))
"""


@pytest.fixture
def written(tmp_path):
    """A function that writes a notebook of some cells of code between words."""

    def made(*sources: str) -> Path:
        cells = [nbformat.v4.new_markdown_cell("Words."), *map(nbformat.v4.new_code_cell, sources)]
        path = tmp_path / "lessons" / "02-made.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return made


def test_code_cells_come_in_order_and_without_words(written):
    assert code_cells(written("a = 1", "b = 2")) == ["a = 1", "b = 2"]


def test_explores_come_by_name_and_those_of_the_last_lesson_are_gone(written, tmp_path):
    assert list(run_in_process(written(EXPLORE), tmp_path / "ledger.json")) == ["line"]
    assert run_in_process(written("a = 1"), tmp_path / "ledger.json") == {}
    assert session.current().explores == {}


def test_cells_run_beside_their_notebook_with_a_ledger_of_their_own(written, tmp_path):
    told = tmp_path / "told.txt"
    cell = f"import os; open({str(told)!r}, 'w').write(os.getcwd() + '\\n' + os.environ['KETABRAIN_LEDGER'])"
    path = written(cell)
    run_in_process(path, tmp_path / "ledger.json")
    assert told.read_text(encoding="utf-8").splitlines() == [str(path.parent), str(tmp_path / "ledger.json")]


@pytest.mark.parametrize("ledger", ["mine.json", None])
def test_folder_and_ledger_are_as_before_even_if_a_cell_fails(written, tmp_path, monkeypatch, ledger):
    if ledger:
        monkeypatch.setenv("KETABRAIN_LEDGER", ledger)
    else:
        monkeypatch.delenv("KETABRAIN_LEDGER", raising=False)
    before = Path.cwd()
    with pytest.raises(ZeroDivisionError):
        run_in_process(written("1 / 0"), tmp_path / "ledger.json")
    assert Path.cwd() == before
    assert os.environ.get("KETABRAIN_LEDGER") == ledger
