"""What pip says while it installs, told for a person: how far it is, and if it failed, why and what to do."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

OFFLINE = (
    "The packages could not be installed; pip says why above. If this computer is offline, connect it and "
    "type the same command again (behind a proxy, set HTTPS_PROXY first). Nothing half-made was left behind."
)
FULL = "The disk is full: the course needs about 1.5 GB; make room, then type the same command again."
TOO_LONG = (
    "The path of this folder is too long for some of the packages: move the course to a folder nearer to the root of "
    "the disk, then type the same command again."
)
FORBIDDEN = (
    "This computer does not let pip write its files: close JupyterLab and whatever else uses the course, move the "
    "course to a folder of your own if it is in another's, then type the same command again."
)
OTHER_FILE = (
    "A package came differently from how the course was tested, most often cut short on its way: type the same command "
    "again, and if that does not help, ask who runs this network about its copy of PyPI."
)
NO_VERSION = (
    "One of the packages (pip names it above) is not made for this computer's Python: install Python 3.12 from "
    "python.org, for 64 bits, then type the same command again with it."
)
UNKNOWN = (
    "The packages could not be installed; pip says why above. Type the same command again, and if that does not help, "
    "show these lines to whoever helps you with the computer."
)
REASONS: tuple[tuple[str, str], ...] = (
    (r"\[errno (28|122)\]|no space left|winerror 112|not enough space|quota|no usable temporary directory", FULL),
    (r"long path|winerror 206|(file ?name|path)[\w ]* too long|\[errno (36|63)\]", TOO_LONG),
    (r"\[errno (1|13|30)\]|winerror (5|32)\b|permission denied|access is denied|read-only file system", FORBIDDEN),
    (r"do not match the hashes", OTHER_FILE),
    (
        r"connection|retrying|timed out|timeout|name resolution|getaddrinfo|proxy|ssl|certificate|http error|"
        r"network is unreachable|could not fetch|from versions: none",
        OFFLINE,
    ),
    (r"no matching distribution|could not find a version|requires a different python|failed building", NO_VERSION),
)
"""What pip says (in small letters), and the sentence for it; the first that is found holds."""
STEP = 20
"""Packages between two lines where a line cannot be written over, as in a log."""


def why(said: str) -> str:
    """The sentence that says what to do about what pip said when it failed."""
    lines = [line for line in said.lower().splitlines() if line.startswith(("error", "warning", "hint", " "))]
    return next((sentence for words, sentence in REASONS if re.search(words, "\n".join(lines))), UNKNOWN)


def count(lock: str, platform: str = sys.platform) -> int:
    """How many packages a lock (its text) has for a platform; one that is locked once a Python counts once."""
    names = set()
    for line in lock.splitlines():
        found = re.match(r"(?P<name>[A-Za-z0-9][\w.-]*)==[^;\\]*(?P<marker>;.*)?", line)
        if found and _is_for(platform, found["marker"] or ""):
            names.add(found["name"])
    return len(names)


def _is_for(platform: str, marker: str) -> bool:
    here, elsewhere = (re.findall(rf"sys_platform {sign} '(\w+)'", marker) for sign in ("==", "!="))
    return (platform in here or not here) and platform not in elsewhere


def told(lines: Iterable[str], total: int) -> Iterable[str]:
    """What to tell a person, line by line, while pip says `lines` about `total` packages."""
    seen = 0
    for line in lines:
        if found := re.match(r"(Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            seen += 1
            yield f"{min(seen, total)} of {total} packages: {found[2]}"
        elif line.startswith("Installing collected packages"):
            yield "All packages are here; putting them in their place takes half a minute."


def install(
    command: Sequence[str | Path], folder: Path, environ: Mapping[str, str], total: int, say: Callable[[str], None]
) -> str:
    """Run a pip command and pass on how far it is; returns "" or, if it failed, why. pip's own errors are printed."""
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        errors="replace",
    ) as pip:  # fmt: skip
        assert pip.stdout is not None

        def heard() -> Iterable[str]:
            for line in pip.stdout or ():
                said.append(line)
                yield line

        for words in told(heard(), total):
            say(words)
    if pip.returncode == 0:
        return ""
    print("".join(line for line in said if line.startswith(("ERROR", "HINT")))[-2000:], file=sys.stderr, flush=True)
    return why("".join(said))


class Meter:
    """Says one line after another: written over the last on a terminal, and only some of them elsewhere."""

    def __init__(self) -> None:
        self._lines = 0
        self._over = sys.stdout.isatty()

    def say(self, words: str) -> None:
        """Show these words."""
        self._lines += 1
        if self._over:
            print(f"\r  {words[:74]:<74}", end="", flush=True)
        elif self._lines % STEP == 1 or not words[0].isdigit():
            print(f"  {words}", flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._over and self._lines:
            print(flush=True)
