"""A teacher's report: what was done is counted, by hand beside by the code; what was right is not in it."""

from datetime import UTC, datetime

import pytest

from ketabrain.engine.classroom.inbox import Answers, HandedIn, Inbox
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.report import class_report, learner_done, lessons_ask
from ketabrain.engine.ideas import Round, questions_of

ASKS = lessons_ask()
PLACES = {ask.lesson: place for place, ask in enumerate(ASKS)}
QUESTION = next(each for each in ASKS[PLACES["02"]].questions if each.kind == "choice")
LOCKED = ("prediction", "02", QUESTION.item, {"value": QUESTION.options[-1], "confidence": 70})
MISS, HIT = (("attempt", "02", "02.base", {"correct": correct}) for correct in (False, True))


def done(learner, lesson="02"):
    return learner_done(learner, ASKS).lessons[PLACES[lesson]].counts


def test_what_lessons_ask_is_what_they_ask():
    assert {ask.lesson: ask.counts for ask in ASKS}["09b"] == (3, 4, 4)
    assert ASKS[PLACES["06"]].claims == ("C08", "C09")  # the third that it bears on is judged in lesson 07
    assert sum(len(ask.questions) for ask in ASKS) == 43
    assert all(all(ask.counts) for ask in ASKS)


def test_whatever_was_locked_in_or_tried_counts_once_right_or_wrong(learner):
    verdict = ("verdict", "02", "C03", {"value": "Right"})
    assert done(learner()) == (0, 0, 0)
    assert (
        done(learner(LOCKED, LOCKED, MISS, verdict, verdict)) == done(learner(LOCKED, MISS, HIT, verdict)) == (1, 1, 1)
    )


@pytest.mark.parametrize(
    "entry",
    [
        ("look", "02", QUESTION.item, {}),
        ("reveal", "02", QUESTION.item, {"value": QUESTION.truth}),
        ("second", "02", QUESTION.item, {"value": QUESTION.truth, "confidence": 70}),
        ("prediction", "02", QUESTION.item, {"value": "<script>", "confidence": 70}),
        ("prediction", "02", "nothing-asked", {"value": QUESTION.truth}),
        ("hint", "02", "02.base", {}),
        ("solution", "02", "02.base", {}),
        ("attempt", "02", "02.none", {"correct": True}),
        ("verdict", "02", "C01", {"value": "Right"}),
    ],
)
def test_a_look_and_what_the_lesson_does_not_ask_do_not_count(learner, entry):
    assert done(learner(entry)) == (0, 0, 0)


def test_a_verdict_of_an_earlier_lesson_stands_in_a_later_one_once_that_is_begun(learner):
    earlier = ("verdict", "09b", "C18", {"value": "Oversimplified"})
    assert done(learner(earlier), "13") == (0, 0, 0)
    assert done(learner(earlier, ("explore", "13", "map", {})), "13") == (0, 0, 1)


@pytest.mark.parametrize(
    ("tries", "in_vain"),
    [
        ([MISS] * 2, False),
        ([MISS] * 3, True),
        ([MISS, MISS, HIT], False),
        ([HIT, MISS, MISS, MISS], False),
        ([MISS] * 3 + [HIT], False),
        ([MISS, MISS, ("attempt", "02", "02.base", {"correct": "no"})], False),
        ([MISS, MISS, ("attempt", "02", "02.salt", {"correct": False})], False),
    ],
)
def test_help_is_for_who_tried_three_times_in_vain_and_never_solved_it(learner, tries, in_vain):
    assert learner_done(learner(*tries), ASKS).in_vain == (("02.base",) if in_vain else ())


def test_last_seen_is_the_newest_answer_also_of_a_lesson_that_was_started_again():
    def entry(at):
        return {"kind": "look", "lesson": "02", "item": "x", "at": at}

    now = (entry("2026-05-01T08:00:00+00:00"), entry("nonsense"), entry(7))
    old = (entry("2026-05-02T08:00:00+02:00"),)
    found = learner_done(HandedIn("aaaa1111", "", "a.json", now, old), ASKS)
    assert found.last_seen == datetime(2026, 5, 2, 6, tzinfo=UTC)
    assert learner_done(HandedIn("aaaa1111", "", "a.json", now[1:]), ASKS).last_seen is None


def test_rounds_of_the_key_ideas_are_answered_or_not(learner):
    right = {each.question: each.right for each in questions_of(Round.BEFORE)}
    wrong = {key: next(option for option in each.options if option != each.right)
             for key, each in ((each.question, each) for each in questions_of(Round.BEFORE))}  # fmt: skip
    for value in (right, wrong):
        assert learner_done(learner(("ideas", "00", "before", {"value": value})), ASKS).ideas == {Round.BEFORE}
    assert learner_done(learner(("ideas", "00", "before", {"value": "x"})), ASKS).ideas == set()


def test_a_report_is_the_same_whether_answers_are_right_or_wrong(learner):
    def answered(value, correct):
        made = ("prediction", "02", QUESTION.item, {"value": value, "confidence": 70})
        return class_report(Answers((learner(made, ("attempt", "02", "02.base", {"correct": correct})),)))

    wrong = next(option for option in QUESTION.options if option != QUESTION.truth)
    assert answered(QUESTION.truth, True) == answered(wrong, False)


def test_every_learner_of_a_folder_has_one_row_sorted_by_name(tmp_path):
    write_class(tmp_path, learners=4)
    answers = Inbox(tmp_path).read()
    named = tuple(HandedIn(each.learner, name, each.file, each.entries)
                  for each, name in zip(answers.learners, ("", "Zoe", "ana", ""), strict=True))  # fmt: skip
    report = class_report(Answers(named, answers.set_aside))
    assert [each.name for each in report.learners] == ["ana", "Zoe", "", ""]
    assert len(report.learners) == 4
    for place, ask in enumerate(ASKS):  # the invented class has done everything but the third round
        assert {each.lessons[place].counts[:2] for each in report.learners} == {ask.counts[:2]}
    assert {each.ideas for each in report.learners} == {frozenset((Round.BEFORE, Round.AFTER))}
    assert report.begun == tuple(range(len(ASKS)))
    assert report.ideas.learners == 4


def test_exercises_in_vain_are_counted_most_first(learner):
    other = ("attempt", "01", "01.rate", {"correct": False})
    room = (learner(*[MISS] * 3), learner(*[MISS] * 3, *[other] * 3, name="bbbb2222"))
    assert list(class_report(Answers(room)).in_vain.items()) == [("02.base", 2), ("01.rate", 1)]
