"""What an instructor types to project a lesson or the room, and what a wrong word is told."""

import json
import os
import re
from contextlib import nullcontext

import pytest

from tasks import present
from tasks.environment import TaskError


@pytest.mark.parametrize("lesson", ["05", "5"])
def test_a_lesson_is_found_by_its_number(lesson):
    assert present.lesson_notebook(lesson).name == "05-a-surge-from-a-block.ipynb"


@pytest.mark.parametrize("lesson", ["09b", "9b"])
def test_a_lesson_with_a_letter_is_found(lesson):
    assert present.lesson_notebook(lesson).name.startswith("09b-")
    assert present.lesson_notebook("09").name.startswith("09-")


@pytest.mark.parametrize("lesson", ["", "9c", "09B", "14", "five", "*", "../05"])
def test_a_lesson_that_there_is_not_is_answered_with_those_that_there_are(lesson):
    with pytest.raises(TaskError, match="LESSON is one of 00, 01"):
        present.lesson_notebook(lesson)


def test_a_page_without_code_knows_every_sentence_that_asks_for_code():
    page = (present.ROOT / "instructor" / "voila" / "templates" / "offline" / "index.html.j2").read_text("utf-8")
    (asks,) = re.findall(r'cell\.source\.partition\("(.*)"\)', page)
    for path in (present.ROOT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            words = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and "run the cell" in words:
                assert asks in words, (path.name, words)


def test_voila_listens_on_this_computer_alone():
    arguments = present.voila_arguments(present.lesson_notebook("05"), {"PORT": "9000", "BROWSER": "0"})
    assert "--Voila.ip=127.0.0.1" in arguments
    assert "--port=9000" in arguments
    assert "--no-browser" in arguments
    assert "--no-browser" not in present.voila_arguments(present.lesson_notebook("05"), {})


@pytest.fixture
def started(monkeypatch):
    """What would have been started: the command and its environment."""
    calls = []
    monkeypatch.setattr(present, "prepare", lambda level: f"python of {level}")

    def record(command, env, **_):
        calls.append((command, env))
        return nullcontext()

    monkeypatch.setattr(present.subprocess, "Popen", record)
    monkeypatch.setattr(present, "stay", lambda _: 0)
    return calls


def test_a_lesson_is_shown_large_with_a_ledger_of_its_own(started, monkeypatch):
    monkeypatch.setenv("BROWSER", "0")
    assert present.present("05") == 0
    ((command, environ),) = started
    assert command[0] == "python of course"
    assert "--template=projector" in command
    assert not any("resources" in each for each in command)  # the window says how large
    assert environ["KETABRAIN_SCALE"] == str(present.SHARPNESS)
    assert environ["KETABRAIN_LEDGER"].endswith("my-ledger-present.json")
    assert "BROWSER" not in environ


def test_the_room_is_told_its_folder(started, tmp_path, monkeypatch):
    monkeypatch.setenv("SCALE", "2")
    present.show_room(str(tmp_path))
    present.show_room("")
    (command, first), (_, second) = started
    assert first["KETABRAIN_ROOM"] == str(tmp_path.resolve())
    assert first["KETABRAIN_SCALE"] == "2"
    assert command[-1] == "--VoilaConfiguration.resources={'projector': {'scale': 2}}"
    assert "KETABRAIN_ROOM" not in {key: value for key, value in second.items() if key not in os.environ}


def test_a_folder_that_there_is_not_and_a_wild_scale_are_told(started, tmp_path, monkeypatch):
    with pytest.raises(TaskError, match="There is no folder"):
        present.show_room(str(tmp_path / "nowhere"))
    for scale in ("0.5", "9", "large", "nan"):
        monkeypatch.setenv("SCALE", scale)
        with pytest.raises(TaskError, match="SCALE must be a number from 1 to 4"):
            present.present("05")
    assert started == []
