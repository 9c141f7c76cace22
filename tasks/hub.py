"""`python -m tasks hub` and `hub-link`: the course for a class on one machine, or a link for a hub that exists."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Mapping
from pathlib import Path

from tasks.binder import repository_and_branch
from tasks.course import is_root
from tasks.environment import ROOT, TaskError, clean_environ, prepare, prepare_node, run_module
from tasks.network import LOOPBACK, address_for_others
from tasks.own_files import is_as_given, lesson_files
from tasks.present import lesson_notebook, lesson_number
from tasks.servers import certificate, in_use, is_free, port_of, stay

PORT = 8000
SHORTEST_PASSWORD = 8
FIRST_LESSON = "00"
DATA = "class-data"
"""Folder for what learners do and hand in; git passes it over."""


def hub_environ(environ: Mapping[str, str], root: Path = ROOT, administrator: bool = False) -> dict[str, str]:
    """What the hub's configuration reads. HOST, PORT, PASSWORD, DATA, LESSON, CERT and KEY choose.

    Raises TaskError for a port or certificate that cannot be one, an unknown lesson, and for a hub that others could
    reach without a password or that would run learners' code as the system's administrator.
    """
    host, password = environ.get("HOST") or LOOPBACK[0], environ.get("PASSWORD", "")
    if host not in LOOPBACK:
        if administrator:
            raise TaskError(
                "Every learner's code runs as the user who starts the hub, so do not start it as root; make an "
                "ordinary user for it, or leave HOST away to try it on this computer alone."
            )
        if not password:
            raise TaskError("Others can reach this address, so give a PASSWORD for the class.")
    if password and len(password) < SHORTEST_PASSWORD:
        raise TaskError(f"PASSWORD needs {SHORTEST_PASSWORD} characters or more.")
    cert, key = certificate(environ)
    scheme = "https" if cert else "http"
    hub_port, api_port = _free_ports()
    return {
        "KETABRAIN_HUB_URL": f"{scheme}://{host}:{port_of(environ, PORT)}",
        "KETABRAIN_HUB_PORT": str(hub_port),
        "KETABRAIN_HUB_PROXY_API": f"http://127.0.0.1:{api_port}",
        "KETABRAIN_HUB_PASSWORD": password,
        "KETABRAIN_HUB_DATA": str(Path(environ.get("DATA") or root / DATA).expanduser().resolve()),
        "KETABRAIN_HUB_CERT": cert,
        "KETABRAIN_HUB_KEY": key,
        "KETABRAIN_HUB_LESSON": lesson_notebook(environ.get("LESSON") or FIRST_LESSON).name,
    }


def hub_command(python: Path, node_modules: Path, chosen: dict[str, str]) -> list[str]:
    """Make the folders, add the proxy to `chosen` and return what starts the hub.

    Raises TaskError without Node, and for a folder that cannot be made.
    """
    node = shutil.which("node")
    if node is None:
        raise TaskError("The hub's proxy needs Node.js 20 or newer; install it, then type the same command again.")
    proxy = node_modules / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
    chosen["KETABRAIN_HUB_PROXY"] = f"{node}\n{proxy}"
    data = Path(chosen["KETABRAIN_HUB_DATA"])
    try:
        for name in ("learners", "handed-in", "hub"):
            (data / name).mkdir(parents=True, exist_ok=True)
        (data / "hub").chmod(0o700)  # the hub's own secrets
    except OSError as problem:
        raise TaskError(f"The folder {data} could not be made ({problem.strerror}); give another as DATA.") from None
    return [str(python), "-m", "jupyterhub", "-f", str(ROOT / "instructor" / "hub" / "jupyterhub_config.py")]


def address_of(chosen: Mapping[str, str], environ: Mapping[str, str]) -> str:
    """What learners type: the hub's address as their own machines reach it."""
    url = urllib.parse.urlsplit(chosen["KETABRAIN_HUB_URL"])
    return f"{url.scheme}://{address_for_others(environ, url.hostname or '')}:{url.port}"


def own_lessons(notebooks: Path) -> str:
    """A sentence for an instructor who has changed lessons that learners are to get; empty for one who has not."""
    changed = [lesson_number(file) for file in lesson_files(notebooks) if not is_as_given(file.name, file.read_bytes())]
    if not changed:
        return ""
    return (
        f"You have changed lesson {', '.join(changed)} in notebooks/, and learners get that too. If it is for you "
        "alone, move it to another folder and get the course's own back with `git checkout notebooks`, or with "
        "`make update ZIP=` and the path of the course's zip."
    )


def open_hub() -> int:
    """Start the hub and stay until it is stopped; returns its exit status."""
    if os.name != "posix":
        raise TaskError(
            "JupyterHub runs on Linux and macOS; on Windows use its Linux subsystem (WSL) or a Binder link."
        )
    asked = dict(os.environ)
    if asked.get("HOST", LOOPBACK[0]) not in LOOPBACK and not asked.get("PASSWORD") and sys.stdin.isatty():
        asked["PASSWORD"] = getpass.getpass("A password for the class (it will be asked of every learner): ")
    chosen = hub_environ(asked, administrator=is_root())
    url = urllib.parse.urlsplit(chosen["KETABRAIN_HUB_URL"])
    if url.port and not is_free(url.hostname or "", url.port):  # two hubs on one folder would do each other harm
        raise in_use(url.port)
    python = prepare("class")
    command = hub_command(python, prepare_node(), chosen)
    data = chosen["KETABRAIN_HUB_DATA"]
    lesson = lesson_number(Path(chosen["KETABRAIN_HUB_LESSON"]))
    password = "yes" if chosen["KETABRAIN_HUB_PASSWORD"] else ""
    run_module("tasks.inside.hub_page", "class", address_of(chosen, asked), lesson, password)
    if words := own_lessons(ROOT / "notebooks"):
        print(words)
    print("Press Ctrl-C here to stop the hub.")
    print(f"What is handed in: make room FOLDER={data}/handed-in", flush=True)
    environ = clean_environ(**chosen)
    environ.pop("PASSWORD", None)
    with subprocess.Popen(command, cwd=Path(data) / "hub", env=environ) as hub:
        return stay(hub)


def hub_link(hub: str, lesson: str) -> str:
    """The address that copies the course into a learner's home on a hub with nbgitpuller and opens a lesson.

    Raises TaskError for an address without http or https, and for a lesson that there is not.
    """
    if not hub.startswith(("https://", "http://")):
        raise TaskError(f"The hub's address begins with https://, unlike {hub!r}.")
    repository, branch = repository_and_branch()
    folder = repository.partition("/")[2]
    asked = {
        "repo": f"https://github.com/{repository}",
        "branch": branch,
        "urlpath": f"lab/tree/{folder}/notebooks/{lesson_notebook(lesson).name}",
    }
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urllib.parse.urlencode(asked)}"


def print_link(hub: str, lesson: str) -> int:
    """Print the link; returns the exit status."""
    print(hub_link(hub, lesson))
    return 0


def _free_ports() -> tuple[int, int]:
    """Two ports that nobody uses now, for the hub and its proxy to talk by."""
    with socket.socket() as one, socket.socket() as two:
        for probe in (one, two):
            probe.bind((LOOPBACK[0], 0))
        return int(one.getsockname()[1]), int(two.getsockname()[1])
