"""A room's answers, counted by hand beside counted by the code; what does not fit a question does not count."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.classroom.answers import claim_verdicts, most_missed, question_answers, room_calibration
from ketabrain.engine.classroom.inbox import HandedIn, Inbox
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.questions import all_questions
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import FORMAT

CHOICE = all_questions()["02", "level-next-day"]
RANGE = all_questions()["02", "share-occupied"]
NUMBER = all_questions()["04", "mirror-ratio"]
RIGHT, WRONG = CHOICE.truth, next(option for option in CHOICE.options if option != CHOICE.truth)
PLACE = ("02", "level-next-day")


def said(value, confidence=70, **more):
    return {"value": value, "confidence": confidence, **more}


def test_first_and_second_answers_stand_apart(learner):
    room = [
        learner(("prediction", *PLACE, said(WRONG)), ("second", *PLACE, said(RIGHT))),
        learner(("prediction", *PLACE, said(RIGHT)), ("second", *PLACE, said(WRONG))),
        learner(("prediction", *PLACE, said(WRONG)), ("second", *PLACE, said(RIGHT))),
        learner(("prediction", *PLACE, said(RIGHT))),
    ]
    found = question_answers(room, CHOICE)
    assert [each.value for each in found.first] == [WRONG, RIGHT, WRONG, RIGHT]
    assert [each.value for each in found.last] == [RIGHT, WRONG, RIGHT, RIGHT]
    assert (found.changed, found.gained, found.lost) == (3, 2, 1)
    assert (found.right(found.first), found.right(found.last)) == (2, 3)


def test_whoever_looked_first_is_left_out_and_counted(learner):
    found = question_answers([learner(("prediction", *PLACE, said(RIGHT, after_reveal=True)))], CHOICE)
    assert found.first == ()
    assert found.late == 1


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (CHOICE, "<script>alert(1)</script>"), (CHOICE, ["a"]), (CHOICE, None),
        (NUMBER, "20"), (NUMBER, 1e9), (NUMBER, True), (NUMBER, 10**400), (NUMBER, float("nan")),
        (RANGE, 20), (RANGE, [10]), (RANGE, [30, 20]), (RANGE, [-5, 20]), (RANGE, [1, 2, 3]), (RANGE, ["a", "b"]),
    ],
)  # fmt: skip
def test_what_cannot_be_an_answer_is_passed_over(learner, question, value):
    place = (question.lesson, question.item)
    assert not question.understands(value)
    assert question_answers([learner(("prediction", *place, said(value)))], question).first == ()


def test_a_number_is_right_within_its_factor_and_a_range_if_it_holds_the_truth():
    assert NUMBER.is_right(NUMBER.truth * NUMBER.factor * 0.99)
    assert not NUMBER.is_right(NUMBER.truth * NUMBER.factor * 1.01)
    assert RANGE.is_right([RANGE.truth - 1, RANGE.truth + 1])
    assert not RANGE.is_right([RANGE.truth + 1, RANGE.truth + 2])


def test_the_latest_verdict_of_each_learner_counts(learner):
    room = [
        learner(("verdict", "05", "C07", {"value": "Right"}), ("verdict", "07", "C07", {"value": "Wrong"})),
        learner(("verdict", "07", "C07", {"value": "Unsupported"})),
        learner(("verdict", "07", "C07", {"value": "nonsense"})),
    ]
    counts = {each.claim: each.counts for each in claim_verdicts(room)}
    assert counts["C07"] == (0, 0, 0, 1, 1)
    assert counts["C01"] == (0, 0, 0, 0, 0)
    assert len(counts) == 23


def test_verdicts_of_one_kind_of_claim():
    assert {each.claim for each in claim_verdicts([], "safety")} == {"C19", "C20"}


def test_calibration_judges_answers_itself_and_only_after_the_truth_was_seen(learner):
    room = [
        learner(("prediction", *PLACE, said(RIGHT, 90)), ("reveal", *PLACE, {"correct": False})),
        learner(("prediction", *PLACE, said(WRONG, 60)), ("reveal", *PLACE, {"correct": True})),
        learner(("prediction", *PLACE, said(WRONG, 60))),
    ]
    found = room_calibration(room)
    assert found.pooled.answers == 2
    assert [score for score, _ in found.scores] == pytest.approx([0.01, 0.36])
    assert room_calibration(room, "03").pooled.answers == 0


def test_items_are_ranked_by_the_share_that_missed_them(learner):
    miss = ("attempt", "02", "02.base", {"correct": False})
    hit = ("attempt", "02", "02.base", {"correct": True})
    room = [
        learner(("prediction", *PLACE, said(WRONG)), miss, hit),
        learner(("prediction", *PLACE, said(WRONG)), miss),
        learner(("prediction", *PLACE, said(RIGHT)), hit),
        learner(hit),
    ]
    found = most_missed(room, "02")
    assert [(each.item, each.wrong, each.of) for each in found] == [("02.level-next-day", 2, 3), ("02.base", 2, 4)]
    assert most_missed(room, "03") == ()


def test_two_learners_are_too_few_to_rank_an_item(learner):
    assert most_missed([learner(("prediction", *PLACE, said(WRONG)))] * 2) == ()


values = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.lists(st.floats(), max_size=3)
)
kinds = st.sampled_from(["prediction", "second", "reveal", "verdict", "attempt", "sharing"])
places = st.sampled_from([*all_questions(), ("02", "02.base"), ("07", "C07"), ("99", "x")])
garbage = st.lists(st.tuples(kinds, places, values, values), max_size=12)


@given(garbage)
@settings(max_examples=60, deadline=None)
def test_no_entry_of_any_shape_stops_the_room(entries):
    made = tuple(
        {"kind": kind, "lesson": lesson, "item": item, "value": value, "confidence": other, "correct": other}
        for kind, (lesson, item), value, other in entries
    )
    room = [HandedIn("aaaa", "", "a.json", made)]
    for question in all_questions().values():
        found = question_answers(room, question)
        assert found.right(found.first) <= len(found.first) <= 1
    assert all(sum(each.counts) <= 1 for each in claim_verdicts(room))
    assert room_calibration(room).pooled.answers <= len(all_questions())


def test_every_question_has_a_text_and_a_truth_that_it_understands():
    assert len(all_questions()) >= 40
    for question in all_questions().values():
        assert question.text
        if question.truth is None:
            assert question.lesson == "00"  # lesson 13 looks back at it
        elif question.kind == "choice":
            assert question.truth in question.options
            assert len(question.options) >= 3
        else:
            ends = question.truth if isinstance(question.truth, tuple) else (question.truth,)
            assert question.low <= min(ends) <= max(ends) <= question.high


def test_an_invented_class_is_read_whole_and_is_the_same_again(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_class(tmp_path / name, learners=5, seed=3)
    one, two = (Inbox(tmp_path / name).read() for name in ("one", "two"))
    assert one.set_aside == ()
    assert one.learners == two.learners
    assert len(one.learners) == 5
    assert len({each.short_id for each in one.learners}) == 5
    answered = question_answers(one.learners, RANGE)
    assert len(answered.first) == 5
    assert np.mean([sum(each.counts) for each in claim_verdicts(one.learners)]) == 5
    assert all(set(entry) >= {"kind", "lesson", "item"} for each in one.learners for entry in each.entries)
    assert json.loads((tmp_path / "one" / "invented-00.json").read_text())["format"] == FORMAT
    assert len(STEPS) == 5
