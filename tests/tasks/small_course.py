"""A small course, and copies of it that are updated, by git from another folder or from a zip."""

import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tasks.environment import TaskError
from tasks.own_files import cells_fingerprint
from tasks.update import remember, update

DAY = date(2026, 11, 30)
LESSON = "notebooks/02-getting-in.ipynb"
KEPT = "notebooks/02-getting-in.my-edits-2026-11-30.ipynb"
SETTINGS = (
    '[project]\nname = "ketabrain"\n[tool.ketabrain]\nrepository = "ada/course"\nbranch = "main"\n'  # as in pyproject
)
LEDGER = '{"format": 1, "entries": [1]}'


def notebook(*sources: str, ran: bool = False, mark: bool = False) -> str:
    """A notebook with a code cell for each source."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": ["42\n"]}] if ran else []
    cells = [
        {"cell_type": "code", "source": source.splitlines(keepends=True), "metadata": {}, "outputs": outputs}
        for source in sources
    ]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    if mark:
        made["metadata"]["ketabrain"] = {"cells": cells_fingerprint(made)}
    return json.dumps(made, indent=1) + "\n"


OLD = {
    "pyproject.toml": SETTINGS,
    "requirements.txt": "numpy==1\n",
    "README.md": "Old words.\n",
    "code.py": "x = 1\n",
    "gone.py": "y = 1\n",
    "same.py": "z = 1\n",
    ".gitignore": "my-ledger*\n*.my-edits-*\n.course-files.json\n",
    ".gitattributes": "* text=auto eol=lf\n",
    LESSON: notebook("start('02')\nx = 1", "..."),
    "notebooks/05-surge.ipynb": notebook("start('05')"),
}
NEW = {name: content for name, content in OLD.items() if name != "gone.py"} | {
    "README.md": "New words.\n",
    "code.py": "x = 2\n",
    LESSON: notebook("start('02')\nx = 2", "..."),
    "notebooks/14-new.ipynb": notebook("start('14')"),
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    run = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout


def commit(folder: Path, files: dict[str, str], words: str) -> None:
    for name in git(folder, "ls-files").split():
        (folder / name).unlink()
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", words)


def zipped(file: Path, files: dict[str, str], top: str = "ketabrain-course-main/") -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in files.items():
            packed.writestr(top + name, content)
    return file


class Copy:
    """A learner's copy of the course, how it is updated, and the ways to publish a version that it is updated to."""

    def __init__(self, tmp_path: Path, kind: str) -> None:
        self.kind, self.upstream, self.here = kind, tmp_path / "upstream", tmp_path / "my course é"
        self.zip = tmp_path / "downloaded.zip"
        if kind == "git":
            self.upstream.mkdir()
            git(self.upstream, "init", "--quiet", "--initial-branch", "main")
            commit(self.upstream, OLD, "old")
            git(tmp_path, "clone", "--quiet", str(self.upstream), str(self.here))
        else:
            write(self.here, OLD)
            remember(self.here)
        self.write("my-ledger.json", LEDGER)

    def publish(self, files: dict[str, str]) -> None:
        if self.kind == "git":
            commit(self.upstream, files, "new")
        else:
            zipped(self.zip, files)

    def update(self) -> int:
        return update("" if self.kind == "git" else str(self.zip), self.here, DAY)

    def write(self, name: str, content: str) -> None:
        write(self.here, {name: content})

    def read(self, name: str) -> str:
        return (self.here / name).read_text(encoding="utf-8")

    def names(self) -> set[str]:
        files = (file.relative_to(self.here) for file in self.here.rglob("*") if file.is_file())
        return {file.as_posix() for file in files if file.parts[0] != ".git"} - {".course-files.json"}


def refused(copy: Copy, words: str) -> None:
    before = {name: copy.read(name) for name in copy.names()}
    with pytest.raises(TaskError, match=words) as error:
        copy.update()
    assert "\n" not in str(error.value)
    assert {name: copy.read(name) for name in copy.names()} == before
