"""`python -m tasks doctor`: one page on what works here and what does not, with what to do, and nothing personal.

Only the system's own Python is needed, and nothing is changed: it works where the environment is broken or absent.
"""

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tasks import computer, environment
from tasks.course import DEFAULT_PORT
from tasks.environment import LOCKS, ROOT, clean_environ
from tasks.findings import Finding, Sign, bad, good, unsure, user_names, without_names
from tasks.new_course import course_name
from tasks.own_files import lesson_files

PAGE = "build/doctor.txt"
BUILD_AGAIN = "Delete the folder .venv (nothing of yours is in it) and type `make course`."
IMPORTED = ("numpy", "scipy", "pandas", "matplotlib", "anywidget", "ipykernel", "ketabrain")
"""What must be there for a lesson to run."""
STARTS_S = 2.0
IMPORTS_S = 6.0
"""How long `.venv` gets to start and to import, so that the page is there within ten seconds."""
IMPORT_EACH = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception:
        print(name)
"""
LOGS = ("build/*install*.log", ".venv/*install*.log", ".venv*.log")
"""Where installing leaves what pip said."""

Look = Callable[[], Finding]


def examine(root: Path = ROOT) -> int:
    """Print the page and keep it in build/doctor.txt; returns 0."""
    text = page(root, os.environ)
    print(_printable(text, sys.stdout.encoding or "ascii"))
    try:
        (root / PAGE).parent.mkdir(exist_ok=True)
        (root / PAGE).write_text(text + "\n", encoding="utf-8")
        print(f"\nThis page is in {PAGE}: send it along when you ask for help; it names nobody.")
    except OSError:
        print(f"\n{PAGE} could not be written: copy this page from here when you ask for help; it names nobody.")
    return 0


def page(root: Path, environ: Mapping[str, str]) -> str:
    """The whole page: what was found, one thing a line."""
    looks: dict[str, Look] = {
        "course": partial(course_found, root),
        "Python": computer.python_found,
        "system": computer.system_found,
        "memory": computer.memory_found,
        "disk": partial(computer.disk_found, root),
        "path of the folder": partial(computer.path_found, root),
        "folder": partial(computer.folder_found, root),
        "drive": partial(computer.drive_found, root),
        "locks": partial(computer.locks_found, root),
        "clock": partial(computer.clock_found, root),
        "environment": partial(environment_found, root),
        "packages": partial(packages_found, root),
        "JupyterLab": partial(lab_found, root),
        "browser": computer.browser_found,
        "port": partial(computer.port_found, environ, DEFAULT_PORT),
        "proxy": computer.proxies_found,
        "answers": partial(ledger_found, root, environ),
        "settings": partial(settings_found, environ),
        "last installation": partial(log_found, root, environ),
    }
    findings = [looked(name, look) for name, look in looks.items()]
    wrong, open_ = (sum(each.sign is sign for each in findings) for sign in (Sign.BAD, Sign.OPEN))
    head = f"Ketamine and the Brain, claim by claim: {wrong} to mend (✗), {open_} to look at (?)."
    return "\n".join([head, "", *map(str, findings)])


def looked(name: str, look: Look) -> Finding:
    """What a look finds; a look that fails is a line too, so that the others are still there."""
    try:
        return look()
    except PermissionError:
        return unsure(f"The {name} could not be looked at", "See first that you may read and write the folder.")
    except Exception as error:
        return unsure(f"The {name} could not be looked at ({type(error).__name__})", "Say so when you ask for help.")


def course_found(root: Path) -> Finding:
    """Which course this is and how it came here."""
    settings = (root / "pyproject.toml").read_bytes()
    lessons = len(lesson_files(root / "notebooks"))
    came = "a git checkout" if (root / ".git").exists() else "downloaded"
    if not course_name(settings) or not lessons:
        return bad("The course is not whole", "Download it again and unpack all of it.")
    return good(f"The course with {lessons} notebooks, {came}")


def environment_found(root: Path) -> Finding:
    """Whether `.venv` is there, starts, and was built from the locks as they are now."""
    venv = root / ".venv"
    if not venv.exists():
        return unsure("The environment .venv is not there", "Type `make course`: it builds it, in a few minutes.")
    try:
        starts = _inside(environment._python_of(venv), "", within_s=STARTS_S).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        starts = False
    if not starts:
        return bad("The environment .venv does not start; perhaps its Python has gone", BUILD_AGAIN)
    marks = environment._marks(venv)
    if environment._mark("course", root, LOCKS["course"]) not in marks:
        return unsure(
            "The environment .venv was built for another version, folder or Python",
            "Type `make course`: it builds it again, in a few minutes.",
        )
    return good("The environment .venv is there and is that of this version")


def packages_found(root: Path) -> Finding:
    """Whether the most important packages can be imported inside `.venv`."""
    python = environment._python_of(root / ".venv")
    if not (root / ".venv").exists():
        return unsure("The packages were not looked at: there is no .venv", "Type `make course`.")
    try:
        run = _inside(python, IMPORT_EACH, *IMPORTED, within_s=IMPORTS_S)
    except OSError:
        return bad("The packages cannot be imported: .venv does not start", BUILD_AGAIN)
    except subprocess.TimeoutExpired:
        return unsure(
            f"The packages take longer than {IMPORTS_S:g} s to import",
            "The first time after installing is slow: try again; if it stays so, look at memory and drive above.",
        )
    failed = run.stdout.split()
    if run.returncode or failed:
        return bad(f"These packages cannot be imported: {', '.join(failed) or 'all'}", BUILD_AGAIN)
    return good("The packages can be imported")


def lab_found(root: Path) -> Finding:
    """Which JupyterLab a lesson opens in, and which version of the course's own package."""
    installed = {
        found[1]: found[2]
        for places in ("lib/python*/site-packages", "Lib/site-packages")
        for folder in (root / ".venv").glob(f"{places}/*.dist-info")
        if (found := re.fullmatch(r"(jupyterlab|ketabrain)-([\w.]+)\.dist-info", folder.name))
    }
    if len(installed) == 2:
        return good(f"JupyterLab {installed['jupyterlab']}, ketabrain {installed['ketabrain']}")
    if (root / ".venv").exists():
        return bad("JupyterLab or the course's own package is not in .venv", BUILD_AGAIN)
    return unsure("JupyterLab was not looked at: there is no .venv", "Type `make course`.")


def _inside(python: Path, code: str, *words: str, within_s: float) -> subprocess.CompletedProcess[str]:
    """Run a few lines inside `.venv`. Raises OSError if it does not start, TimeoutExpired if it takes too long."""
    return subprocess.run(
        [python, "-c", code, *words],
        env=clean_environ(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=within_s,
        check=False,
    )


def ledger_found(root: Path, environ: Mapping[str, str]) -> Finding:
    """Whether the answers can be read, and how many entries there are; not one is shown."""
    places = {root: "in the course's folder", Path.home(): "in your home folder"}
    ledgers = {place / "my-ledger.json": words for place, words in places.items()}
    if chosen := environ.get("KETABRAIN_LEDGER"):
        ledgers = {Path(chosen): "where KETABRAIN_LEDGER says"}
    counted = []
    for ledger, where in ledgers.items():
        if not ledger.exists():
            continue
        try:
            entries = len(json.loads(ledger.read_bytes())["entries"])
        except OSError as error:
            return bad(
                f"The answers {where} cannot be read ({error.strerror})", "Let yourself read and write the file."
            )
        except (ValueError, KeyError, TypeError):
            return bad(
                f"The file of the answers {where} is damaged",
                "Keep it, and open a lesson: the course sets it aside and says what it could save.",
            )
        counted.append(f"{entries} entr{'y' if entries == 1 else 'ies'} {where}")
        if not os.access(ledger, os.W_OK):
            return bad(f"The answers cannot be written: {counted[-1]}", "Let yourself write the file my-ledger.json.")
    return good(f"The answers can be read: {', '.join(counted)}" if counted else "No answers yet")


def settings_found(environ: Mapping[str, str]) -> Finding:
    """Which settings of the course are set, by their names alone."""
    names = sorted(name for name in environ if name.startswith("KETABRAIN_"))
    if not names:
        return good("No setting KETABRAIN_… is set")
    known = [name if name.isascii() and name.replace("_", "").isalnum() else "KETABRAIN_…" for name in names]
    return unsure(f"Set: {', '.join(known)}", "Clear them if you do not know why they are set.")


def log_found(root: Path, environ: Mapping[str, str]) -> Finding:
    """The last error of an installation, if it left a log."""
    logs = sorted((file for name in LOGS for file in root.glob(name)), key=lambda file: file.stat().st_mtime)
    lines = logs[-1].read_text(encoding="utf-8", errors="replace").splitlines() if logs else []
    errors = [line for line in lines if "error" in line.lower()]
    if not errors:
        return good("No error of an installation is on record")
    home = Path.home()
    users = user_names(home, (*(environ.get(name) for name in ("USER", "USERNAME", "LOGNAME")), platform.node()))
    said = without_names(errors[-1], homes=(root, root.resolve(), home, home.resolve()), users=users)
    return unsure(f"The last error of an installation: {said[:300]}", "If `make course` works by now, nothing to do.")


def _printable(text: str, encoding: str) -> str:
    """The page for a terminal that may not know the signs."""
    plain = {"✓": "+", "✗": "x", "→": "->", "…": "..."}
    for sign, other in plain.items():
        try:
            sign.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            text = text.replace(sign, other)
    return text.encode(encoding, "replace").decode(encoding)
