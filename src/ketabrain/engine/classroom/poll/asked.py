"""What a lesson asks of phones: its predictions and its verdicts, without any truth."""

from dataclasses import dataclass
from enum import StrEnum

from ketabrain.engine import tables
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.strip import claims_asked


class Stage(StrEnum):
    """What phones are asked now."""

    PREDICTIONS = "predictions"
    SECOND = "second"
    VERDICTS = "verdicts"
    CLOSED = "closed"


STAGE_NAMES = {
    Stage.PREDICTIONS: "Predictions",
    Stage.SECOND: "Second answers",
    Stage.VERDICTS: "Verdicts",
    Stage.CLOSED: "Closed",
}
"""What the teacher presses."""


@dataclass(frozen=True, kw_only=True)
class ClaimAsked:
    """A claim that the lesson asks a verdict on: our words, and what the article says."""

    claim: str
    statement: str
    article_says: str


@dataclass(frozen=True, kw_only=True)
class LessonPoll:
    """All that one lesson asks."""

    lesson: str
    title: str
    questions: tuple[Question, ...]
    claims: tuple[ClaimAsked, ...]

    def question(self, item: str) -> Question | None:
        """The question of this name, if the lesson asks it."""
        return next((each for each in self.questions if each.item == item), None)

    def claim(self, name: str) -> ClaimAsked | None:
        """The claim of this name, if the lesson asks for a verdict on it."""
        return next((each for each in self.claims if each.claim == name), None)


def poll_of(lesson: str) -> LessonPoll:
    """The poll of a lesson ("02"). Raises KeyError for a lesson that is none."""
    known = tables.load("claims").set_index("claim")
    return LessonPoll(
        lesson=lesson,
        title=tables.load("lessons").set_index("lesson").at[lesson, "title"],
        questions=tuple(each for each in all_questions().values() if each.lesson == lesson),
        claims=tuple(
            ClaimAsked(
                claim=claim,
                statement=known.at[claim, "statement"],
                article_says=known.at[claim, "article_says"],
            )
            for claim in claims_asked(lesson)
        ),
    )
