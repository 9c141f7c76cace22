"""JupyterLab starts where a home takes no files, and says nothing that a learner need not read."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from tasks import course
from tasks.environment import ROOT, TaskError, clean_environ


@pytest.fixture
def environ(tmp_path):
    """The variables of a learner whose home takes files."""
    (tmp_path / "home").mkdir()
    return {"IPYTHONDIR": str(tmp_path / "venv" / "ipython")}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / "home"


def test_a_home_that_takes_files_is_used(environ, home, capsys):
    assert course.places(environ) == {}
    assert capsys.readouterr().out == ""
    assert all(folder.is_relative_to(home) for folder in course.jupyter_folders(environ).values())


@pytest.mark.parametrize("closed", ["home", "home/.jupyter", "home/.local/share/jupyter/runtime"])
def test_what_takes_no_files_gets_a_place_for_this_time_and_that_is_said(environ, home, tmp_path, capsys, closed):
    place = tmp_path / closed
    if place.is_dir():
        place.rmdir()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file, so that nobody can make a folder here, not even root")
    chosen = course.places(environ)
    assert capsys.readouterr().out.count("is not kept.\n") == 1
    assert set(chosen) <= {"JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"}
    assert ("JUPYTER_CONFIG_DIR" in chosen) == (closed != "home/.local/share/jupyter/runtime")
    for folder in map(Path, chosen.values()):
        assert course.takes_files(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "what runs there has a password in a file"
    assert course.places(environ | chosen) == {}


def test_a_read_only_course_needs_no_word_about_the_home(environ, home, tmp_path, capsys):
    (tmp_path / "venv").write_text("a file")
    assert set(course.places(environ)) == {"IPYTHONDIR"}
    assert capsys.readouterr().out == ""


def test_with_no_place_at_all_one_sentence_says_what_to_do(environ, home, monkeypatch):
    def full(prefix):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(course, "takes_files", lambda folder: False)
    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(TaskError, match="make room on the disk"):
        course.places(environ)


@pytest.mark.parametrize(
    ("platform", "data"), [("linux", ".local/share/jupyter"), ("darwin", "Library/Jupyter"), ("win32", "jupyter")]
)
def test_the_folders_are_those_of_jupyter(home, platform, data):
    folders = course.jupyter_folders({}, platform)
    assert folders["JUPYTER_DATA_DIR"] == home / data
    assert folders["JUPYTER_RUNTIME_DIR"] == home / data / "runtime"
    assert course.jupyter_folders({"JUPYTER_DATA_DIR": "x"}, platform)["JUPYTER_DATA_DIR"] == Path("x")


def said_at_the_start(environ, seconds=60):
    """What JupyterLab prints until its address is there, started as `make course` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    arguments = course.lab_arguments({"PORT": port, "BROWSER": "0"}, administrator=course.is_root())
    lab = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    late = threading.Timer(seconds, lab.kill)
    late.start()
    heard = []
    with lab:
        for line in lab.stdout:
            heard.append(line)
            if f"127.0.0.1:{port}" in line:
                break
        late.cancel()
        lab.send_signal(signal.SIGTERM)
    return "".join(heard)


@pytest.mark.skipif(os.name == "nt", reason="needs a path that even an administrator cannot make a folder in")
def test_jupyterlab_starts_without_a_home_and_shows_its_address_and_nothing_else(monkeypatch):
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "/dev/null/nobody")
    environ = clean_environ()
    said = said_at_the_start(environ | course.places(environ))
    assert re.search(r"http://127\.0\.0\.1:\d+/lab/tree/notebooks/00-start-here\.ipynb", said)
    assert not re.search(r"warn|deprecat|\[[IWE] |traceback", said, re.IGNORECASE), said
