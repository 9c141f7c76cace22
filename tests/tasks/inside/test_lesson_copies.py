"""The lessons in which a hub's learners work: new versions arrive, what a learner wrote stays."""

import json
from datetime import date
from pathlib import Path

import pytest

from ketabrain.engine.start import own_changes
from tasks.hub import own_lessons
from tasks.inside.lesson_copies import renew_lessons
from tests.tasks.small_course import notebook

DAY, LATER = date(2026, 11, 30), date(2026, 12, 7)
NAME = "02-getting-into-the-brain.ipynb"
KEPT = "02-getting-into-the-brain.my-edits-2026-12-07.ipynb"


class Class:
    """A course in one folder, and a learner's copy of its lessons in another."""

    def __init__(self, folder: Path) -> None:
        self.course, self.copies = folder / "course", folder / "ada"
        self.course.mkdir()
        self.publish("x = 1", "...")

    def publish(self, *sources: str, name: str = NAME, **how: bool) -> None:
        (self.course / name).write_text(notebook(*sources, mark=True, **how))

    def log_in(self, day: date = LATER) -> None:
        renew_lessons(self.course, self.copies, day)

    def work(self, *sources: str) -> None:
        """Save the copy as JupyterLab does after a run, with these cells."""
        mark = json.loads((self.copies / NAME).read_text())["metadata"]
        page = json.loads(notebook(*sources, "", ran=True)) | {"metadata": mark}
        (self.copies / NAME).write_text(json.dumps(page))

    def written(self, name: str = NAME) -> list[str]:
        cells = json.loads((self.copies / name).read_text())["cells"]
        return [text for cell in cells if (text := "".join(cell["source"]))]

    def names(self) -> list[str]:
        return sorted(file.name for file in self.copies.iterdir())


@pytest.fixture
def room(tmp_path):
    made = Class(tmp_path)
    made.log_in(DAY)
    return made


def test_a_lesson_that_was_only_run_takes_the_new_version_and_a_new_one_arrives(room):
    room.work("x = 1", "...")
    room.publish("x = 2", "...")
    room.publish("start('14')", name="14-new.ipynb")
    room.log_in()
    assert room.written() == ["x = 2", "..."]
    assert room.names() == [NAME, "14-new.ipynb"]


def test_a_run_stays_as_it_is_while_the_course_stays(room):
    room.work("x = 1", "...")
    before = (room.copies / NAME).read_bytes()
    room.log_in()
    assert (room.copies / NAME).read_bytes() == before


def test_what_a_learner_wrote_stays_in_place_while_the_course_stays(room):
    room.work("x = 1", "return dose / volume")
    room.log_in()
    assert room.written() == ["x = 1", "return dose / volume"]
    assert room.names() == [NAME]


def test_what_a_learner_wrote_is_kept_beside_the_new_version_and_the_lesson_says_where(room):
    room.work("x = 1", "return dose / volume")
    room.publish("x = 2", "...")
    for _ in range(2):  # once and not again at each login
        room.log_in()
        assert room.written() == ["x = 2", "..."]
        assert room.written(KEPT) == ["x = 1", "return dose / volume"]
        assert room.names() == [NAME, KEPT]
    row = {"lesson": "02", "slug": "getting-into-the-brain"}
    assert f'<a href="{KEPT}">{KEPT}</a>' in own_changes(row, room.copies)
    assert own_changes(row, room.course) == ""


@pytest.mark.parametrize("broken", ["", '{"cells": ', '{"cells": [], "nbformat": 4, "metadata": {}}'])
def test_a_copy_that_is_no_lesson_any_more_is_kept_too(room, broken):
    (room.copies / NAME).write_text(broken)
    room.log_in()
    assert room.written() == ["x = 1", "..."]
    assert (room.copies / KEPT).read_text() == broken


def test_learners_get_neither_the_instructors_answers_nor_what_an_update_kept_for_them(room):
    room.publish("x = 3", ran=True)
    (room.course / KEPT).write_text(notebook("x = 1", "return dose / volume"))
    (room.course / "03-broken.ipynb").write_text("{")
    room.log_in()
    assert room.names() == [NAME]
    assert "42" not in (room.copies / NAME).read_text()


def test_a_lesson_that_the_instructor_changed_is_given_out_and_named(room):
    assert own_lessons(room.course) == ""
    page = json.loads((room.course / NAME).read_text())
    page["cells"][0]["source"] = ["x = 4"]
    (room.course / NAME).write_text(json.dumps(page))
    room.log_in()
    assert room.written() == ["x = 4", "..."]
    assert own_lessons(room.course).startswith("You have changed lesson 02 in notebooks/")
    room.work("x = 4", "return dose / volume")
    room.log_in()
    assert room.names() == [NAME]


def test_the_courses_own_lessons_are_given_out_as_they_are(tmp_path):
    course = Path(__file__).parents[3] / "notebooks"
    renew_lessons(course, tmp_path, DAY)
    assert own_lessons(course) == ""
    assert len(list(tmp_path.iterdir())) == len(list(course.glob("*.ipynb")))
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (course / file.name).read_bytes()
