"""The learner's verdicts beside the course's: where they differ, and by how many steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.agreement import weighted_kappa

STEPS = ("Right", "Mostly right", "Oversimplified", "Unsupported", "Wrong")
"""Verdicts from best to worst; the last two differ in kind, so a distance in steps is a rough measure."""
ALL = "all claims"
SHOWN = ("judged by you", "every claim", "where we differ")
"""The course's verdict on a claim that the learner has not judged is not shown unless asked for."""


@dataclass(frozen=True)
class Judged:
    """One claim: the course's verdict with its certainty, and the learner's if there is one."""

    claim: str
    statement: str
    kind: str
    course: str
    certainty: str
    yours: str | None

    @property
    def steps_apart(self) -> int | None:
        """How many steps lie between both verdicts; None if the learner has not judged."""
        return None if self.yours is None else abs(STEPS.index(self.yours) - STEPS.index(self.course))


@dataclass(frozen=True)
class Judgement:
    """Claims that are left after the choices, in the article's order; `judged` and `same` count over all claims."""

    kind: str
    shown: str
    claims: tuple[Judged, ...]
    judged: int
    same: int
    kappa: float | None


def kinds() -> tuple[str, ...]:
    """ALL, and every kind of claim."""
    return (ALL, *dict.fromkeys(tables.load("claims")["kind"]))


def judgement(mine: Mapping[str, str], kind: str = ALL, shown: str = SHOWN[0]) -> Judgement:
    """Set the learner's verdicts (by claim) beside the course's. Verdicts that are none of STEPS do not count.

    Raises ValueError for another kind or choice.
    """
    refuse_unknown((kind, kinds()), (shown, SHOWN))
    course = tables.load("verdicts").set_index("claim")
    everything = tuple(
        Judged(
            row.claim, row.statement, row.kind, course.at[row.claim, "verdict"], course.at[row.claim, "certainty"],
            mine[row.claim] if mine.get(row.claim) in STEPS else None,
        )
        for row in tables.load("claims").itertuples()
    )  # fmt: skip
    judged = [each for each in everything if each.yours]
    kept = tuple(each for each in everything if kind in (ALL, each.kind) and _is_shown(each, shown))
    pairs = [(str(each.yours), each.course) for each in judged]
    same = sum(yours == theirs for yours, theirs in pairs)
    return Judgement(kind, shown, kept, len(judged), same, weighted_kappa(pairs, STEPS))


def _is_shown(each: Judged, shown: str) -> bool:
    return shown == SHOWN[1] or (each.yours is not None and (shown == SHOWN[0] or bool(each.steps_apart)))
