"""Who may reach a hub, and the link for one that exists."""

import socket
import urllib.parse

import pytest

from tasks import hub, network
from tasks.binder import repository_and_branch
from tasks.environment import TaskError
from tasks.inside.hub_page import hub_page


def test_a_hub_is_for_this_computer_alone_unless_told():
    chosen = hub.hub_environ({})
    assert chosen["KETABRAIN_HUB_URL"] == "http://127.0.0.1:8000"
    assert chosen["KETABRAIN_HUB_PASSWORD"] == ""
    assert chosen["KETABRAIN_HUB_DATA"].endswith("class-data")


@pytest.mark.parametrize(
    ("environ", "administrator", "sentence"),
    [
        ({"HOST": "0.0.0.0"}, False, "give a PASSWORD"),
        ({"HOST": "192.0.2.7", "PASSWORD": ""}, False, "give a PASSWORD"),
        ({"HOST": "0.0.0.0", "PASSWORD": "short"}, False, "8 characters"),
        ({"HOST": "0.0.0.0", "PASSWORD": "long enough"}, True, "do not start it as root"),
        ({"PASSWORD": "short"}, False, "8 characters"),
        ({"CERT": "a.pem"}, False, "CERT and KEY go together"),
        ({"CERT": "nowhere.pem", "KEY": "nowhere.pem"}, False, "There is no file 'nowhere.pem'"),
        ({"PORT": "http"}, False, "PORT must be"),
        ({"LESSON": "77"}, False, "no lesson '77'"),
    ],
)
def test_a_hub_that_others_could_abuse_is_refused(environ, administrator, sentence):
    with pytest.raises(TaskError, match=sentence):
        hub.hub_environ(environ, administrator=administrator)


def test_with_a_password_others_may_come_and_with_a_certificate_by_https(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pem").touch()
    chosen = hub.hub_environ({"HOST": "0.0.0.0", "PASSWORD": "long enough", "CERT": "a.pem", "KEY": "a.pem"})
    assert chosen["KETABRAIN_HUB_URL"] == "https://0.0.0.0:8000"
    assert chosen["KETABRAIN_HUB_CERT"] == str(tmp_path.resolve() / "a.pem")  # the hub starts in another folder


def test_a_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(hub.shutil, "which", str)
    (tmp_path / "file").touch()
    chosen = hub.hub_environ({"DATA": str(tmp_path / "file")})
    with pytest.raises(TaskError, match=r"^The folder .*file could not be made \(.+\); give another as DATA"):
        hub.hub_command(tmp_path, tmp_path, chosen)


def test_the_day_has_a_lesson_and_without_one_the_course_begins_at_its_start():
    assert hub.hub_environ({"LESSON": "9b"})["KETABRAIN_HUB_LESSON"] == "09b-how-sure-can-we-be.ipynb"
    assert hub.hub_environ({})["KETABRAIN_HUB_LESSON"] == "00-start-here.ipynb"


def test_a_room_is_told_an_address_that_it_can_open(monkeypatch):
    chosen = hub.hub_environ({"HOST": "0.0.0.0", "PASSWORD": "long enough", "PORT": "9000"})
    monkeypatch.setattr(network, "own_address", lambda: "192.0.2.7")
    assert hub.address_of(chosen, {}) == "http://192.0.2.7:9000"
    assert hub.address_of(chosen, {"ADDRESS": "hub.local"}) == "http://hub.local:9000"
    assert hub.address_of(hub.hub_environ({}), {}) == "http://127.0.0.1:8000"


@pytest.mark.parametrize("password", [True, False])
def test_the_page_to_project_shows_the_address_and_not_the_password(password):
    page = hub_page("http://192.0.2.7:8000", "05", password)
    assert "<svg" in page
    assert ">http://192.0.2.7:8000<" in page
    assert "Lesson 05: A surge from a block" in page
    assert ("class&#x27;s password" in page) == password


def test_hub_and_proxy_talk_by_ports_that_are_free():
    chosen = hub.hub_environ({})
    ports = {int(chosen["KETABRAIN_HUB_PORT"]), int(chosen["KETABRAIN_HUB_PROXY_API"].rsplit(":", 1)[1])}
    assert len(ports) == 2
    for port in ports:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", port))


def test_the_link_copies_the_course_and_opens_the_lesson():
    address = urllib.parse.urlsplit(hub.hub_link("https://hub.example.org/", "05"))
    asked = dict(urllib.parse.parse_qsl(address.query))
    repository, branch = repository_and_branch()
    assert address.netloc + address.path == "hub.example.org/hub/user-redirect/git-pull"
    assert asked["repo"] == f"https://github.com/{repository}"
    assert asked["branch"] == branch
    assert asked["urlpath"] == f"lab/tree/{repository.split('/')[1]}/notebooks/05-a-surge-from-a-block.ipynb"


@pytest.mark.parametrize(
    ("address", "lesson"), [("hub.example.org", "05"), ("javascript:alert(1)", "05"), ("https://h", "77")]
)
def test_a_link_to_nowhere_is_refused(address, lesson):
    with pytest.raises(TaskError):
        hub.hub_link(address, lesson)
