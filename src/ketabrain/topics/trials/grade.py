"""GRADE by hand: randomised trials start at high certainty and lose steps for five reasons.

What is on record for each reason stands in grade_reasons, our own steps in our_grades, ratings of others in
published_certainty.
"""

from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

QUESTIONS = ("depression, a day later", "depression, four weeks", "PTSD", "anxiety", "suicidal thoughts")
DOMAINS = ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
STEPS = ("none", "serious", "very serious")
"""Steps down for one reason: 0, 1 or 2."""
COMPARE = ("hidden", "shown")
LEVELS = ("high", "moderate", "low", "very low")
NOT_RATED = "not rated"
"""Instead of one of LEVELS, for a judgement that others put in words."""


@dataclass(frozen=True)
class Reason:
    """One reason as rated: steps down by the learner and by us, why we did, and what is on record.

    `record` holds pairs of what is known and whether it speaks for a step down.
    """

    domain: str
    steps: int
    ours: int
    because: str
    record: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Rating:
    """A judgement by others; `level` is one of LEVELS, or NOT_RATED."""

    who: str
    level: str
    about: str


@dataclass(frozen=True)
class Grade:
    """A rated question; `published` is empty if no rating was to be seen. Ratings are to be told only if `shown`."""

    question: str
    reasons: tuple[Reason, ...]
    published: tuple[Rating, ...]
    shown: bool

    @property
    def level(self) -> str:
        """Certainty by the learner's steps."""
        return certainty(sum(reason.steps for reason in self.reasons))

    @property
    def our_level(self) -> str:
        """Certainty by our steps."""
        return certainty(sum(reason.ours for reason in self.reasons))


def certainty(steps: int) -> str:
    """One of LEVELS after so many steps down from high. Raises ValueError for fewer than none."""
    if steps < 0:
        raise ValueError(f"Steps go down only; got {steps}.")
    return LEVELS[min(steps, len(LEVELS) - 1)]


def grade(
    question: str = QUESTIONS[0],
    bias: str = STEPS[0],
    inconsistency: str = STEPS[0],
    indirectness: str = STEPS[0],
    imprecision: str = STEPS[0],
    publication: str = STEPS[0],
    compare: str = COMPARE[0],
) -> Grade:
    """Rate one of QUESTIONS by one of STEPS for each reason. Raises ValueError for another word."""
    chosen = (bias, inconsistency, indirectness, imprecision, publication)
    asked = ((question, QUESTIONS), (compare, COMPARE), *((word, STEPS) for word in chosen))
    refuse_unknown(*asked)
    known, ours, published = (
        table[table["question"] == question]
        for table in (tables.load(name) for name in ("grade_reasons", "our_grades", "published_certainty"))
    )
    own = ours.set_index("domain")
    reasons = tuple(
        Reason(
            domain, STEPS.index(word), int(own.at[domain, "steps"]), str(own.at[domain, "because"]),
            tuple(
                (row.what_is_known, row.points_to == "reason to downgrade")
                for row in known[known["domain"] == domain].itertuples()
            ),
        )
        for domain, word in zip(DOMAINS, chosen, strict=True)
    )  # fmt: skip
    ratings = tuple(Rating(row.who, row.rating, row.about) for row in published.itertuples())
    return Grade(question, reasons, ratings, compare == COMPARE[1])


def sources() -> tuple[str, ...]:
    """References behind the reasons and the published ratings."""
    rows = (tables.load(name)["source"] for name in ("grade_reasons", "published_certainty"))
    return tuple(dict.fromkeys(key for keys in rows for key in keys))
