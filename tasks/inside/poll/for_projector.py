"""The teacher's page: the code and the word to join by, how many have answered, and what is asked now.

It listens on this computer alone, answers to no other name, and opens with a key that only the teacher's browser gets.
"""

import asyncio

import segno
from tornado import ioloop, web

from ketabrain.engine.classroom.poll.asked import STAGE_NAMES, Stage
from ketabrain.engine.numerals import counted
from tasks.inside.poll.handling import PollHandler, Refusal, StaticFile, Unknown, is_same
from tasks.inside.poll.room import PollRoom

NO_KEY = "Open this page with the address that the terminal shows; it holds a key."
HINTS = {
    Stage.PREDICTIONS: "First answers count. Show no truth before everybody has answered.",
    Stage.SECOND: "Pairs talk; who likes answers again. Then show the answers, and press “Answers shown”.",
    Stage.VERDICTS: "Each phone judges the lesson's claims. What the course says is not on the phones.",
    Stage.CLOSED: "Phones read that the poll is closed. To end it, press Ctrl-C in the terminal.",
}


class ProjectorHandler(PollHandler):
    """What holds for everything here: the names of this computer, and the key."""

    def initialize(self, room: PollRoom, key: str = "") -> None:
        """Take the poll and the key."""
        super().initialize(room)
        self.key = key

    def prepare(self) -> None:
        """Refuse whoever came by another name (a page elsewhere that points at this computer) or without the key."""
        if self.request.host.partition(":")[0] not in ("127.0.0.1", "localhost"):
            raise Refusal(403)
        super().prepare()
        if not is_same(self.get_cookie(self.cookie, "") or "", self.key) and not self.is_first():
            raise Refusal(403, NO_KEY)

    @property
    def cookie(self) -> str:
        """Cookies do not tell ports apart: a second poll has one of another name."""
        return f"projector-{self.request.host.rpartition(':')[2]}"

    def is_first(self) -> bool:
        """Whether the address holds the key."""
        return False


class Projector(ProjectorHandler):
    """The page. The key in its address becomes a cookie, so that it is not read off the screen."""

    def is_first(self) -> bool:
        """Whether the address holds the key."""
        return is_same(self.get_query_argument("key", ""), self.key)

    def get(self) -> None:
        """Show it."""
        if self.is_first():
            self.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict")
            self.redirect("/", status=303)
            return
        room, counts = self.room, self.room.counts()
        code = join_code(f"{room.address}/?c={room.code}") if room.address else ""
        page = room.page(
            "projector.html",
            code=code,
            address=room.address,
            here=room.here,
            word=room.word,
            stage=room.stage,
            stages=STAGE_NAMES,
            hint=HINTS[room.stage],
            shown=room.shown,
            phones=phones_words(len(room.phones)),
            joined=len(room.phones),
            rows=[(f"{stage}-{item}", words, counts[f"{stage}-{item}"]) for stage, item, words in room.rows_shown()],
        )
        self.send(page)


class Counts(ProjectorHandler):
    """The numbers of the page, for its script."""

    def get(self) -> None:
        """Say them."""
        joined = len(self.room.phones)
        told = {
            "stage": self.room.stage,
            "joined": joined,
            "phones": phones_words(joined),
            "counts": self.room.counts(),
        }
        self.finish(told)


class SetStage(ProjectorHandler):
    """What the teacher presses."""

    def post(self) -> None:
        """Turn to another stage."""
        wanted = self.get_body_argument("stage", "")
        if wanted not in STAGE_NAMES:
            raise Refusal(400)
        self.room.stage = Stage(wanted)
        self.redirect("/", status=303)


class TruthsShown(ProjectorHandler):
    """The teacher says that the answers to the predictions have been shown."""

    async def post(self) -> None:
        """Note it in every ledger, at once in as many as there are writers; predictions given later do not count."""
        room, loop = self.room, ioloop.IOLoop.current()
        room.shown = True
        noted = (
            loop.run_in_executor(room.writers, phone.meet_truths, room.poll.questions) for phone in room.phones.all()
        )
        problems = [each for each in await asyncio.gather(*noted, return_exceptions=True) if each is not None]
        if problems:
            raise Refusal(503, f"Not every ledger could take it ({problems[0]}); make room, then press once more.")
        self.redirect("/", status=303)


def phones_words(joined: int) -> str:
    """How many phones have joined, in words."""
    return f"{counted(joined, 'phone')} joined"


def join_code(address: str) -> str:
    """A code that a phone's camera reads, as SVG to stand in a page; it fills whatever holds it."""
    return segno.make(address, error="m", micro=False).svg_inline(
        border=2, dark="#000", light="#fff", omitsize=True, svgclass="code", lineclass=None, title="Code to join by"
    )


def projector_application(room: PollRoom, key: str) -> web.Application:
    """Everything that the teacher's browser can reach."""
    shared = {"room": room}
    kept = shared | {"key": key}
    return web.Application(
        [
            ("/", Projector, kept),
            ("/counts", Counts, kept),
            ("/to", SetStage, kept),
            ("/shown", TruthsShown, kept),
            (r"/(poll\.css|projector\.js)", StaticFile, shared),
        ],
        default_handler_class=Unknown,
        default_handler_args=shared,
        log_function=lambda handler: None,
    )
