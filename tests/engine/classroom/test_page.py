"""The notebook of the room's answers: its explores keep whatever those of a lesson keep."""

from pathlib import Path

import nbformat
import pytest

from tasks.inside.in_process import run_in_process
from tests.notebooks.test_explores import (
    test_every_corner_draws_all_its_points_and_words_and_says_what_it_shows,
    test_moving_a_control_changes_the_picture_and_its_words_and_reset_brings_both_back,
)

__all__ = [
    "test_every_corner_draws_all_its_points_and_words_and_says_what_it_shows",
    "test_moving_a_control_changes_the_picture_and_its_words_and_reset_brings_both_back",
]

PAGE = Path(__file__).resolve().parents[3] / "instructor" / "the-room.ipynb"


@pytest.fixture(scope="module")
def explores(tmp_path_factory):
    """The page's explores, with the invented class."""
    return run_in_process(PAGE, tmp_path_factory.mktemp("ledger") / "my-ledger.json")


def test_the_page_shows_five_views_and_leaves_no_trace_in_a_ledger(explores, tmp_path):
    assert list(explores) == ["room-question", "room-verdicts", "room-calibration", "room-missed", "room-ideas"]


def test_the_page_is_kept_without_outputs():
    for cell in nbformat.read(PAGE, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
