"""A lesson asks for nothing beyond this machine, unless the learner presses the one button that says so."""

import socket

import pytest

from ketabrain.topics.channel.structure_view import StructureView
from tests.engine.driving import press, raw, shown
from tests.faults.conftest import no_network


def test_a_lesson_runs_without_a_network_and_asks_for_none(flight):
    assert flight.explores
    assert flight.wanted == []


def test_the_one_button_that_needs_a_network_says_so():
    with no_network() as wanted:
        card = StructureView("7EU7", "a channel.")
        assert wanted == []
        card.refresh()
        assert wanted == []
        press(card, "Open the 3-D view")
    assert wanted == ["molstar.org"]
    assert "No connection" in shown(card)
    assert "<iframe" not in raw(card)


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "2001:db8::1"])
def test_the_guard_lets_nobody_out(host):
    with no_network() as wanted:
        with pytest.raises(OSError, match="unreachable"):
            socket.create_connection((host, 80), timeout=0.1)
        with socket.socket() as plain, pytest.raises(OSError, match="unreachable"):
            plain.connect((host, 80))
    assert wanted == [host, host]


def test_the_guard_lets_a_kernel_talk_to_its_own_machine():
    with no_network() as wanted, socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    assert wanted == []
