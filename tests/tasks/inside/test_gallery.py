"""`make gallery`: every picture with its words, once in the page and once on the lesson's contact sheet."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PIL import Image

from ketabrain.engine.controls import slider
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer, Runner
from tasks.environment import TaskError
from tasks.inside import gallery
from tasks.inside.gallery import Shot, Wanted
from tasks.inside.states import State

CONTROLS = {"dose": slider(0, 2, 0.5, label="Dose")}
DRAWN = {"dose": slider(0, 1, 0.5, label="Dose")}
"""Of a model that refuses none of its values."""


def draw(result, figure):
    if result > 1:
        raise LessonError("The model ends at 1.")
    figure.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, result])
    return f"A line from 0 to {result:g} & no more."


def explorer(name: str) -> Explorer:
    return Explorer(name, lambda dose: dose, draw, CONTROLS, "", 3.0)


def png(width: int, height: int, colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, format="png")
    return file.getvalue()


class Seen(HTMLParser):
    """The headings, pictures and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels, self.images, self.texts = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("h1", "h2", "h3"):
            self.levels.append(int(tag[1]))
        if tag == "img":
            self.images.append(dict(attrs))

    def handle_data(self, data):
        self.texts.append(data)


def test_a_shot_is_the_picture_that_a_learner_sees():
    found = gallery.shot(explorer("line"))
    assert Image.open(io.BytesIO(found.image)).size == (760, 300)
    assert (found.name, found.words) == ("line", "A line from 0 to 1 & no more.")


def test_an_explore_that_refuses_is_not_passed_over():
    refusing = explorer("line")
    refusing.set(dose=2)
    with pytest.raises(TaskError, match=r"'line' shows no picture: The model ends at 1\."):
        gallery.shot(refusing)


@pytest.mark.parametrize(("run", "words"), [(False, "Nothing has been run"), (True, "A line from 0 to 1")])
def test_a_slow_model_runs_only_when_asked(run, words):
    (found,) = gallery.shots([Runner("Run it", "slow", lambda dose, progress: dose, draw, CONTROLS, "", 3.0)], run=run)
    assert found.words.startswith(words)


def test_a_contact_sheet_shows_every_picture_whole():
    colours = ("red", "lime", "blue", "black")
    sheet = gallery.contact_sheet([Shot(colour, png(60, 20 + i, colour), "") for i, colour in enumerate(colours)])
    counted = {colour: count for count, colour in sheet.getcolors(maxcolors=100_000)}
    for i, colour in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        assert counted[colour] == 60 * (20 + i)


def test_a_picture_stands_beside_its_earlier_self(tmp_path):
    (tmp_path / "02-red.png").write_bytes(png(60, 20, "black"))
    found = [Shot("red", png(60, 20, "red"), ""), Shot("new", png(60, 20, "lime"), "")]
    counted = {colour: count for count, colour in gallery.beside("02", found, tmp_path).getcolors(maxcolors=100_000)}
    assert (counted[0, 0, 0], counted[255, 0, 0], counted.get((0, 255, 0))) == (1200, 1200, None)


def test_the_page_groups_pictures_by_lesson_with_their_words():
    lessons = {"02": [Shot("a", b"", "5 < 6"), Shot("b", b"", "B.")], "05": [Shot("a", b"", "C.")]}
    seen = Seen(gallery.page(lessons))
    assert seen.levels == [1, 2, 3, 3, 2, 3]
    assert [(each["src"], each["alt"]) for each in seen.images] == [
        ("02-a.png", "5 < 6"), ("02-b.png", "B."), ("05-a.png", "C."),
    ]  # fmt: skip
    assert {"5 < 6", "B.", "C."} <= set(seen.texts)


@pytest.mark.parametrize(
    ("wanted", "more"),
    [
        (Wanted(), []),
        (Wanted(only=("other",)), []),
        (Wanted(states=True), ["02-line-states.png"]),
        (Wanted(looks=True), ["02-line-looks.png"]),
    ],
)
def test_all_files_are_written(monkeypatch, tmp_path, wanted, more):
    monkeypatch.setattr(gallery, "run_in_process", lambda *_: {"line": explorer("line"), "other": explorer("other")})
    monkeypatch.setattr(gallery, "states", lambda _: [State(name="start", values={"dose": 0.5})])
    only = wanted if wanted.only else replace(wanted, only=("line",))
    gallery.write_gallery([tmp_path / "02-made-up.ipynb"], tmp_path / "new", only)
    name = only.only[0]
    found = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert found == sorted([f"02-{name}.png", "02.png", "index.html", *more])


def test_states_say_how_much_of_the_picture_a_control_moves(capsys, tmp_path):
    gallery.write_states("02", [Explorer("line", lambda dose: dose, draw, DRAWN, "", 3.0)], tmp_path)
    share = float(re.fullmatch(r"02 line: dose moves ([\d.]+)%\n", capsys.readouterr().out)[1])
    assert 0 < share < 100


@pytest.mark.parametrize(
    ("typed", "lessons", "wanted"),
    [
        ([], 15, Wanted()),
        (["--lessons", "00,02", "--states"], 2, Wanted(states=True)),
        (["--lessons", "5", "--run", "--only", "a,b", "--looks"], 1, Wanted(run=True, looks=True, only=("a", "b"))),
    ],
)
def test_what_is_typed_chooses_the_lessons(monkeypatch, typed, lessons, wanted):
    calls = []
    monkeypatch.setattr(
        gallery, "write_gallery", lambda notebooks, _folder, asked: calls.append((len(notebooks), asked))
    )
    assert gallery.main(typed) == 0
    assert calls == [(lessons, wanted)]


def test_an_unknown_lesson_is_told_in_a_sentence(capsys):
    assert gallery.main(["--lessons", "99"]) == 1
    assert capsys.readouterr().err.startswith("There is no lesson '99'")
