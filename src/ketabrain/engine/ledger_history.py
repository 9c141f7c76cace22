"""The last states of a ledger, kept in a folder beside it: my-ledger.history/0001.json and so on."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ketabrain.engine.ledger_format import FORMAT, Document, parsed, replace_text

MOST_STATES = 10
MOST_BYTES = 20_000_000
"""How much room all states may take; the newest is kept whatever its size."""
EVERY_S = 60.0
"""States of one run of answers are at least this long apart."""


class EarlierStates:
    """The earlier states of one ledger. It is a help only: what cannot be kept here stops no answer."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._folder = ledger.with_name(f"{ledger.stem}.history")

    def keep(self, *, at_once: bool) -> None:
        """Keep the ledger as it stands in its file, before it changes: `at_once`, or once a minute."""
        states = self.states()
        with suppress(OSError, ValueError):
            if states and not at_once and abs(time.time() - states[0].stat().st_mtime) < EVERY_S:
                return
            content = self._ledger.read_bytes()
            if states and states[0].read_bytes() == content:
                return
            number = int(states[0].stem) + 1 if states else 1
            self._put(self._folder / f"{number:04}.json", content.decode())
            self._tidy()

    def states(self) -> list[Path]:
        """The files of the states, the newest first."""
        try:
            found = [path for path in self._folder.iterdir() if path.suffix == ".json" and path.stem.isdecimal()]
        except OSError:
            return []
        return sorted(found, key=lambda path: int(path.stem), reverse=True)

    def documents(self) -> Iterator[Document]:
        """The ledgers in the states, the newest first; damaged ones and those of a newer format are passed over."""
        for path in self.states():
            with suppress(OSError):
                document = parsed(path.read_bytes())
                if document and document["format"] <= FORMAT:
                    yield document

    def _put(self, place: Path, text: str) -> None:
        self._folder.mkdir(exist_ok=True)
        try:
            replace_text(place, text, place.with_suffix(".tmp"))
        except OSError:
            self._folder.rmdir()  # an empty one is of no use; one with states in it stays
            raise

    def _tidy(self) -> None:
        room = MOST_BYTES
        for place, path in enumerate(self.states()):
            room -= path.stat().st_size
            if place and (place >= MOST_STATES or room < 0):
                path.unlink()
