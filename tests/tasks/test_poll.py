"""Who may reach a poll, where, by which word, and what a wrong choice is told."""

import re
import subprocess

import pytest

from tasks import poll, servers
from tasks.environment import TaskError


def chosen(folder, **environ):
    found = poll.poll_environ("10", str(folder), environ)
    return {name.removeprefix("KETABRAIN_POLL_").lower(): value for name, value in found.items()}


def test_a_poll_is_for_this_computer_alone_unless_told(tmp_path):
    found = chosen(tmp_path)
    assert (found["host"], found["port"], found["address"]) == ("127.0.0.1", "8080", "")
    assert found["folder"] == str(tmp_path.resolve())
    assert re.fullmatch(r"[a-z]{4,8} [1-9]\d", found["word"])
    assert re.fullmatch("[0-9a-f]{32}", found["projector_key"])


def test_words_and_keys_differ_from_poll_to_poll(tmp_path):
    assert len({chosen(tmp_path)["word"] for _ in range(20)}) > 10
    assert len({chosen(tmp_path)["projector_key"] for _ in range(20)}) == 20
    assert len(set(poll.WORDS)) == len(poll.WORDS)


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"HOST": "192.0.2.7"}, "http://192.0.2.7:8080"),
        ({"HOST": "192.0.2.7", "PORT": "9000"}, "http://192.0.2.7:9000"),
        ({"HOST": "2001:db8::7"}, "http://[2001:db8::7]:8080"),
        ({"HOST": "0.0.0.0", "ADDRESS": "poll.local"}, "http://poll.local:8080"),
        ({"HOST": "0.0.0.0", "ADDRESS": "poll.local:80"}, "http://poll.local:80"),
        ({"HOST": "0.0.0.0", "ADDRESS": "https://poll.example.org/"}, "https://poll.example.org"),
    ],
)
def test_phones_open_what_they_can_reach(tmp_path, environ, address):
    assert chosen(tmp_path, **environ)["address"] == address


def test_this_computers_own_address_stands_in_the_code(tmp_path, monkeypatch):
    monkeypatch.setattr(poll, "own_address", lambda: "192.0.2.7")
    assert chosen(tmp_path, HOST="0.0.0.0")["address"] == "http://192.0.2.7:8080"


def test_a_certificate_makes_it_https(tmp_path):
    (tmp_path / "a.pem").write_text("")
    found = chosen(tmp_path, HOST="192.0.2.7", CERT=str(tmp_path / "a.pem"), KEY=str(tmp_path / "a.pem"))
    assert found["address"] == "https://192.0.2.7:8080"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"HOST": "the-room"}, "HOST is an address"),
        ({"PORT": "http"}, "PORT must be"),
        ({"WORD": "abc"}, "WORD needs 4"),
        ({"WORD": "- - - - -"}, "WORD needs 4"),
        ({"WORD": "x" * 41}, "at most 40"),
        ({"ADDRESS": "a b"}, "ADDRESS is what phones are to open"),
        ({"ADDRESS": "javascript:alert(1)"}, "ADDRESS is what phones are to open"),
        ({"CERT": "a.pem"}, "CERT and KEY go together"),
        ({"CERT": "nowhere.pem", "KEY": "nowhere.pem"}, "There is no file"),
    ],
)
def test_what_cannot_be_is_told(tmp_path, environ, sentence):
    with pytest.raises(TaskError, match=sentence):
        chosen(tmp_path, **environ)


def test_a_lesson_and_a_folder_that_there_are_not_are_told(tmp_path):
    with pytest.raises(TaskError, match="There is no folder"):
        chosen(tmp_path / "nowhere")
    with pytest.raises(TaskError, match="LESSON is one of"):
        poll.poll_environ("77", str(tmp_path), {})


def test_the_usual_folder_is_that_of_the_hub(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "10-x.ipynb").touch()
    found = poll.poll_environ("10", "", {}, root=tmp_path)["KETABRAIN_POLL_FOLDER"]
    assert found == str(tmp_path / "class-data" / "handed-in")
    assert (tmp_path / "class-data" / "handed-in").is_dir()


@pytest.fixture
def begun(monkeypatch):
    """What the room's page and its poll begin and end; Ctrl-C ends the page at once."""
    events = []

    class Server:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            events.append("waited for")

        def wait(self):
            return 1

        def terminate(self):
            events.append("ended")

    def popen(command, env, **_):
        events.append((command[-1], env["KETABRAIN_POLL_LESSON"], env["KETABRAIN_POLL_PORT"]))
        return Server()

    def show(folder, link):
        events.append((folder, link))
        raise KeyboardInterrupt

    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setattr(poll, "prepare", lambda level: level)
    monkeypatch.setattr(poll, "show_room", show)
    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(servers, "is_free", lambda *_: True)
    return events


def test_the_rooms_page_and_its_poll_begin_and_end_together(tmp_path, monkeypatch, begun):
    monkeypatch.setattr(poll, "is_up", lambda *_: True)
    with pytest.raises(KeyboardInterrupt):
        poll.open_room(str(tmp_path), "5")
    start, shown, *rest = begun
    assert start == ("tasks.inside.poll", "05", "8080")
    assert shown[0] == str(tmp_path.resolve())
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?key=[0-9a-f]{32}", shown[1])
    assert rest == ["ended", "waited for"]


def test_without_the_poll_that_was_asked_for_the_room_is_not_shown(tmp_path, monkeypatch, begun):
    monkeypatch.setattr(poll, "is_up", lambda *_: False)
    assert poll.open_room(str(tmp_path), "5") == 1
    assert begun[1:] == ["ended", "waited for"]
