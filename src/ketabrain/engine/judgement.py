"""The learner's verdicts beside the course's: where they differ, and by how many steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.numerals import counted
from ketabrain.engine.show_table import Rows
from ketabrain.engine.stats.agreement import weighted_kappa

STEPS = ("Right", "Mostly right", "Oversimplified", "Unsupported", "Wrong")
"""Verdicts from best to worst; the last two differ in kind, so a distance in steps is a rough measure."""
ALL = "all claims"
HEDGE_RULE = (
    "“May”, “might”, “can” and “potential” claim only that something is possible. We ask of such a claim whether the "
    "evidence supports that possibility as a fair reader understands it, and what the word hides: how often, how much, "
    "or that others looked and found nothing."
)
"""By which rule every hedged claim is judged."""
_SURE_OF = {
    "clinical": "treatment", "appraisal": "treatment", "safety": "treatment",
    "mechanism": "mechanism", "causal": "mechanism", "experience": "mechanism", "limits": "mechanism",
    "history": "fact", "definition": "fact", "source": "fact",
}  # fmt: skip
"""Which column of the table certainty has the words for a kind of claim."""


class ClaimsShown(StrEnum):
    """Which claims are shown: the course's verdict on one that the learner has not judged only if asked for."""

    JUDGED = "judged by you"
    EVERY = "every claim"
    DIFFERING = "where we differ"


@dataclass(frozen=True, kw_only=True)
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

    def is_shown(self, shown: ClaimsShown) -> bool:
        """Is this claim one of those shown?"""
        match shown:
            case ClaimsShown.JUDGED:
                return self.yours is not None
            case ClaimsShown.EVERY:
                return True
            case ClaimsShown.DIFFERING:
                return bool(self.steps_apart)


@dataclass(frozen=True, kw_only=True)
class VerdictComparison:
    """Claims that are left after the choices, in the article's order, of `everything`.

    `waiting` are those of the same kind that the learner has not judged, where only judged ones are shown. `judged`,
    `same` and `kappa` (weighted; None where it is not defined) count over all `total` claims.
    """

    kind: str
    shown: ClaimsShown
    claims: tuple[Judged, ...]
    waiting: tuple[Judged, ...]
    everything: tuple[Judged, ...]
    total: int
    judged: int
    same: int
    kappa: float | None

    @property
    def held(self) -> int:
        """How many of the claims shown the course calls right or mostly right."""
        return sum(each.course in STEPS[:2] for each in self.claims)


def verdict_rows(result: VerdictComparison) -> Rows:
    """The claims shown, with both verdicts; the course's on a claim that waits stays hidden."""
    rows = [(each.claim, each.statement, each.course, each.certainty, each.yours or "") for each in result.claims]
    rows += [(each.claim, each.statement, "", "", "not yet") for each in result.waiting]
    columns = ["Claim", "In our words", "The course", "Certainty", "You"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("Claim")
    return Rows(caption=f"{counted(len(frame), 'claim')} with both verdicts", frame=frame)


def kinds_to_choose() -> tuple[str, ...]:
    """ALL, and every kind of claim."""
    return (ALL, *dict.fromkeys(tables.load("claims")["kind"]))


def certainty_words(claim: str) -> str:
    """What the certainty of the course's verdict on a claim promises, in words that fit its kind."""
    level = tables.load("verdicts").set_index("claim").at[claim, "certainty"]
    kind = tables.load("claims").set_index("claim").at[claim, "kind"]
    return str(tables.load("certainty").set_index("level").at[level, _SURE_OF[kind]])


def compare_verdicts(mine: Mapping[str, str], kind: str = ALL, shown: str = ClaimsShown.JUDGED) -> VerdictComparison:
    """Set the learner's verdicts (by claim) beside the course's. Verdicts that are none of STEPS do not count.

    Raises ValueError for another kind or choice.

    >>> found = compare_verdicts({"C01": "Right"})
    >>> [each.claim for each in found.claims], found.judged
    (['C01'], 1)
    """
    refuse_unknown((kind, kinds_to_choose()))
    shown = chosen(ClaimsShown, shown)
    course = tables.load("verdicts").set_index("claim")
    everything = tuple(
        Judged(
            claim=row.claim,
            statement=row.statement,
            kind=row.kind,
            course=course.at[row.claim, "verdict"],
            certainty=course.at[row.claim, "certainty"],
            yours=mine[row.claim] if mine.get(row.claim) in STEPS else None,
        )
        for row in tables.load("claims").itertuples()
    )
    of_kind = tuple(each for each in everything if kind in (ALL, each.kind))
    pairs = [(each.yours, each.course) for each in everything if each.yours is not None]
    return VerdictComparison(
        kind=kind,
        shown=shown,
        claims=tuple(each for each in of_kind if each.is_shown(shown)),
        waiting=tuple(each for each in of_kind if shown is ClaimsShown.JUDGED and each.yours is None),
        everything=everything,
        total=len(everything),
        judged=len(pairs),
        same=sum(yours == ours for yours, ours in pairs),
        kappa=weighted_kappa(pairs, STEPS),
    )
