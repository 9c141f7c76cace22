"""GRADE by hand: randomised trials start at high certainty and lose steps for five reasons.

What is on record for each reason stands in grade_reasons, our own steps in our_grades, ratings of others in
published_certainty.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.numerals import counted
from ketabrain.engine.show_table import Rows


class RatedQuestion(StrEnum):
    """What can be rated."""

    DEPRESSION_DAY = "depression, a day later"
    DEPRESSION_WEEKS = "depression, four weeks"
    PTSD = "PTSD"
    ANXIETY = "anxiety"
    SUICIDAL_THOUGHTS = "suicidal thoughts"


class Concern(StrEnum):
    """How much one reason lowers certainty."""

    NONE = "none"
    SERIOUS = "serious"
    VERY_SERIOUS = "very serious"

    @property
    def steps(self) -> int:
        """Steps down: 0, 1 or 2."""
        return list(Concern).index(self)


class Certainty(StrEnum):
    """The four rungs, from the top."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


DOMAINS = ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
"""The five reasons to step down."""
NOT_RATED = "not rated"
"""Instead of a certainty, for a judgement that others put in words."""
_FOR_A_STEP = "reason to downgrade"


@dataclass(frozen=True)
class Reason:
    """One reason as rated: the concern of the learner and ours, why ours, and what is on record.

    `record` holds pairs of what is known and whether it speaks for a step down.
    """

    domain: str
    concern: Concern
    ours: Concern
    because: str
    record: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class PublishedRating:
    """A judgement by others; `level` is a Certainty, or NOT_RATED."""

    who: str
    level: str
    about: str


@dataclass(frozen=True)
class Grade:
    """A question as the learner rates it, and as others do: `published` may be empty."""

    question: RatedQuestion
    reasons: tuple[Reason, ...]
    published: tuple[PublishedRating, ...]

    @property
    def level(self) -> Certainty:
        """Certainty by the learner's steps."""
        return certainty(sum(reason.concern.steps for reason in self.reasons))

    @property
    def our_level(self) -> Certainty:
        """Certainty by our steps."""
        return certainty(sum(reason.ours.steps for reason in self.reasons))


def certainty(steps: int) -> Certainty:
    """The rung after so many steps down from high. Raises ValueError for fewer than none."""
    if steps < 0:
        raise ValueError(f"Steps go down only; got {steps}.")
    rungs = list(Certainty)
    return rungs[min(steps, len(rungs) - 1)]


def rate_question(
    question: str = RatedQuestion.DEPRESSION_DAY,
    bias: str = Concern.NONE,
    inconsistency: str = Concern.NONE,
    indirectness: str = Concern.NONE,
    imprecision: str = Concern.NONE,
    publication: str = Concern.NONE,
) -> Grade:
    """Rate the certainty about a `question`, one of RatedQuestion, for each of the five reasons.

    Each reason takes one of Concern: `bias` (flaws of the trials), `inconsistency` (trials that contradict each other),
    `indirectness` (other people, treatments or outcomes than asked about), `imprecision` (few people, wide intervals)
    and `publication` (results that never got published). What is on record for each stands in the table grade_reasons.
    Raises ValueError for another word.

    >>> rate_question("PTSD", bias="serious", imprecision="very serious").level.value
    'very low'
    """
    question = chosen(RatedQuestion, question)
    concerns = [chosen(Concern, word) for word in (bias, inconsistency, indirectness, imprecision, publication)]
    known, ours, published = (
        table[table["question"] == question]
        for table in (tables.load(name) for name in ("grade_reasons", "our_grades", "published_certainty"))
    )
    own = ours.set_index("domain")
    reasons = tuple(
        Reason(
            domain, concern, list(Concern)[int(own.at[domain, "steps"])], str(own.at[domain, "because"]),
            tuple(
                (row.what_is_known, row.points_to == _FOR_A_STEP)
                for row in known[known["domain"] == domain].itertuples()
            ),
        )
        for domain, concern in zip(DOMAINS, concerns, strict=True)
    )  # fmt: skip
    ratings = tuple(PublishedRating(row.who, row.rating, row.about) for row in published.itertuples())
    return Grade(question, reasons, ratings)


def on_record(result: Grade) -> Rows:
    """What is on record for each reason, a row each with its study, in the order of the tiles of the picture."""
    known, studies = tables.load("grade_reasons"), tables.references()
    known = known[known["question"] == result.question]
    found = [row for domain in DOMAINS for row in known[known["domain"] == domain].itertuples()]
    speaks = ["− for a step" if row.points_to == _FOR_A_STEP else "+ against" for row in found]
    frame = pd.DataFrame(
        {
            "reason": [row.domain for row in found],
            "speaks": speaks,
            "what is known": [row.what_is_known for row in found],
            "study": [studies[row.source].short for row in found],
        }
    )
    return Rows(caption=f"What is on record about {result.question}", frame=frame)


def our_certainty(question: RatedQuestion) -> Certainty:
    """The certainty that the course itself gives a question."""
    return rate_question(question).our_level


def our_certainties() -> dict[str, str]:
    """The certainty that the course gives to each question that it rates."""
    return {question.value: our_certainty(question).value for question in RatedQuestion}


def ratings() -> pd.DataFrame:
    """What a learner reads after rating: one line for every question with our rating, our steps and those of others."""
    rated = [rate_question(question) for question in RatedQuestion]
    return pd.DataFrame(
        {
            "question": [each.question.value for each in rated],
            "this course": [each.our_level.value for each in rated],
            "our steps down, and why": [_steps_in_words(each) for each in rated],
            "others": ["; ".join(f"{one.who}: {one.level}, {one.about}" for one in each.published) for each in rated],
        }
    )


def _steps_in_words(rated: Grade) -> str:
    return " ".join(
        f"{reason.domain[0].upper()}{reason.domain[1:]}, {counted(reason.ours.steps, 'step')}: {reason.because}"
        for reason in rated.reasons
        if reason.ours.steps
    )


def rating_sources() -> tuple[str, ...]:
    """References behind the reasons and the published ratings."""
    rows = (tables.load(name)["source"] for name in ("grade_reasons", "published_certainty"))
    return tuple(dict.fromkeys(key for keys in rows for key in keys))
