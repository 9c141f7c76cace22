"""`python -m tasks course`: the course in JupyterLab."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tasks.environment import ROOT, TaskError, clean_environ, prepare

FIRST_PAGE = "notebooks/00-start-here.ipynb"
DEFAULT_PORT = 8888


def port_of(environ: Mapping[str, str], default: int) -> str:
    """The port that `PORT` chooses. Raises TaskError for one that is not a number from 1 to 65535."""
    port = environ.get("PORT", str(default))
    if not (port.isdecimal() and 1 <= int(port) <= 65535):
        raise TaskError(f"PORT must be a whole number from 1 to 65535, not {port!r}.")
    return port


def is_root() -> bool:
    """Whether this is the system's administrator: Jupyter then wants to be told that this is meant."""
    return os.name == "posix" and os.geteuid() == 0


def lab_arguments(environ: Mapping[str, str], root: Path = ROOT, administrator: bool = False) -> list[str]:
    """What JupyterLab is started with.

    `PORT` chooses the port (JupyterLab takes the next free one when it is in use); `BROWSER=0` opens no
    browser. Raises TaskError for a port that is not a number from 1 to 65535.
    """
    port = port_of(environ, DEFAULT_PORT)
    arguments = [
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}",
        f"--ServerApp.port={port}",
    ]
    if environ.get("BROWSER") == "0":
        arguments.append("--no-browser")
    if administrator:  # containers often have no other user, and JupyterLab would refuse
        arguments.append("--allow-root")
    return arguments


def open_course() -> int:
    """Prepare the environment and open the first lesson; returns JupyterLab's exit status."""
    arguments = lab_arguments(os.environ, administrator=is_root())
    python = prepare("course")
    print(f"Opening {FIRST_PAGE} in JupyterLab. Press Ctrl-C twice here to stop it.", flush=True)
    environ = clean_environ()
    if environ.get("BROWSER") == "0":
        del environ["BROWSER"]  # our word for "none"; Python would take it for the name of a browser
    if os.name == "posix":
        os.chdir(ROOT)
        os.execve(python, [str(python), *arguments], environ)  # Ctrl-C and kill then reach JupyterLab itself
    with subprocess.Popen([python, *arguments], cwd=ROOT, env=environ) as lab:
        while True:
            try:
                return lab.wait()
            except KeyboardInterrupt:
                continue  # JupyterLab has heard it too and asks its own question
