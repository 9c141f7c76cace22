"""Two lessons run as on a plane: no network beyond this machine, and an eye on the data folder."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from ketabrain.engine import tables
from ketabrain.engine.explore import Explorer
from tasks.inside.in_process import NOTEBOOKS, run_in_process

LESSONS = ("01", "04")
"""Lessons for the tests of every change: a quick one, and the one that offers a view from the internet."""
Listing = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Flight:
    """A lesson that was run without a network: its explores, whom it wanted to reach, and data/ before and after."""

    explores: dict[str, Explorer]
    wanted: list[str]
    before: Listing
    after: Listing


@contextmanager
def no_network() -> Iterator[list[str]]:
    """Refuse every way out of this machine, as a computer without a network does; yields who was asked for."""
    wanted: list[str] = []

    def refusing(real: Any, place: int) -> Any:
        """The real call with a host or an address, as its argument number `place`, that must be this machine."""

        def call(*arguments: Any, **more: Any) -> Any:
            address = arguments[place]
            host = address[0] if isinstance(address, tuple) else address
            if not is_here(host):
                wanted.append(str(host))
                raise OSError(f"Network is unreachable: {host}")
            return real(*arguments, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, refusing(getattr(socket.socket, name), 1))
        for name in ("getaddrinfo", "gethostbyname"):
            patch.setattr(socket, name, refusing(getattr(socket, name), 0))
        yield wanted


def is_here(host: Any) -> bool:
    """Whether a host is this machine: a loopback address or name, nothing at all, or the file of a local socket."""
    if host in (None, "", b"", "localhost") or str(host).startswith("/"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def listing(folder: Path) -> Listing:
    """Size and time of change (ns) of all that a folder holds, itself included: a file that came and went shows too."""
    found = ((str(path.relative_to(folder)), path.stat()) for path in (folder, *folder.rglob("*")))
    return {name: (state.st_size, state.st_mtime_ns) for name, state in found}


def fly(path: Path, own: Path) -> Flight:
    """Run one lesson without a network, with its own ledger."""
    before = listing(tables.DATA)
    with no_network() as wanted:
        explores = run_in_process(path, own)
    return Flight(explores, wanted, before, listing(tables.DATA))


@pytest.fixture(scope="session", params=LESSONS)
def flight(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flight:
    """One of two lessons, run without a network."""
    (path,) = (each for each in NOTEBOOKS if each.stem.startswith(request.param))
    return fly(path, tmp_path_factory.mktemp("flight") / "my-ledger.json")
