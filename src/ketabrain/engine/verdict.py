"""verdict: the learner judges a claim and says how sure; then the course says what it thinks, how surely, and why."""

from ketabrain.engine import cards, cells, session, tables
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import Entry
from ketabrain.engine.parts import Block, Button, Options, Part, Slide, Words
from ketabrain.engine.prose import source_links
from ketabrain.engine.scale import steps

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


def my_verdicts() -> dict[str, str]:
    """The learner's latest verdict on each claim, over all lessons."""
    return {entry["item"]: entry["value"] for entry in session.entries("verdict")}


class VerdictCard(Card):
    """The card that `verdict` shows for one claim."""

    def __init__(self, claim: str) -> None:
        known = tables.load("claims").set_index("claim")
        if claim not in known.index:
            raise LessonError(
                f"There is no claim {claim!r} in claims.csv; use one of {known.index[0]} to {known.index[-1]}."
            )
        self.claim, self.statement = claim, str(known.loc[claim, "statement"])
        super().__init__("kb-verdict")
        self.refresh()

    def page(self) -> list[Part]:
        """The five verdicts to choose from; once one is locked in, both verdicts on one scale and the reasons."""
        entry = self._judged()
        if entry:
            title = cards.text(f"{self.claim} · {self.statement}", "h3")
            return [Words(html=title + _side_by_side(self.claim, entry) + _course_verdict(self.claim))]
        earlier = session.entries("verdict", item=self.claim)
        before = earlier[-1] if earlier else None
        choices = Options(
            name="verdict", label=f"{self.claim} · {self.statement}", options=STEPS, notes=tuple(MEANINGS.values()),
            style="kb-steps", value=before["value"] if before and before["value"] in STEPS else None,
        )  # fmt: skip
        sure = Slide(
            name="sure", label="How sure are you?", unit="%", low=50, high=100, step=5,
            value=before["confidence"] if before else 50,
        )  # fmt: skip
        lock = Button(name="lock", label="Lock in my verdict", act=self._lock, primary=True, reads=True)
        row = Block(parts=(sure, lock), style="kb-row kb-lock")
        if before is None:
            return [choices, row]
        said = f"In lesson {before['lesson']} you said {before['value']}, {before['confidence']:g}% sure. Still so?"
        return [Words(html=cards.say(said)), choices, row]

    def _judged(self) -> Entry | None:
        """What the learner has locked in; a verdict that is none of the five, of another course say, does not count."""
        entry = session.latest("verdict", self.claim)
        return entry if entry and entry["value"] in STEPS else None

    def _lock(self) -> None:
        if self._judged():  # from another copy of this notebook
            return
        if self.values["verdict"] is None:
            raise LessonError("Choose a verdict first.")
        session.record("verdict", self.claim, value=self.values["verdict"], confidence=self.values["sure"])


def _side_by_side(claim: str, entry: Entry) -> str:
    """The learner's verdict and the course's on one scale, and how far apart they are, as HTML."""
    yours, sure = entry["value"], entry["confidence"]
    course = str(tables.load("verdicts").set_index("claim").loc[claim, "verdict"])
    marks = {course: "◆ the course"} | {yours: "● you" if yours != course else "● you, ◆ the course"}
    apart = abs(STEPS.index(yours) - STEPS.index(course))
    words = f"You said {yours}, {sure:g}% sure. {_DISTANCE[apart]}"
    return steps(STEPS, tuple(MEANINGS.values()), marks) + cards.say(words)


_DISTANCE = (
    "The course says the same.",
    "The course is one step away.",
    "The course is two steps away: read its reasons.",
    "The course is three steps away: read its reasons, and say where they fail.",
    "The course says the opposite: read its reasons, and say where they fail.",
)
"""What is said of two verdicts so many steps apart."""


def _course_verdict(claim: str) -> str:
    """The course's verdict as HTML."""
    row = tables.load("verdicts").set_index("claim").loc[claim]
    meaning = tables.load("certainty").set_index("level").loc[row["certainty"], "meaning"]
    parts = (
        cards.text(f"The course says: {row['verdict']}", "b"),
        cards.text(row["reasons"]),
        cards.text(f"Certainty: {row['certainty']}. {meaning}"),
        f'<p class="kb-small">Sources: {source_links(tuple(row["sources"].split(";")))}</p>',
    )
    return f'<div class="kb-say kb-course">{"".join(parts)}</div>'
