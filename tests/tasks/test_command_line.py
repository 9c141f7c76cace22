"""What a person types, and what an old Python or a wrong word is told."""

import ast
import inspect
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tasks import (
    binder,
    check,
    command_line,
    course,
    doctor,
    environment,
    hub,
    lab_settings,
    lock,
    poll,
    present,
    update,
)
from tasks.command_line import CHORES
from tasks.environment import TaskError

ROOT = Path(__file__).resolve().parents[2]


def test_an_old_python_can_read_the_door():
    source = (ROOT / "tasks" / "__main__.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    assert not any(isinstance(node, ast.JoinedStr | ast.AnnAssign) for node in ast.walk(tree))


def test_an_old_python_is_told_so():
    pretend = "import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_module('tasks', run_name='__main__')"
    run = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("This course needs Python 3.11 or newer; this is Python 3.8.")
    assert "Traceback" not in run.stderr


def test_the_door_and_pyproject_ask_for_the_same_python():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "(3, 11)" in (ROOT / "tasks" / "__main__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "function", "named"),
    [
        ("course", course.open_course, {}),
        ("update", update.update, {"source": ""}),
        ("update course.zip", update.update, {"source": "course.zip"}),
        ("doctor", doctor.examine, {}),
        ("test", check.run_all, {}),
        ("test-all", check.run_everything, {}),
        ("binder ada/course", binder.point_at, {"repository": "ada/course", "branch": None}),
        ("binder ada/course --branch next", binder.point_at, {"repository": "ada/course", "branch": "next"}),
        ("present 05", present.present, {"lesson": "05"}),
        ("room", poll.open_room, {"folder": "", "poll": ""}),
        ("room handed-in --poll 10", poll.open_room, {"folder": "handed-in", "poll": "10"}),
        ("poll 10", poll.open_poll, {"lesson": "10", "folder": ""}),
        ("poll 10 handed-in", poll.open_poll, {"lesson": "10", "folder": "handed-in"}),
        ("slides", present.make_slides, {"lessons": []}),
        ("slides 05 06", present.make_slides, {"lessons": ["05", "06"]}),
        ("hub", hub.open_hub, {}),
        ("hub-link https://hub.example.org", hub.print_link, {"hub": "https://hub.example.org", "lesson": "00"}),
        ("lock", lock.write_locks, {"upgrade": False}),
        ("lock --upgrade", lock.write_locks, {"upgrade": True}),
    ],
)
def test_a_chore_here_gets_its_arguments_by_name(typed, function, named):
    call = command_line.call_for(typed.split())
    assert (call.func, call.args, call.keywords) == (function, (), named)
    inspect.signature(function).bind(**named)


@pytest.mark.parametrize(
    ("typed", "module", "level"),
    [
        ("print 05 06", "tasks.inside.print_lesson", "course"),
        ("worksheet 05 06", "tasks.inside.worksheet", "class"),
        ("bench", "tests.benchmarks", "test"),
        ("data-report", "tasks.inside.data_report", "course"),
        ("notebooks", "tasks.inside.notebooks", "class"),
        ("grids", "ketabrain.topics.circuit.grids", "course"),
        ("answers", "tasks.inside.answers", "class"),
        ("gallery", "tasks.inside.gallery", "class"),
        ("gallery --lessons 00,02 --run", "tasks.inside.gallery", "class"),
        ("reading-level", "tasks.inside.reading_level", "class"),
        ("minutes 05", "tasks.inside.minutes", "class"),
        ("paragraphs 05 06", "tasks.inside.paragraphs", "class"),
        ("lesson 14-x --title T", "tasks.inside.new_lesson", "course"),
        ("who-uses x", "tasks.inside.who_uses", "course"),
        ("check-facts", "tasks.inside.check_facts", "course"),
        ("site 05", "tasks.inside.site", "class"),
        ("scorm 05", "tasks.inside.scorm", "class"),
        ("load", "tests.benchmarks.load", "test"),
        ("poll-load", "tests.benchmarks.poll", "test"),
    ],
)
def test_a_chore_inside_gets_its_arguments_as_they_were_typed(typed, module, level):
    chore, *arguments = typed.split()
    call = command_line.call_for([chore, *arguments])
    assert (call.func, call.args, call.keywords) == (environment.run_module, (module, level, *arguments), {})


@pytest.mark.parametrize("module", sorted(each.runs for each in CHORES if isinstance(each.runs, str)))
def test_what_is_started_inside_is_there_and_does_something_when_it_is_started(module):
    folder = ROOT / "src" if module.startswith("ketabrain") else ROOT
    file = folder.joinpath(*module.split("."))
    source = file / "__main__.py" if file.is_dir() else file.with_suffix(".py")
    assert 'if __name__ == "__main__":' in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", [[], ["lunch"], ["present"], ["print"], ["gallery", "--walk"], ["lesson", "14-x"]])
def test_what_is_no_chore_is_refused_before_anything_is_prepared(typed, capsys):
    with pytest.raises(SystemExit) as left:
        command_line.main(typed)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m tasks")


def test_a_chore_s_status_is_what_is_returned(monkeypatch):
    monkeypatch.setattr(command_line, "call_for", lambda typed: lambda: 7)
    monkeypatch.setattr(command_line.update, "remember", lambda: None)
    assert command_line.main(["course"]) == 7


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [(TaskError("Do this."), 1, "Do this.\n"), (KeyboardInterrupt(), 130, "Stopped.\n")],
)
def test_what_goes_wrong_is_a_sentence(monkeypatch, capsys, error, status, said):
    def fail():
        raise error

    monkeypatch.setattr(command_line, "call_for", lambda typed: fail)
    assert command_line.main(["course"]) == status
    assert capsys.readouterr().err == said


def test_make_and_the_command_line_know_the_same_chores():
    phony = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(" ".join(phony).split()) == sorted(["help", *(each.name for each in CHORES)])


def test_make_only_hands_over():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = [line.strip() for line in makefile.splitlines() if line.startswith("\t")]
    assert recipes
    assert all(line.startswith("@$(PYTHON) -m tasks ") for line in recipes)


# --- course ---


def test_lab_opens_the_first_lesson_with_the_whole_course_in_reach():
    arguments = course.lab_arguments({}, root=Path("a b"))
    assert "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb" in arguments
    assert "--ServerApp.root_dir=a b" in arguments
    assert "--ServerApp.port=8888" in arguments
    assert "--no-browser" not in arguments
    assert "--allow-root" not in arguments


def test_lab_respects_port_and_browser():
    arguments = course.lab_arguments({"PORT": "8911", "BROWSER": "0"}, administrator=True)
    assert {"--ServerApp.port=8911", "--no-browser", "--allow-root"} <= set(arguments)
    assert "--no-browser" not in course.lab_arguments({"BROWSER": "firefox"})


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "lab", "8888.0"])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(TaskError, match="whole number from 1 to 65535"):
        course.lab_arguments({"PORT": port})


def test_lab_asks_nothing_at_the_start(tmp_path):
    lab, *_ = lab_settings.write_settings(tmp_path)
    assert lab.relative_to(tmp_path).as_posix() == "share/jupyter/lab/settings/overrides.json"
    (settings,) = json.loads(lab.read_text(encoding="utf-8")).values()
    assert settings == {"fetchNews": "false", "checkForUpdates": False}


def test_voila_on_a_server_finds_the_template_that_its_settings_name_and_its_plugin(tmp_path):
    lab_settings.write_settings(tmp_path)
    lab_settings.write_settings(tmp_path)  # a second time finds the files of the first
    settings = json.loads((tmp_path / "etc/jupyter/voila.json").read_text(encoding="utf-8"))
    template = tmp_path / "share/jupyter/voila/templates" / settings["VoilaConfiguration"]["template"]
    assert {file.name for file in template.iterdir()} == {"conf.json", "index.html.j2"}
    plugin = tmp_path / "share/jupyter/voila/labextensions/models-first"
    build = json.loads((plugin / "package.json").read_text(encoding="utf-8"))["jupyterlab"]["_build"]
    assert (plugin / build["load"]).exists()


# --- test ---


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Stands in for the process of a check; it fails if its module is among those that do."""

    command: list
    environ: dict
    returncode: int

    def wait(self):
        return self.returncode

    def communicate(self):
        return f"{self.command[2]} has spoken.\n", None


@pytest.fixture
def results(monkeypatch):
    """Replaces the checks' processes: those that run, and the modules that fail."""
    run, failing = [], set()

    def pretend(command, *, env, **_options):
        run.append(Checked(command=command, environ=env, returncode=int(command[2] in failing)))
        return run[-1]

    monkeypatch.setattr(check, "prepare", lambda level: Path("python"))
    monkeypatch.setattr(check, "prepare_node", lambda: Path("node_modules"))
    monkeypatch.setattr(check.subprocess, "Popen", pretend)
    return run, failing


def test_every_check_runs_and_the_tests_come_last(results):
    run, _ = results
    assert check.run_all() == 0
    modules = [each.command[2] for each in run]
    assert sorted(modules) == ["mypy", "pytest", "ruff", "ruff"]
    assert modules[-1] == "pytest"


def test_one_failure_does_not_hide_the_next(results, capsys):
    run, failing = results
    failing |= {"ruff", "mypy"}
    assert check.run_all() == 1
    assert run[-1].command[2] == "pytest"
    said = capsys.readouterr()
    assert said.err == "Failed: lint, format, types.\n"
    assert said.out.endswith("== types: mypy src tasks\nmypy has spoken.\n")


def test_tests_never_write_into_the_learners_ledger(results):
    run, _ = results
    check.run_all()
    for each in run:
        assert not Path(each.environ["KETABRAIN_LEDGER"]).is_relative_to(ROOT)


@pytest.mark.parametrize("everything", [False, True])
def test_what_takes_long_runs_only_when_everything_is_asked_for(results, everything):
    run, _ = results
    check.run_all(everything=everything)
    assert ("not full" in run[-1].command) != everything
    assert "--nbval-lax" in run[-1].command


# --- lock ---


def test_each_lock_is_held_to_the_one_before():
    commands = first, second, third = lock.commands(upgrade=False)
    assert first[-2:] == ("--output-file", "requirements.txt")
    assert second[-4:] == ("--constraints", "requirements.txt", "--output-file", "instructor/requirements.txt")
    assert third[-4:] == ("--constraints", "instructor/requirements.txt", "--output-file", "tests/requirements.txt")
    assert all({"--universal", "--generate-hashes", "--no-header"} <= set(command) for command in commands)
    assert not any("--upgrade" in command for command in commands)
    assert all("--upgrade" in command for command in lock.commands(upgrade=True))


def test_locking_without_uv_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(lock.shutil, "which", lambda name: None)
    with pytest.raises(TaskError, match="pip install uv"):
        lock.write_locks()
