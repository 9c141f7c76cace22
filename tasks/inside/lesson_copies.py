"""The copies of the lessons in which the learners of a hub work, each in a folder of their own.

They follow the course when it moves on, by the mark with which a lesson was given out (tasks/own_files.py).
"""

from datetime import date
from functools import cache
from pathlib import Path

import nbformat

from tasks.inside.notebooks import without_a_run
from tasks.own_files import carried, fingerprint, is_as_given, keep_aside, lesson_files, write_whole


def renew_lessons(course: Path, copies: Path, day: date) -> None:
    """Give a learner the lessons that are missing in their folder and those that the course has changed since.

    What they have edited is first kept beside, under a name with the date; what they only ran makes place as it is. A
    notebook of the course that cannot be read is not given out. Raises OSError.
    """
    copies.mkdir(parents=True, exist_ok=True)
    for lesson in lesson_files(course):
        try:
            new = as_given_out(lesson.read_bytes())
        except ValueError:
            continue
        mine = copies / lesson.name
        if not mine.exists():
            write_whole(mine, new)
        elif mine.is_file():
            _renew(mine, new, day)


@cache
def as_given_out(content: bytes) -> bytes:
    """A lesson as learners get it: without the instructor's own answers, which a run has left in it.

    Raises ValueError for what is no notebook.
    """
    notebook = nbformat.reads(content.decode("utf-8"), as_version=4)
    return (nbformat.writes(without_a_run(notebook)) + "\n").encode()


def _renew(mine: Path, new: bytes, day: date) -> None:
    here, given = mine.read_bytes(), fingerprint(mine.name, new)
    if given in (fingerprint(mine.name, here), carried(mine.name, here)):  # the course has not changed it
        return
    if not is_as_given(mine.name, here):
        keep_aside(mine, day)
    write_whole(mine, new)
