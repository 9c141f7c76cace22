"""Answer sheets are written from the lessons: what they say is what the lessons say now."""

import pytest

from tasks.inside.answers import FOLDER, answer_sheet
from tasks.inside.in_process import NOTEBOOKS
from tasks.present import lesson_number


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_committed_sheet_is_the_one_that_would_be_written(path):
    sheet = (FOLDER / f"{path.stem}.md").read_text(encoding="utf-8")
    assert sheet == answer_sheet(lesson_number(path)), "the sheet is stale: type `make answers`"
