"""What a room of learners said: to a question before and after talking, on each claim, how surely, and where it erred.

Pure functions over what the inbox has read. Whatever in a ledger does not fit the question is passed over.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

from ketabrain.engine import exercises, tables
from ketabrain.engine.classroom.inbox import HandedIn, confidence
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import Entry
from ketabrain.engine.stats.calibration import Curve, Forecast, brier_score, curve

FEWEST_TRIES = 3
"""An exercise that fewer learners have tried is not ranked."""
MOST_RANKED = 8


@dataclass(frozen=True)
class Said:
    """One learner's answer to a question, and how sure (0 to 1)."""

    value: Any
    confidence: float


@dataclass(frozen=True)
class QuestionAnswers:
    """A room's answers to one question.

    `first` holds everybody's first answer and `last` what each stands by: the second answer where there is one.
    `changed` counts those who gave a second answer, `gained` and `lost` those whom it made right or wrong; `late` those
    who had looked at the truth first and are left out.
    """

    question: Question
    first: tuple[Said, ...]
    last: tuple[Said, ...]
    changed: int
    gained: int
    lost: int
    late: int

    @property
    def moved(self) -> int:
        """How many gave a second answer that is another one."""
        return sum(before.value != after.value for before, after in zip(self.first, self.last, strict=True))

    def right(self, answers: Sequence[Said]) -> int:
        """How many of these answers meet the truth."""
        return sum(self.question.is_right(each.value) for each in answers)


@dataclass(frozen=True)
class ClaimVerdicts:
    """How many learners gave each of the five verdicts on a claim, and the course's verdict."""

    claim: str
    statement: str
    counts: tuple[int, ...]
    course: str

    @property
    def apart(self) -> float | None:
        """How many steps two learners who judged it lie apart on average (0 to 4); None for fewer than two."""
        pairs = comb(sum(self.counts), 2)
        steps = sum(one * other * (to - at) for (at, one), (to, other) in combinations(enumerate(self.counts), 2))
        return steps / pairs if pairs else None


@dataclass(frozen=True)
class RoomCalibration:
    """All forecasts of a room as one curve, and each learner's own Brier score with the number of answers behind it."""

    pooled: Curve
    scores: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Missed:
    """An item, of how many learners who answered how many were wrong (an exercise: at their first try)."""

    item: str
    text: str
    kind: str
    wrong: int
    of: int

    @property
    def share(self) -> float:
        """The share that was wrong, 0 to 1."""
        return self.wrong / self.of


def question_answers(learners: Sequence[HandedIn], question: Question) -> QuestionAnswers:
    """A room's answers to one question."""
    first, last = [], []
    changed = gained = lost = late = 0
    for learner in learners:
        entry = _latest(learner, "prediction", question)
        before = _said(entry, question)
        if entry is None or before is None:
            continue
        if entry.get("after_reveal"):
            late += 1
            continue
        after = _said(_latest(learner, "second", question), question)
        first.append(before)
        last.append(after or before)
        if after:
            was, now = question.is_right(before.value), question.is_right(after.value)
            changed, gained, lost = changed + 1, gained + (now and not was), lost + (was and not now)
    return QuestionAnswers(question, tuple(first), tuple(last), changed, gained, lost, late)


def claim_verdicts(learners: Sequence[HandedIn], kind: str = "") -> tuple[ClaimVerdicts, ...]:
    """The room's verdicts on every claim, or on those of one kind: each learner's latest counts."""
    counts: Counter[tuple[str, str]] = Counter()
    for learner in learners:
        verdicts = (entry for entry in learner.entries if entry["kind"] == "verdict")
        counts.update({entry["item"]: str(entry.get("value")) for entry in verdicts}.items())
    course = tables.load("verdicts").set_index("claim")["verdict"]
    return tuple(
        ClaimVerdicts(row.claim, row.statement, tuple(counts[row.claim, step] for step in STEPS), course[row.claim])
        for row in tables.load("claims").itertuples()
        if kind in ("", row.kind)
    )


def room_calibration(learners: Sequence[HandedIn], lesson: str = "") -> RoomCalibration:
    """First answers whose truth the learner has seen since, of all lessons or one; judged here, not by the ledger."""
    each = [found for learner in learners if (found := [*_forecasts(learner, lesson)])]
    pooled = curve("The room", [forecast for found in each for forecast in found])
    return RoomCalibration(pooled, tuple((brier_score(found), len(found)) for found in each))


def most_missed(learners: Sequence[HandedIn], lesson: str = "") -> tuple[Missed, ...]:
    """Questions and exercises by the share of learners who were wrong, most first; at most `MOST_RANKED`."""
    asked = [each for each in all_questions().values() if lesson in ("", each.lesson) and each.truth is not None]
    found = [_missed_question(question_answers(learners, each)) for each in asked]
    lessons = [lesson] if lesson else list(tables.load("lessons")["lesson"])
    for each in (exercise for number in lessons for exercise in exercises.of_lesson(number)):
        tries = [first for learner in learners if (first := _first_try(learner, each.id)) is not None]
        found.append(Missed(each.id, each.prompt, "exercise", tries.count(False), len(tries)))
    ranked = [each for each in found if each.of >= FEWEST_TRIES and each.wrong]
    return tuple(sorted(ranked, key=lambda each: (-each.share, -each.of, each.item))[:MOST_RANKED])


def _missed_question(answers: QuestionAnswers) -> Missed:
    asked = answers.question
    wrong = len(answers.first) - answers.right(answers.first)
    return Missed(f"{asked.lesson}.{asked.item}", asked.text, "prediction", wrong, len(answers.first))


def _first_try(learner: HandedIn, exercise: str) -> bool | None:
    tries = (entry for entry in learner.entries if entry["kind"] == "attempt" and entry["item"] == exercise)
    return next((entry["correct"] for entry in tries if isinstance(entry.get("correct"), bool)), None)


def _forecasts(learner: HandedIn, lesson: str) -> Iterator[Forecast]:
    for question in all_questions().values():
        if lesson not in ("", question.lesson) or _latest(learner, "reveal", question) is None:
            continue
        entry = _latest(learner, "prediction", question)
        said = _said(entry, question)
        if entry is not None and said is not None and not entry.get("after_reveal"):
            yield Forecast(said.confidence, question.is_right(said.value))


def _latest(learner: HandedIn, kind: str, question: Question) -> Entry | None:
    return learner.latest(kind, question.lesson, question.item)


def _said(entry: Entry | None, question: Question) -> Said | None:
    if entry is None or not question.understands(entry.get("value")):
        return None
    sure = confidence(entry)
    return None if sure is None else Said(entry["value"], sure)
