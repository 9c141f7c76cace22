"""`python -m tasks lesson`: what it writes runs and passes the tests of lessons, before an author has touched it."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from ketabrain.engine import tables
from tasks.environment import TaskError
from tasks.inside import new_lesson

ROOT = Path(__file__).resolve().parents[3]
PARTS = ("src", "data", "notebooks", "instructor", "tests", "tasks")
NAME, TITLE = "14-a-new-lesson", "A new lesson: is it so?"
WAITS = "TO WRITE"
# One process, because importing the course is what takes the time. The other notebooks are gone by then, so that only
# the new one is run for its answers.
PROVE = (
    "import sys, pytest; from tasks.inside.answers import main; main();"
    f"sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', 'tests/notebooks', 'tests/instructor', '-k', '{NAME}']))"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course with the new lesson in it."""
    root = tmp_path_factory.mktemp("course")
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "pyproject.toml", root)
    assert new_lesson.main([NAME, "--title", TITLE], root) == 0
    return root


def cells(course):
    return nbformat.read(course / "notebooks" / f"{NAME}.ipynb", as_version=4).cells


def test_the_new_lesson_runs_and_passes_the_tests_of_lessons(course, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(course, root)
    for other in (root / "notebooks").glob("*.ipynb"):
        if other.stem != NAME:
            other.unlink()
    own = {"PYTHONPATH": str(root / "src"), "KETABRAIN_LEDGER": str(root / "my-ledger.json")}
    run = subprocess.run(
        [sys.executable, "-c", PROVE], cwd=root, env=os.environ | own, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert (root / "instructor" / "answers" / f"{NAME}.md").exists()


def test_its_code_is_as_ruff_wants_it(course):
    files = [f"notebooks/{NAME}.ipynb", "src/ketabrain/topics/a_new_lesson/exercises.py"]
    ruff = [sys.executable, "-m", "ruff"]
    assert subprocess.run([*ruff, "check", *files], cwd=course, check=False).returncode == 0
    assert subprocess.run([*ruff, "format", "--check", files[1]], cwd=course, check=False).returncode == 0


def test_every_text_says_what_belongs_there(course):
    waiting = [cell for cell in cells(course) if WAITS in cell.source]
    assert len(waiting) >= 9
    for cell in cells(course):
        heading_only = cell.source.startswith("## 9.") or cell.source.startswith("**Now look back")
        assert cell.cell_type == "code" or cell in waiting or heading_only, cell.id


def test_the_other_rows_of_the_table_stay_byte_for_byte(course):
    before = (ROOT / "data" / "lessons.csv").read_bytes()
    after = (course / "data" / "lessons.csv").read_bytes()
    assert after.startswith(before)
    (row,) = list(csv.DictReader((course / "data" / "lessons.csv").read_text("utf-8").splitlines()))[-1:]
    assert (row["lesson"], row["slug"], row["title"]) == ("14", "a-new-lesson", TITLE)
    assert tables.load("lessons", course / "data")["lesson"].iloc[-1] == "14"


def test_a_row_goes_to_its_place_and_a_comma_is_quoted():
    lesson = new_lesson.NewLesson("03", "between", "Salt, or base")
    table = new_lesson.lessons_table("lesson,slug\n02,two\n04,four\n", lesson)
    assert [line[:2] for line in table.splitlines()] == ["le", "02", "03", "04"]
    assert '"Salt, or base"' in table


def test_what_is_left_to_do_is_said(course):
    said = new_lesson.filled("left_to_do.txt", new_lesson.NewLesson("14", "a-new-lesson", TITLE))
    for words in ("claims.csv", "verdicts.csv", "README.md", "make binder", "make answers", f"guides/{NAME}.md"):
        assert words in said
    assert f"| 14 | [{TITLE}](notebooks/{NAME}.ipynb) | [![Open on Binder]" in said


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("some-slug", TITLE, "no name for a lesson"),
        ("4-some-slug", TITLE, "no name for a lesson"),
        ("20-some-slug", TITLE, "no name for a lesson"),
        ("15-Some-Slug", TITLE, "no name for a lesson"),
        ("15-some--slug", TITLE, "no name for a lesson"),
        ("15-../slug", TITLE, "no name for a lesson"),
        ("15-slug\n", TITLE, "no name for a lesson"),
        ("02-some-slug", "Another", "number '02' already"),
        ("15-bdnf", "Another", "slug 'bdnf' already"),
        ("15-some-slug", TITLE, "already; choose another"),
        ("15-spines", "Another", "topics/spines is there already"),
        ("15-some-slug", "", "must be 3 to 71"),
        ("15-some-slug", 'A "title"', "must be 3 to 71"),
        ("15-some-slug", "$title", "must be 3 to 71"),
        ("15-some-slug", "A title\nof two lines", "must be 3 to 71"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(course, name, title, words):
    with pytest.raises(TaskError, match=words) as problem:
        new_lesson.new_lesson(name, title, course)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(("folder", "pattern"), new_lesson.PLACES)
def test_a_file_that_is_there_is_never_written_over(course, folder, pattern):
    file = course / folder / pattern.format("17").replace("*", "old")
    file.touch()
    try:
        with pytest.raises(TaskError, match=f"{file.name} is there already"):
            new_lesson.new_lesson("17-some-slug", "Some title", course)
    finally:
        file.unlink()


def test_a_refusal_reaches_the_person_who_typed(course, capsys):
    assert new_lesson.main(["bad", "--title", "Some title"], course) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_no_lesson_of_the_course_still_waits_for_its_author():
    files = [ROOT / "data" / "lessons.csv", *(ROOT / "notebooks").glob("*.ipynb")]
    files += [*(ROOT / "instructor").rglob("*.md"), *(ROOT / "src" / "ketabrain").rglob("*.py")]
    assert [file.name for file in files if WAITS in file.read_text(encoding="utf-8")] == []
