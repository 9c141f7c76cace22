"""Where a learner's ledger is: in their own copy of the lessons, or else in their home; never where others write too.

The package may be installed once for many people, so where it lies says nothing about whose answers these are.
"""

import errno
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

FILE = "my-ledger.json"
AT_HOME = "in your home folder"

_REFUSALS = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, kw_only=True)
class LedgerPlace:
    """The file; in words, the folder it is in if that is not the copy; and a sentence if that needs one."""

    path: Path
    words: str = ""
    notice: str = ""


def find_place() -> LedgerPlace:
    """Where the ledger of whoever runs this Python is, by the folder in which the notebook runs and by their home."""
    copy, home = _copy(), _home()
    if copy is None:
        return LedgerPlace(path=(home or Path()) / FILE, words=AT_HOME if home else "")
    if home is None or (_is_own(copy) and _is_writable(copy)):
        return LedgerPlace(path=copy / FILE)
    why = "cannot be written" if _is_own(copy) else "belongs to somebody else"
    notice = f"This copy of the course {why}, so your answers are kept in the file {FILE} {AT_HOME}."
    return LedgerPlace(path=home / FILE, words=AT_HOME, notice=notice)


def _copy() -> Path | None:
    """The copy of the lessons in which this notebook lies: the nearest folder upwards that holds notebooks/, or None.

    The top of the disk is nobody's copy.
    """
    try:
        here = Path.cwd()
    except OSError:  # the folder has been removed
        return None
    return next((each for each in (here, *here.parents) if each != each.parent and (each / "notebooks").is_dir()), None)


def _home() -> Path | None:
    """The learner's home, or None if there is none to write in."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home if home.is_dir() and _is_writable(home) else None


def _is_own(copy: Path) -> bool:
    """Whether the copy is this learner's, or has their ledger in it already; an administrator's are all."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return True
    return any(path.exists() and path.stat().st_uid == os.geteuid() for path in (copy, copy / FILE))


def _is_writable(folder: Path) -> bool:
    """Whether a file may be made there; one that is, for a moment, has no name where the system can do without."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError as problem:
        return problem.errno not in _REFUSALS  # a full disk can be written again
