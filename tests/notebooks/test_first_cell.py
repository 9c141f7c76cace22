"""The first cell of each lesson: it opens the lesson, and where the course is missing says in a sentence what to do."""

import json
import sys

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from tasks.binder import repository_and_branch, zip_link
from tasks.inside.in_process import NOTEBOOKS
from tasks.inside.new_lesson import ROOT, TEMPLATES

TEACHER = ROOT / "instructor" / "the-room.ipynb"


def first_cell(path):
    return next(cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")


def guard(path):
    """The lines of a first cell up to the one that opens the lesson."""
    return first_cell(path).source.partition("\n\nstart(")[0]


@pytest.mark.parametrize("path", [*NOTEBOOKS, TEACHER], ids=lambda path: path.stem)
def test_it_is_folded_and_short(path):
    cell = first_cell(path)
    assert cell.metadata["jupyter"] == {"source_hidden": True}
    assert len(cell.source.splitlines()) <= 10


def test_all_lessons_and_those_still_to_be_written_begin_alike():
    template = json.loads((TEMPLATES / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in template if cell["cell_type"] == "code")
    expected = source.replace("$zip", zip_link(*repository_and_branch())).partition("\n\nstart(")[0]
    assert {guard(path) for path in NOTEBOOKS} == {expected}


@pytest.mark.parametrize("path", [NOTEBOOKS[0], TEACHER], ids=lambda path: path.stem)
def test_a_python_without_the_course_gives_one_sentence_and_stops(path, monkeypatch):
    for module in ("ketabrain.lesson", "ketabrain.engine.classroom"):
        monkeypatch.setitem(sys.modules, module, None)
    with capture_output() as shown:
        result = InteractiveShell().run_cell(first_cell(path).source, store_history=False)
    assert not result.success  # a front end that runs all cells stops here
    assert shown.stdout == ""
    (line,) = shown.stderr.splitlines()
    assert line.count(". ") == 0
    for word in ("kernel “.venv”", "VS Code", "Colab or Kaggle", f"%pip install {zip_link(*repository_and_branch())}"):
        assert word in line
