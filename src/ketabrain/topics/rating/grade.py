"""GRADE by hand: randomised trials start at high certainty and lose steps for five reasons.

What is on record for each reason stands in grade_reasons, our own steps in our_grades, ratings of others in
published_certainty.
"""

from dataclasses import dataclass
from enum import StrEnum

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen


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


class OthersRatings(StrEnum):
    """Whether the ratings of this course and of others are to be seen."""

    HIDDEN = "hidden"
    SHOWN = "shown"


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
    """A rated question; `published` is empty if no rating was to be seen. Ratings are to be told only if `shown`."""

    question: RatedQuestion
    reasons: tuple[Reason, ...]
    published: tuple[PublishedRating, ...]
    shown: bool

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
    compare: str = OthersRatings.HIDDEN,
) -> Grade:
    """Rate the certainty about a `question`, one of RatedQuestion, for each of the five reasons.

    Each reason takes one of Concern: `bias` (flaws of the trials), `inconsistency` (trials that contradict each other),
    `indirectness` (other people, treatments or outcomes than asked about), `imprecision` (few people, wide intervals)
    and `publication` (results that never got published). What is on record for each stands in the table grade_reasons.
    `compare` is one of OthersRatings. Raises ValueError for another word.

    >>> rate_question("PTSD", bias="serious", imprecision="very serious").level.value
    'very low'
    """
    question, compare = chosen(RatedQuestion, question), chosen(OthersRatings, compare)
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
                (row.what_is_known, row.points_to == "reason to downgrade")
                for row in known[known["domain"] == domain].itertuples()
            ),
        )
        for domain, concern in zip(DOMAINS, concerns, strict=True)
    )  # fmt: skip
    ratings = tuple(PublishedRating(row.who, row.rating, row.about) for row in published.itertuples())
    return Grade(question, reasons, ratings, compare is OthersRatings.SHOWN)


def our_certainty(question: RatedQuestion) -> Certainty:
    """The certainty that the course itself gives a question."""
    return rate_question(question).our_level


def our_certainties() -> dict[str, str]:
    """The certainty that the course gives to each question that it rates."""
    return {question.value: our_certainty(question).value for question in RatedQuestion}


def rating_sources() -> tuple[str, ...]:
    """References behind the reasons and the published ratings."""
    rows = (tables.load(name)["source"] for name in ("grade_reasons", "published_certainty"))
    return tuple(dict.fromkeys(key for keys in rows for key in keys))
