"""The room's page and pictures: they follow the folder, say what they show, and never show what a learner typed."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from ketabrain.engine import session
from ketabrain.engine.classroom import room as room_module
from ketabrain.engine.classroom.answers import QuestionAnswers
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.pictures import draw_calibration, draw_missed, draw_room_ideas, draw_verdicts
from ketabrain.engine.classroom.question_pictures import QuestionView, draw_question
from ketabrain.engine.classroom.questions import all_questions
from ketabrain.engine.classroom.room import (
    ALL,
    APART,
    ROWS,
    IdeaOrder,
    Room,
    Visibility,
    WhichAnswers,
    claim_choices,
    lessons,
    numbered_questions,
    open_room,
    question_choice,
    room_page,
)
from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import house_style, new_figure
from tests.engine.draw import guide
from tests.engine.draw.crowding import crowded_as_drawn
from tests.engine.draw.written import heading, said_and_written
from tests.engine.driving import shown

HOSTILE = '<script>alert("x")</script>$\\frac{1}{0}$'


def ledger(learner, *entries, **more):
    made = [
        {"kind": kind, "lesson": lesson, "item": item, "value": value, "confidence": 80}
        for kind, lesson, item, value in entries
    ]
    return json.dumps({"format": 1, "learner": learner, "course": "", "entries": made, **more})


def drawn(draw, result):
    """The description of a picture, and all that is written in it."""
    figure = new_figure(height_of(draw))
    with house_style():
        words = draw(result, figure)
    return words, said_and_written(figure, "")


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
    assert "1 learner has handed in" in shown(room._card)
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
    assert "1 learner has" in shown(room._card)


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


def test_names_are_shown_as_text_and_no_name_of_a_file_is_shown_at_all(tmp_path):
    (tmp_path / "aaaa.json").write_text(ledger("aaaa1111", ("verdict", "02", "C01", "Right"), name="<b>Ada</b>"))
    (tmp_path / "older copy.json").write_text(ledger("aaaa1111"))
    (tmp_path / "Ada_101_assignsubmission_file_").mkdir()
    (tmp_path / "Ada_101_assignsubmission_file_" / "essay.docx").write_text("")
    (tmp_path / "<img src=x onerror=alert(1)>.txt").write_text("")
    room = Room(tmp_path)
    page = room_page(room)
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert len(room.answers.set_aside) == 3
    assert not re.search("img|essay|assignsubmission|aaaa.json|older copy.json", page)
    assert "is an older copy of the ledger in another file." in page


def test_the_page_counts_the_files_set_aside_by_reason_and_keeps_that_list_closed(tmp_path, monkeypatch):
    for name in ("a.pdf", "b.docx", "Thumbs.db"):
        (tmp_path / name).write_text("")
    (tmp_path / "damaged.json").write_text("{")
    page = room_page(Room(tmp_path))
    assert "<details><summary>Set aside: 3 files</summary>" in page
    assert "<details open" not in page
    assert "<li>2 files, each of which is no .json file; a ledger is called" in page
    assert "<li>1 file is damaged or no JSON; ask for it again.</li>" in page
    assert "make report" in page
    monkeypatch.setattr(room_module, "MOST_REASONS", 1)
    assert "<li>1 file for other reasons.</li>" in room_page(Room(tmp_path))


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
    for label in numbered_questions():
        words, texts = drawn(draw_question, room.question(label, WhichAnswers.WITH_SECOND, Visibility.SHOWN))
        assert "script" not in words + texts
        assert "0 learners answered" in words
    for words, texts in (
        drawn(draw_verdicts, room.verdicts(APART, Visibility.SHOWN)),
        drawn(draw_calibration, room.calibration(ALL)),
        drawn(draw_missed, room.missed(ALL)),
    ):
        assert "script" not in words + texts


@pytest.mark.parametrize("label", list(numbered_questions()))
def test_a_hidden_truth_is_neither_drawn_nor_told(label):
    question = numbered_questions()[label]
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
    hidden, _ = drawn(draw_verdicts, room.verdicts("history", Visibility.HIDDEN))
    shown, _ = drawn(draw_verdicts, room.verdicts("history", Visibility.SHOWN))
    assert "C01: Wrong 1" in hidden
    assert "course" not in hidden
    assert "C01: Wrong 1 (course: Right)" in shown


@pytest.mark.parametrize("when", WhichAnswers)
def test_counts_told_are_the_counts_drawn(when):
    room = open_room()
    label = next(each for each, question in numbered_questions().items() if question.item == "level-next-day")
    words, texts = drawn(draw_question, room.question(label, when, Visibility.SHOWN))
    told = re.findall(r"” (\d+)", words)
    assert sorted(told) == sorted(re.findall(r"^\d+$", texts, re.MULTILINE))
    assert sum(map(int, told)) == len(room.answers.learners) * (2 if when == WhichAnswers.WITH_SECOND else 1)


@pytest.mark.parametrize("learners", [0, 1, 3, 100])
def test_every_picture_says_what_it_finds_with_any_number_of_learners(tmp_path, learners):
    write_class(tmp_path, learners)
    room = Room(tmp_path)
    made = [
        (draw_question, room.question(label, when, truth))
        for label in ("00.1", "03.2", "06.1", "12.3")
        for when, truth in ((WhichAnswers.FIRST, Visibility.SHOWN), (WhichAnswers.WITH_SECOND, Visibility.HIDDEN))
    ]
    made += [(draw_verdicts, room.verdicts(APART, Visibility.SHOWN)), (draw_missed, room.missed(ALL))]
    made += [(draw_room_ideas, room.ideas(IdeaOrder.GAINED))]
    for draw, result in made:
        figure = new_figure(height_of(draw))
        with house_style():
            words = draw(result, figure)
            figure.canvas.draw()
        if learners < 100:  # to measure hundreds of marks takes a minute, and words stand elsewhere
            assert crowded_as_drawn(figure) == [], words
        assert guide.near_the_edge(figure) == [], words
        assert guide.odd_numbers(figure, words) == []
        assert words.startswith(f"{heading(figure)[0]}. ")


def test_the_heading_says_what_most_said_and_then_who_moved_and_who_was_right(tmp_path):
    question = numbered_questions()["02.2"]
    right, wrong = question.truth, next(each for each in question.options if each != question.truth)
    asked = (question.lesson, question.item)
    for number, (first, second) in enumerate([(wrong, right), (wrong, wrong), (right, "")]):
        again = [("second", *asked, second)] if second else []
        name = f"{number}" * 8
        (tmp_path / f"{name}.json").write_text(ledger(name, ("prediction", *asked, first), *again))
    room = Room(tmp_path)

    def head(when, truth):
        figure = new_figure(5)
        with house_style():
            draw_question(room.question("02.2", when, truth), figure)
        return heading(figure)[0]

    assert head(WhichAnswers.FIRST, Visibility.HIDDEN) == f"2 of 3: {wrong}"
    assert head(WhichAnswers.WITH_SECOND, Visibility.HIDDEN) == "1 of 3 changed their answer"
    assert head(WhichAnswers.WITH_SECOND, Visibility.SHOWN) == "1 of 3 were right at first, 2 after talking"


def test_claims_on_which_learners_lie_furthest_apart_come_first(tmp_path):
    for name, one, other in (("aaaa1111", "Right", "Right"), ("bbbb2222", "Wrong", "Mostly right")):
        entries = [("verdict", "02", "C20", one), ("verdict", "02", "C05", other)]
        (tmp_path / f"{name}.json").write_text(ledger(name, *entries))
    view = Room(tmp_path).verdicts(APART, Visibility.HIDDEN)
    assert [(each.claim, each.apart) for each in view.claims][:3] == [("C20", 4.0), ("C05", 1.0), ("C01", None)]
    assert len(view.claims) == ROWS


def test_every_question_and_every_claim_can_be_chosen():
    assert list(numbered_questions().values()) == list(all_questions().values())
    chosen = question_choice()
    assert {text for group in chosen.groups.values() for text in group.values()} == {
        question.text for question in all_questions().values()
    }
    assert [group.partition(" ")[0] for group in chosen.groups] == list(lessons()[1:])
    listed = [claim for name, claims in claim_choices().items() if " to " in name for claim in claims]
    kinds = [claim for name, claims in claim_choices().items() if " to " not in name for claim in claims]
    assert len(listed) == len(set(listed)) == 23
    assert sorted(kinds) == sorted(listed)
    assert max(map(len, claim_choices().values())) <= ROWS
