"""Start the servers of a poll as `tasks.poll` has chosen, and stay until Ctrl-C."""

import asyncio
import os
import signal
import ssl
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ketabrain.engine.classroom.poll.asked import poll_of
from ketabrain.engine.classroom.poll.phones import Phones
from tasks.inside.poll.for_phones import phones_application
from tasks.inside.poll.for_projector import projector_application
from tasks.inside.poll.handling import MOST_CONNECTIONS, served
from tasks.inside.poll.room import PollRoom

THIS_COMPUTER = "127.0.0.1"
OTHER_FILES = 300
"""Files that the server may open besides its connections."""
ADVICE = "end what uses it, or choose another, such as PORT=8081."


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What `tasks.poll` has chosen: see there."""

    lesson: str
    folder: Path
    host: str
    port: int
    address: str
    word: str
    projector_port: int
    projector_key: str
    certificate: str
    certificate_key: str


def chosen_in(environ: Mapping[str, str]) -> Chosen:
    """The choices as they stand in the environment."""

    def said(name: str) -> str:
        return environ[f"KETABRAIN_POLL_{name}"]

    return Chosen(
        lesson=said("LESSON"),
        folder=Path(said("FOLDER")),
        host=said("HOST"),
        port=int(said("PORT")),
        address=said("ADDRESS"),
        word=said("WORD"),
        projector_port=int(said("PROJECTOR_PORT")),
        projector_key=said("PROJECTOR_KEY"),
        certificate=said("CERTIFICATE"),
        certificate_key=said("CERTIFICATE_KEY"),
    )


def room_of(chosen: Chosen) -> PollRoom:
    """The poll of the lesson, before anybody has joined."""
    return PollRoom(
        poll=poll_of(chosen.lesson),
        phones=Phones(chosen.folder),
        word=chosen.word,
        address=chosen.address,
        here=f"{'https' if chosen.certificate else 'http'}://{THIS_COMPUTER}:{chosen.port}",
    )


def certificate_of(chosen: Chosen) -> ssl.SSLContext | None:
    """What makes it https, if a certificate was chosen. Raises OSError if the two files are none."""
    if not chosen.certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chosen.certificate, chosen.certificate_key)
    return context


async def serve(chosen: Chosen, room: PollRoom) -> None:
    """Serve phones and the projector until Ctrl-C. Raises OSError for a port or certificate that is no use."""
    phones = served(phones_application(room), certificate_of(chosen))
    phones.listen(chosen.port, chosen.host)
    projector = served(projector_application(room, chosen.projector_key))
    projector.listen(chosen.projector_port, THIS_COMPUTER)
    page = f"http://{THIS_COMPUTER}:{chosen.projector_port}/?key={chosen.projector_key}"
    print(f"For the projector: {page}")
    print(f"For phones: {room.address or room.here}, the word {room.word!r}")
    print(f"Answers go to {chosen.folder}. Press Ctrl-C here to end the poll.", flush=True)
    if os.environ.get("KETABRAIN_POLL_BROWSER") != "0":
        webbrowser.open(page)
    done = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends it there too, as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(each, done.set)
    await done.wait()
    for server in (phones, projector):
        server.stop()
    await asyncio.get_running_loop().run_in_executor(None, room.writers.shutdown)  # what is being written is finished


def allow_connections() -> None:
    """Let this process hold all its connections: some systems allow it 256 files unless it asks for more."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit, others may not let it be moved
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_CONNECTIONS + OTHER_FILES
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def main() -> int:
    """Run the poll; returns the exit status."""
    allow_connections()
    chosen = chosen_in(os.environ)
    lock = FileLock(chosen.folder / ".poll.lock", timeout=0)
    try:
        with lock:
            asyncio.run(serve(chosen, room_of(chosen)))
    except Timeout:
        print(f"Another poll writes into {chosen.folder}: end that one first, or give another FOLDER.", file=sys.stderr)
        return 1
    except ssl.SSLError:
        print(
            "CERT and KEY are no certificate with its key: look whether they are the right way round.", file=sys.stderr
        )
        return 1
    except OSError as problem:
        print(f"The poll could not open port {chosen.port} ({problem.strerror or problem}); {ADVICE}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    print("The poll is over; the answers stay in their folder.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
