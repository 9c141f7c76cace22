"""The pictures of a lesson's explores: drawn once, taken over while nothing changes, and what the page is told."""

import json
import re

import pytest
from PIL import Image

from ketabrain.engine import session
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer, Runner, finding
from tasks.inside.reading import held
from tasks.inside.reading.describe import RAN_BEFORE, YOURS, described
from tasks.inside.reading.drawing import draw_states

CELL = 'explore(compute, draw, name="{}", dose=slider(0, 2, 1))'


def draw(result, figure):
    figure.clear()
    figure.add_subplot().plot([0, result[0]])
    return f"A line up to {result[0]:g}. It is drawn for {result[1]}."


def compute(dose, group):
    if dose > 1 and group == "children":
        raise LessonError("Nobody gave so much to children.")
    return dose, group


def controls():
    return {"dose": slider(0, 2, 1, 0, label="Dose"), "group": choice("adults", "children")}


def explorer(name="line", model=compute):
    return Explorer(name, model, draw, controls(), "Move both.", 3.0, finding("It grows to 2.", {"dose": 2}))


def test_each_setting_has_its_picture_and_words_and_a_refusal_has_none(tmp_path):
    states = draw_states(explorer(), tmp_path)
    assert len(states) == 6
    refused = [each for each in states if each["refusal"]]
    assert [each["values"] for each in refused] == [{"dose": 2, "group": "children"}]
    assert refused[0]["refusal"].startswith("Nobody gave")
    assert refused[0]["picture"] == ""
    for each in states:
        if each["picture"]:
            assert each["first"] == f"A line up to {each['values']['dose']:g}."
            assert Image.open(tmp_path / each["picture"]).size == (1140, 450)
    assert len({each["picture"] for each in states if each["picture"]}) == 3  # one line for both groups


def test_a_model_behind_a_button_has_run(tmp_path):
    def slow(dose, group, progress):
        return compute(dose, group)

    runner = Runner("Run", "slow", slow, draw, controls(), "", 3.0)
    states = draw_states(runner, tmp_path)
    assert states[0]["first"] == "A line up to 0."
    assert RAN_BEFORE.format(len(states)) in described(runner, "02", states)["holds"]


def test_a_picture_of_the_learners_answers_says_that_they_are_missing(tmp_path):
    def yours(dose, group):
        return len(session.entries("prediction")), group

    card = explorer("yours", yours)
    assert YOURS in described(card, "02", draw_states(card, tmp_path))["holds"]
    plain = explorer("plain")
    assert YOURS not in described(plain, "02", draw_states(plain, tmp_path))["holds"]


@pytest.fixture
def drawn(monkeypatch):
    """The explores that are drawn, by name, and the key that stands for all that they hang on."""
    names, key = [], {"now": "one"}

    def noted(explorer, folder):
        names.append(explorer.name)
        return draw_states(explorer, folder)

    monkeypatch.setattr(held, "draw_states", noted)
    monkeypatch.setattr(held, "key_of", lambda cells, name: f"{name}-{key['now']}")
    monkeypatch.setattr(held, "cores", lambda: 1)  # what another process notes is not seen here
    return names, key


def test_pictures_are_drawn_again_only_after_a_change(tmp_path, drawn, capsys):
    names, key = drawn
    first = held.hold("02", [explorer()], [], tmp_path / "cache", tmp_path / "one")
    assert names == ["line"]
    assert held.hold("02", [explorer()], [], tmp_path / "cache", tmp_path / "two") == first
    assert names == ["line"]
    assert capsys.readouterr().out.split() == ["02-line:", "6", "drawn", "02-line:", "6", "taken", "over"]
    key["now"] = "two"
    held.hold("02", [explorer()], [], tmp_path / "cache", tmp_path / "three")
    assert names == ["line", "line"]
    assert [each.name for each in (tmp_path / "cache" / "02-line").iterdir()] == ["line-two"]
    assert sorted(each.name for each in (tmp_path / "one" / "02-line").iterdir()) == sorted(
        each.name for each in (tmp_path / "three" / "02-line").iterdir()
    )


def test_every_core_gives_the_same_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr(held, "key_of", lambda cells, name: "key")
    explorers = [explorer(name) for name in ("one", "two", "three")]
    before = session.current().ledger
    monkeypatch.setattr(held, "cores", lambda: 2)
    both = held.hold("02", explorers, [], tmp_path / "cache", tmp_path / "both")
    monkeypatch.setattr(held, "cores", lambda: 1)
    assert held.hold("02", explorers, [], tmp_path / "other", tmp_path / "alone") == both
    assert session.current().ledger is before


def test_a_page_from_disk_reads_the_states_as_a_script(tmp_path, monkeypatch):
    monkeypatch.setattr(held, "key_of", lambda cells, name: "key")
    states = held.hold("02", [explorer()], [], tmp_path / "cache", tmp_path)["line"]
    script = (tmp_path / "02-line" / "states.js").read_text(encoding="utf-8")
    told = json.loads(re.fullmatch(r'\(globalThis\.kbDrawn \?\?= \{\}\)\["02-line"\] = (.*);\n', script)[1])
    assert [each["values"] for each in told["states"]] == [[*each["values"].values()] for each in states]
    assert told["tables"] == [""]
    assert all((tmp_path / "02-line" / each["picture"]).exists() for each in states)
