"""`python -m tasks update` with a downloaded zip: what it brings, what it must not, and copies without a record."""

import json
import os
import stat
import time
import zipfile

import pytest

from tasks.environment import TaskError
from tasks.update import remember, update
from tests.tasks.small_course import (
    DAY,
    LEDGER,
    LESSON,
    NEW,
    OLD,
    SETTINGS,
    notebook,
    refused,
    write,
    zipped,
)


def test_a_download_is_told_where_the_zip_is(download):
    with pytest.raises(TaskError, match=r"download https://github\.com/ada/course/archive/main\.zip, then"):
        update("", download.here, DAY)


def test_a_copy_that_nobody_recorded_keeps_what_differs_but_for_notebooks_that_say_how_they_came(download):
    (download.here / ".course-files.json").unlink()
    sources = ("start('02')\nx = 1", "...")
    mark = json.loads(notebook(*sources, mark=True))["metadata"]
    ran, edited = (json.loads(notebook(*cells, ran=True)) | {"metadata": mark} for cells in (sources, ("mine",)))
    download.write(LESSON, json.dumps(ran))
    download.write("notebooks/05-surge.ipynb", json.dumps(edited))
    download.publish(NEW | {"notebooks/05-surge.ipynb": notebook("new")})
    download.update()
    kept = {name for name in download.names() if "my-edits" in name}
    assert kept == {
        "README.md.my-edits-2026-11-30",
        "code.py.my-edits-2026-11-30",
        "notebooks/05-surge.my-edits-2026-11-30.ipynb",
    }


def test_what_was_written_long_after_the_rest_is_not_taken_for_the_course_s(tmp_path):
    here = write(tmp_path, OLD)
    os.utime(here / "same.py", (time.time() - 3600,) * 2)
    remember(here)
    assert list(json.loads((here / ".course-files.json").read_bytes())["files"]) == ["same.py"]


def test_a_file_that_an_update_brought_and_the_next_has_not_goes_unless_it_was_edited(download):
    more = NEW | {"passing.py": "a = 1\n", "edited.py": "b = 1\n"}
    download.publish(more)
    download.update()
    download.write("edited.py", "b = 2\n")
    download.publish(NEW)
    download.update()
    assert not (download.here / "passing.py").exists()
    assert download.read("edited.py") == "b = 2\n"
    assert download.read("gone.py") == OLD["gone.py"]  # nobody knows whose it is


def test_a_zip_brings_no_answers_no_environment_and_no_git(download):
    download.publish(NEW | dict.fromkeys(("my-ledger.json", ".git/config", ".venv/x", "build/y"), "bad"))
    download.update()
    assert download.read("my-ledger.json") == LEDGER
    assert not {".git/config", ".venv/x", "build/y"} & download.names()


def test_an_unpacked_folder_does_as_well(download, tmp_path):
    update(str(write(tmp_path / "unpacked", NEW)), download.here, DAY)
    assert {name: download.read(name) for name in NEW} == NEW
    with pytest.raises(TaskError, match="this very folder"):
        update(str(download.here), download.here, DAY)


@pytest.mark.parametrize("name", ["../x.py", "/x.py", "a/../../x.py", "C:\\x.py", "..\\x.py", "a/CODE.py"])
def test_a_name_that_leads_out_of_the_folder_or_stands_there_twice_is_refused(download, name):
    zipped(download.zip, NEW)
    with zipfile.ZipFile(download.zip, "a") as packed:
        packed.writestr(name, "bad")
        packed.writestr("a/code.py", "bad")
    refused(download, "is not safe to unpack")


def test_a_link_in_a_zip_is_refused(download):
    zipped(download.zip, NEW)
    link = zipfile.ZipInfo("ketabrain-course-main/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(download.zip, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    refused(download, "is not safe to unpack")


def test_a_zip_that_unpacks_to_far_too_much_is_refused(download, monkeypatch):
    monkeypatch.setattr("tasks.new_course.MOST_BYTES", 1000)
    more = NEW | {"zeros": "0" * 1001}
    download.publish(more)
    refused(download, "far too large")
    download.zip = write(download.zip.with_suffix(""), more)
    refused(download, "far too large")


@pytest.mark.parametrize(
    "files",
    [{}, {"x": "y"}, {"pyproject.toml": '[project]\nname = "other"\n', LESSON: ""}, {"pyproject.toml": SETTINGS}],
)
def test_a_zip_of_something_else_is_refused(download, files):
    download.publish(files)
    refused(download, "does not hold this course")


def test_what_is_no_whole_zip_or_not_there_is_refused(download):
    refused(download, "There is no file")
    zipped(download.zip, NEW)
    whole = download.zip.read_bytes()
    for content in (b"", b"PK", b"<html>not found</html>", whole[: len(whole) // 2]):
        download.zip.write_bytes(content)
        refused(download, r"cannot be read as a zip file.*download it again\.$")
    download.zip.write_bytes(whole.replace(b"New words", b"Now words"))
    refused(download, r"cannot be read as a zip file")


def test_a_program_stays_one_that_can_be_started(download):
    (download.here / "code.py").chmod(0o755)
    download.publish(NEW)
    download.update()
    assert os.access(download.here / "code.py", os.X_OK)
