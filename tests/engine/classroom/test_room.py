"""The room's page and pictures: they follow the folder, say what they show, and never show what a learner typed."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from ketabrain.engine import session
from ketabrain.engine.classroom import room as room_module
from ketabrain.engine.classroom.answers import QuestionAnswers
from ketabrain.engine.classroom.pictures import (
    QuestionView,
    draw_calibration,
    draw_missed,
    draw_question,
    draw_verdicts,
)
from ketabrain.engine.classroom.questions import all_questions
from ketabrain.engine.classroom.room import (
    ALL,
    Room,
    Visibility,
    WhichAnswers,
    kind_choices,
    lessons,
    open_room,
    question_labels,
    room_page,
)
from ketabrain.engine.draw.style import house_style, new_figure
from tests.engine.driving import shown

HOSTILE = '<script>alert("x")</script>$\\frac{1}{0}$'


def ledger(learner, *entries, **more):
    made = [
        {"kind": kind, "lesson": lesson, "item": item, "value": value, "confidence": 80}
        for kind, lesson, item, value in entries
    ]
    return json.dumps({"format": 1, "learner": learner, "course": "", "entries": made, **more})


def drawn(draw, result, height=5.4):
    figure = new_figure(height)
    with house_style():
        words = draw(result, figure)
        figure.canvas.draw()
    texts = " ".join(text.get_text() for text in figure.findobj(lambda each: hasattr(each, "get_text")))
    return words, texts


def test_without_a_folder_the_class_is_invented_and_says_so(monkeypatch):
    monkeypatch.delenv("KETABRAIN_ROOM", raising=False)
    room = open_room()
    assert "Illustration" in room_page(room)
    assert "This class is invented" in room_page(room)
    assert len(room.answers.learners) > 10


def test_a_new_file_shows_at_the_next_look_and_the_same_folder_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("KETABRAIN_ROOM", str(tmp_path))
    room = open_room()
    assert "0 learners have handed in" in room_page(room)
    assert "invented" not in room_page(room)
    assert not room.refresh()
    (tmp_path / "a.json").write_text(ledger("aaaa1111", ("verdict", "02", "C01", "Right")))
    assert room.refresh()
    room._card.refresh()
    assert "1 learners have handed in" in shown(room._card)
    assert not room.refresh()


def test_the_page_follows_by_itself_and_draws_every_explore_again(tmp_path, monkeypatch):
    monkeypatch.setattr(room_module, "SECONDS", 0.01)
    monkeypatch.setattr("ketabrain.engine.card.display", lambda *_shown, **_options: None)
    room = Room(tmp_path)
    drawn_again = []

    class Explorer:
        def redraw(self):
            drawn_again.append(1)

    session.current().explores["test"] = Explorer()

    async def wait():
        room.show()
        await asyncio.sleep(0.05)
        assert drawn_again == []
        (tmp_path / "a.json").write_text(ledger("aaaa1111"))
        for _ in range(200):
            await asyncio.sleep(0.01)
            if drawn_again:
                break

    with ThreadPoolExecutor() as pool:  # this thread may have a loop already: that of a test in the browser before
        pool.submit(asyncio.run, wait()).result()
    assert drawn_again
    assert "1 learners" in shown(room._card)


def test_a_folder_that_goes_away_becomes_a_sentence_and_the_answers_stay(tmp_path):
    folder = tmp_path / "handed"
    folder.mkdir()
    (folder / "a.json").write_text(ledger("aaaa1111"))
    room = Room(folder)
    (folder / "a.json").unlink()
    folder.rmdir()
    assert room.refresh()
    assert "could not be read" in room_page(room)
    assert len(room.answers.learners) == 1


def test_names_and_file_names_are_shown_as_text(tmp_path):
    (tmp_path / "a.json").write_text(ledger("aaaa1111", name="<b>Ada</b>"))
    (tmp_path / "<img src=x onerror=alert(1)>.txt").write_text("")
    page = room_page(Room(tmp_path))
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_the_page_says_a_sentence_for_each_file_set_aside_and_where_it_lies(tmp_path, monkeypatch):
    (tmp_path / "Ada_101_assignsubmission_file_").mkdir()
    (tmp_path / "Ada_101_assignsubmission_file_" / "essay.docx").write_text("")
    (tmp_path / "Thumbs.db").write_text("")
    page = room_page(Room(tmp_path))
    assert "Set aside: 1 file<" in page
    assert "<li>Ada_101_assignsubmission_file_/essay.docx is no .json file; a ledger is called" in page
    for number in range(4):
        (tmp_path / f"{number}.pdf").write_text("")
    monkeypatch.setattr(room_module, "MOST_SET_ASIDE", 3)
    page = room_page(Room(tmp_path))
    assert "Set aside: 5 files<" in page
    assert page.count("is no .json file") == 3
    assert "<li>2 more are not named here" in page


def test_no_text_of_a_ledger_reaches_a_picture(tmp_path):
    entries = [(kind, lesson, item, HOSTILE) for kind in ("prediction", "second") for lesson, item in all_questions()]
    entries += [
        ("verdict", "02", "C01", HOSTILE),
        ("verdict", "02", HOSTILE, "Right"),
        ("attempt", "02", HOSTILE, HOSTILE),
    ]
    for name in ("aaaa1111", "bbbb2222", "cccc3333"):
        (tmp_path / f"{name}.json").write_text(ledger(name, *entries, name=HOSTILE))
    room = Room(tmp_path)
    assert len(room.answers.learners) == 3
    for label in question_labels():
        words, texts = drawn(draw_question, room.question(label, WhichAnswers.WITH_SECOND, Visibility.SHOWN))
        assert "script" not in words + texts
        assert "0 learners answered" in words
    for words, texts in (
        drawn(draw_verdicts, room.verdicts(ALL, Visibility.SHOWN), 7),
        drawn(draw_calibration, room.calibration(ALL), 4.6),
        drawn(draw_missed, room.missed(ALL)),
    ):
        assert "script" not in words + texts


@pytest.mark.parametrize("label", list(question_labels()))
def test_a_hidden_truth_is_neither_drawn_nor_told(label, tmp_path):
    question = question_labels()[label]
    empty = QuestionAnswers(question, (), (), 0, 0, 0, 0)
    hidden = drawn(draw_question, QuestionView(empty, second=True, truth=False))
    shown = drawn(draw_question, QuestionView(empty, second=True, truth=True))
    assert "The answer" not in hidden[0]
    assert "✓" not in hidden[1]
    assert "the answer" not in hidden[1]
    if question.truth is None:
        assert "later lesson" in shown[0]
    else:
        assert question.truth_words in shown[0]
        assert ("✓" in shown[1]) == (question.kind == "choice")


def test_verdicts_of_the_course_wait_until_they_are_asked_for(tmp_path):
    (tmp_path / "a.json").write_text(ledger("aaaa1111", ("verdict", "02", "C01", "Wrong")))
    room = Room(tmp_path)
    hidden, _ = drawn(draw_verdicts, room.verdicts(ALL, Visibility.HIDDEN), 7)
    shown, _ = drawn(draw_verdicts, room.verdicts(ALL, Visibility.SHOWN), 7)
    assert "C01: Wrong 1" in hidden
    assert "course" not in hidden
    assert "C01: Wrong 1 (course: Right)" in shown


def test_counts_told_are_the_counts_drawn():
    room = open_room()
    label = next(each for each, question in question_labels().items() if question.item == "level-next-day")
    words, texts = drawn(draw_question, room.question(label, WhichAnswers.WITH_SECOND, Visibility.SHOWN))
    told = re.findall(r"” (\d+)", words)
    marks = re.findall(r"(\d+) (?:at first|after talking)", texts)
    assert sorted(told) == sorted(marks)
    assert sum(map(int, told)) == 2 * len(room.answers.learners)


def test_every_choice_of_the_page_is_known():
    room = open_room()
    assert len(question_labels()) == len(all_questions())
    assert len(lessons()) == 16
    assert len({label.partition(" ")[0] for label in question_labels()}) == len(all_questions())
    for kind in kind_choices():
        assert room.verdicts(kind, Visibility.HIDDEN).claims
