"""The package as pip installs it, from a wheel or from a zip of the repository: its lessons run from any folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import pytest

from tasks.inside import wheel
from tasks.inside.in_process import NOTEBOOKS
from tasks.present import lesson_number

ROOT = Path(__file__).resolve().parents[3]
QUIET = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")
NEEDED = ("LICENSE", "LICENSE-CONTENT", "pyproject.toml", "data", "src", "tasks")
RUN = """
import sys, nbclient, nbformat
book = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(book, timeout=300).execute()
nbformat.write(book, sys.argv[1])
"""


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """A zip of the repository, as it is downloaded: everything in one folder."""
    folder = tmp_path_factory.mktemp("download")
    copy = folder / "unpacked" / "ketabrain-course-main"
    copy.mkdir(parents=True)
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    return shutil.make_archive(str(folder / "main"), "zip", copy.parent)


@pytest.fixture(scope="module")
def elsewhere(zipped, tmp_path_factory):
    """A Python of its own that has the zip installed and the packages that the course needs; no checkout."""
    place = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    own = sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)})
    # Named in a .pth file, a folder's own .pth files are not read, and so not that of this checkout.
    (Path(own) / "others.pth").write_text(sysconfig.get_path("purelib"))
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", *QUIET, zipped], check=True)
    return python


def asked(python, folder, *typed):
    """What that Python prints, run in a folder without any setting of the course."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("KETABRAIN", "PYTHON"))}
    run = subprocess.run([python, *typed], cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def alone(notebook, folder):
    """A lesson by itself in a folder, under another name."""
    return shutil.copy(notebook, folder / f"my copy of {notebook.name}")


def lesson(number):
    (path,) = (each for each in NOTEBOOKS if lesson_number(each) == number)
    return path


def run_without_checkout(python, number, folder):
    """The outputs of a lesson's cells, as one text, run by that Python with nothing of the checkout near."""
    copy = alone(lesson(number), folder)
    asked(python, folder, "-c", RUN, copy)
    return str([cell.outputs for cell in nbformat.read(copy, as_version=4).cells if cell.cell_type == "code"])


def test_a_lesson_runs_without_a_checkout(elsewhere, tmp_path):
    shown = run_without_checkout(elsewhere, "02", tmp_path)
    assert "Getting into the brain" in shown
    assert "image/png;base64" in shown
    assert 'role="alert"' not in shown
    assert "not written yet" not in shown


@pytest.mark.full
@pytest.mark.parametrize("number", [lesson_number(path) for path in NOTEBOOKS if not path.stem.startswith("02")])
def test_every_lesson_runs_without_a_checkout(elsewhere, number, tmp_path):
    assert 'role="alert"' not in run_without_checkout(elsewhere, number, tmp_path)


def test_the_data_are_in_the_package_and_lessons_where_python_was_started(elsewhere, tmp_path):
    code = "from ketabrain.engine import course; c = course.served(); print(c.data, c.home, c.is_checkout, sep='\\n')"
    data, home, is_checkout = asked(elsewhere, tmp_path, "-c", code).splitlines()
    assert {each.name for each in Path(data).rglob("*")} == {each.name for each in (ROOT / "data").rglob("*")}
    assert elsewhere.parents[1] in Path(data).parents
    assert (Path(home), is_checkout) == (tmp_path, "False")


def test_other_lessons_are_linked_if_they_are_there_and_named_if_not(elsewhere, tmp_path):
    row = {"lesson": "05", "slug": "a-surge-from-a-block"}
    code = f"from ketabrain.engine.start import linked; print(linked({row}, '05'))"
    assert asked(elsewhere, tmp_path, "-c", code) == "05"
    shutil.copy(lesson("05"), tmp_path)
    assert asked(elsewhere, tmp_path, "-c", code) == '<a href="05-a-surge-from-a-block.ipynb">05</a>'


def test_data_that_went_missing_are_one_sentence(elsewhere, tmp_path):
    code = (
        "import pathlib; from ketabrain.engine import tables\n"
        "try: tables.load('claims', pathlib.Path('gone'))\n"
        "except tables.DataError as error: print(error)"
    )
    said = asked(elsewhere, tmp_path, "-c", code)
    assert said == "The course's tables are missing: install it again from its zip, or run it from a full checkout."


def test_a_wheel_leaves_the_checkout_as_it_was_and_holds_every_file(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    name = wheel.build_wheel(str(tmp_path))
    assert Path.cwd() == ROOT
    assert not (ROOT / "src" / "ketabrain" / "data").exists()
    held = set(zipfile.ZipFile(tmp_path / name).namelist())
    files = [path for path in (ROOT / "src").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert {path.relative_to(ROOT / "src").as_posix() for path in files} <= held
    assert {f"ketabrain/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "data").rglob("*.*")} <= held


def test_the_source_archive_can_build_the_wheel_again(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    shutil.unpack_archive(tmp_path / wheel.build_sdist(str(tmp_path)), tmp_path)
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    command = [sys.executable, "-m", "pip", "wheel", *QUIET, "-w", tmp_path / "built", unpacked]
    subprocess.run(command, check=True)
    (built,) = (tmp_path / "built").iterdir()
    assert "ketabrain/data/claims.csv" in zipfile.ZipFile(built).namelist()
