"""Building `.venv`: what is done, what is not done twice, and what is left when something fails.

pip is replaced by a recorder; a real build takes a minute and is what runs these tests anyway.
"""

import importlib.util
import os
import re
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest

from tasks import environment, packages
from tasks.environment import TaskError, prepare


@pytest.fixture
def project(tmp_path):
    """A checkout with the files that decide what is installed, in a folder with a space and accents."""
    root = tmp_path / "mon cours é ö"
    for name in (*environment.LOCKS.values(), *environment.NODE_FILES, "pyproject.toml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


@pytest.fixture
def steps(monkeypatch):
    """The commands that would run, one string each; `steps.failing` names a word whose command fails."""

    class Steps(list):
        failing = None

        def words(self):
            return [next(word for word in KNOWN if word in command) for command in self]

    recorded = Steps()

    def install(command, folder, environ, total, say):
        try:
            run(command, folder, packages.OFFLINE)
        except TaskError as error:
            return str(error)
        return ""

    def run(command, root, failure):
        line = " ".join(str(part) for part in command[1:])
        recorded.append(line)
        if recorded.failing and recorded.failing in line:
            raise TaskError(failure)
        if "-m venv" in line:
            python = environment._python_of(root / ".venv")
            python.parent.mkdir(parents=True)
            python.symlink_to(sys.executable)

    monkeypatch.setattr(environment, "_run", run)
    monkeypatch.setattr(packages, "install", install)
    monkeypatch.setattr(environment, "_starts", lambda python: python.exists())
    return recorded


KNOWN = (
    "-m venv", "tests/requirements.txt", "instructor/requirements.txt", "requirements.txt", "lab_settings",
    "--editable", "ci ",
)  # fmt: skip
COURSE = ["-m venv", "requirements.txt", "lab_settings", "--editable"]


def test_course_is_built_once(project, steps):
    prepare("course", project)
    assert steps.words() == COURSE
    prepare("course", project)
    assert steps.words() == COURSE


def test_tests_add_to_the_course_and_leave_it_alone(project, steps):
    prepare("course", project)
    steps.clear()
    prepare("test", project)
    assert steps.words() == ["tests/requirements.txt"]
    prepare("course", project)
    assert steps.words() == ["tests/requirements.txt"]


def test_a_class_adds_to_the_course_and_the_tests_hold_both(project, steps):
    prepare("class", project)
    assert steps.words() == [*COURSE[:-1], "instructor/requirements.txt", "--editable"]
    prepare("class", project)
    prepare("test", project)
    steps.clear()
    (project / "instructor/requirements.txt").write_text("changed")
    prepare("class", project)  # what the tests brought holds it too
    assert steps.words() == []


def test_what_npm_brings_is_installed_once_from_its_lock(project, steps, monkeypatch):
    monkeypatch.setattr(environment.shutil, "which", lambda name: name)
    prepare("class", project)
    steps.clear()
    modules = environment.prepare_node(project)
    environment.prepare_node(project)
    assert steps.words() == ["ci "]
    assert "--ignore-scripts" in steps[0]
    assert modules == project / ".venv" / "node" / "node_modules"
    assert (project / ".venv/node/package-lock.json").read_text() == "tasks/node/package-lock.json"
    (project / "tasks/node/package-lock.json").write_text("changed")
    environment.prepare_node(project)
    assert steps.words() == ["ci ", "ci "]


def test_without_npm_the_sentence_says_what_to_install(project, steps, monkeypatch):
    prepare("class", project)
    monkeypatch.setattr(environment.shutil, "which", lambda _: None)
    with pytest.raises(TaskError, match=r"Node[.]js 20"):
        environment.prepare_node(project)


def test_locks_are_installed_with_their_hashes_and_the_package_without_network(project, steps):
    prepare("test", project)
    installs = [line for line in steps if "pip install" in line]
    assert all("--require-hashes" in line for line in installs if "requirements.txt" in line)
    assert "--no-deps --no-build-isolation" in installs[-1]


def test_packages_are_compiled_but_for_their_own_tests_and_what_is_no_python_is_passed_over(project, steps):
    python = environment._python_of(project / ".venv")
    package = project / ".venv" / "package"
    (package / "tests").mkdir(parents=True)
    for name in ("code.py", "template.py", "tests/test_code.py"):
        (package / name).write_text("{% if %}" if name == "template.py" else "1")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    environment._install_lock(python, project, "course")
    assert [found.name.split(".")[0] for found in package.rglob("*.pyc")] == ["code"]


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("requirements.txt", ["-m venv", "tests/requirements.txt", "lab_settings", "--editable"]),
        ("tests/requirements.txt", ["tests/requirements.txt"]),
        ("pyproject.toml", ["--editable"]),
    ],
)
def test_a_changed_file_repeats_only_what_depends_on_it(project, steps, file, again):
    prepare("test", project)
    steps.clear()
    (project / file).write_text("changed")
    prepare("test", project)
    assert steps.words() == again


def test_another_python_rebuilds(project, steps, monkeypatch):
    prepare("course", project)
    steps.clear()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    prepare("course", project)
    assert steps.words() == COURSE


def test_a_moved_folder_rebuilds(project, steps):
    prepare("course", project)
    steps.clear()
    prepare("course", project.rename(project.with_name("elsewhere")))
    assert steps.words() == COURSE


def test_a_python_that_has_gone_rebuilds(project, steps):
    environment._python_of(prepare("course", project).parents[1]).unlink()
    steps.clear()
    prepare("course", project)
    assert steps.words() == COURSE


def test_a_first_build_that_fails_leaves_nothing(project, steps):
    steps.failing = "requirements.txt"
    with pytest.raises(TaskError, match="offline"):
        prepare("course", project)
    assert not (project / ".venv").exists()
    assert not (project / ".venv-before").exists()


@pytest.mark.parametrize("failing", ["-m venv", "requirements.txt", "lab_settings"])
def test_a_rebuild_that_fails_brings_the_old_environment_back(project, steps, failing):
    prepare("course", project)
    (project / ".venv" / "old").touch()
    (project / "requirements.txt").write_text("changed")
    steps.failing = failing
    with pytest.raises(TaskError):
        prepare("course", project)
    assert (project / ".venv" / "old").exists()
    assert not (project / ".venv-before").exists()


def test_a_build_that_was_killed_is_started_afresh(project, steps):
    (project / ".venv").mkdir()
    (project / ".venv" / "half-made").touch()
    prepare("course", project)
    assert not (project / ".venv" / "half-made").exists()


def test_a_rebuild_that_was_killed_still_has_the_old_environment_to_go_back_to(project, steps):
    prepare("course", project)
    (project / ".venv" / "old").touch()
    (project / ".venv").rename(project / ".venv-before")
    (project / ".venv").mkdir()
    steps.failing = "requirements.txt"
    with pytest.raises(TaskError):
        prepare("course", project)
    assert (project / ".venv" / "old").exists()


def test_tests_that_cannot_be_added_leave_the_course(project, steps):
    prepare("course", project)
    steps.failing = "tests/requirements.txt"
    with pytest.raises(TaskError, match="offline"):
        prepare("test", project)
    steps.clear()
    prepare("course", project)
    assert steps == []


def test_an_environment_in_use_is_said_so(project, steps, monkeypatch):
    prepare("course", project)
    (project / "requirements.txt").write_text("changed")

    def refuse(self, target):
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(type(project), "rename", refuse)
    with pytest.raises(TaskError, match="Close JupyterLab"):
        prepare("course", project)


def test_debian_without_venv_is_told_what_to_install(project, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(TaskError, match="apt install python3-venv"):
        prepare("course", project)


def test_children_see_no_outside_packages_and_speak_utf8(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    environ = environment.clean_environ(MORE="1")
    assert not {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"} & set(environ)
    assert environ["PYTHONUTF8"] == "1"
    assert environ["MORE"] == "1"


def test_children_read_no_start_up_files_of_somebodys_own(monkeypatch):
    settings = ("PYTHONSTARTUP", "PYTHONOPTIMIZE", "MPLBACKEND", "MATPLOTLIBRC", "IPYTHONDIR", "PIP_TARGET")
    for name in settings:
        monkeypatch.setenv(name, "own")
    environ = environment.clean_environ()
    assert "own" not in [environ.get(name) for name in settings]
    assert Path(environ["IPYTHONDIR"]).parents[1] == environment.ROOT / ".venv"
    assert environ["JUPYTER_PREFER_ENV_PATH"] == "1", "a kernel of somebody's own would stand in for the course's"
    assert environ["PIP_USER"] == "0"


def test_a_disk_that_fills_up_while_the_environment_is_made_is_one_sentence(project, steps, monkeypatch):
    def full(venv, mark):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(environment, "_add_mark", full)
    with pytest.raises(TaskError, match=r"\(No space left on device\): make room on the disk"):
        prepare("course", project)
    assert not (project / ".venv").exists()


# --- how long a path may be ---


def on_windows(distribution):
    """Where each file of a distribution lies below .venv on Windows, bytecode left out."""
    prefix, library = Path(sys.prefix), Path(sysconfig.get_path("purelib"))
    for file in distribution.files or ():
        place = Path(os.path.normpath(library / file)).relative_to(prefix).as_posix()
        if not place.endswith(".pyc"):
            yield place.replace(library.relative_to(prefix).as_posix(), "Lib/site-packages")


def test_the_longest_path_is_counted_from_the_packages_of_the_lock():
    lock = (environment.ROOT / environment.LOCKS["course"]).read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    installed = (each for each in metadata.distributions() if re.sub(r"[-_.]+", "-", each.name).lower() in locked)
    longest = max((place for each in installed for place in on_windows(each)), key=len)
    assert len(longest) == environment.LONGEST_IN_VENV, longest


def test_a_folder_whose_path_is_too_long_is_said_before_anything_is_built(project, steps, monkeypatch):
    fits = len(str(project / ".venv")) + 1 + environment.LONGEST_IN_VENV
    monkeypatch.setattr(environment, "_longest_path", lambda: fits - 1)
    with pytest.raises(TaskError, match="1 letters too long for Windows: move the course"):
        prepare("course", project)
    assert steps == []
    monkeypatch.setattr(environment, "_longest_path", lambda: fits)
    prepare("course", project)


@pytest.mark.parametrize(("letters", "excess"), [(97, 0), (98, 1), (150, 53)])
def test_on_windows_a_folder_may_have_97_letters(letters, excess):
    assert environment.too_long_by(Path("c" * letters), environment.WINDOWS_PATH) == excess


def test_a_command_that_fails_is_one_sentence(tmp_path):
    with pytest.raises(TaskError, match=r"^It failed, so rest$"):
        environment._run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, "It failed, so rest")


def test_the_package_is_found_whatever_letters_the_folder_has(project, steps):
    python = prepare("course", project)
    pth = python.parents[1] / "lib" / "python3.11" / "site-packages" / "ketabrain.pth"
    pth.parent.mkdir(parents=True)
    pth.write_text(str(project / "src"), encoding="utf-8")
    (project / "pyproject.toml").write_text("changed")
    prepare("course", project)
    assert pth.read_bytes().isascii()
    assert (pth.parent / pth.read_text().strip()).resolve() == project / "src"
