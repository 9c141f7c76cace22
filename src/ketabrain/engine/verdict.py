"""verdict: the learner judges a claim and says how sure; then the course says what it thinks, how surely, and why.

A verdict stands until the learner revises it with a sentence of reason; the ledger keeps the first and every later one.
"""

from datetime import datetime

from ketabrain.engine import cards, cells, session, tables
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.judgement import STEPS, certainty_words
from ketabrain.engine.ledger import Entry
from ketabrain.engine.numerals import shortened
from ketabrain.engine.parts import Block, Button, Options, Part, Pick, Text, Values, Words
from ketabrain.engine.prose import source_links
from ketabrain.engine.scale import steps
from ketabrain.engine.sureness import read_sureness, sureness

LONGEST_REASON = 300
"""How many letters a reason may have: one sentence."""
_LONGEST_NAME = 90

MEANINGS = dict(zip(
    STEPS,
    (
        "the evidence supports it as it stands",
        "true in the main, with a detail off or missing",
        "a true core, but what was left out changes the picture",
        "it may be true, but the evidence does not show it",
        "the evidence speaks against it",
    ),
    strict=True,
))  # fmt: skip
"""The five verdicts and what each means."""


def verdict(*claims: str) -> None:
    """Ask for a verdict and a confidence on each claim ("C01"); once they are locked in, show the course's.

    Raises LessonError for an unknown claim, and before `start` has run.
    """
    for claim in claims:
        cells.show(VerdictCard(claim))


def any_verdict() -> None:
    """Ask for a verdict on whichever claim the learner picks; it stands here if it was given before."""
    cells.show(AnyVerdictCard())


def my_verdicts() -> dict[str, str]:
    """The learner's latest verdict on each claim, over all lessons."""
    return {entry["item"]: entry["value"] for entry in session.entries("verdict")}


def verdicts_on(claim: str) -> list[Entry]:
    """Everything that the learner has said of a claim, first to last, over all lessons.

    What is none of the five verdicts, of another course say, does not count.
    """
    return [entry for entry in session.entries("verdict", item=claim) if entry["value"] in STEPS]


def words_of_verdict(entry: Entry) -> str:
    """A verdict in words: “Right, 70% sure”."""
    sure = entry.get("confidence")
    return f"{entry['value']}, {sure:g}% sure" if isinstance(sure, int | float) else str(entry["value"])


class VerdictCard(Card):
    """The card that `verdict` shows for one claim."""

    def __init__(self, claim: str, *, live: bool = False) -> None:
        self._turn_to(claim)
        super().__init__("kb-verdict", live=live)
        self.refresh()

    def _turn_to(self, claim: str) -> None:
        known = tables.load("claims").set_index("claim")
        if claim not in known.index:
            raise LessonError(
                f"There is no claim {claim!r} in claims.csv; use one of {known.index[0]} to {known.index[-1]}."
            )
        self.claim = claim
        self._revising = False

    def page(self) -> list[Part]:
        """The five verdicts to choose from; once one is locked in, both verdicts on one scale and the reasons.

        What was said in another lesson stands here with its date, to be left as it is or revised.
        """
        given = verdicts_on(self.claim)
        head = claim_words(self.claim)
        if not given:
            return [Words(html=head), *self._choices("Lock in my verdict")]
        if self._judged():
            course = str(tables.load("verdicts").set_index("claim").loc[self.claim, "verdict"])
            told = verdict_history(given) + verdicts_side_by_side(course, given[-1]) + course_verdict(self.claim)
            return [Words(html=head + told), *self._revision(())]
        scale = steps(STEPS, tuple(MEANINGS.values()), {given[-1]["value"]: "● you"})
        stands = Button(name="stands", label="It still stands", act=self._let_stand)
        return [Words(html=head + verdict_history(given, so_far=True) + scale), *self._revision((stands,))]

    def _choices(self, label: str, *more: Part) -> list[Part]:
        verdicts = Options(
            name="verdict", label=f"Your verdict on {self.claim}", options=STEPS, notes=tuple(MEANINGS.values()),
            style="kb-steps",
        )  # fmt: skip
        lock = Button(name="lock", label=label, act=self._lock, primary=True, reads=True)
        return [verdicts, *more, Block(parts=(sureness(len(STEPS)), lock), style="kb-row kb-lock")]

    def _revision(self, others: tuple[Button, ...]) -> list[Part]:
        """What opens a revision, and once it is open what it asks for."""
        if not self._revising:
            again = Button(name="again", label="Revise my verdict", act=self._begin_again)
            return [Block(parts=(*others, again), style="kb-row")]
        reason = Text(name="reason", label="What made you change it? One sentence.")
        leave = Button(name="leave", label="Leave it as it was", act=self._leave)
        return [*self._choices("Lock in my new verdict", reason), leave]

    def _judged(self) -> bool:
        """Whether the learner has judged the claim in the open lesson."""
        return any(entry["lesson"] == session.lesson() for entry in verdicts_on(self.claim))

    def _begin_again(self) -> None:
        self._revising = True
        self.values.clear()

    def _leave(self) -> None:
        self._revising = False

    def _let_stand(self) -> None:
        if not self._judged():
            last = verdicts_on(self.claim)[-1]
            session.record("verdict", self.claim, value=last["value"], confidence=last.get("confidence"))

    def _lock(self) -> None:
        first = not verdicts_on(self.claim)
        if not first and not self._revising:  # given meanwhile in another copy of this notebook
            return
        session.record("verdict", self.claim, **read_verdict(self.values, first=first))
        self._revising = False


class AnyVerdictCard(VerdictCard):
    """The card that `any_verdict` shows: a list of all claims, and below it the card of the one that was picked."""

    def __init__(self) -> None:
        self.claims = {
            shortened(f"{row.claim} {row.statement}", _LONGEST_NAME): row.claim
            for row in tables.load("claims").itertuples()
        }
        super().__init__(next(iter(self.claims.values())), live=True)

    def page(self) -> list[Part]:
        """The list, and the card of one claim."""
        pick = Pick(name="claim", label="Claim", options=tuple(self.claims), value=next(iter(self.claims)))
        return [pick, *super().page()]

    def moved(self, *names: str) -> None:
        """Turn to the claim that was picked."""
        if "claim" in names:
            picked = self.values["claim"]
            self._turn_to(self.claims[picked])
            self.values.clear()
            self.values["claim"] = picked


def claim_words(claim: str) -> str:
    """A claim, and what the article says, in our words, as HTML."""
    row = tables.load("claims").set_index("claim").loc[claim]
    article = f"What the article says, in our words: {row['article_says']}"
    return cards.text(f"{claim} · {row['statement']}", "h3") + cards.text(article, style="kb-small")


def read_verdict(values: Values, *, first: bool) -> Entry:
    """What the ledger keeps of a "verdict" and how "sure" it is; of one that is not the first also the "reason".

    Raises LessonError if one of them is missing.
    """
    if values["verdict"] is None:
        raise LessonError("Choose a verdict first.")
    entry = {"value": values["verdict"], "confidence": read_sureness(values)}
    return entry if first else {**entry, "reason": _reason(values["reason"])}


def _reason(typed: str) -> str:
    """One sentence of reason. Raises LessonError if there is none, or far more."""
    words = " ".join(typed.split())
    if not words:
        raise LessonError("Write one sentence first: what made you change it?")
    if len(words) > LONGEST_REASON:
        raise LessonError(f"Keep the reason to one sentence, at most {LONGEST_REASON} letters; it has {len(words)}.")
    return words


def verdict_history(given: list[Entry], *, so_far: bool = False) -> str:
    """What the learner said of the claim at which time, as HTML; `so_far` asks whether it still holds."""
    lines = []
    for number, entry in enumerate(given):
        when = f"Lesson {entry['lesson']}, {day_of(entry)}: {words_of_verdict(entry)}."
        reason = str(entry.get("reason") or "")
        stood = number > 0 and not reason and entry["value"] == given[number - 1]["value"]
        lines.append(f"{when} {'It still stood.' if stood else reason}".strip())
    if so_far:
        said = f"You said {words_of_verdict(given[-1])}. Is it still your verdict?"
        return cards.bullets(lines) + cards.say(said)
    return cards.bullets(lines) if len(given) > 1 else ""


def day_of(entry: Entry) -> str:
    """The day on which an entry was made, such as 3 May 2026."""
    try:
        at = datetime.fromisoformat(entry["at"]).astimezone()
    except ValueError:
        return "date unknown"
    return f"{at.day} {at:%B %Y}"


def verdicts_side_by_side(course: str, entry: Entry) -> str:
    """The learner's verdict and the course's on one scale, and how far apart they are, as HTML."""
    yours = entry["value"]
    marks = {course: "◆ the course"} | {yours: "● you" if yours != course else "● you, ◆ the course"}
    apart = abs(STEPS.index(yours) - STEPS.index(course))
    words = f"You said {words_of_verdict(entry)}. {_DISTANCE[apart]}"
    return steps(STEPS, tuple(MEANINGS.values()), marks) + cards.say(words)


_DISTANCE = (
    "The course says the same.",
    "The course is one step away.",
    "The course is two steps away: read its reasons.",
    "The course is three steps away: read its reasons, and say where they fail.",
    "The course says the opposite: read its reasons, and say where they fail.",
)
"""What is said of two verdicts so many steps apart."""


def course_verdict(claim: str) -> str:
    """The course's verdict as HTML."""
    row = tables.load("verdicts").set_index("claim").loc[claim]
    parts = (
        cards.text(f"The course says: {row['verdict']}", "b"),
        cards.text(row["reasons"]),
        cards.text(f"Certainty: {row['certainty']}. {certainty_words(claim)}"),
        f'<p class="kb-small">Sources: {source_links(tuple(row["sources"].split(";")))}</p>',
    )
    return f'<div class="kb-say kb-course">{"".join(parts)}</div>'
