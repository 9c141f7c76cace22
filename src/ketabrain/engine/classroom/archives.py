"""Zip files, as a course system delivers what a class handed in, or as a learner packed a ledger.

A zip comes from outside and may be made to do harm, so it is read in memory and nothing of it is ever written to disk.
How many files it lists is counted before the list is read; sizes and kinds are looked at before a file is opened; what
all of them may unpack to is limited, for a zip together with the zips in it. A zip in a zip is opened, a third is not.
Names inside are labels only.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from ketabrain.engine.classroom.files import LARGEST_BYTES, NO_LEDGER, TOO_LARGE, FileKind, kind_of

LARGEST_ZIP_BYTES = 50_000_000
LARGEST_INNER_ZIP_BYTES = 10_000_000
MOST_MEMBERS = 4_000
"""Most files and folders that a zip may list, those of the zips in it included."""
MOST_UNPACKED_BYTES = 50_000_000
"""What the files that are read may come to, those of the zips in it included."""
MOST_INNER_MEMBERS, MOST_INNER_UNPACKED_BYTES = 100, 5_000_000
"""The same for a zip in a zip, which is one learner's: it may not use up what there is for all."""
LARGEST_RATIO = 200
"""How many times larger a file may be than it is packed; a ledger is some 10 to 20 times larger."""

TOO_MANY = "lists more files than the room looks through; put the ledgers here without the rest."
TOO_LARGE_ZIP = f"is larger than {LARGEST_ZIP_BYTES / 1e6:g} MB, so it was not opened; unpack the ledgers here."
TOO_MUCH = "was not opened, as its zip unpacks to more than the room reads; put the file itself here."
_DAMAGED = "is damaged, no zip or not all there; download it again."
_LISTED = b"PK\x01\x02"
_LOCKED, _UTF8 = 0x1, 0x800
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)", re.DOTALL)
_ZIP_PROBLEMS = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, ValueError)


class ArchiveError(ValueError):
    """A zip, or a file in one, that is left shut; its text completes the sentence “<file> …”."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file in a zip: the names that lead to it, and what it holds or, if that was not read, why."""

    path: tuple[str, ...]
    content: bytes = b""
    left_shut: str = ""


def members(content: bytes) -> Iterator[Member]:
    """Every file of a zip and of the zips in it, one after the other. Raises ArchiveError if it cannot be read."""
    return _Unpacking(MOST_MEMBERS, MOST_UNPACKED_BYTES).members(content)


class _Unpacking:
    """A zip and the zips in it: they share what may be listed and unpacked in all."""

    def __init__(self, may_list: int, may_unpack: int) -> None:
        self._may_list = may_list
        self._may_unpack = may_unpack

    def members(self, content: bytes, within: tuple[str, ...] = ()) -> Iterator[Member]:
        with self._opened(content) as archive:
            for listed in archive.infolist():
                name = _name(listed)
                kind = kind_of(_parts(name))
                if kind is FileKind.LITTER or _is_folder(listed, name):
                    continue
                path = (*within, name)
                try:
                    unpacked = self._unpacked(archive, listed, name, kind)
                    if kind is FileKind.ZIP:
                        if within:
                            raise ArchiveError("is a zip in a zip in a zip; unpack it and hand in the ledger itself.")
                        yield from self._inner(unpacked, path)
                    else:
                        yield Member(path=path, content=unpacked)
                except ArchiveError as problem:
                    yield Member(path=path, left_shut=str(problem))

    def _inner(self, content: bytes, path: tuple[str, ...]) -> Iterator[Member]:
        may_list, may_unpack = min(self._may_list, MOST_INNER_MEMBERS), min(self._may_unpack, MOST_INNER_UNPACKED_BYTES)
        inner = _Unpacking(may_list, may_unpack)
        yield from inner.members(content, path)
        self._may_list -= may_list - inner._may_list
        self._may_unpack -= may_unpack - inner._may_unpack

    def _opened(self, content: bytes) -> zipfile.ZipFile:
        count = content.count(_LISTED)  # at least as many as there are, whatever its head says
        if count > self._may_list:
            raise ArchiveError(TOO_MANY)
        self._may_list -= count
        try:
            return zipfile.ZipFile(io.BytesIO(content))
        except _ZIP_PROBLEMS:
            raise ArchiveError(_DAMAGED) from None

    def _unpacked(self, archive: zipfile.ZipFile, listed: zipfile.ZipInfo, name: str, kind: FileKind) -> bytes:
        _check(listed, name, kind)
        if listed.file_size > self._may_unpack:
            raise ArchiveError(TOO_MUCH)
        self._may_unpack -= listed.file_size
        try:
            with archive.open(listed) as file:
                content = file.read(listed.file_size + 1)  # no more than was said; at its end the check sum counts
        except _ZIP_PROBLEMS:
            raise ArchiveError("is damaged in its zip; ask for it again.") from None
        if len(content) != listed.file_size:
            raise ArchiveError("is damaged in its zip; ask for it again.")
        return content


def _check(listed: zipfile.ZipInfo, name: str, kind: FileKind) -> None:
    """Raises ArchiveError for a file that is not to be opened."""
    largest = LARGEST_INNER_ZIP_BYTES if kind is FileKind.ZIP else LARGEST_BYTES
    if _OUTSIDE.match(name):
        raise ArchiveError("has a name that leads out of its zip, so it was left shut.")
    if kind is FileKind.OTHER:
        raise ArchiveError(NO_LEDGER)
    if stat.S_IFMT(_mode(listed)) not in (0, stat.S_IFREG):
        raise ArchiveError("is a link or a device, not a file; hand in the ledger itself.")
    if listed.flag_bits & _LOCKED:
        raise ArchiveError("is locked with a password; ask for it without one.")
    if listed.compress_type not in _PLAIN_METHODS:
        raise ArchiveError("is packed in a way that the room does not open; pack it as an ordinary zip.")
    if listed.file_size > largest:
        raise ArchiveError(
            TOO_LARGE
            if kind is FileKind.LEDGER
            else f"is larger than {largest / 1e6:g} MB, too large for a zip in a zip; unpack it in the folder."
        )
    if listed.file_size > LARGEST_RATIO * max(listed.compress_size, 1):
        raise ArchiveError(f"would unpack to more than {LARGEST_RATIO} times its size, which no ledger does.")


def _name(listed: zipfile.ZipInfo) -> str:
    """The name in the zip, with / between folders. Many programs write UTF-8 without saying so."""
    name = listed.filename
    if not listed.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _parts(name: str) -> tuple[str, ...]:
    """The folders on the way and the file; what only points at folders (., ..) is no name."""
    return tuple(part for part in name.split("/") if part not in ("", ".", "..")) or ("",)


def _mode(listed: zipfile.ZipInfo) -> int:
    return listed.external_attr >> 16


def _is_folder(listed: zipfile.ZipInfo, name: str) -> bool:
    return name.endswith("/") or stat.S_ISDIR(_mode(listed))
