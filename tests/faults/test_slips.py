"""A slip in a cell: what a real kernel shows is one sentence, and the error stays an error."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from IPython.core.application import ENV_CONFIG_DIRS
from IPython.core.interactiveshell import InteractiveShell

from tasks.inside.in_process import NOTEBOOKS
from tasks.lab_settings import write_settings
from tests.faults.kernel import Heard, Kernel
from tests.sessions import opened

NOT_KNOWN = "Python does not know “{}” yet: run the cells above this one first"
STARTED = "from ketabrain.lesson import *\nstart('02')"


def shown(heard: Heard) -> list[str]:
    """The lines that a learner sees of an error."""
    return "\n".join(heard.error["traceback"]).splitlines()


def kernel(tmp_path_factory, **settings: str) -> Kernel:
    ledger = tmp_path_factory.mktemp("ledger") / "my-ledger.json"
    return Kernel(NOTEBOOKS[0].parent, {**os.environ, "KETABRAIN_LEDGER": str(ledger), **settings})


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A kernel that has read the course's settings and run nothing yet."""
    home = tmp_path_factory.mktemp("ipython") / "profile_default"
    (settings,) = (file for file in write_settings(home.parent) if file.parent.name == "ipython")
    assert settings.parent == home.parent / Path(ENV_CONFIG_DIRS[0]).relative_to(sys.prefix)
    home.mkdir()
    shutil.copy(settings, home)
    running = kernel(tmp_path_factory, IPYTHONDIR=str(home.parent))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A kernel without those settings, whose first cell has imported the course."""
    running = kernel(tmp_path_factory, IPYTHONDIR=str(tmp_path_factory.mktemp("empty")))
    running.run(STARTED)
    yield running
    running.stop()


def test_a_cell_that_is_run_too_early_says_what_to_do_before_anything_is_imported(fresh):
    assert fresh.run("import sys; print('ketabrain.lesson' in sys.modules)") == "False\n"
    heard = fresh.hear("x = 1\nslider(0, 1)")
    (line,) = shown(heard)
    assert line.startswith(NOT_KNOWN.format("slider"))
    assert (heard.error["ename"], heard.error["evalue"]) == ("NameError", "name 'slider' is not defined")
    assert fresh.run("print(x)") == "1\n"


def test_the_extension_brings_nothing_heavy_into_a_kernel(fresh):
    found = fresh.run("print(sorted({'numpy', 'pandas', 'matplotlib', 'ipywidgets', 'filelock'} & set(sys.modules)))")
    assert found == "[]\n"


def test_so_does_a_kernel_that_has_only_imported_the_course(started):
    (line,) = shown(started.hear("explore(lambda: 1, sluder)"))
    assert line.startswith(NOT_KNOWN.format("sluder"))


def test_in_a_function_of_the_learners_own_the_line_is_shown_too(started):
    started.run("def penalty(stated, right):\n    gap = right - stated\n    return gapp**2")
    first, second = shown(started.hear("penalty(0.5, 1)"))
    assert first.startswith(NOT_KNOWN.format("gapp"))
    assert second == "It stands in line 3 of its cell: return gapp**2"


BROKEN = "def penalty_of(confidence, right):\n    return (right - confidence\n\n\ncheck('00.brier', penalty_of)"
DEDENTED = "def penalty_of(confidence, right):\n    gap = 1\nreturn gap\n\n\ncheck('00.brier', penalty_of)"
SAID = "from ketabrain.engine import session\nprint(*(card.said for card in session.current().shown['{}']))"


@pytest.mark.parametrize(
    ("cell", "source", "words"),
    [
        ("broken", BROKEN, "Python cannot read line 2, “return (right - confidence”: the bracket “(” is opened there"),
        ("dedented", DEDENTED, "Python cannot read line 3, “return gap”: it belongs to the function, so begin it with"),
    ],
)
def test_a_cell_that_cannot_be_read_still_shows_its_exercise_and_where_it_breaks(started, cell, source, words):
    for _again in range(2):
        heard = started.hear(source, cell)
        assert heard.error == {}
        assert started.run(SAID.format(cell)).startswith(words)
    assert started.run("print(len(session.current().shown['broken']))") == "1\n"


@pytest.mark.parametrize(
    "source",
    ["x = (1", "check('99.nothing', (1", "# check('00.brier', f)\nx = (1", "exec('x = (1')", "if True:\nx = 1"],
)
def test_other_code_that_cannot_be_read_is_shown_as_ever(started, source):
    heard = started.hear(source)
    assert heard.error["ename"] in ("SyntaxError", "IndentationError")
    assert "Error" in "\n".join(shown(heard))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("def f():\n    print(a)\n    a = 1\nf()", "UnboundLocalError"),
        ("import fractions\ndel fractions.Fraction\nfractions.Fraction\nfractions._f()", "AttributeError"),
        ("import statistics\ndel statistics.fsum\nstatistics.fmean([1, 2])", "statistics.py"),
        ("raise NameError('of nothing')", "of nothing"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_any_other_error_keeps_its_traceback(started, cell, words):
    lines = shown(started.hear(cell))
    assert len(lines) > 3
    assert words in "\n".join(lines)
    assert "run the cells above" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("check('99.nothing')", "LessonError"),
        ("reveal('never-asked', 1, 'why')", "LessonError"),
        ("tell('{no-such-number}')", "LessonError"),
        ("cite('nobody1900')", "LessonError"),
        ("from ketabrain.engine import tables\ntables.load('no-such-table')", "DataError"),
    ],
)
def test_what_the_course_says_stands_alone(started, cell, name):
    heard = started.hear(cell)
    (line,) = shown(heard)
    assert heard.error["ename"] == name
    assert line == heard.error["evalue"]


def test_a_question_before_the_start_is_answered_by_one_sentence(tmp_path_factory):
    running = kernel(tmp_path_factory)
    heard = running.hear("from ketabrain.lesson import *\npredict('a', 'How many?', number(0, 1))")
    running.stop()
    (line,) = shown(heard)
    assert "start(" in line
    assert heard.error["ename"] == "LessonError"


def test_a_shell_in_this_process_still_reports_the_error():
    from ketabrain.engine.slips import load_ipython_extension

    shell = InteractiveShell()
    load_ipython_extension(shell)
    with pytest.raises(NameError, match="nothing_here"):
        shell.run_cell("nothing_here", store_history=False).raise_error()


def test_code_that_cannot_be_read_stays_an_error_for_whoever_runs_the_cells(tmp_path, monkeypatch):
    from ketabrain.engine.slips import load_ipython_extension

    opened(tmp_path / "my-ledger.json", monkeypatch, "00")
    shell = InteractiveShell()
    load_ipython_extension(shell)
    load_ipython_extension(shell)
    result = shell.run_cell(BROKEN, store_history=False)
    assert isinstance(result.error_before_exec, SyntaxError)
    assert not result.success
