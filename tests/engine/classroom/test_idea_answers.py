"""A room's answers on the key ideas: the learner is the unit, and few learners get no interval."""

import numpy as np
import pytest

from ketabrain.engine.classroom.idea_answers import room_ideas
from ketabrain.engine.classroom.inbox import HandedIn, Inbox
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.pictures import draw_room_ideas
from ketabrain.engine.ideas import Round
from tests.drawing import drawing
from tests.engine.test_ideas import answers


def learner(name: str, before: int | None, after: int | None) -> HandedIn:
    entries = [
        {
            "kind": "ideas",
            "lesson": "00",
            "item": asked,
            "value": answers(asked, right),
            "at": "2026-01-01T00:00:00+00:00",
        }
        for asked, right in ((Round.BEFORE, before), (Round.AFTER, after))
        if right is not None
    ]
    return HandedIn(name, "", f"{name}.json", tuple(entries))


def test_only_those_who_answered_both_times_count_and_the_gain_is_theirs():
    room = [learner("a", 4, 6), learner("b", 5, 9), learner("c", 6, 6), learner("d", 10, None), learner("e", None, 0)]
    found = room_ideas(room)
    assert found.learners == 3
    assert found.gain == pytest.approx(2)
    # mean 2, SD 2, so 2 ± 4.303 · 2 / √3
    assert found.interval == pytest.approx((2 - 4.969, 2 + 4.969), abs=0.01)
    assert "nobody knows how much the course did" in found.words
    assert found.rows[0].before == found.rows[0].after == 1


def test_too_few_get_no_interval():
    assert room_ideas([learner("a", 4, 6), learner("b", 5, 9)]).gain is None
    _, told = drawing(draw_room_ideas, room_ideas([]))
    assert "Nobody has answered both times yet" in told


def test_an_invented_class_is_drawn(tmp_path):
    write_class(tmp_path)
    found = room_ideas(Inbox(tmp_path).read().learners)
    assert found.learners > 10
    assert np.isfinite([found.gain, *found.interval]).all()
    _, told = drawing(draw_room_ideas, found)
    assert "Small studies mislead" in told
