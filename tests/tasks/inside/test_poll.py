"""The phones' side of a poll: what it lets in, what it refuses and in which words."""

import json
import threading
import urllib.parse
from contextlib import suppress

import pytest

from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.classroom.poll.asked import Stage, poll_of
from ketabrain.engine.classroom.poll.limits import FREE_TRIES, Rate
from tasks.inside.in_process import NOTEBOOKS
from tasks.inside.poll.for_phones import CLOSED, NOT_NOW
from tasks.inside.poll.handling import LARGEST_BODY, LARGEST_FORM, LARGEST_HEADER
from tests.tasks.inside.visitor import CHOICE, HOSTILE, Visitor


def kept(room):
    """The kinds of all entries that lie in the folder."""
    return [entry["kind"] for each in Inbox(room.phones.folder).read().learners for entry in each.entries]


def test_a_phone_joins_and_answers_through_all_stages(visitor, room):
    page = visitor.joined("Ana").get().text
    assert "0 of 3 answered" in page
    assert "You are here as Ana." in page
    assert "✓ Locked in:</b> Those given the opioid, 70% sure." in visitor.post("/answer", CHOICE).text
    room.stage = Stage.SECOND
    again = visitor.post("/answer", CHOICE | {"kind": "second", "answer": "Those given S-ketamine"}).text
    assert "✓ Your first answer:</b> Those given the opioid" in again
    assert "✓ Second answer:</b> Those given S-ketamine" in again
    room.stage = Stage.VERDICTS
    verdict = {"lesson": "10", "claim": "C15", "seen": "0", "verdict": "Right", "sure": "20"}
    assert "✓ Locked in:</b> Right, 20% sure." in visitor.post("/verdict", verdict).text
    assert kept(room) == ["prediction", "second", "verdict"]


def test_no_truth_and_no_verdict_of_the_course_is_on_a_phone(visitor, room):
    visitor.joined().post("/answer", CHOICE)
    for phone in room.phones.all():
        phone.meet_truths(room.poll.questions)
    assert kept(room) == ["prediction", "reveal"]
    for room.stage in Stage:
        page = visitor.get().text
        assert not any(each.explain in page for each in room.poll.questions)
        assert "The answer:" not in page
        assert "the course says" not in page.lower()


def test_an_earlier_verdict_is_asked_about_again(visitor, room):
    visitor.joined()
    (phone,) = room.phones.all()
    phone.judge("09", "C15", 0, lambda first: {"value": "Wrong", "confidence": 55.0})
    room.stage = Stage.VERDICTS
    assert "You said in lesson 09:</b> Wrong, 55% sure." in visitor.get().text
    assert "✓ Locked in:</b> Wrong, 55% sure." in visitor.post("/stands", {"lesson": "10", "claim": "C15"}).text
    assert kept(room) == ["verdict", "verdict"]


@pytest.mark.parametrize(
    ("path", "change", "sentence"),
    [
        ("/answer", {"item": "nothing"}, "asks no such question"),
        ("/answer", {"kind": "reveal"}, "asks no such question"),
        ("/answer", {"lesson": "09"}, "of another lesson"),
        ("/answer", {"kind": "second"}, NOT_NOW),
        ("/answer", {"sure": "120"}, "Type a number from 35 to 100%"),
        ("/answer", {"item": "score", "low": "0", "high": "93"}, "Type a number from 0 to 92 points"),
        ("/answer", {"answer": HOSTILE}, "none of the options"),
        ("/verdict", {"claim": "C15"}, NOT_NOW),
        ("/verdict", {"claim": "C99"}, "asks no such question"),
        ("/stands", {"claim": "C99"}, "asks no such question"),
    ],
)
def test_what_cannot_be_kept_is_told_and_not_kept(visitor, room, path, change, sentence):
    reply = visitor.joined().post(path, CHOICE | change)
    assert reply.status in (409, 422)
    assert sentence in reply.text
    assert HOSTILE not in reply.text
    assert kept(room) == []


def test_what_was_typed_stands_there_again(visitor):
    typed = {"lesson": "10", "item": "score", "kind": "prediction", "low": f'3"{HOSTILE}', "high": "20"}
    page = visitor.joined().post("/answer", typed).text
    assert 'value="20"' in page
    assert HOSTILE not in page


def test_who_has_not_joined_can_do_nothing(visitor, room):
    for path in ("/answer", "/verdict", "/stands"):
        assert visitor.post(path, CHOICE | {"claim": "C15"}).status == 401
    assert visitor.get("/stage").status == 401
    assert "Join your class" in visitor.get().text
    visitor.cookies["poll"] = "x" * 32
    assert "Join your class" in visitor.get().text
    assert kept(room) == []


def test_a_wrong_word_is_told_and_many_make_wait(visitor, room):
    for _ in range(FREE_TRIES + 1):
        reply = visitor.post("/join", {"word": "otter 48", "name": HOSTILE})
        assert reply.status == 403
        assert "not the word on the screen" in reply.text
        assert HOSTILE not in reply.text
    reply = visitor.post("/join", {"word": "otter 47"})
    assert reply.status == 429
    assert "wait 2 seconds" in reply.text
    assert len(room.phones) == 0
    assert "0 of 3 answered" in visitor.post("/join", {"code": room.code}).text


def test_the_code_on_the_screen_needs_no_word(visitor, room):
    assert f'value="{room.code}"' in visitor.get(f"/?c={room.code}").text
    assert "The word on the screen" not in visitor.get(f"/?c={room.code}").text
    for wrong in ("", room.code[:-1], HOSTILE, "é"):
        page = visitor.get(f"/?c={urllib.parse.quote(wrong)}").text
        assert "The word on the screen" in page
        assert room.code not in page
        assert visitor.post("/join", {"code": wrong, "name": "Ana"}).status == 403


def test_a_full_room_says_so(visitor):
    for _ in range(3):
        Visitor(visitor.port).joined()
    reply = visitor.post("/join", {"word": "otter 47"})
    assert (reply.status, "as many as it takes" in reply.text) == (503, True)


def test_a_name_is_text_wherever_it_stands(visitor, room):
    page = visitor.joined(HOSTILE).post("/answer", CHOICE).text
    assert HOSTILE not in page
    assert "&lt;img src=x" in page
    assert [each.name for each in Inbox(room.phones.folder).read().learners] == [HOSTILE]


def test_a_closed_poll_says_one_sentence_and_keeps_nothing(visitor, room):
    visitor.joined()
    room.stage = Stage.CLOSED
    assert CLOSED in visitor.get().text
    assert NOT_NOW in visitor.post("/answer", CHOICE).text
    assert json.loads(visitor.get("/stage").text) == {"stage": "closed", "name": "Closed"}
    assert kept(room) == []


def test_an_answer_that_was_kept_may_come_again_after_its_time(visitor, room):
    visitor.joined().post("/answer", CHOICE)
    room.stage = Stage.SECOND
    assert "✓ Your first answer" in visitor.post("/answer", CHOICE).text
    assert kept(room) == ["prediction"]


def test_a_disk_that_takes_nothing_is_told_and_the_answer_may_come_again(visitor, room, monkeypatch):
    visitor.joined()
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        reply = visitor.post("/answer", CHOICE)
    assert (reply.status, "could not keep this answer (No space left on device)" in reply.text) == (503, True)
    assert "✓ Locked in" in visitor.post("/answer", CHOICE).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Content_Type": "text/plain"}, 400),
        ({"Content_Type": "multipart/form-data; boundary=x"}, 400),
    ],
)
def test_a_form_from_elsewhere_is_refused(visitor, room, headers, status):
    assert visitor.joined().post("/answer", CHOICE, **headers).status == status
    assert kept(room) == []


def test_a_form_of_this_page_is_taken(visitor, room):
    own = f"http://127.0.0.1:{visitor.port}"
    assert visitor.joined().post("/answer", CHOICE, Origin=own, Sec_Fetch_Site="same-origin").status == 200
    assert kept(room) == ["prediction"]


def test_what_is_too_large_is_refused(visitor, room):
    visitor.joined()
    reply = visitor.post("/answer", CHOICE | {"answer": "x" * LARGEST_FORM})
    assert (reply.status, "too much text" in reply.text) == (413, True)
    with suppress(ConnectionError):  # cut
        assert visitor.post("/answer", CHOICE | {"answer": "x" * LARGEST_BODY}).status == 400
    with suppress(ConnectionError):
        assert visitor.get("/", X_Long="x" * LARGEST_HEADER).status == 431
    assert visitor.get().status == 200
    assert kept(room) == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/../poll.css", 404),
        ("GET", "/projector.js", 404),
        ("GET", "/counts", 404),
        ("GET", "/to", 404),
        ("POST", "/to", 404),
        ("GET", "/answer", 405),
        ("PUT", "/", 405),
        ("OPTIONS", "/", 405),
    ],
)
def test_there_are_only_the_paths_that_there_are(visitor, method, path, status):
    reply = visitor.joined().ask(method, path, {"stage": "closed"} if method == "POST" else None)
    assert reply.status == status
    assert "Traceback" not in reply.text


def test_too_much_from_a_phone_is_refused_and_others_go_on(visitor, room):
    room.of_phone = Rate(burst=3, per_s=0.001)
    other = Visitor(visitor.port).joined()
    visitor.joined()
    found = [visitor.get("/stage").status for _ in range(4)]
    assert found[-1] == 429
    assert other.get().status == 200


def test_many_at_the_same_moment_lose_nothing(visitor, room):
    room.phones.most = 30
    phones = [Visitor(visitor.port).joined() for _ in range(30)]
    threads = [threading.Thread(target=each.post, args=("/answer", CHOICE)) for each in phones for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert kept(room) == ["prediction"] * 30


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_lesson_has_a_poll(notebook):
    lesson = notebook.stem.partition("-")[0]
    found = poll_of(lesson)
    assert found.questions
    assert found.claims
