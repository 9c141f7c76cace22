"""The phones of a room: each has a ledger of its own in the folder that `make room` reads.

A phone is known by a secret that only it holds; from that comes the random id of its ledger, and never the other way
round. So a phone that comes back, also to a poll that was started again, finds its own answers, and nobody who sees an
id can answer for it.
"""

import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ketabrain.engine.classroom.files import LARGEST_BYTES, plain_line
from ketabrain.engine.classroom.poll.asked import LessonPoll, Stage
from ketabrain.engine.classroom.poll.forms import answer_of
from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import FORMAT, Entry, matches
from ketabrain.engine.ledger.format import Document, new_document, new_entry, parsed, replace_text, to_json
from ketabrain.engine.predict import met_truth
from ketabrain.engine.sharing import LONGEST_NAME

MOST_PHONES = 200
MOST_REVISIONS = 20
"""How often a phone may judge one claim."""
_SECRET = re.compile("[0-9A-Za-z_-]{22,64}")


class PollError(LessonError):
    """What a phone asked for cannot be done; one sentence says why."""


@dataclass(eq=False)
class Phone:
    """One phone that has joined: its ledger as it stands on the disk. Nobody else writes while `writing` is held."""

    document: Document
    path: Path
    writing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """The name that its owner chose to give; empty if none."""
        return str(self.document.get("name", ""))

    def given(self, kind: str, lesson: str | None, item: str) -> list[Entry]:
        """Its entries of a kind about an item, first to last, of one lesson or (None) of all."""
        return [entry for entry in self.document["entries"] if matches(entry, kind, lesson, item)]

    def answered(self, stage: Stage, poll: LessonPoll, item: str) -> bool:
        """Whether it has answered a question, or judged a claim, in this lesson and stage."""
        kinds = {Stage.PREDICTIONS: "prediction", Stage.SECOND: "second", Stage.VERDICTS: "verdict"}
        return stage in kinds and bool(self.given(kinds[stage], poll.lesson, item))

    def predict(self, kind: str, question: Question, read: Callable[[], Entry]) -> None:
        """Keep an answer, once: of the same answer sent twice, and of any later one, nothing is kept.

        `kind` is "prediction" or "second"; `read` gives the fields of the entry. Raises PollError for a second answer
        without a first one, LessonError as `read` does, and OSError if the disk does not take it.
        """
        with self.writing:
            if self.given(kind, question.lesson, question.item):
                return
            if kind == "second" and not self.given("prediction", question.lesson, question.item):
                raise PollError("You gave no first answer to this question, so there is no second one.")
            self._keep(new_entry(kind, question.lesson, question.item, read()))

    def meet_truths(self, questions: Iterable[Question]) -> None:
        """Note, once for each question that this phone has answered, that its truth was shown in the room.

        Nothing of it is for the phone's eyes. Raises OSError if the disk does not take it.
        """
        with self.writing:
            for question in questions:
                first = self.given("prediction", question.lesson, question.item)
                if first and question.truth is not None and not self.has_met(question):
                    fields = met_truth(answer_of(question), question.truth, first[-1])
                    self._keep(new_entry("reveal", question.lesson, question.item, fields))

    def has_met(self, question: Question) -> bool:
        """Whether the truth was shown while this phone was in the room, and had answered."""
        return bool(self.given("reveal", question.lesson, question.item))

    def judge(self, lesson: str, claim: str, seen: int, read: Callable[[bool], Entry]) -> None:
        """Keep a verdict; `seen` is how many on this claim the phone had given when its form was shown.

        A form sent twice is kept once. `read` is told whether it is the first, and gives the fields of the entry.
        Raises PollError for one too many, LessonError as `read` does, and OSError if the disk does not take it.
        """
        with self.writing:
            before = len(self.given("verdict", None, claim))
            if before != seen:
                return
            if before >= MOST_REVISIONS:
                raise PollError(f"You have judged this claim {before} times; this one stands.")
            self._keep(new_entry("verdict", lesson, claim, read(not before)))

    def let_stand(self, lesson: str, claim: str) -> None:
        """Give the verdict of an earlier lesson again in this one. Raises OSError as `judge`."""
        with self.writing:
            given = self.given("verdict", None, claim)
            if given and given[-1]["lesson"] != lesson:
                fields = {key: given[-1].get(key) for key in ("value", "confidence")}
                self._keep(new_entry("verdict", lesson, claim, fields))

    def rename(self, name: str) -> None:
        """Give it another name, which goes into the file with the next answer; none keeps the one it has."""
        if name:
            with self.writing:
                self.document = {**self.document, "name": name}

    def _keep(self, entry: Entry) -> None:
        document = {**self.document, "entries": [*self.document["entries"], entry]}
        text = to_json(document)
        if len(text) > LARGEST_BYTES:
            raise PollError("Your answers take more room than a ledger may; this one was not kept.")
        replace_text(self.path, text, self.path.with_name(f".{self.path.stem}.part"))
        self.document = document


class Phones:
    """The phones that have joined a poll, whose ledgers lie in `folder`."""

    def __init__(self, folder: Path, most: int = MOST_PHONES) -> None:
        self.folder = folder
        self.most = most
        self._joined: dict[str, Phone] = {}

    def __len__(self) -> int:
        return len(self._joined)

    def find(self, secret: str) -> Phone | None:
        """The phone that holds this secret, if it has joined."""
        return self._joined.get(id_of(secret)) if _SECRET.fullmatch(secret) else None

    def join(self, secret: str, typed_name: str) -> str:
        """Let a phone in, one that was here before with its earlier answers; returns the secret that it is to hold.

        One without a sound secret, or whose ledger cannot be read any more, gets a new one: what lies in the folder is
        never written over. Raises PollError if the room is full.
        """
        name = plain_line(typed_name, LONGEST_NAME)
        if phone := self.find(secret):
            phone.rename(name)
            return secret
        if len(self._joined) >= self.most:
            raise PollError(f"This poll has {self.most} phones, which is as many as it takes; share one.")
        known = _SECRET.fullmatch(secret) and self._opened(secret)
        if not known:
            secret = secrets.token_urlsafe(24)
            known = self._opened(secret)
        assert known
        known.rename(name)
        self._joined[id_of(secret)] = known
        return secret

    def all(self) -> tuple[Phone, ...]:
        """Every phone that has joined."""
        return tuple(self._joined.values())

    def count(self, stage: Stage, poll: LessonPoll, item: str) -> int:
        """How many have answered a question, or judged a claim."""
        return sum(phone.answered(stage, poll, item) for phone in self.all())

    def _opened(self, secret: str) -> Phone | None:
        """The phone with this secret and what its ledger holds, or None if there is one that cannot be read."""
        path = self.folder / f"phone-{id_of(secret)}.json"
        try:
            document = parsed(path.read_bytes())
        except FileNotFoundError:
            document = new_document() | {"learner": id_of(secret)}
        except OSError:
            document = None
        return Phone(document, path) if document and document["format"] <= FORMAT else None


def id_of(secret: str) -> str:
    """The id of the ledger of the phone that holds this secret.

    >>> id_of("x" * 32)
    'a5fd1db98e887dcb'
    """
    return hashlib.sha256(f"learner {secret}".encode()).hexdigest()[:16]
