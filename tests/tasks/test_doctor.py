"""`python -m tasks doctor`: a line for each thing, with what to do, whatever is broken, and no name of anybody."""

import errno
import json
import socket
import sys
import time
from pathlib import Path

import pytest

from tasks import computer, doctor
from tasks.findings import Sign, without_names

NAMES = ["Ana", "José Ñandú", "o'brien", "a", "x.y+z", "Ünal (home)", "root", "C$", "李雷"]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course that was downloaded and never started, by somebody whose home is empty."""
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    folder = tmp_path / "course"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "00-start-here.ipynb").write_text("{}")
    (folder / "pyproject.toml").write_text('[project]\nname = "ketabrain"\n')
    (folder / "requirements.txt").write_text("numpy==2\n")
    return folder


def venv(root: Path, python: str) -> None:
    """An environment whose Python is a script of these lines."""
    program = root / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{python}\n")
    program.chmod(0o755)


def test_without_an_environment_every_line_is_there_and_what_is_not_good_says_what_to_do(root):
    lines = doctor.page(root, {}).splitlines()
    signs = [line[0] for line in lines[2:] if not line.startswith(" ")]
    assert len(signs) == 19
    assert set(signs) <= set(Sign)
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        assert (line[:1] in (Sign.BAD, Sign.OPEN)) == after.startswith("    → "), line
    assert f"{signs.count('✗')} to mend (✗), {signs.count('?')} to look at (?)" in lines[0]


@pytest.mark.parametrize(
    ("python", "sooner"), [("exit 1", 1), ("exec sleep 60", 10), ("echo numpy", 1), ("kill -9 $$", 1)]
)
def test_a_broken_environment_is_said_within_ten_seconds(root, monkeypatch, python, sooner):
    """One that never answers is given up so many times sooner; the seconds that this spares are counted in."""
    venv(root, python)
    spared_s = 0.0
    for patience in ("STARTS_S", "IMPORTS_S"):
        whole_s = getattr(doctor, patience)
        monkeypatch.setattr(doctor, patience, whole_s / sooner)
        spared_s += whole_s - whole_s / sooner
    begun = time.monotonic()
    page = doctor.page(root, {})
    assert spared_s + time.monotonic() - begun < 10
    assert "✗ JupyterLab or the course's own package is not in .venv" in page
    assert doctor.BUILD_AGAIN in page
    assert "numpy" in page or ".venv does not start" in page


def test_an_environment_without_its_python_is_said(root):
    (root / ".venv" / "bin").mkdir(parents=True)
    assert doctor.environment_found(root).sign == Sign.BAD
    assert doctor.packages_found(root).sign == Sign.BAD


def test_an_environment_of_this_version_is_told_from_another(root):
    venv(root, "exit 0")
    assert "another version" in doctor.environment_found(root).words
    mark = doctor.environment._mark("course", root, "requirements.txt")
    (root / ".venv" / "course-stamp.txt").write_text(mark + "\n")
    assert doctor.environment_found(root).sign == Sign.GOOD
    (root / "requirements.txt").write_text("numpy==3\n")
    assert doctor.environment_found(root).sign == Sign.OPEN


def test_packages_that_fail_are_named(root, monkeypatch):
    (root / ".venv").mkdir()
    monkeypatch.setattr(doctor.environment, "_python_of", lambda venv: Path(sys.executable))
    monkeypatch.setattr(doctor, "IMPORTED", ("json", "no_such_package"))
    assert doctor.packages_found(root).words == "These packages cannot be imported: no_such_package"
    monkeypatch.setattr(doctor, "IMPORTED", ("json",))
    assert doctor.packages_found(root).sign == Sign.GOOD


def test_a_look_that_fails_is_a_line_and_the_others_are_there(root, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "Input/output error", "/secret")

    monkeypatch.setattr(computer, "memory_found", fail)

    def forbid(*_):
        raise PermissionError(errno.EACCES, "Permission denied", "/secret")

    monkeypatch.setattr(computer, "clock_found", forbid)
    page = doctor.page(root, {})
    assert "? The memory could not be looked at (OSError)" in page
    assert "? The clock could not be looked at\n    → See first that you may" in page
    assert "secret" not in page
    assert "Files can be locked" in page


# --- nobody is named ---


@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_another_program_names_nobody(name):
    home = Path("/home", name)
    line = without_names(
        f"ERROR: {home}/My course/x.txt and {str(home).upper()} of {name}, {name}@school.example, "
        f"https://{name}:pass@proxy.example/simple, D:\\Data\\file.txt",
        homes=[home],
        users=[name],
    )
    assert (
        name.casefold()
        not in line.casefold().replace("error: ", "").replace("an address", "").replace("and", "").replace("data", "")
        or len(name) == 1
    )
    assert "pass" not in line
    assert "school" not in line
    assert line.startswith("ERROR: ~")
    assert "/home" not in line


def test_a_name_inside_another_word_is_left(monkeypatch):
    assert without_names("ERROR: an array of ana, ANA_1", homes=[], users=["ana", "a"]) == (
        "ERROR: an array of you, you_1"
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_page_names_neither_folder_nor_user_nor_answers(tmp_path, root, monkeypatch, name):
    secret = f"{name} Zzyzx"
    home = tmp_path / secret
    home.mkdir()
    root = root.rename(home / "course")
    monkeypatch.setattr(Path, "home", lambda: home)
    ledger = root / "my-ledger.json"
    ledger.write_text(json.dumps({"learner": "quux146d", "entries": [{"value": "quux"}] * 3}))
    (root / "build").mkdir()
    (root / "build" / "install.log").write_text(f"fine\nERROR: no room in {home}/course/x for {secret}\n", "utf-8")
    environ = {"USER": secret, "KETABRAIN_LEDGER": str(ledger), "KETABRAIN_HUB_PASSWORD": "hunter2"}
    page = doctor.page(root, environ)
    for word in ("Zzyzx", "quux", "hunter2", str(tmp_path)):
        assert word not in page
    assert "The answers can be read: 3 entries" in page
    assert "? Set: KETABRAIN_HUB_PASSWORD, KETABRAIN_LEDGER" in page
    assert "? The last error of an installation: ERROR: no room in ~" in page


# --- single lines ---


@pytest.mark.parametrize(
    ("content", "said"),
    [("{}", "damaged"), ("[", "damaged"), ('{"entries": 5}', "damaged"), ('{"entries": [1]}', "1 entry")],
)
def test_the_ledger_is_counted_or_called_damaged(root, content, said):
    (root / "my-ledger.json").write_text(content)
    finding = doctor.ledger_found(root, {})
    assert said in f"{finding.words}"
    assert (finding.sign == Sign.BAD) == (said == "damaged")


def test_answers_are_counted_wherever_the_course_keeps_them(root):
    assert doctor.ledger_found(root, {}).words == "No answers yet"
    (Path.home() / "my-ledger.json").write_text('{"entries": [1, 2]}')
    (root / "my-ledger.json").write_text('{"entries": [1]}')
    assert doctor.ledger_found(root, {}).words == (
        "The answers can be read: 1 entry in the course's folder, 2 entries in your home folder"
    )


@pytest.mark.parametrize(
    "place", ["OneDrive - School", "Library/Mobile Documents/com~apple~CloudDocs", "Dropbox", "My Drive"]
)
def test_a_drive_that_is_synchronised_is_said(root, place):
    folder = root / place
    folder.mkdir(parents=True)
    assert "synchronised" in computer.drive_found(folder).words


@pytest.mark.parametrize(("kind", "sign"), [("nfs4", "?"), ("fuse.sshfs", "?"), ("9p", "?"), ("ext4", "✓"), ("", "✓")])
def test_a_network_drive_is_said(root, monkeypatch, kind, sign):
    monkeypatch.setattr(computer, "file_system", lambda folder: kind)
    assert computer.drive_found(root).sign == sign


def test_a_drive_without_locks_is_said(root, monkeypatch):
    def refuse(handle):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(computer, "_lock", refuse)
    finding = computer.locks_found(root)
    assert finding.words == "Files cannot be locked on this drive (No locks available)"
    monkeypatch.setattr(computer, "_lock", lambda handle: None)
    assert "not kept" in computer.locks_found(root).words
    assert [file.name for file in root.iterdir() if file.name.startswith(".doctor-")] == []


def test_a_folder_that_cannot_be_written_is_said(root, monkeypatch):
    def refuse(dir):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(computer.tempfile, "TemporaryFile", refuse)
    assert computer.folder_found(root).sign == Sign.BAD


def test_a_clock_that_goes_otherwise_is_said(root, monkeypatch):
    monkeypatch.setattr(computer.time, "time", lambda: time.time_ns() / 1e9 - 100)
    assert "is 100 s ahead of" in computer.clock_found(root).words


def test_a_path_that_is_too_long_is_said(monkeypatch):
    assert computer.path_found(Path("/x")).sign == Sign.GOOD
    assert computer.path_found(Path("/" + "x" * 4000)).sign == Sign.BAD


def test_a_port_that_is_taken_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert computer.port_found({"PORT": str(taken.getsockname()[1])}, 1).sign == Sign.OPEN
    assert computer.port_found({"PORT": "lab"}, 1).sign == Sign.BAD


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "No proxy is set"),
        (
            {"https_proxy": "http://ana:pw@proxy.example:1"},
            "A proxy is set: yes, and this computer itself is not exempt",
        ),
        (
            {"https_proxy": "http://proxy.example:1", "no_proxy": "localhost,127.0.0.1"},
            "A proxy is set: yes, and this computer itself is exempt",
        ),
    ],
)
def test_of_a_proxy_only_whether_it_is_set(monkeypatch, variables, said):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert computer.proxies_found().words == said


@pytest.mark.parametrize(("free", "built", "sign"), [(1e9, False, "✗"), (1e9, True, "✓"), (1e8, True, "✗")])
def test_a_disk_that_is_too_full_is_said(root, monkeypatch, free, built, sign):
    monkeypatch.setattr(computer.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": free}))
    if built:
        (root / ".venv").mkdir()
    assert computer.disk_found(root).sign == sign


def test_the_page_is_kept_and_a_terminal_that_knows_no_signs_shows_it(root, capsys):
    assert doctor.examine(root) == 0
    kept = (root / "build" / "doctor.txt").read_text(encoding="utf-8")
    assert kept.rstrip() in capsys.readouterr().out
    assert doctor._printable("✓ a\n✗ b\n? c\n    → d é", "cp1252") == "+ a\nx b\n? c\n    -> d é"


def test_where_the_page_cannot_be_kept_it_is_shown(root, capsys):
    (root / "build").write_text("a file in the way")
    assert doctor.examine(root) == 0
    assert "could not be written: copy this page" in capsys.readouterr().out
