"""`python -m tasks update`: the newest version of the course, on top of a copy in which somebody has worked.

A git checkout is fetched and moved forward; any copy takes a downloaded zip. Answers are never touched. A notebook that
was only run is replaced; whatever was edited and has to make place is first kept under a name with the date.
"""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tasks.binder import repository_and_branch, zip_link
from tasks.environment import LOCKS, ROOT, TaskError
from tasks.new_course import Files, course_name, read_course
from tasks.own_files import carried, fingerprint, keep_aside, write_whole

RECORD = ".course-files.json"
"""The fingerprints of the files as they came, in a copy that is no git checkout."""
FIRST_MINUTE_S = 60
"""What was written later than this after the oldest file may be a learner's, and is not recorded as the course's."""

Known = Callable[[str, bytes], set[str]]
"""The fingerprints with which a file may have come, by its name and by what it holds now; none if nobody knows."""


def update(source: str, root: Path = ROOT, day: date | None = None) -> int:
    """Bring this copy up to date by git, or from a zip (or unpacked folder) at the path `source`; returns 0.

    Raises TaskError where that cannot be done; then nothing of the learner's has changed.
    """
    today = day or date.today()
    try:
        if source:
            changed = _from_files(root, Path(source).expanduser().resolve(), today)
        elif (root / ".git").exists():
            changed = _by_git(root, today)
        else:
            raise TaskError(
                f"This copy was downloaded: download {zip_link(*repository_and_branch(root))}, "
                "then type `make update ZIP=` and the path of that file."
            )
    except OSError as error:
        name = Path(error.filename).name if error.filename else "this folder"
        place = re.sub(r"^\.(.+)\.part$", r"\1", name)
        raise TaskError(
            f"The update stopped at {place} ({error.strerror}): make sure that it may be written, that the disk has "
            "room and that no other program uses it, then type the same command again. Nothing of yours is lost."
        ) from error
    print(summary(changed, built=(root / ".venv").exists()))
    return 0


def summary(changed: Sequence[str], *, built: bool) -> str:
    """One line: what changed, and whether the environment, if it is `built`, will be built again."""
    if not changed:
        return "This copy is up to date already: nothing changed."
    lessons = sorted({found[1] for name in changed if (found := re.match(r"notebooks/(\d\d[a-z]?)-", name))})
    others = sum(not re.match(r"notebooks/\d\d[a-z]?-", name) for name in changed)
    parts = []
    if lessons:
        parts.append(f"lesson{'s' if len(lessons) > 1 else ''} {', '.join(lessons)}")
    if others:
        parts.append(f"{others} {'other ' if lessons else ''}file{'s' if others > 1 else ''}")
    again = LOCKS["course"] in changed or not built
    rebuilt = "the next `make course` builds the environment again" if again else "the environment stays as it is"
    return f"Updated {' and '.join(parts)}; your answers are as they were, and {rebuilt}."


def remember(root: Path = ROOT) -> None:
    """Record the files of a copy that is no git checkout as they came, once, so that edits are told from them later."""
    if (root / ".git").exists() or (root / RECORD).exists():
        return
    with suppress(OSError, TaskError):  # without a record an update keeps whatever differs
        settings = (root / "pyproject.toml").read_bytes()
        files = read_course(root, course_name(settings))
        written = {name: (root / name).stat().st_mtime for name in files}
        first = min(written.values())
        _record(root, {name: files[name] for name in files if written[name] - first <= FIRST_MINUTE_S}, by_update=False)


def _keep(root: Path, names: Iterable[str], day: date) -> None:
    """Keep what a learner has edited, and say where it is."""
    for name in names:
        copy = keep_aside(root / name, day)
        print(f"What stood here, with your changes, is kept as {copy.relative_to(root).as_posix()}.", flush=True)


# --- from a zip ---


def _from_files(root: Path, source: Path, day: date) -> list[str]:
    """Take over the files of a zip or folder; returns the names of those that are new, changed or gone."""
    if source == root.resolve():
        raise TaskError("ZIP is this very folder; give it the path of the zip you downloaded.")
    new = read_course(source, course_name((root / "pyproject.toml").read_bytes()))
    with_git = (root / ".git").exists() and shutil.which("git")
    record, known = _recorded(root), _known(root, *(["HEAD"] if with_git else []))
    coming = [name for name in new if _comes(root, name, new[name], known)]
    # Files that an earlier update brought and this version no longer has; those of a learner were never recorded so.
    going = [name for name in record if name not in new and _is_there_unedited(root, name, record[name])]
    _keep(root, [name for name in coming if _is_edited(root, name, known)], day)
    # What this very program is made of comes last: if the rest was cut short, it can be asked again.
    coming.sort(key=lambda name: name.startswith("tasks/"))
    with _uninterrupted():
        for name in coming:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(root / name, new[name])
        for name in going:
            (root / name).unlink()
        _record(root, new, by_update=True)
    return [*coming, *going]


def _comes(root: Path, name: str, content: bytes, known: Known) -> bool:
    """Whether a file of the new version takes the place of the one here: not if the course has not changed it."""
    mark, file = fingerprint(name, content), root / name
    if not file.is_file():
        return True
    here = file.read_bytes()
    untouched = _is_edited(root, name, known) and mark in known(name, here)
    return mark != fingerprint(name, here) and not untouched


def _is_edited(root: Path, name: str, known: Known) -> bool:
    """Whether a file is there and is not as it came."""
    if not (root / name).is_file():
        return False
    here = (root / name).read_bytes()
    return fingerprint(name, here) not in known(name, here)


def _known(root: Path, *commits: str) -> Known:
    """How files may have come: by these commits or an earlier update, as a notebook says, or else as first recorded."""
    brought, first = _recorded(root), _recorded(root, by_update=False)

    def marks(name: str, here: bytes) -> set[str]:
        blobs = (_blob(root, commit, name) for commit in commits)
        in_git = {fingerprint(name, blob) for blob in blobs if blob is not None}
        return {mark for mark in (brought.get(name), carried(name, here) or first.get(name)) if mark} | in_git

    return marks


def _is_there_unedited(root: Path, name: str, mark: str) -> bool:
    file = root / name
    return file.is_file() and fingerprint(name, file.read_bytes()) == mark


def _record(root: Path, files: Files, *, by_update: bool) -> None:
    marks = {name: fingerprint(name, content) for name, content in sorted(files.items())}
    write_whole(root / RECORD, json.dumps({"by_update": by_update, "files": marks}, indent=1).encode())


def _recorded(root: Path, *, by_update: bool = True) -> dict[str, str]:
    """The fingerprints by name that an update recorded, or else the first start; none if that left no record."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads((root / RECORD).read_bytes())
        if record["by_update"] == by_update:
            return dict(record["files"])
    return {}


# --- by git ---


def _by_git(root: Path, day: date) -> list[str]:
    """Move the checkout forward; returns the names of the files that are new, changed or gone."""
    _check_checkout(root)
    fetched = _git(root, "fetch", "--quiet")
    if not fetched.ok:
        raise TaskError(
            f"The newest version could not be fetched ({fetched.said}): connect this computer to the internet and type "
            "the same command again, or download the course's zip elsewhere and type `make update ZIP=` and its path."
        )
    old, new = (_git(root, "rev-parse", which).out.strip() for which in ("HEAD", "@{upstream}"))
    if _git(root, "merge-base", "--is-ancestor", new, old).ok:
        return []
    if not _git(root, "merge-base", "--is-ancestor", old, new).ok:
        raise TaskError(
            "This copy holds commits of your own and the course has moved on besides: type `git pull --no-rebase` to "
            "join the two by hand. Nothing was changed."
        )
    changed = _names(_git(root, "diff", "--name-only", "--no-renames", "-z", old, new).out)
    before = set(_names(_git(root, "ls-tree", "-r", "--name-only", "-z", old).out))
    # diff-index also names files in which only line endings differ: a merge minds those.
    touched = set(_names(_git(root, "diff-index", "--name-only", "--no-renames", "-z", old).out))
    in_the_way = [name for name in changed if (name in touched or name not in before) and (root / name).is_file()]
    _check_writable(root, changed)
    known = _known(root, old, new)  # the newer one too, where an update was cut short
    _keep(root, [name for name in in_the_way if _is_edited(root, name, known)], day)
    with _uninterrupted():
        _must(root, "reset", "--quiet", "--", *(name for name in changed if name in touched))
        _must(root, "checkout", old, "--", *(name for name in in_the_way if name in before))
        for name in in_the_way:
            if name not in before:
                (root / name).unlink()
        _must(root, "merge", "--ff-only", "--quiet", new)
    return changed


def _check_checkout(root: Path) -> None:
    """Raise TaskError unless this folder is a checkout that can be moved forward."""
    if shutil.which("git") is None:
        raise TaskError(
            "This copy came by git, which is not installed: install it from git-scm.com, or download the course's zip "
            "and type `make update ZIP=` and its path."
        )
    place = _git(root, "rev-parse", "--show-toplevel", "--git-dir")
    if not place.ok:
        raise TaskError(
            f"Git does not work in this folder ({place.said}): copy the folder to a place of your own, or download the "
            "course's zip and type `make update ZIP=` and its path."
        )
    git_dir = root / place.out.splitlines()[1]
    if (git_dir / "index.lock").exists():
        raise TaskError(
            "Another program is using git in this folder, or was stopped there: close it, delete .git/index.lock if "
            "that is still there, and type the same command again."
        )
    if any((git_dir / name).exists() for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD")):
        raise TaskError("A merge or rebase of your own is half done here: finish it first (`git status` says how).")
    if not _git(root, "symbolic-ref", "--quiet", "HEAD").ok:
        branch = repository_and_branch(root)[1]
        raise TaskError(
            f"This copy stands at one commit and on no branch: type `git switch {branch}`, then the same command again."
        )
    if not _git(root, "rev-parse", "--abbrev-ref", "@{upstream}").ok:
        branch = repository_and_branch(root)[1]
        raise TaskError(
            "This branch is one of your own, which follows no branch of the course: "
            f"type `git switch {branch}`, then the same command again."
        )


def _check_writable(root: Path, names: Iterable[str]) -> None:
    """Raise TaskError before anything has changed if a folder to be changed cannot be."""
    for folder in sorted({(root / name).parent for name in names}):
        if folder.exists() and not os.access(folder, os.W_OK):
            raise TaskError(
                f"The folder {folder.name} cannot be written: allow it in its settings, or copy the course to a folder "
                "of your own, and type the same command again. Nothing was changed."
            )


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What a run of git came to: `said` is its last complaint, without its own opening word."""

    ok: bool
    out: str
    said: str


def _run_git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environ = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )


def _git(root: Path, *arguments: str) -> _Said:
    run = _run_git(root, *arguments)
    lines = run.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
    said = re.sub(r"^(fatal|error): ", "", lines[0]).rstrip(".")
    return _Said(ok=run.returncode == 0, out=run.stdout.decode("utf-8", "surrogateescape"), said=said)


def _must(root: Path, command: str, *arguments: str) -> None:
    """Run git, unless there is nothing that it should be done to. Raises TaskError if it fails."""
    if arguments[-1] == "--":
        return
    run = _git(root, command, *arguments)
    if not run.ok:
        raise TaskError(
            f"Git stopped ({run.said}): close other programs that use this folder, then type the same command again. "
            "Nothing of yours is lost."
        )


def _names(listed: str) -> list[str]:
    return [name for name in listed.split("\0") if name]


def _blob(root: Path, commit: str, name: str) -> bytes | None:
    """What a file holds in a commit; None if it is not there."""
    run = _run_git(root, "show", f"{commit}:{name}")
    return run.stdout if run.returncode == 0 else None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let the moment in which files are exchanged pass before Ctrl-C is heard."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
