"""The files of another version of the course, from a downloaded zip or from the folder that it was unpacked to."""

import os
import re
import stat
import tomllib
import zipfile
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath

from tasks.environment import TaskError

Files = dict[str, bytes]
"""What a version holds: each file's name below the folder, with slashes, and its content."""

MOST_FILES = 20_000
MOST_BYTES = 500_000_000
NEVER_THE_COURSE_S = re.compile(
    r"\.(git|venv|venv-before|mypy_cache|ruff_cache|pytest_cache|hypothesis)/|(build|dist|class-data|__MACOSX)/"
    r"|my-ledger|\.course-files\.json|.*(__pycache__/|\.ipynb_checkpoints/|\.my-edits-|\.DS_Store$)"
)
"""Names that no version brings: the learner's answers, caches, environments, and what an update keeps."""


def read_course(source: Path, course: str) -> Files:
    """The files in a zip or folder that holds the course of this name (in pyproject.toml), and nothing of a learner's.

    Raises TaskError for what is no zip, not the course, or not safe to unpack.
    """
    if not source.exists():
        raise TaskError(f"There is no file {source.name!r} at that place; give ZIP the path of the zip you downloaded.")
    try:
        files = _in_folder(source) if source.is_dir() else _in_zip(source)
    except PermissionError as error:
        raise TaskError(f"{source.name} may not be read on this computer; copy it to another folder first.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise TaskError(
            f"{source.name} cannot be read as a zip file: it is damaged, locked with a password or something else; "
            "download it again."
        ) from error
    return {name: content for name, content in _course_in(files, course, source).items() if _belongs(name)}


def course_name(settings: bytes) -> str:
    """The name of the package that a pyproject.toml describes; empty if it describes none."""
    try:
        return str(tomllib.loads(settings.decode("utf-8"))["project"]["name"])
    except (ValueError, KeyError, TypeError):
        return ""


def _belongs(name: str) -> bool:
    return not NEVER_THE_COURSE_S.match(name)


def _course_in(files: Files, course: str, source: Path) -> Files:
    """The files below the one folder that holds the course: the top, or a folder in it, as GitHub packs it."""
    tops = [
        name.removesuffix("pyproject.toml")
        for name, content in files.items()
        if re.fullmatch(r"([^/]+/)?pyproject\.toml", name) and course_name(content) == course
    ]
    found = [{name.removeprefix(top): files[name] for name in files if name.startswith(top)} for top in tops]
    whole = [each for each in found if any(re.fullmatch(r"notebooks/[^/]+\.ipynb", name) for name in each)]
    if len(whole) != 1:
        raise TaskError(f"{source.name} does not hold this course; download the zip of its repository, whole.")
    return whole[0]


def _in_zip(source: Path) -> Files:
    """Every file of a zip. Raises TaskError for one that could do harm, and what zipfile raises for a damaged one."""
    with zipfile.ZipFile(source) as packed:
        members = [member for member in packed.infolist() if not member.is_dir()]
        if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
            raise TaskError(f"{source.name} is far too large to be this course; download it again.")
        twice = Counter(member.filename.casefold() for member in members).most_common(1)
        if any(not _is_safe(member) for member in members) or (twice and twice[0][1] > 1):
            raise TaskError(
                f"{source.name} is not safe to unpack: a file in it leads out of the folder or stands there twice; "
                "download it from the course's own page."
            )
        return {member.filename: packed.read(member) for member in members}


def _is_safe(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a plain file whose name stays in the folder, on every system."""
    name = PurePosixPath(member.filename)
    kind = stat.S_IFMT(member.external_attr >> 16)
    inside = not name.is_absolute() and ".." not in name.parts and not re.search(r"[\\:\0]", member.orig_filename)
    return inside and kind in (0, stat.S_IFREG)


def _in_folder(source: Path) -> Files:
    """Every file of an unpacked course, without links and without what no version brings."""
    files: list[Path] = []
    size = 0
    for folder, below, names in os.walk(source):
        place = Path(folder)
        below[:] = [name for name in below if _belongs((place / name).relative_to(source).as_posix() + "/")]
        found = [place / name for name in names if (place / name).is_file() and not (place / name).is_symlink()]
        files += found
        size += sum(file.stat().st_size for file in found)
        if len(files) > MOST_FILES or size > MOST_BYTES:
            raise TaskError(f"{source.name} is far too large to be this course; give ZIP the folder you unpacked.")
    return {file.relative_to(source).as_posix(): file.read_bytes() for file in files}
