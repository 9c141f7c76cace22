"""`python -m tasks lock`: pyproject.toml's lists become exact versions with hashes, for every platform."""

import shutil
import subprocess
from pathlib import Path

from tasks.environment import ROOT, TaskError

COURSE_LOCK = "requirements.txt"
CLASS_LOCK = "instructor/requirements.txt"
TEST_LOCK = "tests/requirements.txt"

COMPILE = (
    *("uv", "pip", "compile", "--quiet", "pyproject.toml"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    "--no-header",  # a header would repeat this command line, and with it the names of mirrors or folders
)


def commands(upgrade: bool) -> list[tuple[str, ...]]:
    """The calls of uv; each is held to the lock before it, so that shared packages have one version."""
    newest = ("--upgrade",) if upgrade else ()
    group, test = ("--extra", "class"), ("--extra", "class", "--extra", "test")
    return [
        (*COMPILE, *newest, "--output-file", COURSE_LOCK),
        (*COMPILE, *newest, *group, "--constraints", COURSE_LOCK, "--output-file", CLASS_LOCK),
        (*COMPILE, *newest, *test, "--constraints", CLASS_LOCK, "--output-file", TEST_LOCK),
    ]


def write_locks(upgrade: bool = False, root: Path = ROOT) -> int:
    """Rewrite every lock; returns 0. Raises TaskError when uv is missing or finds no solution."""
    if shutil.which("uv") is None:
        raise TaskError("Locking needs uv: type `pip install uv`, then the same command again.")
    for command in commands(upgrade):
        if subprocess.run(command, cwd=root, check=False).returncode != 0:
            raise TaskError("uv could not write the locks; it says why above.")
    return 0
