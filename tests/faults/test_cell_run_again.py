"""A cell that is run again, as it stands or edited, leaves no widget of its earlier run and no memory behind."""

import os

import nbformat
import pytest

from tasks.inside.in_process import NOTEBOOKS
from tests.faults.kernel import Kernel

WARM_UP, RUNS = 5, 25
MOST_MB = 5
(LESSON,) = (path for path in NOTEBOOKS if path.stem.startswith("09-"))
SOURCES = {cell.id: cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"}
BENCH = SOURCES["explore-bench"]
SMALL = """
from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import Comparator
from ketabrain.topics.trials.draw_bench import forest
from ketabrain.lesson import choice, explore
explore(pool_trials, forest, name="small", comparator=choice(*Comparator))
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    ledger = tmp_path_factory.mktemp("kernel") / "my-ledger.json"
    started = Kernel(LESSON.parent, {**os.environ, "KETABRAIN_LEDGER": str(ledger)})
    try:
        started.run('from ketabrain.lesson import start\nstart("09")')
        started.run("from ketabrain.lesson import *")
        started.run(SOURCES["set-up"])
        yield started
    finally:
        started.stop()


@pytest.mark.parametrize("cell", ["explore-bench", ""], ids=["named cell", "cell without a name"])
def test_an_explore_that_is_run_again_leaves_nothing_behind(kernel, cell):
    for _ in range(WARM_UP):
        kernel.run(BENCH, cell)
    before = kernel.use()
    for run in range(RUNS):
        kernel.run(f"{BENCH}\n# edited {run}", cell)
    after = kernel.use()
    assert after.widgets == before.widgets
    assert after.memory_mb - before.memory_mb < MOST_MB


CARDS = ("predict-control", "reveal-control", "exercise-ratio", "exercise-pooled", "verdict")


def test_cards_that_are_run_again_leave_nothing_behind(kernel):
    def run_all():
        for cell in CARDS:
            kernel.run(SOURCES[cell], cell)

    run_all()
    before = kernel.use()
    for _ in range(3):
        run_all()
    assert kernel.use().widgets == before.widgets


def test_a_card_shown_by_two_cells_stays_alive_in_both(kernel):
    alone = kernel.use().widgets
    kernel.run('check("09.control")', "one")
    one = kernel.use().widgets - alone
    kernel.run('check("09.control")', "other")
    assert kernel.use().widgets - alone == 2 * one > 0


def test_a_copy_of_an_explore_is_refused_until_it_has_a_name_of_its_own(kernel):
    kernel.run(SMALL, "first")
    kernel.run(SMALL, "first")
    with pytest.raises(AssertionError, match="LessonError: Another explore is named 'small' already: give this one"):
        kernel.run(SMALL, "copy")
    kernel.run(SMALL.replace('"small"', '"small-2"'), "copy")
    kernel.run(SMALL, "first")


def test_an_explore_that_gets_another_name_makes_room_for_a_copy(kernel):
    kernel.run(SMALL.replace('"small"', '"before"'), "renamed")
    kernel.run(SMALL.replace('"small"', '"after"'), "renamed")
    kernel.run(SMALL.replace('"small"', '"before"'), "free")
