"""`make notebooks`: what a run leaves behind goes, the numbers that nbval compares stay and are fresh."""

import nbformat
import pytest
from nbconvert.preprocessors import CellExecutionError

from tasks.inside.notebooks import tidied


def notebook(source: str, *, checked: bool) -> nbformat.NotebookNode:
    tags = {"tags": ["nbval-check-output"]} if checked else {}
    stale = nbformat.v4.new_output("stream", name="stdout", text="stale")
    cell = nbformat.v4.new_code_cell(
        source, metadata={**tags, "execution": {"iopub.status.idle": "then"}}, outputs=[stale], execution_count=7
    )
    return nbformat.v4.new_notebook(cells=[cell], metadata={"language_info": {"name": "python", "version": "3.99"}})


def test_outputs_go_without_running_anything(tmp_path):
    (cell,) = tidied(notebook("raise SystemExit", checked=False), tmp_path).cells
    assert (cell.outputs, cell.execution_count, dict(cell.metadata)) == ([], None, {})


def test_it_carries_a_fingerprint_of_what_is_written_in_it_and_not_of_what_a_run_adds(tmp_path):
    marks = {
        tidied(notebook(source, checked=checked), tmp_path).metadata.ketabrain.cells
        for source, checked in (("print(1)", False), ("print(1)", True), ("print(2)", False))
    }
    assert len(marks) == 2


def test_a_checked_number_is_computed_again(tmp_path):
    made = tidied(notebook("print(6 * 7)", checked=True), tmp_path)
    assert [each.text for each in made.cells[0].outputs] == ["42\n"]
    assert "version" not in made.metadata.language_info


def test_a_notebook_that_fails_is_not_tidied(tmp_path):
    with pytest.raises(CellExecutionError):
        tidied(notebook("1 / 0", checked=True), tmp_path)
