"""The teacher's side of a poll: who reaches the page, what it shows, and what its buttons do."""

import json

import pytest

from ketabrain.engine.classroom.answers import question_answers, room_calibration
from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.classroom.poll.asked import Stage
from tasks.inside.poll.for_phones import SHOWN
from tasks.inside.poll.for_projector import projector_application
from tests.tasks.inside.visitor import CHOICE, Visitor, running

KEY = "k" * 32


@pytest.fixture
def teacher(room):
    with running(projector_application(room, KEY)) as port:
        yield Visitor(port)


def test_every_page_is_shut_against_others(visitor, teacher):
    for reply in (visitor.get(), visitor.get("/nowhere"), teacher.get(), teacher.get(f"/?key={KEY}")):
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert "unsafe" not in reply.headers["Content-Security-Policy"]
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in reply.headers
        assert " style=" not in reply.text


def test_the_teacher_turns_the_stages_and_sees_how_many_and_never_who(teacher, room):
    phone = room.phones.find(room.phones.join("", "Ana"))
    phone.predict("prediction", room.poll.question("ambulance"), lambda: {"value": "x", "confidence": 70.0})
    page = teacher.get(f"/?key={KEY}").text
    assert "1 phone joined" in page
    assert "http://192.0.2.7:8080" in page
    assert "otter 47" in page
    assert "Ana" not in page
    assert str(phone.document["learner"])[:4] not in page
    counts = json.loads(teacher.get("/counts").text)["counts"]
    assert counts == {"predictions-score": 0, "predictions-slope": 0, "predictions-ambulance": 1}
    assert 'aria-pressed="true">● Verdicts' in teacher.post("/to", {"stage": "verdicts"}).text
    assert room.stage is Stage.VERDICTS
    assert teacher.post("/to", {"stage": "lunch"}).status == 400


def test_once_the_answers_are_shown_forecasts_count_and_later_ones_do_not(visitor, teacher, room):
    visitor.joined().post("/answer", CHOICE)
    teacher.get(f"/?key={KEY}")
    for _ in range(2):
        assert "✓ Answers shown" in teacher.post("/shown", {"shown": "1"}).text
    late = Visitor(visitor.port).joined()
    assert "will not count" in late.get().text
    late.post("/answer", CHOICE)
    learners = Inbox(room.phones.folder).read().learners
    assert room_calibration(learners).pooled.answers == 1
    assert sorted(len(each.entries) for each in learners) == [1, 2]
    found = question_answers(learners, room.poll.question("ambulance"))
    assert (len(found.first), found.late) == (1, 1)
    room.stage = Stage.SECOND
    assert "Answer again" not in visitor.get().text
    assert SHOWN in visitor.post("/answer", CHOICE | {"kind": "second"}).text


@pytest.mark.parametrize("path", ["/", "/?key=wrong", "/counts", f"/counts?key={KEY}"])
def test_without_the_key_nobody_sees_the_teachers_page(teacher, path):
    assert teacher.get(path).status == 403
    assert teacher.post("/to", {"stage": "closed"}).status == 403
    assert teacher.post("/shown", {"shown": "1"}).status == 403


@pytest.mark.parametrize("host", ["192.0.2.7", "evil.example", "127.0.0.1.evil.example", ""])
def test_by_another_name_nobody_sees_the_teachers_page(teacher, room, host):
    teacher.get(f"/?key={KEY}")
    assert teacher.get("/", Host=host).status in (400, 403)
    assert teacher.get(f"/?key={KEY}", Host=host).status in (400, 403)
    assert teacher.post("/to", {"stage": "closed"}, Origin="http://evil.example").status == 403
    assert room.stage is Stage.PREDICTIONS
