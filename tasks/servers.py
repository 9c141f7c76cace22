"""Servers that a chore starts: port and certificate that they take, and how they end."""

import errno
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tasks.environment import TaskError
from tasks.network import LOOPBACK

TRIES = 20
"""Ports after the usual one that are tried."""


def port_of(environ: Mapping[str, str], default: int) -> str:
    """The port that `PORT` chooses. Raises TaskError for one that is not a number from 1 to 65535."""
    port = environ.get("PORT", str(default))
    if not (port.isdecimal() and 1 <= int(port) <= 65535):
        raise TaskError(f"PORT must be a whole number from 1 to 65535, not {port!r}.")
    return port


def stay(server: subprocess.Popen[bytes]) -> int:
    """Wait until a server has ended, in its own time; returns its exit status.

    Ctrl-C has reached it too, and a SIGTERM is handed on to it.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue
    finally:
        signal.signal(signal.SIGTERM, before)


def is_up(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until a server of this computer answers at a port; False if it ends before."""
    while server.poll() is None:
        try:
            socket.create_connection((LOOPBACK[0], port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens at a port yet; whatever else may be wrong with it, its server will say."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # there a port that was in use a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem.errno != errno.EADDRINUSE
    return True


def chosen_port(host: str, environ: Mapping[str, str], name: str, usual: int) -> str:
    """The port that the variable `name` chooses, or without it the first from the usual one on that nobody uses.

    Raises TaskError for one that is no port, and for one that was chosen and is in use.
    """
    told = environ.get(name)
    port = int(port_of({"PORT": told} if told else {}, usual))
    if is_free(host, port):
        return str(port)
    if told:
        raise in_use(port, name)
    found = next((each for each in range(port + 1, port + TRIES) if is_free(host, each)), None)
    if found is None:
        raise in_use(port, name)
    print(f"Port {port} is in use on this computer, so this takes {found}.", flush=True)
    return str(found)


def certificate(environ: Mapping[str, str]) -> tuple[str, str]:
    """The two files that CERT and KEY name, whole paths; both empty without them. Raises TaskError for half of one."""
    told = environ.get("CERT", ""), environ.get("KEY", "")
    if bool(told[0]) != bool(told[1]):
        raise TaskError("CERT and KEY go together: the two files of one certificate.")
    for each in filter(None, told):
        if not Path(each).expanduser().is_file():
            raise TaskError(f"There is no file {each!r}; CERT and KEY are the two files of one certificate.")
    cert, key = (str(Path(each).expanduser().resolve()) if each else "" for each in told)
    return cert, key


def in_use(port: int, name: str = "PORT") -> TaskError:
    """What is said of a port that cannot be had."""
    return TaskError(
        f"Port {port} is in use on this computer: end what uses it, or choose another, such as {name}={port + 1}."
    )
