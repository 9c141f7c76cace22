"""The course's own environment, `.venv`: built from the locks and from nothing else.

A few steps, each remembered by a mark in a stamp file inside `.venv`: the course's packages, those of a class, those
of the tests (which hold those of a class), the course's own package, and what npm brings. A step whose mark is there is
not done again. While a fresh `.venv` is built the old one waits beside it, and comes back if anything fails: nothing
half-made is ever left.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from tasks import packages

ROOT = Path(__file__).resolve().parents[1]

Level = Literal["course", "class", "test"]

LOCKS: dict[Level, str] = {
    "course": "requirements.txt",
    "class": "instructor/requirements.txt",
    "test": "tests/requirements.txt",
}
"""The lock of each level; each holds the one before it."""

NODE_FILES = ("tasks/node/package.json", "tasks/node/package-lock.json")

NOT_INHERITED = {
    "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONOPTIMIZE",
    "PYTHONWARNINGS", "MATPLOTLIBRC", "MPLBACKEND", "MPLCONFIGDIR", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT",
    "PIP_DRY_RUN", "PIP_QUIET", "PIP_VERBOSE",
}  # fmt: skip
"""Somebody's own settings of Python and of pip that would change what is installed, run or shown."""

TESTS_OF_PACKAGES = r"[/\\]tests?[/\\]"

OWN_SETTINGS = {
    "PYTHONUTF8": "1",
    "PIP_USER": "0",  # a file of pip's settings may say otherwise
    # Neither start-up files nor kernels of somebody's own stand in for the course's.
    "IPYTHONDIR": str(ROOT / ".venv" / "share" / "ipython"),
    "JUPYTER_PREFER_ENV_PATH": "1",
}

LONGEST_IN_VENV = 155
"""Letters of the longest path below `.venv` on Windows, where it has Lib/ for lib/python3.…/; a test counts it."""
WINDOWS_PATH = 259
"""Letters that Windows allows in a path, unless it has been told to allow more."""


class TaskError(Exception):
    """A chore that cannot be done; its text says in plain words why, and what to do."""


def prepare(level: Level, root: Path = ROOT) -> Path:
    """Make `.venv` ready for the course, for a class or for the tests; returns its Python.

    Raises TaskError when the environment cannot be built; the one that was there before then still is.
    """
    try:
        return _prepared(level, root)
    except OSError as error:
        raise TaskError(
            f"The environment of the course could not be finished ({error.strerror}): make room on the disk, or move "
            "the course to a folder that you may write to, then type the same command again."
        ) from error


def _prepared(level: Level, root: Path) -> Path:
    venv = root / ".venv"
    python = _python_of(venv)
    course, group, test = (_mark(each, root, lock) for each, lock in LOCKS.items())
    package = _mark("package", root, "pyproject.toml")
    if course not in _marks(venv) or not _starts(python):
        if excess := too_long_by(root, _longest_path()):
            raise TaskError(
                f"The path of this folder is {excess} letters too long for Windows: move the course to a folder nearer "
                r"to the root of the disk, such as C:\course, then type the same command again."
            )
        _say("Building the course's own Python environment in .venv, once; this takes a few minutes.")
        with _replacing(venv):
            _create(venv)
            _install_lock(python, root, "test" if level == "test" else "course")
            _run([python, "-m", "tasks.lab_settings"], root, "JupyterLab's settings could not be written.")
            for mark in (course, test) if level == "test" else (course,):
                _add_mark(venv, mark)
    wanted = {"course": course, "class": group, "test": test}[level]
    if not {wanted, test} & _marks(venv):
        _say(f"Adding the packages of the {level} to .venv, once too.")
        _install_lock(python, root, level)
        _add_mark(venv, wanted)
    if package not in _marks(venv):
        _install_package(python, root)
        _add_mark(venv, package)
    return python


def prepare_node(root: Path = ROOT) -> Path:
    """Install what npm brings (tasks/node) into `.venv`, which must be there; returns the folder node_modules.

    Raises TaskError without npm, or where it fails.
    """
    venv, home = root / ".venv", root / ".venv" / "node"
    mark = _mark("node", root, *NODE_FILES)
    if mark not in _marks(venv):
        npm = shutil.which("npm")
        if npm is None:
            raise TaskError(
                "This needs npm, which comes with Node.js 20 or newer (on Debian or Ubuntu `sudo apt install npm`); "
                "install it, then type the same command again."
            )
        _say("Adding a few JavaScript packages to .venv, once.")
        _remove(home)
        home.mkdir()
        for name in NODE_FILES:
            shutil.copy(root / name, home)
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        _run([npm, "ci", *quiet], home, "npm could not install the packages; it says why above.")
        _add_mark(venv, mark)
    return home / "node_modules"


def run_module(module: str, level: Level, *arguments: str) -> int:
    """Run a module of this project inside `.venv`; returns its exit status."""
    python = prepare(level)
    return subprocess.run([python, "-m", module, *arguments], cwd=ROOT, env=clean_environ(), check=False).returncode


def clean_environ(**more: str) -> dict[str, str]:
    """The variables for a process inside `.venv`: no outside packages, UTF-8 so that any path works, and bytecode kept.

    Many containers ask Python to write no bytecode; every kernel would then compile the course again.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in NOT_INHERITED}
    return inherited | OWN_SETTINGS | more


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _run(command: Sequence[str | Path], root: Path, failure: str) -> None:
    if subprocess.run(command, cwd=root, env=clean_environ(), check=False).returncode != 0:
        raise TaskError(failure)


def too_long_by(root: Path, longest: int) -> int:
    """How many letters the course's folder has too many for a computer whose paths have at most `longest`."""
    return max(len(str(root / ".venv")) + 1 + LONGEST_IN_VENV - longest, 0)


def _longest_path() -> int:
    """Letters that this computer allows in a path, more or less: only Windows allows few."""
    if sys.platform != "win32":
        return 4096
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return 32_000 if winreg.QueryValueEx(key, "LongPathsEnabled")[0] else WINDOWS_PATH
    except OSError:
        return WINDOWS_PATH


def _pip(python: Path, root: Path, *arguments: str, total: int = 1) -> None:
    """Install with pip, saying how far it is. Raises TaskError with a sentence that fits why it failed."""
    quiet = ("--disable-pip-version-check", "--no-input", "--progress-bar=off", "--no-warn-script-location")
    meter = packages.Meter()
    failure = packages.install(
        [python, "-m", "pip", "install", *quiet, *arguments], root, clean_environ(), total, meter.say
    )
    meter.end()
    if failure:
        raise TaskError(failure)


def _python_of(venv: Path) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _starts(python: Path) -> bool:
    """False also where the Python that `.venv` was made from has gone since."""
    try:
        run = subprocess.run([python, "-c", ""], capture_output=True, env=clean_environ(), check=False)
        return run.returncode == 0
    except OSError:
        return False


def _mark(step: str, root: Path, *files: str) -> str:
    """A line that changes with the files, Python's version and the folder (a `.venv` cannot be moved)."""
    version = "{}.{}".format(*sys.version_info[:2])
    content = b"\0".join([version.encode(), os.fsencode(root), *((root / file).read_bytes() for file in files)])
    return f"{step} {hashlib.sha256(content).hexdigest()}"


def _stamp(venv: Path) -> Path:
    return venv / "course-stamp.txt"


def _marks(venv: Path) -> set[str]:
    stamp = _stamp(venv)
    return set(stamp.read_text().splitlines()) if stamp.exists() else set()


def _add_mark(venv: Path, mark: str) -> None:
    """Keeps one mark a step: the newest."""
    step = mark.split()[0]
    others = {line for line in _marks(venv) if line.split()[0] != step}
    _stamp(venv).write_text("\n".join(sorted(others | {mark})) + "\n")


@contextmanager
def _replacing(venv: Path) -> Iterator[None]:
    """Set the old environment aside while a new one is built, and bring it back if that fails."""
    before = venv.with_name(".venv-before")
    try:
        if _stamp(venv).exists():
            _remove(before)
            venv.rename(before)
        else:  # left by a run that was killed; what waits in `before`, if anything, is the last whole one
            _remove(venv)
    except OSError as error:
        raise TaskError(
            f"The old .venv cannot be replaced ({error.strerror}). Close JupyterLab and whatever else uses "
            "it, then type the same command again."
        ) from error
    try:
        yield
    except BaseException:
        _remove(venv)
        if before.exists():
            before.rename(venv)
        raise
    _remove(before)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _create(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise TaskError(
            "This Python cannot make environments: part of its venv module is missing. On Debian or Ubuntu "
            "type `sudo apt install python3-venv`, then the same command again."
        )
    # The Python beneath, should this one be the very .venv that is being replaced.
    base = getattr(sys, "_base_executable", None) or sys.executable
    _run([base, "-m", "venv", venv], venv.parent, "Python could not make an environment; it says why above.")


def _install_lock(python: Path, root: Path, level: Level) -> None:
    """Install a lock, then compile it on all processors (pip takes one), but not the packages' own tests."""
    lock = root / LOCKS[level]
    total = packages.count(lock.read_text(encoding="utf-8"))
    _pip(python, root, "--no-compile", "--require-hashes", "-r", LOCKS[level], total=total)
    _say("  Almost ready: translating them once, so that every start is quick.")
    # A few packages hold templates that are not Python: what cannot be compiled is no failure, as with pip.
    compile_all = ("-m", "compileall", "-qq", "-j", "0", "-x", TESTS_OF_PACKAGES)
    subprocess.run([python, *compile_all, python.parents[1]], env=clean_environ(), check=False)


def _install_package(python: Path, root: Path) -> None:
    _pip(python, root, "--no-deps", "--no-build-isolation", "--editable", ".")
    # Before 3.13 Python reads .pth files in the system's encoding, and the path of this folder may hold any
    # letter. A relative path is plain ASCII, whatever the folder is called.
    for site_packages in ("lib/python*/site-packages", "Lib/site-packages"):
        for file in python.parents[1].glob(f"{site_packages}/ketabrain.pth"):
            file.write_text(os.path.relpath(root / "src", file.parent), encoding="ascii")
