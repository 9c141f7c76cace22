"""What a class has done so far, for its teacher: who has locked in, tried and judged what, and who may want help.

Completion, never correctness: whether an answer was right is counted nowhere. An exercise that somebody has tried three
times in vain is named, so that help can be offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ketabrain.engine import exercises, tables
from ketabrain.engine.classroom.idea_answers import RoomIdeas, room_ideas
from ketabrain.engine.classroom.inbox import NEVER, Answers, HandedIn, SetAside, moment_of
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.ideas import KIND, Round, idea_results
from ketabrain.engine.strip import claims_asked

IN_VAIN = 3
"""Tries without success from which on help should be offered."""


@dataclass(frozen=True, kw_only=True)
class LessonAsks:
    """What a lesson asks for: its predictions, its exercises by id with their prompts, and claims to judge."""

    lesson: str
    title: str
    questions: tuple[Question, ...]
    exercises: dict[str, str]
    claims: tuple[str, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many predictions, exercises and verdicts."""
        return len(self.questions), len(self.exercises), len(self.claims)


@dataclass(frozen=True, kw_only=True)
class LessonDone:
    """How many predictions of a lesson somebody has locked in, exercises tried, and claims judged."""

    predictions: int
    exercises: int
    verdicts: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """The same, in the order of `LessonAsks.counts`."""
        return self.predictions, self.exercises, self.verdicts


@dataclass(frozen=True, kw_only=True)
class LearnerDone:
    """One learner's row: the first signs of the id, a name if one was given (still to be escaped), what was done by
    lesson, which rounds of the key ideas were answered, the newest answer (None if no entry says when), and the ids of
    the exercises that were tried in vain.
    """

    short_id: str
    name: str
    lessons: tuple[LessonDone, ...]
    ideas: frozenset[Round]
    last_seen: datetime | None
    in_vain: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClassReport:
    """A class: what each lesson asks, a row a learner (by name, then by id), the key ideas, the files set aside."""

    asks: tuple[LessonAsks, ...]
    learners: tuple[LearnerDone, ...]
    ideas: RoomIdeas
    set_aside: tuple[SetAside, ...]

    @property
    def begun(self) -> tuple[int, ...]:
        """The places in `asks` of the lessons in which somebody has done something."""
        return tuple(
            place for place in range(len(self.asks)) if any(any(each.lessons[place].counts) for each in self.learners)
        )

    @property
    def in_vain(self) -> dict[str, int]:
        """Of how many learners each exercise was tried in vain, most first."""
        ids = [exercise for each in self.learners for exercise in each.in_vain]
        return dict(sorted(((each, ids.count(each)) for each in dict.fromkeys(ids)), key=lambda item: -item[1]))


def class_report(answers: Answers) -> ClassReport:
    """What the ledgers of a class say was done. Raises DataError."""
    asks = lessons_ask()
    rows = [learner_done(each, asks) for each in answers.learners]
    return ClassReport(
        asks=asks,
        learners=tuple(sorted(rows, key=lambda row: (not row.name, row.name.casefold(), row.short_id))),
        ideas=room_ideas(answers.learners),
        set_aside=answers.set_aside,
    )


def lessons_ask() -> tuple[LessonAsks, ...]:
    """What every lesson asks for, in the order of the course. Raises DataError."""
    return tuple(
        LessonAsks(
            lesson=row.lesson,
            title=row.title,
            questions=tuple(each for each in all_questions().values() if each.lesson == row.lesson),
            exercises={each.id: each.prompt for each in exercises.of_lesson(row.lesson)},
            claims=claims_asked(row.lesson),
        )
        for row in tables.load("lessons").itertuples()
    )


def learner_done(learner: HandedIn, asks: Sequence[LessonAsks]) -> LearnerDone:
    """What one ledger says was done."""
    tries = _tries(learner)
    stand = idea_results([entry for entry in learner.entries if entry["kind"] == KIND]).sums
    newest = max([NEVER, *map(moment_of, (*learner.entries, *learner.archived))])
    return LearnerDone(
        short_id=learner.short_id,
        name=learner.name,
        lessons=tuple(_lesson_done(learner, each) for each in asks),
        ideas=frozenset(each.round for each in stand),
        last_seen=None if newest == NEVER else newest,
        in_vain=tuple(
            exercise for each in asks for exercise in each.exercises
            if len(found := tries.get(exercise, [])) >= IN_VAIN and not any(found)
        ),
    )  # fmt: skip


def _lesson_done(learner: HandedIn, asks: LessonAsks) -> LessonDone:
    """To have looked at an answer without locking one in is no prediction. A verdict on the same claim that was given
    in another lesson stands in this one, once it has been begun.
    """
    locked = (learner.latest("prediction", each.lesson, each.item) for each in asks.questions)
    met = [
        entry is not None and asked.understands(entry.get("value"))
        for entry, asked in zip(locked, asks.questions, strict=True)
    ]
    here = [entry for entry in learner.entries if entry["lesson"] == asks.lesson]
    tried = {entry["item"] for entry in here if entry["kind"] == "attempt"} & set(asks.exercises)
    judged = {entry["item"] for entry in (learner.entries if here else ()) if entry["kind"] == "verdict"}
    return LessonDone(predictions=sum(met), exercises=len(tried), verdicts=len(judged & set(asks.claims)))


def _tries(learner: HandedIn) -> dict[str, list[bool]]:
    """Whether each try at an exercise met its answer, by the exercise's id."""
    found: dict[str, list[bool]] = {}
    for entry in learner.entries:
        if entry["kind"] == "attempt" and isinstance(entry.get("correct"), bool):
            found.setdefault(entry["item"], []).append(entry["correct"])
    return found
