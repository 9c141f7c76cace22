"""Key ideas that outlive the course's own subject, and the questions on them: before it, after it, a month later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from ketabrain.engine import cards, cells, session, tables
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry
from ketabrain.engine.numerals import counted
from ketabrain.engine.parts import Button, Options, Part, Words
from ketabrain.engine.stats.proportions import wilson

KIND = "ideas"
"""The kind of the ledger's entries; the item is the round."""
WAIT = timedelta(days=28)
"""How long after the second round the third one opens."""


class Round(StrEnum):
    """When the questions are asked."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class IdeaQuestion:
    """One question on one idea (its key), with its options, the right one and why that is right."""

    question: str
    idea: str
    text: str
    options: tuple[str, ...]
    right: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many questions of a round were right, of how many, with a 95% interval of the share (Wilson; 0 to 1)."""

    round: Round
    right: int
    of: int
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class IdeaRow:
    """One idea by its name, and in each round whether its question was right; None where it was not asked."""

    name: str
    right: Mapping[Round, bool | None]


@dataclass(frozen=True, kw_only=True)
class IdeaResults:
    """What somebody, or a room, knows of each idea, and the sums of the rounds that were answered."""

    rows: tuple[IdeaRow, ...]
    sums: tuple[Counted, ...]


@cache
def questions_of(asked: Round) -> tuple[IdeaQuestion, ...]:
    """The questions of a round in the order of the table."""
    rows = tables.load("idea_questions").query("round == @asked").to_dict("records")
    return tuple(_question(row) for row in rows)


def ideas_of(lesson: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the ideas that a lesson ("02") trains."""
    rows = tables.load("ideas").to_dict("records")
    return tuple(row for row in rows if lesson in row["lessons"].split(";"))


def idea_quiz(asked: str) -> None:
    """Ask the questions of a round: "before", "after" or "later". Raises LessonError before `start` has run."""
    cells.show(QuizCard(Round(asked)))


def my_ideas() -> IdeaResults:
    """What the learner's ledger says of the ideas; the first answers of each round count."""
    return idea_results(session.entries(KIND))


def idea_results(entries: Sequence[Entry]) -> IdeaResults:
    """What the entries of one ledger say of each idea. Entries of another shape are passed over.

    >>> [each.right for each in idea_results([]).sums]
    []
    """
    given = {asked: _given(entries, asked) for asked in Round}
    questions = {asked: questions_of(asked) for asked in Round}
    rows = []
    for row in tables.load("ideas").to_dict("records"):
        right = {
            asked: next(
                (given[asked].get(each.question) for each in questions[asked] if each.idea == row["idea"]), None
            )
            for asked in Round
        }
        if any(each.idea == row["idea"] for asked in Round for each in questions[asked]):
            rows.append(IdeaRow(name=row["name"], right=right))
    return IdeaResults(rows=tuple(rows), sums=tuple(_sum(asked, given[asked]) for asked in Round if given[asked]))


class QuizCard(Card):
    """The card that `idea_quiz` shows."""

    def __init__(self, asked: Round) -> None:
        self.round = asked
        self.questions = questions_of(asked)
        super().__init__("kb-predict kb-quiz")
        self.refresh()

    def page(self) -> list[Part]:
        """The questions; once they are answered what is known, and of those after the course which were right."""
        entry = _first(session.entries(KIND), self.round)
        if entry:
            return [Words(html=self._answered(entry))]
        if opens := self._opens():
            return [Words(html=cards.text(opens))]
        choices = [
            Options(
                name=each.question,
                label=f"{place}. {each.text}",
                options=session.own_order(each.options, each.question),
            )
            for place, each in enumerate(self.questions, 1)
        ]
        label = f"Lock in my {len(self.questions)} answers"
        return [*choices, Button(name="lock", label=label, act=self._lock, primary=True, reads=True)]

    def _opens(self) -> str:
        """Why the questions of a month later do not stand here yet; empty if they do."""
        if self.round is not Round.LATER:
            return ""
        before = _first(session.entries(KIND), Round.AFTER)
        if before is None:
            return "Three more questions open here four weeks after you have answered the ten above."
        opens = datetime.fromisoformat(str(before["at"])) + WAIT
        if datetime.now(opens.tzinfo) >= opens:
            return ""
        return f"Three more questions open here on {opens:%Y-%m-%d}, if you come back. They show what stays."

    def _lock(self) -> None:
        if _first(session.entries(KIND), self.round):  # from another copy of this notebook
            return
        open_ones = [str(place) for place, each in enumerate(self.questions, 1) if self.values[each.question] is None]
        if open_ones:
            raise LessonError(f"Still open: {', '.join(open_ones)}. A guess is fine.")
        chosen = {each.question: self.values[each.question] for each in self.questions}
        right = sum(chosen[each.question] == each.right for each in self.questions)
        session.record(KIND, self.round, value=chosen, right=right, of=len(self.questions))

    def _answered(self, entry: Entry) -> str:
        if self.round is Round.BEFORE:
            told = "Kept. Nothing is told yet: the same ideas come in new cases after the last lesson."
            return cards.say(told, mark="✓ Your ten answers")
        chosen, lines = entry["value"], []
        for each in self.questions:
            mine = chosen.get(each.question, "")
            verdict = "✓ " if mine == each.right else f"✗ You said “{mine}”. Right: "
            lines.append(f"{each.text} {verdict}“{each.right}”. {each.why}")
        found = idea_results(session.entries(KIND))
        return cards.say(sums_in_words(found.sums), mark="✓ Locked in") + cards.bullets(lines)


def sums_in_words(sums: Sequence[Counted]) -> str:
    """The sums of the rounds with what so few questions leave open."""
    if not sums:
        return "No question has been answered yet."
    names = {Round.BEFORE: "before the course", Round.AFTER: "after it", Round.LATER: "weeks later"}
    parts = [
        f"{each.right} of {each.of} right {names[each.round]} (95% interval {each.low:.0%} to {each.high:.0%})"
        for each in sums
    ]
    few = f"{counted(max(each.of for each in sums), 'question')} cannot tell a small gain from luck."
    return f"{'; '.join(parts)}. Guessing gives one in four; {few}"


def _question(row: Mapping[str, str]) -> IdeaQuestion:
    options = tuple(row[f"option_{number}"] for number in (1, 2, 3, 4))
    return IdeaQuestion(
        question=row["question"], idea=row["idea"], text=row["text"], options=options,
        right=options[int(row["right"]) - 1], why=row["why"],
    )  # fmt: skip


def _first(entries: Sequence[Entry], asked: Round) -> Entry | None:
    return next((each for each in entries if each["item"] == asked and isinstance(each.get("value"), dict)), None)


def _given(entries: Sequence[Entry], asked: Round) -> dict[str, bool]:
    """By question whether the first answer of a round was right."""
    entry = _first([each for each in entries if each["kind"] == KIND], asked)
    value = entry["value"] if entry else {}
    return {each.question: value[each.question] == each.right for each in questions_of(asked) if each.question in value}


def _sum(asked: Round, given: Mapping[str, bool]) -> Counted:
    low, high = wilson(sum(given.values()), len(given))
    return Counted(round=asked, right=sum(given.values()), of=len(given), low=low, high=high)
