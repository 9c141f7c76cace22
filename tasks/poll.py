"""`python -m tasks poll`: phones in a room answer a lesson's questions on a page of this computer.

Unlike the hub it may be started by root: no learner's code runs here, a phone opens no file, and it writes one alone,
whose name comes from this computer.
"""

import ipaddress
import os
import re
import secrets
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tasks.environment import ROOT, TaskError, clean_environ, prepare
from tasks.hub import DATA
from tasks.network import EVERYWHERE, LOOPBACK, own_address
from tasks.present import lesson_notebook, lesson_number, show_room
from tasks.servers import certificate, chosen_port, is_up, port_of, stay

PORT = 8080
SHORTEST_WORD, LONGEST_WORD = 4, 40
HIGHEST = 99
"""Behind a word stands a number from 10 to this, so that it takes thousands of tries to guess both."""
WORDS = (
    "apple", "badger", "bamboo", "banana", "basket", "beaver", "bottle", "bridge", "butter", "button", "camel",
    "candle", "carpet", "carrot", "castle", "cherry", "circle", "clover", "coffee", "copper", "cotton", "desert",
    "dolphin", "donkey", "dragon", "engine", "falcon", "feather", "finger", "forest", "garden", "ginger", "guitar",
    "hammer", "harbour", "honey", "island", "jacket", "jungle", "kettle", "kitten", "ladder", "lemon", "lizard",
    "magnet", "maple", "marble", "meadow", "melon", "mirror", "monkey", "morning", "mountain", "mushroom", "needle",
    "onion", "orange", "otter", "panda", "paper", "parrot", "pencil", "pepper", "piano", "pillow", "planet", "pocket",
    "potato", "pumpkin", "rabbit", "ribbon", "river", "rocket", "saddle", "salmon", "silver", "spider", "spring",
    "squirrel", "summer", "table", "tiger", "tomato", "tractor", "tulip", "tunnel", "turtle", "valley", "velvet",
    "village", "violin", "walnut", "window", "winter", "yellow", "zebra",
)  # fmt: skip
"""Words that are easy to read aloud, and hard to mistake for one another."""


def random_word() -> str:
    """A word to join with, such as "otter 47"."""
    return f"{secrets.choice(WORDS)} {10 + secrets.randbelow(HIGHEST - 9)}"


def poll_environ(lesson: str, folder: str, environ: Mapping[str, str], root: Path = ROOT) -> dict[str, str]:
    """What the server reads. HOST, PORT, WORD, ADDRESS, CERT and KEY choose; the folder is made if it is the usual one.

    Raises TaskError for a lesson or a folder that there is not, and for a word, an address, a port or a certificate
    that cannot be one.
    """
    host = environ.get("HOST") or LOOPBACK[0]
    cert, key = certificate(environ)
    port = port_of(environ, PORT)
    chosen = {
        "lesson": lesson_number(lesson_notebook(lesson, root)),
        "folder": str(_folder(folder, root)),
        "host": _host(host),
        "port": port,
        "address": _address(host, port, environ.get("ADDRESS", ""), "https" if cert else "http"),
        "word": _word(environ.get("WORD", "")),
        "projector_port": str(_free_port()),
        "projector_key": secrets.token_hex(16),
        "certificate": cert,
        "certificate_key": key,
    }
    return {f"KETABRAIN_POLL_{name.upper()}": value for name, value in chosen.items()}


def projector_link(chosen: Mapping[str, str]) -> str:
    """The address of the teacher's page, with its key."""
    port, key = chosen["KETABRAIN_POLL_PROJECTOR_PORT"], chosen["KETABRAIN_POLL_PROJECTOR_KEY"]
    return f"http://{LOOPBACK[0]}:{port}/?key={key}"


def open_poll(lesson: str, folder: str) -> int:
    """Open a poll and stay until Ctrl-C; returns its exit status."""
    chosen = _with_a_port(lesson, folder, "PORT")
    with started(chosen, browser=os.environ.get("BROWSER") != "0") as server:
        return stay(server)


def open_room(folder: str, poll: str) -> int:
    """Show the room's answers, and with the number of a lesson as `poll` open a poll beside it; both end together.

    Returns Voilà's exit status, or the poll's if that did not open. PORT is that of the room's page, POLL_PORT that of
    the phones' page.
    """
    if not poll:
        return show_room(folder)
    chosen = _with_a_port(poll, folder, "POLL_PORT")
    with started(chosen, browser=False) as server:
        try:
            if not is_up(server, int(chosen["KETABRAIN_POLL_PROJECTOR_PORT"])):
                return server.wait()  # it has said why
            return show_room(chosen["KETABRAIN_POLL_FOLDER"], projector_link(chosen))
        finally:
            server.terminate()


def started(chosen: Mapping[str, str], *, browser: bool) -> subprocess.Popen[bytes]:
    """Start the server, which opens the teacher's page unless there is to be no `browser`."""
    python = prepare("class")
    if chosen["KETABRAIN_POLL_ADDRESS"]:
        print(
            "Everybody on this network can reach the phones' page; what they send is not secret without CERT and KEY."
        )
    environ = clean_environ(**chosen, KETABRAIN_POLL_BROWSER="1" if browser else "0")
    if environ.get("BROWSER") == "0":
        del environ["BROWSER"]  # our word for "none"; Python would take it for the name of a browser
    return subprocess.Popen([python, "-m", "tasks.inside.poll"], cwd=ROOT, env=environ)


def _with_a_port(lesson: str, folder: str, name: str) -> dict[str, str]:
    """What the server reads, with the port that the variable `name` chooses, or else one that is free."""
    told = {"PORT": os.environ[name]} if name in os.environ else {}
    others = {key: value for key, value in os.environ.items() if key != "PORT"}
    chosen = poll_environ(lesson, folder, others | told)
    port = chosen_port(chosen["KETABRAIN_POLL_HOST"], os.environ, name, PORT)
    return poll_environ(lesson, folder, others | {"PORT": port})


def _host(host: str) -> str:
    if host in LOOPBACK:
        return LOOPBACK[0]
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        raise TaskError(f"HOST is an address such as 0.0.0.0 (every network of this computer), not {host!r}.") from None


def _address(host: str, port: str, told: str, scheme: str) -> str:
    """What phones open; empty if only this computer can."""
    if told:
        if not re.fullmatch(r"(https?://)?[A-Za-z0-9.-]+(:\d{1,5})?/?", told):
            raise TaskError(f"ADDRESS is what phones are to open, such as 192.168.1.20 or poll.local, not {told!r}.")
        whole = told.rstrip("/") if "://" in told else f"{scheme}://{told.rstrip('/')}"
        named_port = "://" in told or ":" in told
        return whole if named_port else f"{whole}:{port}"
    if host in LOOPBACK:
        return ""
    found = own_address() if _host(host) in EVERYWHERE else _host(host)
    return f"{scheme}://[{found}]:{port}" if ":" in found else f"{scheme}://{found}:{port}"


def _word(told: str) -> str:
    if not told:
        return random_word()
    word = " ".join(told.split())
    if len(word) > LONGEST_WORD or sum(each.isalnum() for each in word) < SHORTEST_WORD:
        raise TaskError(f"WORD needs {SHORTEST_WORD} letters or digits or more, and at most {LONGEST_WORD} signs.")
    return word


def _folder(told: str, root: Path) -> Path:
    if told:
        folder = Path(told).expanduser().resolve()
        if not folder.is_dir():
            raise TaskError(f"There is no folder {told!r}; make it, or give FOLDER another name.")
        return folder
    folder = root / DATA / "handed-in"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise TaskError(
            f"The folder {folder} could not be made ({problem.strerror}); give another as FOLDER."
        ) from None
    return folder


def _free_port() -> int:
    """A port of this computer that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK[0], 0))
        return int(probe.getsockname()[1])
