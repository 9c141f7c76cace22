"""`python -m tasks present`, `room` and `slides`: what an instructor projects.

The first two are one page through Voilà, code hidden and widgets live; slides are files that need nothing running.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tasks.course import places
from tasks.environment import ROOT, TaskError, clean_environ, prepare, prepare_node, run_module
from tasks.servers import port_of, stay

SHARPNESS = 1.6
"""How many more pixels a side than in JupyterLab pictures get: a projected page is as large as its window allows."""
PORT = 8866
TEMPLATES = {"JUPYTER_PATH": str(ROOT / "instructor")}
"""Where Voilà finds its templates, which ask nothing of the network."""


def lesson_number(notebook: Path) -> str:
    """The number at the start of a notebook's name, such as "05" or "09b"."""
    return notebook.name.partition("-")[0]


def lesson_notebook(lesson: str, root: Path = ROOT) -> Path:
    """The notebook of a lesson such as "05" (or "5") or "09b". Raises TaskError if the course has none."""
    asked = re.fullmatch(r"(\d+)([a-z]?)", lesson, re.ASCII)
    found = sorted((root / "notebooks").glob(f"{asked[1].zfill(2)}{asked[2]}-*.ipynb")) if asked else []
    if not found:
        known = ", ".join(map(lesson_number, sorted((root / "notebooks").glob("*.ipynb"))))
        raise TaskError(f"There is no lesson {lesson!r}; LESSON is one of {known}.")
    return found[0]


def voila_arguments(notebook: Path, environ: Mapping[str, str], template: str = "offline") -> list[str]:
    """What Voilà is started with for a notebook or a folder of them, along with TEMPLATES.

    Raises TaskError for a port that cannot be one.
    """
    port = port_of(environ, PORT)
    arguments = ["-m", "voila", str(notebook), f"--template={template}", f"--port={port}", "--Voila.ip=127.0.0.1"]
    if environ.get("BROWSER") == "0":
        arguments.append("--no-browser")
    return arguments


def projector_arguments(notebook: Path, environ: Mapping[str, str]) -> list[str]:
    """What Voilà is started with to project a notebook: as large as the window allows, or as SCALE says.

    Raises TaskError for a SCALE or a port that cannot be one.
    """
    scale = _scale_of(environ)
    fixed = [f"--VoilaConfiguration.resources={{'projector': {{'scale': {scale:g}}}}}"] if scale else []
    return voila_arguments(notebook, environ, "projector") + fixed


def present(lesson: str) -> int:
    """Show a lesson large, with a ledger of the presenter's own; returns Voilà's exit status."""
    return _show(lesson_notebook(lesson), KETABRAIN_LEDGER=str(ROOT / "my-ledger-present.json"))


def show_room(folder: str, poll: str = "") -> int:
    """Show the room's answers from a folder of ledgers, or an invented class; returns Voilà's exit status.

    `poll` is the address of the teacher's page of a poll that runs beside it.
    """
    if folder and not Path(folder).expanduser().is_dir():
        raise TaskError(f"There is no folder {folder!r}; make it, or give FOLDER another name.")
    place = {"KETABRAIN_ROOM": str(Path(folder).expanduser().resolve())} if folder else {}
    link = {"KETABRAIN_POLL": poll} if poll else {}
    return _show(ROOT / "instructor" / "the-room.ipynb", **place, **link)


def make_slides(lessons: Sequence[str]) -> int:
    """Make the slides of some lessons, or of all; returns the exit status. Raises TaskError for an unknown lesson."""
    for lesson in lessons:
        lesson_notebook(lesson)
    prepare("class")
    prepare_node()
    return run_module("tasks.inside.slides", "class", *lessons)


def _scale_of(environ: Mapping[str, str]) -> float | None:
    """What SCALE asks for, or None if nothing. Raises TaskError for a wild one."""
    asked = environ.get("SCALE", "")
    if not asked:
        return None
    try:
        scale = float(asked)
    except ValueError:
        scale = 0
    if not 1 <= scale <= 4:  # and not "nan" either
        raise TaskError(f"SCALE must be a number from 1 to 4, not {asked!r}.")
    return scale


def _show(notebook: Path, **more: str) -> int:
    arguments = projector_arguments(notebook, os.environ)
    sharpness = _scale_of(os.environ) or SHARPNESS
    python = prepare("course")
    print(f"Showing {notebook.name}. Press Ctrl-C here to stop it.", flush=True)
    environ = clean_environ(KETABRAIN_SCALE=f"{sharpness:g}", **TEMPLATES, **more)
    environ |= places(environ)
    if environ.get("BROWSER") == "0":
        del environ["BROWSER"]  # our word for "none"; Python would take it for the name of a browser
    with subprocess.Popen([python, *arguments], cwd=ROOT, env=environ) as voila:
        return stay(voila)
