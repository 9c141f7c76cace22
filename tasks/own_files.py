"""What in this folder is the learner's own: files that were edited, which an update keeps under a name with the date.

Line endings are no edit, and in a notebook neither is what a run leaves behind.
"""

import hashlib
import json
import os
import shutil
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

CARRIED = "ketabrain"
"""The key of a notebook's metadata that holds the fingerprint with which the course gave it out."""
KEPT = ".my-edits-"
"""What stands in the name of every file that was kept, before the date."""


def fingerprint(name: str, content: bytes) -> str:
    """What two versions of a file are told apart by; a notebook that cannot be read counts by its bytes."""
    notebook = _notebook(name, content)
    if notebook is not None:
        return cells_fingerprint(notebook)
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def cells_fingerprint(notebook: dict[str, Any]) -> str:
    """The fingerprint of what is written in a notebook's cells; JupyterLab adds empty ones at the end by itself."""
    cells = [(cell["cell_type"], _source(cell)) for cell in notebook["cells"] if _source(cell)]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def carried(name: str, content: bytes) -> str | None:
    """The fingerprint that the course gave a notebook out with, where it carries one."""
    notebook = _notebook(name, content)
    mark = (notebook or {}).get("metadata", {}).get(CARRIED)
    return mark.get("cells") if isinstance(mark, dict) else None


def is_as_given(name: str, content: bytes) -> bool:
    """Whether what is written in a notebook is what the course gave out; one that carries no mark counts as edited."""
    return fingerprint(name, content) == carried(name, content)


def lesson_files(folder: Path) -> list[Path]:
    """The lessons in a folder, in order, without what an update has kept."""
    return sorted(file for file in folder.glob("[0-9][0-9]*-*.ipynb") if KEPT not in file.name)


def keep_aside(file: Path, day: date) -> Path:
    """Copy a file beside itself under a name with the date; returns the copy, which may be one of before.

    A notebook still opens as one; nothing takes the copy of another file for code. Raises OSError.
    """
    content = file.read_bytes()
    for number in count(1):
        words = f"{KEPT}{day.isoformat()}" + (f"-{number}" if number > 1 else "")
        name = f"{file.stem}{words}{file.suffix}" if file.suffix == ".ipynb" else f"{file.name}{words}"
        copy = file.with_name(name)
        if not copy.exists():
            write_whole(copy, content)
            return copy
        if copy.read_bytes() == content:
            return copy
    raise AssertionError("count never ends")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that whoever looks finds the old one or the new one, never half of it. Raises OSError."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        if file.exists():
            shutil.copymode(file, part)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def _notebook(name: str, content: bytes) -> dict[str, Any] | None:
    """A notebook as JSON, if the file is one whose cells can be read."""
    if not name.endswith(".ipynb"):
        return None
    try:
        notebook = json.loads(content)
        for cell in notebook["cells"]:
            _source(cell), cell["cell_type"]
        return notebook if isinstance(notebook.get("metadata", {}), dict) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"]).replace("\r\n", "\n").rstrip()
