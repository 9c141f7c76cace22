"""`python -m tasks update`, by git and from a zip alike: nothing of a learner's is lost."""

import json
import os
import signal

import pytest

from tasks import update as chore
from tasks.environment import TaskError
from tasks.update import summary
from tests.tasks.small_course import (
    KEPT,
    LEDGER,
    LESSON,
    NEW,
    OLD,
    notebook,
)


def test_a_copy_as_it_came_becomes_the_new_version(copy, capsys):
    copy.publish(NEW)
    assert copy.update() == 0
    assert {name: copy.read(name) for name in NEW} == NEW
    assert copy.read("my-ledger.json") == LEDGER
    assert "lessons 02, 14 and " in capsys.readouterr().out
    assert copy.update() == 0
    assert capsys.readouterr().out == "This copy is up to date already: nothing changed.\n"


@pytest.mark.parametrize(
    "ran",
    [
        notebook("start('02')\nx = 1", "...", ran=True),
        notebook("start('02')\nx = 1", "...", "", "  \n", ran=True),  # Shift+Enter at the end adds an empty cell
        notebook("start('02')\nx = 1", "...", ran=True).replace("\n", "\r\n"),
        json.dumps(json.loads(notebook("start('02')\r\nx = 1", "..."))),
    ],
)
def test_a_notebook_that_was_only_run_is_replaced(copy, ran):
    copy.write(LESSON, ran)
    copy.publish(NEW)
    copy.update()
    assert copy.read(LESSON) == NEW[LESSON]
    assert not any("my-edits" in name for name in copy.names())


@pytest.mark.parametrize("edited", [notebook("start('02')\nx = 1", "y = 5", ran=True), "{ damaged", ""])
def test_an_edited_notebook_is_kept_under_a_name_with_the_date(copy, capsys, edited):
    copy.write(LESSON, edited)
    copy.publish(NEW)
    copy.update()
    assert (copy.read(LESSON), copy.read(KEPT)) == (NEW[LESSON], edited)
    assert f"What stood here, with your changes, is kept as {KEPT}.\n" in capsys.readouterr().out


def test_a_second_edit_of_one_day_is_kept_beside_the_first(copy):
    for number, x in enumerate((5, 6)):
        copy.write(LESSON, notebook(f"mine = {x}"))
        copy.publish(NEW | {LESSON: notebook(f"new = {number}")})
        copy.update()
    assert copy.read(KEPT) == notebook("mine = 5")
    assert copy.read(KEPT.replace("30.", "30-2.")) == notebook("mine = 6")


def test_edited_code_is_kept_too_and_under_no_name_that_python_runs(copy):
    copy.write("code.py", "x = 77\n")
    copy.publish(NEW)
    copy.update()
    assert (copy.read("code.py"), copy.read("code.py.my-edits-2026-11-30")) == ("x = 2\n", "x = 77\n")


def test_other_line_endings_are_no_edit(copy):
    for name in ("code.py", LESSON):
        copy.write(name, OLD[name].replace("\n", "\r\n"))
    copy.publish(NEW)
    copy.update()
    assert not any("my-edits" in name for name in copy.names())
    assert copy.read("code.py") == "x = 2\n"


def test_what_the_course_has_not_changed_stays_as_the_learner_left_it(copy):
    mine = {"notebooks/05-surge.ipynb": notebook("mine", ran=True), "same.py": "z = 9\n"}
    own = {"notebooks/my own.ipynb": notebook("x"), "notes.txt": "mine", "notebooks/02-getting-in-Copy1.ipynb": "{}"}
    for name, content in (mine | own).items():
        copy.write(name, content)
    copy.publish(NEW)
    copy.update()
    assert {name: copy.read(name) for name in mine | own} == mine | own


def test_a_file_of_the_learner_s_own_that_a_new_one_has_the_name_of_is_kept(copy):
    copy.write("notebooks/14-new.ipynb", notebook("my own lesson"))
    copy.publish(NEW)
    copy.update()
    assert copy.read("notebooks/14-new.ipynb") == NEW["notebooks/14-new.ipynb"]
    assert copy.read("notebooks/14-new.my-edits-2026-11-30.ipynb") == notebook("my own lesson")


def test_a_notebook_that_the_learner_deleted_comes_back(copy):
    (copy.here / LESSON).unlink()
    copy.publish(NEW)
    copy.update()
    assert copy.read(LESSON) == NEW[LESSON]


@pytest.mark.parametrize("fails_at", range(3))
def test_an_update_that_was_cut_short_is_finished_by_the_next(copy, monkeypatch, fails_at):
    copy.write(LESSON, notebook("mine"))
    copy.publish(NEW)
    calls = 0

    def failing(wrapped):
        def call(*args, **kwargs):
            nonlocal calls
            calls += 1
            if calls > fails_at:
                raise KeyboardInterrupt
            return wrapped(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("write_whole", "_must"):
            patch.setattr(chore, name, failing(getattr(chore, name)))
        with pytest.raises(KeyboardInterrupt):
            copy.update()
    for name in OLD:
        if (copy.here / name).exists():
            assert copy.read(name) in (OLD[name], NEW.get(name), notebook("mine"))
    copy.update()
    assert {name: copy.read(name) for name in NEW} == NEW
    assert copy.read(KEPT) == notebook("mine")
    assert {name for name in copy.names() if "my-edits" in name} == {KEPT}


def test_ctrl_c_waits_while_files_are_exchanged():
    before = signal.getsignal(signal.SIGINT)  # the usual one, or none where the tests run in the background
    with chore._uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_what_cannot_be_written_is_one_sentence_and_nothing_is_lost(copy, monkeypatch):
    copy.write(LESSON, notebook("mine"))
    copy.publish(NEW)

    def refuse(source, target):
        raise PermissionError(13, "Permission denied", str(source))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(
            TaskError,
            match=r"^The update stopped at 02-getting-in\.my-edits-[\d-]+\.ipynb \(Perm.+same command again\. N",
        ):
            copy.update()
    assert copy.read(LESSON) == notebook("mine")
    assert not [name for name in copy.names() if name.endswith(".part")]


# --- the line at the end ---


@pytest.mark.parametrize(
    ("changed", "built", "line"),
    [
        ([LESSON], True, "Updated lesson 02; your answers are as they were, and the environment stays as it is."),
        (["a.py", LESSON], True, "Updated lesson 02 and 1 other file; "),
        (["a.py", "b.py"], True, "Updated 2 files; "),
        (["requirements.txt"], True, "and the next `make course` builds the environment again."),
        (["a.py"], False, "and the next `make course` builds the environment again."),
    ],
)
def test_the_last_line_says_what_changed_and_whether_the_environment_will(changed, built, line):
    assert line in summary(changed, built=built)
