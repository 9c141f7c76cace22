"""Rival explanations of ketamine's effect on mood, their tests, and how far results should move a belief.

Table mechanism_tests. A result counts by a likelihood ratio that the learner sets: `strength` for a row that supports a
hypothesis, one over it for a row against, 1 for a mixed one. Rows of one laboratory share mice, methods and people;
`same_group` says how much. The sum of m such rows is divided by 1 + (m − 1) × same_group: at 1 they count as one.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, log

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import refuse_unknown

ALL = "all"
SPECIES = (ALL, "people", "animals and cells")
DESIGNS = (ALL, "lots drawn, in people")
VERDICTS = ("supports", "mixed", "against")


@dataclass(frozen=True)
class Matrix:
    """Tests that are left after the choices, by hypothesis: `rows` of the table, and `counts` by verdict."""

    chosen: str
    species: str
    design: str
    group: str
    rows: pd.DataFrame
    counts: dict[str, dict[str, int]]

    @property
    def clean(self) -> tuple[str, ...]:
        """Hypotheses with two tests or more, all of which support them."""
        return tuple(
            name for name, count in self.counts.items()
            if count["supports"] >= 2 and not count["mixed"] and not count["against"]
        )  # fmt: skip

    @property
    def table(self) -> pd.DataFrame:
        """The chosen hypothesis's tests, for reading."""
        own = self.rows[self.rows["hypothesis"] == self.chosen]
        said = own["prediction"] + " → " + own["seen"]
        return pd.DataFrame(
            {"Test": own["test"], "Predicted → seen": said, "Says": own["verdict"], "In": own["species"]}
        )


@dataclass(frozen=True)
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


def matrix(chosen: str = "", species: str = ALL, design: str = ALL, group: str = ALL) -> Matrix:
    """Tests of every hypothesis after the choices; `chosen` names one of `hypotheses()`. Raises ValueError."""
    chosen = chosen or hypotheses()[0]
    refuse_unknown((chosen, hypotheses()), (species, SPECIES), (design, DESIGNS), (group, groups()))
    rows = tables.load("mechanism_tests")
    human = rows["species"] == "human"
    in_species = {ALL: human | True, SPECIES[1]: human, SPECIES[2]: ~human}[species]
    in_design = (design == ALL) | rows["randomised"].astype(bool)
    in_group = (group == ALL) | (rows["group"] == group)
    rows = rows[in_species & in_design & in_group].reset_index(drop=True)
    counted = pd.crosstab(rows["hypothesis"], rows["verdict"]) if len(rows) else pd.DataFrame()
    counted = counted.reindex(index=hypotheses(), columns=VERDICTS, fill_value=0)
    return Matrix(
        chosen, species, design, group, rows,
        {name: {verdict: int(counted.at[name, verdict]) for verdict in VERDICTS} for name in hypotheses()},
    )  # fmt: skip


def believe(
    hypothesis: str,
    prior_percent: float = 30,
    strength: float = 2,
    animals: float = 0.5,
    same_group: float = 0.7,
) -> Belief:
    """Move a belief through all tests of a hypothesis. `animals` (0–1) is the power of a row that is not from people.

    Raises ValueError for an unknown hypothesis, a prior outside 1–99%, a strength below 1, or a share outside 0–1.
    """
    if hypothesis not in hypotheses():
        raise ValueError(f"There is no hypothesis {hypothesis!r}; use one of {', '.join(hypotheses())}.")
    if not 1 <= prior_percent <= 99 or strength < 1 or not 0 <= animals <= 1 or not 0 <= same_group <= 1:
        raise ValueError("The prior lies between 1 and 99%, the strength is 1 or more, both shares lie from 0 to 1.")
    rows = tables.load("mechanism_tests")
    rows = rows[rows["hypothesis"] == hypothesis].reset_index(drop=True)
    says = {"supports": log(strength), "mixed": 0.0, "against": -log(strength)}
    worth = [says[row.verdict] * (1 if row.species == "human" else animals) for row in rows.itertuples()]
    families = [row.group or f"row {place}" for place, row in enumerate(rows.itertuples())]
    start = log(prior_percent / (100 - prior_percent))
    alone = [start + sum(worth[:count]) for count in range(len(worth) + 1)]
    weighed = [start + _weighed(worth[:count], families[:count], same_group) for count in range(len(worth) + 1)]
    return Belief(hypothesis, prior_percent / 100, len(rows), len(set(families)), _chance(alone), _chance(weighed))


def _weighed(worth: list[float], families: list[str], same_group: float) -> float:
    """Sum over laboratories of what their rows say together."""
    total = 0.0
    for family in dict.fromkeys(families):
        own = [each for each, name in zip(worth, families, strict=True) if name == family]
        total += sum(own) / (1 + (len(own) - 1) * same_group)
    return total


def _chance(log_odds: list[float]) -> Array:
    return np.array([1 / (1 + exp(-each)) for each in log_odds])
