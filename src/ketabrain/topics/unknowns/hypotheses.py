"""Rival explanations of ketamine's effect on mood, their tests, and how far results should move a belief.

Table mechanism_tests. A result counts by a likelihood ratio that the learner sets: `strength` for a row that supports a
hypothesis, one over it for a row against, 1 for a mixed one. Rows of one laboratory share mice, methods and people;
`same_group` says how much. The sum of m such rows is divided by 1 + (m − 1) × same_group: at 1 they count as one.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import exp, log

import numpy as np
import pandas as pd

from ketabrain.engine import choices, tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import refuse_unknown

ALL = "all"
"""Instead of a laboratory: tests of all of them."""


class Species(StrEnum):
    """In whom tests were done."""

    ALL = "all"
    PEOPLE = "people"
    ANIMALS_AND_CELLS = "animals and cells"


class Design(StrEnum):
    """How tests were done."""

    ALL = "all"
    RANDOMISED = "lots drawn, in people"


class Support(StrEnum):
    """What a test says of a hypothesis."""

    SUPPORTS = "supports"
    MIXED = "mixed"
    AGAINST = "against"


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Tests that are left after the choices: `rows` of the table, and `counts` by hypothesis and what they say.

    Every hypothesis has counts, in the order of Support.
    """

    chosen: str
    species: Species
    design: Design
    group: str
    rows: pd.DataFrame
    counts: dict[str, dict[Support, int]]

    @property
    def hypotheses(self) -> tuple[str, ...]:
        """All hypotheses, in the order of the table."""
        return tuple(self.counts)

    @property
    def clean(self) -> tuple[str, ...]:
        """Hypotheses with two tests or more, all of which support them."""
        return tuple(
            name for name, count in self.counts.items()
            if count[Support.SUPPORTS] >= 2 and not count[Support.MIXED] and not count[Support.AGAINST]
        )  # fmt: skip

    @property
    def table(self) -> pd.DataFrame:
        """The chosen hypothesis's tests, for reading."""
        own = self.rows[self.rows["hypothesis"] == self.chosen]
        said = own["prediction"] + " → " + own["seen"]
        return pd.DataFrame(
            {"Test": own["test"], "Predicted → seen": said, "Says": own["verdict"], "In": own["species"]}
        )


@dataclass(frozen=True, kw_only=True)
class Belief:
    """A belief (0–1) before any result, and after each of the tests one by one: rows multiplied, and rows weighed."""

    hypothesis: str
    prior: float
    tests: int
    groups: int
    multiplied: Array
    weighed: Array


@cache
def hypotheses() -> tuple[str, ...]:
    """All hypotheses, in the order of the table."""
    return tuple(tables.load("mechanism_tests")["hypothesis"].unique())


@cache
def groups() -> tuple[str, ...]:
    """ALL, and the laboratories with two rows or more, the busiest first."""
    found = tables.load("mechanism_tests")["group"]
    return (ALL, *found[found != ""].value_counts().index)


def matrix(chosen: str = "", species: str = Species.ALL, design: str = Design.ALL, group: str = ALL) -> Matrix:
    """Tests of every hypothesis after the choices; `chosen` names one of `hypotheses()`, else it is the first.

    `species` is one of Species, `design` one of Design, `group` one of `groups()`. Raises ValueError for another word.

    >>> matrix(species="people").counts["mTOR"]["against"]
    1
    """
    hypothesis = chosen or next(iter(hypotheses()))
    refuse_unknown((hypothesis, hypotheses()), (group, groups()))
    species, design = choices.chosen(Species, species), choices.chosen(Design, design)
    rows = tables.load("mechanism_tests")
    human = rows["species"] == "human"
    in_species = {Species.ALL: human | True, Species.PEOPLE: human, Species.ANIMALS_AND_CELLS: ~human}[species]
    in_design = (design is Design.ALL) | rows["randomised"].astype(bool)
    in_group = (group == ALL) | (rows["group"] == group)
    rows = rows[in_species & in_design & in_group].reset_index(drop=True)
    says = Counter(zip(rows["hypothesis"], rows["verdict"], strict=True))
    return Matrix(
        chosen=hypothesis,
        species=species,
        design=design,
        group=group,
        rows=rows,
        counts={name: {verdict: says[name, verdict] for verdict in Support} for name in hypotheses()},
    )


def believe(
    hypothesis: str,
    prior_percent: float = 30,
    strength: float = 2,
    animals: float = 0.5,
    same_group: float = 0.7,
) -> Belief:
    """Move a belief through all tests of one of `hypotheses()`, in the order of the table mechanism_tests.

    `prior_percent` (1–99) is the belief before. `strength` (1 or more) is the likelihood ratio of one row in support,
    and one over it that of a row against; nobody measured it. `animals` (0–1) is the power to which the ratio of a row
    that is not from people is raised: at 0 it counts nothing. `same_group` (0–1) says how much rows of one laboratory
    share: at 0 each counts as if alone, at 1 all count as one.

    Raises ValueError for an unknown hypothesis, a prior outside 1–99%, a strength below 1, or a share outside 0–1.

    >>> path = believe("AMPA receptors", prior_percent=50, strength=2, animals=1).multiplied
    >>> path[:3].round(2).tolist()  # odds of 1, 2 and 4 to 1
    [0.5, 0.67, 0.8]
    """
    refuse_unknown((hypothesis, hypotheses()))
    if not 1 <= prior_percent <= 99 or strength < 1 or not 0 <= animals <= 1 or not 0 <= same_group <= 1:
        raise ValueError("The prior lies between 1 and 99%, the strength is 1 or more, both shares lie from 0 to 1.")
    rows = tables.load("mechanism_tests")
    rows = rows[rows["hypothesis"] == hypothesis].reset_index(drop=True)
    says = {Support.SUPPORTS: log(strength), Support.MIXED: 0.0, Support.AGAINST: -log(strength)}
    worth = [says[Support(row.verdict)] * (1 if row.species == "human" else animals) for row in rows.itertuples()]
    families = [row.group or f"row {place}" for place, row in enumerate(rows.itertuples())]
    start = log(prior_percent / (100 - prior_percent))
    alone = [start + sum(worth[:count]) for count in range(len(worth) + 1)]
    weighed = [start + _weighed(worth[:count], families[:count], same_group) for count in range(len(worth) + 1)]
    return Belief(
        hypothesis=hypothesis,
        prior=prior_percent / 100,
        tests=len(rows),
        groups=len(set(families)),
        multiplied=_probabilities(alone),
        weighed=_probabilities(weighed),
    )


def _weighed(worth: list[float], families: list[str], same_group: float) -> float:
    """Sum over laboratories of what their rows say together."""
    total = 0.0
    for family in dict.fromkeys(families):
        own = [each for each, name in zip(worth, families, strict=True) if name == family]
        total += sum(own) / (1 + (len(own) - 1) * same_group)
    return total


def _probabilities(log_odds: list[float]) -> Array:
    return np.array([1 / (1 + exp(-each)) for each in log_odds])
