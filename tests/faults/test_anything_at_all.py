"""Random sequences of answers and accidents, against a model of what must be there: no answer is ever lost.

A kernel is a Ledger object; it may be killed at any step of a write, its disk may be full, its drive may refuse to
lock, its clock may be set back, and the learner may start a lesson again, load a ledger, take that back, or clear it.
"""

import errno
import json
import os
import random
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from ketabrain.engine import ledger, ledger_history
from ketabrain.engine.ledger import Ledger, LedgerError
from ketabrain.engine.ledger_load import read_ledger

fcntl = pytest.importorskip("fcntl", reason="locks are made to fail as Unix has them")

LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO, errno.EINVAL, errno.ENOSYS, errno.EPERM)
DISKS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)
STEPS = 25


class Killed(BaseException):
    """A kernel that dies here."""


class Clock(datetime):
    """A clock that stands still until it is moved."""

    shown = datetime(2026, 3, 29, 3, tzinfo=UTC)

    @classmethod
    def now(cls, tz=None):
        return cls.shown


class World:
    """One ledger file, two kernels, and what must be in the file or in a kernel's memory."""

    def __init__(self, path, draw, patch):
        self.path, self.draw, self.patch = path, draw, patch
        self.kernels = [Ledger(path), Ledger(path)]
        self.safe = Counter()  # the answers that were called saved
        self.number = 0

    def fresh(self):
        """An answer that has not been given before: a number."""
        self.number += 1
        return self.number

    def answer(self, place):
        """Give an answer; one that could not be saved waits in that kernel."""
        value = self.fresh()
        waiting = [entry["value"] for entry in self.kernels[place].unsaved]
        try:
            self.kernels[place].append("attempt", self.draw.choice(["01", "02"]), "x", value=value)
        except LedgerError:
            assert value in [entry["value"] for entry in self.kernels[place].unsaved]
        else:
            self.safe.update({value, *waiting})

    def killed(self, place):
        """Kill a kernel before or after one of the calls of a write: an answer not yet called saved may go with it."""
        name, after, left = self.draw.choice(["fsync", "replace"]), self.draw.random() < 0.5, self.draw.randrange(3)
        real, calls = getattr(os, name), iter([False] * left + [True])

        def last(*arguments):
            dies = next(calls, False)
            if dies and not after:
                raise Killed
            done = real(*arguments)
            if dies:
                raise Killed
            return done

        with self.patch.context() as broken:
            broken.setattr(os, name, last)
            with suppress(Killed):
                self.answer(place)
        self.kernels[place] = Ledger(self.path)

    def with_fault(self, place):
        """Answer while the disk is full, or cannot be written."""
        name, fault = self.draw.choice(["fsync", "replace"]), self.draw.choice(DISKS)
        with self.patch.context() as broken:
            broken.setattr(os, name, failing(fault))
            self.answer(place)

    def without_lock(self, place):
        """Answer, twice perhaps, while the drive refuses to lock, and while the other kernel gets in between."""
        with self.patch.context() as broken:
            broken.setattr(fcntl, "flock", failing(self.draw.choice(LOCKS)))
            self.answer(place)
            self.answer(1 - place)

    def clock(self, _place):
        """Set the clock back or on."""
        Clock.shown += timedelta(seconds=self.draw.choice([-3600, 0, 1, 90]))

    def restart(self, place):
        """Start a lesson again: its answers are put aside in the file."""
        waiting = self.waiting(place)
        self.kernels[place].restart("01")
        self.safe.update(waiting if not self.kernels[place].unsaved else ())

    def load(self, place):
        """Load a ledger from elsewhere, and take that back perhaps."""
        entries = [
            {"kind": "attempt", "lesson": "02", "item": "x", "value": self.fresh(), "at": Clock.shown.isoformat()}
            for _ in range(self.draw.randrange(1, 3))
        ]
        waiting = self.waiting(place)
        text = json.dumps({"format": 1, "learner": "f" * 16, "entries": entries})
        result = self.kernels[place].load(read_ledger(text, ("01", "02")))
        assert result.added == entries
        self.safe.update(waiting)
        if self.draw.random() < 0.5:
            assert self.kernels[place].undo() == len(entries)
            there = self.in_file()
            assert not any(there[entry["value"]] for entry in entries)
        else:
            self.safe.update(entry["value"] for entry in entries)

    def damage(self, _place):
        """Something else writes into the file while no kernel runs; what was kept a moment ago is brought back."""
        if not self.path.exists():
            return
        self.kernels = [Ledger(self.path), Ledger(self.path)]
        book = self.kernels[0]
        kept = next(book.history.documents(), {"entries": []})
        content = self.path.read_bytes()
        self.path.write_bytes(content[: self.draw.randrange(len(content) - 1)])
        assert book.entries() == []
        assert book.notices
        while earlier := book.earlier():
            book.load(earlier)
        there = Counter(entry["value"] for entry in book.entries())
        assert all(there[entry["value"]] for entry in kept["entries"])
        self.safe = there

    def waiting(self, place):
        return [entry["value"] for entry in self.kernels[place].unsaved]

    def in_file(self):
        """How often each answer is in the file."""
        document = json.loads(self.path.read_bytes())
        return Counter(entry["value"] for part in ("entries", "archived") for entry in document.get(part, []))


def failing(fault):
    def fail(*_arguments):
        raise OSError(fault, os.strerror(fault))

    return fail


EVENTS = ("answer", "answer", "answer", "killed", "with_fault", "without_lock", "clock", "restart", "load", "damage")


def run(path, seed, patch):
    """One sequence; at its end both kernels answer once more, and then every answer is in the file."""
    world = World(path, random.Random(seed), patch)
    for _ in range(STEPS):
        getattr(world, world.draw.choice(EVENTS))(world.draw.randrange(2))
    for place in (0, 1):
        world.answer(place)
    there = world.in_file()
    lost = [value for value in world.safe if there[value] == 0]
    assert lost == [], seed
    twice = Counter(entry["value"] for entry in world.kernels[0].entries())
    assert max(twice.values()) == 1, seed  # one that was put aside and brought back is in the file twice
    assert [book.unsaved for book in world.kernels] == [(), ()], seed


def sequences(tmp_path, monkeypatch, seeds):
    monkeypatch.setattr(ledger, "datetime", Clock)
    monkeypatch.setattr(ledger_history, "EVERY_S", 0.001)
    monkeypatch.setattr(os, "fsync", lambda _file: None)
    for seed in seeds:
        folder = tmp_path / str(seed)
        folder.mkdir()
        run(folder / "my-ledger.json", seed, monkeypatch)


def test_nothing_is_lost_in_a_hundred_sequences(tmp_path, monkeypatch):
    sequences(tmp_path, monkeypatch, range(100))


@pytest.mark.full
def test_nothing_is_lost_in_a_thousand_sequences(tmp_path, monkeypatch):
    sequences(tmp_path, monkeypatch, range(100, 1100))
