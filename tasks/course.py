"""`python -m tasks course`: the course in JupyterLab."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tasks.environment import ROOT, TaskError, clean_environ, prepare
from tasks.servers import port_of, stay

FIRST_PAGE = "notebooks/00-start-here.ipynb"
DEFAULT_PORT = 8888
LAUNCH = (
    "import sys, warnings; sys.modules['rfc3987_syntax'] = None; import voila; warnings.simplefilter('ignore'); "
    "from jupyterlab.labapp import main; main()"
)
"""JupyterLab, without the warnings of its parts, which mean nothing to a learner; errors and the address are shown.
Voilà is imported first, as it has Python show warnings again. And without a package that would compile 38 grammars of
web addresses, for half of the time of the imports: jsonschema takes it only if it is there, to check what nobody asks.
"""


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
        "-c",
        LAUNCH,
        "--log-level=ERROR",
        "--LabApp.log_level=ERROR",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}",
        f"--ServerApp.port={port}",
    ]
    if environ.get("BROWSER") == "0":
        arguments.append("--no-browser")
    if administrator:  # containers often have no other user, and JupyterLab would refuse
        arguments.append("--allow-root")
    return arguments


def jupyter_folders(environ: Mapping[str, str], platform: str = sys.platform) -> dict[str, Path]:
    """Where Jupyter keeps settings, data and what is running, by the variables that choose another place."""
    home = Path(os.path.expanduser("~"))
    usual = {"darwin": home / "Library" / "Jupyter", "win32": Path(environ.get("APPDATA") or home, "jupyter")}
    xdg = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share", "jupyter")
    data = Path(environ.get("JUPYTER_DATA_DIR") or usual.get(platform, xdg))
    return {
        "JUPYTER_CONFIG_DIR": Path(environ.get("JUPYTER_CONFIG_DIR") or home / ".jupyter"),
        "JUPYTER_DATA_DIR": data,
        "JUPYTER_RUNTIME_DIR": Path(environ.get("JUPYTER_RUNTIME_DIR") or data / "runtime"),
    }


def takes_files(folder: Path) -> bool:
    """Whether a file with something in it can be kept in a folder, which is made if it can be.

    As `engine.surroundings.can_be_written`, which a chore on a bare Python cannot import.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"a full disk takes the file, but nothing in it")
    except OSError:
        return False
    return True


def places(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that give Jupyter and IPython folders of their own for this time, where theirs take no files; each
    kind of folder only if it needs one. Raises TaskError where there is no place for them either.
    """
    wanted = jupyter_folders(environ) | {"IPYTHONDIR": Path(environ["IPYTHONDIR"])}
    closed = [name for name, folder in wanted.items() if not takes_files(folder)]
    if not closed:
        return {}
    try:
        instead = Path(tempfile.mkdtemp(prefix="course-"))
        made = {name: instead / name.lower() for name in closed}
        _make(made.values())
    except OSError as error:
        raise TaskError(
            "Neither your home folder nor the system's folder for temporary files takes files, and JupyterLab needs "
            "one of them: make room on the disk, then type the same command again."
        ) from error
    if closed != ["IPYTHONDIR"]:
        print(
            "Your home folder takes no files (it is full, read-only or missing): the course opens all the same, but "
            "what you change in Jupyter's own settings is not kept.",
            flush=True,
        )
    return {name: str(folder) for name, folder in made.items()}


def _make(folders: Iterable[Path]) -> None:
    for folder in folders:
        folder.mkdir(mode=0o700)


def open_course() -> int:
    """Prepare the environment and open the first lesson; returns JupyterLab's exit status."""
    arguments = lab_arguments(os.environ, administrator=is_root())
    python = prepare("course")
    print(f"Opening {FIRST_PAGE} in JupyterLab. Press Ctrl-C twice here to stop it.", flush=True)
    environ = clean_environ()
    environ |= places(environ)
    if environ.get("BROWSER") == "0":
        del environ["BROWSER"]  # our word for "none"; Python would take it for the name of a browser
    if os.name == "posix":
        os.chdir(ROOT)
        os.execve(python, [str(python), *arguments], environ)  # Ctrl-C and kill then reach JupyterLab itself
    with subprocess.Popen([python, *arguments], cwd=ROOT, env=environ) as lab:
        return stay(lab)  # at Ctrl-C JupyterLab asks its own question
