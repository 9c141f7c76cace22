"""What a running poll knows, for its two servers: the lesson, the stage, the phones, the word, who asked how often."""

import hmac
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tornado.template import Loader

from ketabrain.engine.classroom.poll.asked import LessonPoll, Stage
from ketabrain.engine.classroom.poll.limits import Rate, WrongWords, plain_word
from ketabrain.engine.classroom.poll.phones import Phone, Phones
from ketabrain.engine.classroom.questions import Question

PAGES = Path(__file__).parent
WRITERS = 8
"""Ledgers that are written at the same time."""


@dataclass(kw_only=True)
class PollRoom:
    """A poll that runs. `address` is what phones open, empty if only this computer can, which opens it as `here`.

    Who types the `word` may join, and who comes by the picture on the projector, which holds the longer `code`. `shown`
    is whether the teacher has said that the answers were shown: what phones then predict does not count.
    """

    poll: LessonPoll
    phones: Phones
    word: str
    address: str
    here: str
    code: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    stage: Stage = Stage.PREDICTIONS
    shown: bool = False
    of_phone: Rate = field(default_factory=lambda: Rate(burst=60, per_s=5))
    of_address: Rate = field(default_factory=lambda: Rate(burst=1_000, per_s=60))
    wrong_words: WrongWords = field(default_factory=WrongWords)
    writers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WRITERS, "poll-writer"))
    pages: Loader = field(default_factory=lambda: Loader(str(PAGES)))

    @property
    def is_secret(self) -> bool:
        """Whether what passes between a phone and this computer can be read by nobody else on the network."""
        return self.here.startswith("https:")

    def is_word(self, typed: str) -> bool:
        """Whether this is the word to join with, however it is spelled."""
        return hmac.compare_digest(plain_word(typed).encode(), plain_word(self.word).encode())

    def is_code(self, sent: str) -> bool:
        """Whether this is the code of the picture on the projector."""
        return hmac.compare_digest(sent.encode(), self.code.encode())

    def is_shown(self, phone: Phone, question: Question) -> bool:
        """Whether the owner of a phone may have met the answer to a question, today or in an earlier poll."""
        return self.shown or phone.has_met(question)

    def page(self, file: str, /, **shown: object) -> bytes:
        """One of the pages; whatever is shown in it is escaped."""
        return self.pages.load(file).generate(poll=self.poll, **shown)

    def counts(self) -> dict[str, int]:
        """How many phones have answered each question or judged each claim, by the names of `rows_shown`."""
        return {f"{stage}-{item}": self.phones.count(stage, self.poll, item) for stage, item, _ in self.rows_shown()}

    def rows_shown(self) -> list[tuple[Stage, str, str]]:
        """What the projector counts in this stage: the stage it belongs to, the item and its words."""
        questions = [(each.item, each.text) for each in self.poll.questions]
        claims = [(each.claim, f"{each.claim} · {each.statement}") for each in self.poll.claims]
        both = {Stage.PREDICTIONS: questions, Stage.VERDICTS: claims}
        wanted = both if self.stage is Stage.CLOSED else {self.stage: both.get(self.stage, questions)}
        return [(stage, item, words) for stage, rows in wanted.items() for item, words in rows]


def now_s() -> float:
    """The clock of all limits, in seconds."""
    return time.monotonic()
