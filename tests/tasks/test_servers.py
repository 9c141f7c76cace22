"""Servers that a chore starts: the ports that they take, and that none outlives its chore."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tasks import servers
from tasks.environment import ROOT, TaskError

SERVER = """
import signal, sys, time
def end(*_):
    time.sleep(0.6)  # what is being written is finished
    sys.exit("all is written")
signal.signal(signal.SIGINT, end)
signal.signal(signal.SIGTERM, end)
print("up", flush=True)
time.sleep(60)
"""
CHORE = f"""
import subprocess, sys
from tasks.servers import stay
sys.exit(stay(subprocess.Popen([sys.executable, "-c", {SERVER!r}])))
"""


@pytest.fixture
def taken():
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no groups of processes")
@pytest.mark.parametrize(("tell", "how"), [(os.kill, signal.SIGTERM), (os.killpg, signal.SIGINT)])
def test_a_server_ends_with_its_chore_and_in_its_own_time(tell, how):
    chore = subprocess.Popen(
        [sys.executable, "-c", CHORE], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert chore.stdout.readline() == b"up\n"
    tell(chore.pid, how)
    _, said = chore.communicate(timeout=20)
    assert (chore.returncode, said) == (1, b"all is written\n")


def test_a_port_that_was_chosen_and_is_in_use_is_refused(taken):
    with pytest.raises(TaskError, match=rf"^Port {taken} is in use .* such as POLL_PORT={taken + 1}\.$"):
        servers.chosen_port("127.0.0.1", {"POLL_PORT": str(taken)}, "POLL_PORT", 8080)


def test_instead_of_the_usual_port_the_next_free_one_is_taken_and_told(monkeypatch, capsys):
    monkeypatch.setattr(servers, "is_free", lambda _, port: port > 8081)
    assert servers.chosen_port("127.0.0.1", {"PORT": "9000"}, "POLL_PORT", 8080) == "8082"
    assert capsys.readouterr().out == "Port 8080 is in use on this computer, so this takes 8082.\n"
    monkeypatch.setattr(servers, "is_free", lambda *_: True)
    assert servers.chosen_port("127.0.0.1", {"PORT": "9000"}, "PORT", 8080) == "9000"
    assert capsys.readouterr().out == ""


def test_a_server_is_up_when_it_answers_and_not_when_it_has_ended(taken):
    with subprocess.Popen([sys.executable, "-c", ""]) as server:
        server.wait()
        assert not servers.is_up(server, taken)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as server:
        assert servers.is_up(server, taken)
