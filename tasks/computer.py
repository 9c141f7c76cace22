"""What `doctor` looks at on the computer itself: system, memory, disk, the folder, its drive, browser, port, clock."""

import ctypes
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tasks import environment
from tasks.findings import Finding, bad, good, unsure

GB = 1e9
NEEDED_GB = 2.0
"""What `.venv` takes while it is built."""
SPARE_GB = 0.2
"""What answers and JupyterLab's own files need beside a `.venv` that is there."""
MEMORY_GB = 2.0
SYNCED = re.compile(
    r"onedrive|icloud|mobile documents|clouddocs|cloudstorage|dropbox|google ?drive|my drive|nextcloud|owncloud|pcloud"
    r"|creative cloud files|box sync|sharepoint",
    re.IGNORECASE,
)
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs", "9p", "drvfs", "vboxsf", "ceph"}
SKEW_S = 5.0


def python_found() -> Finding:
    """Which Python runs this."""
    version = platform.python_version()
    words = f"Python {version} ({platform.python_implementation()}, {sys.maxsize.bit_length() + 1} bits)"
    if "WindowsApps" in sys.executable:
        return unsure(f"{words}, from the Microsoft Store", "If installing fails, install Python from python.org.")
    if sys.maxsize < 2**32:
        return bad(words, "Many packages have no version for 32 bits: install a Python with 64 bits from python.org.")
    if sys.version_info >= (3, 14):
        return unsure(words, "The course was tried with Python 3.11 to 3.13: if installing fails, use one of those.")
    return good(words)


def system_found() -> Finding:
    """Which system this is."""
    release = re.sub(r"[^\d.].*", "", platform.release())  # without the words of whoever built the system
    name = f"{platform.system()} {release}"
    with suppress(OSError):
        name = f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {name}"
    if platform.system() == "Darwin":
        name = f"macOS {platform.mac_ver()[0]}"
    return good(f"{name}, {platform.machine()}, {os.cpu_count()} processors")


def memory_found() -> Finding:
    """How much memory the computer has."""
    total = memory_bytes() / GB
    words = f"{total:.1f} GB of memory"
    if total < MEMORY_GB:
        return unsure(words, "Close other programs and have one lesson open at a time.")
    return good(words)


def memory_bytes() -> float:
    """All memory of the computer in bytes. Raises OSError or ValueError where the system does not say."""
    if sys.platform == "win32":
        status = (ctypes.c_uint64 * 8)(64)  # MEMORYSTATUSEX: its length first, all memory next
        ctypes.windll.kernel32.GlobalMemoryStatusEx(status)
        return float(status[1])
    return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


def disk_found(root: Path) -> Finding:
    """How much room there is for the environment and for answers."""
    free = shutil.disk_usage(root).free / GB
    needed = SPARE_GB if (root / ".venv").exists() else NEEDED_GB
    words = f"{free:.1f} GB free on the disk"
    if free < needed:
        return bad(words, f"The course needs {needed:g} GB: make room, or move its folder to another disk.")
    return good(words)


def path_found(root: Path) -> Finding:
    """How long the folder's path is, and whether that leaves room for what is installed below it."""
    longest = environment._longest_path()
    words = f"The folder's path has {len(str(root))} letters, of paths with {longest} at most"
    if excess := environment.too_long_by(root, longest):
        return bad(
            f"{words}: {excess} too many",
            "Move the folder nearer to the root of the disk, such as C:\\course, and type `make course` again.",
        )
    return good(words)


def folder_found(root: Path) -> Finding:
    """Whether the folder and its lessons can be written."""
    for folder in (root, root / "notebooks"):
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x")
        except OSError as error:
            where = "folder of the lessons" if folder != root else "folder of the course"
            return bad(
                f"The {where} cannot be written ({error.strerror})",
                "Copy the whole folder into one of your own, such as Documents, and work there.",
            )
    return good("The folder can be written")


def drive_found(root: Path) -> Finding:
    """Whether the folder is on the computer's own disk."""
    kind = file_system(root)
    if SYNCED.search(str(root)):
        return unsure(
            "The folder is on a drive that is synchronised (such as OneDrive or iCloud)",
            "It may change files while you work: move the folder out of it, or pause it during a lesson.",
        )
    if kind in NETWORK or kind.startswith("fuse.") or str(root).startswith("\\\\"):
        return unsure(
            f"The folder is on a network or shared drive ({kind or 'network'})",
            "Building and saving are slow there: move the folder to this computer's own disk if you can.",
        )
    return good(f"The folder is on a disk of this computer ({kind or 'kind not known'})")


def file_system(root: Path) -> str:
    """The kind of file system that the folder is on, such as "ext4" or "nfs"; empty if the system does not say."""
    if sys.platform == "win32":
        remote = 4
        return "network" if ctypes.windll.kernel32.GetDriveTypeW(root.anchor) == remote else "local"
    if sys.platform == "darwin":
        lines = subprocess.run(["mount"], capture_output=True, text=True, timeout=2, check=False).stdout.splitlines()
        mounts = [found.groups() for line in lines if (found := re.match(r".* on (/.*) \((\w+)", line))]
    else:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        fields = [line.split() for line in lines]
        mounts = [(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), each[1]), each[2]) for each in fields]
    inside = [(len(place), kind) for place, kind in mounts if root.resolve().is_relative_to(place)]
    return max(inside, default=(0, ""), key=lambda each: each[0])[1]


def locks_found(root: Path) -> Finding:
    """Whether a file can be locked, so that two lessons never write the answers at once."""
    with tempfile.TemporaryDirectory(dir=root, prefix=".doctor-") as folder:
        file = Path(folder) / "lock"
        try:
            with file.open("wb") as first, file.open("wb") as second:
                _lock(first.fileno())
                held = not _can_lock(second.fileno())
        except OSError as error:
            return unsure(
                f"Files cannot be locked on this drive ({error.strerror})",
                "Have one lesson open at a time, or move the folder to this computer's own disk.",
            )
    if held:
        return good("Files can be locked")
    return unsure("Locks of files are not kept on this drive", "Have one lesson open at a time.")


def _lock(handle: int) -> None:
    """Lock an open file. Raises OSError if that cannot be."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _can_lock(handle: int) -> bool:
    try:
        _lock(handle)
    except OSError:
        return False
    return True


def clock_found(root: Path) -> Finding:
    """Whether the drive's clock goes with the computer's."""
    with tempfile.NamedTemporaryFile(dir=root, prefix=".doctor-") as file:
        skew = os.fstat(file.fileno()).st_mtime - time.time()
    if abs(skew) > SKEW_S:
        return unsure(
            f"The drive's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} this computer's",
            "Set the computer's clock by the network; answers are kept in their order in any case.",
        )
    return good("The drive's clock goes with the computer's")


def browser_found() -> Finding:
    """Whether Python finds a browser to open the course in."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return unsure(
            "No browser was found",
            "Type `make course BROWSER=0` and open the address that it prints in a browser yourself.",
        )
    return good("A browser was found")


def port_found(environ: Mapping[str, str], default: int) -> Finding:
    """Whether the port on which JupyterLab answers is free."""
    port = environ.get("PORT", str(default))
    if not (port.isdecimal() and 1 <= int(port) <= 65535):
        return bad("PORT is set, and is no port", "Clear it, or set a whole number from 1 to 65535.")
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            return unsure(
                f"Port {port} is taken, perhaps by the course itself",
                "Nothing to do: JupyterLab takes the next free one; `make course PORT=9000` chooses another.",
            )
    return good(f"Port {port} is free")


def proxies_found() -> Finding:
    """Whether a proxy is set, and whether the browser's way to this computer itself goes around it."""
    if not {"http", "https", "all"} & set(urllib.request.getproxies()):
        return good("No proxy is set")
    if urllib.request.proxy_bypass("localhost") and urllib.request.proxy_bypass("127.0.0.1"):
        return good("A proxy is set: yes, and this computer itself is exempt")
    return unsure(
        "A proxy is set: yes, and this computer itself is not exempt",
        "If a lesson does not open, set NO_PROXY=localhost,127.0.0.1 and start again.",
    )
