"""What phones may open and send: the page, the word to join, answers and verdicts. No truth ever passes here."""

import math
from collections.abc import Callable

from tornado import ioloop, web

from ketabrain.engine.classroom.files import plain_line
from ketabrain.engine.classroom.poll.asked import STAGE_NAMES, Stage
from ketabrain.engine.classroom.poll.forms import Form, prediction_in, verdict_in
from ketabrain.engine.classroom.poll.phones import Phone, PollError
from ketabrain.engine.errors import LessonError
from ketabrain.engine.sharing import LONGEST_NAME
from tasks.inside.poll.cards import Trouble, card_id, cards_of
from tasks.inside.poll.handling import PollHandler, Refusal, StaticFile, Unknown
from tasks.inside.poll.room import PollRoom, now_s

COOKIE = "poll"
COOKIE_DAYS = 180
TITLES = {
    Stage.PREDICTIONS: "What do you think?",
    Stage.SECOND: "Second answers",
    Stage.VERDICTS: "Your verdict",
    Stage.CLOSED: "The poll is closed",
}
CLOSED = "Your teacher has closed the poll; your answers are kept."
WRONG_WORD = "That is not the word on the screen; look again."
SHOWN = "The answer has been shown, so there is no second one any more."
LATE = "The answers have been shown, so a prediction that you lock in now will not count."
NOT_NOW = "Your teacher has closed this part, so this answer was not kept."
STAGE_OF = {"prediction": Stage.PREDICTIONS, "second": Stage.SECOND}
"""When each kind of answer is taken."""
OTHER_LESSON = "This page is of another lesson, so nothing was kept; load it again."
NOT_ASKED = "This lesson asks no such question."


class PhoneHandler(PollHandler):
    """What holds for everything that a phone that has joined may do."""

    @property
    def phone(self) -> Phone | None:
        """The phone that asks, if it has joined."""
        return self.room.phones.find(self.get_cookie(COOKIE, "") or "")

    def check_rate(self) -> None:
        """Each phone that has joined has a limit of its own: a whole room may share an address."""
        phone = self.phone
        if phone is None:
            super().check_rate()
        elif not self.room.of_phone.allows(str(phone.document["learner"]), now_s()):
            raise Refusal(429)

    def joined(self) -> Phone:
        """The phone that asks. Raises Refusal if it has not joined."""
        phone = self.phone
        if phone is None:
            raise Refusal(401, "Join first: type the word on the screen.")
        return phone

    def show(self, phone: Phone, trouble: Trouble | None = None, status: int = 200) -> None:
        """Finish with the page of this phone."""
        stage = self.room.stage
        cards = cards_of(self.room, phone, trouble)
        lost = trouble is not None and trouble.card not in {card.id for card in cards if card.form}
        sentence = trouble.sentence if trouble and lost else self.sentence()
        page = self.room.page(
            "phone.html",
            title=TITLES[stage],
            stage=stage,
            cards=cards,
            counted=bool(cards) and stage is not Stage.SECOND,  # where nobody has to answer
            sentence=sentence,
            person=phone.name,
            id=str(phone.document["learner"])[:4],
        )
        self.send(page, status)

    def sentence(self) -> str:
        """What is said above the questions, if anything."""
        if self.room.stage is Stage.CLOSED:
            return CLOSED
        return LATE if self.room.shown and self.room.stage is Stage.PREDICTIONS else ""

    def door(self, sentence: str = "", status: int = 200, code: str = "", name: str = "") -> None:
        """Finish with the page to join on: by a `code` that was checked, else by the word."""
        self.send(self.room.page("door.html", sentence=sentence, code=code, name=name), status)

    async def keep(self, card: str, write: Callable[[Phone, Form], None]) -> None:
        """Let `write` put what the form holds on the disk, and only then say so."""
        phone, form = self.joined(), self.form()
        if form.get("lesson") != self.room.poll.lesson:
            self.show(phone, Trouble(card=card, form=form, sentence=OTHER_LESSON), 409)
            return
        try:
            await ioloop.IOLoop.current().run_in_executor(self.room.writers, write, phone, form)
        except LessonError as problem:
            self.show(phone, Trouble(card=card, form=form, sentence=str(problem)), 422)
        except OSError as problem:
            why = problem.strerror or str(problem)
            sentence = f"Your teacher's computer could not keep this answer ({why}). Tell your teacher, then try again."
            self.show(phone, Trouble(card=card, form=form, sentence=sentence), 503)
        else:
            self.redirect(f"/#{card}", status=303)

    def open_now(self, stage: Stage) -> None:
        """Raises PollError unless this is what is asked now."""
        if self.room.stage is not stage:
            raise PollError(NOT_NOW)


class PhonePage(PhoneHandler):
    """The questions of the stage, or the page to join on."""

    def get(self) -> None:
        """Show it."""
        phone = self.phone
        if phone is None:
            sent = self.get_query_argument("c", "")
            self.door(code=sent if self.room.is_code(sent) else "")
        else:
            self.show(phone)


class Join(PhoneHandler):
    """The word or the code, and a name."""

    def post(self) -> None:
        """Let the phone in. Whoever has the code, which nobody can guess, waits for nobody's wrong words."""
        form = self.form()
        name, code = plain_line(form.get("name", ""), LONGEST_NAME), form.get("code", "")
        if not self.room.is_code(code):
            code = ""
            if refusal := self.word_refused(form.get("word", "")):
                self.door(refusal.sentence, refusal.status_code, name=name)
                return
        try:
            secret = self.room.phones.join(self.get_cookie(COOKIE, "") or "", name)
        except PollError as problem:
            self.door(str(problem), 503, code, name)
            return
        secure = self.room.is_secret
        self.set_cookie(COOKIE, secret, expires_days=COOKIE_DAYS, httponly=True, samesite="Lax", secure=secure)
        self.redirect("/", status=303)

    def word_refused(self, typed: str) -> Refusal | None:
        """Why this word lets nobody in, if it does not; from an address that has to wait none is looked at."""
        now, address = now_s(), self.request.remote_ip or ""
        if wait := math.ceil(self.room.wrong_words.wait_s(address, now)):
            return Refusal(429, f"Many wrong words came from here: wait {wait} seconds, or use the code on the screen.")
        if self.room.is_word(typed):
            return None
        self.room.wrong_words.note(address, now)
        return Refusal(403, WRONG_WORD)


class TakeAnswer(PhoneHandler):
    """A first or second answer to a question."""

    async def post(self) -> None:
        """Keep it."""
        await self.keep(card_id("", self.get_body_argument("item", "")), self._write)

    def _write(self, phone: Phone, form: Form) -> None:
        question, kind = self.room.poll.question(form.get("item", "")), form.get("kind", "")
        if question is None or kind not in STAGE_OF:
            raise PollError(NOT_ASKED)
        late = self.room.is_shown(phone, question)
        kept = phone.given(kind, question.lesson, question.item)
        if not kept:  # one that was kept is shown, whenever it is sent again
            self.open_now(STAGE_OF[kind])
            if late and kind == "second":
                raise PollError(SHOWN)
        seen = {"after_reveal": True} if late else {}
        phone.predict(kind, question, lambda: prediction_in(form, question) | seen)


class TakeVerdict(PhoneHandler):
    """A verdict on a claim."""

    async def post(self) -> None:
        """Keep it."""
        await self.keep(card_id("verdict", self.get_body_argument("claim", "")), self._write)

    def _write(self, phone: Phone, form: Form) -> None:
        claim, seen = self.claim_of(form), form.get("seen", "")
        self.open_now(Stage.VERDICTS)
        phone.judge(
            self.room.poll.lesson,
            claim,
            int(seen) if seen.isdecimal() else -1,
            lambda first: verdict_in(form, first=first),
        )

    def claim_of(self, form: Form) -> str:
        """The claim that a form names. Raises PollError for one that this lesson does not judge."""
        claim = self.room.poll.claim(form.get("claim", ""))
        if claim is None:
            raise PollError(NOT_ASKED)
        return claim.claim


class LetStand(TakeVerdict):
    """A verdict of an earlier lesson, that still stands."""

    def _write(self, phone: Phone, form: Form) -> None:
        claim = self.claim_of(form)
        self.open_now(Stage.VERDICTS)
        phone.let_stand(self.room.poll.lesson, claim)


class StageNow(PhoneHandler):
    """What is asked now, for a page that follows it."""

    def get(self) -> None:
        """Say it."""
        self.joined()
        self.finish({"stage": self.room.stage, "name": STAGE_NAMES[self.room.stage]})


def phones_application(room: PollRoom) -> web.Application:
    """Everything that phones can reach."""
    shared = {"room": room}
    return web.Application(
        [
            ("/", PhonePage, shared),
            ("/join", Join, shared),
            ("/answer", TakeAnswer, shared),
            ("/verdict", TakeVerdict, shared),
            ("/stands", LetStand, shared),
            ("/stage", StageNow, shared),
            (r"/(poll\.css|phone\.js)", StaticFile, shared),
        ],
        default_handler_class=Unknown,
        default_handler_args=shared,
        log_function=lambda handler: None,
    )
