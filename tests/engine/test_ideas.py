"""The key ideas: a sourced table, fair questions, and three rounds that are kept and never overstate what they show."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from ketabrain.engine import session, tables
from ketabrain.engine.draw.ideas_plot import draw_ideas
from ketabrain.engine.ideas import WAIT, IdeaResults, QuizCard, Round, idea_results, ideas_of, my_ideas, questions_of
from ketabrain.engine.ideas_shown import idea_table, ideas_shown
from tests.drawing import drawing
from tests.engine.driving import buttons, fields, press, shown

LOCK = "Lock in my 10 answers"


def answers(asked, right):
    """Answers to all questions of a round, so many of them right."""
    found = {}
    for place, each in enumerate(questions_of(asked)):
        wrong = next(option for option in each.options if option != each.right)
        found[each.question] = each.right if place < right else wrong
    return found


def test_each_lesson_trains_two_or_three_ideas_with_a_source():
    for lesson in tables.load("lessons")["lesson"]:
        assert 2 <= len(ideas_of(lesson)) <= 3, lesson
    for row in tables.load("ideas").itertuples():
        assert set(row.sources.split(";")) <= set(tables.references())


def test_the_rounds_ask_for_the_same_ideas_in_other_words():
    before, after, later = (questions_of(asked) for asked in Round)
    assert [each.idea for each in before] != []
    assert Counter(each.idea for each in before) == Counter(each.idea for each in after)
    assert {each.idea for each in later} < {each.idea for each in before}
    assert (len(before), len(after), len(later)) == (10, 10, 3)


def test_the_right_answer_is_known_neither_by_its_length_nor_by_its_place():
    every = [each for asked in Round for each in questions_of(asked)]
    assert all(len(set(each.options)) == 4 for each in every)
    assert sum(len(each.right) == max(map(len, each.options)) for each in every) <= 0.4 * len(every)
    assert max(Counter(each.options.index(each.right) for each in every).values()) <= 0.4 * len(every)


def test_all_must_be_answered_and_the_first_round_tells_nothing(book):
    card = QuizCard(Round.BEFORE)
    some = dict(list(answers(Round.BEFORE, 10).items())[:8])
    press(card, LOCK, **some)
    assert "Still open: 9, 10. A guess is fine." in shown(card)
    assert book.entries() == []
    press(card, LOCK, **answers(Round.BEFORE, 6))
    assert "✓ Your ten answers. Kept." in shown(card)
    assert "Right:" not in shown(card)
    assert buttons(card) == []
    entry = book.latest("ideas", "02", "before")
    assert (entry["right"], entry["of"]) == (6, 10)


def test_after_the_course_both_sums_stand_with_their_intervals(book):
    press(QuizCard(Round.BEFORE), LOCK, **answers(Round.BEFORE, 6))
    card = QuizCard(Round.AFTER)
    press(card, LOCK, **answers(Round.AFTER, 8))
    assert "6 of 10 right before the course (95% interval 31% to 83%)" in shown(card)
    assert "8 of 10 right after it (95% interval 49% to 94%)" in shown(card)
    assert "cannot tell a small gain from luck" in shown(card)
    assert shown(card).count("✗ You said") == 2


def test_the_first_answers_count(book):
    press(QuizCard(Round.BEFORE), LOCK, **answers(Round.BEFORE, 6))
    session.record("ideas", "before", value=answers(Round.BEFORE, 10), right=10, of=10)
    assert [each.right for each in my_ideas().sums] == [6]


def test_three_more_open_four_weeks_after(book):
    assert fields(QuizCard(Round.LATER)) == {}
    session.record("ideas", "after", value=answers(Round.AFTER, 9), right=9, of=10)
    waiting = QuizCard(Round.LATER)
    assert fields(waiting) == {}
    assert f"{datetime.now(UTC) + WAIT:%Y-%m-%d}" in shown(waiting)


def test_who_comes_back_is_asked(book, monkeypatch):
    session.record("ideas", "after", value=answers(Round.AFTER, 9), right=9, of=10)
    entry = book.latest("ideas", "02", "after")
    long_ago = (datetime.fromisoformat(entry["at"]) - WAIT - timedelta(minutes=1)).isoformat()
    monkeypatch.setattr(session, "entries", lambda *_: [{**entry, "at": long_ago}])
    assert len(fields(QuizCard(Round.LATER))) == 3


@pytest.mark.parametrize("value", [None, "x", {}, {"b1": 3}, {"unknown": "x"}])
def test_entries_of_another_shape_do_no_harm(value):
    found = idea_results([{"kind": "ideas", "item": "before", "value": value}])
    assert all(each.right == 0 for each in found.sums)


def test_the_picture_says_each_idea_and_what_more_questions_would_tell(book):
    _, nothing = drawing(draw_ideas, ideas_shown(my_ideas(), 10))
    assert "No question has been answered yet" in nothing
    assert "A fair comparison: not answered" in nothing
    for asked, right in ((Round.BEFORE, 4), (Round.AFTER, 7)):
        session.record("ideas", asked, value=answers(asked, right), right=right, of=10)
    _, told = drawing(draw_ideas, ideas_shown(my_ideas(), 10))
    assert "A fair comparison: right before, right after" in told
    assert "4 of 10 right before the course" in told
    few, many = (ideas_shown(my_ideas(), count) for count in (10, 100))
    assert [each.right for each in many.sums] == [40, 70]
    for one, other in zip(few.sums, many.sums, strict=True):
        assert other.high - other.low < 0.5 * (one.high - one.low)
    assert idea_table(few).frame.iloc[0].tolist() == ["A fair comparison", "✓", "✓", ""]


@pytest.mark.parametrize("count", [10, 50, 100])
def test_luck_is_what_drawing_by_lot_gives(count):
    drawn = np.random.default_rng(4).binomial(count, 0.25, 20_000) / count
    low, high = ideas_shown(IdeaResults(rows=(), sums=()), count).luck
    assert ((low <= drawn) & (drawn <= high)).mean() >= 0.95
